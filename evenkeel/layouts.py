"""A table that nobody recognises: its first rows, which column is likely which, how it would be read, what was said.

Pages and commands ask here; what somebody said of a header is kept by `store/layouts.py` and holds for every file with
the same columns, in whatever order.
"""

import csv
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from io import StringIO
from itertools import chain, islice

from evenkeel.errors import ExportRefused, UnknownFormat
from evenkeel.model import Act, Found, Note, Reject, RosterRow, Skip, TimeEntry
from evenkeel.sources import OPTIONS, named, recognise
from evenkeel.sources.base import Context, Export, Source, in_memory
from evenkeel.sources.plain import suggesting
from evenkeel.sources.plain.columns import cells, parts
from evenkeel.sources.plain.suggesting import ACTS, KINDS, ROSTER, TIME, Guess, Likely
from evenkeel.sources.reading.durations import UNITS
from evenkeel.sources.reading.tables import Table, header, open_table
from evenkeel.sources.reading.written_dates import OPEN, ORDERS, order_of

__all__ = [
    "ACTS", "KINDS", "LOOKED_AT", "OPEN", "OPTIONS", "ORDERS", "ROSTER", "TIME", "UNITS", "WHO", "Guess", "Preview",
    "Sheet", "columns", "fingerprint", "fingerprint_of", "kind_without_who", "lacking", "named_here", "needed",
    "open_dates", "order", "parts", "preview", "sheet_of", "shown", "suggested", "telling", "unit", "used", "who",
]  # fmt: skip

# Without whom, or when, nothing of a kind can be read; the first is the owner's where a file has one.
WHO = {ACTS: "author", TIME: "student"}
_NEEDED = {ACTS: ("at",), TIME: ("start",), ROSTER: ("email",)}
_DATED = {ACTS: ("at",), TIME: ("start", "end"), ROSTER: ()}
# How a table that could be mapped is told of (see sources/unknown.py).
_A_TABLE = "a table whose columns are not known"
LOOKED_AT = 200
_COLUMNS, _LONGEST = 60, 4000


@dataclass(frozen=True)
class Sheet:
    """A table with columns of its own: its first rows, cut short, and what they let guess.

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


def sheet_of(export: Export, known: Callable[[str], bool], remembered: Container[str]) -> Sheet | None:
    """Return a file as a table whose columns neither an importer knows nor anybody has named; None if it is none."""
    if export.members or fingerprint_of(export) in remembered:
        return None
    try:
        recognise(export)
    except UnknownFormat as refusal:
        table = open_table(export) if _A_TABLE in str(refusal) else None
        return _sheet(export.path, table, known) if table and len(table.header) <= _COLUMNS else None
    return None


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
    read = chain.from_iterable(parts(mapping.get(name, "")) for name in _DATED[kind])
    found = {sheet.orders.get(part, "") for part in read} - {""}
    certain = found - {OPEN}
    return certain.pop() if len(certain) == 1 else OPEN if found else ""


def open_dates(sheet: Sheet, kind: str, mapping: Mapping[str, str]) -> list[str]:
    """Return dates of which nobody can say which part is the day."""
    parts_ = {part for name in _DATED[kind] for part in parts(mapping.get(name, ""))}
    places = [place for place, name in enumerate(sheet.columns) if name in parts_ and sheet.orders.get(name) == OPEN]
    return [texts[place] for _, texts in sheet.lines for place in places if texts[place]][:3]


def needed(kind: str) -> tuple[str, ...]:
    """Name the fields of a kind of table that cannot be done without; who may be known from elsewhere."""
    return (*([WHO[kind]] if kind in WHO else []), *_NEEDED[kind])


def unit(sheet: Sheet, mapping: Mapping[str, str]) -> str:
    """Guess what bare numbers in the column of minutes count; empty where there are none."""
    return sheet.units.get(mapping.get("minutes", ""), "")


def lacking(sheet: Sheet, kind: str, mapping: Mapping[str, str], owned: bool) -> list[str]:
    """Name the fields without which nothing can be read; `owned`: it is known whose the file is."""
    needed = [*([] if owned or kind not in WHO else [WHO[kind]]), *_NEEDED[kind]]
    missing = [name for name in needed if not mapping.get(name)]
    if kind == TIME and not (mapping.get("end") or mapping.get("minutes")):
        missing.append("minutes")
    if order(sheet, kind, mapping) == OPEN and not mapping.get("date_order"):
        missing.append("date_order")
    return missing


def suggested(sheet: Sheet) -> dict[str, str]:
    """Return the mapping that fits a table best, as the command line takes it; `…` is still to be said."""
    kind = sheet.likely.kind
    mapping = {name: guess.column for name, guess in sheet.guesses[kind].items()}
    for name in lacking(sheet, kind, mapping, owned=False):
        mapping[name] = "dmy or mdy" if name == "date_order" else "…"
    counted = unit(sheet, mapping)
    return mapping | ({"minutes_in": counted} if counted not in ("", "minutes") else {})


# Preview


@dataclass(frozen=True)
class Preview:
    """How the first rows would be read: what became of them, which could not be read and why, or why none can.

    `names` says who on the roster the people are, by the way they are written.
    """

    read: tuple[tuple[int, Act | TimeEntry | RosterRow], ...] = ()
    rejected: tuple[Reject, ...] = ()
    skipped: Counter[str] = field(default_factory=Counter)
    refused: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def looked_at(self) -> int:
        """How many rows that is."""
        return len(self.read) + len(self.rejected) + self.skipped.total()


def preview(sheet: Sheet, kind: str, mapping: Mapping[str, str], context: Context) -> Preview:
    """Read the first rows by a mapping, without keeping any."""
    known = order(sheet, kind, mapping)
    asked = {"date_order": known, **mapping} if known in ORDERS else dict(mapping)
    try:
        found = list(named(kind).extract(_beginning(sheet), context._replace(mapping=asked)))
    except ExportRefused as refusal:
        return Preview(refused=str(refusal).removeprefix(f"{sheet.path}: "))
    rows = [one for one in found if isinstance(one, (Act, TimeEntry, RosterRow, Skip, Reject))]
    numbered = [*zip((number for number, _ in sheet.lines), rows, strict=False)]
    odd = [one for one in sheet.odd if isinstance(one, Reject)]
    return Preview(
        tuple((number, one) for number, one in numbered if isinstance(one, (Act, TimeEntry, RosterRow))),
        (*odd, *(Reject(f"line {number}", one.why) for number, one in numbered if isinstance(one, Reject))),
        Counter(one.reason for one in (*sheet.odd, *rows) if isinstance(one, Skip)),
    )


def who(found: Act | TimeEntry) -> str:
    """Return the person of a row as the file names them."""
    return found.author.handle if isinstance(found, Act) else found.student.handle


def _beginning(sheet: Sheet) -> Export:
    """Write the first rows as a file of their own."""
    text = StringIO()
    text.write("sep=,\n")
    writer = csv.writer(text)
    writer.writerow(sheet.columns)
    writer.writerows(texts for _, texts in sheet.lines)
    return in_memory(sheet.path, text.getvalue().encode("utf-8", "replace"))


# Remembering


def columns(export: Export) -> tuple[str, ...]:
    """Return a table's column names, as they were written."""
    table = open_table(export)
    return table.header if table else ()


