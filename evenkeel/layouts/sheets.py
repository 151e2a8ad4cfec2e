"""A table that somebody must be asked about: its first rows, what they let guess, and what is still to be said."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import chain, islice
from zoneinfo import ZoneInfo

from evenkeel.errors import DatesUnclear, UnknownFormat
from evenkeel.model import Act, Reject, RosterRow, Skip, TimeEntry, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.plain import suggesting
from evenkeel.sources.plain.columns import cells, parts
from evenkeel.sources.plain.roster import ACCOUNTS
from evenkeel.sources.plain.suggesting import ACTS, KINDS, ROSTER, TIES, TIME, Guess, Likely
from evenkeel.sources.reading.tables import Table, header, open_table
from evenkeel.sources.reading.written_dates import DAY_FIRST, OPEN, order_of

# Without whom, or when, nothing of a kind can be read; the first is the owner's where a file has one.
WHO = {ACTS: "author", TIME: "student", TIES: "sender"}
NEEDED = {ACTS: ("at",), TIME: ("start",), ROSTER: ("email",), TIES: ("receiver", "time")}
_DATED: dict[str, tuple[str, ...]] = {ACTS: ("at",), TIME: ("start", "end"), TIES: ("time",)}
# How a table that could be mapped is told of (see sources/unknown.py).
_A_TABLE = "a table whose columns are not known"
LOOKED_AT = 200
_COLUMNS, _LONGEST = 60, 4000


@dataclass(frozen=True)
class Sheet:
    """A table with columns of its own: its first rows, cut short, and what they let guess.

    `format` is the importer that knows its columns and must only be told how its dates are written; else empty.
    `lines` are (number, cells); `odd` are those whose cells do not fit the header. `orders` says of each column with
    dates like 3/4/2026 which part is the day, by the whole file; `joins` are columns that only together make sense.
    """

    path: str
    columns: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    odd: tuple[Reject | Skip, ...]
    likely: Likely
    guesses: Mapping[str, Mapping[str, Guess]]
    orders: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    format: str = ""
    label: str = ""

    @property
    def header(self) -> str:
        """The fingerprint of its column names."""
        return fingerprint(self.columns)

    @property
    def joins(self) -> tuple[str, ...]:
        """Columns that were guessed to be read together, such as a date and a time."""
        guessed = (guess.column for guesses in self.guesses.values() for guess in guesses.values())
        return tuple(dict.fromkeys(column for column in guessed if column not in self.columns))


def fingerprint(columns: Iterable[str]) -> str:
    """Name a header by its columns: their order, case and blanks do not count."""
    names = sorted({" ".join(column.split()).casefold() for column in columns} - {""})
    return blake2b("\x1f".join(names).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest() if names else ""


def fingerprint_of(export: Export) -> str:
    """Name the header of a file; empty where it is no table."""
    return "" if export.members else fingerprint(header(export))


def sheet_of(export: Export, known: Callable[[str], bool], remembered: Collection[str]) -> Sheet | None:
    """Return a file as a table that somebody must be asked about; None where it is none.

    That is one whose columns neither an importer knows nor anybody has named, or whose dates can be read in two ways.
    """
    if fingerprint_of(export) in ("", *remembered):
        return None
    try:
        source = recognise(export)
    except UnknownFormat as refusal:
        table = open_table(export) if _A_TABLE in str(refusal) else None
        found = _sheet(export.path, table, known) if table and len(table.header) <= _COLUMNS else None
        return found if found and found.lines else None
    table = open_table(export) if dates_unclear(export, source) else None
    return replace(_sheet(export.path, table, known), format=source.name, label=source.label) if table else None


def dates_unclear(export: Export, source: Source) -> bool:
    """Tell whether an importer would refuse a table because nothing in it says which part of its dates is the day."""
    try:
        context = Context(ZoneInfo("UTC"), Who(handle="somebody"))
        next((one for one in source.extract(export, context) if isinstance(one, (Act, TimeEntry, RosterRow))), None)
    except DatesUnclear:
        return True
    except Exception:  # whatever else is wrong with it is said when it is loaded
        return False
    return False


def _sheet(path: str, table: Table, known: Callable[[str], bool]) -> Sheet:
    rows = [*islice(table.rows((*range(len(table.header)), -1)), LOOKED_AT)]
    lines = tuple(
        (row[0], tuple(cell[:_LONGEST] for cell in row[1][:-1])) for row in rows if not isinstance(row, (Skip, Reject))
    )
    held = suggesting.columns(table.header, [texts for _, texts in lines], known)
    orders = {}
    for column in held:
        if first := order_of(column.filled):
            whole = cells(table, [table.header.index(column.name)])
            orders[column.name] = first if first != OPEN else order_of(whole)
    return Sheet(
        path,
        table.header,
        lines,
        tuple(row for row in rows if isinstance(row, (Skip, Reject))),
        suggesting.likely(held),
        {kind: suggesting.guesses(kind, held) for kind in KINDS},
        orders,
        {column.name: suggesting.unit(column) for column in held if column.looks.numbers},
    )


def order(sheet: Sheet, kind: str, mapping: Mapping[str, str]) -> str:
    """Say which part of the mapped dates is the day: `dmy`, `mdy`, `open`, or "" where they do not leave it open."""
    read = chain.from_iterable(parts(mapping.get(name, "")) for name in _DATED.get(kind, ()))
    found = {sheet.orders.get(part, "") for part in read} - {""}
    certain = found - {OPEN}
    return certain.pop() if len(certain) == 1 else OPEN if found else ""


def open_dates(sheet: Sheet, kind: str, mapping: Mapping[str, str]) -> list[str]:
    """Return dates of which nobody can say which part is the day, those first that make a difference."""
    dated = {part for name in _DATED.get(kind, ()) for part in parts(mapping.get(name, ""))}
    read = dated if not sheet.format else sheet.orders.keys()
    places = [place for place, name in enumerate(sheet.columns) if name in read and sheet.orders.get(name) == OPEN]
    found = dict.fromkeys(texts[place] for _, texts in sheet.lines for place in places if texts[place])
    return sorted(found, key=lambda text: len(set(re.split(r"\D+", text)[:2])) < 2)[:3]


def needed(kind: str) -> tuple[str, ...]:
    """Name the fields of a kind of table that cannot be done without; who may be known from elsewhere."""
    return (*([WHO[kind]] if kind in WHO else []), *NEEDED.get(kind, ()))


def unit(sheet: Sheet, mapping: Mapping[str, str]) -> str:
    """Guess what bare numbers in the column of minutes count; empty where there are none."""
    return sheet.units.get(mapping.get("minutes", ""), "")


def lacking(sheet: Sheet, kind: str, mapping: Mapping[str, str], owned: bool) -> list[str]:
    """Name the fields without which nothing can be read; `owned`: it is known whose the file is."""
    if sheet.format:
        return [] if mapping.get("date_order") else ["date_order"]
    missing = [name for name in needed(kind) if not mapping.get(name) and not (owned and name == WHO.get(kind))]
    if kind == TIME and not (mapping.get("end") or mapping.get("minutes")):
        missing.append("minutes")
    if order(sheet, kind, mapping) == OPEN and not mapping.get("date_order"):
        missing.append("date_order")
    return missing


def suggested(sheet: Sheet) -> dict[str, str]:
    """Return the mapping that fits a table best, as the command line takes it; `…` is still to be said."""
    kind = sheet.likely.kind
    mapping = {} if sheet.format else {name: guess.column for name, guess in sheet.guesses[kind].items()}
    for name in lacking(sheet, kind, mapping, owned=False):
        mapping[name] = DAY_FIRST if name == "date_order" else "…"
    if kind == ROSTER and not mapping.keys() & set(ACCOUNTS) and not sheet.format:
        mapping["blog"] = ""  # else every other column would be taken for an account
    counted = unit(sheet, mapping)
    return mapping | ({"minutes_in": counted} if counted not in ("", "minutes") else {})


def shown(sheet: Sheet, rows: int, width: int) -> Sequence[tuple[str, ...]]:
    """Return the first rows as a page shows them."""
    return [tuple(" ".join(cell.split())[:width] for cell in texts) for _, texts in sheet.lines[:rows]]
