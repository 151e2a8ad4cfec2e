"""The snapshot: made anew only when the record changed, right beside a writer, gone from the disk at once."""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from evenkeel.model import Account
from evenkeel.store.people import add_account, keep_person
from evenkeel.store.record import open_record, set_fact, transaction
from evenkeel.store.snapshot import Snapshots

ROOT = Path(__file__).resolve().parents[2]
# Writes two rows a transaction, again and again: a reader that ever sees an odd number saw a torn record.
WRITER = """
import sys
from pathlib import Path
from evenkeel.store.record import open_record, transaction
record = open_record(Path(sys.argv[1]))
print("ready", flush=True)
stop, number = Path(sys.argv[2]), 0
while not stop.exists():
    with transaction(record):
        for half in "ab":
            record.execute(
                "INSERT INTO person (email, name, role, section) VALUES (?, ?, 'student', ?)",
                (f"{half}{number}@example.org", "Pair " + "x" * 500, str(number)),
            )
    number += 1
print(number)
"""

# So many snapshots must have been read beside the writer for a test to say anything.
SEVERAL = 3


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for class.db, with the temporary files of this process beside it."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path


@pytest.fixture
def snapshots(folder: Path) -> Iterator[Snapshots]:
    open_record(folder / "class.db").close()
    with closing(Snapshots(folder / "class.db")) as opened:
        yield opened


def enter(folder: Path, *names: str) -> None:
    with closing(open_record(folder / "class.db")) as record, transaction(record):
        for name in names:
            keep_person(record, f"{name}@example.org", name, "student", "", {})


def names(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    return [name for (name,) in cursor.execute("SELECT name FROM person ORDER BY name").fetchall()]


def test_a_snapshot_shows_the_record_as_it_stands(folder: Path, snapshots: Snapshots) -> None:
    assert names(snapshots.cursor()) == []
    enter(folder, "anna", "ben")
    assert names(snapshots.cursor()) == ["anna", "ben"]


def test_it_is_made_anew_only_when_the_record_changed(folder: Path, snapshots: Snapshots) -> None:
    first = snapshots.stamp()
    snapshots.cursor().execute("CREATE TABLE mark (a INTEGER)")
    assert snapshots.stamp() == first
    snapshots.cursor().execute("SELECT * FROM mark")  # still the same one
    enter(folder, "anna")
    assert snapshots.stamp() == first + 1
    with pytest.raises(duckdb.CatalogException):
        snapshots.cursor().execute("SELECT * FROM mark")


def test_a_transaction_that_was_rolled_back_does_not_change_the_stamp(folder: Path, snapshots: Snapshots) -> None:
    before = snapshots.stamp()
    with closing(open_record(folder / "class.db")) as record:
        with pytest.raises(ZeroDivisionError), transaction(record):
            keep_person(record, "anna@example.org", "anna", "student", "", {})
            raise ZeroDivisionError
        assert snapshots.stamp() == before


def test_a_cursor_keeps_what_it_was_given_while_the_record_moves_on(folder: Path, snapshots: Snapshots) -> None:
    enter(folder, "anna")
    old = snapshots.cursor()
    enter(folder, "ben")
    assert names(snapshots.cursor()) == ["anna", "ben"]
    assert names(old) == ["anna"]


def test_no_copy_of_the_record_stays_on_the_disk(folder: Path, snapshots: Snapshots) -> None:
    enter(folder, "anna")
    cursor = snapshots.cursor()
    assert list((folder / "temporary").iterdir()) == []
    assert names(cursor) == ["anna"]


def test_a_snapshot_can_open_no_file(folder: Path, snapshots: Snapshots) -> None:
    (folder / "secret.csv").write_text("a\n1\n", "utf-8")
    with pytest.raises(duckdb.PermissionException):
        snapshots.cursor().execute(f"SELECT * FROM read_csv('{folder / 'secret.csv'}')")


def test_a_folder_with_a_quote_in_its_name_is_only_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Ida's class; DROP TABLE"
    folder.mkdir()
    enter(folder, "anna")
    with closing(Snapshots(folder / "class.db")) as snapshots:
        assert names(snapshots.cursor()) == ["anna"]


def test_nobody_unlisted_and_no_email_hash_reaches_the_snapshot(folder: Path, snapshots: Snapshots) -> None:
    with closing(open_record(folder / "class.db")) as record:
        keep_person(record, "anna@example.org", "anna", "student", "", {})
        add_account(record, Account(0, "wordpress", "mail:f00d", "", "Nora", "f00d", ""), None, "")
        record.execute("UPDATE person SET listed = 0")
    cursor = snapshots.cursor()
    assert names(cursor) == []
    held = [row for (table,) in cursor.execute("SHOW TABLES").fetchall() for row in _all(cursor, table)]
    assert "f00d" not in repr(held)


def _all(cursor: duckdb.DuckDBPyConnection, table: str) -> list[tuple[object, ...]]:
    return cursor.execute(f"SELECT * FROM {table}").fetchall()


def reads(snapshots: Snapshots, number: int, until: float) -> int:
    """Read until then; every answer must be this thread's own, and hold both halves of every pair.

    A busy machine gets the time it takes to see some snapshots, but not for ever.
    """
    count = 0
    while (now := time.monotonic()) < until or (snapshots.stamp() <= SEVERAL and now < until + 30):
        row = (
            snapshots.cursor()
            .execute(
                "SELECT ?::INTEGER, count(*), count(DISTINCT section), sum(length(email) > 0) FROM person",
                [number],
            )
            .fetchone()
        )
        assert row is not None
        mine, people, pairs, mailed = row
        assert mine == number
        assert people == 2 * pairs == (mailed or 0)
        count += 1
    return count


def test_eight_threads_beside_a_writing_process_each_get_their_own_untorn_rows(
    folder: Path, snapshots: Snapshots
) -> None:
    stop = folder / "stop"
    arguments = [sys.executable, "-c", WRITER, str(folder / "class.db"), str(stop)]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None and writer.stdout.readline() == "ready\n"
        until = time.monotonic() + 0.8
        with ThreadPoolExecutor(8) as pool:
            counts = list(pool.map(lambda number: reads(snapshots, number, until), range(8)))
        stop.touch()
        written = int(writer.stdout.read())
    assert min(counts) > 0 and written > 10
    assert len(names(snapshots.cursor())) == 2 * written
    assert snapshots.stamp() > SEVERAL
    assert list((folder / "temporary").iterdir()) == []


def test_eight_threads_beside_a_writing_thread_too(folder: Path, snapshots: Snapshots) -> None:
    stop = threading.Event()

    def write() -> int:
        with closing(open_record(folder / "class.db")) as record:
            for number in range(1_000_000):
                if stop.wait(0.002):
                    return number
                with transaction(record):
                    set_fact(record, "turn", str(number))
                    for half in "ab":
                        keep_person(record, f"{half}{number}@example.org", "Pair", "student", str(number), {})
        raise AssertionError("nobody stopped the writer")

    with ThreadPoolExecutor(9) as pool:
        writer = pool.submit(write)
        until = time.monotonic() + 0.8
        counts = list(pool.map(lambda number: reads(snapshots, number, until), range(8)))
        stop.set()
        written = writer.result()
    assert min(counts) > 0 and written > 10
    assert len(names(snapshots.cursor())) == 2 * written
