"""Files that a student brings: their own archives, tracker exports and diaries, and nothing of anybody else."""

import os
import sqlite3
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from evenkeel import inbox, words
from evenkeel.access import Viewer, require_own
from evenkeel.course.calendar import Week, local
from evenkeel.course.values import Course
from evenkeel.desk.consent import ASKED, Consenting, Kind
from evenkeel.desk.diary import Diary, as_csv, file_name, from_csv
from evenkeel.errors import ExportRefused, NotAllowed
from evenkeel.intake import LoadReport, Progress, undoing
from evenkeel.intake.turned_away import WITHDRAWN
from evenkeel.store import loads, own
from evenkeel.store import people as registry
from evenkeel.store.own import Brought
from evenkeel.store.record import transaction

_LONGEST_NAME = 120
_PLAIN = frozenset({"acts", "ties", "time"})


class OwnFiles(Consenting):
    """The part of a desk that students' own files go through; what they bring lies in their own folder of the inbox."""

    folder: Path
    course: Course
    record: sqlite3.Connection
    _lock: threading.RLock

    def load_own(
        self, viewer: Viewer, name: str, content: bytes, now: int, progress: Progress | None = None
    ) -> list[LoadReport]:
        """Load a student's own file, all of it or nothing, and keep it in their folder of the inbox.

        Of an archive that others wrote in too, a blog with its comments, only what is the student's own is taken. A
        table with rows of somebody else is refused whole, and so is a kind of data that the student has not agreed
        to: the report says why. Raises `NotAllowed` for anybody but the student.
        """
        require_own(viewer, viewer.email)
        path = self._free_path(viewer, name, content)
        try:
            with self._lock, transaction(self.record):
                reports = self._take(viewer, path, content, now, progress)
                _write(self.folder / path, content)
        except ExportRefused as refusal:
            return [LoadReport(path, refused=str(refusal))]
        return reports

    def diary(self, viewer: Viewer, week: Week) -> Diary:
        """Return what the viewer's own diary says of a week; an empty one where nothing is kept."""
        require_own(viewer, viewer.email)
        path = self._diary_path(viewer, week)
        file = self.folder / path
        with self._lock:
            known = any(load.path == path for load in loads.listed(self.record))
        monday = local(week.start, self.course.zone).date()
        # What was taken back elsewhere is not shown again, though its file may still lie there.
        return from_csv(file.read_text("utf-8"), monday) if known and file.is_file() else Diary(monday)

    def keep_diary(self, viewer: Viewer, week: Week, diary: Diary, now: int) -> LoadReport | None:
        """Keep a week of the viewer's own diary in place of what it said before; None where nothing is left of it.

        Raises `NotAllowed` for anybody but the student, and `ExportRefused` where it could not be read back whole.
        """
        require_own(viewer, viewer.email)
        path, content = self._diary_path(viewer, week), as_csv(diary, viewer.email).encode()
        with self._lock, loads.thoroughly(self.record), transaction(self.record):
            for load in [one for one in loads.listed(self.record) if one.path == path]:
                undoing.take_back(self.record, load.id)
            if diary.empty:
                (self.folder / path).unlink(missing_ok=True)
                return None
            [report] = self._take(viewer, path, content, now, None)
            if report.rejected:
                raise ExportRefused(str(report.rejected[0]["why"]), path)
            _write(self.folder / path, content)
        return report

    def _take(self, viewer: Viewer, path: str, content: bytes, now: int, progress: Progress | None) -> list[LoadReport]:
        """Take a file, or of an archive what is the student's own; what may not be kept is refused."""
        try:
            with transaction(self.record):
                return self._taken(viewer, path, content, now, progress)
        except _OthersToo as others:
            return self._taken(viewer, path, content, now, progress, others.own)

    def _taken(
        self,
        viewer: Viewer,
        path: str,
        content: bytes,
        now: int,
        progress: Progress | None,
        only: frozenset[tuple[str, str]] | None = None,
    ) -> list[LoadReport]:
        """Load a file and look at what it brought; what may not be kept is refused, for the caller to roll back."""
        first, before = loads.next_number(self.record), registry.answers(self.record)
        asked = inbox.Asked(now, student=viewer.email, by=viewer.signature, own=only)
        reports = inbox.load_all(self.record, self.course.zone, inbox.dropped(path, content), asked, progress)
        if reports and all(report.refused for report in reports):
            raise ExportRefused(reports[0].refused, path)
        found = own.brought(self.record, viewer.email, first)
        if only is None and _is_archive(reports, found):
            self._require_own_archive(viewer, path, content, now)
            if found.foreign_acts:
                raise _OthersToo(own.accounts_of(self.record, viewer.email))
        me = next(p.id for p in registry.persons(self.record) if p.email == viewer.email)
        if why := _not_yours(found) or _claims(own.claimed(before, registry.answers(self.record), me)):
            raise ExportRefused(f"{path}: {why} Nothing of it was kept. Your instructor can load it.", path)
        self._require_consent(viewer, found, reports)
        return reports

    def _require_own_archive(self, viewer: Viewer, path: str, content: bytes, now: int) -> None:
        """Refuse an archive that by its own word is somebody else's of the class, whoever brings it.

        What lies in a student's folder is taken for theirs, so it is looked at once more as if it lay nowhere.
        """
        first = loads.next_number(self.record)
        with suppress(_Looked), transaction(self.record):
            asked = inbox.Asked(now, by=viewer.signature)
            inbox.load_all(self.record, self.course.zone, inbox.dropped(Path(path).name, content), asked)
            if own.posted_by_others(self.record, viewer.email, first):
                raise ExportRefused(
                    f"{path}: it says of itself that it is somebody else's. Nothing of it was kept.", path
                )
            raise _Looked

    def _require_consent(self, viewer: Viewer, found: Brought, reports: Sequence[LoadReport]) -> None:
        """Refuse what the student has not agreed to."""
        archive = any(report.format not in _PLAIN for report in reports if not report.refused)
        asked = [Kind.TIME] * bool(found.times) + [Kind.WRITING] * bool(found.acts)
        asked += [Kind.ARCHIVES] * bool(found.acts and archive)
        if lacking := [ASKED[kind][0] for kind in asked if not self.consented(viewer, kind)]:
            raise ExportRefused(f"You have not agreed to this: {words.together(lacking)}. Nothing was kept.")
        if any(report.skipped.get(WITHDRAWN) for report in reports):
            raise ExportRefused("You have taken back your agreement to this kind of data. Nothing was kept.")

    def _diary_path(self, viewer: Viewer, week: Week) -> str:
        return f"{_folder_of(viewer)}/{file_name(local(week.start, self.course.zone).date())}"

    def _free_path(self, viewer: Viewer, name: str, content: bytes) -> str:
        """Find a path in the student's folder at which no other file lies; the same file keeps its own."""
        stem, dot, ending = _safe(name).partition(".")
        for number in range(1, 1000):
            path = f"{_folder_of(viewer)}/{stem}{f' {number}' if number > 1 else ''}{dot}{ending}"
            file = self.folder / path
            if not file.exists() or file.read_bytes() == content:
                return path
        raise NotAllowed("There are too many files of this name in your folder already.")


