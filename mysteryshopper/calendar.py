"""Dates as the service counts them: working days, financial years, London days. Pure functions, no clock."""

import calendar
from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from govuk_bank_holidays.bank_holidays import BankHolidays

LONDON = ZoneInfo("Europe/London")


@lru_cache(maxsize=1)
def bank_holidays() -> frozenset[date]:
    """Bank holidays of England and Wales, from the library's own copy: no network. Source: gov.uk/bank-holidays."""
    holidays = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return frozenset(holiday["date"] for holiday in holidays)


def london_day(moment: datetime) -> date:
    """The day in London at an aware moment: 2026-06-30T23:30Z is 1 July."""
    return moment.astimezone(LONDON).date()


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def add_working_days(start: date, days: int, holidays: Collection[date]) -> date:
    """The day by which `days` working days (1 or more) are over, counting from the next working day after `start`.

    Raises ValueError when `days` is below 1."""
    if days < 1:
        raise ValueError("Count at least one working day.")
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, holidays)
    return day


def add_months(start: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day where it is shorter."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def financial_year(day: date) -> int:
    """The year in which the UK financial year (from 6 April) of `day` began: 5 April 2012 is in 2011."""
    return day.year if (day.month, day.day) >= (4, 6) else day.year - 1


def financial_year_name(year: int) -> str:
    """2011 is printed 2011/12."""
    return f"{year}/{(year + 1) % 100:02d}"
