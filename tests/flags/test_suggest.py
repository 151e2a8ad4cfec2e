"""A threshold that fits the class."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenkeel.flags.judging import spread
from evenkeel.flags.suggest import suggested_line


def of_class(*weekly: float, students: int = 10) -> dict[str, list[tuple[int, float]]]:
    """So many students, each with the same values in weeks 1, 2, …"""
    return {f"s{n}": list(enumerate(weekly, start=1)) for n in range(students)}


def test_the_median_absolute_deviation_is_that_of_r():
    """R: mad(1:9, constant = 1) = 2; mad(c(1, 1, 2, 2, 4, 6, 9)) = 1.4826."""
    assert spread(range(1, 10)) == pytest.approx(1.4826 * 2)
    assert spread((1, 1, 2, 2, 4, 6, 9)) == pytest.approx(1.4826)


def test_without_a_median_deviation_the_mean_one_is_taken():
    """Iglewicz & Hoaglin 1993: median 5, deviations 0, 0, 0, 0, 10: mean 2."""
    assert spread((5, 5, 5, 5, 15)) == pytest.approx(1.2533 * 2)


def test_the_suggestion_is_three_spreads_above_the_median_rounded_up_to_15_minutes():
    """Of 60, 90, 120, 150: median 105, deviations 45, 15, 15, 45 (30); 105 + 3 x 1.4826 x 30 = 238.4."""
    found = suggested_line(of_class(60, 90, 120, 150))
    assert (found.line, found.students, found.weeks) == (240, 10, 4)
    assert found.why.startswith("The middle of 40 weeks of 10 students")


@pytest.mark.parametrize(("students", "weekly"), [(9, (60, 90, 120, 150)), (10, (60, 90, 120))])
def test_with_fewer_than_10_students_or_4_weeks_there_is_none(students: int, weekly: tuple[float, ...]):
    found = suggested_line(of_class(*weekly, students=students))
    assert found.line is None
    assert "at least 10 students and 4 weeks" in found.why


def test_students_without_a_number_do_not_count():
    assert suggested_line({**of_class(60, 90, 120, 150, students=9), "silent": []}).line is None


def test_where_all_weeks_are_alike_none_is_unusual():
    assert suggested_line(of_class(60, 60, 60, 60)).line is None


@given(st.lists(st.integers(0, 600), min_size=4, max_size=15), st.integers(10, 14))
def test_a_suggestion_is_a_multiple_of_15_at_or_above_the_median(weekly: list[int], students: int):
    line = suggested_line(of_class(*weekly, students=students)).line
    assert line is None or (line % 15 == 0 and sum(x <= line for x in weekly) >= len(weekly) / 2)
