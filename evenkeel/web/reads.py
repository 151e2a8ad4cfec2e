"""What pages read: the course folder opened once a process, and small frames cached by viewer, stamp and now.

A page asks `open_class(viewer)` for a `Look` and hands it to the reads below. A read's cache key holds the
viewer, the state of the record and the moment, so nobody is ever shown what was read for somebody else.
"""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import ParamSpec, TypeVar, cast
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.course.calendar import WeekState, week_label, week_state
from evenkeel.course.values import Course, Rule
from evenkeel.desk import Desk, RuleChange
from evenkeel.desk.naming import Decided, Waiting
from evenkeel.errors import DataExpired, EvenkeelError
from evenkeel.exercises.definitions import edits as exercise_edits
from evenkeel.flags import suggest, wording
from evenkeel.flags.decide import Flag
from evenkeel.flags.life import Card
from evenkeel.intake.history import Entry
from evenkeel.metrics.registry import BOUNDS, METRICS
from evenkeel.model import MINUTE, Role
from evenkeel.web import states
from evenkeel.web.course_folder import clock as clock
from evenkeel.web.course_folder import folder as folder

# Every zone's weeks begin on a quarter of an hour, so no week ends late; all reruns within one hit the cache.
_QUARTER = 15 * MINUTE
_FILES = ("course.yaml", "roster.csv", "class.db")
_serials = count(1)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Look:
    """One viewer's look at the class at a moment; `stamp` changes with whatever could change a number."""

    desk: Desk
    viewer: Viewer
    stamp: str
    now: int

    @property
    def course(self) -> Course:
        """The course as course.yaml has it."""
        return self.desk.course


@dataclass(frozen=True, slots=True)
class CourseWeek:
    """A course week: its number, "week 9, 9–15 March", how far it has got, and its moments [start, end)."""

    number: int
    label: str
    state: WeekState
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule and the sentence that reads it back."""

    rule: Rule
    sentence: str


# Opening


def open_class(viewer: Viewer) -> Look:
    """Open the course folder for a page, or show what is wrong with it and what to do, and stop the page."""
    try:
        return look_at(folder(), viewer)
    except DataExpired as over:
        states.stop_expired(over, (lambda: _expire(viewer)) if viewer.role is Role.INSTRUCTOR else None)
    except (EvenkeelError, sqlite3.Error, OSError) as problem:
        states.stop_with(problem, folder())


def _expire(viewer: Viewer) -> None:
    """Erase everybody, and forget all that was read of them."""
    desk, _ = _opened(str(folder()), _edited(folder()))
    desk.expire(viewer, clock(desk.course.zone))
    st.cache_data.clear()
    st.cache_resource.clear()


def class_with_data(viewer: Viewer) -> Look:
    """Open the course folder for a page of numbers; where there are none, show how to begin and stop."""
    look = open_class(viewer)
    own = viewer.role is Role.STUDENT
    if students(look).empty:
        states.stop_without_self() if own else states.stop_without_students()
    if not loaded(look):
        states.stop_without_own_data() if own else states.stop_without_data()
    return look


def look_at(course: Path, viewer: Viewer) -> Look:
    """Give a viewer's look at the class of a course folder; raises what `Desk` raises."""
    desk, serial = _opened(str(course), _edited(course))
    stamp = f"{serial}/{desk.stamp()}"
    now = _now(str(course), stamp, desk.course.zone)
    desk.refuse_expired(now)
    if _kept(desk, now, stamp):
        stamp = f"{serial}/{desk.stamp()}"
    return Look(desk, viewer, stamp, now)


def warm_up() -> None:
    """Open the class and count its numbers before anybody asks for a page."""
    try:
        look = look_at(folder(), LOCAL_INSTRUCTOR)
        look.desk.measures(look.viewer, look.now)
    except (EvenkeelError, sqlite3.Error, OSError):
        return  # the first page will say it


def is_sample(look: Look) -> bool:
    """Tell whether the class is an invented one: the sample, or another that the generator made."""
    return (look.desk.folder / "truth.json").is_file()


