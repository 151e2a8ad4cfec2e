"""When work was due, and how much of a student's leisure fell into it: the generator's own arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from evenkeel.sample.files import local
from evenkeel.sample.nouns import Act, Kind, Stretch
from evenkeel.sample.story import ClassStory
from evenkeel.sample.term import (
    LOCAL_NEWS,
    PENDING_AFTER,
    PENDING_BEFORE,
    VIDEO,
    WEEKLY_COMMENT,
    WEEKLY_POST,
    Span,
    Task,
    utc,
)


def procrastination(
    story: ClassStory, email: str, stretches: Sequence[Stretch], shown: Sequence[Act]
) -> dict[int, float]:
    """Minutes by course week that has a time record: leisure while work was due, and what is labelled so."""
    open_spans = merged([*pending(story, email, shown), *story.term.study_blocks()])
    minutes: dict[int, float] = {}
    for week in story.term.course_weeks:
        span = story.term.week_span(week)
        inside = [one for one in stretches if _overlap(_span(one), span) or span[0] <= one.start < span[1]]
        if inside:
            minutes[week] = sum(_counted(one, span, open_spans, stretches) for one in inside)
    return minutes


def pending(story: ClassStory, email: str, shown: Sequence[Act]) -> list[Span]:
    """The windows in which a student's work was due and not handed in."""
    return [
        (
            max(task.release, task.due - PENDING_BEFORE),
            min(_handed_in(story, email, task, shown), task.due + PENDING_AFTER),
        )
        for task in story.term.tasks()
    ]


def _handed_in(story: ClassStory, email: str, task: Task, shown: Sequence[Act]) -> datetime:
    """The first act that answers a task before its next release; a far day if there is none."""
    mine = (
        act for act in shown if act.author == email and not act.alias and task.release <= act.at < task.until
    )
    visible = {act.key for act in shown}
    return next(
        (act.at for act in mine if _answers(story, email, task, act, visible)),
        task.until + PENDING_AFTER * 99,
    )


def _answers(story: ClassStory, email: str, task: Task, act: Act, visible: set[int]) -> bool:
    if task.exercise == WEEKLY_POST:
        return act.kind is Kind.POST and not {LOCAL_NEWS, VIDEO} & set(act.labels)
    if task.exercise != WEEKLY_COMMENT:
        return act.kind is Kind.POST and task.exercise in act.labels
    if act.kind is not Kind.COMMENT or act.parent not in visible:
        return False
    above = story.person(story.act(act.parent).author)
    return above is not None and above.role == "student" and above.email != email


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time as spans that do not meet."""
    result: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _span(stretch: Stretch) -> Span:
    return stretch.start, stretch.end or stretch.start


def _overlap(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, timedelta()).total_seconds() / 60


def _counted(
    stretch: Stretch, week: Span, open_spans: Sequence[Span], all_of_them: Sequence[Stretch]
) -> float:
    if stretch.end is None:
        return _unplaced(stretch, open_spans, all_of_them)
    start, end = max(stretch.start, week[0]), min(stretch.end, week[1])
    if stretch.labelled:
        return _overlap((start, end), week)
    return sum(_overlap((start, end), one) for one in open_spans) if stretch.purpose == "leisure" else 0.0


def _unplaced(stretch: Stretch, open_spans: Sequence[Span], all_of_them: Sequence[Stretch]) -> float:
    """A day's total adds what clocked stretches leave of it, if the whole day lay in the windows."""
    midnight = local(stretch.start).replace(hour=0, minute=0, second=0)
    day = (utc(midnight), utc(midnight + timedelta(days=1)))
    placed = sum(_overlap(_span(one), day) for one in all_of_them if one.end)
    whole = any(start <= day[0] and day[1] <= end for start, end in open_spans)
    counts = stretch.labelled or (stretch.purpose == "leisure" and whole)
    return max(0.0, stretch.minutes - placed) if counts else 0.0
