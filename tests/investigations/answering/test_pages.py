"""The authority's page: it shows what was sent and nothing else, and loses nothing that was typed."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.models import CleanCopy, Consent
from complaints.tracking import consenting
from investigations.casework import casework, noting
from investigations.clocks import keeping
from investigations.lifecycle import Status
from investigations.models import LetterKind, MoreTime, RightOfReply
from mysteryshopper.sealed_files import new_name, seal_file
from mysteryshopper.staff.models import Role
from tests.officers import admit, contact_of, send_letter

pytestmark = pytest.mark.django_db
FORMS = ["more-time/", "points/1/", "points/2/", "reply/", "documents/"]


def text(answer):
    return answer.content.decode()


def make_copy(case, content=b"%PDF-1.4 clean"):
    """A clean copy of a file of the complaint."""
    for _ in range(2):
        seal_file(name := new_name(), [content])
    file = case.complaint.evidence.create(
        stored_as=new_name(), name="canary-file.pdf", kind="pdf", size=8, added_at=timezone.now(), verdict="clean"
    )
    return CleanCopy.objects.create(
        evidence=file, stored_as=name, kind="pdf", size=len(content), sha256="0", made_at=timezone.now(),
        made_by=case.owner,
    )  # fmt: skip


@pytest.fixture
def copied(case, letter):
    """A clean copy went with the letter, as the provider allows."""
    consenting.give(case.complaint, Consent.Purpose.EVIDENCE, at=timezone.now())
    letter.copies.add(make_copy(case))
    return letter


@pytest.fixture
def summary(case, make_user):
    now = timezone.now()
    return case.summaries.create(
        version=1, issue="No reasons were given", outcome="Reasons are given now", written_by=case.owner,
        written_at=now, approved_by=make_user(Role.LEAD), approved_at=now, shown_at=now,
        reply_until=timezone.localdate(),
    )  # fmt: skip


# --- what is shown ------------------------------------------------------------------------------


def test_it_shows_letters_points_and_the_day(browser, case, letter):
    page = text(browser.get("/authority/case/"))
    due_on = keeping.in_words(case.clocks.get(kind="answer").due_on)
    for words in (letter.subject, "1. Procurement process: Feedback", "When were undisputed invoices paid?", due_on):
        assert words in page
    assert "2 of 2 points still to answer" in page
    assert "Dear colleague" in text(browser.get("/authority/letters/1/"))


def test_nothing_of_the_complaint_and_nothing_unsent_is_shown(browser, case, copied, summary):
    send_letter(case, sent_at=None, subject="canary-draft", body="canary-draft")
    case.summaries.create(version=2, issue="canary-summary", outcome="x", written_by=case.owner,
                          written_at=timezone.now())  # fmt: skip
    noting.note(case, by=case.owner, text="canary-note")
    for path in ("case/", "letters/1/", *FORMS):
        page = text(browser.get(f"/authority/{path}"))
        found = [word for word in ("canary", "Provider Works", "Ada", "Owen Owner", "harity") if word in page]
        assert found == [], path


def test_days_and_no_minutes(browser, case, letter, copied, summary):
    browser.post("/authority/letters/1/receipt/")
    browser.post("/authority/points/1/", {"seen": "0", "text": "Our answer"})
    browser.post("/authority/more-time/", time_until() | {"reason": "Ill"})
    browser.post("/authority/reply/", {"text": "Our reply"})
    for path in ("case/", "letters/1/", *FORMS):
        page = re.sub("<head>.*?</head>", "", text(browser.get(f"/authority/{path}")), flags=re.DOTALL)
        assert re.findall(r"\d{1,2}:\d{2}|\d ?[ap]m\b", page) == [], path


KEPT = {
    "anonymous": {"name": "", "organisation": "", "email": "", "phone": ""},
    "kept back": {},
    "named": {"consents": [Consent.Purpose.NAME]},
    "a company": {"provider_kind": "company", "provider_size": "large"},
}


def test_nothing_differs_whoever_complained(asked_case, new_browser, case, make_user):
    """Byte by byte, but for what is random or counted: reference, form token."""
    seen = {}
    day = timezone.now() + timedelta(days=3)
    for who, filing in KEPT.items():
        with time_machine.travel(day, tick=False):
            of = asked_case(**filing)
            if who == "named":
                consent = of.complaint.consents.get()
                consent.disclosures.create(asked_by=of.owner, asked_at=day, reason="x", until=day.date(),
                                           decided_by=make_user(Role.LEAD), decided_at=day, is_agreed=True)  # fmt: skip
            send_letter(of)
            browser = new_browser()
            browser.enter(admit(of))
            seen[who] = [crawl(browser, of) for _ in range(2)]
    for who, pages in seen.items():
        assert pages == seen["kept back"], who


def crawl(browser, case):
    """Status, headers and page of each address, and of each thing done there."""
    answers = [
        *(browser.get(f"/authority/{path}") for path in ("case/", "letters/1/", "letters/1/pdf/", *FORMS)),
        browser.post("/authority/letters/1/copies/1/"),
        browser.post("/authority/points/1/", {"seen": "0", "text": "Our answer"}),
        browser.post("/authority/points/9/", {"seen": "0", "text": "Our answer"}),
        browser.post("/authority/more-time/", {"reason": ""}),
        browser.post("/authority/reply/", {"text": ""}),
        browser.get("/authority/case/"),
    ]
    return [(answer.status_code, sorted(answer.headers.items()), same(text(answer), case)) for answer in answers]


def same(page, case):
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return page.replace(case.reference, "MS-1")


def test_the_comparison_sees_a_difference(asked_case, new_browser):
    """Or it would show nothing."""
    pages = []
    for body in ("Payment: Payment\nWhen?", "Payment: Payment\nWho?"):
        of = asked_case()
        send_letter(of, body=body)
        browser = new_browser()
        browser.enter(admit(of))
        pages.append(crawl(browser, of))
    assert pages[0] != pages[1]


# --- copies and PDF -----------------------------------------------------------------------------


def test_a_copy_is_handed_out_as_an_attachment_that_nothing_runs_in(browser, case, copied):
    assert "File 1" in text(browser.get("/authority/letters/1/"))
    answer = browser.post("/authority/letters/1/copies/1/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 clean"
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}-letter-1-copy-1.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/octet-stream")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]
    assert case.events.filter(kind="authority_took").count() == 1


def test_a_copy_that_the_provider_took_back_is_not_handed_out(browser, case, copied):
    consenting.take_back(case.complaint, Consent.Purpose.EVIDENCE, at=timezone.now())
    assert "File 1" not in text(browser.get("/authority/letters/1/"))
    assert browser.post("/authority/letters/1/copies/1/").status_code == 404


def test_a_copy_of_a_letter_that_was_not_sent_is_not_handed_out(browser, case, copied):
    draft = send_letter(case, sent_at=None)
    draft.copies.add(make_copy(case))
    assert browser.post("/authority/letters/2/copies/1/").status_code == 404
    assert browser.post("/authority/letters/1/copies/2/").status_code == 404


MAIL = """Subject: Letter
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain

