"""One student's numbers as a page says them: a week beside their own past."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

import pandas as pd

from evenkeel import words
from evenkeel.course.values import Course
from evenkeel.flags.wording import amount
from evenkeel.metrics.cut_short import NOTHING, Short, is_at_least
from evenkeel.metrics.intervals import wilson
from evenkeel.metrics.measures import TERM
from evenkeel.metrics.registry import METRICS, Metric
from evenkeel.model import Evidence, State

# What a week is told by, in this order; the other numbers stand in the table below it.
HEADLINE = ("engagement_balance", "procrastination_minutes", "reply_back_rate", "acts")
# So many weeks need to lie behind to call one usual.
USUAL_WEEKS = 3
_NO_FILE = "no file shows what was written"
KINDS = tuple(str(kind) for kind in Evidence)
_COLUMNS = ("measured", "self_reported", "unplaced", "estimated")
_SAID = {"unplaced": "self-reported without a time of day", "estimated": "estimated from posting times"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of one student in one week (0: the term): its worth, and what it rests on.

    `lower_bound`: a source left some of the week out, so a count is at least this.
    """

    metric: Metric
    week: int
    value: float | None
    n: int
    state: State
    minutes: tuple[tuple[str, float], ...] = ()
    lower_bound: bool = False

    @property
    def firm(self) -> float | None:
        """The value as rules look at it: minutes without estimated ones, unless nothing else is known."""
        held = sum(m for kind, m in self.minutes if kind != Evidence.ESTIMATED)
        return held if self.minutes and held > 0 else self.value

    @property
    def said(self) -> str:
        """The value in its unit, empty where there is none."""
        known = "at least " if self.lower_bound else ""
        return "" if self.value is None else known + in_words(self.metric, self.value)


# A student's numbers by metric and week.
Found = Mapping[tuple[str, int], Reading]


def readings(measures: pd.DataFrame, student: str, cut: Short = NOTHING) -> Found:
    """Return a student's numbers by metric and week, from a frame as `metrics.measures.measure` gives it.

    `cut`: what was cut short, as `cut_short.short` gives it.
    """
    rows = measures[measures["student"] == student]
    columns = ["metric", "week", "value", "n", "state", *_COLUMNS]
    found = {}
    for name, week, value, n, state, *parts in rows[columns].itertuples(index=False):
        minutes = tuple((k, float(m)) for k, m in zip(KINDS, parts, strict=True) if pd.notna(m) and m > 0)
        held = None if pd.isna(value) else float(value)
        number = 0 if pd.isna(n) else int(n)
        bound = is_at_least(name, int(week), cut)
        found[name, int(week)] = Reading(METRICS[name], int(week), held, number, State(state), minutes, bound)
    return found


def in_words(metric: Metric, value: float) -> str:
    """Say a value in its unit; a share is said of 100."""
    said = amount(value, metric.unit)
    return f"{said} of 100" if metric.unit == "share" else said


def usual(found: Found, metric: str, before: int) -> tuple[float, int] | None:
    """Return the median of a student's completed weeks before a week, and how many; None: too few."""
    past = [
        reading.firm
        for (name, week), reading in found.items()
        if name == metric and TERM < week < before and reading.state is State.OK and reading.firm is not None
        if not reading.lower_bound
    ]
    return (median(past), len(past)) if len(past) >= USUAL_WEEKS else None


def lead(found: Found, week: int, label: str, *, running: bool) -> str:
    """Say a week in a sentence or two: what the student did, how two-way it was, and leisure while work was due."""
    did, balance, due = (found.get((m, week)) for m in ("acts", "engagement_balance", "procrastination_minutes"))
    if did is None or did.value is None:
        left_out = did is not None and did.lower_bound
        wrote = "what was written is unknown, for a source left the week out" if left_out else _NO_FILE
    else:
        known = "at least " if did.lower_bound else ""
        wrote = f"{known}{words.count(int(did.value), 'act')} written"
        if did.lower_bound and not did.value:
            wrote = "no act is known, but a source left some of the week out"
    parts = [wrote]
    if balance is not None and balance.value is not None:
        parts.append(f"an engagement balance of {balance.said}")
    if due is not None and due.value is not None:
        some = _at_least_short(due)
        parts.append(f"{some} of leisure while work was due" if due.minutes else "no leisure while work was due")
    so_far = "; the week is still running" if running else ""
    told = words.together(parts[:2]) if len(parts) < 3 else "; ".join([words.together(parts[:2]), parts[2]])
    return f"{words.sentence(label)}: {told}{so_far}."


def _at_least_short(reading: Reading) -> str:
    if len(reading.minutes) < 2 or reading.value is None:
        return at_least(dict(reading.minutes))
    return f"at least {words.hours(reading.minutes[0][1])}, up to {words.hours(reading.value)}"


