"""Oversaturation: do answers go with how much a student posts in a week?

Items are a student's posts and short posts to nobody in particular in course weeks, old enough to judge. An active
week has at least one. Its cadence is how many it has; its response the median number of answers to them. Both speak of
the same items, so those too new to judge enter neither.
"""

from typing import NamedTuple

import duckdb
import pandas as pd

from evenkeel.metrics import relations
from evenkeel.metrics.statistics import spearman
from evenkeel.model import State

# Fewer active weeks say too little.
WEEKS = 8

_WEEKLY = """
SELECT s.email AS student, o.week::BIGINT AS week, any_value(o.cadence)::BIGINT AS cadence,
       median(o.responses)::DOUBLE AS median
FROM student s LEFT JOIN oversaturation o USING (who)
GROUP BY ALL ORDER BY ALL
"""
_BY_CADENCE = """
SELECT o.cadence::BIGINT AS cadence, count(DISTINCT o.week)::BIGINT AS weeks, count(*)::BIGINT AS items,
       median(o.responses)::DOUBLE AS responses
FROM oversaturation o JOIN student s USING (who) WHERE s.email = $student
GROUP BY ALL ORDER BY ALL
"""


_ITEMS = """
SELECT o.week::BIGINT, o.responses::BIGINT
FROM oversaturation o JOIN student s USING (who) WHERE s.email = $student ORDER BY o.moment, o.act
"""


class Found(NamedTuple):
    """A row of `by_student`."""

    student: str
    n: int
    rho: float | None
    state: str


def by_student(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return, for each student, whether answers go with cadence, from a cursor on which `measure` has built.

    Columns: student, n (active weeks), rho (Spearman's, between the weeks' cadence and median responses; empty unless
    good), state: no data without an active week, too little to say under 8 weeks, no data where one side never varies.
    """
    _build(cursor)
    weekly = cursor.execute(_WEEKLY).df()
    rows = [_found(str(who), weeks.dropna(subset=["week"])) for who, weeks in weekly.groupby("student", sort=True)]
    frame = pd.DataFrame(rows, columns=list(Found._fields))
    return frame.astype({"n": "int64", "rho": "float64"})


def by_cadence(cursor: duckdb.DuckDBPyConnection, student: str) -> pd.DataFrame:
    """Return one student's items by the cadence of their week, the quietest weeks first.

    Columns: cadence (items in a week), weeks (how many had so many), items (in them), responses (median to an item).
    """
    _build(cursor)
    return cursor.execute(_BY_CADENCE, {"student": student}).df()


def items(cursor: duckdb.DuckDBPyConnection, student: str) -> list[tuple[int, int]]:
    """Return one student's mature items as (week, how many answered it)."""
    _build(cursor)
    return [(week, answers) for week, answers in cursor.execute(_ITEMS, {"student": student}).fetchall()]


def _build(cursor: duckdb.DuckDBPyConnection) -> None:
    """Make the relation on first use: nothing else reads it."""
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS oversaturation AS {relations.text('oversaturation')}")


def _found(student: str, weeks: pd.DataFrame) -> Found:
    n = len(weeks)
    if n < WEEKS:
        return Found(student, n, None, State.TOO_LITTLE if n else State.NO_DATA)
    rho = spearman(weeks["cadence"].tolist(), weeks["median"].tolist())
    return Found(student, n, rho, State.NO_DATA if rho is None else State.OK)
