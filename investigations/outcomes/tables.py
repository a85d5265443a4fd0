"""Figures as tables: one shape for the page, for files and for what a chart draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .counting import Counted
from .dimensions import Dimension, Value, fold
from .narrowing import Asked
from .rates import Rate

Plain = str | int | float | None


@dataclass(frozen=True)
class Number:
    """`behind`: the address of the cases behind it. Empty: none, or not for this reader."""

    value: int | None
    behind: str = ""
    kind = "number"

    def plain(self) -> list[Plain]:
        return [self.value]


@dataclass(frozen=True)
class Share:
    rate: Rate
    kind = "share"

    def plain(self) -> list[Plain]:
        return [self.rate.share, *(self.rate.interval or (None, None))]


@dataclass(frozen=True)
class Words:
    text: str
    kind = "words"

    def plain(self) -> list[Plain]:
        return [self.text]


Cell = Number | Share | Words


@dataclass(frozen=True)
class Row:
    """`level`: 1 for a part of the row above it."""

    label: str
    cells: list[Cell]
    level: int = 0

    @property
    def has_small_base(self) -> bool:
        return any(cell.rate.denominator and cell.rate.is_small for cell in self.cells if isinstance(cell, Share))


@dataclass(frozen=True)
class Table:
    """`first`: what the rows are. `about`: what the whole table counts, in a sentence."""

    key: str
    title: str
    first: str
    columns: list[str]
    rows: list[Row]
    about: str = ""

    def header(self) -> list[str]:
        """Of the table without markup: a share has its bounds beside it."""
        kinds = self.rows[0].cells if self.rows else [Number(None) for _ in self.columns]
        found = [self.first]
        for name, cell in zip(self.columns, kinds, strict=True):
            found.append(name)
            if isinstance(cell, Share):
                found += [f"{name}: from (95%)", f"{name}: to (95%)"]
        return found

    def lines(self) -> list[list[Plain]]:
        return [[row.label, *(plain for cell in row.cells for plain in cell.plain())] for row in self.rows]


# Name of the column, what it counts, and its filters of the list of cases.
_MAIN: list[tuple[str, Callable[[Counted], int | Rate], Mapping[str, str]]] = [
    ("Received", lambda some: some.received, {}),
    ("Open", lambda some: some.open, {"counted": "open"}),
    ("Not coded", lambda some: some.uncoded, {"counted": "uncoded"}),
    ("Paid only", lambda some: some.paid, {"outcome": "paid"}),
    ("Process changed", lambda some: some.of_reported.numerator, {"counted": "changed"}),
    ("Reported", lambda some: some.of_reported.denominator, {"counted": "reported"}),
    ("Changed, of reported", lambda some: some.of_reported, {}),
    ("Investigated", lambda some: some.of_investigated.denominator, {"counted": "investigated"}),
    ("Changed, of investigated", lambda some: some.of_investigated, {}),
    ("Verified", lambda some: some.verified.numerator, {"counted": "verified"}),
    ("Followed up", lambda some: some.verified.denominator, {"counted": "followed_up"}),
]


def main_table(key: str, dimension: Dimension, counted: Mapping[tuple, Counted], asked: Asked) -> Table:
    """How often process changed, by the rows of a dimension."""
    found = fold(dimension, counted)
    rows = [_main_row(value, found.get(row, Counted()), asked) for row, value in dimension.values(found.keys()).items()]
    return Table(key, dimension.title, dimension.title, [name for name, *_ in _MAIN], rows)


def _main_row(value: Value, counted: Counted, asked: Asked) -> Row:
    cells: list[Cell] = []
    for _, of, cases in _MAIN:
        figure = of(counted)
        behind = asked.behind(value.cases, cases)
        cells.append(Share(figure) if isinstance(figure, Rate) else Number(figure, behind))
    return Row(value.label, cells, value.level)


SHOWN: dict[str, tuple[str, Callable[[Counted], int | Rate]]] = {
    "received": ("Received", lambda some: some.received),
    "reported": ("Process changed, of reported", lambda some: some.of_reported),
    "investigated": ("Process changed, of investigated", lambda some: some.of_investigated),
    "verified": ("Verified at follow-up", lambda some: some.verified),
}


def crossed_table(
    rows: Dimension, columns: Dimension, shown: str, counted: Mapping[tuple, Counted], asked: Asked
) -> Table:
    """Two dimensions. `counted`: by the fields of the rows, then of the columns that the rows do not have."""
    fields = list(dict.fromkeys([*rows.by, *columns.by]))
    cells: dict[tuple[str, str], Counted] = {}
    for values, some in counted.items():
        known = dict(zip(fields, values, strict=True))
        pair = tuple(side.keys(*(known[name] for name in side.by))[-1] for side in (rows, columns))
        cells[pair] = cells.get(pair, Counted()) + some  # type: ignore[index, arg-type]
    title, of = SHOWN[shown]
    down, across = (_narrowest(side, {pair[place] for pair in cells}) for place, side in enumerate((rows, columns)))
    return Table(
        "crossed",
        f"{title}: {rows.inside} by {columns.inside}",
        rows.title,
        [value.label for value in across.values()],
        [
            Row(value.label, [_crossed(of(cells.get((row, column), Counted())), asked.behind(value.cases, head.cases))
                              for column, head in across.items()])
            for row, value in down.items()
        ],
    )  # fmt: skip


def _narrowest(side: Dimension, found: Sequence[str] | set[str]) -> dict[str, Value]:
    """Its rows without those that others are parts of: these would count a case twice."""
    rows = side.values(found)
    with_parts = {key.partition("/")[0] for key, value in rows.items() if value.level}
    heads = {key: value.label for key, value in rows.items()}
    return {
        key: Value(f"{heads[key.partition('/')[0]]}: {value.label}", value.cases) if value.level else value
        for key, value in rows.items()
        if value.level or not with_parts
    }


def _crossed(figure: int | Rate, behind: str) -> Cell:
    return Share(figure) if isinstance(figure, Rate) else Number(figure, behind)
