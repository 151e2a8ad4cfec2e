"""Rules and flags in words."""

from dataclasses import dataclass

import pytest

from evenkeel.course.rules import Bounds
from evenkeel.course.values import Rule, Settings
from evenkeel.flags.decide import Flag
from evenkeel.flags.wording import reason, sentence, standing
from tests.flags.raised import held


@dataclass(frozen=True)
class Measure:
    id: str
    title: str
    unit: str


PROCRASTINATION = Measure("procrastination_minutes", "Leisure while work was due", "minutes")
BALANCE = Measure("engagement_balance", "Engagement balance", "share")
COMMENTS = Measure("comments", "Comments", "comments")
DUE = Rule("procrastination_minutes", 300)
Weeks = tuple[tuple[int, float], ...]


def raised(
    student: str, rule: Rule, week: int, weeks: tuple[tuple[int, float], ...], off_week: int | None = None
) -> Flag:
    """A flag of a rule with a line of its own."""
    return Flag(student, rule, week, held(rule, weeks), off_week)


def test_a_reason_names_the_weeks_the_numbers_and_the_line():
    flag = raised("rosa@example.org", DUE, 9, ((7, 60.0), (8, 372.0), (9, 420.0)))
    assert reason(flag, "Rosa", {PROCRASTINATION.id: PROCRASTINATION}) == (
        "Rosa spent 6 h 12 min and 7 h on leisure while work was due in weeks 8 and 9, "
        "past the line of 5 h in 2 of the last 3 weeks."
    )


def test_a_reason_fits_you_as_well():
    flag = raised("rosa@example.org", Rule("comments", 2, above=False, k=1, m=1), 4, ((4, 0.0),))
    assert reason(flag, "You", {COMMENTS.id: COMMENTS}) == "You wrote 0 comments in week 4, under the line of 2."


def test_a_share_is_said_from_0_to_100():
    flag = raised("rosa", Rule("engagement_balance", 0.25, above=False, k=2, m=2), 6, ((5, 0.104), (6, 0.2)))
    assert reason(flag, "Rosa", {BALANCE.id: BALANCE}) == (
        "Rosa had an engagement balance of 10 and 20 of 100 in weeks 5 and 6, "
        "under the line of 25 of 100 in 2 of the last 2 weeks."
    )


def test_weeks_that_were_skipped_are_not_passed_over_in_silence():
    flag = raised("rosa", DUE, 9, ((4, 400.0), (9, 360.0)))
    assert reason(flag, "Rosa", {PROCRASTINATION.id: PROCRASTINATION}).endswith(
        "in 2 of the last 2 weeks with numbers."
    )


def test_a_metric_without_words_of_its_own_is_named_by_its_title():
    flag = raised("rosa", Rule("new", 1, k=1, m=1), 2, ((2, 1.5),))
    assert reason(flag, "Rosa", {"new": Measure("new", "a new number", "")}) == (
        "Rosa had a new number of 1.5 in week 2, past the line of 1."
    )


IDS = (
    *("posts", "comments", "tweets", "reposts", "acts", "words", "received", "outreach"),
    *(
        "engagement_balance",
        "addressed_share",
        "matched_share",
        "direction",
        "reply_back_rate",
        "answer_time",
    ),
    *(
        "coursework_share",
        "social_minutes",
        "coursework_minutes",
        "leisure_minutes",
        "procrastination_minutes",
    ),
)


@pytest.mark.parametrize("metric", IDS)
@pytest.mark.parametrize("above", [True, False])
def test_every_weekly_metric_has_kind_words_of_its_own(metric: str, above: bool):
    flag = raised("rosa", Rule(metric, 3, above, 1, 1), 2, ((2, 5.0 if above else 1.0),))
    measure = Measure(metric, "no title is needed", "minutes" if "minutes" in metric else "")
    said = reason(flag, "You", {metric: measure})
    assert said.startswith("You ") and said.endswith(".")
    assert "title" not in said
    assert not any(word in said.casefold() for word in ("risk", "bad", "fail", "poor", "warning"))


@pytest.mark.parametrize(("x", "said"), [(1.0, "1 comment in"), (0.0, "0 comments in"), (1.5, "1.5 comments in")])
def test_one_is_said_in_the_singular(x: float, said: str):
    flag = raised("rosa", Rule("comments", 2, above=False, k=1, m=1), 4, ((4, x),))
    assert said in reason(flag, "Rosa", {COMMENTS.id: COMMENTS})


@pytest.mark.parametrize(
    ("rule", "measure", "bounds", "said"),
    [
        (DUE, PROCRASTINATION, (0, None),
         "Worth a look when leisure while work was due is above 5 h in 2 of the last 3 weeks; calm "
         "again after 2 weeks in a row at 4 h or less. Estimated minutes are left out."),
        (Rule("engagement_balance", 0.9, False, 3, 3), BALANCE, (0, 1),
         "Worth a look when engagement balance is below 90 of 100 in 3 weeks in a row; calm again after "
         "2 weeks in a row at 100 of 100 or more."),
        (Rule("comments", 1, False, 1, 1), COMMENTS, (0, None),
         "Worth a look when comments is below 1 in any week; "
         "calm again after 2 weeks in a row at 1.2 or more."),
    ],
)  # fmt: skip
def test_a_rule_reads_back_as_one_plain_sentence(rule: Rule, measure: Measure, bounds: Bounds, said: str):
    assert sentence(rule, {rule.metric: measure}, {rule.metric: bounds}, Settings()) == said


def test_a_flag_says_how_it_stands():
    assert standing(raised("rosa", DUE, 9, ((9, 400.0),))) == "worth a look"
    assert standing(raised("rosa", DUE, 9, ((9, 400.0),), off_week=12)) == "calm again since week 12"
