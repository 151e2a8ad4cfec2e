"""Whether a week is past a line: the line itself, the class's middle that week, or one's own past (METRICS 5)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenkeel.course.values import Against, Condition, Rule, Settings
from evenkeel.flags.judging import Judged, Series, judge_class, own_scales

BOUNDS = {"words": (0, None), "acts": (0, None), "engagement_balance": (0, 1)}
CLASS = Rule("words", 3, against=Against.CLASS, k=1, m=1)
OWN = Rule("words", 3, against=Against.OWN, k=1, m=1)


def held(rule: Rule, student: str, **by_metric: dict[str, Series]) -> list[Judged]:
    return judge_class(rule, [student], by_metric, BOUNDS, Settings())[student]


def of_week(week: int, *values: float) -> dict[str, Series]:
    """One student for each value, all in one week."""
    return {f"s{n}": [(week, x)] for n, x in enumerate(values)}


# Against the class


def test_the_classs_line_is_its_median_and_three_spreads() -> None:
    """Median 5.5, deviations 4.5 … 0.5: their median 2.5; 5.5 + 3 × 1.4826 × 2.5 = 16.6195."""
    [judged] = held(CLASS, "s9", words=of_week(4, *range(1, 10), 17))
    assert (judged.week, judged.over, judged.calm) == (4, True, False)
    assert judged.met[0].line == pytest.approx(16.6195)
    assert judged.met[0].value == 17


def test_below_the_class_is_its_median_less_three_spreads() -> None:
    low = Rule("words", 1, above=False, against=Against.CLASS)
    values = of_week(4, 1, *range(11, 20))
    [judged] = held(low, "s0", words=values)
    # Median 14.5, deviations 13.5, 3.5, 2.5, 1.5, 0.5, 0.5, … 4.5: their median 2.5.
    assert (judged.over, judged.met[0].line) == (True, pytest.approx(14.5 - 1.4826 * 2.5))
    assert not held(low, "s1", words=values)[0].over


def test_where_most_of_the_class_is_alike_the_mean_deviation_is_taken() -> None:
    """Nine times 5 and once 15: deviations 0 and 10, mean 1; the line is 5 + 3 × 1.2533."""
    [judged] = held(CLASS, "s9", words=of_week(4, *[5] * 9, 15))
    assert (judged.over, judged.met[0].line) == (True, pytest.approx(5 + 3 * 1.2533))


def test_nine_students_or_a_class_that_is_all_alike_judge_nobody() -> None:
    assert held(CLASS, "s8", words=of_week(4, *range(8), 900)) == []
    assert held(CLASS, "s9", words=of_week(4, *[5] * 10)) == []


def test_each_week_has_its_own_class() -> None:
    early, late = of_week(1, *range(10)), of_week(2, *range(100, 110))
    both = {student: [*early[student], *late[student]] for student in early}
    assert [judged.over for judged in held(CLASS, "s9", words=both)] == [False, False]
    assert len({judged.met[0].line for judged in held(CLASS, "s9", words=both)}) == 2


def test_calm_in_the_class_is_four_fifths_of_the_spreads() -> None:
    spreads = 2.5 * 1.4826
    for distance, calm in ((2.39, True), (2.41, False)):
        values = of_week(4, *range(1, 10), 5.5 + distance * spreads)
        others = of_week(4, *range(1, 11))
        [judged] = held(CLASS, "s9", words={**others, "s9": values["s9"]})
        assert (judged.over, judged.calm) == (False, calm)


# Against one's own past


def test_the_own_line_is_the_mean_and_three_ranges_of_an_individuals_chart() -> None:
    """Eight weeks 10, 12, 10, 12 …: mean 11, mean moving range 2; the line is 11 + 3 × 2 / 1.128 = 16.319."""
    series = [(week, 10 + 2 * (week % 2 == 0)) for week in range(1, 9)]
    [judged] = held(OWN, "rosa", words={"rosa": [*series, (9, 17)]})
    assert (judged.week, judged.over, judged.met[0].line) == (9, True, pytest.approx(11 + 6 / 1.128))


def test_seven_weeks_or_a_past_without_any_change_judge_nothing() -> None:
    assert held(OWN, "rosa", words={"rosa": [*((week, week % 2) for week in range(1, 8)), (8, 900)]}) == []
    assert held(OWN, "rosa", words={"rosa": [*((week, 5) for week in range(1, 9)), (9, 900)]}) == []


def test_weeks_before_the_rule_began_are_part_of_the_past() -> None:
    rule = Rule("words", 3, against=Against.OWN, k=1, m=1, since=9)
    series = [(week, week % 2) for week in range(1, 9)]
    assert [judged.week for judged in held(rule, "rosa", words={"rosa": [*series, (9, 9), (10, 0)]})] == [9, 10]


@given(st.lists(st.integers(-50, 50), min_size=9, max_size=15), st.integers(-1000, 1000), st.integers(1, 9))
def test_adding_to_all_weeks_or_measuring_in_another_unit_changes_no_judgement(
    values: list[int], shift: int, scale: int
) -> None:
    plain = [(week, float(x)) for week, x in enumerate(values, start=1)]
    moved = [(week, float(scale * x + shift)) for week, x in plain]
    for rule in (OWN, Rule("words", 2, above=False, against=Against.OWN)):
        one, other = (held(rule, "rosa", words={"rosa": series}) for series in (plain, moved))
        assert [(j.week, j.over, j.calm) for j in one] == [(j.week, j.over, j.calm) for j in other]


@given(st.lists(st.floats(0, 1000), min_size=9, max_size=15))
def test_the_past_is_that_of_the_plain_formula(values: list[float]) -> None:
    for week, scale in own_scales(list(enumerate(values))).items():
        before = values[:week]
        ranges = [abs(b - a) for a, b in pairwise(before)]
        assert scale.middle == pytest.approx(sum(before) / len(before))
        assert scale.spread == pytest.approx(sum(ranges) / len(ranges) / 1.128)


# Two numbers


def test_past_both_lines_is_over_and_calm_by_either_is_calm() -> None:
    rule = Rule("words", 100, also=Condition("engagement_balance", 0.5, above=False))
    words = [(1, 200), (2, 200), (3, 90), (4, 0)]
    balance = [(1, 0.4), (2, 0.6), (3, 0.4), (4, 0.4)]
    found = held(rule, "rosa", words={"rosa": words}, engagement_balance={"rosa": balance})
    assert [(j.week, j.over, j.calm) for j in found] == [
        (1, True, False),
        (2, False, True),
        (3, False, False),
        (4, False, True),
    ]
    assert [met.line for met in found[0].met] == [100, 0.5]


def test_a_week_in_which_one_of_the_two_is_unknown_is_not_judged() -> None:
    rule = Rule("words", 100, also=Condition("acts", 1))
    found = held(rule, "rosa", words={"rosa": [(1, 200), (2, 200)]}, acts={"rosa": [(2, 5)]})
    assert [judged.week for judged in found] == [2]
    assert held(rule, "rosa", words={"rosa": [(1, 200)]}) == []
