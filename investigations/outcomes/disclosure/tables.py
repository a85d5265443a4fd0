"""Which tables a publication prints, and what each figure in them adds up.

Tables that share an attribute share its margins. They have to hang together as a tree (`check_tree`): only then does
it do to attack the tables' own cells instead of every combination of every attribute, which would be millions. In a
tree, tables that agree wherever two of them overlap are always margins of one whole (Beeri, Fagin, Maier and
Yannakakis 1983), so the attack on their own cells is exactly as strong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

ALL = "all"


class Row(NamedTuple):
    """One line of a table, or one column: a value of its own, or the sum of several."""

    key: str
    label: str
    leaves: frozenset[str]
    is_sum: bool


@dataclass(frozen=True)
class Attribute:
    """`leaves`: its values and their labels. `groups`: sums printed after them, beside that of all: key → (label,
    leaves). `coarser`: name of another attribute that this one decides → leaf here → leaf there."""

    name: str
    title: str
    leaves: Mapping[str, str]
    groups: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    coarser: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def rows(self) -> list[Row]:
        """As they are printed."""
        single = [Row(key, label, frozenset([key]), False) for key, label in self.leaves.items()]
        sums = [Row(key, label, frozenset(leaves), True) for key, (label, leaves) in self.groups.items()]
        return [*single, *sums, Row(ALL, "All", frozenset(self.leaves), True)]

    def names(self) -> frozenset[str]:
        """Every attribute that is known when this one is."""
        return frozenset([self.name, *self.coarser])

    def seen_as(self, name: str, leaf: str) -> str:
        return leaf if name == self.name else self.coarser[name][leaf]


@dataclass(frozen=True)
class Table:
    """A count for each combination of its attributes' rows. Without attributes: one number."""

    name: str
    title: str
    attributes: tuple[Attribute, ...]

    def names(self) -> frozenset[str]:
        return frozenset().union(*(attribute.names() for attribute in self.attributes))

    @cached_property
    def cells(self) -> list[tuple[str, ...]]:
        """Each combination of leaves."""
        return list(product(*(attribute.leaves for attribute in self.attributes)))

    @cached_property
    def figures(self) -> dict[tuple[str, ...], tuple[Row, ...]]:
        """Everything that it prints, by the keys of its rows."""
        combined = product(*(attribute.rows for attribute in self.attributes))
        return {tuple(row.key for row in rows): rows for rows in combined}

    def seen_as(self, names: list[str], cell: tuple[str, ...]) -> tuple[str, ...]:
        """The cell by attributes that this table knows."""
        owners = [next(i for i, a in enumerate(self.attributes) if name in a.names()) for name in names]
        return tuple(self.attributes[i].seen_as(name, cell[i]) for i, name in zip(owners, names, strict=True))

    def as_json(self) -> dict[str, Any]:
        """What a reader needs to add it up again."""
        return {
            "name": self.name,
            "title": self.title,
            "attributes": [
                {
                    "name": attribute.name,
                    "title": attribute.title,
                    "rows": [
                        {"key": row.key, "label": row.label, "sum_of": sorted(row.leaves) if row.is_sum else None}
                        for row in attribute.rows
                    ],
                    "coarser": {name: dict(seen) for name, seen in attribute.coarser.items()},
                }
                for attribute in self.attributes
            ],
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Table":
        return cls(given["name"], given["title"], tuple(_attribute(each) for each in given["attributes"]))


def _attribute(given: Mapping[str, Any]) -> Attribute:
    rows = [row for row in given["rows"] if row["key"] != ALL]
    return Attribute(
        given["name"],
        given["title"],
        {row["key"]: row["label"] for row in rows if row["sum_of"] is None},
        {row["key"]: (row["label"], tuple(row["sum_of"])) for row in rows if row["sum_of"] is not None},
        given["coarser"],
    )


def check_tree(tables: list[Table]) -> None:
    """Raises ValueError when the tables run in a circle (after Graham 1979, Yu and Özsoyoğlu 1979)."""
    edges = [set(table.names()) for table in tables]
    while True:
        alone = {name for edge in edges for name in edge if sum(name in other for other in edges) == 1}
        left = [edge - alone for edge in edges]
        kept: list[set[str]] = []
        for number, edge in enumerate(left):
            others = kept + left[number + 1 :]
            if edge and not any(edge <= other for other in others):
                kept.append(edge)
        if kept == edges:
            break
        edges = kept
    if edges:
        raise ValueError(f"These attributes run in a circle: {sorted(set().union(*edges))}")
