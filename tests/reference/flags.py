"""Flags of a list of rules at a moment (rules 41-47), and the scores that rules against a class or a past look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from .clock import Week
from .folder import Person
from .formulas import mean, median, moving_range, spread
from .metrics import record_at, timeline_of, week_measures
from .minutes import TIME_METRICS, without_estimates
from .record import Record
from .rules import NEAR, Condition, Rule, rule_from

CLASSMATES, PAST_WEEKS = 10, 8
D2 = 1.128
Series = Sequence[tuple[int, float]]


@dataclass(frozen=True)
class Flag:
    """One flag: the week it went on, whether it still is, and what raised it."""

    student: str
    metric: str
    week: int
    state: str
    values: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Judged:
    """One week of a rule's series: the first condition's value, and what all conditions say."""

    week: int
    x: float
    over: bool
    calm: bool


def flags_at(folder: Path, now: datetime, rules: Sequence[Mapping[str, object]] | None = None) -> list[Flag]:
    """The flags of a course's own rules, or of the given ones."""
    record = record_at(folder, now)
    chosen = record.course.plan.rules if rules is None else rules
    return [flag for raw in chosen for flag in flags_by(record, rule_from(raw))]


def flags_by(record: Record, rule: Rule) -> list[Flag]:
    """The flags of one rule, student by student."""
    plan = record.course.plan
    return [
        flag
        for student in record.course.students
        if concerns(record, rule, student)
        for flag in raised(student, rule.metric, judged(record, student, rule), rule.k, rule.m, plan.calm_weeks)
    ]


def concerns(record: Record, rule: Rule, student: str) -> bool:
    """Whether a rule looks at a student: all, a section's, or the one."""
    person = person_of(record, student)
    if rule.section and person.section != rule.section:
        return False
    return not rule.student or record.course.who(rule.student) == student


def person_of(record: Record, student: str) -> Person:
    """The student's line of the roster."""
    [person] = [one for one in record.course.people if one.email == student]
    return person


def judged(record: Record, student: str, rule: Rule) -> list[Judged]:
    """The weeks from `since` on that every condition can judge: over if all are, calm if any is."""
    share = record.course.plan.calm_share
    scored = [(one, scores(record, student, one)) for one in rule.conditions]
    weeks = sorted(set.intersection(*(set(found) for _, found in scored)))
    values = dict(series(record, student, rule.metric))
    return [
        Judged(
            week,
            values[week],
            all(one.over(found[week]) for one, found in scored),
            any(one.calm(found[week], share) for one, found in scored),
        )
        for week in weeks
        if week >= rule.since
    ]


def scores(record: Record, student: str, condition: Condition) -> dict[int, float]:
    """What a condition looks at, week by week; weeks that it cannot judge are missing."""
    own = series(record, student, condition.metric)
    found: dict[int, float | None] = {}
    for index, (week, x) in enumerate(own):
        if condition.against == "class":
            found[week] = among(x, class_values(record, condition.metric, week))
        elif condition.against == "own":
            found[week] = against_past(x, [value for _, value in own[:index]])
        else:
            found[week] = x
    return {week: score for week, score in found.items() if score is not None}


def class_values(record: Record, metric: str, week: int) -> list[float]:
    """The values of all students of the class whose series has the week."""
    held = (dict(series(record, student, metric)) for student in record.course.students)
    return [values[week] for values in held if week in values]


def among(x: float, values: Sequence[float]) -> float | None:
    """How many robust spreads x lies above the middle of its class; None where that cannot be said."""
    if len(values) < CLASSMATES:
        return None
    wide = spread(values)
    return (x - median(values)) / wide if wide > NEAR else None


def against_past(x: float, earlier: Sequence[float]) -> float | None:
    """How many spreads of an individuals chart x lies above the mean of the weeks before it."""
    if len(earlier) < PAST_WEEKS:
        return None
    wide = moving_range(earlier) / D2
    return (x - mean(earlier)) / wide if wide > NEAR else None


@lru_cache(maxsize=4096)
def series(record: Record, student: str, metric: str) -> list[tuple[int, float]]:
    """The completed weeks with something to say, excused ones and those of grace left out (rule 42)."""
    left_out = excused(record, student) | grace(record, student)
    found = []
    for week in record.begun:
        if record.running(week) or week.number in left_out:
            continue
        x = looked_at(record, student, metric, week)
        if x is not None:
            found.append((week.number, x))
    return found


def looked_at(record: Record, student: str, metric: str, week: Week) -> float | None:
    """The value a rule looks at: only one that is `ok`, and without estimated minutes (rules 41, 42)."""
    timed = metric in TIME_METRICS
    measure = week_measures(record, student, week, timed=timed)[metric]
    if measure.state != "ok" or not timed:
        return measure.value if measure.state == "ok" else None
    return without_estimates(timeline_of(record, student), week, metric)


def excused(record: Record, student: str) -> set[int]:
    """The weeks a student is excused from."""
    return {week for who, weeks in record.course.plan.excused if record.course.who(who) == student for week in weeks}


def grace(record: Record, student: str) -> set[int]:
    """The weeks that began before the week of joining and the weeks of grace from it on were over."""
    plan, joined = record.course.plan, person_of(record, student).joined
    if joined is None:
        return set()
    first = (joined - plan.starts_on).days // 7 + 1 + plan.grace_weeks
    return {week.number for week in plan.weeks if week.number < first}


def flags_of(student: str, rule: Rule, weeks: Series) -> list[Flag]:
    """The flags that a series raises by a line alone, with the usual settings."""
    found = [Judged(week, x, rule.over(x), rule.calm(x)) for week, x in weeks]
    return raised(student, rule.metric, found, rule.k, rule.m)


def raised(student: str, metric: str, weeks: Sequence[Judged], k: int, m: int, calm_weeks: int = 2) -> list[Flag]:
    """The flags that judged weeks raise, in order (rules 43, 44, 46, 47)."""
    found: list[Flag] = []
    on, calm = False, 0
    for index, one in enumerate(weeks):
        if on:
            calm = calm + 1 if one.calm else 0
            if calm == calm_weeks:
                on = False
                found[-1] = replace(found[-1], state="off")
            continue
        last = weeks[max(0, index - m + 1) : index + 1]
        if one.over and sum(week.over for week in last) >= k:
            found.append(Flag(student, metric, one.week, "on", tuple((week.week, week.x) for week in last)))
            on, calm = True, 0
    return found
