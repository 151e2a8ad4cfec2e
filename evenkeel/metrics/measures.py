"""All numbers of a class at a moment, as one frame."""

from collections.abc import Iterable

import duckdb
import pandas as pd

from evenkeel.course.values import Course
from evenkeel.metrics import relations
from evenkeel.metrics.inputs import Match, enter
from evenkeel.metrics.registry import METRICS
from evenkeel.model import State

TERM = 0


def measure(
    cursor: duckdb.DuckDBPyConnection, course: Course, now: int, definitions: Iterable[Match] = ()
) -> pd.DataFrame:
    """Return every metric of every student, begun week and the term, from a snapshot's cursor.

    Columns: student (e-mail), week (0: the term), metric, value (empty unless good), n, state, then minutes of
    each evidence (measured, self_reported, unplaced, estimated; time metrics only) and `firm`: the value that
    rules look at, without estimated minutes. The cursor keeps the relations for reading further.
    """
    enter(cursor, course, now, definitions)
    relations.build(cursor, relations.EVERYTHING)
    relations.release(cursor)
    return frame(cursor)


def frame(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Read the rows of `measure`, with texts as categories: half a million rows repeat some two thousand words."""
    students = [email for (email,) in cursor.execute("SELECT email FROM student ORDER BY email").fetchall()]
    return cursor.execute(
        f"""
        SELECT student::{_one_of(students)} AS student, week::BIGINT AS week,
               metric::{_one_of(sorted(METRICS))} AS metric, value, n, state::{_one_of(State)} AS state,
               measured, self_reported, unplaced, estimated, firm
        FROM measure ORDER BY student, week, metric
        """
    ).df()


def _one_of(words: Iterable[str]) -> str:
    """Spell a type of DuckDB's whose values are these words."""
    quoted = ", ".join("'" + str(word).replace("'", "''") + "'" for word in words)
    return f"ENUM({quoted})" if quoted else "VARCHAR"
