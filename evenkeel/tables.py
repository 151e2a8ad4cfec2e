"""Tables that nobody recognises, in one class: which wait, how they would be read, what was said of their columns."""

import sqlite3
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from evenkeel import inbox, layouts, people
from evenkeel.access import Viewer, require_instructor
from evenkeel.intake import digest
from evenkeel.layouts import Preview, Sheet
from evenkeel.model import Act, RosterRow, Who
from evenkeel.people import Roster
from evenkeel.sources.base import Context, Export
from evenkeel.store import layouts as said
from evenkeel.store import people as registry
from evenkeel.store.layouts import Layout
from evenkeel.store.record import fact, transaction

__all__ = ["Layout", "Preview", "Sheet", "Tables", "Waiting"]

_KEPT = 40
_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A table that nobody recognises, and the file it stands in."""

    sheet: Sheet
    item: Export


class Tables:
    """The tables of a course folder whose columns have names of their own. Every question takes the viewer."""

    def __init__(self, record: sqlite3.Connection, lock: threading.RLock, folder: Path, zone: ZoneInfo) -> None:
        self._record, self._lock, self._folder, self._zone = record, lock, folder, zone
        self._seen: tuple[object, list[Waiting]] = (None, [])
        self._sheets: dict[tuple[object, ...], Sheet | None] = {}

    def unknown(self, viewer: Viewer, offered: Iterable[inbox.Offered]) -> list[Waiting]:
        """Return the tables among these files whose columns neither an importer knows nor anybody has named."""
        require_instructor(viewer)
        with self._lock:
            roster, named = self._roster(), frozenset(layout.header for layout in said.listed(self._record))
        everybody = frozenset(roster.anything.items())
        found = []
        for item in offered:
            sheet = self._sheet(item, roster, named, everybody) if isinstance(item, Export) else None
            if sheet and isinstance(item, Export):
                found.append(Waiting(sheet, item))
        return found

    def _sheet(self, item: Export, roster: Roster, named: frozenset[str], everybody: frozenset[object]) -> Sheet | None:
        """Look at a file once, however often a page is drawn while somebody makes up their mind."""
        if not layouts.fingerprint_of(item):
            return None
        key = (item.path, digest(item), named, everybody)
        if key not in self._sheets:
            while len(self._sheets) >= _KEPT:
                del self._sheets[next(iter(self._sheets))]
            self._sheets[key] = layouts.sheet_of(item, lambda text: roster.anyone(text) is not None, named)
        return self._sheets[key]

    def waiting(self, viewer: Viewer) -> list[Waiting]:
        """Return such tables that wait in the folder, looked for anew where a file, the roster or an answer changed."""
        require_instructor(viewer)
        inside = (*self._folder.glob("*"), *(self._folder / inbox.FOLDER).rglob("*"))
        paths = sorted(path for path in inside if path.suffix.casefold() in _SUFFIXES and path.is_file())
        files = [(path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths]
        with self._lock:
            state = (files, str(said.listed(self._record)), self._roster().anything)
        if state != self._seen[0]:
            found = self.unknown(viewer, inbox.waiting(self._folder, paths))
            # A file of an archive that somebody unpacked is its importer's, and no table of its own.
            alone = {getattr(item, "path", "") for item in inbox.waiting(self._folder)} if found else set()
            self._seen = (state, [table for table in found if table.sheet.path in alone])
        return self._seen[1]

    def preview(self, viewer: Viewer, sheet: Sheet, kind: str, mapping: Mapping[str, str], student: str) -> Preview:
        """Read a table's first rows by a mapping, and name whom the roster knows; `student`: whose file it is."""
        require_instructor(viewer)
        context = Context(self._zone, Who(handle=student) if student else None)
        found = layouts.preview(sheet, kind, mapping, context)
        with self._lock:
            roster = self._roster()
            names = {person.id: person.name for person in registry.persons(self._record)}
        rows = [one for _, one in found.read if not isinstance(one, RosterRow)]
        written = {layouts.who(one) for one in rows}
        written |= {whom.handle for one in rows if isinstance(one, Act) for whom in one.to}
        who = {handle: names[person] for handle in written if (person := roster.anyone(handle))}
        return replace(found, names=who)

    def remembered(self, viewer: Viewer) -> list[Layout]:
        """Return what was said of the columns of tables, newest first."""
        require_instructor(viewer)
        with self._lock:
            return said.listed(self._record)

    def forget(self, viewer: Viewer, header: str) -> None:
        """Forget what was said of a header: the next such table is asked about again."""
        require_instructor(viewer)
        with self._lock, transaction(self._record):
            said.forget(self._record, header)

    def _roster(self) -> Roster:
        return people.roster(registry.persons(self._record), fact(self._record, "secret"))
