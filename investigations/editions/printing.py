"""A frozen edition as it is printed. It knows the published document and nothing else, so it can't give away more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from investigations.outcomes.charts import Chart, bars_of_rates
from investigations.outcomes.disclosure.publication import CLOSED, Figure, Publication
from investigations.outcomes.disclosure.tables import ALL, Row, Table
from investigations.outcomes.rates import Rate

from .merging import VCSE

# As statistics of the government mark what is confidential.
WITHHELD = "[c]"
OF_CLOSED = "VCSE, of closed cases"
_OF_REPORTED, _OF_INVESTIGATED = "Process changed, of reported", "Process changed, of investigated"


@dataclass(frozen=True)
class Cell:
    """`why`: in words, for leads alone."""

    value: int | None
    why: str = ""

    @property
    def text(self) -> str:
        return WITHHELD if self.value is None else f"{self.value:,}"


@dataclass(frozen=True)
class Line:
    """`rates`: None where one of their two figures is withheld or the base is empty. `is_whole`: they are of itself, so
    nothing can have moved them."""

    label: str
    is_sum: bool
    cells: list[Cell]
    rates: list[Rate | None]
    is_whole: bool = False


@dataclass(frozen=True)
class Printed:
    name: str
    title: str
    first: str
    columns: list[str]
    rates: list[str]
    lines: list[Line]
    chart: Chart | None

    @property
    def has_withheld(self) -> bool:
        return any(cell.value is None for line in self.lines for cell in line.cells)


@dataclass(frozen=True)
class Use:
    """How far VCSEs use the service: their closed cases, of all that the tables count. `rate`: as in Line."""

    vcse: Cell
    closed: Cell
    rate: Rate | None


class Share(NamedTuple):
    """One share of an edition, as files have it."""

    table: str
    row: str
    name: str
    rate: Rate | None


@dataclass(frozen=True)
class Headline:
    received: Cell
    closed: Cell
    investigated: Cell
    changed: Cell
    of_reported: Rate | None
    of_investigated: Rate | None


def headline(publication: Publication, why: Mapping[Figure, str] | None = None) -> Headline:
    def cell(figure: Figure) -> Cell:
        return Cell(publication.figures[figure], (why or {}).get(figure, ""))

    closed = {row: cell(Figure(CLOSED, (row,))) for row in (ALL, "investigated", "changed")}
    return Headline(
        received=cell(Figure(publication.received.name, ())),
        closed=closed[ALL],
        investigated=closed["investigated"],
        changed=closed["changed"],
        of_reported=_rate(closed["changed"].value, closed[ALL].value),
        of_investigated=_rate(closed["changed"].value, closed["investigated"].value),
    )


def use(publication: Publication, why: Mapping[Figure, str] | None = None) -> Use | None:
    """From two figures of the table of providers. None: this edition has no such table."""
    found = [Figure("providers", (row, ALL)) for row in (VCSE, ALL)]
    if not all(figure in publication.figures for figure in found):
        return None
    vcse, closed = (Cell(publication.figures[figure], (why or {}).get(figure, "")) for figure in found)
    return Use(vcse, closed, _rate(vcse.value, closed.value))


def shares(publication: Publication) -> list[Share]:
    """Every share that its page shows, in that order."""
    at_the_top, closed = headline(publication), publication.closed.title
    found = [
        Share(closed, "All", _OF_REPORTED, at_the_top.of_reported),
        Share(closed, "All", _OF_INVESTIGATED, at_the_top.of_investigated),
    ]
    for table in tables(publication):
        if table.name == "providers" and (used := use(publication)):
            found.append(Share(table.title, "VCSE", OF_CLOSED, used.rate))
        for line in table.lines:
            if not line.is_whole:
                found += [Share(table.title, line.label, *each) for each in zip(table.rates, line.rates, strict=True)]
    return found


def tables(publication: Publication, why: Mapping[Figure, str] | None = None) -> list[Printed]:
    """Those of one attribute or two. `why`: see Cell."""
    return [_printed(publication, table, why or {}) for table in publication.detail]


def _printed(publication: Publication, table: Table, why: Mapping[Figure, str]) -> Printed:
    down, across = table.attributes[0], table.attributes[1:]
    lines = []
    for row in down.rows:
        keys = [(row.key, column.key) for column in across[0].rows] if across else [(row.key,)]
        figures = [Figure(table.name, key) for key in keys]
        cells = [Cell(publication.figures[figure], why.get(figure, "")) for figure in figures]
        is_whole = not across and row.key == ALL
        lines.append(Line(row.label, row.is_sum, cells, _rates(publication, table, row), is_whole))
    columns = [column.label for column in across[0].rows] if across else ["Cases"]
    rates = _names_of_rates(table)
    chart = _chart(f"{rates[0]}, by {down.title[0].lower()}{down.title[1:]}", lines) if rates else None
    return Printed(table.name, table.title, down.title, columns, rates, lines, chart)


def _names_of_rates(table: Table) -> list[str]:
    match [attribute.name for attribute in table.attributes]:
        case [_]:
            return ["Share of all"]
        case [_, "result"]:
            return [_OF_REPORTED, _OF_INVESTIGATED]
        case [_, "change"]:
            return [_OF_REPORTED]
    return []


def _rates(publication: Publication, table: Table, row: Row) -> list[Rate | None]:
    def value(*keys: str) -> int | None:
        return publication.figures[Figure(table.name, keys)]

    names = _names_of_rates(table)
    if not names:
        return []
    if len(table.attributes) == 1:
        return [_rate(value(row.key), value(ALL))]
    changed, not_changed = value(row.key, "changed"), value(row.key, "not_changed")
    investigated = None if changed is None or not_changed is None else changed + not_changed
    return [_rate(changed, value(row.key, ALL)), _rate(changed, investigated)][: len(names)]


def _rate(numerator: int | None, denominator: int | None) -> Rate | None:
    return None if numerator is None or not denominator else Rate(numerator, denominator)


def _chart(title: str, lines: Sequence[Line]) -> Chart:
    return bars_of_rates([(line.label, line.rates[0]) for line in lines if not line.is_sum], title=title)
