"""What a lead looks at: who has how much, how old it is, what falls due, and what was in time. Counted in SQL alone.

A case is closed in time when it closes on the day on which its clock “Resolve” is due, or before; it counts in the
financial year in which it closes. Imported history and made-up history have no clocks: they are in no such figure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q

from complaints.models import Sector
from investigations.clocks import keeping
from investigations.deadlines import OF_THE_PROCUREMENT, ClockKind
from investigations.models import RUNNING, Case, CaseClock
from mysteryshopper.calendar import add_working_days, financial_year, financial_year_name

# The ages in days at which a band of age begins. The last has no end.
BANDS = (0, 31, 61, 91)


@dataclass(frozen=True)
class Workload:
    """Open cases of one owner. `query`, `overdue_query`: their addresses in the list of cases."""

    owner: str
    query: str
    overdue_query: str
    open: int
    overdue: int
    soon: int


@dataclass(frozen=True)
class Forecast:
    """How many clocks of one owner's cases fall due from today, up to a near and a far day."""

    owner: str
    near: int
    far: int


@dataclass(frozen=True)
class Band:
    label: str
    query: str
    cases: int
    share: float | None


@dataclass(frozen=True)
class InTime:
    """Of the cases of a sector that closed in a year: its name, how many in time, of how many, and the share."""

    sector: str
    of_years: list[tuple[str, int, int, float | None]]


@dataclass(frozen=True)
class Oversight:
    workload: list[Workload]
    forecast: list[Forecast]
    ageing: list[Band]
    in_time: list[InTime]
    years: list[str]
    near: int
    far: int
    near_on: date
    far_on: date


def oversight(today: date) -> Oversight:
    """Six queries, however many cases there are."""
    counted_by = keeping.table()
    near, far = counted_by.numbers["forecast_near"], counted_by.numbers["forecast_far"]
    near_on, far_on = (add_working_days(today, days, counted_by.holidays) for days in (near, far))
    years = [financial_year(today), financial_year(today) - 1]
    return Oversight(
        workload=_workload(today, near_on),
        forecast=_forecast(today, near_on, far_on),
        ageing=_ageing(today),
        in_time=_in_time(years),
        years=[financial_year_name(year) for year in years],
        near=near,
        far=far,
        near_on=near_on,
        far_on=far_on,
    )


def _workload(today: date, near_on: date) -> list[Workload]:
    by_owner = (
        Case.objects.open()
        .values("owner", "owner__name")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(next_due_on__lt=today)),
            soon=Count("pk", filter=Q(next_due_on__range=(today, near_on))),
        )
        .order_by(F("owner__name").asc(nulls_first=True), "owner")
    )
    rows = [
        Workload(
            owner=row["owner__name"] or "Nobody yet",
            query=_query(owner=row["owner"] or "nobody"),
            overdue_query=_query(owner=row["owner"] or "nobody", **_day("due_before", today)),
            open=row["open"],
            overdue=row["overdue"],
            soon=row["soon"],
        )
        for row in by_owner
    ]
    whole = [sum(getattr(row, name) for row in rows) for name in ("open", "overdue", "soon")]
    return [*rows, Workload("All", _query(), _query(**_day("due_before", today)), *whole)]


def _forecast(today: date, near_on: date, far_on: date) -> list[Forecast]:
    due = CaseClock.objects.filter(RUNNING, due_on__range=(today, far_on)).exclude(kind__in=OF_THE_PROCUREMENT)
    by_owner = (
        due.values("case__owner", "case__owner__name")
        .annotate(near=Count("pk", filter=Q(due_on__lte=near_on)), far=Count("pk"))
        .order_by(F("case__owner__name").asc(nulls_first=True), "case__owner")
    )
    rows = [Forecast(row["case__owner__name"] or "Nobody yet", row["near"], row["far"]) for row in by_owner]
    return [*rows, Forecast("All", sum(row.near for row in rows), sum(row.far for row in rows))]


def _ageing(today: date) -> list[Band]:
    ends = [today - timedelta(days=days) for days in BANDS]
    spans = [*pairwise(ends), (ends[-1], None)]
    counted = Case.objects.open().aggregate(
        all=Count("pk"),
        **{f"band{number}": Count("pk", filter=_received(*span)) for number, span in enumerate(spans)},
    )
    return [
        Band(
            label=f"{days} to {BANDS[number + 1] - 1} days" if until else f"{days} days or more",
            query=_query(
                **(_day("received_from", until + timedelta(days=1)) if until else {}),
                **(_day("received_to", since) if number else {}),
            ),
            cases=counted[f"band{number}"],
            share=counted[f"band{number}"] / counted["all"] if counted["all"] else None,
        )
        for number, (days, (since, until)) in enumerate(zip(BANDS, spans, strict=True))
    ]


def _received(since: date, until: date | None) -> Q:
    """Received on `since` or before, and after `until`."""
    return Q(received_on__lte=since) & (Q(received_on__gt=until) if until else Q())


def _in_time(years: list[int]) -> list[InTime]:
    spans = {year: Q(closed_on__gte=date(year, 4, 6), closed_on__lt=date(year + 1, 4, 6)) for year in years}
    in_time = Q(closed_on__lte=F("clocks__due_on"))
    by_sector: Iterable[Mapping[str, Any]] = (
        Case.objects.filter(closed_on__gte=date(min(years), 4, 6), clocks__kind=ClockKind.RESOLVE)
        .values("authority_sector")
        .annotate(
            **{f"all{year}": Count("pk", filter=span) for year, span in spans.items()},
            **{f"in_time{year}": Count("pk", filter=span & in_time) for year, span in spans.items()},
        )
    )
    numbers = [f"{which}{year}" for which in ("all", "in_time") for year in years]
    counted = {row["authority_sector"]: Counter({name: row[name] for name in numbers}) for row in by_sector}
    rows = [(str(label), counted[value]) for value, label in [*Sector.choices, ("", "Not known")] if value in counted]
    rows += [("All", sum(counted.values(), Counter()))] if counted else []
    return [InTime(label, [_of_year(year, numbers) for year in years]) for label, numbers in rows]


def _of_year(year: int, numbers: Counter[str]) -> tuple[str, int, int, float | None]:
    part, base = numbers[f"in_time{year}"], numbers[f"all{year}"]
    return financial_year_name(year), part, base, part / base if base else None


def _query(**filters: object) -> str:
    return urlencode({"counted": "open", **filters})


def _day(name: str, day: date) -> dict[str, int]:
    return {f"{name}-{box}": getattr(day, box) for box in ("day", "month", "year")}
