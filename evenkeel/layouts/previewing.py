"""How the first rows of a table would be read by a mapping, before any is kept."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO

from evenkeel.errors import ExportRefused
from evenkeel.layouts.sheets import Sheet, order
from evenkeel.model import Act, Reject, RosterRow, Skip, TimeEntry
from evenkeel.sources import named
from evenkeel.sources.base import Context, Export, in_memory
from evenkeel.sources.reading.written_dates import ORDERS


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
