"""ScreenTime2CSV: what a Mac knows of the apps in use on all devices of one Apple account.

Apple's Screen Time has no export; this script reads the Mac's own database. Moments are unix seconds, apps are bundle
ids. Its users report gaps, so that no silence is taken for zero.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b

from evenkeel.model import DAY, HOUR, SECOND, Evidence, Found, Note, Reject, Skip, TimeEntry, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.moments import Clock
from evenkeel.sources.reading.tables import encoding_note, header, open_table
from evenkeel.sources.trackers.apps import activity
from evenkeel.sources.trackers.whose import key, owner

_FIELDS = ("app", "usage", "start_time", "end_time", "device_id")
_FINER = re.compile(r"(?<=\.\d{6})\d+$", re.ASCII)  # fractions of a microsecond
_GAPS = Note("Screen Time's database is known to have gaps: hours without a row are unknown, not zero.")


def identify(export: Export) -> bool:
    """Recognise the script's columns."""
    return header(export) >= {"app", "usage", "start_time", "end_time"}


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield one entry for each time an app was in use."""
    whose, table = owner(export, context), open_table(export)
    if table is None:
        raise export.refuse("holds no rows. Run screentime2csv again.")
    yield from encoding_note(table)
    clock = Clock(context.zone)
    for row in table.rows(table.columns(_FIELDS, {}).values()):
        if isinstance(row, (Skip, Reject)):
            yield row
            continue
        line, cells = row
        try:
            yield _entry(tuple(map(str.strip, cells)), whose, clock)
        except ValueError as error:
            yield Reject(f"line {line}", str(error))
    yield _GAPS


def _entry(cells: tuple[str, ...], whose: Who, clock: Clock) -> TimeEntry | Skip:
    app, _usage, begun, ended, device = cells
    start, end = (clock.moment(_FINER.sub("", moment)) for moment in (begun, ended))
    if end < start:
        raise ValueError("ends before it starts")
    if end - start > DAY:
        raise ValueError(f"lasts {(end - start) / HOUR:.1f} hours; a row may last 24 at most")
    if end - start < SECOND:
        return Skip("app in use for less than a second")
    platform, label = activity(app)
    where = blake2b(device.encode(), digest_size=4).hexdigest() if device else ""
    ref = f"screentime:{key(whose)}:{where}:{start}:{app}"
    return TimeEntry(ref, whose, start, end, None, None, Evidence.MEASURED, "", platform, label)


SOURCE = Source("screentime", "Screen Time (ScreenTime2CSV)", identify, extract)
