"""What was or will be published, as everybody can read it: no count that is withheld is in here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from .tables import Attribute, Table

RECEIVED = "received"
CLOSED = "closed"


class Key(NamedTuple):
    """Names a publication: which edition, and which version of it."""

    edition: str
    version: int


class Figure(NamedTuple):
    """Names one number of a publication: the table, and the row of each of its attributes."""

    table: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Publication:
    """`headline` counts the cases of this edition alone: those received, without attributes, and those closed, by one
    attribute. `detail` counts the closed cases of all editions in `covers`. A figure that is None is withheld."""

    key: Key
    received: Table
    closed: Table
    detail: tuple[Table, ...]
    covers: tuple[Key, ...]
    figures: Mapping[Figure, int | None]

    @property
    def tables(self) -> list[Table]:
        return [self.received, self.closed, *self.detail]

    def as_json(self) -> dict[str, Any]:
        """For a file. Read back by `from_json`."""
        return {
            "edition": self.key.edition,
            "version": self.key.version,
            "headline": [self._table(self.received), self._table(self.closed)],
            "covers": [list(key) for key in self.covers],
            "tables": [self._table(table) for table in self.detail],
        }

    def _table(self, table: Table) -> dict[str, Any]:
        figures = [[list(rows), self.figures[Figure(table.name, rows)]] for rows in table.figures]
        return {**table.as_json(), "figures": figures}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Publication":
        printed = [*given["headline"], *given["tables"]]
        received, closed, *detail = (Table.from_json(table) for table in printed)
        return cls(
            key=Key(given["edition"], given["version"]),
            received=received,
            closed=closed,
            detail=tuple(detail),
            covers=tuple(Key(*key) for key in given["covers"]),
            figures={Figure(t["name"], tuple(rows)): value for t in printed for rows, value in t["figures"]},
        )


def received_table(title: str) -> Table:
    return Table(RECEIVED, title, ())


def closed_table(title: str, attribute: Attribute) -> Table:
    return Table(CLOSED, title, (attribute,))