def named_here(export: Export, mapping: Mapping[str, str]) -> bool:
    """Tell whether a mapping names a column of this file."""
    wanted = [column for name, column in mapping.items() if column and name not in OPTIONS]
    return bool(wanted) and any(_stands(column, header(export)) for column in wanted)


def used(export: Export, source: Source, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the part of a mapping that this file is read by; empty where it is no table or has no such column."""
    if source.name not in KINDS or not fingerprint_of(export):
        return {}
    fields = {name: column for name, column in mapping.items() if name in (*KINDS[source.name], *OPTIONS)}
    return fields if named_here(export, fields) or fields.keys() & set(OPTIONS) else {}


def kind_without_who(export: Export, mapping: Mapping[str, str]) -> str:
    """Name the kind of table that a mapping makes of a file whose owner is known, and which names nobody itself."""
    names = header(export)
    fitting = (kind for kind in WHO if all(mapping.get(name) for name in _NEEDED[kind]))
    return next((kind for kind in fitting if all(_stands(mapping[name], names) for name in _NEEDED[kind])), "")


def _stands(column: str, names: Container[str]) -> bool:
    return all(part.casefold() in names for part in parts(column)) or column.strip().casefold() in names


def telling(source: Source, mapping: Mapping[str, str]) -> Source:
    """Let an importer say first that it reads by what was remembered of the header."""
    read = ", ".join(f"{name} from “{column}”" for name, column in mapping.items() if column and name not in OPTIONS)
    note = Note(
        f"Read as somebody said before of tables with these columns: {read}. To change that, forget it under "
        "“Remembered tables” on the page Load, or name the columns anew."
    )

    def extract(export: Export, context: Context) -> Iterator[Found]:
        yield note
        yield from source.extract(export, context)

    return replace(source, extract=extract)


def shown(sheet: Sheet, rows: int, width: int) -> Sequence[tuple[str, ...]]:
    """Return the first rows as a page shows them."""
    return [tuple(" ".join(cell.split())[:width] for cell in texts) for _, texts in sheet.lines[:rows]]
