"""Shares, differences and ratios with how sure they are. Pure arithmetic on counts.

Every interval is one of 95%, built on Wilson's score interval, which also holds for small bases and at 0 and 1:
E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), 209–212;
R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven methods",
Statistics in Medicine 17 (1998), 873–890, method 10.
"""

from dataclasses import dataclass
from math import hypot, sqrt

Z95 = 1.959963984540054  # 97.5th percentile of the normal distribution
SMALL_BASE = 20

Interval = tuple[float, float]


@dataclass(frozen=True)
class Rate:
    """A share of a base. `share` and `interval` (Wilson) are None on an empty base."""

    numerator: int
    denominator: int

    @property
    def share(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None

    @property
    def is_small(self) -> bool:
        return self.denominator < SMALL_BASE

    @property
    def interval(self) -> Interval | None:
        return wilson(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Difference:
    """How much higher one rate is than another, from −1 to 1. None where one of them has no base."""

    of: Rate
    against: Rate

    @property
    def value(self) -> float | None:
        if self.of.share is None or self.against.share is None:
            return None
        return self.of.share - self.against.share

    @property
    def interval(self) -> Interval | None:
        return None if self.value is None else newcombe(self.of, self.against)

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out no difference at all."""
        return self.interval is not None and not self.interval[0] <= 0 <= self.interval[1]

    @property
    def is_small(self) -> bool:
        return self.of.is_small or self.against.is_small


@dataclass(frozen=True)
class Ratio:
    """A rate against a share that others published: 1 is parity. The published share is taken as exact.

    `published` is above 0 and at most 1."""

    of: Rate
    published: float

    @property
    def value(self) -> float | None:
        return None if self.of.share is None else self.of.share / self.published

    @property
    def interval(self) -> Interval | None:
        if self.of.interval is None:
            return None
        low, high = self.of.interval
        return low / self.published, high / self.published


def wilson(numerator: int, denominator: int) -> Interval:
    """Bounds (0 to 1) of the Wilson score interval, without continuity correction. `denominator` is above 0."""
    n, p = denominator, numerator / denominator
    middle = p + Z95**2 / (2 * n)
    spread = Z95 * sqrt(p * (1 - p) / n + Z95**2 / (4 * n * n))
    scale = 1 + Z95**2 / n
    # Of none and of all the bounds are exactly 0 and 1, which rounding misses by a hair.
    return (middle - spread) / scale if numerator else 0.0, (middle + spread) / scale if numerator < n else 1.0


def newcombe(of: Rate, against: Rate) -> Interval:
    """Bounds (−1 to 1) of the difference `of` − `against`, from the Wilson bounds of each. Neither base is empty."""
    p, q = of.numerator / of.denominator, against.numerator / against.denominator
    (p_low, p_high), (q_low, q_high) = (wilson(rate.numerator, rate.denominator) for rate in (of, against))
    return p - q - hypot(p - p_low, q_high - q), p - q + hypot(p_high - p, q - q_low)
