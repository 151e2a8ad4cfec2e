"""A course folder, opened: the conductor between record, course, metrics and flags, for pages and commands alike."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from evenkeel import inbox, people
from evenkeel import refresh as feeds
from evenkeel.access import Viewer, require_instructor
from evenkeel.course.calendar import Week, weeks
from evenkeel.course.reading import FILE, load_course
from evenkeel.course.rules import rules_in_force
from evenkeel.course.values import Rule
from evenkeel.desk.conversation import Conversing, Talk
from evenkeel.desk.loading import Loading
from evenkeel.desk.naming import Naming
from evenkeel.exercises.definitions import Exercise, default_rules, folders_of, read_exercises
from evenkeel.flags import wording
from evenkeel.flags.decide import Flag, flags, series
from evenkeel.metrics import readings
from evenkeel.metrics.inputs import Match
from evenkeel.metrics.measures import measure
from evenkeel.metrics.registry import BOUNDS, METRICS
from evenkeel.metrics.settled import settled
from evenkeel.model import Person, State
from evenkeel.store import people as registry
from evenkeel.store import thresholds
from evenkeel.store.acts import said
from evenkeel.store.record import FILE_NAME, fact, open_record, transaction
from evenkeel.store.snapshot import Snapshots
from evenkeel.tables import Tables

_KEPT_ANALYSES = 3


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One entry of the thresholds' history."""

    rules: tuple[Rule, ...]
    set_at: int
    set_by: str
    why: str


class Analysis:
    """All numbers of a class at one moment, with what stands behind them read when first asked for."""

    def __init__(self, desk: "Desk", now: int) -> None:
        self._cursor = desk.snapshots.cursor()
        self._lock = threading.Lock()
        self.now = now
        self.measures = measure(self._cursor, desk.course, now, desk.matches)

    def _read(self, reading: Callable[..., pd.DataFrame]) -> pd.DataFrame:
        with self._lock:
            return reading(self._cursor)

    @cached_property
    def timeline(self) -> pd.DataFrame:
        """See `readings.timeline`."""
        return self._read(readings.timeline)

    @cached_property
    def acts(self) -> pd.DataFrame:
        """See `readings.acts`."""
        return self._read(readings.acts)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """See `readings.coverage`."""
        return self._read(readings.coverage)

    @cached_property
    def handed_in(self) -> pd.DataFrame:
        """See `readings.handed_in`."""
        return self._read(readings.handed_in)

    @cached_property
    def entries(self) -> pd.DataFrame:
        """See `readings.entries`."""
        return self._read(readings.entries)

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """See `readings.evidence`."""
        return self._read(readings.evidence)


