"""How often ordinary students are flagged: the published table against 10,000 classes that the product decides."""

from functools import cache
from math import sqrt

import numpy as np
import pytest

from evenkeel.course.values import Rule
from evenkeel.flags.chance import ORDINARY, chance_of_a_flag, ordinary_students_flagged
from tests.flags.deciding import decided

CLASSES, STUDENTS, WEEKS = 10_000, 24, 15
# The metrics' definitions, "chance of a flag in 15 weeks at 5 %"; test_chance holds the exact chance to it.
TABLE = {"any week": (1, 1, 0.537), "2 of 3": (2, 3, 0.059), "2 in a row": (2, 2, 0.033), "3 in a row": (3, 3, 0.0015)}


@cache
def terms() -> tuple[np.ndarray, np.ndarray]:
    """Draw every student's term as bits, a week past the line 1: the different terms, and each class's by number."""
    past = np.random.default_rng(20260427).random((CLASSES, STUDENTS, WEEKS)) < ORDINARY
    drawn, which = np.unique(past @ (1 << np.arange(WEEKS)), return_inverse=True)
    return drawn, which.reshape(CLASSES, STUDENTS)


@cache
def flagged_in_each_class(k: int, m: int) -> np.ndarray:
    """Count who of each class is flagged by k of m; the product decides each different term once."""
    drawn, which = terms()
    rule = Rule("acts", 0.5, k=k, m=m)
    series = ([(week + 1, float(term >> week & 1)) for week in range(WEEKS)] for term in drawn.tolist())
    return np.array([bool(decided(rule, one)) for one in series])[which].sum(axis=1)


@pytest.mark.parametrize(("k", "m", "published"), TABLE.values(), ids=TABLE)
def test_of_10_000_classes_as_many_students_are_flagged_as_the_table_says(k: int, m: int, published: float):
    """240,000 independent terms: four standard errors, sqrt(p (1 - p) / 240,000), are at most 0.0041."""
    chance, terms_drawn = chance_of_a_flag(k, m, WEEKS), CLASSES * STUDENTS
    share = flagged_in_each_class(k, m).sum() / terms_drawn
    error = sqrt(chance * (1 - chance) / terms_drawn)
    assert share == pytest.approx(chance, abs=4 * error)
    assert share == pytest.approx(published, abs=4 * error + 0.0005)


@pytest.mark.parametrize(("k", "m", "published"), TABLE.values(), ids=TABLE)
def test_a_class_of_24_has_as_many_flagged_by_chance_as_stands_beside_the_rule(k: int, m: int, published: float):
    """The mean of 10,000 classes and the share of them with nobody flagged, within four standard errors."""
    chance, flagged = chance_of_a_flag(k, m, WEEKS), flagged_in_each_class(k, m)
    spread = sqrt(STUDENTS * chance * (1 - chance) / CLASSES)
    assert flagged.mean() == pytest.approx(ordinary_students_flagged(STUDENTS, k, m, WEEKS), abs=4 * spread)
    nobody = (1 - chance) ** STUDENTS
    assert (flagged == 0).mean() == pytest.approx(nobody, abs=4 * sqrt(nobody * (1 - nobody) / CLASSES) + 1e-4)
