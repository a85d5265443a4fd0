"""Coming back with the code: however it is typed, to what was written, and never to what was filed."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from complaints.filing import drafting
from complaints.tokens import new_filing_token, written


def enter(code):
    """From another computer."""
    browser = Client(raise_request_exception=False)
    return browser, browser.post("/complain/return/", {"code": code})


def code_on(page):
    return re.search(r"app-secret\"><strong>(.*?)</strong>", page)[1]


def test_the_page_shows_the_code_in_groups_of_four(began, token):
    page = began.get("/complain/return/save/").content.decode()
    assert code_on(page) == written(token)
    assert [len(group) for group in code_on(page).split("-")] == [4] * 7


def test_the_page_tells_until_when_it_is_kept(began, token):
    day = timezone.localtime(drafting.draft_of(token).erased_at)
    assert f"until {day.day} {day:%B %Y}" in began.get("/complain/return/save/").content.decode()


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\t"])
def test_the_code_opens_the_answers_on_another_computer(token, typed):
    other, answer = enter(typed(written(token)))
    assert (answer.status_code, answer.url) == (302, "/complain/")
    assert "Your complaint so far" in other.get("/complain/").content.decode()


def test_an_old_token_goes_on_working_in_the_cookie_and_as_a_code(db):
    old = "aB3-_" * 8 + "xyz"
    drafting.keep_answers(old, "organisation", {"provider_kind": "charity"})
    other, answer = enter(old)
    assert answer.url == "/complain/"
    assert code_on(other.get("/complain/return/save/").content.decode()) == old


@pytest.mark.parametrize("code", ["", "ABCD", "ABCD-" * 7, "\x00", "é" * 28, "x" * 101])
def test_a_wrong_code_is_one_clear_message(db, code):
    other, answer = enter(code)
    assert (answer.status_code, "filing" in other.cookies) == (422, False)
    assert answer.content.decode().count('<a href="#id_code">') == 1


def test_a_code_in_an_address_opens_nothing(token):
    browser = Client()
    browser.get("/complain/return/", {"code": written(token)})
    assert "filing" not in browser.cookies


def test_the_code_of_a_filed_complaint_says_that_it_was_sent(token, file_it):
    complaint = file_it(token)
    other, answer = enter(written(token))
    page = answer.content.decode()
    assert (answer.status_code, "filing" in other.cookies) == (410, False)
    assert "This was sent" in page
    assert 'href="/follow/"' in page
    assert complaint.reference not in page


def test_a_browser_that_began_nothing_has_nothing_to_save(browser):
    assert browser.get("/complain/return/save/").url == "/complain/"
    assert browser.post("/complain/return/save/", {"email": "ada@provider.example"}).url == "/complain/"


@pytest.mark.parametrize("address", ["/complain/return/", "/complain/return/save/"])
def test_the_pages_are_plain_and_kept_in_no_cache(began, address):
    answer = began.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_code_takes_the_place_of_another_complaint_only_when_that_was_said(token):
    other = new_filing_token()
    drafting.keep_answers(other, "organisation", {"provider_kind": "charity"})
    browser, _ = enter(written(other))
    asked = browser.post("/complain/return/", {"code": written(token)})
    assert (asked.status_code, written(other) in asked.content.decode()) == (409, True)
    assert code_on(browser.get("/complain/return/save/").content.decode()) == written(other)
    carried = re.search(r'name="code" value="([^"]*)"', asked.content.decode())[1]
    assert browser.post("/complain/return/", {"code": carried, "another": "1"}).url == "/complain/"
    assert code_on(browser.get("/complain/return/save/").content.decode()) == written(token)
