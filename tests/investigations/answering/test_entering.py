"""Who is let in to the authority's page, and who is not."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from investigations.models import CaseEvent, LetterMail
from tests.officers import admit, send_letter

pytestmark = pytest.mark.django_db
WRONG = "We can’t find a case with this reference and code. Check both."


def test_reference_and_code_let_in_however_they_are_typed(new_browser, officer):
    code = " ".join(officer.code[at : at + 4] for at in range(0, 28, 4)).lower()
    browser = new_browser()
    answer = browser.post("/authority/", {"reference": officer.case.reference.lower(), "secret": code})
    assert (answer.status_code, answer["Location"]) == (302, "/authority/case/")
    page = browser.get("/authority/case/")
    assert (page.status_code, officer.case.reference in page.content.decode()) == (200, True)


@pytest.mark.parametrize("typed", ["reference", "code", "both", "nonsense", "of another case"])
def test_whatever_is_wrong_the_answer_is_the_same(new_browser, officer, asked_case, typed):
    other = admit(asked_case())
    sent = {
        "reference": ("MS-0000-0000-0", officer.code),
        "code": (officer.case.reference, "A" * 28),
        "both": ("MS-0000-0000-0", "A" * 28),
        "nonsense": ("\u202e' OR 1=1 --", "💥" * 30),
        "of another case": (officer.case.reference, other.code),
    }[typed]
    browser = new_browser()
    answer = browser.post("/authority/", {"reference": sent[0], "secret": sent[1]})
    page = answer.content.decode()
    assert (answer.status_code, WRONG in page) == (422, True)
    assert "officer" not in answer.cookies
    assert browser.get("/authority/case/").status_code == 302


def ended(officer, how):
    now = timezone.now()
    changes = {"shut": {"shut_at": now}, "expired": {"admitted_at": now - timedelta(2), "expires_at": now}}[how]
    type(officer).objects.filter(pk=officer.pk).update(**changes)


@pytest.mark.parametrize("how", ["shut", "expired"])
def test_a_code_that_ended_says_whom_to_ask_and_shows_nothing(new_browser, officer, how):
    ended(officer, how)
    browser = new_browser()
    answer = browser.enter(officer)
    page = answer.content.decode()
    assert (answer.status_code, "This code has ended" in page, "ask for a new code" in page) == (403, True, True)
    assert officer.case.authority.name not in page
    assert browser.get("/authority/case/").status_code == 302


@pytest.mark.parametrize("how", ["shut", "expired"])
def test_a_code_that_ends_ends_what_it_had_opened(browser, officer, how):
    assert browser.get("/authority/case/").status_code == 200
    ended(officer, how)
    assert browser.get("/authority/case/").status_code == 302
    answer = browser.post("/authority/points/1/", {"seen": "0", "text": "Our answer"})
    assert (answer.status_code, "Our answer" in answer.content.decode()) == (403, True)
    assert not officer.case.ground_answers.exists()


def test_half_an_hour_without_a_click_closes_it(browser):
    with time_machine.travel(timezone.now() + timedelta(minutes=29)):
        assert browser.get("/authority/case/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=58)):
        assert browser.get("/authority/case/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=89)):
        assert browser.get("/authority/case/").status_code == 302


def test_several_officers_have_a_code_each(new_browser, case, officer):
    colleague = admit(case, "Other Officer")
    for each in (officer, colleague):
        browser = new_browser()
        browser.enter(each)
        assert browser.get("/authority/case/").status_code == 200


@pytest.mark.parametrize("path", ["", "case/", "letters/1/", "points/1/", "more-time/", "documents/"])
def test_no_page_is_kept_or_indexed_and_no_address_holds_a_secret(browser, officer, path):
    answer = browser.get(f"/authority/{path}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex' in page
    assert officer.code not in page
    assert officer.secret_hash not in page


def test_the_cookie_is_for_these_pages_alone_and_no_script_reads_it(new_browser, officer):
    cookie = new_browser().enter(officer).cookies["officer"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/authority/", True, "Lax")


def test_a_cookie_that_somebody_made_lets_nobody_in(new_browser, officer):
    browser = new_browser()
    for made in (f"{officer.pk}:{officer.secret_hash}", "x", ":", f"{officer.pk}:{officer.secret_hash}:1:x"):
        browser.cookies["officer"] = made
        assert browser.get("/authority/case/").status_code == 302


def test_the_first_opening_is_in_the_history_once_and_says_that_letters_were_read(browser, officer, letter):
    LetterMail.objects.update(delivery="delayed")
    for _ in range(2):
        browser.get("/authority/case/")
    events = CaseEvent.objects.filter(case=officer.case, kind="authority_opened")
    assert [event.who for event in events] == [f"{officer.contact}, for the authority"]
    assert LetterMail.objects.get(letter=letter).delivery == "read"
    officer.refresh_from_db()
    assert officer.last_opened_at is not None


def test_a_letter_that_was_not_sent_is_not_read(browser, case):
    draft = send_letter(case, sent_at=None)
    browser.get("/authority/case/")
    assert LetterMail.objects.get(letter=draft).delivery == ""


def test_closing_the_case_in_this_browser(browser):
    assert browser.post("/authority/leave/").status_code == 302
    assert browser.get("/authority/case/").status_code == 302
