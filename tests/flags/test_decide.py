"""When flags go on and off (RULES 41-47)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenkeel.course.values import Rule, Settings
from evenkeel.flags.decide import Flag, FlagState, flags, flags_of, series
from evenkeel.flags.judging import calm_line, is_over
from evenkeel.model import State
from tests.flags.raised import held

MINUTES = (0, None)
SHARE = (0, 1)
TWO_OF_THREE = Rule("procrastination_minutes", 300)
ANY_WEEK = Rule("procrastination_minutes", 300, k=1, m=1)


def raised(rule: Rule, *values: float, bounds: tuple[float | None, float | None] = MINUTES) -> list[Flag]:
    """Flags of a series that begins in week 1 and skips none."""
    return flags_of("rosa", rule, held(rule, enumerate(values, start=1), bounds), Settings())


def weeks(found: list[Flag]) -> list[tuple[int, int | None]]:
    return [(flag.week, flag.off_week) for flag in found]


def test_exactly_the_line_is_not_over_and_a_hair_above_it_is_rule_42():
    assert [is_over(TWO_OF_THREE, x) for x in (300, 300 + 1e-9, 300 + 1e-8)] == [False, False, True]
    below = Rule("engagement_balance", 0.2, above=False)
    assert [is_over(below, x) for x in (0.2, 0.2 - 1e-9, 0.2 - 1e-8)] == [False, False, True]


def test_two_of_three_goes_on_in_the_second_week_that_is_over_rule_43():
    assert weeks(raised(TWO_OF_THREE, 400, 100, 400)) == [(3, None)]
    assert weeks(raised(TWO_OF_THREE, 400, 100, 100, 400)) == []


def test_a_flag_goes_on_only_in_a_week_that_is_itself_over_rule_43():
    assert weeks(raised(Rule("words", 300, k=1, m=3), 100, 400, 280)) == [(2, None)]
    assert weeks(raised(TWO_OF_THREE, 400, 400, 290)) == [(2, None)]


def test_fewer_than_m_weeks_are_enough_rule_43():
    assert weeks(raised(TWO_OF_THREE, 400, 400)) == [(2, None)]
    assert weeks(raised(Rule("words", 300, k=1, m=3), 400)) == [(1, None)]


def test_three_in_a_row_needs_three_weeks_of_the_series_next_to_each_other_rule_43():
    in_a_row = Rule("words", 300, k=3, m=3)
    assert weeks(raised(in_a_row, 400, 400, 100, 400, 400)) == []
    assert weeks(raised(in_a_row, 400, 400, 400)) == [(3, None)]


def test_a_flag_goes_off_in_the_second_calm_week_in_a_row_rule_44():
    assert weeks(raised(TWO_OF_THREE, 400, 400, 240, 240)) == [(2, 4)]
    assert weeks(raised(TWO_OF_THREE, 400, 400, 240)) == [(2, None)]


@pytest.mark.parametrize("between", [241, 300, 400])
def test_a_week_between_calm_and_over_starts_the_count_anew_rule_44(between: float):
    assert weeks(raised(TWO_OF_THREE, 400, 400, 240, between, 240)) == [(2, None)]
    assert weeks(raised(TWO_OF_THREE, 400, 400, 240, between, 240, 240)) == [(2, 6)]


def test_nothing_else_is_forgotten_when_it_goes_off_rule_44():
    """Two of five: the weeks that were over before the flag went off still count for the next one."""
    assert weeks(raised(Rule("words", 300, k=2, m=5), 400, 400, 0, 0, 400)) == [(2, 4), (5, None)]


def test_any_week_also_stays_on_until_two_calm_weeks_rule_44():
    assert weeks(raised(ANY_WEEK, 400, 100, 400, 100, 100, 400)) == [(1, 5), (6, None)]


def test_calm_is_a_fifth_of_the_line_away_from_it_rule_45():
    assert calm_line(TWO_OF_THREE, MINUTES, Settings()) == pytest.approx(240)
    assert calm_line(Rule("words", 100, above=False), MINUTES, Settings()) == pytest.approx(120)
    assert calm_line(Rule("direction", -0.5), (-1, 1), Settings()) == pytest.approx(-0.6)
    assert calm_line(Rule("direction", -0.5, above=False), (-1, 1), Settings()) == pytest.approx(-0.4)


def test_the_calm_line_is_cut_to_what_the_metric_can_reach_rule_45():
    assert calm_line(Rule("engagement_balance", 0.9, above=False), SHARE, Settings()) == 1
    assert calm_line(Rule("direction", -0.9), (-1, 1), Settings()) == -1
    always = Rule("engagement_balance", 0.9, above=False, k=1, m=1)
    assert weeks(raised(always, 0.5, 1, 1, bounds=SHARE)) == [(1, 3)]


def test_calm_within_a_hair_is_calm_rule_45():
    assert weeks(raised(TWO_OF_THREE, 400, 400, 240 + 5e-10, 240 + 5e-10)) == [(2, 4)]


def test_a_line_of_zero_is_calm_at_zero():
    assert weeks(raised(Rule("words", 0, k=1, m=1), 5, 0, 0)) == [(1, 3)]


def test_a_flag_that_is_on_is_not_raised_again_rule_46():
    assert weeks(raised(TWO_OF_THREE, 400, 400, 400, 400)) == [(2, None)]


def test_a_flag_keeps_the_m_weeks_that_raised_it_rule_47():
    [flag] = raised(TWO_OF_THREE, 100, 400, 100, 500)
    assert flag == Flag("rosa", TWO_OF_THREE, 4, held(TWO_OF_THREE, [(2, 400), (3, 100), (4, 500)], MINUTES))
    assert flag.values == ((2, 400), (3, 100), (4, 500))
    assert flag.state is FlagState.ON
    assert [judged.week for judged in flag.over] == [2, 4]


def test_weeks_that_are_skipped_are_as_if_absent_rule_42():
    apart = [(1, 400.0), (5, 400.0)]
    assert weeks(flags_of("rosa", TWO_OF_THREE, held(TWO_OF_THREE, apart), Settings())) == [(5, None)]


def test_the_series_is_the_completed_weeks_that_are_ok_and_not_excused_rule_42():
    rows = [
        (4, State.PENDING, 4.0),
        (3, State.OK, 3.0),
        (2, State.NO_DATA, None),
        (5, State.OK, 5.0),
        (1, State.OK, 1.0),
        (6, State.TOO_LITTLE, None),
    ]
    assert series(rows, completed={1, 2, 3, 5, 6}, excused={5}) == [(1, 1.0), (3, 3.0)]
    assert series(rows, completed={1}) == [(1, 1.0)]


def test_how_calm_and_how_long_are_settings():
    settings = Settings(calm_share=0.5, calm_weeks=1)
    weeks_held = held(ANY_WEEK, [(1, 400), (2, 200), (3, 150)], MINUTES, settings)
    assert weeks(flags_of("rosa", ANY_WEEK, weeks_held, settings)) == [(1, 3)]


def test_flags_come_student_by_student_in_the_order_given():
    values = {ANY_WEEK.metric: {"a": [(1, 400)], "b": [(1, 400)], "c": [(1, 0)], "d": [(1, 400)]}}
    found = flags(ANY_WEEK, ["b", "a", "c"], values, {ANY_WEEK.metric: MINUTES}, Settings())
    assert [flag.student for flag in found] == ["b", "a"]


_VALUES = st.lists(st.integers(0, 40).map(lambda n: n * 15.0), max_size=15)
_OFTEN = st.integers(1, 6).flatmap(lambda m: st.tuples(st.integers(1, m), st.just(m)))


@given(st.lists(_VALUES, max_size=8), st.integers(0, 600), st.integers(0, 600))
def test_a_lower_line_never_flags_fewer_students_of_any_week(classes: list[list[float]], a: int, b: int):
    of = {str(n): list(enumerate(values, start=1)) for n, values in enumerate(classes)}

    def flagged(line: int) -> set[str]:
        rule = Rule("words", line, k=1, m=1)
        return {flag.student for flag in flags(rule, list(of), {"words": of}, {"words": MINUTES}, Settings())}

    assert flagged(max(a, b)) <= flagged(min(a, b))


@given(_VALUES, _OFTEN)
def test_flags_of_a_student_follow_each_other_and_each_rests_on_k_weeks(values: list[float], often: tuple[int, int]):
    k, m = often
    found = raised(Rule("words", 300, k=k, m=m), *values)
    ends = [flag.off_week or 99 for flag in found]
    assert all(flag.week < end for flag, end in zip(found, ends, strict=True))
    assert all(end < later.week for end, later in zip(ends, found[1:], strict=False))
    assert all(k <= len(flag.over) <= len(flag.values) <= m for flag in found)


@given(_VALUES, _OFTEN, st.data())
def test_what_comes_later_changes_no_earlier_flag(values: list[float], often: tuple[int, int], data: st.DataObject):
    rule = Rule("words", 300, k=often[0], m=often[1])
    upto = data.draw(st.integers(0, len(values)))
    early = raised(rule, *values[:upto])
    assert [flag.week for flag in raised(rule, *values) if flag.week <= upto] == [flag.week for flag in early]


@given(_VALUES)
def test_below_is_above_seen_in_a_mirror(values: list[float]):
    above = raised(Rule("x", 300), *values, bounds=(None, None))
    below = raised(Rule("x", -300, above=False), *[-x for x in values], bounds=(None, None))
    assert weeks(above) == weeks(below)
