"""All numbers of a class at a moment, as one frame."""

from collections.abc import Iterable

import duckdb
import pandas as pd

from evenkeel.course.values import Course
from evenkeel.metrics import relations
from evenkeel.metrics.inputs import Match, enter

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
    return cursor.execute("SELECT * FROM measure ORDER BY student, week, metric").df()
