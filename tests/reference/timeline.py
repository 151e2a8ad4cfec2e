"""One student's minutes: evidence, purposes, pending windows (rules 26-40, 56)."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from .clock import Week, day_bounds
from .course import Task
from .folder import Act, TimeRow
from .formulas import Interval, merged, overlap, sessions
from .record import Record

STRENGTH = ("measured", "self-reported", "estimated")
PURPOSE_ORDER = ("coursework", "leisure", "unknown")


@dataclass(frozen=True)
class Piece:
    """One stretch of time that one row or act claims."""

    start: int
    end: int
    evidence: str
    purpose: str
    social: bool
    meant: bool


@dataclass(frozen=True)
class Share:
    """A stretch of the merged timeline, or a part of a day without a place in it."""

    start: int
    size: Fraction
    evidence: str
    purpose: str
    social: bool
    possible_procrastination: bool

    @property
    def end(self) -> int:
        """Where a placed stretch ends."""
        return self.start + int(self.size)


def submission(record: Record, student: str, task: Task) -> int | None:
    """When a student handed a task in: rule 35's first act with the exercise's id."""
    tasks = [t for t in record.course.plan.tasks if t.exercise == task.exercise]
    later = tasks[tasks.index(task) + 1 :]
    until = later[0].release if later else None
    times = [
        act.at
        for act in record.own(student)
        if task.exercise in act.tags
        and (task.release is None or act.at >= task.release)
        and (until is None or act.at < until)
    ]
    return min(times, default=None)


@dataclass(frozen=True)
class Timeline:
    """Everything about one student's time as of the record's `now`."""

    record: Record
    student: str

    @cached_property
    def rows(self) -> list[TimeRow]:
        """The student's rows that start before now (rule 4)."""
        rows = self.record.course.time_rows
        now = self.record.now
        return [r for r in rows if r.student == self.student and r.start < now]

    @cached_property
    def slices(self) -> list[tuple[Act, int]]:
        """Each own act with the start of the time it owns; it ends at the act (rule 30)."""
        plan = self.record.course.plan
        own = sorted(self.record.own(self.student), key=self._act_order)
        starts = []
        ended: int | None = None
        for session in sessions([act.at for act in own], plan.session_gap):
            lead = session[0] - plan.lead
            starts.append(lead if ended is None else max(lead, ended))
            starts += session[:-1]
            ended = session[-1]
        return list(zip(own, starts, strict=True))

    def _act_order(self, act: Act) -> tuple[int, int]:
        """By time; at one instant coursework owns before leisure before unknown."""
        return act.at, PURPOSE_ORDER.index(self.record.purpose(act))

    @cached_property
    def pieces(self) -> list[Piece]:
        """All placed claims: rows cut at now, and the estimated slices."""
        now = self.record.now
        placed = [
            Piece(r.start, min(r.end, now), r.evidence, r.purpose, bool(r.platform), r.meant)
            for r in self.rows
            if r.day is None
        ]
        estimated = [
            Piece(start, act.at, "estimated", self.record.purpose(act), True, False) for act, start in self.slices
        ]
        return [piece for piece in placed + estimated if piece.start < piece.end]

    @cached_property
    def windows(self) -> list[Interval]:
        """The student's pending windows, one a task, those of no length left out."""
        found = []
        plan = self.record.course.plan
        for task in plan.tasks:
            start = task.due - plan.opens_before
            if task.release is not None:
                start = max(task.release, start)
            end = task.due + plan.closes_after
            handed_in = submission(self.record, self.student, task)
            if handed_in is not None:
                end = min(handed_in, end)
            if start < end:
                found.append((start, end))
        return found

    @cached_property
    def duty(self) -> list[Interval]:
        """Pending windows and study blocks, merged."""
        return merged([*self.windows, *self.record.course.plan.blocks])

    @cached_property
    def placed(self) -> list[Share]:
        """The merged timeline, cut wherever anything changes."""
        cuts = {edge for p in self.pieces for edge in (p.start, p.end)}
        cuts |= {edge for duty in self.duty for edge in duty}
        cuts |= {e for w in self.record.course.plan.weeks for e in (w.start, w.end)}
        edges = sorted(cuts)
        shares = [self._stretch(a, b) for a, b in itertools.pairwise(edges)]
        return [share for share in shares if share is not None]

    def _stretch(self, start: int, end: int) -> Share | None:
        """What the strongest evidence says of a stretch in which nothing changes."""
        present = [p for p in self.pieces if p.start <= start and end <= p.end]
        if not present:
            return None
        evidence = min((p.evidence for p in present), key=STRENGTH.index)
        deciding = [p for p in present if p.evidence == evidence]
        purpose = min((p.purpose for p in deciding), key=PURPOSE_ORDER.index)
        due = any(a <= start and end <= b for a, b in self.duty)
        # A label counts even where stronger evidence covers its row (rule 39).
        meant = any(p.meant for p in present)
        return Share(
            start=start,
            size=Fraction(end - start),
            evidence=evidence,
            purpose=purpose,
            social=any(p.social for p in deciding),
            possible_procrastination=meant or (purpose == "leisure" and due),
        )

    @cached_property
    def unplaced(self) -> list[Share]:
        """The parts of duration-only rows that their day had room for (rules 32, 33)."""
        days: dict[date, list[TimeRow]] = defaultdict(list)
        for row in self.rows:
            if row.day is not None:
                days[row.day].append(row)
        return [share for day, rows in days.items() for share in self._day(day, rows)]

    def _day(self, day: date, rows: list[TimeRow]) -> list[Share]:
        """One local day's parts, measured rows first."""
        bounds = day_bounds(day, self.record.course.plan.zone)
        placed = Fraction(sum(overlap(bounds, (s.start, s.end)) for s in self.placed))
        pending = any(a <= bounds[0] and bounds[1] <= b for a, b in self.duty)
        shares = []
        for row_evidence, shown in (
            ("measured", "measured"),
            ("self-reported", "unplaced"),
        ):
            group = [row for row in rows if row.evidence == row_evidence]
            reported = sum((row.reported for row in group), Fraction(0))
            room = max(Fraction(0), reported - placed)
            placed += room
            shares += [
                Share(
                    start=bounds[0],
                    size=room * row.reported / reported,
                    evidence=shown,
                    purpose=row.purpose,
                    social=bool(row.platform),
                    possible_procrastination=row.meant or (row.purpose == "leisure" and pending),
                )
                for row in group
                if room
            ]
        return shares

    def shares_in(self, week: Week) -> list[Share]:
        """All minutes of a week; no stretch crosses a week's end."""
        return [s for s in (*self.placed, *self.unplaced) if week.holds(s.start)]

    def rows_in(self, week: Week) -> set[str]:
        """The rows with a part in the week (rule 34)."""
        return {row.key for row in self.rows if self._row_in(row, week)}

    def _row_in(self, row: TimeRow, week: Week) -> bool:
        """Whether a row has a part in the week; a row of no length has its instant."""
        if row.day is not None or row.start == row.end:
            return week.holds(row.start)
        return week.overlaps(row.start, min(row.end, self.record.now))

    def acts_in(self, week: Week) -> set[str]:
        """The own acts that lie in the week, or whose slice has a part in it."""
        return {act.key for act, start in self.slices if week.holds(act.at) or week.overlaps(start, act.at)}

    def has_duty(self, week: Week) -> bool:
        """Whether a window, a block or a labelled row has a part in the week (rule 40)."""
        if any(week.overlaps(start, end) for start, end in self.duty):
            return True
        # A row without length adds nothing but n (rule 26), so it opens no week.
        return any(
            row.meant and self._row_in(row, week) and (row.reported > 0 if row.day is not None else row.start < row.end)
            for row in self.rows
        )
