"""What students say is wrong about an act or a time entry, and what was decided; nothing here is ever rewritten."""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple


class Disputed(NamedTuple):
    """A dispute as it was made, about one act or the entries of a stretch; `flag`: the flag that led to it, or None."""

    id: int
    email: str
    flag: int | None
    noun: str
    refs: tuple[str, ...]
    claim: str
    words: str
    at: int


class Ruled(NamedTuple):
    """What was decided about a dispute, why, when and by whom."""

    ruling: str
    why: str
    at: int
    by: str


class Thing(NamedTuple):
    """What a dispute is about, as the record has it: an act (`kind`, `said`) or an entry (`starts`, `ends`, or a day).

    `account` is the key by which a decision about names knows whose it is, empty for a name of a plain table.
    """

    kind: str
    platform: str
    starts: int | None
    ends: int | None
    day: int | None
    minutes: float | None
    purpose: str
    said: str
    account: str


def listed(record: sqlite3.Connection) -> list[Disputed]:
    """Return every dispute, oldest first."""
    rows = record.execute(
        "SELECT d.id, p.email, d.flag_id, d.noun, "
        "(SELECT json_group_array(ref) FROM disputed WHERE dispute_id = d.id), d.claim, d.words, d.made_at "
        "FROM dispute d JOIN person p ON p.id = d.person_id ORDER BY d.id"
    )
    return [Disputed._make((*made[:4], tuple(json.loads(made[4])), *made[5:])) for made in rows]


def rulings(record: sqlite3.Connection) -> dict[int, list[Ruled]]:
    """Return what was decided about each dispute, by its number, oldest first."""
    found: dict[int, list[Ruled]] = {}
    for dispute, *ruled in record.execute(
        "SELECT dispute_id, ruling, why, ruled_at, ruled_by FROM dispute_ruling ORDER BY id"
    ):
        found.setdefault(dispute, []).append(Ruled(*ruled))
    return found


def make(record: sqlite3.Connection, made: Disputed) -> int:
    """Enter a dispute (its own number is not used) and return its number."""
    number = int(
        record.execute(
            "INSERT INTO dispute (person_id, flag_id, noun, claim, words, made_at) "
            "SELECT id, ?, ?, ?, ?, ? FROM person WHERE email = ? RETURNING id",
            (made.flag, made.noun, made.claim, made.words, made.at, made.email),
        ).fetchone()[0]
    )
    record.executemany("INSERT OR IGNORE INTO disputed VALUES (?, ?)", [(number, ref) for ref in made.refs])
    return number


def rule(record: sqlite3.Connection, dispute: int, ruled: Ruled) -> None:
    """Enter what was decided about a dispute."""
    record.execute(
        "INSERT INTO dispute_ruling (dispute_id, ruling, why, ruled_at, ruled_by) VALUES (?, ?, ?, ?, ?)",
        (dispute, *ruled),
    )


_ACCOUNT = "CASE WHEN a.platform = '' THEN '' ELSE a.platform || ':' || a.spelling END"
_ABOUT = "JOIN account a ON a.id = t.account_id WHERE t.ref IN (SELECT value FROM json_each(?))"
_THING = {
    "act": f"SELECT t.kind, t.platform, t.moment, NULL, NULL, NULL, t.purpose, coalesce(nullif(s.title, ''), s.text), "
    f"{_ACCOUNT} FROM act t JOIN said s ON s.act_id = t.id {_ABOUT}",
    "entry": f"SELECT t.evidence, t.platform, min(t.starts), max(t.ends), t.day, sum(t.minutes), t.purpose, "
    f"t.activity, {_ACCOUNT} FROM entry t {_ABOUT} GROUP BY a.id",
}


def thing(record: sqlite3.Connection, noun: str, refs: Sequence[str]) -> Thing | None:
    """Return what a dispute is about; None where its file has been taken back."""
    row = record.execute(_THING[noun], (json.dumps(refs),)).fetchone()
    return Thing(*row) if row else None


def ref_of(record: sqlite3.Connection, act: int) -> str:
    """Return an act's identity at its source; empty where it left the record."""
    row = record.execute("SELECT ref FROM act WHERE id = ?", (act,)).fetchone()
    return str(row[0]) if row else ""
