"""One student's term as a page says it: a number week by week, with its line and the own usual week."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from evenkeel import words
from evenkeel.charts.term import Level
from evenkeel.course.values import Course, Rule
from evenkeel.flags.decide import Flag
from evenkeel.metrics.registry import METRICS, Metric
from evenkeel.metrics.statistics import individuals
from evenkeel.model import Evidence, State
from evenkeel.web.student_numbers import KINDS, Found, Reading, cell, in_words, usual, value_words

# So many completed weeks a usual range takes.
BASELINE_WEEKS = 8
WITH_BASELINE = tuple(metric.id for metric in METRICS.values() if metric.weekly)
_SCALES = {"minutes": "hours", "hours": "hours", "share": "0 to 100", "signed": "−1 to 1", "count": "number"}


@dataclass(frozen=True, slots=True)
class Baseline:
    """A student's own usual range of a metric: the weeks it is from, and its middle and limits (None: too early)."""

    metric: str
    weeks: tuple[tuple[int, float], ...]
    limits: tuple[float, float, float] | None

    @property
    def drawn(self) -> tuple[float, float, float]:
        """The middle and the limits, cut to the ends that the number itself can have; only where there are limits."""
        assert self.limits is not None
        kind, (middle, low, high) = METRICS[self.metric], self.limits
        least, most = (low if kind.low is None else kind.low), (high if kind.high is None else kind.high)
        return middle, max(low, least), min(high, most)

    @property
    def unusual(self) -> tuple[tuple[int, float], ...]:
        """The weeks outside the limits."""
        if self.limits is None:
            return ()
        _, low, high = self.limits
        return tuple((week, value) for week, value in self.weeks if not low - 1e-9 <= value <= high + 1e-9)


def title(metric: Metric) -> str:
    """Name a metric with what it is counted in, as an axis does."""
    return f"{metric.title} ({_SCALES[metric.unit]})"


def plotted(metric: Metric, value: float) -> float:
    """Turn a value into the unit that `title` names."""
    if metric.unit == "minutes":
        return value / 60
    return value * 100 if metric.unit == "share" else value


def term(
    found: Found,
    metric: str,
    *,
    begun: Iterable[int],
    course: Course,
    flags: Iterable[Flag] = (),
) -> pd.DataFrame:
    """Give a metric week by week, as `charts.weeks.chart` reads it: breaks too, as far as they have come."""
    flagged = {judged.week for flag in flags if flag.rule.metric == metric for judged in flag.over}
    weeks = set(begun)
    last = max(weeks, default=0)
    rows = [
        _term_row(found.get((metric, week)), week, week in flagged, week in course.breaks)
        for week in range(1, last + 1)
        if week in weeks or week in course.breaks
    ]
    columns = ["week", "value", "state", "evidence", "flagged", "running", "on_break", "said"]
    return pd.DataFrame(rows, columns=columns)


def _term_row(reading: Reading | None, week: int, flagged: bool, on_break: bool) -> tuple[object, ...]:
    if reading is None:
        return week, None, str(State.NO_DATA), "", False, False, on_break, ""
    running = reading.state is State.PENDING
    value = None if reading.firm is None else plotted(reading.metric, reading.firm)
    said = value_words(reading) if reading.value is not None else str(reading.state)
    return week, value, str(reading.state), strongest(reading), flagged, running, on_break, said


def strongest(reading: Reading) -> str:
    """Name the evidence that most of the firm minutes have; empty where the number is no time."""
    known = [part for part in reading.minutes if part[0] != Evidence.ESTIMATED] or reading.minutes
    return max(known, key=lambda part: part[1])[0] if known else ""


def kinds_of(evidence: Iterable[str]) -> tuple[str, ...]:
    """Keep the kinds of evidence that occur, strongest first."""
    found = set(evidence)
    return tuple(kind for kind in KINDS if kind in found)


