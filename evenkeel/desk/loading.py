"""What goes in and out of an opened course folder: files loaded and taken back."""

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from evenkeel import inbox
from evenkeel.access import Viewer, require_instructor
from evenkeel.course.values import Course
from evenkeel.errors import NotUndone
from evenkeel.intake import LoadReport, Progress, history, undoing
from evenkeel.store import loads
from evenkeel.store.record import transaction


class Loading:
    """The part of a desk that files go through; an instructor's side alone."""

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
