"""Charts of lines: how numbers go over time. As other charts in all else."""

from collections.abc import Sequence

from .cells import Number
from .charts import ALONE, Chart
from .tables import Table

_LINES = 240  # pixels: the height of a chart of lines
# Lines tell themselves apart without colour: by their dashes, and by their names at the key.
_DASHES = ("", "8 4", "2 3")


def lines(table: Table, columns: Sequence[str], *, title: str) -> Chart:
    """A line a column, over the rows in their order, with the last number of each at the key."""
    series = []
    most = 1
    for name in columns:
        place = table.columns.index(name)
        cells = [row.cells[place] for row in table.rows]
        numbers = [cell.value or 0 for cell in cells if isinstance(cell, Number)]
        most = max([most, *numbers])
        series.append((name, numbers))
    drawn = [
        {
            "name": name,
            "words": f"{numbers[-1]:,}" if numbers else "–",
            "points": _points(numbers, most, 100, 100),
            "points_alone": _points(numbers, most, ALONE, _LINES),
            "dashes": _DASHES[number % len(_DASHES)],
            "top": number * 28 + 16,
        }
        for number, (name, numbers) in enumerate(series)
    ]
    key = 28 * len(drawn) + 12
    ends = {"first": table.rows[0].label, "last": table.rows[-1].label} if table.rows else {"first": "", "last": ""}
    places = {"key": key, "plot": _LINES, "bottom": key + _LINES + 28, "most": f"{most:,}"}
    drawn_ = {"lines": drawn, **ends, **places, "height": key + _LINES + 40}
    return Chart("lines.svg", title, "The number beside each name is that at the end.", drawn=drawn_)


def _points(numbers: Sequence[int], most: int, width: int, height: int) -> str:
    steps = max(len(numbers) - 1, 1)
    return " ".join(f"{width * n / steps:.2f},{height - height * value / most:.2f}" for n, value in enumerate(numbers))
