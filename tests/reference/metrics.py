"""Every metric's rows for a course at a moment, as the command `metrics` prints them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from .balance import (
    BALANCE_METRICS,
    answer_time,
    balance_measures,
    in_weeks,
    reply_back,
)
from .clock import Week, micros
from .folder import Course, read_course
from .formulas import burstiness, gini
from .minutes import MINUTE_METRICS, Measure, minute_measure, share_measure
from .record import Record, words
from .timeline import Timeline, submission

KIND_METRICS = {
    "posts": "post",
    "comments": "comment",
    "tweets": "tweet",
    "reposts": "repost",
}
COUNT_METRICS = (*KIND_METRICS, "acts", "words", "outreach")
WEEKLY_METRICS = (
    *COUNT_METRICS,
    "received",
    *BALANCE_METRICS,
    "reply_back_rate",
    "answer_time",
    "coursework_share",
    *MINUTE_METRICS,
)
TERM_METRICS = ("lateness", "steadiness", "burstiness")
SUBMITTERS, RANKED_TASKS = 10, 3
STEADY_WEEKS, RHYTHM_GAPS = 4, 5


@dataclass(frozen=True)
class Row:
    """One printed row; week None is the term."""

    student: str
    week: int | None
    metric: str
    value: float | None
    n: int
    state: str
    evidence: dict[str, float] | None


def metric_rows(folder: Path, now: datetime) -> list[Row]:
    """All rows of a course folder at `now`: every begun week, and the term."""
    record = record_at(folder, now)
    return [row for s in record.course.students for row in student_rows(record, s)]


def record_at(folder: Path, now: datetime) -> Record:
    """The record at a moment; a time without offset is the course's clock."""
    files = sorted(path for path in Path(folder).rglob("*") if path.suffix in {".csv", ".yaml"})
    return _record(Path(folder), now, tuple((str(path), path.read_bytes()) for path in files))


@lru_cache(maxsize=4)
def _record(folder: Path, now: datetime, content: tuple[tuple[str, bytes], ...]) -> Record:
    """The record of a folder with that content, read once."""
    course = _course(folder, content)
    return Record(course, micros(now, course.plan.zone))


@lru_cache(maxsize=2)
def _course(folder: Path, content: tuple[tuple[str, bytes], ...]) -> Course:
    """The course of a folder with that content, read once."""
    return read_course(folder)


@lru_cache(maxsize=64)
def student_rows(record: Record, student: str) -> list[Row]:
    """All rows of one student."""
    timeline = timeline_of(record, student)
    rows = []
    for week in record.begun:
        measures = week_measures(record, student, week, timed=False) | week_measures(record, student, week, timed=True)
        for metric, measure in measures.items():
            shown = _running(measure) if record.running(week) else measure
            rows.append(_row(student, week.number, metric, shown))
    term = _acts_of_term(record, student) | _times(timeline, record.begun)
    term |= _rhythm(record, student)
    return rows + [_row(student, None, name, one) for name, one in term.items()]


@lru_cache(maxsize=64)
def timeline_of(record: Record, student: str) -> Timeline:
    """One student's timeline, made once."""
    return Timeline(record, student)


@lru_cache(maxsize=2048)
def week_measures(record: Record, student: str, week: Week, *, timed: bool) -> dict[str, Measure]:
    """The metrics of time of one week, or all its others, as they are when it is completed."""
    return _times(timeline_of(record, student), [week]) if timed else _acts_of_week(record, student, week)


def _row(student: str, week: int | None, metric: str, measure: Measure) -> Row:
    """A measure as a row."""
    return Row(student, week, metric, **asdict(measure))


def _running(measure: Measure) -> Measure:
    """The running week's measure: `pending`, with a value only where it would be ok."""
    return replace(measure, state="pending")


def _acts_of_week(record: Record, student: str, week: Week) -> dict[str, Measure]:
    """The act metrics of one week: counts of its own, ratios over trailing weeks."""
    wrote = week in record.covered(student)
    measures = _counts(record, student, [week], covered=wrote)
    heard = week in _heard(record, student)
    measures["received"] = _received(record, student, [week], covered=heard)
    trailing = record.trailing(week)
    return measures | _exchange(record, student, trailing, covered=wrote)


def _acts_of_term(record: Record, student: str) -> dict[str, Measure]:
    """The act metrics of the term: counts over covered weeks, ratios over begun ones."""
    weeks = record.covered(student)
    measures = _counts(record, student, weeks, covered=bool(weeks))
    heard = _heard(record, student)
    measures["received"] = _received(record, student, heard, covered=bool(heard))
    return measures | _exchange(record, student, record.begun, covered=bool(weeks))


