"""What was loaded, when, and the report that was given; and what could not be taken."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

# So many rejected rows of one file are kept; their number is always kept.
MOST_REJECTS = 10_000


class Load(NamedTuple):
    """One load of one file; `traced`: it is known which rows it brought, so that it can be taken back."""

    id: int
    path: str
    format: str
    digest: str
    loaded_at: int
    report: dict[str, Any]
    traced: bool


class Refusal(NamedTuple):
    """A file that could not be taken, when, and why."""

    path: str
    refused_at: int
    sentence: str


def next_number(record: sqlite3.Connection) -> int:
    """Return the number that the next load gets."""
    return int(record.execute("SELECT coalesce(max(id), 0) + 1 FROM load").fetchone()[0])


def keep(
    record: sqlite3.Connection,
    number: int,
    path: str,
    source: str,
    digest: str,
    moment: int,
    report: Mapping[str, Any],
) -> None:
    """Remember a load under its number."""
    held = {**report, "rejected": report["rejected"][:MOST_REJECTS], "rejects": len(report["rejected"])}
    record.execute(
        "INSERT INTO load (id, path, format, digest, loaded_at, report) VALUES (?, ?, ?, ?, ?, ?)",
        (number, path, source, digest, moment, json.dumps(held, ensure_ascii=False)),
    )


_LOAD = "SELECT id, path, format, digest, loaded_at, report, traced FROM load"


def _load(row: tuple[Any, ...]) -> Load:
    *first, report, traced = row
    return Load._make((*first, json.loads(report), bool(traced)))


def listed(record: sqlite3.Connection) -> list[Load]:
    """Return every load, newest first."""
    return [_load(row) for row in record.execute(f"{_LOAD} ORDER BY id DESC")]


def find(record: sqlite3.Connection, number: int) -> Load | None:
    """Return one load, or None."""
    row = record.execute(f"{_LOAD} WHERE id = ?", (number,)).fetchone()
    return _load(row) if row else None


def before(record: sqlite3.Connection, path: str, source: str, digest: str) -> Load | None:
    """Return the newest load of the very same file, or None."""
    row = record.execute(
        f"{_LOAD} WHERE path = ? AND format = ? AND digest = ? ORDER BY id DESC", (path, source, digest)
    ).fetchone()
    return _load(row) if row else None


def forget(record: sqlite3.Connection, number: int) -> None:
    """Take a load off the list."""
    record.execute("DELETE FROM load WHERE id = ?", (number,))


# What a load can say beside its rows: that tells whether the same file, loaded again, brought anything.
_SAID = {
    "naming": "account_id, handle, name, mail_key, site, alias",
    "lay_in": "account_id, email",
    "coverage": "account_id, source, kinds, place, since, until, cut_short",
    "tracked": "account_id, starts, ends",
}


def says_more(record: sqlite3.Connection, number: int, earlier: Load) -> bool:
    """Tell whether a load says anything, of its rows apart, that an earlier one of the same file did not say."""
    tables = _SAID if earlier.traced else {name: _SAID[name] for name in ("coverage", "tracked")}
    return any(
        record.execute(
            f"SELECT {columns} FROM {table} WHERE load_id = ? EXCEPT SELECT {columns} FROM {table} WHERE load_id = ?",
            (number, earlier.id if earlier.traced else 0),
        ).fetchone()
        for table, columns in tables.items()
    )


@contextmanager
def thoroughly(record: sqlite3.Connection) -> Iterator[None]:
    """While this lasts, what is deleted is overwritten in the file too; its log is emptied afterwards."""
    before = record.execute("PRAGMA secure_delete").fetchone()[0]
    record.execute("PRAGMA secure_delete = ON")
    try:
        yield
        record.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        record.execute(f"PRAGMA secure_delete = {'FAST' if before == 2 else before}")


def refuse(record: sqlite3.Connection, path: str, moment: int, sentence: str) -> None:
    """Remember that a file could not be taken; of one path the newest sentence holds."""
    record.execute("INSERT OR REPLACE INTO refusal VALUES (?, ?, ?)", (path, moment, sentence))


def refusals(record: sqlite3.Connection) -> list[Refusal]:
    """Return what could not be taken, newest first."""
    rows = record.execute("SELECT path, refused_at, sentence FROM refusal ORDER BY refused_at DESC, path")
    return [Refusal(*row) for row in rows]


def forget_refusals(record: sqlite3.Connection) -> int:
    """Clear the list of what could not be taken; return how many those were."""
    return record.execute("DELETE FROM refusal").rowcount
