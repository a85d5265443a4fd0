"""How long cases take, what comes and closes, and what falls due: tables from the pace. Reads, never writes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from django.db.models import Sum

from complaints.models import Authority, Sector
from investigations.models import Measure, Pace
from investigations.models.pace import PACE_GROUPINGS
from investigations.models.tally import NARROWED_BY, mask
from mysteryshopper.calendar import add_months, financial_year, financial_year_name

from .cells import Cell, Number, Share
from .counting import Counted, Narrowed, cases_by, counts, largest
from .narrowing import Asked, received
from .rates import Rate
from .tables import Row, Table

_MONTHS_SHOWN = 24
# In days since receipt, and until due: where each band begins.
_AGES = [("0 to 30 days", 0), ("31 to 60 days", 31), ("61 to 90 days", 61), ("91 days or more", 91)]
_AHEAD = [("Overdue", None), ("In the next 7 days", 0), ("In 8 to 30 days", 8), ("In 31 to 60 days", 31), ("Later", 61)]
_SECTORS = [*Sector.choices, ("", "Not known")]
_REPEATS_SHOWN = 20


def percentile(days: Mapping[int, int], per_cent: int) -> int | None:
    """The fewest days within which so many per cent of the cases were done: nearest rank. None: there are no cases.

    `days`: by a number of days, how many cases took it."""
    rank = ceil(sum(days.values()) * per_cent / 100)
    seen = 0
    for number in sorted(days):
        seen += days[number]
        if seen >= rank and seen:
            return number
    return None


def paces(measure: Measure, by: Iterable[str], narrowed: Narrowed) -> list[tuple]:
    """Values of `by`, then how many cases. One query."""
    by = list(by)
    wanted = narrowed.dimensions | (frozenset(by) & frozenset(NARROWED_BY))
    grouping = min((some for some in PACE_GROUPINGS if wanted <= some), key=len)
    rows = Pace.objects.filter(narrowed.condition("on"), grouping=mask(grouping, NARROWED_BY), measure=measure)
    return list(rows.values_list(*by).annotate(Sum("cases")).order_by())


def flow_table(asked: Asked, today: date) -> Table:
    """Received, closed and open at the end of each month: of the period, or of the last 24 months. Two queries."""
    ever = replace(asked.narrowed, first=None)
    came, closed = Counter[date](), Counter[date]()
    for (month,), cases in cases_by(["month"], ever).items():
        came[month] += cases
    for month, cases in paces(Measure.CLOSED, ["on"], ever):
        closed[month] += cases
    last = min(asked.narrowed.end - timedelta(days=1), today) if asked.narrowed.end else today
    first = asked.narrowed.first or add_months(last.replace(day=1), 1 - _MONTHS_SHOWN)
    rows, start = [], first
    while start <= last:
        # A period may begin and end within a month: a financial year does so in April.
        following = add_months(start.replace(day=1), 1)
        end = min(following, asked.narrowed.end or following)
        numbers = [sum(n for day, n in some.items() if start <= day < end) for some in (came, closed)]
        still = sum(n for day, n in came.items() if day < end) - sum(n for day, n in closed.items() if day < end)
        behind = asked.behind(received(start, end))
        rows.append(Row(f"{start:%B %Y}", [Number(numbers[0], behind), Number(numbers[1]), Number(still)]))
        start = following
    about = "Received counts by the day of receipt, closed by the day of closing, open what is open as the month ends."
    if asked.narrowed.first is None:
        about += f" The last {_MONTHS_SHOWN} months: choose a year, or months from and to, for others."
    columns = ["Received", "Closed", "Open at the end"]
    return Table("flow", "Received, closed and open by month", "Month", columns, rows, about)


def duration_table(key: str, title: str, measure: Measure, asked: Asked, about: str) -> Table:
    """By sector of the authority: how many, how long, and how many in time. One query."""
    days: dict[str, Counter[int]] = defaultdict(Counter)
    in_time: dict[str, Counter[bool]] = defaultdict(Counter)
    for sector, number, is_in_time, cases in paces(measure, ["authority_sector", "days", "is_in_time"], asked.narrowed):
        for group in (sector, "all"):
            days[group][number] += cases
            if is_in_time is not None:
                in_time[group][is_in_time] += cases
    rows = []
    for value, label in [*_SECTORS, ("all", "All")]:
        some = days[value]
        known = in_time[value]
        cells: list[Cell] = [Number(some.total()), Number(percentile(some, 50)), Number(percentile(some, 90))]
        rows.append(Row(str(label), [*cells, Number(known.total()), Share(Rate(known[True], known.total()))]))
    columns = ["Cases", "Median days", "90% within days", "With a target", "Within target"]
    return Table(key, title, "Sector of the authority", columns, rows, about)


def ageing_table(asked: Asked, today: date) -> Table:
    """Open cases by days since they were received. One query."""
    found = Counter(dict(paces(Measure.OPEN, ["on"], _always(asked))))
    rows = []
    for number, (label, start) in enumerate(_AGES):
        last = today - timedelta(days=start) if number else date.max
        first = today - timedelta(days=_AGES[number + 1][1] - 1) if number + 1 < len(_AGES) else date.min
        cases = sum(n for day, n in found.items() if first <= day <= last)
        days = received(first if first > date.min else None, last + timedelta(days=1) if last < date.max else None)
        rows.append(Row(label, [Number(cases, asked.behind(days, {"counted": "open"}))]))
    return Table("ageing", "How old open cases are", "Since receipt", ["Open cases"], rows, _NOW)


def due_table(asked: Asked, today: date) -> Table:
    """Open cases by when resolving them is due: what is late, and what will be if nothing is done. One query."""
    found = Counter(dict(paces(Measure.DUE, ["on"], _always(asked))))
    rows = []
    for number, (label, start) in enumerate(_AHEAD):
        first = date.min if start is None else today + timedelta(days=start)
        following = _AHEAD[number + 1][1] if number + 1 < len(_AHEAD) else None
        last = date.max if following is None else today + timedelta(days=following - 1)
        rows.append(Row(label, [Number(sum(n for day, n in found.items() if first <= day <= last))]))
    about = f"{_NOW} Cases whose clock is stopped are left out."
    return Table("due", "When resolving open cases is due", "Due", ["Open cases"], rows, about)


_NOW = "Cases that are open now, whenever they were received."


def _always(asked: Asked) -> Narrowed:
    return replace(asked.narrowed, first=None, end=None)


def paid_table(asked: Asked) -> Table:
    """Cases in which an overdue payment was released and nothing else changed, by year. One query."""
    years: dict[int, Counted] = defaultdict(Counted)
    for (month,), some in counts(["month"], asked.narrowed).items():
        years[financial_year(month)] += some
    rows = [
        Row(financial_year_name(year), [Number(some.paid, asked.behind({"year": str(year)}, {"outcome": "paid"}))])
        for year, some in sorted(years.items())
    ]
    about = "Cases that closed as “paid”: an overdue payment was released, and nothing else changed."
    return Table("paid", "Late payments released: cases", "Year received", ["Cases"], rows, about)


def repeats_table(asked: Asked) -> Table:
    """The authorities with the most cases, of those that have two or more. Three queries. Of one kind of provider none
    to who does not see the provider of a case: two of two cases would say whose each is. See decision 9."""
    is_hidden = not asked.works_queue and "provider_kind" in asked.narrowed.dimensions
    largest_ones = [] if is_hidden else largest("authority_key", asked.narrowed, _REPEATS_SHOWN)
    most = [key for key, cases in largest_ones if cases > 1]
    where = (*asked.narrowed.where, ("authority_key", tuple(most)))
    found = counts(["authority_key"], replace(asked.narrowed, where=where)) if most else {}
    several = {key: some for (key,), some in found.items()}
    names = dict(Authority.objects.filter(pk__in=[int(key) for key in most]).values_list("pk", "name"))
    rows = [
        Row(
            names[int(key)],
            [
                Number(several[key].received),
                Number(several[key].open),
                Number(several[key].of_reported.numerator),
                Share(several[key].of_reported),
            ],
        )
        for key in most
    ]
    about = f"The {_REPEATS_SHOWN} authorities with the most cases, of those that have two or more."
    if is_hidden:
        about = "Not shown of one kind of provider: beside an authority, it could say who complained."
    columns = ["Received", "Open", "Process changed", "Changed, of reported"]
    return Table("repeats", "Authorities that come again", "Authority", columns, rows, about)
