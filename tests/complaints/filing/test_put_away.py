"""A page that is half filled and put away: nothing of it is lost, and it counts as no answer."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.filing import drafting
from complaints.models import Draft, FilingCount

SAVE = {"save": "1"}


def token_of(browser):
    return browser.cookies["filing"].value.split(":")[0]


def test_a_half_filled_page_is_kept_and_is_still_to_do(fill, errors):
    browser = fill("what-happened")
    assert browser.post("/complain/what-happened/", {"own_words": "They never told us.", **SAVE}).url == (
        "/complain/return/save/"
    )
    shown = browser.get("/complain/what-happened/")
    assert "They never told us.</textarea>" in shown.content.decode()
    assert errors(shown) == ([], [])
    assert "Needs an answer" in browser.get("/complain/").content.decode()
    assert browser.post("/complain/check/").status_code == 422
    assert not FilingCount.objects.filter(page="what-happened").exists()


def test_finished_later_it_counts_once(fill, answers):
    browser = fill("what-happened")
    browser.post("/complain/what-happened/", {"own_words": "They never told us.", **SAVE})
    browser.post("/complain/what-happened/", answers["what-happened"])
    assert drafting.answers_of(token_of(browser))["what-happened"] == answers["what-happened"]
    assert FilingCount.objects.get(page="what-happened").number == 1
    assert browser.post("/complain/check/").url == "/complain/sent/"


def test_a_page_that_is_whole_is_kept_as_an_answer(fill, answers):
    browser = fill("contact")
    browser.post("/complain/contact/", {**answers["contact"], **SAVE})
    assert drafting.answers_of(token_of(browser))["contact"] == answers["contact"]


def test_the_first_page_can_be_put_away_before_anything_else(browser, db):
    assert browser.post("/complain/organisation/", {"provider_kind": "cic", **SAVE}).url == "/complain/return/save/"
    page = browser.get("/complain/organisation/").content.decode()
    assert re.search(r'value="cic" checked', page)
    assert browser.get("/complain/return/save/").status_code == 200


def test_an_empty_page_is_left_alone(browser, db):
    assert browser.post("/complain/contact/", SAVE).status_code == 302
    assert not Draft.objects.exists()


def test_what_was_answered_and_is_taken_away_again_is_not_answered_any_more(fill):
    browser = fill()
    browser.post("/complain/what-happened/", {"own_words": "", **SAVE})
    assert browser.post("/complain/check/").status_code == 422


def test_more_than_a_page_can_hold_is_said_and_stays_on_the_page(browser, db):
    response = browser.post("/complain/what-happened/", {"own_words": "x" * 1_000_000, **SAVE})
    assert (response.status_code, Draft.objects.count()) == (422, 0)


def test_a_page_of_another_complaint_is_not_put_away_into_this_one(fill, answers):
    browser = fill()
    old = dict(re.findall(r'name="(draft)" value="([^"]*)"', browser.get("/complain/outcome/").content.decode()))
    browser.cookies.clear()
    fill()
    assert browser.post("/complain/outcome/", {"tried": "Other", **SAVE, **old}).status_code == 409
    assert drafting.answers_of(token_of(browser))["outcome"] == answers["outcome"]


def test_files_that_are_chosen_are_added_whichever_button_is_pressed(fill, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    browser = fill()
    for button, place in (("continue", "/complain/check/"), ("save", "/complain/return/save/")):
        file = SimpleUploadedFile(f"{button}.txt", b"Words")
        assert browser.post("/complain/files/", {"evidence": file, button: "1"}).url == place
        assert browser.post("/complain/files/", {button: "1"}).url == place
        assert f"{button}.txt" in browser.get("/complain/check/").content.decode()
        wrong = SimpleUploadedFile("a.exe", b"MZ\x90\x00")
        assert browser.post("/complain/files/", {"evidence": wrong, button: "1"}).status_code == 422


def test_every_page_offers_to_save_what_stands_on_it(fill):
    browser = fill()
    for page in ("organisation", "outcome", "contact", "files"):
        shown = browser.get(f"/complain/{page}/").content.decode()
        form = re.search(r'<button class="app-link-button" form="(\w+)" name="save"', shown)[1]
        assert f'id="{form}"' in shown
    assert "is saved when you press Continue" in browser.get("/complain/authority/").content.decode()
