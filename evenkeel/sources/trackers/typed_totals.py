"""Minutes by platform and day that somebody typed in on the page, as a phone's own screen shows them.

Apple Screen Time and Digital Wellbeing have no export. The page writes such a table and loads it like any file, so
that typing a day again replaces it.
"""

from collections.abc import Iterator

from evenkeel.accounts import column
from evenkeel.model import Evidence, Found, Reject, Skip, TimeEntry, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading import durations
from evenkeel.sources.reading.moments import bare_day
from evenkeel.sources.reading.tables import header, open_table
from evenkeel.sources.trackers.whose import key

FIELDS = ("student", "day", "platform", "minutes", "evidence")
_EVIDENCE = {one.value: one for one in (Evidence.MEASURED, Evidence.SELF_REPORTED)}


def identify(export: Export) -> bool:
    """Recognise exactly the columns that the page writes."""
    return header(export) == set(FIELDS)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield minutes on a day, one entry for each student, day and platform."""
    table = open_table(export)
    if table is None:
        raise export.refuse("holds no rows")
    for row in table.rows(table.columns(FIELDS, {}).values()):
        if isinstance(row, (Skip, Reject)):
            yield row
            continue
        line, cells = row
        try:
            yield _entry(*map(str.strip, cells))
        except ValueError as error:
            yield Reject(f"line {line}", str(error))


def _entry(student: str, on: str, platform: str, minutes: str, evidence: str) -> TimeEntry:
    day, lasting = bare_day(on), durations.minutes(minutes)
    if not student:
        raise ValueError("has no student")
    if day is None:
        raise ValueError(f"“{on[:40]}” is not a day; expected one like 2026-03-02")
    if not 0 <= lasting <= 1440:
        raise ValueError(f"“{minutes[:40]}” are not 0 to 1440 minutes, a day")
    if evidence not in _EVIDENCE:
        raise ValueError(f"the evidence “{evidence[:40]}” is neither measured nor self-reported")
    whose, on_platform = Who(handle=student), column(platform)
    ref = f"typed:{key(whose)}:{on}:{on_platform}"
    return TimeEntry(ref, whose, None, None, day, lasting, _EVIDENCE[evidence], "", on_platform, platform)


SOURCE = Source("typed-totals", "Totals typed by hand", identify, extract)
