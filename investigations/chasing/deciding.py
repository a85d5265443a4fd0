"""Which step is due for an answer that an authority owes. Pure, with everything passed in."""

from collections.abc import Collection
from datetime import date

from investigations.deadlines import Numbers
from investigations.models import ChaseStep
from mysteryshopper.calendar import add_working_days

_ORDER = list(ChaseStep)


def step_due(
    *,
    due_on: date,
    today: date,
    done: Collection[str],
    senior_on: date | None,
    numbers: Numbers,
    holidays: Collection[date],
) -> ChaseStep | None:
    """The latest step whose time has come, unless it or a later one is done: what nobody did in time is passed over.

    `done`: of this `due_on`; `senior_on`: when the senior contact was written to. Nobody is said not to have answered
    before that contact has had the time that the numbers give them."""

    def has_come(step: ChaseStep) -> bool:
        if step == ChaseStep.BEFORE:
            return due_on <= add_working_days(today, numbers["chase_before"], holidays)
        if step == ChaseStep.ON:
            return due_on <= today
        if step == ChaseStep.NO_ANSWER and senior_on is None:
            return False
        rule = {ChaseStep.AFTER: "chase_after", ChaseStep.SENIOR: "chase_senior"}.get(step, "no_answer")
        return add_working_days(due_on, numbers[rule], holidays) <= today and (
            step != ChaseStep.NO_ANSWER or _had_time(senior_on, today, numbers, holidays)
        )

    reached = [step for step in ChaseStep if has_come(step)]
    last_done = max((_ORDER.index(ChaseStep(one)) for one in done), default=-1)
    return reached[-1] if reached and _ORDER.index(reached[-1]) > last_done else None


def _had_time(senior_on: date | None, today: date, numbers: Numbers, holidays: Collection[date]) -> bool:
    days = max(1, numbers["no_answer"] - numbers["chase_senior"])
    return senior_on is not None and add_working_days(senior_on, days, holidays) <= today
