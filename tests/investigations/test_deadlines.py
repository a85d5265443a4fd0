"""Which clock runs, and when it is due."""

from datetime import date, timedelta

import numpy
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from complaints.models import Sector
from investigations.deadlines import Clock, next_due, resolution
from investigations.lifecycle import OPEN, Status
from mysteryshopper.calendar import bank_holidays

DAYS = st.dates(date(2016, 1, 1), date(2028, 6, 30))
SECTORS = st.sampled_from(["", *Sector.values])
HOLIDAYS = [str(day) for day in sorted(bank_holidays())]


def due(status, received_on, status_on=None, sector=Sector.HEALTH):
    return next_due(
        status, received_on=received_on, status_on=status_on or received_on, sector=sector, holidays=bank_holidays()
    )


def test_a_new_complaint_is_triaged_in_5_working_days():
    assert due(Status.RECEIVED, date(2026, 4, 2)) == Clock("Triage", date(2026, 4, 13))


def test_the_authority_has_10_working_days_from_being_asked():
    clock = due(Status.ASKED, date(2026, 5, 1), status_on=date(2026, 5, 20))
    assert clock == Clock("Authority’s answer", date(2026, 6, 4))  # over the spring bank holiday


@pytest.mark.parametrize(
    ("sector", "day"),
    [(Sector.CENTRAL_GOVERNMENT, date(2026, 7, 1)), (Sector.HEALTH, date(2026, 8, 1)), ("", date(2026, 8, 1))],
)
def test_central_government_has_2_months_and_others_3(sector, day):
    assert resolution(date(2026, 5, 1), sector) == Clock("Resolve", day)


def test_the_clock_that_runs_out_first_counts():
    assert due(Status.ASKED, date(2026, 1, 5), status_on=date(2026, 4, 1)) == Clock("Resolve", date(2026, 4, 5))


def test_no_clock_runs_on_a_closed_case():
    assert due(Status.CLOSED, date(2026, 1, 5)) is None


@given(st.sampled_from(sorted(OPEN)), DAYS, st.integers(0, 200), SECTORS)
def test_deadlines_agree_with_an_independent_oracle(status, received_on, later, sector):
    status_on = received_on + timedelta(days=later)
    months = 2 if sector == "central_government" else 3
    days = [received_on + relativedelta(months=months)]
    start, number = {"received": (received_on, 5), "asked": (status_on, 10)}.get(status, (None, 0))
    if start:
        days.append(numpy.busday_offset(start, number, roll="backward", holidays=HOLIDAYS).astype(date))
    assert due(status, received_on, status_on, sector).due_on == min(days)
