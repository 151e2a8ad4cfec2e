"""Students' own words on their time entries, and the entries as students are shown them."""

import json
import sqlite3
from typing import NamedTuple


class Marked(NamedTuple):
    """What a student said of an entry: a purpose (empty: as the file has it), whether they meant to work, and when."""

    purpose: str
    meant_to_work: bool
    at: int


class Stretch(NamedTuple):
    """A time entry as its file has it: `ends` with `starts`, or `minutes` on a `day` without a place in it."""

    ref: str
    starts: int | None
    ends: int | None
    day: int | None
    minutes: float | None
    evidence: str
    purpose: str
    platform: str
    activity: str
    meant_to_work: int


def stretches(record: sqlite3.Connection, email: str, since: int, until: int, days: tuple[int, int]) -> list[Stretch]:
    """Return a person's entries that touch [since, until) or lie on one of the days [first, last], oldest first."""
    rows = record.execute(
        "SELECT e.ref, e.starts, e.ends, e.day, e.minutes, e.evidence, e.purpose, e.platform, e.activity, "
        "e.meant_to_work FROM entry e JOIN account a ON a.id = e.account_id JOIN person p ON p.id = a.person_id "
        "WHERE p.email = ?1 AND ((e.starts < ?3 AND e.ends >= ?2) OR (e.starts IS NULL AND e.day BETWEEN ?4 AND ?5)) "
        "ORDER BY e.starts, e.day, e.id",
        (email, since, until, *days),
    )
    return [Stretch(*row) for row in rows]


def owns(record: sqlite3.Connection, email: str, noun: str, ref: str) -> bool:
    """Tell whether an act or a time entry on record is a person's."""
    assert noun in ("act", "entry")
    found = record.execute(
        f"SELECT 1 FROM {noun} e JOIN account a ON a.id = e.account_id JOIN person p ON p.id = a.person_id "
        "WHERE e.ref = ? AND p.email = ?",
        (ref, email),
    )
    return found.fetchone() is not None


def marks(record: sqlite3.Connection, email: str) -> dict[str, Marked]:
    """Return what a person said of their entries, by the entry's identity."""
    rows = record.execute(
        "SELECT m.ref, m.purpose, m.meant_to_work, m.marked_at FROM mark m JOIN person p ON p.id = m.person_id "
        "WHERE p.email = ?",
        (email,),
    )
    return {ref: Marked(purpose, bool(meant), at) for ref, purpose, meant, at in rows}


def mark(record: sqlite3.Connection, email: str, ref: str, said: Marked) -> None:
    """Keep what a person says of an entry, in place of what they said before."""
    record.execute(
        "INSERT INTO mark (person_id, ref, purpose, meant_to_work, marked_at) "
        "SELECT id, ?, ?, ?, ? FROM person WHERE email = ? "
        "ON CONFLICT DO UPDATE SET purpose = excluded.purpose, meant_to_work = excluded.meant_to_work, "
        "marked_at = excluded.marked_at",
        (ref, said.purpose, int(said.meant_to_work), said.at, email),
    )


def unmark(record: sqlite3.Connection, email: str, refs: list[str]) -> int:
    """Forget what a person said of entries; return of how many."""
    return record.execute(
        "DELETE FROM mark WHERE person_id = (SELECT id FROM person WHERE email = ?) "
        "AND ref IN (SELECT value FROM json_each(?))",
        (email, json.dumps(refs)),
    ).rowcount
