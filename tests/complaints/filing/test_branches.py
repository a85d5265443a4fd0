"""The ways through the form: late payment, several grounds, a known notice, somebody else's complaint."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from complaints.filing import path, reading
from complaints.models import Complaint, Draft, Notice
from complaints.scope import Body

INVOICE = {
    "amount": "£1,250.50", "number": "A-17",
    "due_on-day": "1", "due_on-month": "6", "due_on-year": "2026",
    "invoiced_on-day": "2", "invoiced_on-month": "5", "invoiced_on-year": "2026",
    "payment_terms_days": "30",
}  # fmt: skip


def text(response):
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


@pytest.fixture
def payment(answers):
    """A complaint about late payment asks for invoices, and not for the stage."""
    answers["what-happened"] = {"ground": "payment:payment", "own_words": ""}
    answers["procurement"] = {"procurement_title": "Grounds maintenance"}
    after = list(answers.items())
    answers.clear()
    for page, given in after:
        answers[page] = given
        if page == "what-happened":
            answers["invoice"] = INVOICE
    return answers


@pytest.fixture
def notice(db):
    def make(**fields):
        known = {"number": "012345-2026", "buyer_id": "", "buyer_name": "Camden Council", "title": "Parks 2026"}
        released = datetime(2026, 1, 1, tzinfo=UTC)
        return Notice.objects.create(ocid="ocds-h6vhtk-012345", released_at=released, **{**known, **fields})

    return make


def test_late_payment_asks_for_its_invoices(browser, payment):
    place, visited = "/complain/organisation/", []
    while place != "/complain/check/":
        visited.append(place.split("/")[2])
        assert browser.get(place).status_code == 200
        place = browser.post(place, payment[visited[-1]]).url
    assert visited == list(payment)
    assert 'name="stage"' not in browser.get("/complain/procurement/").content.decode()


def test_an_invoice_is_filed_as_it_was_told(fill, payment):
    browser = fill()
    browser.post("/complain/invoice-2/", {**INVOICE, "amount": "7", "number": "A-18", "is_disputed": "true"})
    browser.post("/complain/check/")
    complaint = Complaint.objects.get()
    assert (complaint.stage, complaint.payment_terms_days, complaint.live_until) == ("payment", 30, None)
    told = [(row.number, row.amount, row.due_on, row.invoiced_on, row.is_disputed) for row in complaint.invoices.all()]
    day, made = date(2026, 6, 1), date(2026, 5, 2)
    assert told == [("A-17", Decimal("1250.50"), day, made, False), ("A-18", Decimal(7), day, made, True)]
    assert complaint.identity.number == ""


@pytest.mark.parametrize(
    ("today", "days"), [("2026-06-01", "0 days"), ("2026-06-02", "1 day"), ("2026-07-11", "40 days")]
)
def test_days_overdue_are_worked_out(fill, payment, time_machine, today, days):
    time_machine.move_to(f"{today}T12:00Z")
    assert f"Overdue by {days}" in text(fill().get("/complain/check/"))


def test_an_invoice_that_is_no_longer_asked_for_is_not_filed(fill, payment, answers):
    browser = fill()
    browser.post("/complain/what-happened/", {"ground": "technology:e_portal", "own_words": "It broke."})
    assert "A-17" not in text(browser.get("/complain/check/"))
    assert browser.post("/complain/check/").status_code == 422  # the stage was not asked for before
    browser.post("/complain/procurement/", {**answers["procurement"], "stage": "tender"})
    assert browser.post("/complain/check/").status_code == 302
    assert list(Complaint.objects.get().invoices.all()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": ""}, "Enter the amount of the invoice"),
        ({"amount": "lots"}, "Enter the amount in pounds, like 1250 or 1,250.50"),
        ({"amount": "0"}, "The amount must be more than 0"),
        ({"amount": "-5"}, "The amount must be more than 0"),
        ({"amount": "1.234"}, "Enter the amount in pounds, with at most 2 figures after the point"),
        ({"amount": "1" * 30}, "The amount must be less than 10 billion pounds"),
        ({"amount": "NaN"}, "Enter the amount in pounds, like 1250 or 1,250.50"),
        ({"amount": "9" * 1_000_000}, "The amount must be less than 10 billion pounds"),
        ({"due_on-day": ""}, "The date it was due must include a day"),
        ({"invoiced_on-month": "7"}, "The date of the invoice must be before the date it was due"),
        ({"payment_terms_days": "x"}, "Enter a number of days, like 30"),
        ({"payment_terms_days": "366"}, "The days to pay must be 365 or fewer"),
    ],
)
def test_an_invoice_that_will_not_do(browser, db, errors, changes, words):
    response = browser.post("/complain/invoice/", {**INVOICE, **changes})
    assert (response.status_code, errors(response)[0]) == (422, [words])


def test_several_grounds_each_in_their_own_words(fill, answers):
    browser = fill()
    more = browser.post("/complain/what-happened/", {**answers["what-happened"], "another": "1"}).url
    assert more == "/complain/what-happened-2/"
    browser.post(more, {"ground": "technology:e_portal", "own_words": "It broke."})
    assert browser.post("/complain/check/").status_code == 302
    told = [(ground.subject, ground.sub_issue, ground.own_words) for ground in Complaint.objects.get().grounds.all()]
    assert told == [
        ("procurement_process", "feedback", "They never told us why we lost."),
        ("technology", "e_portal", "It broke."),
    ]


def test_a_further_ground_can_be_removed(fill, answers):
    browser = fill()
    browser.post("/complain/what-happened-2/", {"ground": "technology:e_portal", "own_words": "It broke."})
    browser.post("/complain/what-happened-3/", {"ground": "bureaucracy:pqq", "own_words": "Too long."})
    assert browser.post("/complain/what-happened-2/", {"remove": "1"}).url == "/complain/check/"
    page = text(browser.get("/complain/check/"))
    assert "It broke." not in page
    assert "Too long." in page
    browser.post("/complain/what-happened/", {"remove": "1"})
    assert "what-happened" in Draft.objects.get().answers


def test_there_are_at_most_five_grounds(fill, answers):
    browser = fill()
    for number in range(2, 6):
        browser.post(f"/complain/what-happened-{number}/", answers["what-happened"])
    assert browser.get("/complain/what-happened-6/").status_code == 404
    assert 'name="another"' not in browser.get("/complain/what-happened-5/").content.decode()
    assert (
        browser.post("/complain/what-happened-5/", {**answers["what-happened"], "another": "1"}).url
        == "/complain/check/"
    )


@pytest.mark.parametrize(
    "name",
    [
        "invoice-1",
        "invoice-0",
        "invoice-02",
        "invoice-",
        "invoice-٢",
        "-2",
        "invoice-" + "9" * 500,
        "contact-2",
        "scope",
    ],
)
def test_no_other_page_is_there(browser, db, name):
    assert browser.get(f"/complain/{name}/").status_code == 404


def test_a_known_notice_fills_in_what_it_says(browser, make_authority, notice, answers):
    authority = make_authority("London Borough of Camden")
    deadline = timezone.now() + timedelta(days=9)
    notice(
        authority=authority, deadline_at=deadline, cpv="77310000", cpv_name="Planting", value=100_000, currency="GBP"
    )
    address = {"procurement_reference": "https://www.find-tender.service.gov.uk/Notice/012345-2026"}
    assert browser.post("/complain/notice/", address).url == "/complain/authority/"
    page = browser.get("/complain/authority/").content.decode()
    assert f'value="{authority.pk}" checked' in page
    page = browser.get("/complain/procurement/").content.decode()
    day = timezone.localtime(deadline)
    for words in (
        'value="Parks 2026"', "77310000 Planting", "£100,000", 'value="tender" checked',
        f'name="live_until-day" type="text" value="{day.day}"',
    ):  # fmt: skip
        assert words in page, words


def test_the_buyer_of_a_notice_that_matches_nobody_is_searched(browser, make_authority, notice):
    authority = make_authority("London Borough of Camden")
    authority.names.create(name="Camden Council", compared="camden council", is_official=False)
    notice()
    browser.post("/complain/notice/", {"procurement_reference": "012345-2026"})
    assert f'value="{authority.pk}"' in browser.get("/complain/authority/").content.decode()


def test_an_unknown_notice_is_kept_and_said(browser, db):
    browser.post("/complain/notice/", {"procurement_reference": "999999-2026"})
    assert "We do not hold this notice" in browser.get("/complain/procurement/").content.decode()


def test_a_live_tender_is_filed_with_its_deadline(fill, answers):
    answers["procurement"] |= {
        "live_until-day": "1", "live_until-month": "7", "live_until-year": "2030", "live_time": "5pm",
    }  # fmt: skip
    fill().post("/complain/check/")
    assert Complaint.objects.get().live_until == datetime(2030, 7, 1, 16, tzinfo=UTC)  # summer time


def test_without_a_time_the_deadline_is_noon(fill, answers):
    answers["procurement"] |= {"live_until-day": "1", "live_until-month": "1", "live_until-year": "2030"}
    fill().post("/complain/check/")
    assert Complaint.objects.get().live_until == datetime(2030, 1, 1, 12, tzinfo=UTC)


def test_a_deadline_typed_before_the_stage_was_changed_is_dropped(fill, answers):
    answers["procurement"] |= {"live_until-day": "1", "live_until-month": "1", "live_until-year": "2030"}
    fill(stage="contract").post("/complain/check/")
    assert Complaint.objects.get().live_until is None


def test_an_umbrella_body_files_for_a_member(fill, answers, errors):
    answers["name"] |= {"for_other": "true", "agreed_by": "Mo Member", "filed_for": "Member Works"}
    fill().post("/complain/check/")
    identity = Complaint.objects.get().identity
    assert (identity.filed_for, identity.agreed_by) == ("Member Works", "Mo Member")


def test_who_agreed_has_to_be_said(browser, db, errors):
    assert errors(browser.post("/complain/name/", {"for_other": "true"}))[0] == ["Enter who there agreed to this"]
    assert browser.post("/complain/name/", {"agreed_by": "Mo"}).status_code == 302


def test_nobody_has_to_give_a_name(fill, answers):
    answers["name"] = {}
    fill().post("/complain/check/")
    assert Complaint.objects.get().identity.name == ""


def test_consent_is_off_unless_ticked(fill, answers):
    fill().post("/complain/check/")
    assert list(Complaint.objects.get().consents.all()) == []


def test_each_consent_that_was_ticked_stands_from_the_moment_of_filing(fill, answers):
    answers["name"]["consents"] = ["name", "evidence"]
    fill().post("/complain/check/")
    complaint = Complaint.objects.get()
    given = [(consent.purpose, consent.given_at) for consent in complaint.consents.all()]
    assert given == [("name", complaint.filed_at), ("evidence", complaint.filed_at)]


def test_invoices_are_asked_about_where_there_are_any(browser, payment):
    assert 'value="invoices"' not in browser.get("/complain/name/").content.decode()
    browser.post("/complain/what-happened/", payment["what-happened"])
    assert 'value="invoices"' in browser.get("/complain/name/").content.decode()


def test_leave_to_show_invoices_goes_with_the_invoices(fill, payment):
    payment["name"]["consents"] = ["name", "invoices"]
    browser = fill()
    browser.post("/complain/what-happened/", {"ground": "technology:e_portal", "own_words": "It broke."})
    browser.post("/complain/procurement/", {"procurement_title": "Grounds maintenance", "stage": "tender"})
    assert browser.get("/complain/name/").status_code == 200
    assert browser.post("/complain/check/").status_code == 302
    assert [consent.purpose for consent in Complaint.objects.get().consents.all()] == ["name"]


@pytest.mark.parametrize("number", ["1234567", "SC012345", "01234567", "oc 301234", "NIC100012", "1234567-1"])
def test_a_number_of_a_charity_or_company_is_taken(fill, answers, number):
    answers["name"]["number"] = number
    fill().post("/complain/check/")
    assert Complaint.objects.get().identity.number == number.replace(" ", "").upper()


@pytest.mark.parametrize("number", ["12345", "ABCDEFGH", "1" * 20, "123456789", "SC12"])
def test_another_number_is_not(browser, db, errors, number):
    words = "Enter a charity number, like 1234567, or a company number, like 01234567, or leave it out"
    assert errors(browser.post("/complain/name/", {"number": number}))[0] == [words]


@pytest.mark.parametrize(
    "way", [{"email": "a@b.example"}, {"phone": "0123456"}, {"address": "1 Road"}, {"looks_here": "true"}]
)
def test_one_way_to_reach_us_is_enough(browser, db, way):
    assert browser.post("/complain/contact/", way).status_code == 302


def test_no_way_at_all_is_not(browser, db, errors):
    words = "Enter an email address, a phone number or a postal address, or say that you will look on this site"
    assert errors(browser.post("/complain/contact/", {"when": "mornings"}))[0] == [words]


def test_what_was_said_to_can_we_help_comes_along(browser, answers):
    asked = {"body": Body.UNSURE, "about": "one", "when": "recent", "court": "no"}
    browser.post("/complain/", asked)
    for page, given in answers.items():
        browser.post(f"/complain/{page}/", given)
    browser.post("/complain/check/")
    assert Complaint.objects.get().scope_answers == asked


def test_answers_to_can_we_help_that_are_not_whole_are_left_out(browser, db):
    browser.post("/complain/", {"body": "x", "about": "one"})
    assert not Draft.objects.exists()


def test_the_longest_way_has_at_most_12_pages_and_9_required_answers(payment):
    """Counted as a provider meets them: what cannot be left empty, page after page."""
    pages = path.path(payment)
    required = 0
    for page in pages:
        form = reading.form_of(page, {}, payment)
        # Own words are not needed where an invoice speaks.
        required += len({name for name, errors in form.errors.items() if errors} - {"own_words"})
    # And who agreed, when it is about somebody else.
    assert (len(pages) + len(["files", "check"]), required + len(["agreed_by"])) == (11, 9)
    ordinary = {"what-happened": {"ground": "technology:e_portal"}}
    required = sum(len(reading.form_of(page, {}, ordinary).errors) for page in path.path(ordinary))
    assert required + len(["agreed_by"]) == 9


@pytest.mark.parametrize(
    ("way", "words"),
    [({"email": "a@b.example"}, "You get an email"), ({"looks_here": "true"}, "Look on this site for news.")],
)
def test_a_mail_is_promised_only_where_there_is_an_address(fill, answers, way, words):
    answers["contact"] = way
    page = text(fill().post("/complain/check/", follow=True))
    assert words in page
    assert ("You get an email" in page) is ("email" in way)
