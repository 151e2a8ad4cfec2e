"""What the page of the rules says."""

from evenkeel.course.values import Against, Condition, Rule, Settings
from evenkeel.flags.decide import Flag
from evenkeel.flags.replay import Replay, replay
from evenkeel.flags.suggest import Suggestion
from evenkeel.metrics.registry import BOUNDS, METRICS
from evenkeel.web import threshold_words
from evenkeel.web.balance_points import BALANCE, TIME
from tests.flags.raised import held

RULE = Rule(TIME, 300)
WEEKS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 11)


def flag(student: str, week: int, off: int | None = None) -> Flag:
    return Flag(student, RULE, week, held(RULE, [(week - 1, 400.0), (week, 410.0)]), off)


def gone_through(*flags: Flag) -> Replay:
    return Replay(RULE, WEEKS, flags, ())


def test_the_preview_says_whom_when_and_out_of_how_many() -> None:
    flags = [flag("ada", 3, off=5), flag("ada", 8, off=11), flag("bo", 10)]
    assert (
        threshold_words.preview_sentence(flags, 24, 10)
        == "Would have flagged 2 of 24 in the 10 weeks so far; 1 of them still is worth a look."
    )
    rows = threshold_words.preview_rows(gone_through(*flags), {"ada": "Ada", "bo": "Bo"})
    assert [row[:2] for row in rows] == [("Ada", "weeks 3–4; weeks 8–10"), ("Bo", "since week 10 ▲")]
    assert rows[1][2] == "6 h 40 min in week 9 and 6 h 50 min in week 10"


def test_a_row_names_both_numbers_and_the_weeks_without_one() -> None:
    both = Rule(TIME, 300, k=1, m=1, also=Condition(BALANCE, 0.25, above=False))
    values = {TIME: {"ada": [(1, 400.0), (3, 100.0)]}, BALANCE: {"ada": [(1, 0.2), (2, 0.2), (3, 0.9)]}}
    found = replay(both, ["ada"], values, BOUNDS, Settings(), (1, 2, 3))
    assert threshold_words.preview_rows(found, {}) == [
        ("ada", "since week 1 ▲", "6 h 40 min with 20 in week 1", "2"),
    ]
    assert threshold_words.past_sentence(found) == "1 of 2 student-weeks so far lies past both lines."


def test_before_a_week_has_ended_there_is_nothing_to_preview() -> None:
    assert "nothing to try it on" in threshold_words.preview_sentence([], 24, 0)


def test_a_change_says_who_more_and_who_no_longer() -> None:
    after = [flag("bo", 3), flag("cy", 3)]
    said = threshold_words.change_sentence([flag("ada", 3)], after, {"ada": "Ada", "bo": "Bo"})
    assert said == "2 more than the rule in force: Bo and cy; 1 fewer: Ada."
    assert threshold_words.change_sentence([flag("ada", 3)], [flag("ada", 4)], {}) == ""


def test_the_chance_of_flagging_ordinary_students_stands_beside_that_of_any_week() -> None:
    said = threshold_words.chance_sentence(Rule(TIME, 300), 24, 15)
    assert "flag about 1 of them in 15 weeks; “in any week” would flag about 13." in said
    any_week = threshold_words.chance_sentence(Rule(TIME, 300, k=1, m=1), 24, 15)
    assert "flag about 13 of them in 15 weeks; “in 2 of the last 3 weeks” would flag about 1." in any_week
    assert "fewer than 1" in threshold_words.chance_sentence(Rule(TIME, 300, k=3, m=3), 24, 15)
    assert threshold_words.chance_sentence(Rule(TIME, 300, k=20, m=40), 24, 15)
    assert threshold_words.chance_sentence(RULE, 0, 15) == threshold_words.chance_sentence(RULE, 24, 0) == ""


def test_how_sure_a_flag_is_is_said_before_and_after_some_were_marked() -> None:
    assert "Then 47 of 100 flags are right" in threshold_words.right_sentence()
    assert threshold_words.marks_sentence(0, 0).startswith("No flag of this course has been marked")
    # Wilson's interval of 9 in 12: .4677 to .9111.
    assert threshold_words.marks_sentence(9, 12) == "9 of 12 marked flags were useful: 75 %, between 47 and 91."


def test_a_rule_of_any_kind_has_a_short_name() -> None:
    every = Rule("words", 2, False, 3, 3, Against.OWN, Condition(BALANCE, 0.25, above=False), student="ada", since=4)
    assert threshold_words.rule_words(every, "Student 7") == (
        "Words below the student's own past by 2 spreads and engagement balance below 25 of 100 "
        "in 3 weeks in a row, for Student 7, from week 4 on"
    )
    assert threshold_words.rule_words(Rule(TIME, 3, against=Against.CLASS, section="B")).endswith(
        "above usual in the class by 3 spreads in 2 of the last 3 weeks, for section B"
    )


def test_a_line_that_no_number_can_cross_is_not_suggested() -> None:
    below_zero = Suggestion(-120, "Why.", 24, 14)
    assert not threshold_words.usable(below_zero, METRICS[TIME], above=False)
    assert "no line below its middle" in threshold_words.suggestion_sentence(below_zero, METRICS[TIME], above=False)
    low = Suggestion(0.1, "Why.", 24, 14)
    said = threshold_words.suggestion_sentence(low, METRICS[BALANCE], above=False)
    assert said == "Unusual in this class: below 10 of 100. Why."