# The serial keeps stamps apart: a desk opened anew begins to count its snapshots from 1 again.
@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(course: str, edited: tuple[str, ...]) -> tuple[Desk, int]:
    return Desk(Path(course)), next(_serials)


def _edited(course: Path) -> tuple[str, ...]:
    """Tell the state of the files that a desk reads only when it is opened (the record: which file it is)."""
    found = [path.stat() if (path := course / name).exists() else None for name in _FILES]
    *texts, record = found
    edits = [str(each.st_mtime_ns) if each else "-" for each in texts]
    return (*edits, *exercise_edits(course), str(record.st_ino) if record else "-")


def _now(course: str, stamp: str, zone: ZoneInfo) -> int:
    """Return the quarter of an hour it is, or when this state of the record was first seen if later."""
    if os.environ.get("EVENKEEL_NOW"):
        return clock(zone)
    # What has just been loaded may be younger than the quarter, and must be seen at once.
    minute = clock(zone)
    return max(minute - minute % _QUARTER, _first_seen(course, stamp, minute))


@st.cache_resource(max_entries=20, show_spinner=False)
def _first_seen(course: str, stamp: str, _minute: int) -> int:
    return _minute


# What has been raised is kept as soon as anybody could see it, once for each state of the record.
@st.cache_resource(max_entries=20, show_spinner="Counting…", hash_funcs={Desk: id})
def _kept(desk: Desk, now: int, stamp: str) -> int:
    return desk.keep(now)


# Reading


def _key(look: Look) -> tuple[str, ...]:
    who = look.viewer
    seen = f"{who.role} {who.names} {who.looking_as}"
    return (seen, who.email, str(look.desk.folder), look.stamp, str(look.now))


def cached(function: Callable[P, T]) -> Callable[P, T]:
    """Cache a read whose first argument is a look."""
    kept = st.cache_data(max_entries=256, show_spinner="Counting…", hash_funcs={Look: _key})(function)
    return cast(Callable[P, T], kept)


def shared(function: Callable[P, T]) -> Callable[P, T]:
    """Cache a read as `cached` does, without copying: only for values that nobody can change."""
    kept = st.cache_resource(max_entries=64, show_spinner="Counting…", hash_funcs={Look: _key})(function)
    return cast(Callable[P, T], kept)


@cached
def students(look: Look) -> pd.DataFrame:
    """Return the class's students by name: student (address), name, section."""
    found = [p for p in look.desk.people(look.viewer) if p.role == Role.STUDENT]
    rows = sorted([(p.email, p.name, p.section) for p in found], key=lambda row: (row[1].casefold(), row[0]))
    return pd.DataFrame(rows, columns=["student", "name", "section"], dtype=object)


@cached
def weeks(look: Look) -> tuple[CourseWeek, ...]:
    """Return the course weeks, breaks left out."""
    return tuple(
        CourseWeek(w.number, week_label(look.course, w.number), week_state(w, look.now), w.start, w.end)
        for w in look.desk.weeks()
    )


@cached
def metric(look: Look, metric_id: str) -> pd.DataFrame:
    """Return one metric of everybody, week by week (0: the term); columns as in `metrics.measures`."""
    frame = look.desk.measures(look.viewer, look.now)
    return frame[frame["metric"] == metric_id].reset_index(drop=True)


@cached
def of_student(look: Look, student: str) -> pd.DataFrame:
    """Return every metric of one student; columns as `metrics.measures.measure` has them."""
    frame = look.desk.measures(look.viewer, look.now)
    return frame[frame["student"] == student].reset_index(drop=True)


@cached
def timeline(look: Look, student: str) -> pd.DataFrame:
    """Return the stretches of time of one student (see `metrics.readings.timeline`)."""
    return _of(look.desk.timeline(look.viewer, look.now), student)


@cached
def acts(look: Look, student: str) -> pd.DataFrame:
    """Return what one student wrote and received, with texts (see `Desk.acts`)."""
    return look.desk.acts(look.viewer, look.now, student).reset_index(drop=True)


