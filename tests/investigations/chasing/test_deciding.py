"""Which step is due: against an oracle that counts days another way, and for every history of runs."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from investigations.chasing.deciding import step_due
from investigations.deadlines import DEFAULTS
from investigations.models import ChaseStep
from mysteryshopper.calendar import bank_holidays, is_working_day

HOLIDAYS = bank_holidays()
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
NUMBERS = st.fixed_dictionaries(
    {name: st.integers(1, 12) for name in ("chase_before", "chase_after", "chase_senior", "no_answer")}
)


def working_days_between(start, end):
    """Working days after `start` up to `end`."""
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day, HOLIDAYS) for day in days)


def reached(due_on, today, numbers, senior_on):
    """The oracle: which steps' times have come, in their order."""
    if today < due_on:
        return ["before"] if is_near(due_on, today, numbers["chase_before"]) else []
    late = working_days_between(due_on, today)
    found = ["before", "on"]
    found += ["after"] if late >= numbers["chase_after"] else []
    found += ["senior"] if late >= numbers["chase_senior"] else []
    had = senior_on and working_days_between(senior_on, today) >= max(1, numbers["no_answer"] - numbers["chase_senior"])
    return [*found, *(["no_answer"] if had and late >= numbers["no_answer"] else [])]


def is_near(due_on, today, days):
    """On a day that is no working day it is due after the last working day before it: not before that is over."""
    left = working_days_between(today, due_on)
    return left <= days if is_working_day(due_on, HOLIDAYS) else left < days


def run(due_on, days, numbers):
    """What is done by runs on these days, by the service and by the oracle."""
    done, senior_on, by_oracle = [], None, []
    for day in days:
        step = step_due(
            due_on=due_on,
            today=day,
            done=[one for one, _ in done],
            senior_on=senior_on,
            numbers=DEFAULTS | numbers,
            holidays=HOLIDAYS,
        )
        come = reached(due_on, day, numbers, senior_on)
        order = list(ChaseStep.values)
        passed = max((order.index(one) for one, _ in done), default=-1)
        expected = come[-1] if come else None
        expected = expected if expected and order.index(expected) > passed else None
        by_oracle.append(expected)
        assert step == expected, (due_on, day, numbers, done)
        if step:
            done.append((step, day))
            senior_on = day if step == ChaseStep.SENIOR else senior_on
    return done


@settings(max_examples=500, deadline=None)
@given(DAYS, NUMBERS, st.lists(st.integers(-20, 60), max_size=25))
def test_whatever_days_it_runs_on_each_step_is_done_once_and_one_at_a_time(due_on, numbers, offsets):
    done = run(due_on, [due_on + timedelta(days=offset) for offset in sorted(offsets)], numbers)
    steps = [step for step, _ in done]
    assert len(steps) == len(set(steps))
    assert steps == sorted(steps, key=list(ChaseStep).index)


def test_run_each_day_every_step_has_its_day():
    friday = date(2026, 6, 12)
    done = run(friday, [friday + timedelta(days=offset) for offset in range(-10, 40)], {
        "chase_before": 2, "chase_after": 3, "chase_senior": 5, "no_answer": 10,
    })  # fmt: skip
    assert [(step.value, day) for step, day in done] == [
        ("before", date(2026, 6, 10)),
        ("on", date(2026, 6, 12)),
        ("after", date(2026, 6, 17)),
        ("senior", date(2026, 6, 19)),
        ("no_answer", date(2026, 6, 26)),
    ]


def test_after_weeks_in_which_nothing_ran_the_senior_contact_comes_first():
    due_on = date(2026, 6, 12)
    late = date(2026, 7, 20)
    done = run(due_on, [late + timedelta(days=offset) for offset in range(10)], {
        "chase_before": 2, "chase_after": 3, "chase_senior": 5, "no_answer": 10,
    })  # fmt: skip
    assert [(step.value, day) for step, day in done] == [("senior", late), ("no_answer", date(2026, 7, 27))]
