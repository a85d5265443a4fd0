"""Answers that will not do: said above the page and beside the field in the same words, with what was typed kept."""

import re
from datetime import date

import pytest
from django.test import Client

from complaints.models import Complaint, Draft

LONG = "x" * 1_000_000
REQUIRED = [
    ("authority", "authority", "Choose an authority, or say that it is not in this list"),
    ("procurement", "procurement_title", "Enter what was being bought"),
    ("procurement", "stage", "Choose when things went wrong"),
    ("what-happened", "ground", "Choose which comes closest"),
    ("what-happened", "own_words", "Tell us what happened"),
    ("organisation", "provider_kind", "Choose the kind of organisation"),
    ("organisation", "provider_size", "Choose how many people work there"),
    ("invoice", "amount", "Enter the amount of the invoice"),
]
TOO_LONG = [
    ("procurement", "procurement_title", "What was being bought must be 200 characters or fewer"),
    ("notice", "procurement_reference", "Notice number or web address must be 300 characters or fewer"),
    ("what-happened", "own_words", "What happened must be 10,000 characters or fewer"),
    ("name", "name", "Your own name must be 100 characters or fewer"),
    ("name", "organisation", "Name of your organisation must be 200 characters or fewer"),
    ("contact", "phone", "Phone number must be 30 characters or fewer"),
]
CHOICES = [
    ("authority", "authority", "The authority you chose is no longer in the list. Search for it again"),
    ("procurement", "stage", "Select one of the answers on this page"),
    ("what-happened", "ground", "Select one of the answers on this page"),
    ("organisation", "heard_from", "Select one of the answers on this page"),
    ("organisation", "provider_kind", "Select one of the answers on this page"),
    ("organisation", "provider_size", "Select one of the answers on this page"),
]

INVOICE = {"invoice": {"amount": "100", "due_on-day": "1", "due_on-month": "6", "due_on-year": "2026"}}


@pytest.fixture
def refused(browser, answers, errors):
    """Posts a page with these answers changed, and gives the one thing that is wrong with it."""

    def post(page, **changes):
        response = browser.post(f"/complain/{page}/", {**(answers | INVOICE)[page], **changes})
        assert (response.status_code, Draft.objects.count()) == (422, 0)
        summary, beside = errors(response)
        assert summary == beside
        page = response.content.decode()
        assert "<title>Error: " in page
        assert all(f'id="{target}"' in page for target in re.findall(r'<a href="#([^"]*)">', page))
        [only] = summary
        return only

    return post


@pytest.mark.parametrize(("page", "name", "words"), REQUIRED)
def test_every_required_answer_is_asked_for(refused, page, name, words):
    assert refused(page, **{name: ""}) == words


@pytest.mark.parametrize(("page", "name", "words"), [row for row in REQUIRED if row[2][:6] != "Choose"])
def test_white_space_is_no_answer(refused, page, name, words):
    assert refused(page, **{name: " \n\t\u00a0"}) == words


@pytest.mark.parametrize(("page", "name", "words"), TOO_LONG)
def test_a_megabyte_is_too_long(refused, page, name, words):
    assert refused(page, **{name: LONG}) == words


@pytest.mark.parametrize(("page", "name", "words"), CHOICES)
@pytest.mark.parametrize("choice", ["no-such", "-1", "0", "999999999", "9" * 4000, "٣", "\x00", "[]", LONG])
def test_an_unknown_choice_is_refused(refused, page, name, words, choice):
    assert refused(page, **{name: choice}) == words


@pytest.mark.parametrize(("page", "name"), [(page, name) for page, name, _ in TOO_LONG])
def test_nul_cannot_be_read(refused, page, name):
    assert refused(page, **{name: "12345678\x00"}).endswith("must not contain characters we can’t read")


def test_an_authority_that_is_not_listed_needs_a_name(refused):
    assert refused("authority", authority="other", authority_given=" ") == "Enter the name of the authority"
    words = "Name of the authority must be 200 characters or fewer"
    assert refused("authority", authority="other", authority_given=LONG) == words


