"""What the relations need besides the record: the calendar, what was asked, the settings and `now`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import duckdb

from evenkeel import accounts
from evenkeel.course.calendar import days, weeks
from evenkeel.course.tasks import occasions, study_intervals, tasks
from evenkeel.course.values import Course
from evenkeel.model import DAY, HOUR, MINUTE, SECOND


class Match(NamedTuple):
    """How a defined exercise recognises what was handed in: see `submission.sql`."""

    exercise: str
    kind: str
    tags: tuple[str, ...] = ()
    to_classmate: bool = False


def enter(cursor: duckdb.DuckDBPyConnection, course: Course, now: int, definitions: Iterable[Match] = ()) -> None:
    """Give a cursor the course's tables and variables as temporary things of its own."""
    _calendar(cursor, course, now)
    _asked(cursor, course, definitions)
    _settings(cursor, course, now)


def _calendar(cursor: duckdb.DuckDBPyConnection, course: Course, now: int) -> None:
    begun = [week for week in weeks(course) if week.start <= now]
    _table(
        cursor,
        "week (week SMALLINT, starts BIGINT, ends BIGINT, completed BOOLEAN)",
        [(w.number, w.start, w.end, w.end <= now) for w in begun],
    )
    rows = []
    in_course = days(course)
    for week in begun:
        rows += [(d.ordinal, week.number, d.start, d.end) for d in in_course if week.start <= d.start < week.end]
    _table(cursor, "day (day INTEGER, week SMALLINT, starts BIGINT, ends BIGINT)", rows)
    _table(cursor, "study (starts BIGINT, ends BIGINT)", study_intervals(course))


def _asked(cursor: duckdb.DuckDBPyConnection, course: Course, definitions: Iterable[Match]) -> None:
    asked = tasks(course)
    scheduled = sorted({accounts.tag(task.exercise) for task in asked})
    defined = {accounts.tag(match.exercise): match for match in definitions}
    _table(
        cursor,
        "task (task INTEGER, exercise TEXT, week SMALLINT, release BIGINT, due BIGINT, until BIGINT, occasion TEXT)",
        [
            (n, accounts.tag(t.exercise), t.week, t.release, t.due, t.until, occasion)
            for n, (t, occasion) in enumerate(zip(asked, occasions(asked), strict=True))
        ],
    )
    known = [(name, defined.get(name)) for name in scheduled]
    _table(
        cursor,
        "exercise (exercise TEXT, kind TEXT, to_classmate BOOLEAN)",
        [(name, match and match.kind, bool(match and match.to_classmate)) for name, match in known],
    )
    _table(
        cursor,
        "exercise_tag (exercise TEXT, tag TEXT)",
        [(name, accounts.tag(tag)) for name, match in known if match for tag in match.tags],
    )
    _table(cursor, "class_tag (tag TEXT)", [(accounts.tag(tag),) for tag in course.class_tags])
    _table(
        cursor,
        "platform_purpose (platform TEXT, purpose TEXT)",
        [(accounts.platform(name), purpose.value) for name, purpose in course.purposes.items()],
    )


def _settings(cursor: duckdb.DuckDBPyConnection, course: Course, now: int) -> None:
    settings = course.settings
    values: dict[str, float | int | bool] = {
        "now": now,
        "day_length": DAY,
        "answer_within": round(settings.answer_within_days * DAY),
        "session_gap": round(settings.session_gap_minutes * MINUTE),
        "session_lead": round(settings.session_lead_seconds * SECOND),
        "window_weeks": settings.window_weeks,
        "min_acts": settings.min_acts,
        "opens_before": round(settings.window_opens_hours_before_due * HOUR),
        "closes_after": round(settings.window_closes_hours_after_due * HOUR),
        "unknown_limit": settings.unknown_share_limit,
        "students_only": settings.peers == "students",
        "champion_received": float(settings.stairway_champion_received),
        "champion_weeks": settings.stairway_champion_weeks,
        "champion_reposts": settings.stairway_champion_reposts,
        "casual_below": float(settings.stairway_casual_below),
        "casual_weeks": settings.stairway_casual_weeks,
        "substantive_words": settings.stairway_words,
        "lean": settings.stairway_lean_share,
    }
    for name, value in values.items():
        kind = "BOOLEAN" if isinstance(value, bool) else "BIGINT" if isinstance(value, int) else "DOUBLE"
        cursor.execute(f"SET VARIABLE {name} = ?::{kind}", [value])


def _table(cursor: duckdb.DuckDBPyConnection, shape: str, rows: Sequence[tuple[object, ...]]) -> None:
    cursor.execute(f"CREATE TEMP TABLE {shape}")
    if rows:
        # One statement over columns: DuckDB takes rows one by one slowly.
        kinds = [column.rsplit(" ", 1)[1] for column in shape.split("(", 1)[1].rstrip(")").split(", ")]
        places = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
        columns = [list(column) for column in zip(*rows, strict=True)]
        cursor.execute(f"INSERT INTO {shape.split(' ', 1)[0]} SELECT {places}", columns)
