"""Opening class.db: one transaction at a time, migrated step by step, never by an older program."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evenkeel.errors import RecordRefused

MIGRATIONS = Path(__file__).parent / "migrations"
FILE_NAME = "class.db"


def open_record(path: Path) -> sqlite3.Connection:
    """Open (or make) the record at `path` and bring it to this version's shape.

    Raises `RecordRefused` for a file that is no record, or one that a newer version has written.
    """
    record = connect(path)
    try:
        record.execute("PRAGMA journal_mode = WAL")
        migrate(record, path)
    except sqlite3.DatabaseError as problem:
        record.close()
        raise RecordRefused(f"{path.name} cannot be read as a class record ({problem}).") from problem
    except RecordRefused:
        record.close()
        raise
    return record


def connect(path: Path) -> sqlite3.Connection:
    """Open a plain connection with the settings every connection to the record needs."""
    record = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    record.execute("PRAGMA foreign_keys = ON")
    record.execute("PRAGMA synchronous = NORMAL")
    record.execute("PRAGMA cache_size = -65536")
    return record


def migrate(record: sqlite3.Connection, path: Path) -> None:
    """Apply the numbered steps that this record has not seen, each in one transaction with its mark."""
    steps = sorted(MIGRATIONS.glob("*.sql"))
    seen = version(record)
    if seen > len(steps):
        raise RecordRefused(
            f"{path.name} was written by a newer Evenkeel (its shape is {seen}, this one knows {len(steps)}). "
            "Please update Evenkeel; the file has not been touched."
        )
    for number, step in enumerate(steps[seen:], start=seen + 1):
        apply(record, step.read_text("utf-8"), number)
    if not fact(record, "secret"):
        record.execute("INSERT OR IGNORE INTO fact VALUES ('secret', ?)", (secrets.token_hex(32),))


def apply(record: sqlite3.Connection, step: str, number: int) -> None:
    """Take one step and its mark in one transaction, unless another process has just taken it."""
    try:
        record.executescript(f"BEGIN IMMEDIATE;\n{step}\nPRAGMA user_version = {number};\nCOMMIT;")
    except sqlite3.Error:
        if record.in_transaction:
            record.execute("ROLLBACK")
        if version(record) < number:
            raise


def version(record: sqlite3.Connection) -> int:
    """Return how many migrations the record has seen."""
    return int(record.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def transaction(record: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commit at the end, roll back on any error."""
    record.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        record.execute("ROLLBACK")
        raise
    record.execute("COMMIT")


def fact(record: sqlite3.Connection, name: str, default: str = "") -> str:
    """Read one named fact about the record itself."""
    row = record.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else default


def set_fact(record: sqlite3.Connection, name: str, value: str) -> None:
    """Write one named fact about the record itself."""
    record.execute("INSERT INTO fact VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (name, value))
