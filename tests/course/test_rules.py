"""A rule's words, and whose rules hold (RULES 43 and 57)."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenkeel.course.rules import how_often, how_often_text, rule_text, rules_in_force
from evenkeel.course.values import Course, Rule

COURSE = Course("Course", ZoneInfo("UTC"), date(2026, 3, 2), 15)


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("2 of 3", (2, 3)),
        ("2 of the last 3 weeks", (2, 3)),
        ("any week", (1, 1)),
        (" Any  Week ", (1, 1)),
        ("3 in a row", (3, 3)),
        ("1 of 1", (1, 1)),
    ],
)
def test_the_words_of_a_rule_are_k_of_m_rule_43(text: str, often: tuple[int, int]):
    assert how_often(text) == often


@pytest.mark.parametrize(
    "text", ["", "0 of 3", "4 of 3", "2 von 3", "in a row", "2 of", "-1 of 3", "1 of 53", "2.0 of 3"]
)
def test_other_words_are_none(text: str):
    assert how_often(text) is None


@given(st.integers(1, 20).flatmap(lambda m: st.tuples(st.integers(1, m), st.just(m))))
def test_what_is_written_is_read_back(often: tuple[int, int]):
    assert how_often(how_often_text(*often)) == often


def test_a_rule_in_one_line():
    assert rule_text(Rule("words", 300)) == "words above 300, 2 of 3"
    assert rule_text(Rule("balance", 0.25, above=False, k=1, m=1)) == "balance below 0.25, any week"


def test_the_instructors_own_rules_come_first_then_the_courses_then_the_defaults_rule_57():
    own, courses, defaults = ((Rule(name, 1),) for name in ("own", "course", "default"))
    with_rules = Course("Course", COURSE.zone, COURSE.starts_on, 15, rules=courses)
    assert rules_in_force(own, with_rules, defaults) == own
    assert rules_in_force(None, with_rules, defaults) == courses
    assert rules_in_force(None, COURSE, defaults) == defaults


def test_an_empty_list_of_rules_is_a_choice_and_not_a_gap_rule_57():
    with_none = Course("Course", COURSE.zone, COURSE.starts_on, 15, rules=())
    assert rules_in_force(None, with_none, (Rule("default", 1),)) == ()
    assert rules_in_force((), COURSE, (Rule("default", 1),)) == ()
