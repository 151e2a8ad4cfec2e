"""Taking one person out of the record, down to the bytes of its file; and knowing them if a file brings them again."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

# An act's answer goes to somebody, whoever that was.
_GONE = "gone"
_LONG_ENOUGH = 20


class Held(NamedTuple):
    """How much the record holds of one person."""

    accounts: int
    acts: int
    entries: int
    visits: int
    flags: int


class Account(NamedTuple):
    """One account of a person, as one load or all of them together name it."""

    platform: str
    spelling: str
    handle: str
    name: str
    site: str
    alias: str


_HERS = "SELECT id FROM account WHERE person_id = :person"
_THEIR_ACTS = f"SELECT id FROM act WHERE account_id IN ({_HERS})"


def held(record: sqlite3.Connection, person: int) -> Held:
    """Count what the record holds of somebody."""
    hers = {"person": person}
    own = [f"{table} WHERE account_id IN ({_HERS})" for table in ("act", "entry", "visit")]
    every = ("account WHERE person_id = :person", *own, "flag WHERE person_id = :person")
    return Held._make(record.execute(f"SELECT count(*) FROM {where}", hers).fetchone()[0] for where in every)


def accounts(record: sqlite3.Connection, person: int) -> list[Account]:
    """Return how files name somebody, in every way that any of them does."""
    rows = record.execute(
        "SELECT platform, spelling, handle, name, site, alias FROM account WHERE person_id = :person UNION "
        "SELECT a.platform, a.spelling, n.handle, n.name, n.site, n.alias "
        "FROM naming n JOIN account a ON a.id = n.account_id WHERE a.person_id = :person",
        {"person": person},
    )
    return [Account(*row) for row in rows]


def loads_of(record: sqlite3.Connection, person: int, email: str) -> list[tuple[int, str]]:
    """Return the loads whose files name somebody: number and path, oldest first."""
    return record.execute(
        f"SELECT id, path FROM load WHERE id IN (SELECT load_id FROM naming WHERE account_id IN ({_HERS}) "
        "UNION SELECT load_id FROM lay_in WHERE email = :email "
        "UNION SELECT load_id FROM roster_row WHERE email = :email) ORDER BY id",
        {"person": person, "email": email},
    ).fetchall()


def authors(record: sqlite3.Connection, load: int) -> set[int | None]:
    """Return whose rows a load brought or holds: persons' ids, None for somebody outside the class."""
    rows = " UNION ".join(
        f"SELECT account_id FROM {noun} WHERE load_id = :load OR id IN "
        f"(SELECT row_id FROM held WHERE noun = '{noun}' AND load_id = :load)"
        for noun in ("act", "entry", "visit")
    )
    return {
        person for (person,) in record.execute(f"SELECT person_id FROM account WHERE id IN ({rows})", {"load": load})
    }


# Leaving


@contextmanager
def unguarded(record: sqlite3.Connection) -> Iterator[None]:
    """Lift, within a transaction, the triggers that keep histories as they were written; at its end they stand again.

    A person's leaving is the one thing that may take words out of a history.
    """
    guards = record.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        record.execute(f'DROP TRIGGER "{name}"')
    yield
    for _, text in guards:
        record.execute(text)


def write_anew(record: sqlite3.Connection) -> bool:
    """Write the record's file anew without what was deleted, and empty its log; tell whether that could be done.

    It cannot while another program reads the record.
    """
    try:
        record.execute("PRAGMA temp_store = MEMORY")
        record.execute("VACUUM")
        return not record.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    finally:
        record.execute("PRAGMA temp_store = DEFAULT")


def remove(record: sqlite3.Connection, person: int, email: str, spellings: Iterable[str]) -> None:
    """Remove somebody with all that is theirs; what others wrote stays, and answers nobody.

    To be called within `unguarded`: flags and other histories of the person go along.
    """
    touched = [number for number, _ in loads_of(record, person, email)]
    hers = {"person": person}
    _forget_words(record, person)
    _unanswered(record, person)
    for noun in ("act", "entry", "visit"):
        ids = [row for (row,) in record.execute(f"SELECT id FROM {noun} WHERE account_id IN ({_HERS})", hers)]
        _forget_rows(record, noun, ids)
    for table in ("addressee", "tracked", "coverage", "naming", "lay_in"):
        record.execute(f"DELETE FROM {table} WHERE account_id IN ({_HERS})", hers)
    _forget_versions(record, [account for (account,) in record.execute(_HERS, hers)])
    record.execute(
        "DELETE FROM fetched WHERE (platform, spelling) IN "
        "(SELECT platform, spelling FROM person_account WHERE person_id = ?)",
        (person,),
    )
    record.execute("DELETE FROM account WHERE person_id = ?", (person,))
    for table in tables_with(record, "email"):
        record.execute(f'DELETE FROM "{table}" WHERE email = ?', (email,))
    record.executemany("DELETE FROM decision WHERE spelling = ?", [(one,) for one in spellings])
    record.execute("DELETE FROM person WHERE id = ?", (person,))
    _forget_loads(record, touched)


