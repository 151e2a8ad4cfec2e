"""Corrections of what counts, and grades: only ever added to, the newest row holds."""

import json
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple


class Corrected(NamedTuple):
    """What somebody said of an act and an occasion of an exercise.

    `ref` is the act's identity at the source, empty for work that no file shows; `counts` None: as the rules have it.
    """

    student: str
    exercise: str
    occasion: str
    ref: str
    counts: bool | None
    why: str
    at: int
    by: str


class Graded(NamedTuple):
    """How one student's work was judged: the level of each criterion, their points (None: none) and a comment."""

    student: str
    exercise: str
    occasion: str
    levels: Mapping[str, str]
    points: float | None
    comment: str
    at: int
    by: str


def corrections(record: sqlite3.Connection) -> list[Corrected]:
    """Return every correction that was ever made, oldest first."""
    rows = record.execute(
        "SELECT p.email, c.exercise, c.occasion, c.act_ref, c.counts, c.why, c.made_at, c.made_by "
        "FROM correction c JOIN person p ON p.id = c.person_id ORDER BY c.id"
    )
    return [
        Corrected(student, exercise, occasion, ref, None if counts is None else bool(counts), why, at, by)
        for student, exercise, occasion, ref, counts, why, at, by in rows
    ]


def correct(record: sqlite3.Connection, said: Corrected) -> None:
    """Enter one correction."""
    counts = None if said.counts is None else int(said.counts)
    record.execute(
        "INSERT INTO correction (person_id, exercise, occasion, act_ref, counts, why, made_at, made_by) "
        "SELECT id, ?, ?, ?, ?, ?, ?, ? FROM person WHERE email = ?",
        (*said[1:4], counts, *said[5:], said.student),
    )


def ref_of(record: sqlite3.Connection, act: int, student: str) -> str:
    """Return an act's identity at the source, empty where it is no act of this student."""
    row = record.execute(
        "SELECT a.ref FROM act a JOIN account c ON c.id = a.account_id JOIN person p ON p.id = c.person_id "
        "WHERE a.id = ? AND p.email = ?",
        (act, student),
    ).fetchone()
    return str(row[0]) if row else ""


def grades(record: sqlite3.Connection) -> list[Graded]:
    """Return every grade that was ever given, oldest first."""
    rows = record.execute(
        "SELECT p.email, g.exercise, g.occasion, g.levels, g.points, g.comment, g.given_at, g.given_by "
        "FROM grade g JOIN person p ON p.id = g.person_id ORDER BY g.id"
    )
    return [
        Graded(student, exercise, occasion, json.loads(levels), points, comment, at, by)
        for student, exercise, occasion, levels, points, comment, at, by in rows
    ]


def give(record: sqlite3.Connection, given: Graded) -> None:
    """Enter one grade."""
    record.execute(
        "INSERT INTO grade (person_id, exercise, occasion, levels, points, comment, given_at, given_by) "
        "SELECT id, ?, ?, ?, ?, ?, ?, ? FROM person WHERE email = ?",
        (*given[1:3], json.dumps(dict(given.levels), ensure_ascii=False), *given[4:], given.student),
    )


def released(record: sqlite3.Connection) -> frozenset[str]:
    """Return the exercises whose grades students may see."""
    rows = record.execute(
        "SELECT exercise FROM grade_release r WHERE released = 1 "
        "AND id = (SELECT max(id) FROM grade_release WHERE exercise = r.exercise)"
    )
    return frozenset(str(name) for (name,) in rows)


def release(record: sqlite3.Connection, exercise: str, shown: bool, at: int, by: str) -> None:
    """Enter whether students see their grades of an exercise from now on."""
    record.execute(
        "INSERT INTO grade_release (exercise, released, set_at, set_by) VALUES (?, ?, ?, ?)",
        (exercise, int(shown), at, by),
    )
