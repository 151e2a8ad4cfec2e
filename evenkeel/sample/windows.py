"""When work was due, and how much of a student's leisure fell into it: the generator's own arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from evenkeel.sample.files import local
from evenkeel.sample.nouns import Act, Kind, Stretch
from evenkeel.sample.story import ClassStory
from evenkeel.sample.term import (
    ASKED,
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

CLAIMED = frozenset({LOCAL_NEWS, VIDEO, *ASKED})


@dataclass(frozen=True, slots=True)
class Shown:
    """The acts that the files show: by author without those under a nickname, and their keys."""

    story: ClassStory
    by: Mapping[str, Sequence[Act]]
    keys: frozenset[int]


def shown_by(story: ClassStory, acts: Iterable[Act]) -> Shown:
    """Sort what the files show for questions about one student."""
    by: dict[str, list[Act]] = defaultdict(list)
    keys: set[int] = set()
    for act in acts:
        keys.add(act.key)
        if not act.alias:
            by[act.author].append(act)
    return Shown(story, by, frozenset(keys))


def procrastination(shown: Shown, email: str, stretches: Sequence[Stretch]) -> dict[int, float]:
    """Minutes by course week that has a time record: leisure while work was due, and what is labelled so."""
    term = shown.story.term
    open_spans = merged([*pending(shown, email), *term.study_blocks()])
    minutes: dict[int, float] = {}
    for week in term.course_weeks:
        span = term.week_span(week)
        inside = [one for one in stretches if _overlap(_span(one), span) or span[0] <= one.start < span[1]]
        if inside:
            minutes[week] = sum(_counted(one, span, open_spans, stretches) for one in inside)
    return minutes


def pending(shown: Shown, email: str) -> list[Span]:
    """The windows in which a student's work was due and not handed in."""
    return [
        (
            max(task.release, task.due - PENDING_BEFORE),
            min(_handed_in(shown, email, task), task.due + PENDING_AFTER),
        )
        for task in shown.story.term.tasks()
    ]


def _handed_in(shown: Shown, email: str, task: Task) -> datetime:
    """The first act that answers a task before its next release; a far day if there is none."""
    mine = (act for act in shown.by.get(email, ()) if task.release <= act.at < task.until)
    return next((act.at for act in mine if _answers(shown, act, task)), task.until + PENDING_AFTER * 99)


def _answers(shown: Shown, act: Act, task: Task) -> bool:
    if task.exercise == WEEKLY_POST:
        return act.kind is Kind.POST and (WEEKLY_POST in act.labels or not CLAIMED & set(act.labels))
    if task.exercise != WEEKLY_COMMENT:
        return act.kind is Kind.POST and task.exercise in act.labels
    if act.kind is not Kind.COMMENT or act.parent not in shown.keys:
        return False
    above = shown.story.person(shown.story.act(act.parent).author)
    return above is not None and above.role == "student" and above.email != act.author


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


def _counted(stretch: Stretch, week: Span, open_spans: Sequence[Span], all_of_them: Sequence[Stretch]) -> float:
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