def headline_rows(found: Found, week: int, course: Course) -> list[tuple[str, str, str, str]]:
    """Give the numbers that a week is told by: name, value or why there is none, what it rests on, own past."""
    in_week = [reading for name in HEADLINE if (reading := found.get((name, week)))]
    return [
        (
            r.metric.title,
            why_none(r, course) or cell(r),
            _rests_on(r) if r.n and r.metric.unit != "count" else "",
            own_past(found, r.metric.id, week),
        )
        for r in in_week
    ]


def why_none(reading: Reading, course: Course) -> str:
    """Say why a number of a week has no value, nothing where it has one."""
    if reading.value is not None:
        return ""
    week = words.week(reading.week) if reading.week else "the term"
    if reading.state is State.NO_DATA:
        return no_data(reading, week)
    if reading.state is State.PENDING:
        return f"nothing to say yet, {week} is still running"
    if reading.metric.of_time:
        limit = f"{course.settings.unknown_share_limit:.0%}"
        return f"too little to say: more than {limit} of the minutes are not labelled"
    return f"too little to say: {course.settings.min_acts} are needed"


def week_words(reading: Reading, course: Course) -> str:
    """Say one number of a week with what it rests on, or why there is none."""
    none = why_none(reading, course)
    if none:
        return f"{reading.metric.title}: {none}."
    running = ", so far: the week is still running" if reading.state is State.PENDING else ""
    return f"{reading.metric.title}: {value_words(reading)}{running}."


def no_data(reading: Reading, week: str) -> str:
    """Say why a number has no data."""
    if reading.metric.id == "procrastination_minutes" and reading.n:
        return f"nothing was due in {week}, so no leisure counts as while work was due"
    if reading.metric.of_time:
        return f"no tracker data, no diary and no posts in {week}"
    return f"no data in {week}"


def value_words(reading: Reading) -> str:
    """Say a value with its evidence, or with how many acts it rests on."""
    if reading.metric.unit == "minutes":
        return at_least(dict(reading.minutes))
    if reading.metric.unit == "count":
        return reading.said
    return f"{reading.said} (from {_rests_on(reading)})"


def at_least(minutes: dict[str, float]) -> str:
    """Say minutes by evidence: `6 h, measured`, or `at least 5 h (measured), up to 6 h 20 min (…)`."""
    known = [(kind, minutes[kind]) for kind in KINDS if minutes.get(kind, 0) > 0]
    if not known:
        return "none"
    total = words.hours(sum(m for _, m in known))
    if len(known) == 1:
        return f"{total}, {_SAID.get(known[0][0], known[0][0])}"
    (first, least), *rest = known
    others = words.together([f"{words.hours(m)} {_SAID.get(kind, kind)}" for kind, m in rest])
    return f"at least {words.hours(least)} ({first}), up to {total} (and {others})"


def _rests_on(reading: Reading) -> str:
    if reading.metric.of_time:
        return words.count(reading.n, "stretch or act", "stretches and acts")
    if reading.metric.id in ("reply_back_rate", "answer_time"):
        return words.count(reading.n, "comment or mention", "comments and mentions") + _interval(reading)
    return words.count(reading.n, {"steadiness": "week", "lateness": "task"}.get(reading.metric.id, "act"))


def _interval(reading: Reading) -> str:
    """Say how far a reply-back rate can be trusted: Wilson's 95 % interval, of 100."""
    if reading.metric.id != "reply_back_rate" or reading.value is None:
        return ""
    low, high = wilson(round(reading.value * reading.n), reading.n)
    return f"; 95 % interval {words.score(low)} to {words.score(high)}"


def own_past(found: Found, metric: str, week: int) -> str:
    """Say the student's own usual week before this one: always before the class."""
    past = usual(found, metric, week)
    if past is None:
        return "too early for a usual week"
    return f"{in_words(METRICS[metric], past[0])} ({words.count(past[1], 'week')})"


def week_table(
    medians: Mapping[tuple[str, int], tuple[float, int]], found: Found, week: int
) -> list[tuple[str, str, str, str, str]]:
    """Give every number of a week (0: the term) beside the own past and the class.

    `medians`: the class's, with their n. Rows: its name, the value or why there is none, what it
    rests on, the own usual week, the class's median.
    """
    in_week = [reading for name in METRICS if (reading := found.get((name, week)))]
    return [
        (r.metric.title, cell(r), str(r.n), own_past(found, r.metric.id, week), median_words(medians, r))
        for r in in_week
    ]


def median_words(medians: Mapping[tuple[str, int], tuple[float, int]], reading: Reading) -> str:
    """Say the class's median of a number and of how many students it is, or that they are too few."""
    found = medians.get((reading.metric.id, reading.week))
    return f"{in_words(reading.metric, found[0])} ({words.count(found[1], 'student')})" if found else "too few students"


def cell(reading: Reading) -> str:
    """Say a number in a table: its value, or its state in words."""
    if reading.value is None:
        return str(reading.state)
    said = at_least(dict(reading.minutes)) if reading.metric.unit == "minutes" else reading.said
    return f"{said}, so far" if reading.state is State.PENDING else said
