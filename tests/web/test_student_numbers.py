"""A student's numbers in words."""

from evenkeel.metrics.registry import METRICS
from evenkeel.model import State
from evenkeel.web.student_numbers import Reading, value_words


def test_a_reply_back_rate_says_how_far_it_can_be_trusted() -> None:
    # Wilson 95 % of 18 in 20: .699 to .972 (R, binom).
    reading = Reading(METRICS["reply_back_rate"], 3, 0.9, 20, State.OK, ())
    assert value_words(reading) == "90 of 100 (from 20 comments and mentions; 95 % interval 70 to 97)"


def test_a_time_to_answer_has_no_such_interval() -> None:
    reading = Reading(METRICS["answer_time"], 3, 5.0, 20, State.OK, ())
    assert value_words(reading).endswith("(from 20 comments and mentions)")
