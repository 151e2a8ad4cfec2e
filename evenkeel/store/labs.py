"""What people entered in the labs."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class Entered(NamedTuple):
    """A row that holds: its author's address (empty: the instructor at this computer), its JSON, and when."""

    id: int
    email: str
    content: str
    entered_at: int


def rows(record: sqlite3.Connection, lab: str) -> list[Entered]:
    """Return the rows of a lab that hold, oldest first."""
    found = record.execute(
        "SELECT r.id, ifnull(p.email, ''), r.content, r.entered_at FROM lab_row r "
        "LEFT JOIN person p ON p.id = r.person_id WHERE r.lab = ? AND r.taken_back_at IS NULL ORDER BY r.id",
        (lab,),
    )
    return [Entered(*row) for row in found]


def counts(record: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows of each lab hold."""
    found = record.execute("SELECT lab, count(*) FROM lab_row WHERE taken_back_at IS NULL GROUP BY lab")
    return dict(found.fetchall())


def enter(record: sqlite3.Connection, lab: str, entered: Iterable[tuple[str, str]], now: int) -> None:
    """Enter rows, each as its author's address (empty: the instructor at this computer) and its JSON."""
    record.executemany(
        "INSERT INTO lab_row (lab, person_id, content, entered_at) "
        "VALUES (?, (SELECT id FROM person WHERE email = ?), ?, ?)",
        [(lab, email, content, now) for email, content in entered],
    )


def take_back(record: sqlite3.Connection, row: int, now: int) -> None:
    """Let a row no longer hold."""
    record.execute("UPDATE lab_row SET taken_back_at = ? WHERE id = ? AND taken_back_at IS NULL", (now, row))


def remove(record: sqlite3.Connection, row: int) -> None:
    """Remove a row for good: what was private leaves no trace."""
    record.execute("DELETE FROM lab_row WHERE id = ?", (row,))
