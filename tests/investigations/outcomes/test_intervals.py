"""Intervals against scipy’s and published ones, and how shares are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from investigations.outcomes.rates import SMALL_BASE, Difference, Rate, Ratio, newcombe, wilson
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


# Of R. G. Newcombe (1998), table II, method 10.
@pytest.mark.parametrize(
    ("of", "against", "bounds"),
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)), ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)), ((0, 10), (0, 20), (-0.1611, 0.2775)),
    ],
)  # fmt: skip
def test_the_difference_is_that_of_the_published_examples(of, against, bounds):
    assert newcombe(Rate(*of), Rate(*against)) == pytest.approx(bounds, abs=5e-5)


rates = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(rates, rates)
def test_any_difference_by_scipys_bounds(of, against):
    """Square and add, as the paper does, from scipy's bounds of each."""
    (p, (low, high)), (q, (q_low, q_high)) = ((k / n, scipys(k, n)) for k, n in (of, against))
    expected = (
        p - q - ((p - low) ** 2 + (q_high - q) ** 2) ** 0.5,
        p - q + ((high - p) ** 2 + (q - q_low) ** 2) ** 0.5,
    )
    found = Difference(Rate(*of), Rate(*against))
    assert found.interval == pytest.approx(expected, abs=1e-9)
    assert -1 <= found.interval[0] <= found.value <= found.interval[1] <= 1
    assert found.is_clear == (found.interval[0] > 0 or found.interval[1] < 0)


@given(rates, st.floats(0.001, 1))
def test_a_ratio_is_the_rate_and_its_bounds_over_what_was_published(rate, published):
    found = Ratio(Rate(*rate), published)
    assert found.value == pytest.approx(rate[0] / rate[1] / published)
    assert found.interval == pytest.approx(tuple(bound / published for bound in scipys(*rate)), abs=1e-6)


def test_nothing_is_compared_with_an_empty_base():
    empty = Difference(Rate(1, 2), Rate(0, 0))
    assert (empty.value, empty.interval, empty.is_clear, empty.is_small) == (None, None, False, True)
    assert (Ratio(Rate(0, 0), 0.06).value, Ratio(Rate(0, 0), 0.06).interval) == (None, None)
