"""The schedule as moments: each thing that was asked, once for every time it was asked."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from evenkeel.course.calendar import midnight, moment, monday
from evenkeel.course.values import Asked, Course, StudyBlock, Weekly

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


class Task(NamedTuple):
    """One exercise to hand in, in epoch microseconds UTC.

    `week` is the week a weekly exercise was listed for, None for a dated one. Work counts for this task
    from `release` to before `until`, the exercise's next release; None bounds nothing.
    """

    exercise: str
    week: int | None
    release: int | None
    due: int
    until: int | None


def tasks(course: Course) -> tuple[Task, ...]:
    """List every task of the term in order of its due time; weekly ones have none in a break."""
    found = [task for asked in course.schedule for task in _asked(course, asked)]
    in_order = sorted(found, key=lambda task: (task.due, task.exercise))
    return tuple(_bounded(task, in_order[n:]) for n, task in enumerate(in_order, start=1))


def occasions(found: Sequence[Task]) -> tuple[str, ...]:
    """Name each of the term's tasks among those of its exercise: "week 3", or "time 1" for the first dated one.

    A name holds when a due time is moved, so that what was said of a task stays with it.
    """
    dated: Counter[str] = Counter()
    names = []
    for task in found:
        if task.week is None:
            dated[task.exercise] += 1
        names.append(f"time {dated[task.exercise]}" if task.week is None else f"week {task.week}")
    return tuple(names)


def study_intervals(course: Course) -> tuple[tuple[int, int], ...]:
    """List the planned study hours of every course week, in order; blocks that overlap stay as they are."""
    found = (
        _block(course, block, number, weekday)
        for number in _course_weeks(course)
        for block in course.study_blocks
        for weekday in block.weekdays
    )
    # Where clocks go forward, a block inside the hour that is never shown has nothing left.
    return tuple(sorted((start, end) for start, end in found if start < end))


def _course_weeks(course: Course) -> list[int]:
    return [number for number in range(1, course.weeks + 1) if number not in course.breaks]


def _asked(course: Course, asked: Asked) -> list[Task]:
    if asked.every_week:
        listed = [n for n in _course_weeks(course) if asked.weeks is None or n in asked.weeks]
        return [_weekly_task(course, asked, number) for number in listed]
    release = None if asked.release is None else instant(asked.release, course.zone, ends=False)
    return [Task(asked.exercise, None, release, instant(asked.due, course.zone, ends=True), None)]


def instant(when: date | datetime | Weekly, zone: ZoneInfo, *, ends: bool) -> int:
    """Return the moment of a dated release or due time; a bare date is its start, or its end if it `ends`."""
    if isinstance(when, Weekly):
        raise TypeError("a dated task needs dates, not weekdays")
    if isinstance(when, datetime):
        return moment(when, zone)
    return midnight(when + _DAY if ends else when, zone)


def _weekly_task(course: Course, asked: Asked, number: int) -> Task:
    first = monday(course, number)
    release = None if asked.release is None else _in_week(asked.release, first, ends=False)
    due = _in_week(asked.due, first, ends=True)
    # Compared and moved on the course's clock, so that an hour shown twice makes no week of difference.
    if release is not None and due <= release:
        due += _WEEK
    opens = None if release is None else moment(release, course.zone)
    return Task(asked.exercise, number, opens, moment(due, course.zone), None)


def _in_week(when: date | datetime | Weekly, first: date, *, ends: bool) -> datetime:
    if not isinstance(when, Weekly):
        raise TypeError("a weekly task needs weekdays, not dates")
    day = first + timedelta(days=when.weekday)
    if when.clock is not None:
        return datetime.combine(day, when.clock)
    return datetime.combine(day + _DAY if ends else day, time())


def _bounded(task: Task, later: Sequence[Task]) -> Task:
    """Set `until` to the release of the exercise's next task, unless that opened no later than this one."""
    for other in later:
        if other.exercise == task.exercise and (other.release is None or _opens_after(other, task)):
            return task._replace(until=other.release)
    return task


def _opens_after(other: Task, task: Task) -> bool:
    return other.release is not None and (task.release is None or other.release > task.release)


def _block(course: Course, block: StudyBlock, number: int, weekday: int) -> tuple[int, int]:
    day = monday(course, number) + timedelta(days=weekday)
    last = day if block.end > block.start else day + _DAY
    return _at(course, day, block.start), _at(course, last, block.end)


def _at(course: Course, day: date, clock: time) -> int:
    return moment(datetime.combine(day, clock), course.zone)