Words
--b
Content-Type: application/pdf
Content-Transfer-Encoding: base64

JVBERi0xLjQ=
--b--
"""


def test_the_pdf_is_the_one_that_was_mailed(browser, case):
    send_letter(case, mail=MAIL)
    assert "Download this letter as a PDF" in text(browser.get("/authority/letters/2/"))
    answer = browser.get("/authority/letters/2/pdf/")
    assert (answer.content, answer["X-Content-Type-Options"]) == (b"%PDF-1.4", "nosniff")
    assert browser.get("/authority/letters/1/pdf/").status_code == 404


# --- somebody else's ----------------------------------------------------------------------------


def test_what_is_not_there_and_what_is_another_case_s_are_the_same(browser, asked_case):
    """No address says which case: only numbers below this one."""
    other = asked_case()
    send_letter(other)
    send_letter(other)
    for path in ("letters/2/", "letters/0/", f"letters/{10**30}/", "letters/2/pdf/", "points/3/", "reply/"):
        answer = browser.get(f"/authority/{path}")
        assert answer.status_code == 404, path
    for path in ("letters/2/receipt/", "letters/1/copies/1/", f"points/{10**30}/"):
        assert browser.post(f"/authority/{path}", {"seen": "0", "text": "x"}).status_code == 404, path


def test_a_page_of_another_case_does_nothing_and_keeps_what_was_typed(browser, asked_case, case, officer):
    other = asked_case()
    send_letter(other)
    second = admit(other)
    browser.enter(second)
    browser.shown_for = case.reference  # the tab that was open before
    answer = browser.post("/authority/points/1/", {"seen": "0", "text": "For the first"})
    page = text(answer)
    assert (answer.status_code, "For the first" in page, other.reference in page) == (409, True, True)
    assert not case.ground_answers.exists()
    assert not other.ground_answers.exists()
    hidden = dict(re.findall(r'name="(carried|goes_to)" value="([^"]*)"', page.replace("&amp;", "&")))
    sent = {"reference": case.reference, "secret": officer.code} | hidden
    back = browser.post("/authority/", sent)
    assert (back.status_code, "For the first</textarea>" in text(back)) == (200, True)
    assert case.reference in text(back)
    assert not case.ground_answers.exists()


@pytest.mark.parametrize("path", ["letters/1/receipt/", "documents/", "letters/1/copies/1/", "stay/"])
def test_no_button_of_another_case_does_anything(browser, asked_case, case, path):
    other = asked_case()
    send_letter(other)
    browser.enter(admit(other))
    browser.shown_for = case.reference
    assert browser.post(f"/authority/{path}").status_code == 409
    assert not case.events.filter(kind="authority_received").exists()


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("points/1/", {"seen": "0", "text": "Half a day’s work"}),
        ("more-time/", {"reason": "Half a day’s work", "until-day": "32"}),
    ],
)
def test_when_the_time_is_over_what_was_typed_comes_back(browser, officer, path, typed):
    browser.cookies.clear()
    answer = browser.post(f"/authority/{path}", typed)
    assert answer.status_code == 403
    hidden = dict(re.findall(r'name="(carried|goes_to)" value="([^"]*)"', text(answer).replace("&amp;", "&")))
    back = browser.post("/authority/", {"reference": officer.case.reference, "secret": officer.code} | hidden)
    page = text(back)
    assert (back.status_code, "Half a day’s work</textarea>" in page) == (200, True)
    assert "The time was over while you wrote" in page
    # What is sent from there is not taken for a reference and a code.
    assert f'<form method="post" action="/authority/{path}"' in page


def test_what_was_kept_is_shown_without_what_the_form_says_by_itself(browser, letter):
    """Numbers of versions, boxes of days."""
    browser.cookies.clear()
    for path, typed in (
        ("points/1/", {"seen": "7", "text": "Our answer"}),
        ("more-time/", {"until-day": "7", "until-month": "7", "until-year": "7", "reason": "We are two."}),
    ):
        page = text(browser.post(f"/authority/{path}", typed))
        assert (page.count('app-break">'), 'app-break">7<' in page) == (1, False)


def test_a_button_pressed_when_the_time_is_over_says_that_nothing_was_done(browser, letter):
    browser.cookies.clear()
    page = text(browser.post("/authority/letters/1/receipt/"))
    assert "so nothing was done" in page
    assert "The time was over" not in text(browser.get("/authority/"))


@pytest.mark.parametrize(
    "goes_to", ["//evil.example/", "/staff/", "/authority/letters/1/receipt/", "x", "/authority/points/9/"]
)
def test_what_is_carried_leads_nowhere_else(browser, officer, letter, goes_to):
    sent = {"reference": officer.case.reference, "secret": officer.code, "carried": "text=1", "goes_to": goes_to}
    answer = browser.post("/authority/", sent)
    assert answer.status_code in (302, 404)
    assert answer.get("Location", "/authority/case/") == "/authority/case/"
    assert not officer.case.events.filter(kind="authority_received").exists()


# --- forms --------------------------------------------------------------------------------------


def time_until(days=30):
    day = timezone.localdate() + timedelta(days=days)
    return {"until-day": str(day.day), "until-month": str(day.month), "until-year": str(day.year)}


def test_an_answer_is_saved_and_shown(browser, case):
    answer = browser.post("/authority/points/1/", {"seen": "0", "text": "By letter."})
    assert (answer.status_code, answer["Location"]) == (302, "/authority/case/")
    page = text(browser.get("/authority/case/"))
    assert ("By letter." in page, "1 of 2 points still to answer" in page) == (True, True)


@pytest.mark.parametrize("path", ["points/1/", "more-time/", "reply/"])
def test_an_empty_form_says_what_to_enter(browser, summary, path):
    answer = browser.post(f"/authority/{path}", {"seen": "0"})
    assert (answer.status_code, "Enter " in text(answer), "<title>Error:" in text(answer)) == (422, True, True)


def test_what_is_wrong_is_kept(browser):
    answer = browser.post("/authority/more-time/", {"reason": "We are two.", "until-day": "31", "until-month": "2",
                                                    "until-year": "2027"})  # fmt: skip
    assert ("We are two." in text(answer), "must be a real date" in text(answer)) == (True, True)


@pytest.mark.parametrize("days", [0, -5, 400])
def test_time_is_asked_for_a_day_to_come(browser, days):
    assert browser.post("/authority/more-time/", time_until(days) | {"reason": "Ill"}).status_code == 422
    assert not MoreTime.objects.exists()


def test_more_time_is_more_than_there_is(browser, case):
    due_on = case.clocks.get(kind="answer").due_on
    days = (due_on - timezone.localdate()).days
    refused = browser.post("/authority/more-time/", time_until(days) | {"reason": "Ill"})
    assert (refused.status_code, f"must be after {keeping.in_words(due_on)}" in text(refused)) == (422, True)
    assert browser.post("/authority/more-time/", time_until(days + 1) | {"reason": "Ill"}).status_code == 302
    assert "We have your request for more time" in text(browser.get("/authority/case/"))


def test_a_colleague_s_answer_is_shown_beside_mine(browser, case, new_browser):
    colleague = new_browser()
    colleague.enter(admit(case, "Other Officer"))
    colleague.post("/authority/points/1/", {"seen": "0", "text": "Theirs"})
    answer = browser.post("/authority/points/1/", {"seen": "0", "text": "Mine"})
    page = text(answer)
    assert (answer.status_code, "Theirs" in page, "Mine</textarea>" in page) == (409, True, True)
    seen = re.search('name="seen" value="([^"]*)"', page)[1]
    assert browser.post("/authority/points/1/", {"seen": seen, "text": "Both"}).status_code == 302
    assert [row.text for row in case.ground_answers.all()] == ["Theirs", "Both"]


def test_too_late_to_answer_nothing_typed_is_lost(browser, case):
    casework.move(case, Status.ASSESSMENT, by=case.owner, note="")
    answer = browser.post("/authority/points/1/", {"seen": "0", "text": "Late words"})
    assert (answer.status_code, "Late words</textarea>" in text(answer)) == (409, True)
    assert "begun to assess" in text(answer)


def test_too_late_to_reply_nothing_typed_is_lost(browser, summary):
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        browser.enter(admit(summary.case, "Other Officer"))
        answer = browser.post("/authority/reply/", {"text": "Late words"})
    assert (answer.status_code, "Late words</textarea>" in text(answer)) == (409, True)
    assert not RightOfReply.objects.exists()


def test_a_reply_is_sent_once_and_shown(browser, summary):
    assert browser.post("/authority/reply/", {"text": "We see it otherwise."}).status_code == 302
    page = text(browser.get("/authority/case/"))
    assert ("We see it otherwise." in page, "Reply to the summary</a>" in page) == (True, False)


def test_receipt_by_a_button_pressed_twice(browser, case):
    for _ in range(2):
        assert browser.post("/authority/letters/1/receipt/").status_code == 302
    assert case.events.filter(kind="authority_received").count() == 1
    assert "Receipt confirmed by Olive Officer" in text(browser.get("/authority/case/"))


HOSTILE = ["\0", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "x" * 10_001, "\u202e",
           "<script>alert(1)</script>", "{{ 7*7 }}", "9" * 400, "💥", "-1", "١", ""]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_sent_is_no_error_of_ours(browser, summary, typed):
    fields = (
        "seen",
        "text",
        "reason",
        "until-day",
        "until-month",
        "until-year",
        "carried",
        "goes_to",
        "reference",
        "secret",
    )
    for path in ("letters/1/receipt/", "more-time/", "points/1/", "reply/", "documents/", "stay/", ""):
        answer = browser.post(f"/authority/{path}", dict.fromkeys(fields, typed))
        assert answer.status_code < 500, path
        assert "<script>alert" not in text(answer)
    assert "<script>alert" not in text(browser.get("/authority/case/"))
    assert browser.post("/authority/points/1/", {"shown_for": typed, "text": typed}).status_code == 409


def test_as_many_questions_with_one_letter_as_with_five(browser, case):
    def queries():
        with CaptureQueriesContext(connection) as found:
            assert browser.get("/authority/case/").status_code == 200
        return len(found)

    browser.post("/authority/points/1/", {"seen": "0", "text": "Answer"})
    browser.post("/authority/letters/1/receipt/")
    queries()
    before = queries()
    for number in range(4):
        letter = send_letter(case, kind=LetterKind.CHASER, contact=contact_of(case, f"Contact {number}"))
        letter.copies.add(make_copy(case))
        browser.post("/authority/points/1/", {"seen": str(number + 1), "text": f"Answer {number}"})
        browser.post(f"/authority/letters/{number + 2}/receipt/")
    assert queries() == before
