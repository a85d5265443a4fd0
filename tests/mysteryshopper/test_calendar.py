"""Dates as the service counts them, against the vectors of the domain and an independent oracle."""

from datetime import UTC, date, datetime, timedelta

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshopper.calendar import (
    add_months,
    add_working_days,
    bank_holidays,
    financial_year,
    financial_year_name,
    is_working_day,
    london_day,
)

DAYS = st.dates(date(2012, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 12, 24), 2, date(2026, 12, 30)),  # over Christmas, Boxing Day in lieu and a weekend
        (date(2026, 4, 2), 5, date(2026, 4, 13)),  # over Good Friday and Easter Monday
        (date(2026, 6, 6), 1, date(2026, 6, 8)),  # filed on a Saturday
    ],
)
def test_working_days_skip_weekends_and_bank_holidays(start, days, due):
    assert add_working_days(start, days, bank_holidays()) == due


@given(DAYS, st.integers(1, 60), st.frozensets(DAYS, max_size=40))
def test_working_days_agree_with_numpy(start, days, holidays):
    oracle = numpy.busday_offset(start, days, roll="backward", holidays=[str(day) for day in sorted(holidays)])
    assert add_working_days(start, days, holidays) == oracle.astype(date)


@given(DAYS, st.integers(1, 60))
def test_a_holiday_added_never_brings_a_deadline_forward(start, days):
    due = add_working_days(start, days, bank_holidays())
    assert add_working_days(start, days, bank_holidays() | {due}) > due


@pytest.mark.parametrize("days", [0, -1])
def test_less_than_one_working_day_is_an_error(days):
    with pytest.raises(ValueError, match="at least one"):
        add_working_days(date(2026, 1, 5), days, frozenset())


def test_the_library_knows_the_holidays_of_this_year_without_network():
    assert {date(2026, 12, 25), date(2026, 12, 28), date(2026, 4, 3)} <= bank_holidays()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 24, 23, 59, tzinfo=UTC), date(2026, 12, 24)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),  # the night the clocks go forward
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),  # the night they go back
    ],
)
def test_days_are_london_days(moment, day):
    assert london_day(moment) == day


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 1, 15), 3, date(2026, 4, 15)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start, months, due):
    assert add_months(start, months) == due


@pytest.mark.parametrize(
    ("day", "year"), [(date(2012, 4, 5), 2011), (date(2012, 4, 6), 2012), (date(2013, 1, 1), 2012)]
)
def test_the_financial_year_begins_on_6_april(day, year):
    assert financial_year(day) == year


@pytest.mark.parametrize(("year", "name"), [(2011, "2011/12"), (1999, "1999/00"), (2009, "2009/10")])
def test_financial_years_are_printed_as_people_write_them(year, name):
    assert financial_year_name(year) == name


@given(DAYS)
def test_saturdays_and_sundays_are_no_working_days(day):
    assert is_working_day(day, frozenset()) == (day.isoweekday() < 6)
    assert not is_working_day(day, {day})
    assert is_working_day(day, {day + timedelta(days=1)}) == is_working_day(day, frozenset())