class Desk(Loading, Naming, Conversing):
    """An opened course folder. Every read takes the viewer and returns only what they may see.

    Raises `CourseRefused` for a wrong course.yaml and `RecordRefused` for a record that cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.course, problems = load_course(folder, BOUNDS)
        self.notices = tuple(problem.sentence() for problem in problems)
        self.exercises: dict[str, Exercise] = read_exercises(folders_of(folder))[0]
        # How each defined exercise recognises what was handed in.
        self.matches = tuple(Match(e.id, e.kind.value, e.tags, e.to_classmate) for e in self.exercises.values())
        self.record = open_record(folder / FILE_NAME)
        self.roster_report = inbox.follow_roster(self.record, folder, self.course.zone)
        self.snapshots = Snapshots(folder / FILE_NAME)
        self._lock = threading.RLock()
        self.tables = Tables(self.record, self._lock, folder, self.course.zone)
        self._analyses: dict[tuple[int, int], Analysis] = {}
        self._talks: dict[tuple[int, int], Talk] = {}

    def close(self) -> None:
        """Let go of the record."""
        self.snapshots.close()
        self.record.close()

    def stamp(self) -> str:
        """Return a text that changes whenever record, course.yaml or roster.csv changed (for cache keys)."""
        files = (self.folder / FILE, self.folder / inbox.ROSTER)
        times = [str(path.stat().st_mtime_ns) if path.exists() else "-" for path in files]
        return "/".join([str(self.snapshots.stamp()), *times])

    def weeks(self) -> tuple[Week, ...]:
        """Return the course weeks, breaks left out."""
        return weeks(self.course)

    def people(self, viewer: Viewer) -> list[Person]:
        """Return everybody on the roster whom the viewer may see."""
        with self._lock:
            return [p for p in registry.persons(self.record) if viewer.may_see(p.email)]

    def analysis(self, now: int) -> Analysis:
        """Return the class at a moment, computed once for each state of the record. Not filtered: see the readers."""
        with self._lock:
            moment = settled(self.snapshots.cursor(), self.course, now)
            key = (self.snapshots.stamp(), moment)
            if key not in self._analyses:
                while len(self._analyses) >= _KEPT_ANALYSES:
                    del self._analyses[next(iter(self._analyses))]
                self._analyses[key] = Analysis(self, moment)
            return self._analyses[key]

    def measures(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return the numbers (see `metrics.measures.measure`) that the viewer may see."""
        return _visible(self.analysis(now).measures, viewer)

    def timeline(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return the stretches of time behind the minutes (see `readings.timeline`)."""
        return _visible(self.analysis(now).timeline, viewer)

    def coverage(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return which source covers whom and when (see `readings.coverage`)."""
        return _visible(self.analysis(now).coverage, viewer)

    def handed_in(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return what was asked and when it was handed in (see `readings.handed_in`)."""
        return _visible(self.analysis(now).handed_in, viewer)

    def entries(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return how many time entries stand behind each student-week (see `readings.entries`)."""
        return _visible(self.analysis(now).entries, viewer)

    def evidence(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return how the minutes of each student-week are known (see `readings.evidence`)."""
        return _visible(self.analysis(now).evidence, viewer)

    def acts(self, viewer: Viewer, now: int, student: str) -> pd.DataFrame:
        """Return a student's acts (see `readings.acts`) with their title, text and url."""
        everybody = _visible(self.analysis(now).acts, viewer)
        frame = everybody[everybody["student"] == student].copy()
        with self._lock:
            texts = said(self.record, frame["act"].unique().tolist())
        for place, column in enumerate(("title", "text", "url")):
            frame[column] = [texts.get(act, ("", "", ""))[place] for act in frame["act"]]
        return frame

    # Rules and flags

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules in force: the instructor's own, else course.yaml's, else the exercises' defaults."""
        with self._lock:
            changes = thresholds.history(self.record)
        own = tuple(Rule(**rule) for rule in changes[0].rules) if changes else None  # type: ignore[arg-type]  # JSON
        return rules_in_force(own, self.course, default_rules(folders_of(self.folder), BOUNDS)[0])

    def rule_history(self, viewer: Viewer) -> list[RuleChange]:
        """Return every change of the rules, newest first."""
        require_instructor(viewer)
        with self._lock:
            changes = thresholds.history(self.record)
        return [
            RuleChange(tuple(Rule(**rule) for rule in c.rules), c.set_at, c.set_by, c.why)  # type: ignore[arg-type]
            for c in changes
        ]

    def set_rules(self, viewer: Viewer, rules: Iterable[Rule], now: int, why: str) -> None:
        """Put rules in force from now on; the change enters the history with who, when and why."""
        require_instructor(viewer)
        written: list[dict[str, object]] = [
            {"metric": r.metric, "line": r.line, "above": r.above, "k": r.k, "m": r.m} for r in rules
        ]
        with self._lock, transaction(self.record):
            thresholds.append(self.record, thresholds.Change(written, now, viewer.email or "instructor", why))

    def series(self, viewer: Viewer, now: int, metric: str) -> dict[str, list[tuple[int, float]]]:
        """Return what a rule on a metric may look at: per student its completed good weeks, not excused."""
        frame = self.measures(viewer, now)
        completed = {week.number for week in self.weeks() if week.end <= now}
        rows = frame[(frame["metric"] == metric) & (frame["week"] > 0) & frame["firm"].notna()]
        held: dict[str, list[tuple[int, State, float | None]]] = {}
        for student, week, state, firm in rows[["student", "week", "state", "firm"]].itertuples(index=False):
            held.setdefault(student, []).append((week, State(state), firm))
        excused = self._excused()
        return {
            student: series(weeks_, completed, excused.get(student, frozenset()))
            for student, weeks_ in sorted(held.items())
        }

    def _excused(self) -> dict[str, frozenset[int]]:
        if not self.course.excused:
            return {}
        with self._lock:
            everybody = registry.persons(self.record)
            index = people.roster(everybody, fact(self.record, "secret"))
        email = {person.id: person.email for person in everybody}
        found: dict[str, frozenset[int]] = {}
        for entry in self.course.excused:
            person = index.anyone(entry.student)
            if person:
                found[email[person]] = found.get(email[person], frozenset()) | entry.weeks
        return found

    def preview(self, viewer: Viewer, now: int, rule: Rule) -> list[Flag]:
        """Return the flags that a rule raises over the completed weeks; previewing and flagging are this."""
        return flags(rule, self.series(viewer, now, rule.metric), BOUNDS[rule.metric], self.course.settings)

    def flags(self, viewer: Viewer, now: int) -> list[Flag]:
        """Return the flags of the rules in force."""
        return [flag for rule in self.rules() for flag in self.preview(viewer, now, rule)]

    def reason(self, viewer: Viewer, flag: Flag) -> str:
        """Say a flag as one would to the student's face."""
        name = next((p.name for p in self.people(viewer) if p.email == flag.student), flag.student)
        return wording.reason(flag, name, METRICS[flag.rule.metric])

    # Live feeds

    def to_fetch(self, viewer: Viewer, student: str = "") -> feeds.Plan:
        """Return which live feeds a refresh would ask for. Raises `NobodyFound`."""
        require_instructor(viewer)
        with self._lock:
            return feeds.plan(self.record, student)

    def refresh(
        self,
        viewer: Viewer,
        now: int,
        progress: feeds.Progress | None = None,
        student: str = "",
        fetcher: feeds.Fetcher | None = None,
    ) -> feeds.Refreshed:
        """Fetch what the class has published since, the one thing that asks the network, and load it."""
        when = feeds.When(now, self.weeks()[0].start, self.course.zone)
        return feeds.refresh(self.record, self._lock, self.to_fetch(viewer, student), when, fetcher, progress)


def _visible(frame: pd.DataFrame, viewer: Viewer) -> pd.DataFrame:
    """Keep the rows about people whom the viewer may see."""
    if viewer.may_see(""):
        return frame
    return frame[frame["student"] == viewer.email]
