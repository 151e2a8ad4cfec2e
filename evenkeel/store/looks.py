"""Who looked at one student's data: one line for a viewer, a kind of look and a day."""

import sqlite3
from typing import NamedTuple


class Looked(NamedTuple):
    """Somebody looked at a student's data: who, in which role, at what, and on which local day."""

    viewer: str
    role: str
    what: str
    day: int


def note(record: sqlite3.Connection, email: str, looked: Looked) -> None:
    """Enter a look at somebody's data, once a day."""
    record.execute(
        "INSERT OR IGNORE INTO access (person_id, viewer, role, what, day) "
        "SELECT id, ?, ?, ?, ? FROM person WHERE email = ?",
        (*looked, email),
    )


def is_noted(record: sqlite3.Connection, email: str, looked: Looked) -> bool:
    """Tell whether a look is entered already."""
    return (
        record.execute(
            "SELECT 1 FROM access a JOIN person p ON p.id = a.person_id "
            "WHERE viewer = ? AND a.role = ? AND what = ? AND day = ? AND p.email = ?",
            (*looked, email),
        ).fetchone()
        is not None
    )


def listed(record: sqlite3.Connection, email: str) -> list[Looked]:
    """Return who looked at somebody's data, the newest day first."""
    rows = record.execute(
        "SELECT viewer, a.role, what, day FROM access a JOIN person p ON p.id = a.person_id WHERE p.email = ? "
        "ORDER BY day DESC, viewer, what",
        (email,),
    )
    return [Looked(*row) for row in rows]
