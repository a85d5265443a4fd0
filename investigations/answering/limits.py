"""Until which day an authority can be given time to answer."""

from copy import copy
from datetime import date
from typing import NamedTuple

from investigations.clocks import keeping
from investigations.deadlines import ClockKind
from investigations.models import Case, MoreTime
from mysteryshopper.calendar import add_working_days

# Working days more than there are. A day further off is a slip of the hand.
MOST = 60


class Bounds(NamedTuple):
    """`after`: the day by which it is to answer anyway, or today. `latest`: the last day that can be given."""

    after: date
    latest: date

    def why_not(self, day: date) -> str:
        """As a sentence. Empty: it can be given."""
        if day <= self.after:
            return f"The day must be after {keeping.in_words(self.after)}"
        if day > self.latest:
            return f"The day must be the same as or before {keeping.in_words(self.latest)}"
        return ""


def bounds(case: Case, *, today: date, instead: bool = False) -> Bounds:
    """`instead`: of the day that the authority was given before."""
    if instead:
        case = copy(case)
        case.answer_by = None
    clocks = {clock.kind: clock for clock in keeping.derived(case) if clock.met_on is None}
    answer = clocks.get(ClockKind.ANSWER)
    after = max(today, answer.due_on) if answer else today
    return Bounds(after, add_working_days(after, MOST, keeping.holidays()))


def may_put_right(asked: MoreTime) -> bool:
    """While the day that was given counts: the authority has not answered, and was given no other since."""
    case = asked.case
    is_waited_for = case.asked_on is not None and case.answered_on is None and case.closed_on is None
    return is_waited_for and asked.granted_until is not None and asked.granted_until == case.answer_by
