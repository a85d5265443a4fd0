"""What an officer says to a recommendation: once, in the history, and news for the owner."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from investigations.lifecycle import State
from investigations.recommendations import proposing, recommending

pytestmark = pytest.mark.django_db
PAGE = "/authority/recommendations/1/"
PDF = b"%PDF-1.4 the new form"


@pytest.fixture
def proposed(case):
    return proposing.propose(case, 1, text="Tell each bidder why it lost.", by=case.owner)


@pytest.fixture
def sent(case, proposed):
    recommending.mark_sent(case, case.recommendations.all(), by=case.owner)
    proposed.refresh_from_db()
    return proposed


@pytest.fixture
def accepted(browser, sent):
    browser.post(PAGE, day() | {"said": "accepted"})
    return sent


def day(days=90):
    at = timezone.localdate() + timedelta(days=days)
    return {"due_on-day": str(at.day), "due_on-month": str(at.month), "due_on-year": str(at.year)}


def text(answer):
    return answer.content.decode()


def news(case):
    return set(case.authority_news.values_list("kind", flat=True))


def test_what_is_not_sent_yet_is_neither_shown_nor_answered(browser, proposed):
    assert "Tell each bidder" not in text(browser.get("/authority/case/"))
    assert browser.get(PAGE).status_code == browser.get(f"{PAGE}done/").status_code == 404
    assert browser.post(PAGE, day() | {"said": "accepted"}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        (day() | {"said": "accepted"}, State.ACCEPTED),
        (day() | {"said": "partly", "reasons": "Only from May."}, State.PARTLY),
        ({"said": "rejected", "reasons": "The law forbids it."}, State.REJECTED),
    ],
)
def test_each_answer(browser, case, officer, sent, typed, state):
    for _ in range(2):
        assert browser.post(PAGE, typed).status_code in (302, 422)
    sent.refresh_from_db()
    assert (sent.state, [event.officer for event in sent.events.filter(new=state)]) == (state, [officer])
    assert news(case) == {"recommendation"}
    page = text(browser.get("/authority/case/"))
    assert (state.label in page, typed.get("reasons", "") in page) == (True, True)
    assert case.events.filter(kind="recommended", officer=officer).count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Select whether your authority accepts this"),
        ({"said": "accepted"}, "Enter the day by which it will be done"),
        ({"said": "partly"} | day(), "Enter why"),
        ({"said": "rejected"}, "Enter why"),
        ({"said": "verified"}, "Select"),
        ({"said": "done"}, "Select"),
    ],
)
def test_what_is_missing_is_said(browser, sent, typed, says):
    answer = browser.post(PAGE, typed)
    assert (answer.status_code, says in text(answer)) == (422, True)
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_it_is_reported_done_with_documents_that_show_it(browser, case, officer, accepted):
    answer = browser.post(f"{PAGE}done/", {"text": "A new form.", "evidence": [SimpleUploadedFile("form.pdf", PDF)]})
    assert answer.status_code == 302
    accepted.refresh_from_db()
    assert (accepted.state, case.authority_documents.get().name) == (State.DONE, "form.pdf")
    assert accepted.events.get(new=State.DONE).note == "A new form.\nDocuments of the authority: 1"
    assert news(case) == {"recommendation", "done", "document"}


def test_done_without_words_keeps_the_documents_and_says_so(browser, case, accepted):
    answer = browser.post(f"{PAGE}done/", {"evidence": [SimpleUploadedFile("form.pdf", PDF)]})
    assert (answer.status_code, "Don’t send them again" in text(answer)) == (422, True)
    assert case.authority_documents.count() == 1
    accepted.refresh_from_db()
    assert accepted.state == State.ACCEPTED


def test_what_was_not_accepted_is_not_done_and_nothing_typed_is_lost(browser, sent):
    answer = browser.post(f"{PAGE}done/", {"text": "We did it."})
    assert (answer.status_code, "We did it.</textarea>" in text(answer)) == (409, True)


def test_what_we_found_and_our_notes_are_not_shown(browser, case, accepted, close):
    """Checked at follow-up, for us: our letters tell what we found."""
    browser.post(f"{PAGE}done/", {"text": "A new form."})
    recommending.Recommendation.objects.update(state=State.NOT_DONE)
    accepted.events.create(old=State.DONE, new=State.NOT_DONE, by=case.owner, note="canary-found", at=timezone.now())
    page = text(browser.get("/authority/case/"))
    assert ("canary-found" in page, "Checked" in page, "The authority says it is done" in page) == (False, False, True)


def test_the_staff_see_who_said_it(accepted, case, signed_in):
    page = text(signed_in(case.owner).get(f"/staff/cases/{case.reference}/"))
    assert "Olive Officer, Head of procurement, for the authority" in page


def test_junk_is_no_error_of_ours(browser, sent):
    for number in (0, 2, 10**30):
        assert browser.get(f"/authority/recommendations/{number}/").status_code == 404
    for junk in ("\0", "x" * 20_000, "-1", "💥"):
        for path in (PAGE, f"{PAGE}done/"):
            fields = dict.fromkeys(("said", "reasons", "text", "due_on-day", "due_on-month", "due_on-year"), junk)
            assert browser.post(path, fields).status_code in (409, 422)


def test_once_accepted_in_part_only_all_of_it_is_left_and_the_page_says_so(browser, sent):
    assert "nothing less" not in text(browser.get(PAGE))
    browser.post(PAGE, day() | {"said": "partly", "reasons": "Only from May."})
    page = text(browser.get(PAGE))
    assert "You can still accept all of it, and nothing less." in page and "if you reject it" not in page


def test_nothing_is_promised_for_a_day_that_is_over(browser, sent):
    answer = browser.post(PAGE, day(-1) | {"said": "accepted"})
    assert (answer.status_code, "must be today or in the future" in text(answer)) == (422, True)
