"""Clocks are stopped and run again for a reason; the procurement's own dates; the follow-up."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from investigations import access
from investigations.casework import casework
from investigations.clocks import stopping
from investigations.deadlines import STOPPABLE, ClockKind
from investigations.lifecycle import Conflict, Status
from investigations.models import CaseClock, ClockPause, FollowedUpAs, Outcome, WhyStopped

WAITING = {"reason": WhyStopped.PROVIDER, "note": "They are away."}


def kinds(case):
    return list(case.events.values_list("kind", flat=True))


def test_a_stopped_clock_is_no_longer_next_and_days_are_not_counted(case, owner, clock, fresh, due):
    clock.shift(timedelta(days=2))  # Wednesday
    stopping.stop(case, ClockKind.TRIAGE, by=owner, **WAITING)
    assert fresh(case).clock.name == "Resolve"
    clock.shift(timedelta(days=7))
    stopping.restart(case, ClockKind.TRIAGE, by=owner)
    assert (due(case)["triage"], fresh(case).next_due_on) == (date(2026, 6, 15), date(2026, 6, 15))
    assert kinds(case)[-2:] == ["clock_stopped", "clock_restarted"]
    assert case.events.get(kind="clock_stopped").note == "Triage. We wait for the provider. They are away."


@pytest.mark.parametrize("kind", sorted(set(ClockKind) - STOPPABLE))
def test_the_procurement_s_own_and_the_acknowledgement_are_never_stopped(case, owner, kind):
    with pytest.raises(Conflict, match="can’t be stopped"):
        stopping.stop(case, kind, by=owner, **WAITING)
    with pytest.raises(IntegrityError, match="clockpause_stoppable"), transaction.atomic():
        ClockPause.objects.create(case=case, kind=kind, reason="other", since=date(2026, 6, 1), by=owner)


def test_nothing_is_stopped_without_a_reason(case, owner):
    with pytest.raises(IntegrityError, match="clockpause_reason"), transaction.atomic():
        ClockPause.objects.create(case=case, kind="triage", reason="", since=date(2026, 6, 1), by=owner)


def test_a_clock_is_stopped_once(case, owner):
    stopping.stop(case, ClockKind.TRIAGE, by=owner, **WAITING)
    with pytest.raises(Conflict, match="does not run"):
        stopping.stop(case, ClockKind.TRIAGE, by=owner, **WAITING)


def test_what_is_over_is_not_stopped(case, owner, clock):
    clock.shift(timedelta(days=8))
    with pytest.raises(Conflict, match="too late"):
        stopping.stop(case, ClockKind.TRIAGE, by=owner, **WAITING)


def test_what_runs_is_not_restarted(case, owner):
    with pytest.raises(Conflict, match="not stopped"):
        stopping.restart(case, ClockKind.TRIAGE, by=owner)


def test_only_who_works_on_the_case_stops_its_clocks(case, make_user):
    for verb in (
        lambda user: stopping.stop(case, ClockKind.TRIAGE, by=user, **WAITING),
        lambda user: stopping.restart(case, ClockKind.TRIAGE, by=user),
        lambda user: stopping.set_standstill(case, None, by=user),
        lambda user: stopping.follow_up(case, FollowedUpAs.VERIFIED, by=user, found="x"),
    ):
        with pytest.raises(access.NotAllowed):
            verb(make_user())


def test_asking_again_starts_a_clock_that_was_stopped(case, owner, clock):
    for status in (Status.DISCLOSURE, Status.ASKED):
        case = casework.move(case, status, by=owner, note="")
    stopping.stop(case, ClockKind.ANSWER, by=owner, **WAITING)
    clock.shift(timedelta(days=3))
    for status in (Status.ASSESSMENT, Status.ASKED):
        case = casework.move(case, status, by=owner, note="")
    answer = CaseClock.objects.get(case=case, kind="answer")
    assert (answer.stopped_on, answer.started_on) == (None, date(2026, 6, 4))
    assert not ClockPause.objects.filter(until=None).exists()


def test_the_end_of_the_standstill_is_a_clock_of_the_procurement(case, owner, due, fresh):
    stopping.set_standstill(case, date(2026, 6, 4), by=owner)
    assert (due(case)["standstill"], fresh(case).clock.name) == (date(2026, 6, 4), "Triage")
    stopping.set_standstill(case, None, by=owner)
    assert "standstill" not in due(case)


def test_a_standstill_put_right_on_a_closed_case_is_put_right_on_its_clock(case, owner, due, close):
    stopping.set_standstill(case, date(2026, 6, 12), by=owner)
    close(case, Outcome.PAID)
    stopping.set_standstill(case, date(2026, 6, 11), by=owner)
    assert due(case)["standstill"] == date(2026, 6, 11)


def test_a_follow_up_is_written_down_once(case, owner, fresh, close):
    with pytest.raises(Conflict, match="no follow-up"):
        stopping.follow_up(case, FollowedUpAs.VERIFIED, by=owner, found="x")
    close(case, Outcome.CHANGED_LIVE)
    stopping.follow_up(case, FollowedUpAs.VERIFIED, by=owner, found="The new notice gives 30 days.")
    assert (fresh(case).clock, kinds(case)[-1]) == (None, "followed_up")
    with pytest.raises(Conflict, match="no follow-up"):
        stopping.follow_up(case, FollowedUpAs.VERIFIED, by=owner, found="x")


def test_the_pages_of_one_case(case, owner, signed_in):
    browser, page = signed_in(owner), f"/staff/cases/{case.reference}/"
    empty = browser.post(f"{page}clocks/triage/stop/", {"reason": "other", "note": ""})
    assert (empty.status_code, "Enter the reason" in empty.content.decode()) == (422, True)
    browser.post(f"{page}clocks/triage/stop/", {"reason": "other", "note": "canary1"})
    shown = browser.get(page).content.decode()
    assert [words in shown for words in ("Stopped", "Another reason", "canary1", "Run again")] == [True] * 4
    browser.post(f"{page}clocks/triage/restart/")
    assert "Run again" not in browser.get(page).content.decode()
    for kind in ("nonsense", "triage\x00"):
        assert browser.get(f"{page}clocks/{kind}/stop/").status_code == 404


def test_why_a_clock_was_stopped_is_not_for_who_may_not_read_the_case(case, owner, signed_in):
    stopping.stop(case, ClockKind.TRIAGE, by=owner, reason=WhyStopped.OTHER, note="canary1")
    page = signed_in().get(f"/staff/cases/{case.reference}/").content.decode()
    assert ("Stopped" in page, "canary1" in page) == (True, False)