@pytest.mark.parametrize("email", ["ada", "ada@", "ada@x\n@y.example", "ada\r\nBcc: b@x.example", "@", "a" * 300, LONG])
def test_an_email_address_has_a_form(browser, answers, errors, email):
    response = browser.post("/complain/contact/", {**answers["contact"], "email": email})
    summary, beside = errors(response)
    assert (response.status_code, len(beside)) == (422, 1)
    assert "Enter an email address in the correct format, like name@example.com" in summary


@pytest.mark.parametrize("phone", ["ring me", "12345", "+"])
def test_a_phone_number_has_digits(refused, phone):
    assert refused("contact", phone=phone) == "Enter a phone number, like 020 7946 0000, or leave it out"


@pytest.mark.parametrize("phone", ["020 7946 0000", "+44 (0)20 7946-0000 ext. 12", "123456", "٠١٢٣٤٥"])
def test_a_phone_number_may_be_written_in_any_way(browser, answers, phone):
    assert browser.post("/complain/contact/", {**answers["contact"], "phone": phone}).status_code == 302


@pytest.mark.parametrize(
    ("day", "month", "year", "words"),
    [
        ("", "5", "2026", "The date it happened must include a day"),
        ("31", "2", "2026", "The date it happened must be a real date"),
        ("1", "1", "26", "The date it happened must include a year with 4 numbers"),
        ("\x00", "1", "2026", "The date it happened must be a real date"),
        ("1", "1", "0000", "The date it happened must be a real date"),
        ("1", LONG, LONG, "The date it happened must be a real date"),
        ("9", "9", "9999", "The date it happened must be today or in the past"),
    ],
)
def test_a_date_is_a_real_one(refused, day, month, year, words):
    boxes = {"happened_on-day": day, "happened_on-month": month, "happened_on-year": year}
    assert refused("procurement", **boxes) == words


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 6, 1), date(2024, 6, 1)),
        (date(2026, 2, 28), date(2024, 2, 28)),
        (date(2026, 3, 1), date(2024, 3, 1)),
        (date(2024, 2, 29), date(2022, 3, 1)),
    ],
)
def test_two_years_back_is_the_last_day(browser, answers, time_machine, today, last):
    def post(day):
        boxes = {f"happened_on-{box}": getattr(day, box) for box in ("day", "month", "year")}
        return browser.post("/complain/procurement/", {**answers["procurement"], **boxes})

    time_machine.move_to(f"{today}T12:00Z")
    assert post(last).status_code == 302
    response = post(date.fromordinal(last.toordinal() - 1))
    assert response.status_code == 422
    assert "must be in the last 2 years" in response.content.decode()


def test_what_was_typed_is_kept(browser, answers):
    typed = {"phone": '<b>"1" & 2</b>', "email": "ada@"}
    page = browser.post("/complain/contact/", typed).content.decode()
    assert 'value="&lt;b&gt;&#34;1&#34; &amp; 2&lt;/b&gt;"' in page
    assert 'value="ada@"' in page
    page = browser.post(
        "/complain/what-happened/", {"own_words": "One\r\n\r\nTwo <b>" + "x" * 10_000, "ground": "payment:payment"}
    ).content.decode()
    assert "One&#10;&#10;Two &lt;b&gt;xxx" in page
    assert 'value="payment:payment" checked' in page


def test_only_what_was_asked_is_kept(browser, answers):
    browser.post(
        "/complain/contact/", {**answers["contact"], "phone-x": "1", "email-day": "2", "authority": "3", "z": "4"}
    )
    [draft] = Draft.objects.all()
    assert draft.answers == {"contact": answers["contact"]}


def test_a_form_without_its_token_is_refused_and_keeps_nothing(answers, db):
    response = Client(enforce_csrf_checks=True).post("/complain/contact/", answers["contact"])
    assert (response.status_code, Draft.objects.count()) == (403, 0)


@pytest.mark.parametrize("left_out", ["authority", "procurement", "what-happened", "organisation", "contact"])
def test_a_complaint_with_a_page_missing_is_not_sent(fill, left_out):
    browser = fill(left_out)
    shown, sent = browser.get("/complain/check/"), browser.post("/complain/check/")
    assert (shown.status_code, sent.status_code, Complaint.objects.count()) == (200, 422, 0)
    assert "Send complaint" not in shown.content.decode()
    assert "<title>Error: Check your answers" in sent.content.decode()
    assert sent.content.decode().count(f'href="/complain/{left_out}/"') >= 2
