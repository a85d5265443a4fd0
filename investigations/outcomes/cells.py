"""Cells of a table of figures: what a page, a file and a chart each need of one."""

from dataclasses import dataclass
from typing import Literal

from investigations.templatetags.figures import points

from .rates import Interval, Rate

Plain = str | int | float | None


@dataclass(frozen=True)
class Number:
    """`behind`: the address of the cases behind it. Empty: none, or not for this reader."""

    value: int | None
    behind: str = ""
    kind = "number"
    number_format = ""

    def names(self, column: str) -> list[str]:
        return [column]

    def plain(self) -> list[Plain]:
        return [self.value]


@dataclass(frozen=True)
class Share:
    """`is_whole`: it is a share of itself, and how sure that is has no sense. `with_base`: no column beside it says of
    how many it is."""

    rate: Rate
    is_whole: bool = False
    with_base: bool = False
    kind = "share"
    number_format = "0.0%"

    @property
    def interval(self) -> Interval | None:
        return None if self.is_whole else self.rate.interval

    @property
    def is_small(self) -> bool:
        return bool(self.rate.denominator) and self.rate.is_small and not self.is_whole

    def names(self, column: str) -> list[str]:
        bounds = [column, f"{column}: from (95%)", f"{column}: to (95%)"]
        return [*bounds, f"{column}: cases", f"{column}: of"] if self.with_base else bounds

    def plain(self) -> list[Plain]:
        base = [self.rate.numerator, self.rate.denominator] if self.with_base else []
        return [self.rate.share, *(self.interval or (None, None)), *base]


@dataclass(frozen=True)
class Measured:
    """A difference between shares, in points, or a ratio of them. None: one of them has no base."""

    value: float | None
    interval: Interval | None
    unit: Literal["points", "ratio"]
    kind = "measured"

    @property
    def number_format(self) -> str:
        return "0.0" if self.unit == "points" else "0.00"

    @property
    def words(self) -> str:
        if self.value is None:
            return "–"
        return points(self.value) if self.unit == "points" else f"{self.value:.2f}"

    @property
    def interval_in_words(self) -> str:
        if self.interval is None:
            return ""
        low, high = self.interval
        return f"{points(low)} to {points(high)}" if self.unit == "points" else f"{low:.2f} to {high:.2f}"

    def names(self, column: str) -> list[str]:
        column = f"{column}, in points" if self.unit == "points" else column
        return [column, f"{column}: from (95%)", f"{column}: to (95%)"]

    def plain(self) -> list[Plain]:
        times = 100 if self.unit == "points" else 1
        return [value if value is None else value * times for value in (self.value, *(self.interval or (None, None)))]


@dataclass(frozen=True)
class Words:
    text: str
    kind = "words"
    number_format = ""

    def names(self, column: str) -> list[str]:
        return [column]

    def plain(self) -> list[Plain]:
        return [self.text]


Cell = Number | Share | Measured | Words