def _counts(record: Record, student: str, weeks: Sequence[Week], *, covered: bool) -> dict[str, Measure]:
    """Posts .. outreach of some weeks."""
    acts = in_weeks(record.own(student), weeks)
    counted = {metric: sum(1 for act in acts if act.kind == kind) for metric, kind in KIND_METRICS.items()}
    counted["acts"] = len(acts)
    counted["outreach"] = sum(1 for act in acts if record.outreach(act))
    measures = {name: _count(n, covered=covered) for name, n in counted.items()}
    written = sum(words(act.text) for act in acts if act.kind != "repost")
    measures["words"] = replace(_count(written, covered=covered), n=len(acts))
    return measures


def _count(count: int, *, covered: bool) -> Measure:
    """A count, or `no data` where the record does not cover the weeks."""
    return Measure(float(count), count, "ok") if covered else _uncovered(count)


def _uncovered(n: int) -> Measure:
    """`no data` for want of coverage (rule 7)."""
    return Measure(None, n, "no data")


def _heard(record: Record, student: str) -> tuple[Week, ...]:
    """The weeks in which `received` is known: who wrote or was addressed (rule 18)."""
    known = record.own(student) or record.towards(student)
    return record.weeks_with_data if known else ()


def _received(record: Record, student: str, weeks: Sequence[Week], *, covered: bool) -> Measure:
    """Acts of others to the student in some weeks."""
    count = len(in_weeks(record.towards(student), weeks))
    return _count(count, covered=covered)


def _exchange(record: Record, student: str, weeks: Sequence[Week], *, covered: bool) -> dict[str, Measure]:
    """The balance's metrics, reply-back and time to answer over a window."""
    measures = balance_measures(record, student, weeks)
    measures["reply_back_rate"] = reply_back(record, student, weeks)
    measures["answer_time"] = answer_time(record, student, weeks)
    if covered:
        return measures
    return {name: _uncovered(one.n) for name, one in measures.items()}


def _times(timeline: Timeline, weeks: Sequence[Week]) -> dict[str, Measure]:
    """The metrics of time over some weeks; coverage of acts has no say in them."""
    measures = {m: minute_measure(timeline, weeks, m) for m in MINUTE_METRICS}
    return measures | {"coursework_share": share_measure(timeline, weeks)}


def _rhythm(record: Record, student: str) -> dict[str, Measure]:
    """The metrics that only the term has."""
    measures: dict[str, Callable[[Record, str], Measure]] = {
        "lateness": _lateness,
        "steadiness": _steadiness,
        "burstiness": _burstiness,
    }
    return {name: measure(record, student) for name, measure in measures.items()}


def _steadiness(record: Record, student: str) -> Measure:
    """1 - Gini of the weekly acts in completed, covered weeks (rule 48)."""
    weeks = [w for w in record.covered(student) if not record.running(w)]
    own = record.own(student)
    counts = [len(in_weeks(own, [week])) for week in weeks]
    if len(weeks) < STEADY_WEEKS or not sum(counts):
        return Measure(None, len(weeks), "no data")
    return Measure(1 - gini(counts), len(weeks), "ok")


def _burstiness(record: Record, student: str) -> Measure:
    """Burstiness of the gaps between acts in course weeks (rule 49)."""
    times = [act.at for act in in_weeks(record.own(student), record.begun)]
    gaps = [b - a for a, b in itertools.pairwise(times)]
    if not record.own(student):
        return Measure(None, 0, "no data")
    if len(gaps) < RHYTHM_GAPS:
        return Measure(None, len(gaps), "too little to say")
    if not any(gaps):
        return Measure(None, len(gaps), "no data")
    return Measure(burstiness(gaps), len(gaps), "ok")


def _lateness(record: Record, student: str) -> Measure:
    """Mean mid-rank percentile over tasks with enough submitters (rule 59)."""
    ranks = []
    for task in record.course.plan.tasks:
        handed_in = {s: submission(record, s, task) for s in record.course.students}
        times = [time for time in handed_in.values() if time is not None]
        mine = handed_in[student]
        if mine is None or len(times) < SUBMITTERS:
            continue
        earlier = sum(1 for time in times if time < mine)
        equal = sum(1 for time in times if time == mine)
        ranks.append((earlier + Fraction(equal, 2)) / len(times))
    if not ranks:
        return Measure(None, 0, "no data")
    if len(ranks) < RANKED_TASKS:
        return Measure(None, len(ranks), "too little to say")
    return Measure(float(sum(ranks) / len(ranks)), len(ranks), "ok")
