"""A page that stood open while the browser forgot its complaint, or began another: nothing typed on it is lost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from complaints.filing import drafting
from complaints.models import Complaint, Draft, FilingCount
from complaints.tokens import hashed, written

HIDDEN = re.compile(r'<input type="hidden" name="(draft|begin|anew)" value="([^"]*)">')
WORDS = {"tried": "We asked & asked.", "wanted": ""}
IN_SCOPE = {"body": "wider", "about": "one", "when": "recent", "court": "no"}


def hidden_of(response):
    return dict(HIDDEN.findall(response.content.decode()))


def token_of(browser):
    return browser.cookies["filing"].value.split(":")[0]


@pytest.fixture
def strayed(fill):
    """A page with words on it, sent after the cookie went: the browser, its old token, and what came back."""
    browser = fill("outcome", "name")
    token, hidden = token_of(browser), hidden_of(browser.get("/complain/outcome/"))
    browser.cookies.clear()
    return browser, token, browser.post("/complain/outcome/", {**WORDS, **hidden})


def test_words_typed_after_the_cookie_went_come_back(strayed):
    browser, token, response = strayed
    page = response.content.decode()
    assert response.status_code == 409
    assert "This browser no longer has the answers that you gave before." in page
    assert "We asked &amp; asked." in page
    assert 'href="/complain/return/"' in page
    assert "filing" not in browser.cookies
    assert "outcome" not in drafting.answers_of(token)
    assert Draft.objects.count() == 1


def test_sent_once_more_they_begin_anew(strayed, answers):
    browser, token, response = strayed
    assert browser.post("/complain/outcome/", {**WORDS, **hidden_of(response)}).status_code == 302
    assert token_of(browser) != token
    assert drafting.answers_of(token_of(browser)) == {"outcome": WORDS}
    assert drafting.answers_of(token)["organisation"] == answers["organisation"]


def test_brought_back_by_the_code_they_belong_to_what_was_begun(strayed):
    browser, token, response = strayed
    browser.post("/complain/return/", {"code": written(token)})
    assert browser.post("/complain/outcome/", {**WORDS, **hidden_of(response)}).status_code == 302
    assert drafting.answers_of(token)["outcome"] == WORDS
    assert Draft.objects.count() == 1


def test_no_fault_is_found_with_a_page_that_strayed(fill, errors):
    browser = fill(ground="payment:payment")
    hidden = hidden_of(browser.get("/complain/procurement/"))
    browser.cookies.clear()
    response = browser.post("/complain/procurement/", {"procurement_title": "", **hidden})
    assert (response.status_code, errors(response)) == (409, ([], []))


def test_a_page_of_another_complaint_is_not_put_into_this_one(fill, answers):
    browser = fill()
    old = hidden_of(browser.get("/complain/outcome/"))
    browser.post("/complain/check/")
    browser.post("/complain/", IN_SCOPE | {"another": "1"})
    assert browser.post("/complain/outcome/", answers["outcome"]).status_code == 302
    response = browser.post("/complain/outcome/", {**WORDS, **old})
    assert response.status_code == 409
    assert "You are now writing another complaint in this browser." in response.content.decode()
    assert drafting.answers_of(token_of(browser))["outcome"] == answers["outcome"]
    assert browser.post("/complain/outcome/", {**WORDS, **hidden_of(response)}).status_code == 302
    assert drafting.answers_of(token_of(browser))["outcome"] == WORDS


def test_the_first_page_sent_twice_without_a_cookie_is_one_start(db, answers):
    first = Client()
    hidden = hidden_of(first.get("/complain/organisation/"))
    for browser in (first, Client()):  # the second leaves before the first answer is there
        browser.post("/complain/organisation/", {**answers["organisation"], **hidden})
        assert token_of(browser) == token_of(first)
    assert Draft.objects.count() == 1
    assert [*FilingCount.objects.values_list("page", "number")] == [("organisation", 1)]


@pytest.mark.parametrize("begin", ["", "x", "A" * 28, "A" * 28 + ":" + "x" * 43, "\x00", "é"])
def test_a_token_to_begin_with_that_is_not_ours_is_no_token(browser, db, answers, begin):
    browser.post("/complain/organisation/", {**answers["organisation"], "begin": begin})
    assert re.fullmatch("[A-Z2-7]{28}", token_of(browser))
    assert token_of(browser) != "A" * 28


def test_the_page_that_began_a_complaint_does_not_open_it_once_it_is_sent(browser, fill, answers):
    hidden = hidden_of(browser.get("/complain/organisation/"))
    browser.post("/complain/organisation/", {**answers["organisation"], **hidden})
    fill()
    browser.post("/complain/check/")
    browser.post("/complain/leave/")
    browser.post("/complain/organisation/", {**answers["organisation"], **hidden})
    assert hashed(token_of(browser)) != Complaint.objects.get().filing_hash
    assert browser.get("/complain/sent/").status_code == 302


def test_what_is_erased_is_said_where_it_was(fill):
    browser = fill()
    assert "is erased" not in browser.get("/complain/").content.decode()
    Draft.objects.all().delete()
    assert "What you began in this browser is erased" in browser.get("/complain/").content.decode()


def test_a_browser_that_began_nothing_is_told_of_nothing(browser, db):
    browser.post("/complain/")
    assert "is erased" not in browser.get("/complain/").content.decode()


def test_files_without_a_complaint_are_said_not_to_be_added(fill):
    browser = fill()
    Draft.objects.all().delete()
    response = browser.post("/complain/files/", {"evidence": SimpleUploadedFile("a.txt", b"Words")}, follow=True)
    assert "Your files were not added" in response.content.decode()
