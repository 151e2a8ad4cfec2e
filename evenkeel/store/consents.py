"""What students agreed to, kind by kind; a list that only grows."""

import sqlite3
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kinds of data that a student agrees to, or does not."""

    WRITING = "writing"
    TIME = "time"
    ARCHIVES = "archives"
    FEEDS = "feeds"


class Said(NamedTuple):
    """One word on one kind of data: given or withdrawn, when, and in which wording it was asked."""

    kind: str
    given: bool
    at: int
    words: int


def history(record: sqlite3.Connection, email: str) -> list[Said]:
    """Return all that somebody said of their data, oldest first."""
    rows = record.execute(
        "SELECT c.kind, c.given, c.said_at, c.words FROM consent c JOIN person p ON p.id = c.person_id "
        "WHERE p.email = ? ORDER BY c.id",
        (email,),
    )
    return [Said(kind, bool(given), at, words) for kind, given, at, words in rows]


def say(record: sqlite3.Connection, email: str, said: Said) -> None:
    """Enter one word of somebody on the roster."""
    record.execute(
        "INSERT INTO consent (person_id, kind, given, said_at, words) "
        "SELECT id, ?, ?, ?, ? FROM person WHERE email = ?",
        (said.kind, int(said.given), said.at, said.words, email),
    )


def withdrawn(record: sqlite3.Connection) -> dict[int, frozenset[str]]:
    """Return which kinds each person has withdrawn and not given again, by the person's id."""
    found: dict[int, set[str]] = {}
    for person, kind in record.execute(
        "SELECT person_id, kind FROM consent WHERE id IN (SELECT max(id) FROM consent GROUP BY person_id, kind) "
        "AND given = 0"
    ):
        found.setdefault(person, set()).add(kind)
    return {person: frozenset(kinds) for person, kinds in found.items()}