def _forget_rows(record: sqlite3.Connection, noun: str, ids: Iterable[int]) -> None:
    chosen = [(row,) for row in ids]
    for table in ("held", "version"):
        record.executemany(f"DELETE FROM {table} WHERE noun = '{noun}' AND row_id = ?", chosen)
    if noun == "act":
        for table in ("tag", "addressee", "said"):
            record.executemany(f"DELETE FROM {table} WHERE act_id = ?", chosen)
    record.executemany(f"DELETE FROM {noun} WHERE id = ?", chosen)


def _forget_words(record: sqlite3.Connection, person: int) -> None:
    """Take what somebody wrote out of others' words, where these answer, repeat or quote it."""
    hers = {"person": person}
    own = f"SELECT text FROM said WHERE act_id IN ({_THEIR_ACTS}) AND length(text) >= {_LONG_ENOUGH}"
    texts = [text for (text,) in record.execute(own, hers)]
    near = record.execute(
        f"SELECT act_id, text FROM said WHERE act_id IN (SELECT act_id FROM addressee WHERE account_id IN ({_HERS}) "
        f"UNION SELECT id FROM act WHERE parent IN (SELECT ref FROM act WHERE id IN ({_THEIR_ACTS}) "
        f"UNION SELECT address FROM act WHERE id IN ({_THEIR_ACTS}))) AND act_id NOT IN ({_THEIR_ACTS})",
        hers,
    ).fetchall()
    cut = [(_cut(text, texts), act) for act, text in near]
    record.executemany("UPDATE said SET text = ?1 WHERE act_id = ?2 AND text <> ?1", cut)


def _cut(text: str, quoted: Iterable[str]) -> str:
    for one in quoted:
        if one in text:
            text = text.replace(one, "[…]")
    return text


def _unanswered(record: sqlite3.Connection, person: int) -> None:
    """Let what answers somebody answer nobody known; what outsiders wrote to them alone goes."""
    parents = (
        f"SELECT ref FROM act WHERE id IN ({_THEIR_ACTS}) "
        f"UNION SELECT address FROM act WHERE id IN ({_THEIR_ACTS}) AND address IS NOT NULL"
    )
    outside = record.execute(
        f"SELECT a.id FROM act a JOIN account c ON c.id = a.account_id "
        f"WHERE c.person_id IS NULL AND a.parent IN ({parents})",
        {"person": person},
    ).fetchall()
    _forget_rows(record, "act", [act for (act,) in outside])
    record.execute(f"UPDATE act SET parent = '{_GONE}' WHERE parent IN ({parents})", {"person": person})


def _forget_versions(record: sqlite3.Connection, gone: Iterable[int]) -> None:
    """Take accounts out of what other loads say of others' acts: an act's own account, and whom it addresses."""
    left = set(gone)
    rows = record.execute("SELECT row_id, print, content FROM version WHERE noun = 'act'").fetchall()
    for row, print_, content in rows:
        *said, to, tags = json.loads(content)
        where = (row, print_)
        if said[1] in left:
            record.execute("DELETE FROM version WHERE noun = 'act' AND row_id = ? AND print = ?", where)
        elif left & set(to):
            kept = json.dumps([*said, [one for one in to if one not in left], tags], ensure_ascii=False)
            record.execute(
                "UPDATE version SET content = ? WHERE noun = 'act' AND row_id = ? AND print = ?", (kept, *where)
            )


_BROUGHT = ("act", "entry", "visit", "held", "roster_row", "coverage", "tracked")


