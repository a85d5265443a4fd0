"""Counts cases and the providers behind them, for every figure of a table."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from .publication import Figure
from .tables import Table


@dataclass(frozen=True)
class CountedCase:
    """`values`: its leaf by the name of each attribute. `provider`: the same for cases of one provider."""

    case: Hashable
    provider: Hashable
    values: Mapping[str, str]


class Count(NamedTuple):
    cases: int
    providers: frozenset[Hashable]


def count(table: Table, cases: Iterable[CountedCase]) -> dict[Figure, Count]:
    """Raises KeyError for a case whose value has no row."""
    return {figure: Count(len(inside), frozenset(inside.values())) for figure, inside in _inside(table, cases).items()}


def changed_between(table: Table, old: Iterable[CountedCase], new: Iterable[CountedCase]) -> dict[Figure, Count]:
    """Who came into each figure or left it from one count to the next."""
    before, after = _inside(table, old), _inside(table, new)
    found = {}
    for figure, is_in in after.items():
        was_in = before[figure]
        moved = was_in.keys() ^ is_in.keys()
        found[figure] = Count(len(moved), frozenset({**was_in, **is_in}[case] for case in moved))
    return found


def _inside(table: Table, cases: Iterable[CountedCase]) -> dict[Figure, dict[Hashable, Hashable]]:
    """The cases of each figure, and whose each is."""
    inside: dict[Figure, dict[Hashable, Hashable]] = {Figure(table.name, keys): {} for keys in table.figures}
    rows_of = [
        {leaf: [row.key for row in attribute.rows if leaf in row.leaves] for leaf in attribute.leaves}
        for attribute in table.attributes
    ]
    for case in cases:
        found = [rows[case.values[a.name]] for rows, a in zip(rows_of, table.attributes, strict=True)]
        for keys in product(*found):
            inside[Figure(table.name, keys)][case.case] = case.provider
    return inside
