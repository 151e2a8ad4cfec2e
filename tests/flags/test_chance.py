"""How often an ordinary student is flagged."""

from itertools import product

import pytest

from evenkeel.course.values import Rule, Settings
from evenkeel.flags.chance import chance_of_a_flag, ordinary_students_flagged, share_right
from evenkeel.flags.decide import flags_of
from tests.flags.raised import held


@pytest.mark.parametrize(
    ("k", "m", "published"),
    [(1, 1, 0.537), (2, 3, 0.059), (2, 2, 0.033), (3, 3, 0.0015)],
)
def test_the_chance_in_15_weeks_at_5_per_cent_is_the_published_one(k: int, m: int, published: float):
    """The table of the metrics' definitions, "chance of a flag in 15 weeks at 5 %": exact, not simulated."""
    assert chance_of_a_flag(k, m, 15) == pytest.approx(published, abs=0.5 * 10 ** -(len(str(published)) - 2))


@pytest.mark.parametrize(("k", "m"), [(1, 1), (1, 3), (2, 3), (3, 3), (2, 5), (4, 6), (5, 5), (3, 8), (2, 20)])
def test_the_chance_is_that_of_the_rule_itself_over_every_course_of_8_weeks(k: int, m: int):
    """Every one of the 2^8 terms is decided by the rule, and weighed by how likely it is."""
    p, rule = 0.2, Rule("x", 0.5, k=k, m=m, since=0)
    flagged = sum(
        p ** sum(term) * (1 - p) ** (8 - sum(term))
        for term in product((0, 1), repeat=8)
        if flags_of("", rule, held(rule, enumerate(map(float, term)), (0, 1)), Settings())
    )
    assert chance_of_a_flag(k, m, 8, p) == pytest.approx(flagged, abs=1e-12)


def test_before_k_weeks_nobody_is_flagged():
    assert chance_of_a_flag(3, 5, 2) == 0


def test_of_24_ordinary_students_one_or_two_are_flagged_by_2_of_3():
    assert ordinary_students_flagged(24, 2, 3, 15) == pytest.approx(1.42, abs=0.01)


def test_a_window_as_long_as_the_term_takes_no_time():
    assert chance_of_a_flag(20, 40, 40) < chance_of_a_flag(2, 40, 40) < 1
    assert 0 < chance_of_a_flag(30, 30, 52) < 1e-30


def test_at_10_per_cent_prevalence_47_of_100_flags_are_right():
    """The metrics' definitions, section 5: 80 % sensitivity, 90 % specificity."""
    assert share_right(0.10, 0.80, 0.90) == pytest.approx(0.47, abs=0.005)
