"""Which clock of a case runs, and when it is due: derived from dates, never counted up. Pure, with the day passed in.

Working days as in mysteryshopper.calendar. Sources: the service's published targets (acknowledgement, triage,
2 and 3 months to resolve) and its usual request to an authority (two weeks, taken as 10 working days).
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from complaints.models import Sector
from investigations.lifecycle import Status
from mysteryshopper.calendar import add_months, add_working_days

TRIAGE_WORKING_DAYS = 5
ANSWER_WORKING_DAYS = 10
RESOLUTION_MONTHS = {Sector.CENTRAL_GOVERNMENT: 2}
OTHER_RESOLUTION_MONTHS = 3


class Clock(NamedTuple):
    name: str
    due_on: date


def resolution(received_on: date, sector: str) -> Clock:
    """From receipt: 2 months for central government, 3 for everybody else, also while the sector is not known."""
    months = RESOLUTION_MONTHS.get(Sector(sector), OTHER_RESOLUTION_MONTHS) if sector else OTHER_RESOLUTION_MONTHS
    return Clock("Resolve", add_months(received_on, months))


def next_due(
    status: str, *, received_on: date, status_on: date, sector: str, holidays: Collection[date]
) -> Clock | None:
    """The clock that runs out first. None when the case is closed."""
    if status == Status.CLOSED:
        return None
    clocks = [resolution(received_on, sector)]
    if status == Status.RECEIVED:
        clocks.append(Clock("Triage", add_working_days(received_on, TRIAGE_WORKING_DAYS, holidays)))
    if status == Status.ASKED:
        clocks.append(Clock("Authority’s answer", add_working_days(status_on, ANSWER_WORKING_DAYS, holidays)))
    return min(clocks, key=lambda clock: clock.due_on)