def _forget_loads(record: sqlite3.Connection, touched: Iterable[int]) -> None:
    """Take loads off the list of which nothing is left, and the outsiders whom they alone named."""
    left = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {table} WHERE load_id = ?1)" for table in _BROUGHT)
    for load in touched:
        if record.execute(f"DELETE FROM load WHERE id = ?1 AND {left}", (load,)).rowcount:
            for table in ("naming", "lay_in"):
                record.execute(f"DELETE FROM {table} WHERE load_id = ?", (load,))
    unused = " AND ".join(
        f"id NOT IN (SELECT account_id FROM {table})" for table in ("act", "addressee", "entry", "visit", "naming")
    )
    lonely = record.execute(f"SELECT id FROM account WHERE person_id IS NULL AND {unused}").fetchall()
    for table, column in (("coverage", "account_id"), ("tracked", "account_id"), ("account", "id")):
        record.executemany(f"DELETE FROM {table} WHERE {column} = ?", lonely)


def rename_loads(record: sqlite3.Connection, numbers: Iterable[int], path: str) -> None:
    """Let loads of which something of others is left bear another path, and no report: a file's name may hold names."""
    report = json.dumps({"path": path})
    record.executemany(
        "UPDATE load SET path = ?, report = ? WHERE id = ?", [(path, report, number) for number in numbers]
    )


def forget_refusals(record: sqlite3.Connection, theirs: Callable[[str], bool]) -> None:
    """Forget that files could not be taken, those whose path is somebody's."""
    paths = record.execute("SELECT path FROM refusal").fetchall()
    record.executemany("DELETE FROM refusal WHERE path = ?", [row for row in paths if theirs(row[0])])


def sweep(record: sqlite3.Connection, taken_out: Callable[[str], str]) -> None:
    """Go through every text of every table and take names out, whoever wrote it and whatever it is for."""
    record.create_function("without_names", 1, lambda text: text and taken_out(text), deterministic=True)
    for table, column in texts(record):
        record.execute(
            f'UPDATE OR REPLACE "{table}" SET "{column}" = without_names("{column}") '
            f'WHERE "{column}" <> without_names("{column}")'
        )
    record.create_function("without_names", 1, None)


def texts(record: sqlite3.Connection) -> list[tuple[str, str]]:
    """List every column of the record that can hold a text, with its table."""
    return [(table, column) for table, column, kind in columns(record) if kind.upper() not in ("INTEGER", "REAL")]


def columns(record: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """List every column of the record: table, column and type."""
    tables = record.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    ).fetchall()
    return [
        (table, column, kind)
        for (table,) in tables
        for _, column, kind, *_ in record.execute(f'PRAGMA table_info("{table}")')
    ]


def tables_with(record: sqlite3.Connection, named: str) -> list[str]:
    """List the tables that have a column of this name."""
    return [table for table, column, _ in columns(record) if column == named]


def remove_everybody(record: sqlite3.Connection, secret: str, day: int) -> None:
    """Empty the record of all but how many left on which days; a new secret makes an end of keyed hashes too.

    To be called within `unguarded`.
    """
    people = record.execute("SELECT count(*) FROM person").fetchone()[0]
    record.execute("PRAGMA defer_foreign_keys = ON")
    for table in dict.fromkeys(table for table, _, _ in columns(record)):
        if table != "departure":
            record.execute(f'DELETE FROM "{table}"')
    record.execute("INSERT INTO fact VALUES ('secret', ?)", (secret,))
    record.executemany("INSERT INTO departure (day) VALUES (?)", [(day,)] * people)


def holds_people(record: sqlite3.Connection) -> bool:
    """Tell whether the record holds anything about anybody."""
    return any(record.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in ("person", "account", "load"))


# Those who left


def depart(record: sqlite3.Connection, keys: Mapping[str, int], day: int) -> None:
    """Remember that somebody left on a day, and the keyed hashes by which they would be known."""
    number = record.execute("INSERT INTO departure (day) VALUES (?) RETURNING id", (day,)).fetchone()[0]
    record.executemany(
        "INSERT OR IGNORE INTO departed (key, departure, words) VALUES (?, ?, ?)",
        [(key, number, words) for key, words in keys.items()],
    )


def departed(record: sqlite3.Connection) -> dict[str, int]:
    """Return the keyed hash of each spelling of those who left, with how many words it has."""
    return dict(record.execute("SELECT key, words FROM departed").fetchall())


def departures(record: sqlite3.Connection) -> list[int]:
    """Return the local day on which each of them left, oldest first."""
    return [day for (day,) in record.execute("SELECT day FROM departure ORDER BY id")]


def readmit(record: sqlite3.Connection, key: str) -> bool:
    """Let files bring somebody again who left; tell whether anybody of that keyed hash had."""
    return (
        record.execute(
            "DELETE FROM departed WHERE departure IN (SELECT departure FROM departed WHERE key = ?)", (key,)
        ).rowcount
        > 0
    )
