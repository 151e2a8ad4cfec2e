"""A rule on the page and the same rule in YAML are one thing: what is written is read back as it was."""

from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.course.rule_reading import rules_from
from evenkeel.course.rules import as_written, rules_yaml
from evenkeel.course.values import Against, Condition, Rule
from evenkeel.metrics.registry import BOUNDS

LAST_WEEK = 15
# As names and addresses are spelt once they are read: one line, no blanks at the ends, nothing unseen.
NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)


@st.composite
def conditions(draw) -> Condition:
    metric = draw(st.sampled_from(sorted(BOUNDS)))
    against = draw(st.sampled_from(Against))
    low, high = BOUNDS[metric] if against is Against.LINE else (0.1, 20)
    line = round(draw(st.floats(low, high if high is not None else 1e9)), 9)
    return Condition(metric, line, draw(st.booleans()), against)


@st.composite
def rules(draw) -> Rule:
    own = draw(conditions())
    m = draw(st.integers(1, 52))
    section, student = draw(st.sampled_from([("", ""), (draw(NAMES), ""), ("", draw(NAMES))]))
    return Rule(
        own.metric,
        own.line,
        own.above,
        draw(st.integers(1, m)),
        m,
        own.against,
        draw(st.none() | conditions()),
        section,
        student,
        draw(st.integers(1, LAST_WEEK)),
    )


@settings(deadline=None)
@given(st.lists(rules(), max_size=4))
def test_rules_written_as_yaml_are_read_back_as_they_were(some):
    assert rules_from(rules_yaml(some), BOUNDS, LAST_WEEK) == (tuple(some), ())


@settings(deadline=None)
@given(st.lists(rules(), max_size=4))
def test_what_is_read_is_written_in_the_same_words(some):
    text = rules_yaml(some)
    assert rules_yaml(rules_from(text, BOUNDS, LAST_WEEK)[0]) == text


@settings(deadline=None)
@given(rules())
def test_a_rule_is_written_with_the_keys_of_course_yaml(rule):
    known = {"metric", "above", "below", "spreads", "rule", "and", "section", "student", "from"}
    assert set(as_written(rule)) <= known
