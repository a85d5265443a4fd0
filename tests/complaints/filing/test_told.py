"""What the pages say of what was answered: no more, no less, and which of several it is."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from complaints.filing import drafting
from complaints.models import Complaint, Consent

PRIME = {"body": "prime", "about": "one", "when": "recent", "court": "no"}
INVOICE = {"amount": "£1,200.50", "number": "INV-2", "due_on-day": "1", "due_on-month": "5", "due_on-year": "2026"}


def text(response):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def test_each_of_several_has_its_number_and_is_told_apart(fill, answers):
    browser = fill()
    assert (
        '<h1 class="govuk-heading-l">What went wrong?</h1>' in browser.get("/complain/what-happened/").content.decode()
    )
    assert "What went wrong? (" not in text(browser.get("/complain/check/"))
    browser.post("/complain/what-happened/", {"ground": "payment:payment"})
    browser.post("/complain/what-happened-3/", {"ground": "technology:e_portal", "own_words": "It broke."})
    browser.post("/complain/invoice/", {**INVOICE, "amount": "7", "number": ""})
    browser.post("/complain/invoice-2/", INVOICE)
    assert "Invoice 2 of 2" in text(browser.get("/complain/invoice-2/"))
    assert "What went wrong: 2 of 2" in text(browser.get("/complain/what-happened-3/"))
    assert "Invoice 3 of 3" in text(browser.get("/complain/invoice-3/"))
    for address in ("/complain/", "/complain/check/"):
        page = text(browser.get(address))
        for words in (
            "Invoice 1 of 2 (£7.00)",
            "Invoice 2 of 2 (INV-2, £1,200.50)",
            "What went wrong: 2 of 2 (The tender website did not work)",
        ):
            assert words in page, (address, words)


def test_what_was_left_out_can_be_added_and_what_follows_from_others_not_changed(fill):
    browser = fill(tried="")
    browser.post("/complain/what-happened/", {"ground": "payment:payment"})
    browser.post("/complain/invoice/", INVOICE)
    page = " ".join(browser.get("/complain/check/").content.decode().split())
    row = re.search(r"What have you done about it so far\?</dt> <dd[^>]*>Not answered</dd> <dd.*?</dd>", page)[0]
    assert 'href="/complain/outcome/">Add<' in row
    assert 'Change<span class="govuk-visually-hidden"> Overdue by' not in page
    assert "Overdue by" in page
    for hidden in ("Who there agreed to this?", "safe to leave a message", "Name of the authority"):
        assert hidden not in page


@pytest.mark.parametrize("consents", [[], ["name"], ["evidence"]])
def test_the_page_of_what_was_sent_says_what_was_allowed(fill, answers, consents):
    answers["name"]["consents"] = consents
    page = text(fill().post("/complain/check/", follow=True))
    assert ("The authority is not told who you are." in page) is (not consents)
    assert ("only if two of us agree" in page) is ("name" in consents)
    for purpose in ("name", "evidence"):
        assert (f"You allowed this: “{Consent.Purpose(purpose).label}”" in page) is (purpose in consents)


def test_it_says_by_which_day_it_is_read_and_so_does_the_page_for_following(fill, time_machine):
    time_machine.move_to(datetime(2026, 4, 2, 11, tzinfo=UTC))
    browser = fill("procurement")
    browser.post("/complain/procurement/", {"procurement_title": "Parks", "stage": "award"})
    page = text(browser.post("/complain/check/", follow=True))
    assert "by 13 April 2026" in page  # after Easter
    assert "The secret code is not in it." in page
    assert "nobody can give you another" in page
    [secret] = re.findall("(?:[A-Z2-7]{4}-){6}[A-Z2-7]{4}", page)
    browser.post("/follow/", {"reference": Complaint.objects.get().reference, "secret": secret})
    assert "That is by 13 April 2026." in text(browser.get("/follow/complaint/"))


def test_do_not_contact_me_and_an_address_do_not_go_together(browser, db, errors):
    for way in ({"email": "a@b.example"}, {"phone": "0123456"}, {"address": "1 Road"}):
        response = browser.post("/complain/contact/", {**way, "looks_here": "true"})
        [words] = errors(response)[0]
        assert (response.status_code, words[:33]) == (422, "You ticked “Do not contact me” an")


def test_nobody_is_sent_round_twice_for_what_is_missing(browser, db, errors):
    found, _ = errors(browser.post("/complain/what-happened/", {}))
    assert found == ["Choose which comes closest", "Tell us what happened"]


def test_a_company_that_does_not_pay_is_asked_for_by_its_name(browser, db, answers, errors):
    browser.post("/complain/", PRIME)
    page = text(browser.get("/complain/authority/"))
    assert ("Which company is it?" in page, "Search for the authority" in page) == (True, False)
    assert errors(browser.post("/complain/authority/", {}))[0] == ["Enter the name of the company"]
    answers["authority"] = {"authority_given": "Big Builder"}
    for page, given in answers.items():
        assert browser.post(f"/complain/{page}/", given).status_code == 302
    assert "Which company is it?" in text(browser.get("/complain/"))
    assert "Name of the company Big Builder" in text(browser.get("/complain/check/"))
    browser.post("/complain/check/")
    complaint = Complaint.objects.get()
    assert (complaint.authority, complaint.authority_given) == (None, "Big Builder")


def test_something_else_goes_under_the_broadest_of_the_published_codes(fill, answers):
    answers["what-happened"]["ground"] = "other"
    fill().post("/complain/check/")
    ground = Complaint.objects.get().grounds.get()
    assert (ground.subject, ground.sub_issue) == ("procurement_process", "tender_process")


def test_another_complaint_takes_the_place_of_one_only_when_that_was_said(fill):
    browser = fill("contact")
    token = browser.cookies["filing"].value.split(":")[0]
    asked = browser.post("/complain/", PRIME)
    assert asked.status_code == 409
    assert "You have begun a complaint in this browser" in text(asked)
    code = re.search("(?:[A-Z2-7]{4}-){6}[A-Z2-7]{4}", text(asked))[0]
    assert drafting.answers_of(token)["outcome"]
    assert "scope" not in drafting.answers_of(token)
    assert browser.post("/complain/", PRIME | {"another": "1"}).url == "/complain/organisation/"
    assert browser.cookies["filing"].value.split(":")[0] != token
    assert browser.post("/complain/return/", {"code": code}).url == "/complain/"
    assert "Grounds maintenance" in browser.get("/complain/check/").content.decode()


def test_before_the_code_goes_one_is_asked_whether_it_is_written_down(filed):
    assert 'href="/complain/leave/"' in filed.get("/complain/sent/").content.decode()
    assert "Have you written down the code?" in text(filed.get("/complain/leave/"))
    assert filed.get("/complain/sent/").status_code == 200


def test_erasing_asks_again_where_another_complaint_is_written_by_now(fill):
    browser = fill()
    old = dict(re.findall(r'name="(draft)" value="([^"]*)"', browser.get("/complain/erase/").content.decode()))
    browser.cookies.clear()
    fill()
    response = browser.post("/complain/erase/", old)
    assert (response.status_code, "Do you want to erase this other one?" in text(response)) == (409, True)
    assert browser.get("/complain/check/").status_code == 200


@pytest.mark.parametrize("owner", ["", "the Parish Clerks"])
def test_who_runs_it_is_said_where_a_name_is_given(client, db, settings, owner):
    settings.SERVICE_OWNER = owner
    for address in ("/", "/privacy/"):
        page = text(client.get(address))
        assert ("Parish Clerks" in page) is bool(owner)
    assert "28 days" in text(client.get("/privacy/"))
    assert 'href="/privacy/"' in client.get("/follow/").content.decode()
