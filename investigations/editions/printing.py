"""A frozen edition as it is printed. It knows the published document and nothing else, so it can't give away more."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from investigations.outcomes.disclosure.publication import CLOSED, Figure, Publication
from investigations.outcomes.disclosure.tables import Row, Table
from investigations.outcomes.rates import Rate

WITHHELD = "[c]"
_ALL = "all"


@dataclass(frozen=True)
class Line:
    """`rates`: shares of process changed, None where one of their two figures is withheld or the base is empty."""

    label: str
    is_sum: bool
    cells: list[str]
    rates: list[Rate | None]


@dataclass(frozen=True)
class Printed:
    name: str
    title: str
    first: str
    columns: list[str]
    has_rates: bool
    lines: list[Line]


@dataclass(frozen=True)
class Headline:
    received: str
    closed: str
    investigated: str
    changed: str
    of_reported: Rate | None
    of_investigated: Rate | None


def headline(publication: Publication) -> Headline:
    figures = publication.figures

    def closed(row: str) -> int | None:
        return figures[Figure(CLOSED, (row,))]

    return Headline(
        received=_cell(figures[Figure(publication.received.name, ())]),
        closed=_cell(closed(_ALL)),
        investigated=_cell(closed("investigated")),
        changed=_cell(closed("changed")),
        of_reported=_rate(closed("changed"), closed(_ALL)),
        of_investigated=_rate(closed("changed"), closed("investigated")),
    )


def tables(publication: Publication) -> list[Printed]:
    return [_printed(publication, table) for table in publication.detail]


def _printed(publication: Publication, table: Table) -> Printed:
    down, across = table.attributes[0], table.attributes[1:]
    columns = across[0].rows if across else []
    has_rates = bool(across) and across[0].name == "result"
    lines = []
    for row in down.rows:
        values = {column.key: publication.figures[Figure(table.name, (row.key, column.key))] for column in columns}
        values = values or {_ALL: publication.figures[Figure(table.name, (row.key,))]}
        lines.append(Line(row.label, row.is_sum, [_cell(v) for v in values.values()], _rates(values, has_rates)))
    return Printed(table.name, table.title, down.title, _titles(columns), has_rates, lines)


def _titles(columns: list[Row]) -> list[str]:
    return [column.label for column in columns] or ["Cases"]


def _rates(values: dict[str, int | None], has_rates: bool) -> list[Rate | None]:
    if not has_rates:
        return []
    changed, not_changed = values["changed"], values["not_changed"]
    investigated = None if changed is None or not_changed is None else changed + not_changed
    return [_rate(changed, values[_ALL]), _rate(changed, investigated)]


def _rate(numerator: int | None, denominator: int | None) -> Rate | None:
    return None if numerator is None or not denominator else Rate(numerator, denominator)


def _cell(value: int | None) -> str:
    return WITHHELD if value is None else f"{value:,}"


def as_csv(document: dict[str, Any]) -> str:
    """One figure a line. No word in it begins a formula: labels are ours."""
    publication = Publication.from_json(document)
    file = io.StringIO()
    written = csv.writer(file)
    written.writerow(["Edition", "Version", "Made up", "Table", "Row", "Column", "Cases"])
    start = [document["ends_on"], document["version"], "yes" if document["is_made_up"] else "no"]
    for table in publication.tables:
        for keys, rows in table.figures.items():
            labels = [row.label for row in rows] + ["All"] * (2 - len(rows))
            value = publication.figures[Figure(table.name, keys)]
            written.writerow([*start, table.title, *labels, WITHHELD if value is None else value])
    return file.getvalue()
