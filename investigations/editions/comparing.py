"""What a corrected version says otherwise than the one before: from what both published, and nothing else."""

from typing import NamedTuple

from investigations.outcomes.disclosure.publication import Figure, Publication

from .printing import Cell


class Change(NamedTuple):
    table: str
    rows: str
    before: Cell
    now: Cell


def changes(before: Publication, now: Publication) -> list[Change]:
    """Figure by figure, in the order in which they are printed."""
    found = []
    for table in now.tables:
        for keys, rows in table.figures.items():
            figure = Figure(table.name, keys)
            was, value = before.figures.get(figure), now.figures[figure]
            if was != value:
                words = ", ".join(row.label for row in rows) or "All"
                found.append(Change(table.title, words, Cell(was), Cell(value)))
    return found
