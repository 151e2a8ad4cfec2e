"""A snapshot of the record in DuckDB, made anew only when the record has changed.

DuckDB must never open the live file: two SQLite libraries in one process cancel each other's locks, and reads beside
a writer then fail or come back torn. So the record is copied by SQLite's own backup into a temporary file, and that
copy is read into memory and removed.
"""

import sqlite3
import tempfile
import threading
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import duckdb

from evenkeel.store.held import BLOGS, FEEDS
from evenkeel.store.record import COUNTED, LOOKED, UNCOUNTED, connect, fact

_TABLES = (Path(__file__).parent / "snapshot.sql").read_text("utf-8")


class Snapshots:
    """The newest snapshot of one record; safe to share between threads, each call gets its own cursor."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._watch = connect(path)
        self._lock = threading.Lock()
        self._seen: int | None = None
        self._written = ("", "", "")
        self._memory: duckdb.DuckDBPyConnection | None = None
        self._count = self._read = 0

    def stamp(self) -> int:
        """Return a number that changes whenever the record has changed (for cache keys)."""
        with self._lock:
            self._refresh()
            return self._count

    def counted(self) -> int:
        """Return a number that changes whenever what numbers are made of may have changed."""
        with self._lock:
            self._refresh()
            return self._read

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a fresh cursor on a snapshot of the record as it stands now."""
        with self._lock:
            self._refresh()
            assert self._memory is not None  # _refresh has just filled it
            return self._memory.cursor()

    def close(self) -> None:
        """Let go of the record."""
        with self._lock:
            self._watch.close()
            if self._memory is not None:
                self._memory.close()

    def _refresh(self) -> None:
        version = int(self._watch.execute("PRAGMA data_version").fetchone()[0])
        if self._memory is not None and version == self._seen:
            return
        before, self._written = self._written, self._facts()
        self._seen = version
        if self._memory is not None and before[:2] == self._written[:2] and before[2] != self._written[2]:
            return  # somebody looked, and that is all
        self._count += 1
        # Only where the change is known to be beside the numbers; whoever wrote without saying so is not trusted.
        if self._memory is None or before[0] != self._written[0] or before[1] == self._written[1]:
            self._memory = read(self._watch)
            self._read += 1

    def _facts(self) -> tuple[str, str, str]:
        return fact(self._watch, COUNTED), fact(self._watch, UNCOUNTED), fact(self._watch, LOOKED)


def read(record: sqlite3.Connection) -> duckdb.DuckDBPyConnection:
    """Read the record, through a copy that is removed at once, into a new in-memory database."""
    memory = duckdb.connect(config={"preserve_insertion_order": "false", "temp_directory": ""})
    with tempfile.TemporaryDirectory(prefix="evenkeel-") as folder:
        copy = Path(folder) / "copy.db"
        _copy(record, copy)
        memory.execute(f"LOAD '{_scanner()}'")
        memory.execute(f"ATTACH '{_quoted(copy)}' AS rec (TYPE sqlite, READ_ONLY)")
        _name(memory, "feed", FEEDS)
        _name(memory, "blog", BLOGS)
        memory.execute(_TABLES)
        memory.execute("DETACH rec")
    memory.execute("SET enable_external_access = false")
    return memory


def _name(memory: duckdb.DuckDBPyConnection, table: str, names: Iterable[str]) -> None:
    listed = ", ".join(f"('{name}')" for name in sorted(names))
    memory.execute(f"CREATE TABLE {table} AS SELECT * FROM (VALUES {listed}) AS named (name)")


def _copy(record: sqlite3.Connection, target: Path) -> None:
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        record.backup(copy)
    finally:
        copy.close()


def _scanner() -> str:
    """Find the SQLite scanner that came as a package, so that nothing is downloaded."""
    spec = find_spec("duckdb_extension_sqlite_scanner")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("The package duckdb-extension-sqlite-scanner is missing: run `python3 run.py` once.")
    folder = Path(next(iter(spec.submodule_search_locations)))
    return _quoted(next(folder.rglob("*.duckdb_extension")))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
