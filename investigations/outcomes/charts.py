"""Charts as SVG: no script, no inline style, no fixed width. What they show stands in a table beside them too.

Widths and places are per cents of the chart, text keeps its size: so a chart reads the same at 320 pixels and in print.
"""

import svg
from django.utils.safestring import SafeString, mark_safe

from investigations.templatetags.figures import percent

from .figures import Rate, Row

_ROW, _BAR, _TEXT = 56, 20, 20  # pixels: height of a row, of its bar, and where the row's text stands


def bars_of_rates(rows: list[Row], *, title: str) -> SafeString:
    """One bar a row: the share of reported cases in which process changed, with its interval as a line."""
    elements: list[svg.Element] = [svg.Title(text=title)]
    for number, row in enumerate(rows):
        elements += _row(number * _ROW, row.label, row.of_reported)
    chart = svg.SVG(
        class_=["app-chart"],
        width="100%",  # type: ignore[arg-type]  # the library's type has no per cents, SVG has
        height=len(rows) * _ROW,
        elements=elements,
        extra={"role": "img", "aria-label": title},
    )
    return mark_safe(chart.as_str())  # noqa: S308  (built from elements, which escape their text)


def _row(top: int, label: str, rate: Rate) -> list[svg.Element]:
    name = svg.Text(x=0, y=top + _TEXT, text=label, class_=["app-chart__label"])
    value = svg.Text(x="100%", y=top + _TEXT, text=_words(rate), class_=["app-chart__label", "app-chart__value"])  # type: ignore[arg-type]
    track = svg.Rect(x=0, y=top + _TEXT + 8, width="100%", height=_BAR, class_=["app-chart__track"])  # type: ignore[arg-type]
    if rate.share is None or rate.interval is None:
        return [name, value, track]
    middle = top + _TEXT + 8 + _BAR / 2
    low, high = rate.interval
    bar = svg.Rect(x=0, y=top + _TEXT + 8, width=_place(rate.share), height=_BAR, class_=["app-chart__bar"])  # type: ignore[arg-type]
    ends = {"x1": _place(low), "x2": _place(high), "y1": middle, "y2": middle}
    # Light around dark, so that it shows on the bar and beside it.
    edge = svg.Line(**ends, class_=["app-chart__edge"])  # type: ignore[arg-type]
    line = svg.Line(**ends, class_=["app-chart__interval"])  # type: ignore[arg-type]
    return [name, value, track, bar, edge, line]


def _words(rate: Rate) -> str:
    return f"{percent(rate.share)} of {rate.denominator:,}" if rate.denominator else "none reported yet"


def _place(share: float) -> str:
    return f"{100 * share:.2f}%"
