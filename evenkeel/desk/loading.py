"""What goes in and out of an opened course folder: files loaded and taken back, and words on who is who."""

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from evenkeel import inbox, people
from evenkeel.access import Viewer, require_instructor
from evenkeel.course.values import Course
from evenkeel.errors import NobodyFound, NotUndone
from evenkeel.intake import LoadReport, Progress, Registrar, history, undoing
from evenkeel.model import Person
from evenkeel.store import loads
from evenkeel.store import people as registry
from evenkeel.store.record import fact, transaction


class Loading:
    """The part of a desk that files and decisions go through; only an instructor's side may."""

    folder: Path
    course: Course
    record: sqlite3.Connection
    _lock: threading.RLock

    def load(
        self,
        viewer: Viewer,
        offered: Iterable[inbox.Offered],
        asked: inbox.Asked,
        progress: Progress | None = None,
    ) -> list[LoadReport]:
        """Load what is offered, each file for itself, and report on each."""
        require_instructor(viewer)
        with self._lock:
            by = replace(asked, by=viewer.email or "instructor")
            return inbox.load_all(self.record, self.course.zone, offered, by, progress)

    def load_reports(self, viewer: Viewer) -> list[tuple[int, dict[str, object]]]:
        """Return when each file was loaded and what became of it, newest first."""
        require_instructor(viewer)
        with self._lock:
            return [(one.loaded_at, one.report) for one in loads.listed(self.record)]

    def loads(self, viewer: Viewer) -> list[history.Entry]:
        """Return every file that was loaded or refused, newest first."""
        require_instructor(viewer)
        with self._lock:
            return history.listed(self.record)

    def outlook(self, viewer: Viewer, load: int) -> undoing.Undone:
        """Say what would leave with a load, and change nothing. Raises as `undo` does."""
        require_instructor(viewer)
        with self._lock:
            self._undoable(load)
            return undoing.outlook(self.record, load)

    def undo(self, viewer: Viewer, load: int) -> undoing.Undone:
        """Take a load back and say what left with it.

        Raises `NotUndone` where there is no such load, or what it brought is not known, or the roster follows the file.
        """
        require_instructor(viewer)
        with self._lock:
            self._undoable(load)
            return undoing.undo(self.record, load)

    def _undoable(self, load: int) -> None:
        found = undoing.find(self.record, load)
        if inbox.follows(self.record, self.folder, found.format, found.digest):
            raise NotUndone(f"The roster follows {found.path} in the course folder: change that file instead.")

    def clear_refused(self, viewer: Viewer) -> None:
        """Take the files that could not be loaded off the list."""
        require_instructor(viewer)
        with self._lock, transaction(self.record):
            loads.forget_refusals(self.record)

    # Who is who

    def unmatched(self, viewer: Viewer) -> pd.DataFrame:
        """Return who wrote or logged something and is nobody on the roster, busiest first.

        Columns: platform, spelling, handle, name, acts, entries, newest (microseconds, 0: no act).
        """
        require_instructor(viewer)
        columns = ["platform", "spelling", "handle", "name", "acts", "entries", "newest"]
        with self._lock:
            return pd.DataFrame(registry.unmatched(self.record), columns=columns)

    def match(self, viewer: Viewer, handle: str, who: str, now: int) -> Person | None:
        """Remember who a handle or name is (`who` empty or `nobody`: not one of ours), for all files.

        Raises `NobodyFound` where `who` fits no one, or more than one, on the roster.
        """
        require_instructor(viewer)
        with self._lock, transaction(self.record):
            everybody = registry.persons(self.record)
            person = None
            if who.strip().casefold() not in ("", "nobody"):
                found = people.roster(everybody, fact(self.record, "secret")).anyone(who)
                person = next((p for p in everybody if p.id == found), None)
                if person is None:
                    raise NobodyFound(f"“{who}” fits nobody, or more than one, on the roster; try an e-mail address.")
            inbox.decide(self.record, handle, person.email if person else "", now, viewer.email or "instructor")
            Registrar(self.record)
        return person
