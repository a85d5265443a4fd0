"""Charts as SVG: no script, no inline style, no fixed width. What they show stands in a table beside them too.

Widths and places are per cents of the chart, text keeps its size: so a chart reads the same at 320 pixels and in print.
Colours stand in the template as attributes, which a style sheet overrules: so a chart looks alike on its own.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from investigations.templatetags.figures import percent

from .cells import Number, Share
from .rates import Rate
from .tables import Table

ALONE = 720  # pixels: the width of a chart that stands alone
# Letters that fit on a line: on a phone, and of a chart that stands alone, there beside the figure.
_LETTERS, _LETTERS_ALONE, _LETTERS_OF_TITLES, _LETTERS_OF_NOTES = 34, 62, 72, 96
_BARS_OF_A_PIECE = 10
_LINE = 20  # pixels: the height of a line of words, and of a bar


@dataclass(frozen=True)
class Chart:
    """`words`: how to read it. `bars`: from the top. `drawn`: what else its template needs."""

    template: str
    title: str
    words: str = ""
    bars: tuple["_Bar", ...] = ()
    drawn: dict[str, Any] = field(default_factory=dict)

    @property
    def alternative(self) -> str:
        """For whom does not see it: all that it says."""
        said = [f"{bar.label}: {bar.words}" for bar in self.bars]
        said += [f"{line['name']}: {line['words']} at the end" for line in self.drawn.get("lines", [])]
        return f"{self.title}. {'; '.join(said)}"

    @property
    def pieces(self) -> list["Chart"]:
        """In parts that each fit on a printed page. No part is cut by its end."""
        many = ceil(len(self.bars) / _BARS_OF_A_PIECE)
        if many <= 1:
            return [self]
        each = ceil(len(self.bars) / many)
        return [
            replace(self, title=f"{self.title}, part {n + 1} of {many}", bars=self.bars[n * each : (n + 1) * each])
            for n in range(many)
        ]

    @property
    def is_empty(self) -> bool:
        """There is no bar and no line to see."""
        return not (any(bar.share for bar in self.bars) or self.drawn.get("lines"))

    def svg(
        self, *, alone: bool = False, titled: bool = True, under: Sequence[str] = (), notes: Sequence[str] = ()
    ) -> SafeString:
        """`alone`: as a file of its own, with a width. Then also: `titled`: its title above; `under`, below the title,
        and `notes`, at the foot: what whoever meets the picture elsewhere must know."""
        title = _placed(textwrap.wrap(self.title, _LETTERS_OF_TITLES), _LINE) if alone and titled else []
        top = title[-1]["y"] if title else 0
        period = _placed(_wrapped(under), top + _LINE + 4)
        top = period[-1]["y"] + 8 if period else top + 8 * bool(title)
        bars = _laid(self.bars, alone=alone)
        end = top + (self.drawn.get("height") or (bars[-1]["end"] if bars else 0))
        foot = _placed(_wrapped(notes), end + _LINE)
        context = {"title": self.title, "heads": title, "foot": [*period, *foot], "top": top, "bars": bars}
        context |= {**self.drawn, "height": foot[-1]["y"] + 8 if foot else end, "alone": ALONE if alone else None}
        return render_to_string(f"investigations/outcomes/{self.template}", context)


@dataclass(frozen=True)
class _Bar:
    """Shares of the width, empty where there is no base."""

    label: str
    words: str
    share: str
    low: str = ""
    high: str = ""


def _placed(lines: Sequence[str], first: int) -> list[dict[str, Any]]:
    return [{"y": first + number * _LINE, "text": line} for number, line in enumerate(lines)]


def _wrapped(words: Sequence[str]) -> list[str]:
    return [line for some in words for line in textwrap.wrap(some, _LETTERS_OF_NOTES)]


def _laid(bars: Sequence[_Bar], *, alone: bool) -> list[dict[str, Any]]:
    """Where each stands. Its figure is below its name; alone, where there is room, at the end of its line."""
    laid, top = [], 0
    for bar in bars:
        label = textwrap.wrap(bar.label, _LETTERS_ALONE if alone else _LETTERS, break_on_hyphens=False)
        lines = _placed(label or [bar.label], _LINE)
        below = _LINE * len(lines) + (0 if alone else _LINE)
        end = top + below + (32 if alone else 40)
        laid.append({"top": top, "lines": lines, "words_y": below, "bar_y": below + 8, "bar": bar, "end": end})
        top = end
    return laid


_OF_SHARES = "The thin line is the 95% interval: the shorter, the surer."
_OF_SMALL = "“Small base”: fewer than 20 cases, so read the interval, not the share."


def bars(table: Table, column: str, *, title: str = "") -> Chart:
    """One bar a row, of a column of shares or of numbers, without rows that are parts of others or their sum."""
    place = table.columns.index(column)
    cells = [(row.label, row.cells[place]) for row in table.rows if not (row.level or row.is_total)]
    title = title or f"{column}, by {table.first[0].lower()}{table.first[1:]}"
    rates = [(label, cell.rate) for label, cell in cells if isinstance(cell, Share)]
    if rates:
        return bars_of_rates(rates, title=title, marks_small=True)
    return _of_numbers(title, [(label, cell.value) for label, cell in cells if isinstance(cell, Number)])


def bars_of_rates(rates: Sequence[tuple[str, Rate | None]], *, title: str, marks_small: bool = False) -> Chart:
    """None: withheld. `marks_small`: says so of those of a small base."""
    is_small = marks_small and any(rate and rate.denominator and rate.is_small for _, rate in rates)
    drawn = [_of_rate(label, rate, marks_small=marks_small) for label, rate in rates]
    return _bars(title, drawn, f"{_OF_SHARES} {_OF_SMALL}" if is_small else _OF_SHARES)


def bars_across(table: Table, *, title: str = "") -> Chart:
    """A bar a cell of a table of shares or of numbers, row by row."""
    cells = [
        (f"{row.label}, {column}", cell)
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if not row.is_total
    ]
    rates = [(label, cell.rate) for label, cell in cells if isinstance(cell, Share)]
    if rates:
        return bars_of_rates(rates, title=title or table.title, marks_small=True)
    numbers = [(label, cell.value) for label, cell in cells if isinstance(cell, Number)]
    return _of_numbers(title or table.title, numbers)


def _of_numbers(title: str, numbers: list[tuple[str, int | None]]) -> Chart:
    most = max((number or 0 for _, number in numbers), default=0) or 1
    return _bars(title, [_of_number(label, number, most) for label, number in numbers])


def _bars(title: str, drawn: list[_Bar], words: str = "") -> Chart:
    return Chart("bars.svg", title, words, tuple(drawn))


def _of_rate(label: str, rate: Rate | None, *, marks_small: bool) -> _Bar:
    if rate is None:
        return _Bar(label, "[c]: withheld", "")
    if rate.share is None or rate.interval is None:
        return _Bar(label, "none yet", "")
    low, high = rate.interval
    small = ", small base" if marks_small and rate.is_small else ""
    words = f"{percent(rate.share)} of {rate.denominator:,}{small}"
    return _Bar(label, words, _place(rate.share), _place(low), _place(high))


def _of_number(label: str, value: int | None, most: int) -> _Bar:
    return _Bar(label, "–" if value is None else f"{value:,}", _place(value / most) if value else "")


def _place(share: float) -> str:
    return f"{share:.2%}"


def bars_of_published(shares: Sequence[tuple[str, Rate]], *, title: str) -> Chart:
    """What others published: without an interval, since the counts behind it are not known."""
    return _bars(title, [_Bar(label, percent(rate.share, 1), _place(rate.share or 0)) for label, rate in shares])
