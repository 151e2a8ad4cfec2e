"""Flags as they were raised, what became of each, and the instructor's words; nothing here is ever rewritten."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class Kept(NamedTuple):
    """A flag as it was raised; `rule` and `told` are JSON, `version` the change of the thresholds that set the rule."""

    id: int
    email: str
    rule: str
    week: int
    told: str
    version: int
    raised_at: int


class Taken(NamedTuple):
    """One step in a flag's life: what was done, about which weeks, in which words, when and by whom."""

    step: str
    weeks: tuple[int, ...]
    words: str
    at: int
    by: str


class Words(NamedTuple):
    """The instructor's words for writing to a student."""

    subject: str
    body: str
    set_at: int
    set_by: str


def kept(record: sqlite3.Connection) -> list[Kept]:
    """Return every flag that was ever raised, oldest first."""
    rows = record.execute(
        "SELECT f.id, p.email, f.rule, f.week, f.told, f.version, f.raised_at "
        "FROM flag f JOIN person p ON p.id = f.person_id ORDER BY f.id"
    )
    return [Kept(*row) for row in rows]


def keep(record: sqlite3.Connection, raised: Iterable[Kept]) -> int:
    """Enter flags that are not on record yet (their own ids are not used); return how many were new."""
    before = record.total_changes
    record.executemany(
        "INSERT OR IGNORE INTO flag (person_id, rule, week, told, version, raised_at) "
        "SELECT id, ?, ?, ?, ?, ? FROM person WHERE email = ?",
        [(*one[2:], one.email) for one in raised],
    )
    return record.total_changes - before


def steps(record: sqlite3.Connection) -> dict[int, list[Taken]]:
    """Return what was done about each flag, by its number, oldest first."""
    found: dict[int, list[Taken]] = {}
    for flag, step, weeks, words, at, by in record.execute(
        "SELECT flag_id, step, weeks, words, taken_at, taken_by FROM flag_step ORDER BY id"
    ):
        found.setdefault(flag, []).append(Taken(step, tuple(json.loads(weeks)), words, at, by))
    return found


def take(record: sqlite3.Connection, flag: int, taken: Taken) -> None:
    """Enter one step in a flag's life."""
    record.execute(
        "INSERT INTO flag_step (flag_id, step, weeks, words, taken_at, taken_by) VALUES (?, ?, ?, ?, ?, ?)",
        (flag, taken.step, json.dumps(taken.weeks), taken.words, taken.at, taken.by),
    )


def all_words(record: sqlite3.Connection) -> list[Words]:
    """Return every wording for writing to a student that was set, newest first: the first one holds."""
    rows = record.execute("SELECT subject, body, set_at, set_by FROM draft ORDER BY id DESC")
    return [Words(*row) for row in rows]


def set_words(record: sqlite3.Connection, chosen: Words) -> None:
    """Enter the words that hold from now on."""
    record.execute("INSERT INTO draft (subject, body, set_at, set_by) VALUES (?, ?, ?, ?)", chosen)
