"""The tally and the pace as they stand, and both counted again from every case in plain Python."""

from collections import Counter
from datetime import date

from complaints.models import SubIssue
from investigations.models import Case, Pace, Tally
from investigations.models.pace import PACE_GROUPINGS
from investigations.models.tally import DIMENSIONS, GROUPINGS, NARROWED_BY, SAID

_PACE = ["measure", "on", "days", "is_in_time", "is_demonstration", *NARROWED_BY]


def tallied() -> dict:
    return {tuple(key): cases for *key, cases in Tally.objects.values_list(*SAID, *DIMENSIONS, "cases")}


def paced() -> dict:
    return {tuple(key): cases for *key, cases in Pace.objects.values_list(*_PACE, "cases")}


def month_of(day: date) -> date:
    """Its first day: the 1st, and 6 April for the rest of April."""
    return date(day.year, 4, 6) if day.month == 4 and day.day >= 6 else day.replace(day=1)


def tally_recounted() -> dict:
    """Of no dimension does it ask Postgres."""
    found: Counter = Counter()
    for case in Case.objects.all():
        said = (month_of(case.received_on), case.is_demonstration, case.outcome or "", case.followed_up_as)
        values = {name: getattr(case, name, None) for name in DIMENSIONS}
        values["authority_key"] = str(case.authority_id or "")
        if case.sub_issue not in {"", *SubIssue.values}:
            values["sub_issue"] = "another"
        for grouping in GROUPINGS:
            found[(*said, *(values[name] if name in grouping else None for name in DIMENSIONS))] += 1
    return found


def pace_recounted() -> dict:
    found: Counter = Counter()
    for case in Case.objects.all():
        for measured in _measured(case):
            for grouping in PACE_GROUPINGS:
                where = (getattr(case, name) if name in grouping else None for name in NARROWED_BY)
                found[(*measured, case.is_demonstration, *where)] += 1
    return found


def _measured(case: Case):
    closed, is_ours = case.closed_on, case.import_key is None
    if closed is None:
        yield "open", case.received_on, 0, None
        if case.resolve_due_on:
            yield "due", case.resolve_due_on, 0, None
    else:
        yield "closed", month_of(closed), 0, None
    if closed and is_ours:
        yield "resolved", month_of(closed), (closed - case.received_on).days, _in_time(closed, case.resolve_due_on)
    if case.answered_on and case.asked_on and is_ours:
        days, in_time = (case.answered_on - case.asked_on).days, _in_time(case.answered_on, case.answer_due_on)
        yield "answered", month_of(case.answered_on), days, in_time
    if closed and case.followed_up_on and is_ours:
        yield "followed_up", month_of(case.followed_up_on), (case.followed_up_on - closed).days, None


def _in_time(day: date, due: date | None) -> bool | None:
    return day <= due if due else None
