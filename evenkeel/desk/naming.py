"""Words on who is who in an opened course folder: who waits for one, who they may be, and what was decided."""

import sqlite3
import threading
from dataclasses import dataclass

import pandas as pd

from evenkeel import accounts, inbox, people
from evenkeel.access import Viewer, require_instructor
from evenkeel.errors import NobodyFound
from evenkeel.intake import Registrar
from evenkeel.model import Person
from evenkeel.people.suggesting import Suggesting, Suggestion
from evenkeel.store import people as registry
from evenkeel.store.record import fact, transaction

# So many accounts are compared with people in a moment; from this weight on a suggestion is more than a first name.
_COMPARED, _LIKELY = 30_000, 54
_COLUMNS = ("platform", "spelling", "handle", "name", "acts", "entries", "newest", "visits")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An account of nobody on the roster: what is remembered of it when decided, what stands behind it, who it may be.

    `newest` is the moment of its newest act, 0 without one. `suggestions` are at most three, the likeliest first.
    """

    key: str
    shown: str
    platform: str
    acts: int
    entries: int
    visits: int
    newest: int
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided about a name: the name as it is shown, where (empty: everywhere), and who that is.

    `email` is empty where it is not one of ours; `name` is empty where nobody on the roster has that address now.
    """

    spelling: str
    shown: str
    platform: str
    email: str
    name: str
    at: int
    by: str


class Naming:
    """The part of a desk that decisions about people go through; an instructor's side alone."""

    record: sqlite3.Connection
    _lock: threading.RLock

    def unmatched(self, viewer: Viewer) -> pd.DataFrame:
        """Return who wrote or logged something and is nobody on the roster, busiest first.

        Columns: platform, spelling, handle, name, acts, entries, newest (microseconds, 0: no act), visits.
        """
        require_instructor(viewer)
        with self._lock:
            return pd.DataFrame(registry.unmatched(self.record), columns=list(_COLUMNS))

    def waiting(self, viewer: Viewer, most: int) -> list[Waiting]:
        """Return accounts of nobody on the roster with whom they may belong to: whom something speaks for goes first.

        Among busy outsiders a quiet student would never be seen. In a large class only the busiest are looked at.
        """
        require_instructor(viewer)
        with self._lock:
            everybody = registry.persons(self.record)
            suggesting = Suggesting(everybody)
            looked_at = max(most, _COMPARED // (len(everybody) + 1))
            found = [self._waiting(row, suggesting) for row in registry.unmatched(self.record)[:looked_at]]
        return sorted(found, key=lambda one: not (one.suggestions and one.suggestions[0].weight >= _LIKELY))[:most]

    def _waiting(self, row: tuple[str, str, str, str, int, int, int, int], suggesting: Suggesting) -> Waiting:
        platform, spelling, handle, name, acts, entries, newest, visits = row
        account = registry.find_account(self.record, platform, spelling)
        found = tuple(suggesting.of(account)) if account else ()
        shown = name or (account.alias if account else "") or handle or spelling
        return Waiting(f"{platform}:{spelling}", shown, platform, acts, entries, visits, newest, found)

    def person(self, viewer: Viewer, who: str) -> Person:
        """Return whom a name, address or handle means. Raises `NobodyFound` where that is no one, or more than one."""
        require_instructor(viewer)
        with self._lock:
            everybody = registry.persons(self.record)
            found = people.roster(everybody, fact(self.record, "secret")).anyone(who)
        person = next((p for p in everybody if p.id == found), None)
        if person is None:
            raise NobodyFound(f"“{who}” fits nobody, or more than one, on the roster; try an e-mail address.")
        return person

    def match(self, viewer: Viewer, handle: str, who: str, now: int) -> Person | None:
        """Remember who a handle or name is (`who` empty or `nobody`: not one of ours), for all files.

        `handle` may be one account alone, as `Waiting.key` has it. Raises `NobodyFound` where `who` fits no one, or
        more than one, on the roster.
        """
        require_instructor(viewer)
        with self._lock, transaction(self.record):
            person = None if who.strip().casefold() in ("", "nobody") else self.person(viewer, who)
            inbox.decide(self.record, handle, person.email if person else "", now, viewer.email or "instructor")
            Registrar(self.record)
        return person

    def decided(self, viewer: Viewer) -> list[Decided]:
        """Return what holds of all that was decided, the newest first."""
        require_instructor(viewer)
        with self._lock:
            names = {person.email: person.name for person in registry.persons(self.record)}
            return [self._decided(*row, names.get(row[1], "")) for row in registry.decided(self.record)]

    def _decided(self, spelling: str, email: str, at: int, by: str, name: str) -> Decided:
        platform, colon, rest = spelling.partition(":")
        account = registry.find_account(self.record, platform, rest) if colon else None
        if account is None:
            return Decided(spelling, spelling, "", email, name, at, by)
        return Decided(spelling, account.name or account.alias or account.handle or rest, platform, email, name, at, by)

    def forget(self, viewer: Viewer, handle: str) -> bool:
        """Forget what was decided about a name or account, for all files; tell whether anything was."""
        require_instructor(viewer)
        with self._lock, transaction(self.record):
            found = registry.forget(self.record, accounts.folded(handle))
            Registrar(self.record)
        return found
