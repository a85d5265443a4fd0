"""Which figures of a new publication are withheld, and why.

First what is small by itself: figures that rest on fewer than `FEWEST` different providers. Nought is one of them: that
nobody of a kind complained clears everybody of that kind. In a correction also figures that so few have moved in or
out of. Then whatever would give these away: as long as the attack finds a withheld figure in a range narrower than
`NARROWEST`, the least valuable figure that holds it there is withheld too. It ends, at the latest with all withheld.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .attack import Attack, Named
from .counting import Count, CountedCase, changed_between, count
from .publication import Figure, Key, Publication
from .tables import ALL, Row, Table

FEWEST = 5
NARROWEST = 3
# The solver's own error is far below.
_ENOUGH = NARROWEST - 1e-4


class Why(StrEnum):
    SMALL = "small"
    FEW_PROVIDERS = "few_providers"
    SMALL_CHANGE = "small_change"
    VERSION_BEFORE = "version_before"
    TOGETHER = "together"
    EARLIER_EDITION = "earlier_edition"


@dataclass(frozen=True)
class Cases:
    """Those received and those closed of one edition, and the closed ones of all editions that its tables cover."""

    received: Sequence[CountedCase]
    closed: Sequence[CountedCase]
    covered: Sequence[CountedCase]


@dataclass(frozen=True)
class Before:
    """The version that a correction replaces, and what it counted."""

    publication: Publication
    cases: Cases


@dataclass(frozen=True)
class Plan:
    """What is to be published: tables without their figures. See Publication."""

    key: Key
    received: Table
    closed: Table
    detail: tuple[Table, ...]
    covers: tuple[Key, ...]

    def counted(self, cases: Cases) -> list[tuple[Table, Sequence[CountedCase]]]:
        detail = [(table, cases.covered) for table in self.detail]
        return [(self.received, cases.received), (self.closed, cases.closed), *detail]

    def publication(self, figures: dict[Figure, int | None]) -> Publication:
        return Publication(self.key, self.received, self.closed, self.detail, self.covers, figures)


@dataclass(frozen=True)
class Decided:
    publication: Publication
    why: dict[Figure, Why]

    @property
    def share_withheld(self) -> float:
        return len(self.why) / len(self.publication.figures)


def decide(
    plan: Plan,
    cases: Cases,
    earlier: Sequence[Publication],
    before: Before | None = None,
    progress: Callable[[int], object] = lambda left: None,
) -> Decided:
    """`earlier`: everything published so far, the oldest first. `progress` hears how many figures are left to check."""
    counts: dict[Figure, Count] = {}
    why: dict[Figure, Why] = {}
    for table, counted in plan.counted(cases):
        here = count(table, counted)
        counts |= here
        why |= {figure: _small(found) for figure, found in here.items() if len(found.providers) < FEWEST}
    if before:
        why = {**_moved(plan, cases, before), **why}
    for table in [plan.closed, *plan.detail]:
        _withhold_unions(table, counts, why)
    shown = {figure: None if figure in why else found.cases for figure, found in counts.items()}
    _defend(plan.publication(shown), earlier, counts, why, progress)
    figures = {figure: None if figure in why else found.cases for figure, found in counts.items()}
    return Decided(plan.publication(figures), why)


def _small(found: Count) -> Why:
    return Why.SMALL if found.cases < FEWEST else Why.FEW_PROVIDERS


def _moved(plan: Plan, cases: Cases, before: Before) -> dict[Figure, Why]:
    """A correction shows nothing that its first version withheld, and no change that few are behind."""
    why = {figure: Why.VERSION_BEFORE for figure, value in before.publication.figures.items() if value is None}
    for (table, new), (_, old) in zip(plan.counted(cases), plan.counted(before.cases), strict=True):
        moved = changed_between(table, old, new)
        why |= {f: Why.SMALL_CHANGE for f, found in moved.items() if found.cases and len(found.providers) < FEWEST}
    return why


def _withhold_unions(table: Table, counts: dict[Figure, Count], why: dict[Figure, Why]) -> None:
    """Withheld figures of one line add up to what is left of its sum: not few must be behind all of them together."""
    lines = list(_lines(table))
    while missing := [figure for line in lines if (figure := _missing(line, counts, why))]:
        why |= dict.fromkeys(missing, Why.TOGETHER)


def _missing(line: tuple[Figure, list[Figure]], counts: dict[Figure, Count], why: dict[Figure, Why]) -> Figure | None:
    total, parts = line
    hidden, shown = [part for part in parts if part in why], [part for part in parts if part not in why]
    behind = frozenset().union(*(counts[part].providers for part in hidden))
    if total in why or not hidden or len(behind) >= FEWEST:
        return None
    return min(shown, key=lambda figure: counts[figure].cases, default=total)


def _lines(table: Table) -> Iterable[tuple[Figure, list[Figure]]]:
    """Every sum that is printed, with the parts that are printed along one attribute."""
    for keys, rows in table.figures.items():
        for place, attribute in enumerate(table.attributes):
            if rows[place].is_sum:
                parts = _parts(rows[place], attribute.rows)
                yield (
                    Figure(table.name, keys),
                    [Figure(table.name, (*keys[:place], part.key, *keys[place + 1 :])) for part in parts],
                )


def _parts(whole: Row, rows: list[Row]) -> list[Row]:
    """The largest rows that make it up."""
    inside = [row for row in rows if row.leaves < whole.leaves]
    return [row for row in inside if not any(row.leaves < other.leaves for other in inside)]


def _defend(
    publication: Publication,
    earlier: Sequence[Publication],
    counts: dict[Figure, Count],
    why: dict[Figure, Why],
    progress: Callable[[int], object],
) -> None:
    """Adds to `why` until the attack finds no withheld figure, of this publication or an earlier one, too exactly."""
    attack = Attack([*earlier, publication])
    waiting = deque(_withheld([*earlier, publication]))
    value_of = _worth(publication, counts)
    while waiting:
        progress(len(waiting))
        named = waiting[0]
        is_new = named.of == publication.key
        if not is_new and not attack.touches(named, publication.key):
            waiting.popleft()
            continue
        found = attack.limits(named, _ENOUGH)
        if found.width >= _ENOUGH:
            waiting.popleft()
            continue
        holding = [held.figure for held in found.held_by if held.of == publication.key]
        left = [figure for figure in counts if figure not in why]
        if not left:
            raise ArithmeticError(f"{named} is known already from what was published before.")
        chosen = min(holding or left, key=lambda figure: value_of(figure, named))
        why[chosen] = Why.TOGETHER if is_new else Why.EARLIER_EDITION
        attack.withhold(Named(publication.key, chosen))
        waiting.append(Named(publication.key, chosen))


def _withheld(publications: Sequence[Publication]) -> list[Named]:
    return [
        Named(publication.key, figure)
        for publication in publications
        for figure, value in publication.figures.items()
        if value is None
    ]


def _worth(publication: Publication, counts: dict[Figure, Count]) -> Callable[[Figure, Named], tuple]:
    """What is withheld first: cells before sums, sums that only one table prints before those that others print too,
    the headline last; in the table in question, and small before large."""
    rows = {
        Figure(table.name, keys): sum(row.is_sum for row in found)
        + 3 * _is_printed_elsewhere(table, found, publication)
        for table in publication.tables
        for keys, found in table.figures.items()
    }
    headline = {publication.received.name: 2, publication.closed.name: 1}

    def value(figure: Figure, named: Named) -> tuple:
        other = figure.table != named.figure.table
        return headline.get(figure.table, 0), rows[figure], other, counts[figure].cases, figure

    return value


def _is_printed_elsewhere(table: Table, rows: tuple[Row, ...], publication: Publication) -> bool:
    names = {a.name for a, row in zip(table.attributes, rows, strict=True) if row.key != ALL}
    return any(other is not table and other.attributes and names <= other.names() for other in publication.tables)
