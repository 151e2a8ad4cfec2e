"""Whatever the record will hold one day, leaving reaches it: a table that it would not reach fails here."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from evenkeel.store import leaving
from evenkeel.store.record import open_record

# Tables whose rows go by the account they belong to (see `store/leaving.py`).
BY_ACCOUNT = {"act", "addressee", "coverage", "entry", "lay_in", "naming", "tracked", "visit"}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_record(tmp_path / "class.db")) as record:
        yield record


def test_every_text_is_gone_through(record: sqlite3.Connection) -> None:
    kinds = {kind for _, _, kind in leaving.columns(record)}
    assert kinds <= {"TEXT", "INTEGER", "REAL"}, "a name could hide in another type"
    assert {(t, c) for t, c, kind in leaving.columns(record) if kind == "TEXT"} == set(leaving.texts(record))
    loose = [
        name for (name,) in record.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict")
    ]
    assert [name for name in loose if not name.startswith("sqlite")] == []


def test_what_belongs_to_a_person_goes_with_the_person(record: sqlite3.Connection) -> None:
    for table in leaving.tables_with(record, "person_id"):
        keys = {row[3]: row[6] for row in record.execute(f'PRAGMA foreign_key_list("{table}")') if row[2] == "person"}
        assert table == "account" or keys.get("person_id") == "CASCADE", f"{table} would outlive its person"


def test_what_belongs_to_an_account_goes_with_it(record: sqlite3.Connection) -> None:
    assert set(leaving.tables_with(record, "account_id")) == BY_ACCOUNT, "say in store/leaving.py how it leaves"
