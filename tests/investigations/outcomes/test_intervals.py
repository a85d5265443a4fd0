"""Wilson's interval against scipy's, and how shares are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from investigations.outcomes.figures import SMALL_BASE, Rate, wilson
from investigations.templatetags.figures import interval, percent, thousands


def scipys(k: int, n: int) -> tuple[float, float]:
    found = binomtest(k, n).proportion_ci(0.95, method="wilson")
    return found.low, found.high


@pytest.mark.parametrize("n", range(1, 61))
def test_every_small_base(n):
    for k in range(n + 1):
        assert wilson(k, n) == pytest.approx(scipys(k, n), abs=1e-9)


@given(st.integers(61, 5_000_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_any_large_base(case):
    low, high = wilson(*case)
    assert (low, high) == pytest.approx(scipys(*case), abs=1e-9)
    assert 0 <= low <= case[0] / case[1] <= high <= 1


def test_an_empty_base_has_neither_share_nor_interval():
    rate = Rate(0, 0)
    assert (rate.share, rate.interval, percent(rate.share), interval(rate.interval)) == (None, None, "–", "–")


def test_a_base_is_small_below_twenty():
    assert (Rate(1, SMALL_BASE - 1).is_small, Rate(1, SMALL_BASE).is_small, SMALL_BASE) == (True, False, 20)


@pytest.mark.parametrize(
    ("share", "places", "printed"),
    [
        (0.7, 0, "70%"), (0.6825, 1, "68.2%"), (0.0, 0, "0%"), (1.0, 0, "100%"), (1.0, 1, "100.0%"),
        (0.004, 0, "under 1%"), (0.997, 0, "over 99%"), (0.9999, 1, "over 99.9%"), (0.0001, 1, "under 0.1%"),
    ],
)  # fmt: skip
def test_only_none_is_nothing_and_only_all_is_everything(share, places, printed):
    assert percent(share, places) == printed


def test_bounds_and_thousands():
    assert (interval((0.662, 0.7019), 1), thousands(2042)) == ("66.2% to 70.2%", "2,042")
