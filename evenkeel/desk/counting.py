"""The numbers of an opened course folder, and what stands behind them, for whoever looks."""

import sqlite3
import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd

from evenkeel import inbox
from evenkeel.access import Viewer
from evenkeel.course.calendar import Week, date_words, local, weeks
from evenkeel.course.reading import FILE
from evenkeel.course.values import Course
from evenkeel.errors import DataExpired
from evenkeel.exercises.definitions import Exercise, edits
from evenkeel.metrics import readings
from evenkeel.metrics.inputs import Match
from evenkeel.metrics.measures import measure
from evenkeel.metrics.settled import settled
from evenkeel.model import Person, State
from evenkeel.store import leaving
from evenkeel.store import people as registry
from evenkeel.store.acts import said
from evenkeel.store.snapshot import Snapshots

_KEPT_ANALYSES = 3
_STATES = {state.value: state for state in State}
T = TypeVar("T")


class Analysis:
    """All numbers of a class at one moment, with what stands behind them read when first asked for."""

    def __init__(self, desk: "Counting", now: int) -> None:
        self._cursor = desk.snapshots.cursor()
        self._lock = threading.Lock()
        self.now = now
        self.measures = measure(self._cursor, desk.course, now, desk.matches)

    def read(self, reading: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """Read something of the relations behind the numbers, one reader at a time."""
        with self._lock:
            return reading(self._cursor)

    @cached_property
    def firm(self) -> dict[str, dict[str, list[tuple[int, State, float | None]]]]:
        """What rules may look at, before weeks are left out: (week, state, value) by metric and student.

        A row that has no firm value is not here, nor is the term's.
        """
        frame = self.measures[(self.measures["week"] > 0) & self.measures["firm"].notna()]
        columns = (frame[name].tolist() for name in ("metric", "student", "week", "state", "firm"))
        found: dict[str, dict[str, list[tuple[int, State, float | None]]]] = {}
        for metric, student, week, state, firm in zip(*columns, strict=True):
            found.setdefault(metric, {}).setdefault(student, []).append((week, _STATES[state], firm))
        return found

    @cached_property
    def timeline(self) -> pd.DataFrame:
        """See `readings.timeline`."""
        return self.read(readings.timeline)

    @cached_property
    def acts(self) -> pd.DataFrame:
        """See `readings.acts`."""
        return self.read(readings.acts)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """See `readings.coverage`."""
        return self.read(readings.coverage)

    @cached_property
    def handed_in(self) -> pd.DataFrame:
        """See `readings.handed_in`."""
        return self.read(readings.handed_in)

    @cached_property
    def entries(self) -> pd.DataFrame:
        """See `readings.entries`."""
        return self.read(readings.entries)

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """See `readings.evidence`."""
        return self.read(readings.evidence)


class Counting:
    """The part of a desk that numbers are read from. Every read takes the viewer."""

    folder: Path
    course: Course
    exercises: dict[str, Exercise]
    record: sqlite3.Connection
    snapshots: Snapshots
    _lock: threading.RLock
    _analyses: dict[tuple[int, int], Analysis]

    @property
    def matches(self) -> tuple[Match, ...]:
        """How each defined exercise recognises what was handed in."""
        return tuple(Match(e.id, e.kind.value, e.tags, e.to_classmate) for e in self.exercises.values())

    def stamp(self) -> str:
        """Return a text that changes whenever record, course.yaml, roster.csv or an exercise changed (cache keys)."""
        files = (self.folder / FILE, self.folder / inbox.ROSTER)
        times = [str(path.stat().st_mtime_ns) if path.exists() else "-" for path in files]
        return "/".join([str(self.snapshots.stamp()), *times, *edits(self.folder)])

    def expired(self, now: int) -> bool:
        """Tell whether the day is over up to which data about people may be kept, and some are here still."""
        until = self.course.personal_data_until
        if until is None or local(now, self.course.zone).date() <= until:
            return False
        with self._lock:
            return leaving.holds_people(self.record)

    def refuse_expired(self, now: int) -> None:
        """Raise `DataExpired` where data about people may no longer be shown."""
        until = self.course.personal_data_until
        if until and self.expired(now):
            raise DataExpired(
                f"Data about people in this class were to be kept until {date_words(until)} {until.year}. That day is "
                "over: nothing is shown any more, and they are to be erased."
            )

    def weeks(self) -> tuple[Week, ...]:
        """Return the course weeks, breaks left out."""
        return weeks(self.course)

    def people(self, viewer: Viewer) -> list[Person]:
        """Return everybody on the roster whom the viewer may see."""
        with self._lock:
            return [p for p in registry.persons(self.record) if viewer.may_see(p.email)]

    def analysis(self, now: int) -> Analysis:
        """Return the class at a moment, computed once for each state of the record. Not filtered: see the readers."""
        self.refuse_expired(now)
        with self._lock:
            moment = settled(self.snapshots.cursor(), self.course, now)
            key = (self.snapshots.counted(), moment)
            if key not in self._analyses:
                while len(self._analyses) >= _KEPT_ANALYSES:
                    del self._analyses[next(iter(self._analyses))]
                self._analyses[key] = Analysis(self, moment)
            return self._analyses[key]

    def measures(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return the numbers (see `metrics.measures.measure`) that the viewer may see."""
        return visible(self.analysis(now).measures, viewer)

    def timeline(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return the stretches of time behind the minutes (see `readings.timeline`)."""
        return visible(self.analysis(now).timeline, viewer)

    def coverage(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return which source covers whom and when (see `readings.coverage`)."""
        return visible(self.analysis(now).coverage, viewer)

    def handed_in(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return what was asked and when it was handed in (see `readings.handed_in`)."""
        return visible(self.analysis(now).handed_in, viewer)

    def entries(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return how many time entries stand behind each student-week (see `readings.entries`)."""
        return visible(self.analysis(now).entries, viewer)

    def evidence(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return how the minutes of each student-week are known (see `readings.evidence`)."""
        return visible(self.analysis(now).evidence, viewer)

    def acts(self, viewer: Viewer, now: int, student: str) -> pd.DataFrame:
        """Return a student's acts (see `readings.acts`) with their title, text and url."""
        everybody = visible(self.analysis(now).acts, viewer)
        frame = everybody[everybody["student"] == student].copy()
        with self._lock:
            texts = said(self.record, frame["act"].unique().tolist())
        for place, column in enumerate(("title", "text", "url")):
            frame[column] = [texts.get(act, ("", "", ""))[place] for act in frame["act"]]
        return frame


def visible(frame: pd.DataFrame, viewer: Viewer) -> pd.DataFrame:
    """Keep the rows about people whom the viewer may see."""
    if viewer.may_see(""):
        return frame
    own = frame[frame["student"] == viewer.email]
    if not isinstance(own["student"].dtype, pd.CategoricalDtype):
        return own
    # The categories are everybody's addresses.
    return own.assign(student=own["student"].cat.remove_unused_categories())
