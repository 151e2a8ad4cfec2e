"""Opening class.db: one transaction at a time, migrated step by step, never by an older program."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evenkeel.errors import RecordRefused

MIGRATIONS = Path(__file__).parent / "migrations"
FILE_NAME = "class.db"
# Facts that say how often the record was written: what numbers are made of, what they are not, and who looked, which
# is nothing that a page keeps.
COUNTED, UNCOUNTED, LOOKED = "written", "written beside the numbers", "written by looking"
_CHANGED = "INSERT INTO fact VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1"


def open_record(path: Path) -> sqlite3.Connection:
    """Open (or make) the record at `path` and bring it to this version's shape.

    Raises `RecordRefused`, before a byte is written, where the file is no record or a newer version wrote it.
    """
    try:
        record = connect(path)
    except sqlite3.Error as problem:
        raise _unreadable(path, problem) from problem
    try:
        _refuse_foreign(record, path)
        record.execute("PRAGMA journal_mode = WAL")
        migrate(record)
    except sqlite3.Error as problem:
        record.close()
        raise _unreadable(path, problem) from problem
    except RecordRefused:
        record.close()
        raise
    return record


def _unreadable(path: Path, problem: sqlite3.Error) -> RecordRefused:
    return RecordRefused(
        f"{path.name} cannot be read as a class record ({problem}). "
        "Move it away or bring back a copy; the exports can be loaded again."
    )


def _refuse_foreign(record: sqlite3.Connection, path: Path) -> None:
    """Raise where a newer version, or another program, has written the file."""
    seen, known = version(record), len(_steps())
    if seen > known:
        raise RecordRefused(
            f"{path.name} was written by a newer Evenkeel (its shape is {seen}, this one knows {known}). "
            "Please update Evenkeel; the file has not been touched."
        )
    if not seen and record.execute("SELECT 1 FROM sqlite_schema").fetchone():
        raise RecordRefused(f"{path.name} is another program's database. Move it away; it has not been touched.")


def connect(path: Path) -> sqlite3.Connection:
    """Open a plain connection with the settings every connection to the record needs."""
    record = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    record.execute("PRAGMA foreign_keys = ON")
    record.execute("PRAGMA synchronous = NORMAL")
    record.execute("PRAGMA cache_size = -65536")
    return record


def migrate(record: sqlite3.Connection) -> None:
    """Apply the numbered steps that this record has not seen, each in one transaction with its mark."""
    seen = version(record)
    for number, step in enumerate(_steps()[seen:], start=seen + 1):
        apply(record, step.read_text("utf-8"), number)
    if not fact(record, "secret"):
        record.execute("INSERT OR IGNORE INTO fact VALUES ('secret', ?)", (secrets.token_hex(32),))


def _steps() -> list[Path]:
    return sorted(MIGRATIONS.glob("*.sql"))


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
def transaction(record: sqlite3.Connection, *, counted: bool = True, shown: bool = True) -> Iterator[None]:
    """All or nothing: commit at the end, roll back on any error. Inside another one it is a part of that.

    Not `counted`: nothing that a number is made of is written, so that none needs to be worked out anew. Not `shown`:
    nothing either that a page keeps, so that none is read anew.
    Raises `RecordRefused` where the file cannot be written: locked by another program, disk full.
    """
    with (
        _part(record)
        if record.in_transaction
        else _whole(record, LOOKED if not shown else COUNTED if counted else UNCOUNTED)
    ):
        yield


@contextmanager
def _whole(record: sqlite3.Connection, kind: str) -> Iterator[None]:
    try:
        record.execute("BEGIN IMMEDIATE")
        try:
            before = record.total_changes
            yield
            if record.total_changes != before:
                record.execute(_CHANGED, (kind,))
            record.execute("COMMIT")
        except BaseException:
            if record.in_transaction:  # a full disk ends it by itself
                record.execute("ROLLBACK")
            raise
    except sqlite3.OperationalError as problem:
        raise RecordRefused(f"The record could not be written ({problem}); it is as it was before.") from problem


@contextmanager
def _part(record: sqlite3.Connection) -> Iterator[None]:
    """Take a part of a transaction back on any error, and leave the rest to whoever began it."""
    record.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if record.in_transaction:
            record.execute("ROLLBACK TO part")
            record.execute("RELEASE part")
        raise
    record.execute("RELEASE part")


def fact(record: sqlite3.Connection, name: str, default: str = "") -> str:
    """Read one named fact about the record itself."""
    row = record.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else default


def set_fact(record: sqlite3.Connection, name: str, value: str) -> None:
    """Write one named fact about the record itself."""
    record.execute("INSERT INTO fact VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (name, value))
