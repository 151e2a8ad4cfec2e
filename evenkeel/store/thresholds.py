"""The instructor's own lines: an append-only history, of which the newest entry holds."""

import sqlite3
from typing import NamedTuple


class Change(NamedTuple):
    """One change: the rules in force from then on (JSON, with the keys of course.yaml), when, by whom and why."""

    rules: str
    set_at: int
    set_by: str
    why: str


def history(record: sqlite3.Connection) -> list[Change]:
    """Return all changes, newest first; empty while the course's own rules hold."""
    rows = record.execute("SELECT rules, set_at, set_by, why FROM threshold ORDER BY id DESC")
    return [Change(*row) for row in rows]


def append(record: sqlite3.Connection, change: Change) -> None:
    """Enter a change; earlier ones stay as they were."""
    record.execute(
        "INSERT INTO threshold (rules, set_at, set_by, why) VALUES (?, ?, ?, ?)",
        change,
    )
