"""Many files at once: what lies in a course folder or was dropped on the page, each file for itself."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from evenkeel import accounts, people
from evenkeel.errors import ExportRefused, NobodyFound, UnknownFormat
from evenkeel.intake import LoadReport, Progress, Registrar, digest, load
from evenkeel.model import Reject, RosterRow, Skip, Who
from evenkeel.sources import FIELDS, is_bundle, named, recognise
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.opening.files import Offered, PassedOver, exports, on_disk, shown, uploaded
from evenkeel.sources.opening.media import beside, ignored
from evenkeel.sources.plain import roster
from evenkeel.sources.reading.tables import Table, open_table
from evenkeel.store import people as registry
from evenkeel.store.record import fact, set_fact, transaction

ROSTER = "roster.csv"
_FOLDER = "inbox"
_PLAIN = ("acts.csv", "time.csv")
# What lies in a course folder and is no export; class.db is never offered by any folder.
_OWN = frozenset({"course.yaml", "exercises", "truth.json", ROSTER})
# A table that is shown so that its columns can be named: how it is told of, and how much of it is shown.
_A_TABLE = "a table whose columns are not known"
_ROWS, _CELL, _COLUMNS = 3, 80, 60

__all__ = ["FIELDS", "Asked", "Offered", "Sheet", "decide", "dropped", "follow_roster", "load_all", "sheets", "waiting"]


class Sheet(NamedTuple):
    """A table with columns of its own: its path, its header and its first rows, cells cut short."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """How the user wants files read: whose they are, in which format, with which columns; `now` is when."""

    now: int
    student: str = ""
    format: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)


def waiting(folder: Path, paths: Sequence[Path] = ()) -> Iterator[Offered]:
    """Yield the exports under the given paths, or all of a course folder's inbox and its plain files."""
    own = [folder / _FOLDER, *(folder / name for name in _PLAIN)]
    for path in paths:
        if path.resolve() == folder.resolve():
            yield from _offered(folder, (one for one in sorted(folder.iterdir()) if one.name not in _OWN))
        else:
            yield from exports(path, _label(folder, path), is_bundle)
    if not paths:
        yield from _offered(folder, (path for path in own if path.exists()))


def _offered(folder: Path, paths: Iterable[Path]) -> Iterator[Offered]:
    for path in paths:
        if not ignored(path.name) and not beside(path.name):
            yield from exports(path, _label(folder, path), is_bundle)


def dropped(name: str, content: bytes) -> Iterator[Offered]:
    """Yield the exports in a file that was dropped on the page."""
    return uploaded(name, content, is_bundle)


def sheets(offered: Iterable[Offered]) -> Iterator[Sheet]:
    """Yield the tables whose columns no importer knows, with their first rows, so that they can be mapped."""
    for item in offered:
        if not isinstance(item, Export) or item.members:
            continue
        try:
            recognise(item)
        except UnknownFormat as refusal:
            # What is said of it also tells prose with commas, JSON and e-mail from a table.
            table = open_table(item) if _A_TABLE in str(refusal) else None
            if table and len(table.header) <= _COLUMNS:
                yield Sheet(item.path, table.header, tuple(_first_rows(table)))


def _first_rows(table: Table) -> Iterator[tuple[str, ...]]:
    read = (row for row in table.rows((*range(len(table.header)), -1)) if not isinstance(row, (Skip, Reject)))
    for _line, cells in islice(read, _ROWS):
        yield tuple(" ".join(cell.split())[:_CELL] for cell in cells[:-1])


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
    context = Context(zone, now=export.modified or 0)  # it is as of when it was written
    report = load(record, export, roster.SOURCE, context)
    if report.refused:
        raise ExportRefused(report.refused)
    with transaction(record):
        found = roster.SOURCE.extract(export, context)
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
    """Load each export, rosters first so that everybody is known by then; a refused one stops no other.

    Raises what is wrong with how it was asked for: `UnknownFormat`, `NobodyFound`.
    """
    if asked.format:
        named(asked.format)
    reports, accepted = [], []
    for item in offered:
        if isinstance(item, PassedOver):
            reports.append(LoadReport(item.path, skipped=Counter({"file beside an export": 1})))
            continue
        try:
            if isinstance(item, ExportRefused):
                raise item
            accepted.append((item, recognise(item, asked.format, asked.mapping)))
        except ExportRefused as refusal:
            reports.append(LoadReport(item.path, refused=str(refusal)))
    # The class's own list before those of its platforms, which fill it in, and both before what people did.
    accepted.sort(key=lambda pair: (pair[1] is not roster.SOURCE, not pair[1].name.endswith("roster")))
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
