"""aTimeLogger: a table of what was begun and ended by hand, then a blank line and a table of totals."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from evenkeel.model import Evidence, Found, Note, Reject, Skip, TimeEntry
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading import durations
from evenkeel.sources.reading.csv_text import whole
from evenkeel.sources.reading.moments import Clock
from evenkeel.sources.reading.platforms import of_app
from evenkeel.sources.reading.tables import header
from evenkeel.sources.reading.written_dates import Dates
from evenkeel.sources.trackers.purposes import purpose
from evenkeel.sources.trackers.stopwatches import stopped
from evenkeel.sources.trackers.whose import key, owner

_FIELDS = ("activity type", "duration", "from", "to")
_Row = tuple[int, tuple[str, ...]]


def identify(export: Export) -> bool:
    """Recognise the first table's columns."""
    return header(export) >= set(_FIELDS)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the owner's entries; comments are not kept."""
    whose = owner(export, context)
    rows, odd = _first_table(export)
    yield from odd
    yield Note(f"The file names no time zone: its times were read on the course's clock ({context.zone}).")
    dates = Dates(
        export, lambda: (cell for _, cells in rows for cell in cells[2:4]), context.mapping.get("date_order", "")
    )
    moment = dates.readable(Clock(context.zone))
    seen: Counter[tuple[int, str]] = Counter()
    for line, (label, lasting, begun, ended) in rows:
        try:
            start = moment(begun)
            end = stopped(start, moment(ended) if ended else None, durations.minutes(lasting) if lasting else None)
        except ValueError as error:
            yield Reject(f"line {line}", str(error))
            continue
        seen[start, label] += 1
        ref = f"atimelogger:{key(whose)}:{start}:{label}:{seen[start, label]}"
        yield TimeEntry(
            ref, whose, start, end, None, None, Evidence.SELF_REPORTED, purpose([label]), of_app(label), label
        )


def _first_table(export: Export) -> tuple[list[_Row], list[Skip | Reject]]:
    """Read the rows up to the blank line; those of the totals after it are counted and not read."""
    found = whole(export)
    names = [name.casefold() for name in found.header] if found else []
    if found is None or not set(_FIELDS) <= set(names):
        raise export.refuse("holds no table of activities. Export the report as CSV.")
    places = [names.index(field) for field in _FIELDS]
    text = StringIO(export.read().decode(found.encoding, "replace").replace("\0", ""), newline="")
    reader = csv.reader(text, delimiter=found.delimiter)
    rows: list[_Row] = []
    odd: list[Skip | Reject] = []
    totals = False
    try:
        for number, cells in enumerate(reader, 1):
            if number <= found.preamble:
                continue
            totals = totals or not any(cell.strip() for cell in cells)
            if totals and any(cells):
                odd.append(Skip("row of totals"))
            elif not totals and len(cells) <= max(places):
                odd.append(
                    Reject(f"line {reader.line_num}", f"has {len(cells)} cells where the header has {len(names)}")
                )
            elif not totals:
                rows.append((reader.line_num, tuple(cells[place].strip() for place in places)))
    except csv.Error as error:
        odd.append(Reject(f"line {reader.line_num}", f"cannot be read as CSV ({error}); nothing from here on is read"))
    return rows, odd


SOURCE = Source("atimelogger", "aTimeLogger report", identify, extract)
