"""A rule gone through week by week: what the page shows before it is set."""

from hypothesis import given
from hypothesis import strategies as st

from evenkeel.course.values import Rule, Settings
from evenkeel.flags.decide import flags
from evenkeel.flags.replay import Replay, Tally, replay, tallies, tally_words

RULE = Rule("words", 100, k=2, m=3)
BOUNDS = {"words": (0, None)}
WEEKS = (1, 2, 3, 4, 5, 6)


def gone_through(rule: Rule = RULE, **series: list[tuple[int, float]]) -> Replay:
    return replay(rule, sorted(series), {"words": series}, BOUNDS, Settings(), WEEKS)


def test_a_week_says_on_new_and_without_a_number():
    found = gone_through(ada=[(1, 200), (2, 200), (4, 50), (5, 50)], bo=[(1, 10), (2, 10)])
    assert tallies(found) == [
        Tally(1, 2, 0, 0, 0, 0),
        Tally(2, 2, 1, 1, 0, 0),
        Tally(3, 0, 0, 0, 2, 1),
        Tally(4, 1, 1, 0, 1, 0),
        Tally(5, 1, 0, 0, 1, 0),
        Tally(6, 0, 0, 0, 2, 0),
    ]
    assert [tally_words(each) for each in tallies(found)] == [
        "none of 2 with a number are on",
        "1 of 2 with a number is on, 1 new",
        "no data; 1 of them still on",
        "1 of 1 with a number is on, none new; 1 has no number",
        "none of 1 with a number are on; 1 has no number",
        "no data",
    ]


def test_a_student_without_a_single_number_is_there_all_the_same():
    found = gone_through(ada=[])
    assert [(stand.judged, stand.on) for stand in found.stands] == [(None, False)] * len(WEEKS)
    assert found.past == (0, 0)


def test_weeks_before_the_rules_first_one_are_not_looked_at():
    found = gone_through(Rule("words", 100, k=1, m=1, since=4), ada=[(2, 500), (5, 500)])
    assert found.weeks == (4, 5, 6)
    assert [flag.week for flag in found.flags] == [5]
    assert found.past == (1, 1)


def test_some_of_the_students_can_be_kept():
    found = gone_through(Rule("words", 100, k=1, m=1), ada=[(1, 500)], bo=[(1, 500)]).among({"bo"})
    assert {stand.student for stand in found.stands} == {flag.student for flag in found.flags} == {"bo"}


@given(
    st.dictionaries(
        st.sampled_from(["ada", "bo", "cy"]),
        st.dictionaries(st.sampled_from(WEEKS), st.sampled_from([0.0, 80.0, 81.0, 100.0, 101.0, 300.0])),
        min_size=1,
    ),
    st.integers(1, 3).flatmap(lambda m: st.tuples(st.integers(1, m), st.just(m))),
)
def test_what_is_shown_is_what_is_raised(class_of, often):
    rule = Rule("words", 100, k=often[0], m=often[1])
    series = {student: sorted(weeks.items()) for student, weeks in class_of.items()}
    found = gone_through(rule, **series)
    assert list(found.flags) == flags(rule, sorted(series), {"words": series}, BOUNDS, Settings())
    shown = {(stand.student, stand.week) for stand in found.stands if stand.new}
    assert shown == {(flag.student, flag.week) for flag in found.flags}
    assert all(stand.judged and stand.judged.over for stand in found.stands if stand.new)
