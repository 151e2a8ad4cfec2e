"""What students want for themselves and write down about their weeks; a row a change, the newest holds."""

import sqlite3
from typing import NamedTuple


class Goal(NamedTuple):
    """A student's own limit or goal: `aim` is "limit" or "goal", `amount` in the metric's unit a week (None: none)."""

    aim: str
    metric: str
    amount: float | None
    shared: bool
    set_at: int


class Reflection(NamedTuple):
    """What a student wrote down about a week."""

    week: int
    words: str
    shared: bool
    written_at: int


def goals(record: sqlite3.Connection, email: str) -> list[Goal]:
    """Return every limit and goal that a student ever set, newest first."""
    rows = record.execute(
        "SELECT g.aim, g.metric, g.amount, g.shared = 1, g.set_at FROM goal g JOIN person p ON p.id = g.person_id "
        "WHERE p.email = ? ORDER BY g.id DESC",
        (email,),
    )
    return [Goal(aim, metric, amount, bool(shared), at) for aim, metric, amount, shared, at in rows]


def set_goal(record: sqlite3.Connection, email: str, goal: Goal) -> None:
    """Enter a limit or goal that holds from now on."""
    record.execute(
        "INSERT INTO goal (person_id, aim, metric, amount, shared, set_at) "
        "SELECT id, ?, ?, ?, ?, ? FROM person WHERE email = ?",
        (*goal, email),
    )


def reflections(record: sqlite3.Connection, email: str) -> list[Reflection]:
    """Return what holds of a student's reflections, the newest week first."""
    rows = record.execute(
        "SELECT r.week, r.words, r.shared = 1, r.written_at FROM reflection r JOIN person p ON p.id = r.person_id "
        "WHERE p.email = ? AND r.words <> '' AND r.id = ("
        "SELECT max(id) FROM reflection o WHERE o.person_id = r.person_id AND o.week = r.week) ORDER BY r.week DESC",
        (email,),
    )
    return [Reflection(week, words, bool(shared), at) for week, words, shared, at in rows]


def reflect(record: sqlite3.Connection, email: str, written: Reflection) -> None:
    """Enter what a student writes about a week from now on."""
    record.execute(
        "INSERT INTO reflection (person_id, week, words, shared, written_at) "
        "SELECT id, ?, ?, ?, ? FROM person WHERE email = ?",
        (*written, email),
    )


def forget_reflection(record: sqlite3.Connection, email: str, week: int) -> None:
    """Remove all that a student ever wrote about a week."""
    record.execute(
        "DELETE FROM reflection WHERE week = ? AND person_id = (SELECT id FROM person WHERE email = ?)", (week, email)
    )
