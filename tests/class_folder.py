"""Course folders written by a test, the commands run on them, and the record laid open to compare."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from click.testing import CliRunner

from evenkeel.cli import main

TERM = {"title": "Small", "timezone": "America/New_York", "starts_on": "2026-01-12", "weeks": 6}
ROSTER = """name,email,role,section,blog,x,mastodon
Anna Ash,anna@example.org,student,A,https://www.anna.example.org/,@Anna,@anna@mastodon.example.org
Ben Birk,ben@example.org,student,A,ben.example.org,https://x.com/ben,
Ida Ingle,ida@example.org,instructor,,,,
"""
# What differs between two honest records of the same files: when they were loaded, and their own secret.
_OF_THE_DAY = {"load": {"loaded_at"}, "decision": {"decided_at"}}
# What could not be taken is on the list of loads, and how often it was written is said of the record: neither is any
# part of what is known.
_OF_THE_RECORD = {"fact": "WHERE name <> 'secret' AND name NOT LIKE 'written%'", "refusal": "WHERE FALSE"}


class Ran(NamedTuple):
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


def write_course(folder: Path, files: Mapping[str, str | bytes] = {}, roster: str = ROSTER, **more: object) -> Path:
    """Write course.yaml, roster.csv and further files: six weeks from Monday 2026-01-12, New York's clock."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "inbox").mkdir(exist_ok=True)
    (folder / "course.yaml").write_text(yaml.safe_dump({**TERM, **more}), "utf-8")
    (folder / "roster.csv").write_text(roster, "utf-8")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def run(*arguments: object) -> Ran:
    """Run a command in this process; an error that is no clean exit is raised."""
    result = CliRunner().invoke(main, [str(each) for each in arguments], prog_name="evenkeel")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return Ran(result.exit_code, result.stdout, result.stderr)


def load(folder: Path, *arguments: object) -> list[dict[str, Any]]:
    """Load, and return the objects of `load --json`."""
    ran = run("load", "--course", folder, *arguments, "--json")
    assert ran.code in (0, 1), ran
    found = json.loads(ran.out)
    assert ran.code == int(any(report["refused"] or report["rejected"] for report in found))
    return found


def load_one(folder: Path, *arguments: object) -> dict[str, Any]:
    """Load, and return the one object that is not about the course's roster.csv."""
    [report] = [one for one in load(folder, *arguments) if one["path"] != "roster.csv"]
    return report


def dump(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables of class.db, but for what no two records share."""
    return dump_of(folder / "class.db")


def dump_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as record:
        tables = [name for (name,) in record.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: _rows(record, table) for table in sorted(tables)}


def _rows(record: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in record.execute(f"PRAGMA table_info({table})")]
    kept = ", ".join(f'"{name}"' for name in columns if name not in _OF_THE_DAY.get(table, ()))
    return sorted(record.execute(f"SELECT {kept} FROM {table} {_OF_THE_RECORD.get(table, '')}"), key=repr)


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the record something."""
    with closing(sqlite3.connect(folder / "class.db")) as record:
        return record.execute(query).fetchall()
