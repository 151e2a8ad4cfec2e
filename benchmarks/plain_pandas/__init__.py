"""Every number of a class in plain pandas: the product's relations one by one, as a competent analyst writes them.

Each function is the relation of its name in `evenkeel/metrics/relations`: merges, asof merges, groupbys, masks. The
tables come as DuckDB hands them over; every relation is made once and kept for those that read it.
`pandas_metrics` is the same by somebody who tunes: a test holds both equal to the product.
"""

from collections.abc import Iterable
from types import SimpleNamespace

import duckdb
import pandas as pd

from benchmarks.pandas_frames import GIVEN, SETTINGS, TABLES, given
from benchmarks.plain_pandas import acts, dialogue, rows, time
from evenkeel.course.values import Course
from evenkeel.metrics.inputs import Match, enter
from evenkeel.metrics.relations import build

RELATIONS = (*acts.RELATIONS, *dialogue.RELATIONS, *time.RELATIONS, *rows.RELATIONS)
WIDE = {"int8": "int64", "int16": "int64", "int32": "int64", "Int8": "Int64", "Int16": "Int64", "Int32": "Int64"}
Tables = dict[str, object]


def read(cursor: duckdb.DuckDBPyConnection, course: Course, now: int, definitions: Iterable[Match]) -> Tables:
    """Read every table of the snapshot and of `metrics.inputs` into a frame, and the settings by name."""
    enter(cursor, course, now, definitions)
    build(cursor, GIVEN)
    names = (*SETTINGS, "window_weeks")
    values = cursor.execute(f"SELECT {', '.join(f'getvariable({name!r})' for name in names)}").fetchone() or ()
    frames = {table: _frame(cursor, table) for table in TABLES}
    return {**frames, **dict(zip(names, values, strict=True))}


def _frame(cursor: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    """Read a table as it comes, but whole numbers as int64: merges want the same on both sides."""
    frame = cursor.execute(given(table)).df()
    kinds = frame.dtypes.astype(str)
    return frame.astype({column: WIDE[kind] for column, kind in kinds.items() if kind in WIDE})


def measure(tables: Tables) -> pd.DataFrame:
    """Return every metric of every student, begun week and the term, in order of student, week and metric."""
    r = SimpleNamespace(**tables)
    for relation in RELATIONS:
        setattr(r, relation.__name__, relation(r))
    return r.measure
