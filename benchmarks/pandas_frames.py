"""What the pandas contender starts from: the snapshot's tables and the course's calendar, as frames."""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from evenkeel.course.values import Course
from evenkeel.metrics.inputs import Match, enter
from evenkeel.metrics.relations import ACTS, build

NONE = -1
GIVEN = (*ACTS, "visited")
FEW_WORDS = ("kind", "platform", "purpose", "tag", "evidence", "kinds")
SETTINGS = (
    *("now", "answer_within", "session_gap", "session_lead", "min_acts"),
    *("opens_before", "closes_after", "unknown_limit", "students_only"),
)


@dataclass(frozen=True, slots=True)
class Given:
    """One frame a table of the snapshot and of `metrics.inputs`, and the settings by name."""

    person: pd.DataFrame
    act: pd.DataFrame
    addressee: pd.DataFrame
    tag: pd.DataFrame
    entry: pd.DataFrame
    tracked: pd.DataFrame
    covered: pd.DataFrame
    visited: pd.DataFrame
    week: pd.DataFrame
    day: pd.DataFrame
    study: pd.DataFrame
    task: pd.DataFrame
    exercise: pd.DataFrame
    exercise_tag: pd.DataFrame
    class_tag: pd.DataFrame
    platform_purpose: pd.DataFrame
    window_week: pd.DataFrame
    settings: dict[str, float]


TABLES = [name for name in Given.__slots__ if name not in ("settings", "window_week")]


def read(cursor: duckdb.DuckDBPyConnection, course: Course, now: int, matches: Iterable[Match]) -> Given:
    """Read every table into a frame as one would keep it: whole numbers as such, few words as categories.

    Which weeks a source speaks for, and where a visit lies, are taken as given: no contender pays for them.
    """
    enter(cursor, course, now, matches)
    build(cursor, GIVEN)
    frames = {name: _frame(cursor, name) for name in TABLES}
    asked = ", ".join(f"getvariable('{name}')" for name in SETTINGS)
    values = cursor.execute(f"SELECT {asked}").fetchone() or ()
    windows = _windows(frames["week"], course.settings.window_weeks)
    return Given(**frames, window_week=windows, settings=dict(zip(SETTINGS, values, strict=True)))


def given(table: str) -> str:
    """Write the query that reads a table; of the weeks that a source left out as a whole nobody speaks."""
    kinds = "post, comment, tweet, repost"
    return f"SELECT who, week, {kinds} FROM covered WHERE covered" if table == "covered" else f"SELECT * FROM {table}"


def _frame(cursor: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    frame = cursor.execute(given(table)).df()
    # The snapshot is as narrow as it can be; pandas merges keys of one width only.
    for column, kind in frame.dtypes.astype(str).items():
        if kind.lower() in ("int8", "int16", "int32"):
            frame[column] = frame[column].astype("int64" if kind.islower() else "float64")
    words = frame.select_dtypes("category").columns
    frame[words] = frame[words].astype(object)
    for column in frame.columns.intersection(FEW_WORDS):
        frame[column] = frame[column].astype("category")
    if table == "act":
        frame["parent"] = frame["parent"].fillna(NONE).astype("int64")
    if table in ("week", "day", "study"):
        frame = frame.sort_values("starts", ignore_index=True)
    return frame


def _windows(week: pd.DataFrame, length: int) -> pd.DataFrame:
    """Pair each week with the members of its trailing window; week 0, the term, has all (rule 12)."""
    pairs = week[["week"]].merge(week[["week"]].rename(columns={"week": "member"}), how="cross")
    inside = pairs["member"].between(pairs["week"] - length + 1, pairs["week"])
    term = pd.DataFrame({"week": np.int64(0), "member": week["week"]})
    return pd.concat([pairs[inside], term], ignore_index=True)


def place(moments: pd.Series, spans: pd.DataFrame, label: str) -> np.ndarray:
    """Say in which of some spans in order, that do not overlap, each moment lies; NONE: in none."""
    if spans.empty:
        return np.full(len(moments), NONE)
    at = np.searchsorted(spans["starts"], moments, side="right") - 1
    inside = (at >= 0) & (moments.to_numpy() < spans["ends"].to_numpy()[at])
    return np.where(inside, spans[label].to_numpy()[at], NONE)


def cut(pieces: pd.DataFrame, spans: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Pair pieces [starts, ends) with the spans in order they have a part in: positions of both."""
    first = np.searchsorted(spans["ends"], pieces["starts"], side="right")
    last = np.searchsorted(spans["starts"], pieces["ends"], side="left")
    many = np.maximum(last - first, 0)
    piece = np.repeat(np.arange(len(pieces)), many)
    nth = np.arange(many.sum()) - np.repeat(many.cumsum() - many, many)
    return piece, first[piece] + nth
