"""Many files at once: what lies in a course folder or was dropped on the page, each file for itself."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from evenkeel import accounts, layouts, people
from evenkeel.errors import ExportRefused, NobodyFound, UnknownFormat
from evenkeel.intake import LoadReport, Progress, Registrar, digest, load, refuse
from evenkeel.intake.turned_away import Own
from evenkeel.model import RosterRow, Who
from evenkeel.sources import FIELDS, OPTIONS, SOURCES, is_bundle, named, recognise
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.opening.files import Offered, PassedOver, exports, on_disk, shown, uploaded
from evenkeel.sources.opening.media import beside, ignored
from evenkeel.sources.plain import roster
from evenkeel.store import layouts as said
from evenkeel.store import loads
from evenkeel.store import people as registry
from evenkeel.store.layouts import Layout
from evenkeel.store.record import fact, set_fact, transaction

ROSTER = "roster.csv"
FOLDER = "inbox"
# Tables that a class brings for its labs, which are no exports.
LABS = "labs"
PLAIN = ("acts.csv", "time.csv")
# What lies in a course folder and is no export; class.db is never offered by any folder.
_OWN = frozenset({"course.yaml", "exercises", LABS, "truth.json", ROSTER})
# What the cells of a table leave open, and the answers that a mapping may give.
CHOICES: dict[str, tuple[str, ...]] = {"date_order": tuple(layouts.ORDERS), "minutes_in": tuple(layouts.UNITS)}

__all__ = [
    "CHOICES",
    "FIELDS",
    "FOLDER",
    "LABS",
    "Asked",
    "Offered",
    "claimed",
    "decide",
    "dropped",
    "follow_roster",
    "load_all",
    "waiting",
]


@dataclass(frozen=True, slots=True)
class Asked:
    """How the user wants files read: whose they are, in which format, with which columns; `now` is when, `by` who.

    `own`: only what these accounts wrote or logged is taken (see `intake.turned_away.Gate`).
    """

    now: int
    student: str = ""
    format: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    by: str = "instructor"
    own: Own | None = None


class _Reading(NamedTuple):
    """A file, who reads it, and by which columns."""

    export: Export
    source: Source
    mapping: Mapping[str, str]


def waiting(folder: Path, paths: Sequence[Path] = ()) -> Iterator[Offered]:
    """Yield the exports under the given paths, or all of a course folder's inbox and its plain files."""
    own = [folder / FOLDER, *(folder / name for name in PLAIN)]
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


def claimed(item: Offered) -> dict[str, str]:
    """Return the formats (name -> label) that a file could be, where it could be several; else nothing."""
    fitting = [source for source in SOURCES if isinstance(item, Export) and source.identify(item)]
    return {source.name: source.label for source in fitting} if len(fitting) > 1 else {}


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
        taken = loads.before(record, ROSTER, roster.SOURCE.name, print_)
        registry.unlist_all_but(record, emails, taken.id if taken else 0)
        Registrar(record)  # asks anew who each account is
        set_fact(record, "roster", print_)
    return report


def follows(record: sqlite3.Connection, folder: Path, form: str, print_: str) -> bool:
    """Tell whether a load is the course folder's own roster.csv as the record now follows it."""
    return form == roster.SOURCE.name and print_ == fact(record, "roster") and (folder / ROSTER).is_file()


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
    remembered = {layout.header: layout for layout in said.listed(record)}
    for item in offered:
        if isinstance(item, PassedOver):
            reports.append(LoadReport(item.path, skipped=Counter({"file beside an export": item.files})))
            continue
        try:
            if isinstance(item, ExportRefused):
                raise item
            accepted.append(_reading(record, item, asked, remembered))
        except ExportRefused as refusal:
            refuse(record, item.path, asked.now, str(refusal))
            reports.append(LoadReport(item.path, refused=str(refusal)))
    # The class's own list before those of its platforms, which fill it in, and both before what people did.
    accepted.sort(key=lambda one: (one.source.name != roster.SOURCE.name, not one.source.name.endswith("roster")))
    for reading in accepted:
        reports.append(_load_one(record, zone, reading, asked, progress))
    return reports


def _reading(record: sqlite3.Connection, export: Export, asked: Asked, remembered: Mapping[str, Layout]) -> _Reading:
    """Say who reads a file: columns that are named now go before what was said of its header, and that before all."""
    here = layouts.named_here(export, asked.mapping)
    layout = remembered.get(layouts.fingerprint_of(export)) if remembered and not (asked.format or here) else None
    if layout:
        mapping = layout.mapping | {name: asked.mapping[name] for name in OPTIONS if name in asked.mapping}
        return _Reading(export, layouts.telling(named(layout.kind), mapping), mapping)
    try:
        return _Reading(export, recognise(export, asked.format, asked.mapping), asked.mapping)
    except UnknownFormat:
        kind = layouts.kind_without_who(export, asked.mapping)
        if not kind or _owner(record, export.path, asked.student) is None:
            raise
        return _Reading(export, named(kind), asked.mapping)


def _load_one(
    record: sqlite3.Connection, zone: ZoneInfo, reading: _Reading, asked: Asked, progress: Progress | None
) -> LoadReport:
    export, source, mapping = reading
    place = f"{export.path}/" if export.members else export.path  # a folder taken whole may bear the name itself
    owner = _owner(record, place, asked.student)
    report = load(record, export, source, Context(zone, owner, mapping, asked.now), progress, asked.own)
    used = layouts.used(export, source, mapping) if asked.mapping else {}
    if used and not report.refused and report.new + report.changed + report.known:
        layout = Layout(layouts.fingerprint_of(export), layouts.columns(export), source.name, used, asked.now, asked.by)
        with transaction(record):
            news = said.keep(record, layout)
        if news:
            report.notes.append("Remembered: the next table with these columns is read the same way.")
    return report


def _owner(record: sqlite3.Connection, path: str, student: str) -> Who | None:
    """Name the student a file belongs to: the one asked for, else the one whose name a folder bears."""
    persons = registry.persons(record)
    index = people.roster(persons, fact(record, "secret"))
    names = [student] if student else reversed(path.split("/")[:-1])
    found = next((person for name in names if (person := index.anyone(name))), None)
    if student and found is None:
        raise NobodyFound(f"“{student}” fits nobody, or more than one, on the roster.")
    return next((Who(handle=person.email) for person in persons if person.id == found), None)


def decide(record: sqlite3.Connection, handle: str, email: str, now: int, by: str) -> None:
    """Remember who a handle or a name is, under the spelling it is compared by."""
    registry.decide(record, accounts.folded(handle), email, now, by)
