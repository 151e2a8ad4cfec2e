"""One student's minutes: by week and evidence, and the stretches of time behind a number of minutes."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from evenkeel import words
from evenkeel.course.calendar import WEEKDAYS, date_words, local
from evenkeel.course.values import Course
from evenkeel.metrics.measures import TERM
from evenkeel.metrics.registry import METRICS, Metric
from evenkeel.model import Purpose, State
from evenkeel.web.student_numbers import KINDS, Found, Reading, at_least

DUE, LEISURE = "procrastination_minutes", "leisure_minutes"
READING = (
    "The top of the solid part is “at least”, the top of all of it “up to”. A tracker measures, a diary "
    "tells; from posting times alone minutes are estimated, and those never raise a flag."
)
_SHORT = {"unplaced": "self-reported, no time of day", "estimated": "estimated from posting times"}


def choices() -> list[Metric]:
    """List the numbers that stretches of time stand behind."""
    return [metric for metric in METRICS.values() if metric.of_time]


def stacked(timeline: pd.DataFrame, running: Iterable[int]) -> pd.DataFrame:
    """Sum a student's leisure by week, evidence and whether work was due, as `charts.minutes` reads it.

    `timeline` as `metrics.readings.timeline` gives it, of one student.
    """
    counted = timeline.assign(other=timeline["minutes"].where(timeline["purpose"] == Purpose.LEISURE, 0.0))
    counted["other"] = (counted["other"] - counted["due"]).clip(lower=0.0)
    summed = counted[counted["week"].notna()].groupby(["week", "evidence"], as_index=False)[["due", "other"]].sum()
    parts = [summed.assign(minutes=summed[part], due=part == "due") for part in ("due", "other")]
    frame = pd.concat(parts)[["week", "evidence", "due", "minutes"]]
    now_running = set(running)
    return frame.assign(running=[int(week) in now_running for week in frame["week"]])


def missing(found: Found, begun: Iterable[int], course: Course) -> tuple[tuple[int, str], ...]:
    """List the weeks that have no minutes, with why: a break, or no data."""
    weeks = set(begun)
    last = max(weeks, default=0)
    gaps = [(week, "break") for week in course.breaks if week <= last]
    for week in weeks - course.breaks:
        reading = found.get((LEISURE, week))
        if reading is None or reading.value is None:
            gaps.append((week, str(State.NO_DATA)))
    return tuple(sorted(gaps))


def by_week(found: Found, begun: Iterable[int]) -> list[tuple[str, ...]]:
    """Give the table of minutes: week, leisure while work was due by evidence, all leisure, coursework."""
    return [
        (
            words.sentence(words.week(week)),
            *(_cell(found.get((name, week))) for name in (DUE, LEISURE, "coursework_minutes")),
        )
        for week in sorted(begun)
    ]


def _cell(reading: Reading | None) -> str:
    if reading is None or reading.value is None:
        return str(reading.state) if reading else str(State.NO_DATA)
    so_far = ", so far" if reading.state is State.PENDING else ""
    return at_least(dict(reading.minutes)) + so_far


def sentence(found: Found, begun: Iterable[int]) -> str:
    """Say how many weeks of minutes rest on a tracker, on a diary, or on posting times alone."""
    weeks = sorted(begun)
    read = [found[LEISURE, week] for week in weeks if (LEISURE, week) in found]
    told = [_basis(found, reading.week) for reading in read if reading.value is not None]
    if not told:
        return "No minutes are known: there is no tracker, no diary and no posting time in any week so far."
    parts = []
    for basis, said in (
        ("measured", "on a tracker"),
        ("reported", "on a diary"),
        ("estimated", "on posting times alone"),
    ):
        if n := told.count(basis):
            parts.append(f"{words.count(n, 'week')} {'rests' if n == 1 else 'rest'} {said}")
    return words.sentence(words.together(parts)) + "."


def _basis(found: Found, week: int) -> str:
    names = ("social_minutes", "coursework_minutes", LEISURE, DUE)
    kinds = {kind for name in names if (name, week) in found for kind, _ in found[name, week].minutes}
    if "measured" in kinds:
        return "measured"
    return "reported" if kinds & {"self-reported", "unplaced"} else "estimated"


def behind(timeline: pd.DataFrame, metric: str, week: int) -> pd.DataFrame:
    """Return the stretches that a number of minutes is made of, newest first, with the minutes `counted`."""
    frame = timeline if week == TERM else timeline[timeline["week"] == week]
    if metric == DUE:
        frame = frame.assign(counted=frame["due"])
    elif metric == "social_minutes":
        frame = frame.assign(counted=frame["minutes"].where(frame["social"], 0.0))
    elif metric == "coursework_share":
        frame = frame.assign(counted=frame["minutes"])
    else:
        purpose = metric.removesuffix("_minutes")
        frame = frame.assign(counted=frame["minutes"].where(frame["purpose"] == purpose, 0.0))
    frame = frame[(frame["counted"] > 0) & frame["week"].notna()]
    return frame.sort_values(["day", "starts"], ascending=False, na_position="last")


def rows(stretches: pd.DataFrame, course: Course) -> list[tuple[str, str, str, str]]:
    """Write stretches as a table: day and clock, minutes that count, what for, how it is known."""
    return [_row(stretch, course) for stretch in stretches.itertuples(index=False)]


def _row(stretch: object, course: Course) -> tuple[str, str, str, str]:
    starts, ends = getattr(stretch, "starts", None), getattr(stretch, "ends", None)
    purpose, labelled = str(getattr(stretch, "purpose", "")), bool(getattr(stretch, "meant_to_work", False))
    counted, evidence = float(getattr(stretch, "counted", 0.0)), str(getattr(stretch, "evidence", ""))
    if starts is None or pd.isna(starts) or ends is None:
        when = f"{_day(int(getattr(stretch, 'day', 1)))}, no time of day"
    else:
        begin, end = local(int(starts), course.zone), local(int(ends), course.zone)
        when = f"{WEEKDAYS[begin.weekday()][:3]} {date_words(begin.date())}, {begin:%H:%M}–{end:%H:%M}"
    what = "purpose unknown" if purpose == Purpose.UNKNOWN else purpose
    meant = ", “I meant to be working”" if labelled else ""
    marked = "; marked by the student" if bool(getattr(stretch, "marked", False)) else ""
    return when, words.hours(counted), f"{what}{meant}", f"{_SHORT.get(evidence, evidence)}{marked}"


def _day(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return f"{WEEKDAYS[day.weekday()][:3]} {date_words(day)}"


def made_of(stretches: pd.DataFrame, metric: str) -> str:
    """Say what the stretches behind a number add up to, by evidence."""
    if stretches.empty:
        return "No stretch of time is behind it."
    summed = stretches.groupby("evidence")["counted"].sum()
    known = at_least({kind: float(summed.get(kind, 0.0)) for kind in KINDS})
    what = "All labelled and unlabelled time" if metric == "coursework_share" else "Behind it"
    return f"{what}: {words.count(len(stretches), 'stretch', 'stretches')} of time, {known}."
