"""Flags of a list of rules at a moment (rules 41-47)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .folder import read_course
from .metrics import record_at, student_rows
from .minutes import TIME_METRICS, without_estimates
from .record import Record
from .timeline import Timeline

NEAR = 1e-9
HYSTERESIS = 0.2
SHARES = {
    "engagement_balance",
    "addressed_share",
    "matched_share",
    "reply_back_rate",
    "coursework_share",
}
Series = Sequence[tuple[int, float]]


@dataclass(frozen=True)
class Rule:
    """ON when x is over the line in k of the last m weeks."""

    metric: str
    line: float
    above: bool
    k: int
    m: int

    def over(self, x: float) -> bool:
        """Whether a week is beyond the line (rule 42)."""
        return x > self.line + NEAR if self.above else x < self.line - NEAR

    def calm(self, x: float) -> bool:
        """Whether a week counts towards going off (rule 45)."""
        low, high = bounds(self.metric)
        margin = HYSTERESIS * abs(self.line)
        if self.above:
            return x <= min(high, max(low, self.line - margin)) + NEAR
        return x >= min(high, max(low, self.line + margin)) - NEAR


@dataclass(frozen=True)
class Flag:
    """One flag: the week it went on, whether it still is, and what raised it."""

    student: str
    metric: str
    week: int
    state: str
    values: tuple[tuple[int, float], ...]


def bounds(metric: str) -> tuple[float, float]:
    """The least and the greatest value a metric can have."""
    if metric in SHARES:
        return 0.0, 1.0
    if metric == "direction":
        return -1.0, 1.0
    return 0.0, math.inf


def rule_from(raw: Mapping[str, object]) -> Rule:
    """A rule of course.yaml; without a wording it is 2 of 3."""
    k, m = cadence(str(raw.get("rule") or "2 of 3"))
    above = "above" in raw
    line = float(raw["above"] if above else raw["below"])
    return Rule(str(raw["metric"]), line, above, k, m)


def cadence(wording: str) -> tuple[int, int]:
    """(k, m) of "2 of 3", "any week" or "3 in a row" (rule 43)."""
    pieces = wording.strip().lower().split()
    if pieces[:1] == ["any"]:
        return 1, 1
    k = int(pieces[0])
    return (k, int(pieces[2])) if pieces[1] == "of" else (k, k)


def flags_at(folder: Path, now: datetime, rules: Sequence[Mapping[str, object]] | None = None) -> list[Flag]:
    """The flags of a course's own rules, or of the given ones."""
    record = record_at(read_course(folder), now)
    chosen = record.course.plan.rules if rules is None else rules
    return [
        flag
        for raw in chosen
        for student in record.course.students
        for flag in flags_of(student, rule_from(raw), series(record, student, raw))
    ]


def series(record: Record, student: str, raw: Mapping[str, object]) -> list[tuple[int, float]]:
    """The completed weeks with something to say, excused ones left out (rule 42)."""
    metric = str(raw["metric"])
    found = []
    for row in student_rows(record, student):
        if row.metric != metric or row.week is None or row.state != "ok":
            continue
        x = _looked_at(record, student, metric, row.week, row.value)
        if x is not None and row.week not in excused(record, student):
            found.append((row.week, x))
    return sorted(found)


def _looked_at(record: Record, student: str, metric: str, number: int, value: float | None) -> float | None:
    """The value a rule looks at: without estimated minutes (rule 41)."""
    if metric not in TIME_METRICS:
        return value
    [week] = [one for one in record.begun if one.number == number]
    return without_estimates(Timeline(record, student), week, metric)


def excused(record: Record, student: str) -> set[int]:
    """The weeks a student is excused from."""
    return {week for who, weeks in record.course.plan.excused if record.course.who(who) == student for week in weeks}


def flags_of(student: str, rule: Rule, weeks: Series) -> list[Flag]:
    """The flags that a series raises, in order (rules 43, 44, 46, 47)."""
    raised: list[Flag] = []
    on, calm = False, 0
    for index, (week, x) in enumerate(weeks):
        if on:
            calm = calm + 1 if rule.calm(x) else 0
            if calm == 2:
                on = False
                raised[-1] = _closed(raised[-1])
            continue
        last = tuple(weeks[max(0, index - rule.m + 1) : index + 1])
        if rule.over(x) and sum(rule.over(value) for _, value in last) >= rule.k:
            raised.append(Flag(student, rule.metric, week, "on", last))
            on, calm = True, 0
    return raised


def _closed(flag: Flag) -> Flag:
    """The same flag, gone off."""
    return Flag(flag.student, flag.metric, flag.week, "off", flag.values)
