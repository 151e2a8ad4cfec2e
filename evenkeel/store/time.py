"""Time entries, tracker spans and coverage on record."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from evenkeel.store.acts import Tally


class EntryRow(NamedTuple):
    """A time entry ready to be kept."""

    ref: str
    account: int
    starts: int | None
    ends: int | None
    day: int | None
    minutes: float | None
    evidence: str
    purpose: str
    platform: str
    activity: str
    meant_to_work: int


_COLUMNS = "ref, account_id, starts, ends, day, minutes, evidence, purpose, platform, activity, meant_to_work"


def keep(record: sqlite3.Connection, rows: Sequence[EntryRow]) -> Tally:
    """Keep a chunk of time entries by their identity; a changed one replaces the old."""
    latest = {row.ref: row for row in rows}
    held = {
        row[0]: EntryRow(*row)
        for row in record.execute(
            f"SELECT {_COLUMNS} FROM entry WHERE ref IN (SELECT value FROM json_each(?))",
            (json.dumps(list(latest)),),
        )
    }
    fresh = [row for ref, row in latest.items() if ref not in held]
    changed = [row for ref, row in latest.items() if ref in held and held[ref] != row]
    record.executemany("DELETE FROM entry WHERE ref = ?", [(row.ref,) for row in changed])
    record.executemany(f"INSERT INTO entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [*fresh, *changed])
    return Tally(len(fresh), len(latest) - len(fresh) - len(changed), len(changed))


def watch(record: sqlite3.Connection, spans: Iterable[tuple[int, int, int]]) -> None:
    """Keep when a tracker was watching an account: (account, starts, ends); the longer of two spans stays."""
    record.executemany(
        "INSERT INTO tracked VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET ends = max(ends, excluded.ends)", spans
    )


def cover(record: sqlite3.Connection, rows: Iterable[tuple[int, str, str, int | None, int | None, int]]) -> None:
    """Keep what sources cover: (account, source, kinds, since, until, cut short)."""
    record.executemany(
        """
        INSERT OR IGNORE INTO coverage VALUES (
            ?, ?, ?, coalesce(?, -9223372036854775807), coalesce(?, 9223372036854775807), ?)
        """,
        rows,
    )
