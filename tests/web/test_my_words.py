"""What a student's own pages say, counted by hand."""

import pandas as pd
import pytest

from evenkeel.course.values import Against, Condition, Rule
from evenkeel.desk.goals import Goal
from evenkeel.metrics.quartiles import Quartiles
from evenkeel.metrics.registry import METRICS
from evenkeel.model import State
from evenkeel.web import my_goal_words, my_line, my_what_if, my_words
from evenkeel.web.my_goal_words import Week
from evenkeel.web.student_numbers import Reading


def reading(metric: str, week: int, value: float | None, **more: object) -> Reading:
    state = more.pop("state", State.OK if value is not None else State.NO_DATA)
    return Reading(METRICS[metric], week, value, 5, state, **more)  # type: ignore[arg-type]


def acts(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Acts of week 2 as (moment, kind, wrote, whom, answered)."""
    frame = pd.DataFrame(rows, columns=["moment", "kind", "wrote", "with_whom", "answered"])
    return frame.assign(week=2, addressed=frame["with_whom"] != "")


TALK = my_words.talk(
    acts(
        (1, "post", True, "", None),
        (2, "comment", True, "Ben Birk", None),
        (3, "repost", True, "Ben Birk", None),
        (4, "comment", False, "Ben Birk", 9.0),
        (5, "comment", False, "Cay Cole", 9.0),
        (6, "comment", False, "Cay Cole", None),
        (7, "repost", False, "Dan Dale", None),
        (8, "comment", False, my_words.OUTSIDE, None),
    ),
    2,
)


def test_people_are_counted_once_and_answered_when_their_newest_words_are() -> None:
    assert (TALK.wrote, TALK.to_people, TALK.people, TALK.answered, TALK.outside) == (3, 1, 2, 1, 1)
    assert list(TALK.waiting["with_whom"]) == ["Cay Cole"]


def test_the_sentence_says_how_many_got_an_answer() -> None:
    did = reading("acts", 2, 3)
    assert my_words.finding(TALK, did, "In week 2") == "In week 2 you answered 1 of 2 people who wrote to you"
    nobody = my_words.talk(acts((1, "post", True, "", None)), 2)
    assert my_words.finding(nobody, did, "In week 2") == "In week 2 you wrote 1 thing, to nobody in particular"


def test_where_a_source_left_some_out_it_is_at_least_so_many() -> None:
    did = reading("acts", 2, 3, lower_bound=True)
    assert my_words.finding(TALK, did, "In week 2") == (
        "In week 2 at least 1 of 2 people who wrote to you had an answer"
    )
    silent = my_words.talk(acts((4, "comment", False, "Ben Birk", None)), 2)
    assert "nothing is known" in my_words.finding(silent, reading("acts", 2, 0, lower_bound=True), "In week 2")


def test_where_no_file_shows_what_was_written_the_sentence_claims_nothing() -> None:
    unknown = reading("acts", 2, None)
    assert my_words.finding(TALK, unknown, "In week 2") == "In week 2 nothing is known of what you wrote"


def test_the_own_usual_range_is_of_earlier_completed_weeks_and_says_which_have_no_data() -> None:
    values = {1: 2.0, 2: 4.0, 3: None, 4: 6.0, 5: 8.0, 6: 100.0}
    found = {("acts", week): reading("acts", week, value) for week, value in values.items()}
    found["acts", 7] = reading("acts", 7, 1, state=State.PENDING)
    held = my_words.usual(found, "acts", 6)
    assert held == my_words.Usual(Quartiles(4, 5, 7), 4, 5)
    assert my_words.usual_words(found, "acts", 6) == "5, mostly 4 to 7 (4 of 5 weeks; no data in the others)"
    assert my_words.usual_words(found, "acts", 3) == "too early to say"


LIMIT, REPLIES = Goal("procrastination_minutes", 300, False, 0), Goal("replies", 3, False, 0)
SHARE = Goal("reply_back_rate", 0.8, False, 0)


@pytest.mark.parametrize(
    ("goal", "week", "said"),
    [
        (REPLIES, Week(True, 2), "2 of 3 so far; the week is not over"),
        (REPLIES, Week(False, 2), "2 of 3; not this time, and that is all it says"),
        (REPLIES, Week(False, 4, at_least=True), "at least 4 of 3: you are there"),
        (REPLIES, Week(False, None), "no data, so there is nothing to hold against it"),
        (SHARE, Week(True, 0.5), "50 of 100, where you want 80 so far; the week is not over"),
        (LIMIT, Week(True, 80), "1 h 20 min of 5 h so far; 3 h 40 min are left"),
        (LIMIT, Week(False, 240), "4 h of 5 h; you kept to it"),
        (LIMIT, Week(False, 360), "6 h of 5 h: 1 h more than you wanted; a new week starts at zero"),
        (
            LIMIT,
            Week(False, 60, estimated=True),
            "1 h of 5 h (from posting times alone, so only roughly); you kept to it",
        ),
    ],
)
def test_progress_is_said_plainly_and_a_missed_week_kindly(goal: Goal, week: Week, said: str) -> None:
    assert my_goal_words.progress(goal, week) == said


def test_the_line_says_how_far_away_one_is() -> None:
    line = Condition("procrastination_minutes", 300)
    assert my_line.distance(line, 260, (), 9, False) == "You are 40 min below it in week 9 (4 h 20 min)."
    assert my_line.distance(line, 360, (), 9, True) == "You are 1 h above it so far this week (6 h). That is past it."
    low = Condition("engagement_balance", 0.25, above=False)
    assert my_line.distance(low, 0.2, (), 9, False) == "You are 5 points below it in week 9 (20). That is past it."
    assert "estimated minutes never count" in my_line.distance(line, None, (), 9, False)


def test_a_line_against_the_class_does_not_tell_the_middle_of_the_class() -> None:
    of_class = Condition("acts", 3, against=Against.CLASS)
    assert "only a flag tells it" in my_line.distance(of_class, 5, (), 9, False)


def test_a_line_against_ones_own_past_takes_eight_weeks() -> None:
    own = Condition("acts", 3, against=Against.OWN)
    series = [(week, 10.0 + week % 2) for week in range(1, 10)]
    assert "takes 8 earlier weeks" in my_line.distance(own, 5, series, 8, False)
    # The middle is 10.5 and the spread 1 ÷ 1.128, so the line stands at 10.5 + 3 × 0.887 = 13.16.
    assert my_line.distance(own, 11, series, 9, False) == "You are 2.16 below it in week 9 (11)."


def test_a_line_is_read_as_one_would_say_it() -> None:
    rule = Rule("procrastination_minutes", 300)
    assert my_line.title(rule) == "The line: leisure while work was due above 5 h, in 2 of the last 3 weeks"
    past = [(11, 100.0), (12, 301.0), (13, 400.0), (14, 20.0)]
    said = "Of your last completed weeks with a number (12, 13 and 14), 2 were past it."
    assert my_line.so_often(rule, past) == said


def test_what_is_supposed_and_assumed_is_said() -> None:
    assert my_what_if.sentence(2, 60, 9) == "With 2 more answers and 1 h less of leisure while work was due in week 9:"
    assert len(my_what_if.assumptions(0, 0, 7)) == 1
    assert "7 days old" in " ".join(my_what_if.assumptions(1, 0, 7))
