"""What we ask after the end: planned once, mailed once, answered once."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from complaints.models import Asking
from complaints.tracking import asking
from mysteryshopper import owed

CLOSED = datetime(2099, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def planned(complaint):
    asking.plan(complaint, closed_at=CLOSED)
    return complaint


def test_each_question_has_its_day(planned):
    assert [(row.kind, row.due_at.date().isoformat()) for row in planned.askings.all()] == [
        ("satisfied", "2099-11-30"),
        ("fixed", "2099-12-28"),
        ("retaliation_3", "2100-02-28"),
        ("retaliation_6", "2100-05-30"),
        ("retaliation_12", "2100-11-30"),
    ]


def test_the_hour_is_the_same_in_summer(planned):
    assert planned.askings.get(kind="retaliation_6").due_at == datetime(2100, 5, 30, 11, tzinfo=UTC)


def test_planning_twice_is_harmless(planned):
    asking.plan(planned, closed_at=CLOSED + timedelta(days=1))
    assert planned.askings.count() == 5
    assert planned.askings.get(kind="satisfied").due_at == CLOSED


def test_opening_again_calls_off_what_was_not_asked(planned):
    asking.cancel(planned, at=CLOSED + timedelta(days=60))
    assert [row.kind for row in planned.askings.all()] == ["fixed"]


def test_an_answer_stays_when_the_case_is_opened_again(planned):
    asking.answer(planned, "satisfied", answer="no", words="", at=CLOSED)
    asking.cancel(planned, at=CLOSED)
    assert [row.kind for row in planned.askings.all()] == ["satisfied"]


def test_each_later_question_is_mailed_once_and_the_first_not_at_all(planned, time_machine):
    time_machine.move_to(CLOSED + timedelta(days=400))
    for row in planned.askings.all():
        for _ in range(2):
            owed.work_off(Asking, row.pk, asking.send)
    assert planned.notifications.count() == 4
    assert not planned.askings.filter(done_at=None).exists()


def test_a_worker_killed_after_sending_sends_no_second_mail(planned):
    row = planned.askings.get(kind="fixed")
    for _ in range(2):
        asking.send(row)
    assert planned.notifications.count() == 1


def test_the_page_asks_what_is_due_and_keeps_the_first_answer(planned, browser, follow, time_machine):
    time_machine.move_to(CLOSED + timedelta(days=1))
    follow()
    page = unescape(browser.get("/follow/complaint/").content.decode())
    kinds = Asking.Kind
    assert [str(kind.label) in page for kind in (kinds.SATISFIED, kinds.FIXED)] == [True, False]
    for answer, words in (("partly", "It took long."), ("yes", "")):
        posted = {"kind": "satisfied", "satisfied-answer": answer, "satisfied-words": words}
        assert browser.post("/follow/answer/", posted).url.startswith("/follow/complaint/")
    row = planned.askings.get(kind="satisfied")
    assert (row.answer, row.words, row.answered_at is not None) == ("partly", "It took long.", True)
    assert str(kinds.SATISFIED.label) not in unescape(browser.get("/follow/complaint/").content.decode())


def test_no_answer_and_one_that_does_not_fit_are_refused(planned, browser, follow, time_machine):
    time_machine.move_to(CLOSED + timedelta(days=100))
    follow()
    missing = browser.post("/follow/answer/", {"kind": "satisfied", "satisfied-words": "kept words"})
    page = missing.content.decode()
    assert (missing.status_code, page.count("Choose an answer"), "kept words" in page) == (422, 2, True)
    odd = browser.post("/follow/answer/", {"kind": "retaliation_3", "retaliation_3-answer": "partly"})
    assert (odd.status_code, planned.askings.exclude(answer="").count()) == (422, 0)


def test_what_is_not_due_can_t_be_answered(planned, browser, follow, time_machine):
    time_machine.move_to(CLOSED + timedelta(days=1))
    follow()
    browser.post("/follow/answer/", {"kind": "fixed", "fixed-answer": "yes"})
    assert not planned.askings.exclude(answer="").exists()
