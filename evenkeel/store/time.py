"""Time entries, tracker spans and coverage on record."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from evenkeel.store import held
from evenkeel.store.held import Shelf, Tally, Word


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
    source: str = ""

    @property
    def digest(self) -> int:
        """64 bits of all that it says; 45 minutes and 45.0 are the same."""
        minutes = None if self.minutes is None else float(self.minutes)
        return held.digest_of(repr((*self[:5], minutes, *self[6:11])))


_COLUMNS = "ref, account_id, starts, ends, day, minutes, evidence, purpose, platform, activity, meant_to_work"


def keep(
    record: sqlite3.Connection, rows: Sequence[EntryRow], load: int = 0, trail: dict[int, int] | None = None
) -> Tally:
    """Keep a chunk of time entries that a load brings by their identity; a changed one replaces the old."""
    return held.keep(record, SHELF, rows, load, trail)


def _found(record: sqlite3.Connection, refs: Iterable[str]) -> dict[str, Word]:
    found = record.execute(
        f"SELECT id, load_id, {_COLUMNS} FROM entry WHERE ref IN (SELECT value FROM json_each(?))",
        (json.dumps(list(refs)),),
    )
    return {row[0]: Word(entry, load, EntryRow(*row).digest, "") for entry, load, *row in found}


def _write(record: sqlite3.Connection, numbered: Iterable[tuple[int, EntryRow]], load: int) -> None:
    record.executemany(
        f"INSERT INTO entry (id, load_id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((entry, load, *row[:11]) for entry, row in numbered),
    )


def _read(record: sqlite3.Connection, entries: Iterable[int]) -> dict[int, EntryRow]:
    found = record.execute(
        f"SELECT id, {_COLUMNS} FROM entry WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(entries)),)
    )
    return {entry: EntryRow(*row) for entry, *row in found}


def _remove(record: sqlite3.Connection, entries: Sequence[int]) -> None:
    record.executemany("DELETE FROM entry WHERE id = ?", ((entry,) for entry in entries))


def _row(content: list[Any]) -> EntryRow:
    return EntryRow(*content)


SHELF = Shelf("entry", _found, _read, _write, _remove, _row)


def watch(record: sqlite3.Connection, spans: Iterable[tuple[int, int, int]], load: int = 0) -> None:
    """Keep when a tracker was watching an account: (account, starts, ends); the longer of two spans stays."""
    record.executemany(
        "INSERT INTO tracked (account_id, starts, ends, load_id) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET ends = max(ends, excluded.ends)",
        ((*span, load) for span in spans),
    )


def cover(
    record: sqlite3.Connection, rows: Iterable[tuple[int, str, str, str, int | None, int | None, int]], load: int = 0
) -> None:
    """Keep what sources cover: (account, source, kinds, place, since, until, cut short)."""
    record.executemany(
        """
        INSERT OR IGNORE INTO coverage VALUES (
            ?, ?, ?, ?, coalesce(?, -9223372036854775807), coalesce(?, 9223372036854775807), ?, ?)
        """,
        ((*row, load) for row in rows),
    )


def uncover(record: sqlite3.Connection, load: int) -> None:
    """Take back what a load covers and watched."""
    for table in ("tracked", "coverage"):
        record.execute(f"DELETE FROM {table} WHERE load_id = ?", (load,))
