"""Intervals of shares, differences and ratios, against the numbers that were published with them."""

from math import inf

import pytest

from evenkeel.metrics.intervals import katz, newcombe, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (18, 20, 0.6989663547715128, 0.972133518786232),
        (4, 20, 0.0806576625797981, 0.4160174322518935),
        (4, 200, 0.00780442641634947, 0.05028708690582643),
    ],
)
def test_the_wilson_interval_is_that_of_r(successes: int, n: int, low: float, high: float):
    """R, package binom: binom.confint(successes, n, methods = "wilson")."""
    assert wilson(successes, n) == pytest.approx((low, high), abs=1e-14)


@pytest.mark.parametrize(("successes", "n", "low", "high"), [(81, 263, 0.2553, 0.3662), (0, 20, 0, 0.1611)])
def test_the_wilson_interval_is_that_of_newcombes_table(successes: int, n: int, low: float, high: float):
    """Newcombe 1998, Statistics in Medicine 17, table I, method 3: four places."""
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("n", [1, 7, 30, 1000])
def test_the_wilson_interval_stays_inside_0_and_1_and_mirrors_itself(n: int):
    for successes in range(n + 1):
        low, high = wilson(successes, n)
        assert 0 <= low <= successes / n <= high <= 1
        assert wilson(n - successes, n) == pytest.approx((1 - high, 1 - low))


def test_of_nothing_the_wilson_interval_says_nothing():
    assert wilson(0, 0) == (0, 1)


@pytest.mark.parametrize(
    ("one", "of_one", "other", "of_other", "low", "high"),
    [(56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090)],
)
def test_the_interval_of_a_difference_is_that_of_newcombes_table(
    one: int, of_one: int, other: int, of_other: int, low: float, high: float
):
    """Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10: four places."""
    assert newcombe(one, of_one, other, of_other) == pytest.approx((low, high), abs=5e-5)


def test_the_interval_of_a_difference_is_that_of_fagerland_and_others():
    """Fagerland, Lydersen & Laake 2015, Statistical Methods in Medical Research 24: 7/34 v 1/34, two figures."""
    low, high = newcombe(7, 34, 1, 34)
    assert (low, high) == (pytest.approx(0.019, abs=5e-4), pytest.approx(0.34, abs=5e-3))


def test_the_interval_of_a_ratio_is_that_of_fagerland_and_others():
    """Fagerland, Lydersen & Laake 2015: 7/34 v 1/34, Katz log, two figures: 0.91 to 54, about a ratio of 7."""
    low, high = katz(7, 34, 1, 34)
    assert (low, high) == (pytest.approx(0.91, abs=5e-3), pytest.approx(54, abs=0.5))
    assert (low * high) ** 0.5 == pytest.approx(7)


@pytest.mark.parametrize(("one", "other"), [(0, 0), (0, 5), (3, 5), (5, 5), (5, 0)])
def test_the_intervals_of_two_groups_mirror_each_other_and_hold_what_was_counted(one: int, other: int):
    low, high = newcombe(one, 5, other, 5)
    assert newcombe(other, 5, one, 5) == pytest.approx((-high, -low))
    assert -1 <= low <= (one - other) / 5 <= high <= 1
    less, more = katz(one, 5, other, 5)
    assert 0 <= less <= (one / other if other else inf) <= more
    if one and other:
        assert katz(other, 5, one, 5) == pytest.approx((1 / more, 1 / less))


def test_where_nothing_was_counted_nothing_is_known():
    assert newcombe(0, 0, 0, 0) == (-1, 1)
    assert newcombe(3, 4, 0, 0)[0] < -0.2
    assert katz(0, 5, 3, 5) == (0, inf)
    assert katz(3, 5, 0, 5) == (0, inf)
    assert katz(0, 0, 3, 5) == (0, inf)
