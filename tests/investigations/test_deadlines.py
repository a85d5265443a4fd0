"""Which clocks a case has, and when they are due: against vectors of the domain, and an oracle that counts on paper."""

import random
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from complaints.models import Sector
from investigations.deadlines import (
    DEFAULTS,
    OF_THE_PROCUREMENT,
    RULES,
    STOPPABLE,
    Basis,
    Clock,
    ClockKind,
    Facts,
    Pause,
    Unit,
    clocks,
    due,
    next_due,
)
from mysteryshopper.calendar import bank_holidays

DAYS = st.dates(date(2016, 1, 1), date(2028, 6, 30))


def of(pauses=(), numbers=DEFAULTS, holidays=None, **facts):
    """The clocks of a case by kind."""
    holidays = bank_holidays() if holidays is None else holidays
    found = clocks(Facts(**facts), numbers=numbers, holidays=holidays, pauses=pauses)
    return {clock.kind: clock for clock in found}


def test_acknowledged_in_2_working_days_and_triaged_in_5():
    filed_at_christmas = of(received_on=date(2026, 12, 24))
    assert filed_at_christmas[ClockKind.ACKNOWLEDGE].due_on == date(2026, 12, 30)
    assert of(received_on=date(2026, 4, 2))[ClockKind.TRIAGE].due_on == date(2026, 4, 13)


@pytest.mark.parametrize(
    ("basis", "day"),
    [(Basis.COOPERATION, date(2026, 6, 4)), (Basis.NOTICE, date(2026, 6, 19))],  # over the spring bank holiday
)
def test_the_authority_has_10_working_days_or_30_calendar_days_from_being_asked(basis, day):
    asked = of(received_on=date(2026, 5, 1), asked_on=date(2026, 5, 20), basis=basis)
    assert asked[ClockKind.ANSWER] == Clock(ClockKind.ANSWER, date(2026, 5, 20), day)


@pytest.mark.parametrize(
    ("sector", "day"),
    [(Sector.CENTRAL_GOVERNMENT, date(2026, 7, 1)), (Sector.HEALTH, date(2026, 8, 1)), ("", date(2026, 8, 1))],
)
def test_central_government_has_2_months_and_others_3(sector, day):
    assert of(received_on=date(2026, 5, 1), sector=sector)[ClockKind.RESOLVE].due_on == day


def test_only_a_case_in_which_a_change_was_promised_is_followed_up_and_only_once_it_is_closed():
    told = {"received_on": date(2026, 5, 1), "needs_follow_up": True}
    assert ClockKind.FOLLOW_UP not in of(**told)
    closed = of(**told, closed_on=date(2026, 6, 1))
    assert closed[ClockKind.FOLLOW_UP].due_on == date(2026, 8, 24)
    assert ClockKind.FOLLOW_UP not in of(received_on=date(2026, 5, 1), closed_on=date(2026, 6, 1))


def test_the_procurement_s_own_clocks_are_due_when_they_are_and_are_never_next():
    found = of(received_on=date(2026, 5, 1), bids_close_on=date(2026, 5, 2), standstill_on=date(2026, 5, 3))
    assert [found[kind].due_on for kind in (ClockKind.BIDS, ClockKind.STANDSTILL)] == [
        date(2026, 5, 2),
        date(2026, 5, 3),
    ]
    assert next_due(list(found.values())).kind == ClockKind.TRIAGE


def test_the_running_clock_that_is_due_first_is_next():
    late = of(received_on=date(2026, 1, 5), triaged_on=date(2026, 1, 6), asked_on=date(2026, 4, 1), basis="cooperation")
    assert next_due(list(late.values())).kind == ClockKind.RESOLVE
    stopped = of(received_on=date(2026, 1, 5), pauses=[Pause("triage", date(2026, 1, 6), None)])
    assert next_due(list(stopped.values())).kind == ClockKind.RESOLVE


def test_nothing_is_due_on_a_closed_case():
    closed = of(received_on=date(2026, 1, 5), closed_on=date(2026, 1, 7), bids_close_on=date(2026, 2, 1))
    assert next_due(list(closed.values())) is None
    assert not [clock for clock in closed.values() if clock.is_running]


def test_what_was_closed_before_the_mail_went_was_acknowledged_by_closing_it():
    closed = {"received_on": date(2026, 1, 5), "closed_on": date(2026, 1, 6)}
    assert of(**closed, acknowledged_on=date(2026, 1, 9))[ClockKind.ACKNOWLEDGE].met_on == date(2026, 1, 6)


