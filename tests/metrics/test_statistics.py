"""The published formulas, against the numbers that were published with them."""

from math import sqrt

import pytest

from evenkeel.metrics.statistics import burstiness, gini, kaplan_meier, median_wait, mid_rank, spearman

# Miller 1981, Survival Analysis: leukaemia (AML), the maintained group; weeks, and whether it ended.
AML = ((9, 1), (13, 1), (13, 0), (18, 1), (23, 1), (28, 0), (31, 1), (34, 1), (45, 0), (48, 1), (161, 0))


def test_the_kaplan_meier_curve_is_that_of_r():
    """R, package survival: survfit(Surv(time, status) ~ 1, aml[aml$x == "Maintained", ]); median 31."""
    curve = kaplan_meier([t for t, _ in AML], [bool(ended) for _, ended in AML])
    assert [t for t, _ in curve] == [9, 13, 18, 23, 31, 34, 48]
    expected = [0.90909, 0.81818, 0.71591, 0.61364, 0.49091, 0.36818, 0.18409]
    assert [s for _, s in curve] == pytest.approx(expected, abs=5e-6)
    assert median_wait(curve) == 31


def test_a_median_that_is_not_reached_is_none():
    assert median_wait(kaplan_meier([1, 2, 3], [True, False, False])) is None
    assert median_wait(kaplan_meier([], [])) is None


def test_a_median_at_exactly_half_is_reached():
    assert median_wait(kaplan_meier([1, 2, 3, 4], [True] * 4)) == 2


def test_the_gini_coefficient_is_the_published_one():
    """R, package ineq: Gini(c(1, 3, 2, 1, 1, 1, 4)) = 0.3076923, that is 4/13."""
    assert gini((1, 3, 2, 1, 1, 1, 4)) == pytest.approx(4 / 13)


def test_the_gini_coefficient_reaches_from_evenly_to_all_in_one():
    assert gini((5, 5, 5, 5)) == pytest.approx(0)
    assert gini((0, 0, 0, 8)) == pytest.approx(3 / 4)
    assert gini((0, 0, 0)) is None


@pytest.mark.parametrize(("gaps", "expected"), [((3, 3, 3, 3, 3), -1), ((0, 0, 0, 0, 7), 1), ((0, 0, 1, 1, 1), 0)])
def test_burstiness_is_minus_1_for_a_clock_1_for_a_burst_and_0_at_chance(gaps: tuple[int, ...], expected: int):
    """Kim & Jo 2016, eq. 22, at r = 0, sqrt(n - 1) and sqrt((n - 1) / (n + 1)).

    Of 0, 0, 1, 1, 1: mean 3/5, variance 6/25, so r squared = 2/3 = (5 - 1) / (5 + 1).
    """
    assert burstiness(gaps) == pytest.approx(expected, abs=1e-12)


def test_burstiness_of_an_even_choice_between_two_gaps_is_counted_by_hand():
    """0, 0, 1, 0, 1, 1: mean and deviations 1/2, so r = 1: (sqrt 7 - sqrt 5) / (sqrt 7 - 2 + sqrt 5)."""
    assert burstiness((0, 0, 1, 0, 1, 1)) == pytest.approx((sqrt(7) - sqrt(5)) / (sqrt(7) - 2 + sqrt(5)))


def test_burstiness_needs_two_gaps_that_are_not_all_0():
    assert burstiness((5,)) is None
    assert burstiness((0, 0, 0)) is None


def test_a_mid_rank_counts_equals_half():
    """Of 10, 20, 20, 40: below 20 lies one, equal are two."""
    assert [mid_rank(x, (10, 20, 20, 40)) for x in (10, 20, 40)] == [1 / 8, 4 / 8, 7 / 8]


def test_spearmans_rho_without_ties_is_that_of_the_squared_differences_of_ranks():
    """Spearman 1904: 1 - 6 x (1 + 1 + 1 + 1 + 0) / (5 x (25 - 1)) = 0.8."""
    assert spearman((1, 2, 3, 4, 5), (20, 10, 40, 30, 50)) == pytest.approx(0.8)
    assert spearman((1, 2, 3), (9, 8, 7)) == pytest.approx(-1)


def test_spearmans_rho_with_ties_takes_their_mid_ranks():
    """Ranks 1, 2.5, 2.5, 4 and 1, 2, 3.5, 3.5: sum of products about 2.5 is 3.75, of squares 4.5 each: 5/6."""
    assert spearman((1, 2, 2, 3), (1, 2, 3, 3)) == pytest.approx(3.75 / 4.5)


def test_spearmans_rho_is_nothing_where_a_side_never_changes():
    assert spearman((1, 2, 3), (5, 5, 5)) is None
    assert spearman((), ()) is None
