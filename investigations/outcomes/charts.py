"""Charts as SVG: no script, no inline style, no fixed width. What they show stands in a table beside them too.

Widths and places are per cents of the chart, text keeps its size: so a chart reads the same at 320 pixels and in print.
Colours stand in the template as attributes, which a style sheet overrules: so a chart looks alike on its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from investigations.templatetags.figures import percent

from .rates import Rate
from .tables import Number, Share, Table

_ROW = 80  # pixels: the height of a row with its words and its bar
_LETTERS = 34  # of a label: more do not fit on a phone
ALONE = 720  # pixels: the width of a chart that stands alone


@dataclass(frozen=True)
class Chart:
    """`words`: how to read it."""

    template: str
    title: str
    height: int
    words: str = ""
    drawn: dict[str, Any] = field(default_factory=dict)

    @property
    def alternative(self) -> str:
        """For whom does not see it: all that it says."""
        said = [f"{bar.label}: {bar.words}" for bar in self.drawn.get("bars", [])]
        said += [f"{line['name']}: {line['words']} at the end" for line in self.drawn.get("lines", [])]
        return f"{self.title}. {'; '.join(said)}"

    def svg(self, *, alone: bool = False, titled: bool = True) -> SafeString:
        """`alone`: as a file of its own, with a width. `titled`: with its title in it then, above."""
        top = _ROW if alone and titled else 0
        context = {"title": self.title, "top": top, "alone": ALONE if alone else None, **self.drawn}
        context["height"] = self.height + context["top"]
        return render_to_string(f"investigations/outcomes/{self.template}", context)


@dataclass(frozen=True)
class _Bar:
    """`top` in pixels; the others as they stand in the chart, empty where there is no base."""

    top: int
    label: str
    words: str
    share: str
    low: str = ""
    high: str = ""


_OF_SHARES = "The line is the 95% interval: the shorter, the surer."


def bars(table: Table, column: str, *, title: str = "") -> Chart:
    """One bar a row, of a column of shares or of numbers."""
    place = table.columns.index(column)
    cells = [(row.label, row.cells[place]) for row in table.rows if not row.level]
    title = title or f"{column}, by {table.first[0].lower()}{table.first[1:]}"
    if any(isinstance(cell, Share) for _, cell in cells):
        drawn = [_of_rate(n, label, cell.rate) for n, (label, cell) in enumerate(cells) if isinstance(cell, Share)]
        return _bars(title, drawn, _OF_SHARES)
    return _of_numbers(title, [(label, cell.value) for label, cell in cells if isinstance(cell, Number)])


def bars_of_rates(rates: Sequence[tuple[str, Rate | None]], *, title: str) -> Chart:
    """None: withheld."""
    return _bars(title, [_of_rate(number, label, rate) for number, (label, rate) in enumerate(rates)], _OF_SHARES)


def bars_across(table: Table) -> Chart:
    """A bar a cell of a table of shares or of numbers, row by row."""
    cells = [
        (f"{row.label}, {column}", cell)
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]
    rates = [(label, cell.rate) for label, cell in cells if isinstance(cell, Share)]
    if rates:
        return bars_of_rates(rates, title=table.title)
    numbers = [(label, cell.value) for label, cell in cells if isinstance(cell, Number)]
    return _of_numbers(table.title, numbers)


def _of_numbers(title: str, numbers: list[tuple[str, int | None]]) -> Chart:
    most = max((number or 0 for _, number in numbers), default=0) or 1
    return _bars(title, [_of_number(n, label, number, most) for n, (label, number) in enumerate(numbers)])


def _bars(title: str, drawn: list[_Bar], words: str = "") -> Chart:
    return Chart("bars.svg", title, len(drawn) * _ROW, words, {"bars": drawn})


def _of_rate(number: int, label: str, rate: Rate | None) -> _Bar:
    if rate is None:
        return _Bar(number * _ROW, _short(label), "[c]: withheld", "")
    if rate.share is None or rate.interval is None:
        return _Bar(number * _ROW, _short(label), "none yet", "")
    low, high = rate.interval
    words = f"{percent(rate.share)} of {rate.denominator:,}"
    return _Bar(number * _ROW, _short(label), words, _place(rate.share), _place(low), _place(high))


def _of_number(number: int, label: str, value: int | None, most: int) -> _Bar:
    words = "–" if value is None else f"{value:,}"
    return _Bar(number * _ROW, _short(label), words, _place(value / most) if value else "")


def _short(label: str) -> str:
    """As much of it as fits beside a bar on a phone. The table has the whole."""
    return label if len(label) <= _LETTERS else f"{label[:_LETTERS].rsplit(maxsplit=1)[0]}…"


def _place(share: float) -> str:
    return f"{share:.2%}"


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
    return Chart(
        "lines.svg", title, key + _LINES + 40, "The key gives the last number.", {"lines": drawn, **ends, **places}
    )


def _points(numbers: Sequence[int], most: int, width: int, height: int) -> str:
    steps = max(len(numbers) - 1, 1)
    return " ".join(f"{width * n / steps:.2f},{height - height * value / most:.2f}" for n, value in enumerate(numbers))


def bars_of_published(shares: Sequence[tuple[str, Rate]], *, title: str) -> Chart:
    """What others published: without an interval, since the counts behind it are not known."""
    drawn = [
        _Bar(number * _ROW, _short(label), percent(rate.share, 1), _place(rate.share or 0))
        for number, (label, rate) in enumerate(shares)
    ]
    return _bars(title, drawn)
