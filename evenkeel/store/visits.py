"""Visits on record: moments at which somebody was on a platform, of unknown length."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from evenkeel.store import held
from evenkeel.store.held import Shelf, Tally, Word


class VisitRow(NamedTuple):
    """A visit ready to be kept."""

    ref: str
    account: int
    moment: int
    platform: str
    purpose: str
    source: str = ""

    @property
    def digest(self) -> int:
        """64 bits of all that it says."""
        return held.digest_of(repr(self[:5]))


_COLUMNS = "ref, account_id, moment, platform, purpose"


def keep(
    record: sqlite3.Connection, rows: Sequence[VisitRow], load: int = 0, trail: dict[int, int] | None = None
) -> Tally:
    """Keep a chunk of visits that a load brings by their identity; a changed one replaces the old."""
    return held.keep(record, SHELF, rows, load, trail)


def _found(record: sqlite3.Connection, refs: Iterable[str]) -> dict[str, Word]:
    found = record.execute(
        f"SELECT id, load_id, {_COLUMNS} FROM visit WHERE ref IN (SELECT value FROM json_each(?))",
        (json.dumps(list(refs)),),
    )
    return {row[0]: Word(visit, load, VisitRow(*row).digest, "") for visit, load, *row in found}


def _write(record: sqlite3.Connection, numbered: Iterable[tuple[int, VisitRow]], load: int) -> None:
    record.executemany(
        f"INSERT INTO visit (id, load_id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((visit, load, *row[:5]) for visit, row in numbered),
    )


def _read(record: sqlite3.Connection, visits: Iterable[int]) -> dict[int, VisitRow]:
    found = record.execute(
        f"SELECT id, {_COLUMNS} FROM visit WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(visits)),)
    )
    return {visit: VisitRow(*row) for visit, *row in found}


def _remove(record: sqlite3.Connection, visits: Sequence[int]) -> None:
    record.executemany("DELETE FROM visit WHERE id = ?", ((visit,) for visit in visits))


def _row(content: list[Any]) -> VisitRow:
    return VisitRow(*content)


SHELF = Shelf("visit", _found, _read, _write, _remove, _row)