def good_weeks(measures: pd.DataFrame, found: Found, metric: str) -> list[tuple[int, float]]:
    """List the completed weeks whose number is good, with the value that rules look at, in order.

    `measures` as `metrics.measures.measure` gives them, of one student: weeks that are known by estimates alone have
    no such value.
    """
    good = (measures["metric"] == metric) & (measures["state"] == State.OK) & (measures["week"] > 0)
    rows = measures[good & measures["firm"].notna()].sort_values("week")
    held = zip(rows["week"].astype(int), rows["firm"].astype(float), strict=True)
    return [(week, value) for week, value in held if not _at_least(found.get((metric, week)))]


def _at_least(reading: Reading | None) -> bool:
    return reading is not None and reading.lower_bound


def baseline(measures: pd.DataFrame, found: Found, metric: str) -> Baseline:
    """Give the student's own middle and limits over the weeks so far; arguments as in `good_weeks`."""
    weeks = good_weeks(measures, found, metric)
    limits = individuals([value for _, value in weeks]) if len(weeks) >= BASELINE_WEEKS else None
    return Baseline(metric, tuple(weeks), limits)


def baseline_finding(held: Baseline, name: str) -> str:
    """Say which weeks are unusual for the student, if any, or how many more it takes."""
    title = METRICS[held.metric].title
    if held.limits is None:
        had = words.count(len(held.weeks), "completed week")
        known = "known by more than estimates" if METRICS[held.metric].of_time else "with a number"
        return f"{title}: {had} {known}, and a usual range takes {BASELINE_WEEKS}."
    odd = [str(week) for week, _ in held.unusual]
    if not odd:
        return f"{title}: within the usual range for {name} in every week."
    weeks, are = ("Weeks", "are") if len(odd) > 1 else ("Week", "is")
    return f"{weeks} {words.together(odd)} {are} unusual for {name}: {title[:1].lower()}{title[1:]}."


def line(rules: Iterable[Rule], metric: str) -> Level | None:
    """Give the line that a rule draws on a metric, in the unit of its chart."""
    rule = next((rule for rule in rules if rule.metric == metric), None)
    if rule is None:
        return None
    said = f"the line: {in_words(METRICS[metric], rule.line)}"
    return Level(plotted(METRICS[metric], rule.line), said, rule.above)


def usual_level(found: Found, metric: str, before: int) -> Level | None:
    """Give the student's own usual week, as the chart draws it."""
    past = usual(found, metric, before)
    if past is None:
        return None
    return Level(plotted(METRICS[metric], past[0]), f"own usual week: {in_words(METRICS[metric], past[0])}")


def term_sentence(frame: pd.DataFrame, metric: Metric) -> str:
    """Say how a number went over the term: how many weeks have it, and where it was lowest and highest."""
    completed = frame[~frame["on_break"] & ~frame["running"]]
    known = completed.dropna(subset=["value"])
    name = metric.title[:1].lower() + metric.title[1:]
    if known.empty:
        return f"No completed week has a number for {name} yet."
    of = f"{len(known)} of {words.count(len(completed), 'completed week')}"
    if len(known) == 1:
        return f"{metric.title} is known in {of}: {known.iloc[0]['said']}."
    in_order = known.sort_values("value", kind="stable")
    low, high = in_order.iloc[0], in_order.iloc[-1]
    ends = f"lowest in week {low['week']} ({low['said']}), highest in week {high['week']} ({high['said']})"
    return f"{metric.title} is known in {of}: {ends}."


def term_rows(found: Found, metric: str, frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Write the term as a table: week, the value or why there is none, what it rests on."""
    rows = []
    for week, on_break, flagged in frame[["week", "on_break", "flagged"]].itertuples(index=False):
        reading = found.get((metric, int(week)))
        said = "break" if on_break else cell(reading) if reading else str(State.NO_DATA)
        mark = ", past the line: flagged" if flagged else ""
        n = "" if on_break or reading is None else str(reading.n)
        rows.append((words.sentence(words.week(int(week))), said + mark, n))
    return rows
