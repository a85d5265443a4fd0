"""Tables of figures as a report keeps them: words only, with a place for each cell, so that nothing moves later."""

from dataclasses import replace
from typing import Any

from investigations.outcomes.cells import Cell, Measured, Number, Share
from investigations.outcomes.charts import Chart
from investigations.outcomes.tables import Table
from investigations.templatetags.figures import interval, percent, thousands

# A table, a chart or a section as JSON: see `table` and `section`.
Printed = dict[str, Any]


def table(made: Table, chart: Chart | None = None, *, page: str = "") -> Printed:
    """`page`: the page of figures that shows it too, as a route."""
    rows = [
        {
            "label": row.label,
            "level": row.level,
            "is_small": row.has_small_base,
            "cells": [
                {"place": f"{made.key}-{down}-{across}", **_printed(cell)} for across, cell in enumerate(row.cells)
            ],
        }
        for down, row in enumerate(made.rows)
    ]
    return {
        "key": made.key,
        "title": made.title,
        "about": made.about,
        "first": made.first,
        "columns": made.columns,
        "rows": rows,
        "chart": _drawn(chart) if chart and not chart.is_empty else None,
        "page": page,
    }


def only(made: Table, *columns: str, key: str = "", title: str = "") -> Table:
    """The same table with some of its columns."""
    places = [made.columns.index(column) for column in columns]
    rows = [replace(row, cells=[row.cells[place] for place in places]) for row in made.rows]
    return replace(made, key=key or made.key, title=title or made.title, columns=list(columns), rows=rows)


def section(key: str, title: str, *tables: Printed, words: str = "") -> Printed:
    return {"key": key, "title": title, "words": words, "tables": list(tables)}


def _printed(cell: Cell) -> dict[str, str]:
    if isinstance(cell, Number):
        return {"text": "–" if cell.value is None else thousands(cell.value), "more": ""}
    if isinstance(cell, Share):
        return {"text": percent(cell.rate.share), "more": interval(cell.interval) if cell.interval else ""}
    if isinstance(cell, Measured):
        return {"text": cell.words, "more": cell.interval_in_words}
    return {"text": cell.text, "more": ""}


def _drawn(chart: Chart) -> dict[str, str]:
    """As it was drawn, for a page and for paper: what draws it may change."""
    words = f"{chart.title}. {chart.words}" if chart.words else chart.title
    return {
        "page": "".join(piece.svg() for piece in chart.pieces),
        "paper": chart.svg(alone=True, titled=False),
        "caption": words,
        "alternative": chart.alternative,
    }
