"""What one student was asked and handed in, and which files show what they did."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from evenkeel import words
from evenkeel.course.calendar import local
from evenkeel.course.values import Course
from evenkeel.exercises.definitions import Exercise
from evenkeel.exercises.standing import Standing, Work
from evenkeel.metrics import cut_short
from evenkeel.metrics.statistics import lateness
from evenkeel.model import HOUR, MINUTE
from evenkeel.web.listing import Html, link
from evenkeel.web.student_acts import clock, duration
from evenkeel.web.student_numbers import Reading

ON_TIME, LATE = "on time", str(Standing.LATE)
_STATES = (ON_TIME, *(str(state) for state in Standing if state is not Standing.DONE))
_SOURCES = {
    "acts": "plain table of acts",
    "wordpress-wxr": "WordPress export",
    "wordpress-comments": "WordPress comments feed",
    "blogger-legacy": "Blogger backup",
    "blogger-takeout": "Blogger (Google Takeout)",
    "feed": "feed",
    "x": "X archive",
    "mastodon": "Mastodon archive",
}


class Task(NamedTuple):
    """One thing that was asked: its name, when it was due, when it was handed in, how that stands, and its release."""

    name: str
    due: int
    handed_in: int | None
    act: int | None
    state: str
    release: int | None = None


def tasks(works: Iterable[Work], exercises: Mapping[str, Exercise]) -> list[Task]:
    """List what one student was asked so far, newest due time first."""
    found = []
    for one in works:
        title = exercises[one.exercise].title if one.exercise in exercises else one.exercise
        name = title if one.week is None else f"{title}, {words.week(one.week)}"
        state = ON_TIME if one.standing is Standing.DONE else str(one.standing)
        found.append(Task(name, one.due, one.handed_in, one.act, state, one.release))
    return sorted(found, key=lambda task: (-task.due, task.name))


def task_sentence(found: Iterable[Task]) -> str:
    """Say how what was asked stands: `Of 26 tasks 20 were on time, 4 late and 2 are missing.`"""
    states = [task.state for task in found]
    if not states:
        return "Nothing has been asked yet."
    parts = [f"{n} {state}" for state in _STATES if (n := states.count(state))]
    return f"Of {words.count(len(states), 'task')}: {words.together(parts)}."


def task_rows(found: Iterable[Task], links: Mapping[int, str], course: Course) -> list[tuple[str, str, str, str, str]]:
    """Write tasks as a table: what, due, how it stands, what was handed in with its link, and how late it was."""
    return [(*_task_row(task, links, course), _lateness(task)) for task in found]


def _lateness(task: Task) -> str:
    r = lateness(task.handed_in, task.release, task.due)
    return "" if r is None else words.number(r)


def fairness(among: Reading | None) -> str:
    """Say where among classmates the student usually hands in, and why that judges nobody."""
    place = ""
    if among is not None and among.value is not None:
        tasks = words.count(among.n, "task")
        place = f"Among classmates: {among.said} (0 first, 100 last), from {tasks}. "
    return (
        f"{place}Lateness was found higher for some groups of students (Sabnis, Yu & Kizilcec 2022), for reasons that "
        "are not theirs to choose: a question to ask, and no ground for judging anybody."
    )


def _task_row(task: Task, links: Mapping[int, str], course: Course) -> tuple[str, str, str, str]:
    # A bare due date ends at midnight, which people call the evening before.
    due = clock(local(task.due - MINUTE if local(task.due, course.zone).hour == 0 else task.due, course.zone))
    if task.handed_in is None:
        return task.name, due, task.state, ""
    when = clock(local(task.handed_in, course.zone))
    given: str = link(links.get(task.act or 0, ""), when)
    if task.state == LATE:
        return task.name, due, f"late by {duration(task.handed_in - task.due)}", given
    early = task.due - task.handed_in
    return task.name, due, ON_TIME if early > HOUR else f"{ON_TIME}, in the last hour", given


def coverage_rows(coverage: pd.DataFrame, platforms: Iterable[str] = ()) -> list[tuple[str, str, str, str]]:
    """Write which source shows what of one student, and in which weeks: source, kinds, weeks, cut short.

    `coverage` as `metrics.readings.coverage` gives it, of one student.
    """
    rows = []
    for (source, kinds), weeks in coverage.groupby(["source", "kinds"], sort=True):
        short = sorted(int(week) for week in weeks.loc[weeks["cut_short"], "week"])
        cut = f"{ranges(short)}: the source left older items out" if short else ""
        shown = "everything" if kinds == "any" else words.together([f"{kind}s" for kind in str(kinds).split(",")])
        rows.append((source_name(str(source)), shown, ranges(sorted(int(w) for w in weeks["week"])), cut))
    return rows


def coverage_sentence(coverage: pd.DataFrame, begun: Iterable[int], entries: Iterable[int]) -> str:
    """Say in which weeks no file shows posts, and in which no tracker or diary tells of time."""
    weeks = sorted(begun)
    if not weeks:
        return "No week of the course has begun."
    shown = {int(week) for week in coverage["week"]}
    short = sorted(week for week in cut_short.short(coverage) if week)
    timed = set(entries)
    dark, untimed = [w for w in weeks if w not in shown], [w for w in weeks if w not in timed]
    posts = "Every week so far is covered by a file" if not dark else f"No file shows posts in {week_list(dark)}"
    if dark == weeks:
        posts = "No file shows what this student wrote"
    if short and dark != weeks:
        posts += f", but a source left items out in {week_list(short)}"
    time = "every week has time entries" if not untimed else f"there are no time entries in {week_list(untimed)}"
    if untimed == weeks:
        time = "there is no tracker and no diary"
    return f"{posts}; {time}."


def week_list(weeks: list[int]) -> str:
    """Name weeks in a sentence: `week 4`, `weeks 4 to 6 and 9`."""
    return f"week{'s' * (len(weeks) > 1)} {ranges(weeks)}"


def ranges(numbers: list[int]) -> str:
    """Write numbers in order as runs: `1 to 8, 10 and 12`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return words.together([str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs])


def source_name(source: str) -> str:
    """Name a source as people do."""
    return _SOURCES.get(source, source)


def links_of(acts: pd.DataFrame) -> dict[int, str]:
    """Give the address of each act."""
    return {int(act): str(url) for act, url in zip(acts["act"], acts["url"], strict=True) if url}


__all__ = [
    "Html",
    "Task",
    "coverage_rows",
    "coverage_sentence",
    "links_of",
    "task_rows",
    "task_sentence",
    "tasks",
]