def test_a_case_that_nobody_complained_of_owes_no_acknowledgement():
    assert ClockKind.ACKNOWLEDGE not in of(received_on=date(2026, 1, 5), is_acknowledged_by_us=False)


def test_the_day_of_stopping_is_not_counted_and_the_day_of_restarting_is():
    week = Pause("triage", date(2026, 6, 3), date(2026, 6, 10))  # Wednesday to Wednesday
    assert of(received_on=date(2026, 6, 1))[ClockKind.TRIAGE].due_on == date(2026, 6, 8)
    assert of([week], received_on=date(2026, 6, 1))[ClockKind.TRIAGE].due_on == date(2026, 6, 15)


def test_a_stopped_clock_is_due_as_if_it_ran_again_at_once_and_does_not_run():
    stopped = of([Pause("triage", date(2026, 6, 3), None)], received_on=date(2026, 6, 1))[ClockKind.TRIAGE]
    assert (stopped.due_on, stopped.stopped_on, stopped.is_running) == (date(2026, 6, 8), date(2026, 6, 3), False)


def test_a_clock_that_is_met_while_it_is_stopped_was_stopped_until_then():
    told = {"received_on": date(2026, 6, 1), "triaged_on": date(2026, 6, 10)}
    met = of([Pause("triage", date(2026, 6, 3), None)], **told)[ClockKind.TRIAGE]
    assert (met.due_on, met.stopped_on) == (date(2026, 6, 15), None)


def test_stopping_one_clock_stops_no_other():
    found = of([Pause("triage", date(2026, 6, 3), date(2026, 7, 1))], received_on=date(2026, 6, 1))
    assert found[ClockKind.RESOLVE].due_on == date(2026, 9, 1)


def test_what_can_be_stopped():
    assert {ClockKind.ACKNOWLEDGE} | OF_THE_PROCUREMENT == set(ClockKind) - STOPPABLE


def test_every_number_says_where_it_is_from():
    assert all(rule.source and rule.number > 0 for rule in RULES.values())


def on_paper(start, rule, holidays, pauses):
    """The oracle: a calendar is written out, days that do not count are struck out, and the rest counted off."""
    number, unit = RULES[rule].number, RULES[rule].unit
    page = [start + timedelta(days=distance) for distance in range(1, 700)]
    struck = {day for pause in pauses for day in page if day >= pause.since and day < pause.until}
    if unit == Unit.WORKING:
        struck |= {day for day in page if day.isoweekday() in {6, 7} or day in holidays}
    if unit == Unit.MONTHS:
        number = ((start + relativedelta(months=number)) - start).days
    return [day for day in page if day not in struck][number - 1]


def test_deadlines_of_10_000_days_agree_with_counting_on_paper():
    dice, first = random.Random(2011), date(2016, 1, 1)
    for _ in range(10_000):
        start, rule = first + timedelta(days=dice.randrange(4500)), dice.choice(sorted(RULES))
        holidays = bank_holidays() | {start + timedelta(days=dice.randrange(200)) for _ in range(dice.randrange(4))}
        day, pauses = start, []
        for _ in range(dice.randrange(4)):
            since = day + timedelta(days=dice.randrange(40))
            day = since + timedelta(days=dice.randrange(60))
            pauses.append(Pause("", since, day))
        counted = due(start, rule, numbers=DEFAULTS, holidays=holidays, pauses=pauses)
        assert counted == on_paper(start, rule, holidays, pauses), (start, rule, pauses)


@st.composite
def stopped(draw, start):
    """Up to three pauses, one after the other, some of them shorter than a day."""
    day, found = start, []
    for _ in range(draw(st.integers(0, 3))):
        since = day + timedelta(days=draw(st.integers(0, 40)))
        day = since + timedelta(days=draw(st.integers(0, 60)))
        found.append(Pause("", since, day))
    return found


@given(st.data(), DAYS, st.sampled_from(sorted(RULES)))
def test_a_pause_never_brings_a_deadline_forward(data, start, rule):
    pauses = data.draw(stopped(start))
    days = [
        due(start, rule, numbers=DEFAULTS, holidays=bank_holidays(), pauses=pauses[:number])
        for number in range(len(pauses) + 1)
    ]
    assert days == sorted(days)
