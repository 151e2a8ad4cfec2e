"""Course folders small enough to count by hand, opened through the product's own door."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd
import yaml

from evenkeel import inbox, printing
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.flags.decide import Flag
from evenkeel.metrics.inputs import enter
from evenkeel.metrics.relations import EVERYTHING, build
from evenkeel.model import SECOND

ADA, BEN = "ada@example.org", "ben@example.org"
ROSTER = f"""name,email,role,section
Ada Ash,{ADA},student,A
Ben Birk,{BEN},student,A
"""
TERM = {"title": "Small", "timezone": "UTC", "starts_on": "2025-09-01", "weeks": 6}
AFTER = datetime(2025, 12, 1, tzinfo=UTC)


def write_course(folder: Path, roster: str = ROSTER, **more: object) -> Path:
    """Write course.yaml and roster.csv: six weeks from Monday 2025-09-01, UTC, unless told otherwise."""
    (folder / "inbox").mkdir(parents=True, exist_ok=True)
    (folder / "course.yaml").write_text(yaml.safe_dump({**TERM, **more}), "utf-8")
    (folder / "roster.csv").write_text(roster, "utf-8")
    return folder


def write_acts(folder: Path, lines: Iterable[str]) -> None:
    """Write inbox/acts.csv from lines of `author,kind,at` and, where needed, `,id,in_reply_to,to`."""
    text = "\n".join(["author,kind,at,id,in_reply_to,to", *(_filled(line, 6) for line in lines), ""])
    (folder / "inbox" / "acts.csv").write_text(text, "utf-8")


def write_time(folder: Path, lines: Iterable[str]) -> None:
    """Write inbox/time.csv from lines of `student,start,end` and, where needed, `,purpose,evidence`."""
    text = "\n".join(["student,start,end,purpose,evidence", *(_filled(line, 5) for line in lines), ""])
    (folder / "inbox" / "time.csv").write_text(text, "utf-8")


def _filled(line: str, cells: int) -> str:
    return line + "," * (cells - 1 - line.count(","))


def micros(moment: datetime) -> int:
    """Write a moment as the record does."""
    return round((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) * SECOND


@contextmanager
def opened(
    folder: Path, now: datetime = AFTER, mapping: Mapping[str, str] | None = None, refusals: bool = False
) -> Iterator[Desk]:
    """Open a course folder with its inbox loaded; a file that is refused is a mistake unless it may be."""
    with closing(Desk(folder)) as desk:
        asked = inbox.Asked(micros(now), mapping=mapping or {})
        reports = desk.load(LOCAL_INSTRUCTOR, inbox.waiting(folder), asked)
        assert refusals or [report.refused for report in reports if report.refused] == []
        yield desk


def relations(desk: Desk, now: datetime = AFTER) -> duckdb.DuckDBPyConnection:
    """Return a cursor on which every relation behind the numbers can be read."""
    cursor = desk.snapshots.cursor()
    enter(cursor, desk.course, micros(now), desk.matches)
    build(cursor, EVERYTHING)
    return cursor


def value(desk: Desk, student: str, metric: str, week: int = 0, now: datetime = AFTER) -> float | None:
    """Return one number (week 0: the term), None where it is empty."""
    return row(desk, student, metric, week, now)["value"]


def row(desk: Desk, student: str, metric: str, week: int = 0, now: datetime = AFTER) -> dict[str, object]:
    """Return one row as the command line prints it."""
    [found] = [
        each
        for each in printed(desk.measures(LOCAL_INSTRUCTOR, micros(now)))
        if (each["student"], each["metric"], each["week"] or 0) == (student, metric, week)
    ]
    return found


def printed(measures: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows that `metrics --format json` prints."""
    return json.loads(printing.measures(measures, "json"))


def printed_flags(raised: Iterable[Flag]) -> list[dict[str, object]]:
    """Return the rows that `flags --format json` prints, their reasons left empty."""
    return json.loads(printing.flags(raised, lambda flag: "", "json"))
