"""Charts as SVG: no script, no inline style, no fixed width. What they show stands in a table beside them too.

Widths and places are per cents of the chart, text keeps its size: so a chart reads the same at 320 pixels and in print.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from investigations.templatetags.figures import percent

from .figures import Row
from .rates import Rate

_ROW = 56  # pixels: the height of a row with its words and its bar


@dataclass(frozen=True)
class _Bar:
    """`top` in pixels; the others as they stand in the chart, empty where there is no base."""

    top: int
    label: str
    words: str
    share: str
    low: str
    high: str


def bars_of_rates(rows: list[Row], *, title: str) -> SafeString:
    """One bar a row: the share of reported cases in which process changed, with its interval as a line."""
    bars = [_bar(number * _ROW, row.label, row.of_reported) for number, row in enumerate(rows)]
    chart = {"title": title, "height": len(rows) * _ROW, "bars": bars}
    return render_to_string("investigations/outcomes/bars.svg", chart)


def _bar(top: int, label: str, rate: Rate) -> _Bar:
    if rate.share is None or rate.interval is None:
        return _Bar(top, label, "none yet", "", "", "")
    low, high = rate.interval
    words = f"{percent(rate.share)} of {rate.denominator:,}"
    return _Bar(top, label, words, _place(rate.share), _place(low), _place(high))


def _place(share: float) -> str:
    return f"{share:.2%}"
