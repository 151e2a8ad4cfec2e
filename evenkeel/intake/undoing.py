"""Taking a load back: the record is then what it would be if the file had never been loaded."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from evenkeel import people, words
from evenkeel.errors import NotUndone
from evenkeel.intake.registrar import Registrar
from evenkeel.store import acts, held, loads, naming, time, visits
from evenkeel.store import people as registry
from evenkeel.store.held import Gone
from evenkeel.store.loads import Load
from evenkeel.store.record import fact, set_fact, transaction


class Undone(NamedTuple):
    """What leaves with a load: acts, time entries, visits, people of the roster, and names of outsiders.

    `stayed`: rows that another file holds too; `restored`: of these, the ones that say again what they said before
    (not known before the load is taken back, and 0).
    """

    acts: int = 0
    entries: int = 0
    visits: int = 0
    stayed: int = 0
    restored: int = 0
    people: int = 0
    names: int = 0

    @property
    def left(self) -> str:
        """Say what leaves: `12 acts and 3 time entries`, or `nothing`."""
        parts = (
            (self.acts, "act", "acts"),
            (self.entries, "time entry", "time entries"),
            (self.visits, "visit", "visits"),
            (self.people, "person of the roster", "people of the roster"),
            (self.names, "name of an outsider", "names of outsiders"),
        )
        return words.together([words.count(n, one, many) for n, one, many in parts if n]) or "nothing"

    @property
    def kept(self) -> str:
        """Say what stays, as a sentence; nothing where nothing does."""
        if not self.stayed:
            return ""
        said = words.sentence(words.count(self.stayed, "row"))
        verb, them = ("stays", "it") if self.stayed == 1 else ("stay", "them")
        before = f" ({self.restored:,} as before this file)" if self.restored else ""
        return f"{said} {verb}, since another file holds {them} too{before}."


_SHELVES = (acts.SHELF, time.SHELF, visits.SHELF)


def find(record: sqlite3.Connection, number: int) -> Load:
    """Return the load of a number; raises `NotUndone` where there is none that can be taken back."""
    load = loads.find(record, number)
    if load is None:
        raise NotUndone(f"There is no load {number}; `loads` lists them all.")
    if not load.traced:
        raise NotUndone(
            f"{load.path} was loaded by an older version, which did not keep which rows a file brought. "
            "It cannot be undone; its exports can be loaded into a new class folder."
        )
    return load


def outlook(record: sqlite3.Connection, number: int) -> Undone:
    """Say what would leave with a load, and change nothing."""
    people, names = registry.only_in(record, number)
    found = [held.held_by(record, shelf, number) for shelf in _SHELVES]
    return _counted(found)._replace(people=people, names=names)


def undo(record: sqlite3.Connection, number: int) -> Undone:
    """Take a load back, all of it or nothing; decisions about who is who stay."""
    with loads.thoroughly(record), transaction(record):
        return take_back(record, number)


def take_back(record: sqlite3.Connection, number: int) -> Undone:
    """Take a load back as a part of a larger change, which is the caller's transaction."""
    load = find(record, number)
    found = [held.let_go(record, shelf, number) for shelf in _SHELVES]
    time.uncover(record, number)
    persons = registry.unload_roster(record, number)
    names = naming.take_back(record, number, people.learned)
    loads.forget(record, number)
    if fact(record, "roster") == load.digest:
        set_fact(record, "roster", "")
    Registrar(record)  # asks anew who each account is
    return _counted(found)._replace(people=persons, names=names)


def _counted(found: Sequence[Gone]) -> Undone:
    of_acts, of_entries, of_visits = found
    stayed, restored = sum(gone.stayed for gone in found), sum(gone.restored for gone in found)
    return Undone(of_acts.left, of_entries.left, of_visits.left, stayed, restored)
