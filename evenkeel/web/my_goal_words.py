"""A student's own limit and goal, and how far the week has come, in plain and kind words."""

from dataclasses import dataclass

from evenkeel import words
from evenkeel.desk.goals import Goal
from evenkeel.metrics.registry import METRICS
from evenkeel.web.my_words import only_estimated
from evenkeel.web.student_numbers import Reading, in_words

REPLIES = "replies"
# Half a minute more is no more.
_NEAR = 0.5
_OF = {
    "procrastination_minutes": "of leisure while work is due",
    "leisure_minutes": "of leisure",
    "social_minutes": "on social media",
}
TITLES = {
    "procrastination_minutes": "Leisure while work is due",
    "leisure_minutes": "Leisure",
    "social_minutes": "Social media",
    REPLIES: "Things said to somebody (replies and mentions)",
    "reply_back_rate": "Share of what is said to me that I answer",
}


@dataclass(frozen=True, slots=True)
class Week:
    """A week as a goal sees it: whether it still runs, and the value (None: nothing is known)."""

    running: bool
    value: float | None
    at_least: bool = False
    estimated: bool = False


def week_of(reading: Reading | None, running: bool, replies: int | None = None) -> Week:
    """Read a week off its number; `replies`: how many, where `reading` only says what is known of the week's acts."""
    if reading is None or reading.value is None:
        return Week(running, None)
    value = reading.value if replies is None else float(replies)
    return Week(running, value, reading.lower_bound, only_estimated(reading))


def wanted(goal: Goal) -> str:
    """Say a limit or a goal: "at most 5 h of leisure a week", "3 replies or mentions a week"."""
    if goal.metric in _OF:
        return f"at most {words.hours(goal.amount)} {_OF[goal.metric]} a week"
    if goal.metric == REPLIES:
        return f"{words.count(round(goal.amount), 'reply or mention', 'replies or mentions')} a week"
    return f"to answer {in_words(METRICS[goal.metric], goal.amount)} comments and mentions"


def progress(goal: Goal, week: Week) -> str:
    """Say how far a week has come; a missed one kindly, and one of which nothing is known not as 0."""
    if week.value is None:
        return "no data, so there is nothing to hold against it"
    return _limit(goal, week) if goal.metric in _OF else _goal(goal, week)


def _limit(goal: Goal, week: Week) -> str:
    assert week.value is not None  # `progress` has asked
    known = " (from posting times alone, so only roughly)" if week.estimated else ""
    said = f"{words.hours(week.value)} of {words.hours(goal.amount)}{known}"
    over = week.value - goal.amount
    if over > _NEAR:
        end = "the week is not over, and stopping here is worth it" if week.running else "a new week starts at zero"
        return f"{said}: {words.hours(over)} more than you wanted; {end}"
    return f"{said} so far; {words.hours(-over)} are left" if week.running else f"{said}; you kept to it"


def _goal(goal: Goal, week: Week) -> str:
    assert week.value is not None  # `progress` has asked
    if goal.metric == REPLIES:
        said = f"{'at least ' if week.at_least else ''}{round(week.value)} of {round(goal.amount)}"
    else:
        said = f"{words.score(week.value)} of 100, where you want {words.score(goal.amount)}"
    if week.value >= goal.amount - 1e-9:
        return f"{said}: you are there"
    return f"{said} so far; the week is not over" if week.running else f"{said}; not this time, and that is all it says"
