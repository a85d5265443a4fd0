"""A changed number or an added bank holiday moves the clocks that it concerns, and each case says so once."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db.utils import InternalError

from investigations import access
from investigations.casework import casework
from investigations.clocks import changing, keeping
from investigations.lifecycle import Conflict, Status
from investigations.models import CaseClock, CaseEvent, ClockChange, Holiday, Outcome
from mysteryshopper import owed
from mysteryshopper.staff.models import Role
from tests.closing import close

FRIDAY = date(2026, 6, 5)


@pytest.fixture
def count(settings):
    """Works off what is owed, as a worker would."""

    def work():
        for change in ClockChange.objects.filter(done_at=None):
            owed.work_off(ClockChange, change.pk, changing.count_again)

    return work


def said(case):
    return [event.note for event in case.events.filter(kind=CaseEvent.Kind.CLOCKS_MOVED)]


def test_a_holiday_moves_working_days_alone_and_is_said_once(case, lead, count, due, fresh):
    changing.add_holiday(FRIDAY, "Coronation", by=lead)
    count()
    assert due(case) == {"acknowledge": date(2026, 6, 3), "triage": date(2026, 6, 9), "resolve": date(2026, 9, 1)}
    assert fresh(case).next_due_on == date(2026, 6, 9)
    assert said(case) == ["Bank holiday added: Coronation, 5 June 2026.\nTriage: due on 9 June 2026, was 8 June 2026."]


def test_counting_again_says_nothing_again(case, lead, count):
    changing.add_holiday(FRIDAY, "Coronation", by=lead)
    count()
    ClockChange.objects.update(done_at=None, done_to=0)
    count()
    assert len(said(case)) == 1


def test_a_case_that_does_not_move_says_nothing(case, owner, lead, count):
    casework.move(case, Status.DISCLOSURE, by=owner, note="")
    changing.add_holiday(FRIDAY, "Coronation", by=lead)
    count()
    assert said(case) == []


def test_a_closed_case_keeps_its_days(case, owner, lead, count, due):
    close(case, Outcome.PAID)
    changing.set_number("resolve_others", 1, by=lead, reason="Asked for.")
    count()
    assert (due(case)["resolve"], said(case)) == (date(2026, 9, 1), [])


def test_a_holiday_that_is_taken_back_moves_them_back(case, lead, count, due):
    changing.add_holiday(FRIDAY, "Coronation", by=lead)
    count()
    changing.remove_holiday(Holiday.objects.get(), by=lead)
    count()
    assert (due(case)["triage"], len(said(case))) == (date(2026, 6, 8), 2)


def test_a_holiday_that_is_over_is_not_taken_back(lead, clock):
    changing.add_holiday(FRIDAY, "Coronation", by=lead)
    clock.shift(timedelta(days=5))
    with pytest.raises(Conflict, match="is over"):
        changing.remove_holiday(Holiday.objects.get(), by=lead)


def test_a_day_is_a_holiday_once(lead):
    changing.add_holiday(FRIDAY, "Coronation", by=lead)
    for day in (FRIDAY, date(2026, 12, 25)):
        with pytest.raises(Conflict, match="already"):
            changing.add_holiday(day, "Again", by=lead)
    assert FRIDAY in keeping.holidays()


def test_a_number_moves_what_is_counted_by_it(case, lead, count, due):
    changing.set_number("triage", 3, by=lead, reason="Agreed in May.")
    count()
    assert due(case)["triage"] == date(2026, 6, 4)
    assert said(case)[0].startswith("Triage, from receipt: 3 working days, was 5. Agreed in May.")


def test_the_same_number_changes_nothing(case, lead):
    changing.set_number("triage", 5, by=lead, reason="")
    assert not ClockChange.objects.exists()


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.OFFICIAL, Role.ADMINISTRATOR])
def test_only_leads_change_numbers_and_administrators_too_add_holidays(make_user, role):
    user = make_user(role)
    with pytest.raises(access.NotAllowed):
        changing.set_number("triage", 1, by=user, reason="")
    if role == Role.ADMINISTRATOR:
        changing.add_holiday(FRIDAY, "Coronation", by=user)
    else:
        with pytest.raises(access.NotAllowed):
            changing.add_holiday(FRIDAY, "Coronation", by=user)


def test_many_cases_are_counted_some_at_a_time_and_none_twice(make_case, lead, count, monkeypatch):
    cases = [make_case() for _ in range(5)]
    monkeypatch.setattr(changing, "_AT_A_TIME", 2)
    monkeypatch.setattr(changing, "_SECONDS", -1)
    changing.add_holiday(FRIDAY, "Coronation", by=lead)
    for _ in range(4):
        assert ClockChange.objects.get().done_at is None
        count()
    assert ClockChange.objects.get().done_at is not None
    assert [len(said(case)) for case in cases] == [1] * 5


def test_cases_without_clocks_get_theirs_in_silence(case, clock, count):
    before = set(CaseClock.objects.values_list("kind", "due_on"))
    CaseClock.objects.all().delete()
    ClockChange.objects.create(at=case.events.last().at)
    count()
    assert (set(CaseClock.objects.values_list("kind", "due_on")), said(case)) == (before, [])


def test_what_was_changed_stays_written_down(lead):
    changing.set_number("triage", 3, by=lead, reason="Agreed.")
    with pytest.raises(InternalError):
        ClockChange.objects.update(words="something else")


def test_follow_ups_counted_before_they_were_counted_in_days_are_counted_again(case, count, due):
    """What the upgrade leaves of a case that was to be followed up after six months."""
    migration = import_module("investigations.migrations.0042_follow_up_counted_again")
    migration.owe(apps, None)
    assert not ClockChange.objects.exists()
    close(case, Outcome.CHANGED_FUTURE)
    CaseClock.objects.filter(kind="follow_up").update(due_on=date(2026, 12, 1))
    migration.owe(apps, None)
    count()
    assert due(case)["follow_up"] == date(2026, 8, 24)
    assert said(case) == [
        "The follow-up is counted in days now, not in months.\nFollow-up: due on 24 August 2026, was 1 December 2026."
    ]
