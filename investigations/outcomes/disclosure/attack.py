"""What the published figures give away of a withheld one: the least and the most that it can be.

Everything published is a system of equations over counts that are not below 0. Linear programming finds the range.
The unknowns are the cells of each table of each publication; tables that overlap have to agree, and the tables of an
edition have to add up to the headlines of the editions that they cover.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from .publication import CLOSED, RECEIVED, Figure, Key, Publication
from .tables import ALL, Table

# More cases than there will ever be. So a range has ends even where nothing holds it.
MOST = 1e6
_NOTHING = 1e-7
_TOTAL = "total of closed"


class Named(NamedTuple):
    """One figure of one publication."""

    of: Key
    figure: Figure


class Range(NamedTuple):
    low: float
    high: float
    # Published figures that hold it there.
    held_by: frozenset[Named]

    @property
    def width(self) -> float:
        return self.high - self.low


class Attack:
    """On these publications, the oldest first. `withhold` takes a figure out of what is published."""

    def __init__(self, publications: Sequence[Publication]) -> None:
        self._rows: list[list[tuple[int, float]]] = []
        self._wanted: list[float] = []
        self._size = 0
        self._cells: dict[tuple[Key, str], range] = {}
        self._row_of: dict[Named, int] = {}
        self._name_of: dict[int, Named] = {}
        withheld: list[int] = []
        for publication in publications:
            for table in publication.tables:
                self._add_table(publication, table, withheld)
        for publication in publications:
            self._link(publication, {each.key: each for each in publications})
        self._never_close_more_than_came(publications)
        self._active = np.ones(len(self._rows), dtype=bool)
        self._active[withheld] = False
        numbers = [(row, column, by) for row, line in enumerate(self._rows) for column, by in line]
        rows, columns, by = (np.array(side) for side in zip(*numbers, strict=True))
        self._all = csr_array((by, (rows, columns)), shape=(len(self._rows), self._size))
        self._right = np.array(self._wanted)
        self._low: dict[Named, float] = defaultdict(lambda: MOST)
        self._high: dict[Named, float] = defaultdict(float)
        self._split()

    def withhold(self, named: Named) -> None:
        self._active[self._row_of[named]] = False
        self._split()

    def touches(self, named: Named, key: Key) -> bool:
        """Whether that publication says anything, published or not, of what is unknown of this figure."""
        parts = self._parts(named)
        return not parts or bool(parts & self._parts_of[key])

    def limits(self, named: Named, enough: float) -> Range:
        """Of a withheld figure. Stops early when it is at least `enough` wide, and then says not what holds it."""
        if self._high[named] - self._low[named] >= enough:
            return Range(self._low[named], self._high[named], frozenset())
        held: set[Named] = set()
        for sign in (1, -1):
            held |= self._push(named, sign)
        return Range(self._low[named], self._high[named], frozenset(held))

    def _add(self, line: Iterable[tuple[int, float]], right: float = 0) -> int:
        self._rows.append(list(line))
        self._wanted.append(right)
        return len(self._rows) - 1

    def _new(self, number: int) -> range:
        self._size += number
        return range(self._size - number, self._size)

    def _add_table(self, publication: Publication, table: Table, withheld: list[int]) -> None:
        cells = self._cells[publication.key, table.name] = self._new(len(table.cells))
        number_of: dict[tuple[str, ...], int] = dict(zip(table.cells, cells, strict=True))
        for keys, rows in table.figures.items():
            figure = Figure(table.name, keys)
            value = publication.figures[figure]
            members: Sequence[int] = [number_of[cell] for cell in _combined([row.leaves for row in rows])]
            if table.name == CLOSED and all(row.key == ALL for row in rows):
                members = self._totalled(publication.key, members)
            number = self._add([(member, 1.0) for member in members], value or 0)
            named = Named(publication.key, figure)
            self._row_of[named], self._name_of[number] = number, named
            if value is None:
                withheld.append(number)

    def _totalled(self, key: Key, members: Sequence[int]) -> range:
        """An unknown for the sum: so that editions whose sum is published have no part in each other's cells."""
        total = self._cells[key, _TOTAL] = self._new(1)
        self._add([(total[0], -1.0), *((member, 1.0) for member in members)])
        return total

    def _link(self, publication: Publication, others: dict[Key, Publication]) -> None:
        for number, table in enumerate(publication.detail):
            headlines = [(others[key], others[key].closed, 1.0) for key in publication.covers]
            self._agree([(publication, table, -1.0), *headlines])
            for other in publication.detail[:number]:
                self._agree([(publication, table, -1.0), (publication, other, 1.0)])

    def _agree(self, sides: list[tuple[Publication, Table, float]]) -> None:
        """In every combination of the attributes that all sides know."""
        names = sorted(frozenset.intersection(*(table.names() for _, table, _ in sides)))
        lines: dict[tuple[str, ...], list[tuple[int, float]]] = defaultdict(list)
        for publication, table, by in sides:
            for cell, number in zip(table.cells, self._cells[publication.key, table.name], strict=True):
                lines[table.seen_as(names, cell)].append((number, by))
        for line in lines.values():
            self._add(line)

    def _never_close_more_than_came(self, publications: Sequence[Publication]) -> None:
        current: dict[str, Key] = {}
        for publication in publications:
            current[publication.key.edition] = publication.key
            came = [(n, 1.0) for key in current.values() for n in self._cells[key, RECEIVED]]
            closed = [(n, -1.0) for key in current.values() for n in self._cells[key, _TOTAL]]
            still_open = self._new(1)[0]
            self._add([*came, *closed, (still_open, -1.0)])

    def _split(self) -> None:
        """Into parts that have nothing to do with each other, once every cell that is published is a known number."""
        active = np.flatnonzero(self._active)
        lines = self._all[active]
        single = np.flatnonzero(np.diff(lines.indptr) == 1)
        self._known = np.full(self._size, np.nan)
        self._known_from: dict[int, int] = {}
        for row in single:
            column = int(lines.indices[lines.indptr[row]])
            self._known[column] = self._right[active[row]] / lines.data[lines.indptr[row]]
            self._known_from[column] = int(active[row])
        free = np.isnan(self._known)
        touched = abs(lines) @ free.astype(float) > 0
        self._lines = active[touched]
        body = self._all[self._lines]
        entries = body.tocoo()
        keep = free[entries.col]
        rows, columns = entries.row[keep] + self._size, entries.col[keep]
        nodes = self._size + len(self._lines)
        graph = csr_array((np.ones(len(rows)), (rows, columns)), shape=(nodes, nodes))
        _, label = connected_components(graph, directed=False)
        self._part, self._part_of_line = label[: self._size], label[self._size :]
        self._parts_of: dict[Key, set[int]] = defaultdict(set)
        for (key, _), cells in self._cells.items():
            of_it = np.zeros(self._size)
            of_it[cells] = 1
            self._parts_of[key] |= {int(part) for part in self._part_of_line[abs(body) @ of_it > 0]}

    def _members(self, named: Named) -> list[int]:
        return [column for column, _ in self._rows[self._row_of[named]]]

    def _parts(self, named: Named) -> set[int]:
        return {int(self._part[n]) for n in self._members(named) if np.isnan(self._known[n])}

    def _push(self, named: Named, sign: int) -> set[Named]:
        """Finds the most (1) or the least (-1), notes what the solution says of every figure in it, and returns the
        published figures that hold it."""
        parts = np.array(sorted(self._parts(named)))
        if not len(parts):
            return self._added_up(named)
        columns = np.flatnonzero(np.isin(self._part, parts) & np.isnan(self._known))
        chosen = self._lines[np.isin(self._part_of_line, parts)]
        body, known = self._all[chosen], np.nan_to_num(self._known)
        aim = np.zeros(self._size)
        aim[self._members(named)] = -sign
        found = linprog(
            aim[columns],
            A_eq=body[:, columns],
            b_eq=self._right[chosen] - body @ known,
            bounds=(0, MOST),
            method="highs",
        )
        if found.status != 0:
            raise ArithmeticError(f"The published figures contradict each other ({found.status}).")
        solution = known.copy()
        solution[columns] = found.x
        self._witness(solution, columns)
        return self._holding(chosen, body, found.eqlin.marginals)

    def _added_up(self, named: Named) -> set[Named]:
        """Of a figure whose every cell is published."""
        members = self._members(named)
        self._low[named] = self._high[named] = float(self._known[members].sum())
        rows = [self._known_from[n] for n in members]
        return {self._name_of[row] for row in rows if row in self._name_of}

    def _witness(self, solution: np.ndarray, columns: np.ndarray) -> None:
        """One solution says of many figures that they can be so, too."""
        values = self._all @ solution
        of_them = np.zeros(self._size)
        of_them[columns] = 1
        for row in np.flatnonzero(~self._active & (self._all @ of_them > 0)):
            inside = all(of_them[n] or not np.isnan(self._known[n]) for n, _ in self._rows[row])
            if inside and (named := self._name_of.get(int(row))):
                self._low[named] = min(self._low[named], values[row])
                self._high[named] = max(self._high[named], values[row])

    def _holding(self, chosen: np.ndarray, body: csr_array, weights: np.ndarray) -> set[Named]:
        rows = {int(row) for row, weight in zip(chosen, weights, strict=True) if abs(weight) > _NOTHING}
        through = np.flatnonzero(abs(body.T @ weights) > _NOTHING)
        rows |= {self._known_from[int(n)] for n in through if int(n) in self._known_from}
        return {self._name_of[row] for row in rows if row in self._name_of}


def _combined(sides: Sequence[frozenset[str]]) -> Iterator[tuple[str, ...]]:
    if not sides:
        yield ()
        return
    for first in sorted(sides[0]):
        for rest in _combined(sides[1:]):
            yield (first, *rest)
