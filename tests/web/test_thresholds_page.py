import shutil

import pytest

from evenkeel.course.values import Rule
from evenkeel.flags.decide import Flag
from evenkeel.metrics.registry import METRICS
from evenkeel.web import line_trial, rule_draft
from evenkeel.web.balance_points import BALANCE, TIME
from tests.flags.raised import held
from tests.web.opened import html_of

RULE = Rule(TIME, 300)
LOW = Rule(BALANCE, 0.2, above=False)
WEEKS = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11]


def flag(student: str, week: int, off: int | None = None) -> Flag:
    return Flag(student, RULE, week, held(RULE, [(week - 1, 400.0), (week, 410.0)]), off)


@pytest.fixture
def own_class(sample_class, tmp_path):
    """A copy of the sample class that a test may change."""
    return shutil.copytree(sample_class, tmp_path / "course")


def test_a_line_is_typed_in_the_unit_people_use() -> None:
    hours, share = (rule_draft.line_field(METRICS[name]) for name in (TIME, BALANCE))
    assert (hours.typed(315), hours.line(5.25)) == (5.25, 315)
    assert (share.typed(0.2), share.line(20), share.high) == (20, 0.2, 100)


def test_a_changed_rule_takes_the_place_of_the_one_it_changes() -> None:
    changed = Rule(TIME, 240)
    assert rule_draft.with_rule([RULE, LOW], 0, changed) == (changed, LOW)
    assert rule_draft.with_rule([RULE], None, LOW) == (RULE, LOW)
    assert rule_draft.with_rule([RULE], None, RULE) == (RULE,)
    assert rule_draft.without_rule([RULE, LOW], 0) == (LOW,)


def test_a_tried_line_finds_the_rule_that_it_would_change() -> None:
    assert rule_draft.place_of([LOW, RULE], Rule(TIME, 200)) == 1
    assert rule_draft.place_of([LOW], Rule(TIME, 200)) is None


def test_the_preview_says_whom_when_and_out_of_how_many() -> None:
    flags = [flag("ada", 3, off=5), flag("ada", 8, off=11), flag("bo", 10)]
    assert (
        rule_draft.preview_sentence(flags, 24, 10)
        == "Would have flagged 2 of 24 in the 10 weeks so far; 1 of them still is worth a look."
    )
    rows = rule_draft.preview_rows(flags, {"ada": "Ada", "bo": "Bo"}, WEEKS)
    assert [row[:2] for row in rows] == [("Ada", "weeks 3–4; weeks 8–10"), ("Bo", "since week 10 ▲")]
    assert rows[1][2] == "6 h 40 min in week 9 and 6 h 50 min in week 10"


def test_before_a_week_has_ended_there_is_nothing_to_preview() -> None:
    assert "nothing to try it on" in rule_draft.preview_sentence([], 24, 0)


def test_a_change_says_who_more_and_who_no_longer() -> None:
    said = rule_draft.change_sentence([flag("ada", 3)], [flag("bo", 3), flag("cy", 3)], {"ada": "Ada", "bo": "Bo"})
    assert said == "2 more than the rule in force: Bo and cy; 1 fewer: Ada."
    assert rule_draft.change_sentence([flag("ada", 3)], [flag("ada", 4)], {}) == ""


def test_the_chance_of_flagging_ordinary_students_is_counted() -> None:
    assert "flag about 13 of them in a term of 15 weeks" in rule_draft.chance_sentence(
        Rule(TIME, 300, k=1, m=1), 24, 15
    )
    assert "fewer than 1" in rule_draft.chance_sentence(Rule(TIME, 300, k=3, m=3), 24, 15)


def test_every_pair_of_weeks_has_its_words() -> None:
    assert rule_draft.how_often_choice(3, 3) == "in 3 weeks in a row"
    assert rule_draft.how_often_choice(2, 5) == rule_draft.CUSTOM


# The page


def test_the_rules_in_force_are_sentences_with_where_they_come_from(open_page, sample_class) -> None:
    at = open_page("thresholds", sample_class)
    assert not at.exception
    assert at.title[0].value == "One rule says who is worth a look"
    assert "is above 5 h in 2 of the last 3 weeks" in at.markdown[0].value
    assert "Set in course.yaml." in html_of(at)
    assert "Would have flagged 6 of 24 in the 14 weeks so far; 1 of them still is worth a look" in at.markdown[1].value


def test_another_line_is_previewed_at_once(open_page, sample_class) -> None:
    at = open_page("thresholds", sample_class)
    at.number_input[0].set_value(7.0).run()
    assert not at.exception
    assert any("fewer" in m.value for m in at.markdown)
    assert any("It would read" in m.value and "above 7 h" in m.value for m in at.markdown)


def test_a_rule_is_put_in_force_with_its_reason_and_the_history_keeps_it(open_page, own_class) -> None:
    at = open_page("thresholds", own_class)
    at.number_input[0].set_value(4.0).run()
    at.button[-2].click().run()
    assert "Say why" in at.warning[0].value
    at.text_input[0].set_value("The first weeks were busier than I thought")
    at.button[-2].click().run()
    assert not at.exception
    assert at.success[0].value == "In force from now on."
    assert "is above 4 h" in at.markdown[0].value
    assert "“The first weeks were busier than I thought”" in html_of(at)
    assert at.expander[0].label == "History: 1 change"


def test_a_second_rule_is_added_and_the_first_taken_out(open_page, own_class) -> None:
    at = open_page("thresholds", own_class)
    at.selectbox[1].set_value(-1).run()
    at.selectbox[2].set_value(BALANCE).run()
    at.radio[0].set_value("below").run()
    at.number_input[0].set_value(20.0).run()
    at.text_input[0].set_value("Some only broadcast")
    at.button[-1].click().run()
    assert not at.exception
    assert at.title[0].value == "2 rules say who is worth a look"
    at.text_input[0].set_value("Time says too little here")
    at.button[-1].click().run()
    assert at.title[0].value == "One rule says who is worth a look"
    assert "engagement balance is below 20 of 100" in at.markdown[0].value


def test_a_line_from_the_chart_is_filled_in(open_page, own_class) -> None:
    at = open_page("balance", own_class)
    at.select_slider[0].set_value(360.0).run()
    assert line_trial.line_words(Rule(TIME, 360)) == "6 h"
    tried = open_page("thresholds", own_class)
    tried.session_state["tried_rule"] = Rule(TIME, 360)
    tried.run()
    assert tried.number_input[0].value == 6.0
    assert any("above 6 h" in m.value for m in tried.markdown)


def test_without_a_completed_week_the_rules_can_be_set_all_the_same(open_page, own_class) -> None:
    at = open_page("thresholds", own_class, now="2025-12-01T12:00:00Z")
    assert not at.exception
    assert any("nothing to try it on" in m.value for m in at.markdown)
