"""Everything that the record holds about one person, table by table, as they may read it."""

import json
import sqlite3
from typing import Any, NamedTuple

from evenkeel.store.leaving import columns, tables_with

Row = tuple[Any, ...]


class Table(NamedTuple):
    """Columns and rows; a column that ends in `_at` holds moments, one that ends in `_day` local days."""

    columns: tuple[str, ...]
    rows: list[Row]


_HERS = "SELECT id FROM account WHERE person_id = :person"
_FILE = "(SELECT path FROM load WHERE load.id = {0}.load_id)"
_QUERIES = {
    "roster": "SELECT name, email, role, section, listed, joined AS joined_day FROM person WHERE id = :person",
    "accounts": "SELECT platform, spelling, handle, name, site, alias, matched_by, mail_key <> '' AS mail_is_hashed "
    "FROM account WHERE person_id = :person ORDER BY platform, spelling",
    "on_the_roster": "SELECT platform, written FROM person_account WHERE person_id = :person ORDER BY 1, 2",
    "acts": "SELECT a.moment AS done_at, a.kind, a.platform, s.title, s.text, s.url, a.parent AS answers, a.purpose, "
    "(SELECT group_concat(tag, '; ') FROM tag WHERE act_id = a.id) AS tags, a.words, a.source, "
    f"{_FILE.format('a')} AS file FROM act a JOIN said s ON s.act_id = a.id "
    f"WHERE a.account_id IN ({_HERS}) ORDER BY a.moment, a.id",
    "received": "SELECT a.moment AS done_at, a.kind, a.platform, "
    "coalesce((SELECT name FROM person p WHERE p.id = c.person_id), nullif(c.name, ''), c.handle) AS by, "
    "s.title, s.text, s.url FROM act a JOIN said s ON s.act_id = a.id JOIN account c ON c.id = a.account_id "
    f"WHERE a.account_id NOT IN ({_HERS}) AND (a.id IN (SELECT act_id FROM addressee WHERE account_id IN ({_HERS})) "
    f"OR a.parent IN (SELECT ref FROM act WHERE account_id IN ({_HERS}) UNION ALL SELECT address FROM act "
    f"WHERE address IS NOT NULL AND account_id IN ({_HERS}))) ORDER BY a.moment, a.id",
    "time": "SELECT starts AS starts_at, ends AS ends_at, day AS on_day, minutes, evidence, purpose, platform, "
    f"activity, meant_to_work, {_FILE.format('entry')} AS file FROM entry WHERE account_id IN ({_HERS}) "
    "ORDER BY coalesce(starts, 0), day, id",
    "visits": f"SELECT moment AS done_at, platform, purpose, {_FILE.format('visit')} AS file FROM visit "
    f"WHERE account_id IN ({_HERS}) ORDER BY moment",
    "watched": f"SELECT DISTINCT starts AS starts_at, ends AS ends_at FROM tracked WHERE account_id IN ({_HERS}) "
    "ORDER BY 1",
    "decisions": "SELECT spelling, decided_at, decided_by FROM decision WHERE email = :email ORDER BY id",
    "fetched": "SELECT f.platform, f.address, f.part, f.asked_at, f.reached_at, f.problem FROM fetched f "
    "JOIN person_account p ON p.platform = f.platform AND p.spelling = f.spelling WHERE p.person_id = :person",
    "consent": "SELECT kind, given, said_at, words AS wording FROM consent WHERE person_id = :person ORDER BY id",
    "disputes": "SELECT d.made_at, d.claim, (SELECT group_concat(ref, '; ') FROM disputed WHERE dispute_id = d.id) "
    "AS about, d.words, coalesce(r.ruling, 'open') AS outcome, r.why, r.ruled_at FROM dispute d "
    "LEFT JOIN dispute_ruling r ON r.dispute_id = d.id AND r.id = (SELECT max(id) FROM dispute_ruling "
    "WHERE dispute_id = d.id) WHERE d.person_id = :person ORDER BY d.id",
    "set_by_hand": "SELECT exercise, occasion, act_ref AS about, counts, why, made_at FROM correction "
    "WHERE person_id = :person ORDER BY id",
    # As the student's own page has them: the newest of each, and only where students may see it.
    "grades": "SELECT exercise, occasion, levels, points, comment, given_at FROM grade g WHERE person_id = :person "
    "AND id = (SELECT max(id) FROM grade n WHERE n.person_id = g.person_id AND n.exercise = g.exercise "
    "AND n.occasion = g.occasion) AND (SELECT released FROM grade_release r WHERE r.exercise = g.exercise "
    "ORDER BY r.id DESC LIMIT 1) = 1 ORDER BY id",
    "who_looked": "SELECT day AS on_day, viewer, role, what FROM access WHERE person_id = :person ORDER BY day",
}
# Tables that are told of above, or apart: what is left is told as it stands, and to the person alone.
_TOLD = frozenset(
    {"account", "person_account", "consent", "access", "flag", "dispute", "correction", "grade", "invite", "signed_in"}
)
# Parts of a signature or a key, which say nothing to anybody and would open something.
_SEALED = ("hash", "key", "secret", "token", "digest", "code")


def tables(record: sqlite3.Connection, person: int, email: str) -> dict[str, Table]:
    """Return what is held about somebody, by the name of its part."""
    found = {}
    for name, query in _QUERIES.items():
        cursor = record.execute(query, {"person": person, "email": email})
        found[name] = Table(tuple(column[0] for column in cursor.description), cursor.fetchall())
    return found


def private(record: sqlite3.Connection, person: int) -> dict[str, Table]:
    """Return what is kept for somebody beside that: goals, marks, and whatever else belongs to a person."""
    every = columns(record)
    found = {}
    for table in tables_with(record, "person_id"):
        names = [c for t, c, _ in every if t == table and c not in ("id", "person_id") and not _is_sealed(c)]
        if table in _TOLD or not names:
            continue
        listed = ", ".join(f'"{name}"' for name in names)
        rows = record.execute(f'SELECT {listed} FROM "{table}" WHERE person_id = ?', (person,)).fetchall()
        found[table] = Table(tuple(names), rows)
    return found


def _is_sealed(column: str) -> bool:
    return any(part in column for part in _SEALED)


def files(record: sqlite3.Connection, numbers: list[int]) -> Table:
    """Return the loads of these numbers, with what became of each file."""
    rows = record.execute(
        "SELECT loaded_at, path, format, report ->> 'new', report ->> 'known', report ->> 'changed' "
        "FROM load WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(numbers),),
    ).fetchall()
    return Table(("loaded_at", "file", "format", "new", "known", "changed"), rows)