@cached
def handed_in(look: Look, student: str = "") -> pd.DataFrame:
    """Return what was asked and handed in (see `metrics.readings.handed_in`), of one student or all."""
    return _of(look.desk.handed_in(look.viewer, look.now), student)


@cached
def coverage(look: Look, student: str = "") -> pd.DataFrame:
    """Return which source shows whose acts (see `metrics.readings.coverage`), of one student or all."""
    return _of(look.desk.coverage(look.viewer, look.now), student)


@cached
def entries(look: Look) -> pd.DataFrame:
    """Return how many time entries stand behind each student-week: student, week (0: the term), rows."""
    return look.desk.entries(look.viewer, look.now)


@cached
def evidence(look: Look) -> pd.DataFrame:
    """Return how the minutes of each student-week are known (see `metrics.readings.evidence`)."""
    return look.desk.evidence(look.viewer, look.now)


@cached
def unmatched(look: Look) -> pd.DataFrame:
    """Return who wrote or logged something and is nobody on the roster (see `Desk.unmatched`)."""
    return look.desk.unmatched(look.viewer)


@cached
def waiting(look: Look, most: int) -> list[Waiting]:
    """Return the busiest accounts of nobody on the roster and whom they may belong to (see `Desk.waiting`)."""
    return look.desk.waiting(look.viewer, most)


@cached
def decided(look: Look) -> list[Decided]:
    """Return what holds of all that was decided about names, the newest first (see `Desk.decided`)."""
    return look.desk.decided(look.viewer)


@cached
def load_reports(look: Look) -> list[tuple[int, dict[str, object]]]:
    """Return when each file was loaded and what became of it, newest first."""
    return look.desk.load_reports(look.viewer)


@cached
def loads(look: Look) -> list[Entry]:
    """Return every file that was loaded or refused, newest first (see `Desk.loads`)."""
    return look.desk.loads(look.viewer)


@cached
def loaded(look: Look) -> bool:
    """Tell whether anything but a roster has been loaded; to a student: whether anything of theirs has."""
    if look.viewer.role is Role.STUDENT:
        frame = look.desk.measures(look.viewer, look.now)
        return bool((frame["n"] > 0).any())
    formats = (str(report.get("format", "")) for _, report in load_reports(look))
    return any(one and not one.endswith("roster") for one in formats)


# Rules and flags


@cached
def rules(look: Look) -> tuple[RuleLine, ...]:
    """Return the rules in force, each with its sentence."""
    return tuple(RuleLine(rule, sentence(look, rule)) for rule in look.desk.rules(look.viewer))


@cached
def rule_history(look: Look) -> list[RuleChange]:
    """Return every change of the rules, newest first."""
    return look.desk.rule_history(look.viewer)


@cached
def flags(look: Look) -> list[Flag]:
    """Return the flags of the rules in force."""
    return look.desk.flags(look.viewer, look.now)


@cached
def cards(look: Look) -> list[Card]:
    """Return every flag that was ever raised, with what became of it (see `Desk.cards`)."""
    return look.desk.cards(look.viewer, look.now)


@cached
def preview(look: Look, rule: Rule) -> list[Flag]:
    """Return the flags that a rule would raise over the completed weeks."""
    return look.desk.preview(look.viewer, look.now, rule)


@cached
def suggestion(look: Look, metric_id: str, above: bool = True) -> suggest.Suggestion:
    """Return a line on a metric that fits the class, and how it was found."""
    step = {"minutes": 15.0, "hours": 1.0, "share": 0.05, "signed": 0.05}.get(METRICS[metric_id].unit, 1.0)
    return suggest.suggested_line(look.desk.series(look.viewer, look.now, metric_id), step, above)


def sentence(look: Look, rule: Rule) -> str:
    """Read a rule back in words."""
    return wording.sentence(rule, METRICS, BOUNDS, look.course.settings)


def reason(flag: Flag, name: str) -> str:
    """Say why a flag went on, about a name as it is shown on the page."""
    return wording.reason(flag, name, METRICS)


def _of(frame: pd.DataFrame, student: str) -> pd.DataFrame:
    chosen = frame[frame["student"] == student] if student else frame
    return chosen.reset_index(drop=True)
