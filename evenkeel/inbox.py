"""Many files at once: what lies in a course folder or was dropped on the page, each file for itself."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from evenkeel import accounts, people
from evenkeel.errors import ExportRefused, NobodyFound
from evenkeel.intake import LoadReport, Progress, Registrar, digest, load
from evenkeel.model import RosterRow, Who
from evenkeel.sources import is_bundle, recognise, roster
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.files import Offered, exports, on_disk, shown, uploaded
from evenkeel.store import people as registry
from evenkeel.store.record import fact, set_fact, transaction

ROSTER = "roster.csv"
_FOLDER = "inbox"
_PLAIN = ("acts.csv", "time.csv")

__all__ = ["Asked", "Offered", "decide", "dropped", "follow_roster", "load_all", "waiting"]


@dataclass(frozen=True, slots=True)
class Asked:
    """How the user wants files read: whose they are, in which format, with which columns; `now` is when."""

    now: int
    student: str = ""
    format: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)


def waiting(folder: Path, paths: Iterable[Path] = ()) -> Iterator[Offered]:
    """Yield the exports under the given paths, or all of a course folder's inbox."""
    listed = list(paths) or [folder / _FOLDER, *(folder / name for name in _PLAIN if (folder / name).is_file())]
    for path in listed:
        if path == folder / _FOLDER and not path.exists():
            continue
        yield from exports(path, _label(folder, path), is_bundle)


def dropped(name: str, content: bytes) -> Iterator[Offered]:
    """Yield the exports in a file that was dropped on the page."""
    return uploaded(name, content, is_bundle)


def _label(folder: Path, path: Path) -> str:
    try:
        return shown(path.resolve().relative_to(folder.resolve()).as_posix())
    except ValueError:
        return shown(path.name)


def follow_roster(record: sqlite3.Connection, folder: Path, zone: ZoneInfo) -> LoadReport | None:
    """Take the course folder's roster.csv where it is new or changed; who is no longer listed leaves the roster."""
    path = folder / ROSTER
    if not path.is_file():
        return None
    export = on_disk(path, ROSTER)
    print_ = digest(export)
    if fact(record, "roster") == print_:
        return None
    report = load(record, export, roster.SOURCE, Context(zone))
    if report.refused:
        raise ExportRefused(report.refused)
    with transaction(record):
        found = roster.SOURCE.extract(export, Context(zone))
        emails = [accounts.folded(row.email) for row in found if isinstance(row, RosterRow)]
        registry.unlist_all_but(record, emails)
        Registrar(record)  # asks anew who each account is
        set_fact(record, "roster", print_)
    return report


def load_all(
    record: sqlite3.Connection,
    zone: ZoneInfo,
    offered: Iterable[Offered],
    asked: Asked,
    progress: Progress | None = None,
) -> list[LoadReport]:
    """Load each export, rosters first so that everybody is known by then; a refused one stops no other."""
    reports, accepted = [], []
    for item in offered:
        try:
            if isinstance(item, ExportRefused):
                raise item
            accepted.append((item, recognise(item, asked.format, asked.mapping)))
        except ExportRefused as refusal:
            reports.append(LoadReport(item.path, refused=str(refusal)))
    accepted.sort(key=lambda pair: pair[1] is not roster.SOURCE)
    for export, source in accepted:
        reports.append(_load_one(record, zone, export, source, asked, progress))
    return reports


def _load_one(
    record: sqlite3.Connection,
    zone: ZoneInfo,
    export: Export,
    source: Source,
    asked: Asked,
    progress: Progress | None,
) -> LoadReport:
    owner = _owner(record, export.path, asked.student)
    return load(record, export, source, Context(zone, owner, asked.mapping, asked.now), progress)


def _owner(record: sqlite3.Connection, path: str, student: str) -> Who | None:
    """Name the student a file belongs to: the one asked for, else the one whose name a folder bears."""
    index = people.roster(registry.persons(record), fact(record, "secret"))
    if student:
        if index.anyone(student) is None:
            raise NobodyFound(f"“{student}” fits nobody, or more than one, on the roster.")
        return Who(handle=student)
    folders = path.split("/")[:-1]
    return next((Who(handle=name) for name in reversed(folders) if index.anyone(name)), None)


def decide(record: sqlite3.Connection, handle: str, email: str, now: int, by: str) -> None:
    """Remember who a handle or a name is, under the spelling it is compared by."""
    registry.decide(record, accounts.folded(handle), email, now, by)
