"""Figures as tables: one shape for the page, for files and for what a chart draws."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from .cells import Cell, Number, Plain, Share
from .counting import Counted
from .dimensions import Dimension, Value, fold, named
from .narrowing import Asked
from .rates import Rate


@dataclass(frozen=True)
class Row:
    """`level`: 1 for a part of the row above it. `is_total`: the rows above it taken together."""

    label: str
    cells: list[Cell]
    level: int = 0
    is_total: bool = False

    @property
    def has_small_base(self) -> bool:
        return any(cell.is_small for cell in self.cells if isinstance(cell, Share))


@dataclass(frozen=True)
class Table:
    """`first`: what the rows are. `about`: what the whole table counts, in a sentence. `levels`: what a row is called
    at each level, where rows are parts of others."""

    key: str
    title: str
    first: str
    columns: list[str]
    rows: list[Row]
    about: str = ""
    levels: tuple[str, ...] = ()

    @property
    def has_shares(self) -> bool:
        return any(isinstance(cell, Share) for row in self.rows for cell in row.cells)

    def _kinds(self) -> list[tuple[str, Cell]]:
        """Each column with a cell of its kind."""
        cells = self.rows[0].cells if self.rows else [Number(None) for _ in self.columns]
        return list(zip(self.columns, cells, strict=True))

    def header(self) -> list[str]:
        """Of the table without markup: a share has its bounds beside it, a row its level and whether it is small."""
        names = [name for column, cell in self._kinds() for name in cell.names(column)]
        return [self.first, *["Level", "Part of"] * bool(self.levels), *names, *["Small base"] * self.has_shares]

    def formats(self) -> list[str]:
        """How a spreadsheet shows what is under each name of the header. Empty: as it comes."""
        found = [""] * (3 if self.levels else 1)
        for column, cell in self._kinds():
            found += [cell.number_format] * min(len(cell.names(column)), 3)
            found += [""] * (len(cell.names(column)) - 3)
        return [*found, *[""] * self.has_shares]

    def lines(self) -> list[list[Plain]]:
        lines, head = [], ""
        for row in self.rows:
            head = head if row.level else row.label
            line: list[Plain] = [row.label]
            if self.levels:
                line += ["All" if row.is_total else self.levels[row.level], head if row.level else ""]
            line += [plain for cell in row.cells for plain in cell.plain()]
            lines.append([*line, *["yes" if row.has_small_base else ""] * self.has_shares])
        return lines


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
    """How often process changed, by the rows of a dimension, and of all of them."""
    found = fold(dimension, counted)
    values = dimension.values(found.keys())
    rows = [_main_row(value, found.get(row, Counted()), asked) for row, value in values.items()]
    heads = [found.get(row, Counted()) for row, value in values.items() if not value.level]
    if (whole := sum(heads, Counted())).received:
        rows.append(replace(_main_row(dimension.whole, whole, asked), is_total=True))
    columns = [name for name, *_ in _MAIN]
    return Table(key, dimension.title, dimension.title, columns, rows, levels=dimension.levels)


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
        key: Value(named(heads[key.partition("/")[0]], value.label), value.cases) if value.level else value
        for key, value in rows.items()
        if value.level or not with_parts
    }


def _crossed(figure: int | Rate, behind: str) -> Cell:
    return Share(figure, with_base=True) if isinstance(figure, Rate) else Number(figure, behind)
