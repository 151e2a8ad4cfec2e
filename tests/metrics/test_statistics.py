"""The published formulas, against the numbers that were published with them."""

from math import sqrt

import pytest

from evenkeel.metrics.statistics import (
    burstiness,
    gini,
    individuals,
    kaplan_meier,
    lateness,
    median_wait,
    mid_rank,
    mid_ranks,
    spearman,
)

# Miller 1981, Survival Analysis: leukaemia (AML), the maintained group; weeks, and whether it ended.
AML = ((9, 1), (13, 1), (13, 0), (18, 1), (23, 1), (28, 0), (31, 1), (34, 1), (45, 0), (48, 1), (161, 0))

# R, package qcc: the trial rows of data set `viscosity`.
VISCOSITY = (
    *(34.05, 34.40, 33.59, 35.96, 34.70, 33.51, 33.79, 34.04, 34.52, 33.75),
    *(33.27, 33.71, 34.03, 34.58, 34.02, 33.97, 34.05, 34.04, 33.73, 34.05),
)
# Montgomery 2005, Introduction to Statistical Quality Control: an aircraft primer paint.
PRIMER = (
    *(33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27),
    *(33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84),
)


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


def test_the_individuals_chart_of_the_viscosity_data_is_that_of_qcc():
    """R, package qcc: qcc(viscosity[trial], type = "xbar.one"); batch 4, of a failed controller, lies outside."""
    centre, low, high = individuals(VISCOSITY)
    assert (centre, low, high) == pytest.approx((34.088, 32.56504, 35.61096), abs=5e-6)
    assert [value for value in VISCOSITY if not low <= value <= high] == [35.96]


def test_the_individuals_chart_of_the_primer_paint_is_montgomerys():
    """qcc's example of 15 batches: centre 33.52333, limits 32.24484 and 34.80183; d2 = 1.128 as rounded there."""
    assert individuals(PRIMER) == pytest.approx((33.52333, 32.24484, 34.80183), abs=1e-4)


def test_an_individuals_chart_of_equal_values_has_no_width_and_one_value_has_none():
    assert individuals((2, 2, 2)) == (2, 2, 2)
    assert individuals((2,)) is None


def test_spearmans_rho_is_one_for_any_rising_pair_and_mid_ranks_settle_ties():
    assert spearman((1, 2, 3, 4), (1, 10, 11, 90)) == pytest.approx(1)
    assert spearman((1, 2, 3, 4), (9, 8, 1, 0)) == pytest.approx(-1)
    assert mid_ranks((10, 20, 20, 40)) == [1, 2.5, 2.5, 4]


def test_spearmans_rho_of_an_example_is_counted_by_hand():
    """Places 1 2 3 4 5 and 2 1 4 3 5: 1 - 6 x (1 + 1 + 1 + 1) / (5 x 24) = 0.8."""
    assert spearman((1, 2, 3, 4, 5), (20, 10, 40, 30, 50)) == pytest.approx(0.8)


def test_spearmans_rho_needs_both_sides_to_vary():
    assert spearman((1, 1, 1), (1, 2, 3)) is None
    assert spearman((1, 2, 3), (4, 4, 4)) is None
    assert spearman((1,), (1,)) is None


def test_lateness_is_a_share_of_the_time_that_a_task_had():
    assert [lateness(at, 100, 200) for at in (100, 150, 200, 300)] == [0, 0.5, 1, 2]
    assert lateness(None, 100, 200) is None
    assert lateness(150, None, 200) is None
    assert lateness(150, 200, 200) is None


def test_spearmans_rho_with_ties_takes_their_mid_ranks():
    """Ranks 1, 2.5, 2.5, 4 and 1, 2, 3.5, 3.5: sum of products about 2.5 is 3.75, of squares 4.5 each: 5/6."""
    assert spearman((1, 2, 2, 3), (1, 2, 3, 3)) == pytest.approx(3.75 / 4.5)
