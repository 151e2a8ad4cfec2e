"""class.db: migrated step by step, strict about types, refused where it is not ours to touch."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from evenkeel.course.rule_reading import rules_from
from evenkeel.course.values import Rule
from evenkeel.errors import RecordRefused
from evenkeel.store import record as store
from evenkeel.store import thresholds
from evenkeel.store.record import MIGRATIONS, apply, connect, fact, open_record, set_fact, transaction, version


@pytest.fixture
def record(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_record(tmp_path / "class.db")) as opened:
        yield opened


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations: the product's own and whatever a test adds."""
    folder = tmp_path / "steps"
    folder.mkdir()
    for step in store.MIGRATIONS.glob("*.sql"):
        (folder / step.name).write_text(step.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(store, "MIGRATIONS", folder)
    return folder


def number_of_steps() -> int:
    return len(list(store.MIGRATIONS.glob("*.sql")))


def tables(record: sqlite3.Connection) -> set[str]:
    return {name for (name,) in record.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def test_a_fresh_record_has_seen_every_step_and_keeps_its_secret(tmp_path: Path) -> None:
    with closing(open_record(tmp_path / "class.db")) as record:
        assert version(record) == number_of_steps()
        assert {"person", "account", "act", "entry", "coverage", "load", "threshold"} <= tables(record)
        secret = fact(record, "secret")
    assert len(bytes.fromhex(secret)) == 32
    with closing(open_record(tmp_path / "class.db")) as record:
        assert fact(record, "secret") == secret


def test_two_records_have_different_secrets(tmp_path: Path) -> None:
    with closing(open_record(tmp_path / "a.db")) as a, closing(open_record(tmp_path / "b.db")) as b:
        assert fact(a, "secret") != fact(b, "secret")


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = [int(step.name.split("_")[0]) for step in sorted(store.MIGRATIONS.glob("*.sql"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_older_record_takes_only_the_steps_it_has_not_seen(tmp_path: Path, steps: Path) -> None:
    with closing(open_record(tmp_path / "class.db")) as record:
        set_fact(record, "mark", "kept")
        before = version(record)
    (steps / "900_more.sql").write_text("CREATE TABLE later (a INTEGER) STRICT;", "utf-8")
    with closing(open_record(tmp_path / "class.db")) as record:
        assert (version(record), fact(record, "mark")) == (before + 1, "kept")
        assert "later" in tables(record)


def test_a_step_that_fails_half_way_leaves_neither_its_tables_nor_its_mark(tmp_path: Path, steps: Path) -> None:
    with closing(open_record(tmp_path / "class.db")) as record:
        before = version(record)
    (steps / "900_good.sql").write_text("CREATE TABLE good (a INTEGER) STRICT;", "utf-8")
    (steps / "901_bad.sql").write_text(
        "CREATE TABLE half (a INTEGER) STRICT;\nINSERT INTO nowhere VALUES (1);", "utf-8"
    )
    with pytest.raises(RecordRefused, match="cannot be read as a class record"):
        open_record(tmp_path / "class.db")
    with closing(sqlite3.connect(tmp_path / "class.db")) as record:
        assert version(record) == before + 1
        assert "good" in tables(record) and "half" not in tables(record)


def test_a_newer_record_is_refused_with_a_sentence_and_not_a_byte_of_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "class.db"
    with closing(sqlite3.connect(path)) as newer:
        newer.executescript("CREATE TABLE news (a); INSERT INTO news VALUES (1); PRAGMA user_version = 99;")
    before = path.read_bytes()
    with pytest.raises(RecordRefused, match=r"class\.db was written by a newer Evenkeel .* update Evenkeel"):
        open_record(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["class.db"]


def test_a_newer_record_in_wal_mode_is_untouched_too(tmp_path: Path) -> None:
    path = tmp_path / "class.db"
    with closing(open_record(path)) as record:
        record.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(RecordRefused, match="newer"):
        open_record(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "class.db"
    path.write_text("My notes of the term, which happen to bear this name.\n" * 40, "utf-8")
    before = path.read_bytes()
    with pytest.raises(RecordRefused, match=r"class\.db cannot be read as a class record"):
        open_record(path)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "class.db"
    with closing(sqlite3.connect(path)) as other:
        other.executescript("CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('soup');")
    before = path.read_bytes()
    with pytest.raises(RecordRefused, match=r"class\.db"):
        open_record(path)
    assert path.read_bytes() == before


def test_a_place_where_no_record_can_be_made_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "class.db").mkdir()
    with pytest.raises(RecordRefused, match=r"class\.db cannot be"):
        open_record(tmp_path / "class.db")


def test_the_record_is_in_wal_mode_so_that_readers_never_wait(record: sqlite3.Connection) -> None:
    assert record.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert record.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_every_table_is_strict(record: sqlite3.Connection) -> None:
    loose = [row[1] for row in record.execute("PRAGMA table_list") if row[0] == "main" and not row[5]]
    assert [name for name in loose if not name.startswith("sqlite_")] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "INSERT INTO account VALUES (2, 'x', x'00', '', '', '', '', NULL, '', '')",
        "INSERT INTO person (email, name, role, section) VALUES ('a@example.org', 'Anna', 'queen', '')",
        "INSERT INTO tracked VALUES (1, 'noon', 2, 1)",
        "INSERT INTO act VALUES (1, 'a', 1, 'tweet', '2026-01-12', 'x', 3, NULL, NULL, '', 'x', 0, 1, NULL)",
        "INSERT INTO act VALUES (1, 'a', 1, 'like', 0, 'x', 3, NULL, NULL, '', 'x', 0, 1, NULL)",
        "INSERT INTO entry VALUES (1, 'e', 1, 100, 50, NULL, NULL, 'measured', '', '', '', 0, 1)",
        "INSERT INTO entry VALUES (1, 'e', 1, NULL, NULL, 739000, -5, 'measured', '', '', '', 0, 1)",
        "INSERT INTO visit VALUES (1, 'v', 1, 'noon', 'youtube', '', 1)",
        "INSERT INTO said VALUES (77, '', 'of no act', '')",
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(record: sqlite3.Connection, wrong: str) -> None:
    record.execute("INSERT INTO account VALUES (1, 'x', 'a', '', '', '', '', NULL, '', '')")
    with pytest.raises(sqlite3.IntegrityError):
        record.execute(wrong)


def test_all_or_nothing_whatever_goes_wrong(record: sqlite3.Connection) -> None:
    with pytest.raises(KeyboardInterrupt), transaction(record):
        set_fact(record, "half", "written")
        raise KeyboardInterrupt
    assert fact(record, "half") == ""
    with transaction(record):
        set_fact(record, "whole", "written")
    assert fact(record, "whole") == "written"


def test_thresholds_are_a_history_that_only_grows(record: sqlite3.Connection) -> None:
    assert thresholds.history(record) == []
    first = thresholds.Change('[{"metric": "tweets", "above": 1}]', 1, "ida@example.org", "to begin with")
    second = thresholds.Change("[]", 2, "ida@example.org", "no lines any more")
    thresholds.append(record, first)
    thresholds.append(record, second)
    assert thresholds.history(record) == [second, first]


@pytest.mark.parametrize("change", ["UPDATE threshold SET why = 'never mind'", "DELETE FROM threshold"])
def test_the_history_of_thresholds_can_be_neither_rewritten_nor_cut(record: sqlite3.Connection, change: str) -> None:
    thresholds.append(record, thresholds.Change("[]", 1, "ida@example.org", "why"))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        record.execute(change)
    assert len(thresholds.history(record)) == 1


def test_a_record_that_another_program_holds_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with (
        closing(open_record(tmp_path / "class.db")) as record,
        closing(open_record(tmp_path / "class.db")) as other,
    ):
        record.execute("PRAGMA busy_timeout = 50")
        other.execute("BEGIN IMMEDIATE")
        with (
            pytest.raises(RecordRefused, match=r"could not be written \(database is locked\)"),
            transaction(record),
        ):
            pytest.fail("nothing may be written here")
        other.execute("ROLLBACK")
        with transaction(record):
            set_fact(record, "later", "written")


def test_a_full_disk_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    with closing(open_record(tmp_path / "class.db")) as record:
        pages = record.execute("PRAGMA page_count").fetchone()[0]
        record.execute(f"PRAGMA max_page_count = {pages + 10}")
        with pytest.raises(RecordRefused, match="full"), transaction(record):
            for number in range(1000):
                set_fact(record, f"fact {number}", "x" * 1000)
        assert fact(record, "fact 0") == ""
        assert not record.in_transaction


def test_rules_of_an_older_record_are_read_as_they_were_set(tmp_path: Path) -> None:
    path = tmp_path / "class.db"
    with closing(connect(path)) as record:
        for number, step in enumerate(sorted(MIGRATIONS.glob("*.sql"))[:5], start=1):
            apply(record, step.read_text("utf-8"), number)
        old = '[{"metric": "words", "line": 300.5, "above": true, "k": 2, "m": 3}, '
        old += '{"metric": "engagement_balance", "line": 0.25, "above": false, "k": 3, "m": 3}]'
        record.execute("INSERT INTO threshold (rules, set_at, set_by, why) VALUES (?, 1, 'ida', 'why')", (old,))
    with closing(open_record(path)) as record:
        [change] = thresholds.history(record)
        assert rules_from(change.rules, {"words": (0, None), "engagement_balance": (0, 1)}) == (
            (Rule("words", 300.5), Rule("engagement_balance", 0.25, False, 3, 3)),
            (),
        )
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            record.execute("UPDATE threshold SET why = ''")