class _Looked(Exception):
    """It was only looked at: nothing of it stays."""


class _OthersToo(Exception):
    """An archive holds what others wrote: it is taken again, and of it only what is of these accounts."""

    def __init__(self, own: frozenset[tuple[str, str]]) -> None:
        super().__init__()
        self.own = own


def _is_archive(reports: Sequence[LoadReport], found: Brought) -> bool:
    """Tell whether a file is somebody's archive, in which others answer, and no table that says who is who."""
    formats = {report.format for report in reports if not report.refused}
    return bool(formats) and not formats & _PLAIN and not found.roster and not found.foreign_times


def _folder_of(viewer: Viewer) -> str:
    if Path(viewer.email).name != viewer.email or viewer.email.startswith("."):
        raise NotAllowed("Your login cannot be the name of a folder; your instructor can load your files.")
    return f"{inbox.FOLDER}/{viewer.email}"


def _safe(name: str) -> str:
    """Make a file's name one that is a name and no path on any system."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter if letter.isprintable() and letter not in '<>:"|?*' else "_" for letter in base).strip(" .")
    stem, dot, ending = kept.partition(".")
    return f"{stem[: _LONGEST_NAME - len(ending)] or 'file'}{dot}{ending[:_LONGEST_NAME]}"


def _not_yours(found: Brought) -> str:
    if found.roster:
        return "it is a class list, which only the instructor loads."
    parts = [words.count(found.foreign_acts, "post or comment", "posts and comments")] * bool(found.foreign_acts)
    parts += [words.count(found.foreign_times, "stretch of time", "stretches of time")] * bool(found.foreign_times)
    if parts:
        return f"it holds {words.together(parts)} of other people, and only your own may be loaded here."
    return "it says what is known of other people, and only your own may be loaded here." if found.foreign_cover else ""


def _claims(claimed: bool) -> str:
    return "it says of somebody else's account whose it is." if claimed else ""


def _write(file: Path, content: bytes) -> None:
    """Put a file in place whole, or leave what was there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.replace(part, file)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
