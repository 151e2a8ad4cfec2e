"""Plain time.csv: a diary or a tracker's rows, with an end or with minutes."""

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from evenkeel import words
from evenkeel.accounts import column
from evenkeel.model import DAY, HOUR, MINUTE, Evidence, Found, Note, Purpose, Reject, Skip, TimeEntry, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.moments import bare_day, moment
from evenkeel.sources.reading.tables import Identity, encoding_note, header, open_table

FIELDS = (
    "student", "start", "end", "minutes", "activity", "platform", "purpose", "meant_to_work", "evidence",
)  # fmt: skip
REQUIRED = frozenset({"student", "start"})
_EVIDENCE = {
    "": Evidence.SELF_REPORTED,
    "self-reported": Evidence.SELF_REPORTED,
    "measured": Evidence.MEASURED,
}
_PURPOSES = frozenset({"", *Purpose})
_YES = frozenset({"yes", "y", "true", "t", "1", "x"})
_NO = frozenset({"", "no", "n", "false", "f", "0", "-"})
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d*)?", re.ASCII)

Placed = tuple[int | None, int | None, int | None, float | None]


def identify(export: Export) -> bool:
    """Recognise the header: a student and a start."""
    return header(export) >= REQUIRED


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield one time entry a row, or why there is none."""
    table = open_table(export)
    columns = table.columns(FIELDS, context.mapping) if table else {}
    if table is None or min(columns["student"], columns["start"]) < 0:
        raise export.refuse("time needs a student and a start: name the columns, --map student=… --map start=…")
    yield from encoding_note(table)
    yield from table.missing(FIELDS, context.mapping)
    identity, future = Identity("time"), 0
    for row in table.rows(columns.values()):
        if isinstance(row, (Skip, Reject)):
            yield row
            continue
        line, cells = row
        try:
            entry = _entry(cells, context, identity)
        except ValueError as error:
            yield Reject(f"line {line}", str(error))
            continue
        future += (entry.start or 0) > context.now
        yield entry
    if future and context.now:
        yield Note(f"{words.count(future, 'row starts', 'rows start')} in the future, counted only from then on.")


def _entry(cells: tuple[str, ...], context: Context, identity: Identity) -> TimeEntry:
    student, start, end, minutes, activity, platform, purpose, meant, evidence = map(str.strip, cells)
    known = _EVIDENCE.get(re.sub(r"[\s_]+", "-", evidence.casefold()))
    if not student and context.owner is None:
        raise ValueError("has no student")
    if known is None:
        raise ValueError(f"the evidence “{evidence[:40]}” is neither measured nor self-reported")
    if purpose.casefold() not in _PURPOSES:
        raise ValueError(f"the purpose “{purpose[:40]}” is none of {', '.join(Purpose)}")
    if meant.casefold() not in _YES | _NO:
        raise ValueError(f"meant_to_work is “{meant[:40]}”; expected yes, no or nothing")
    begun, ended, day, lasting = _placed(start, end, minutes, context.zone)
    return TimeEntry(
        identity.of(cells),
        Who(handle=student) if student or context.owner is None else context.owner,
        begun,
        ended,
        day,
        lasting,
        known,
        purpose.casefold(),
        column(platform),
        activity,
        meant.casefold() in _YES,
    )


def _placed(start: str, end: str, minutes: str, zone: ZoneInfo) -> Placed:
    """Place a row in time: from start to end, else for its minutes; a bare date with minutes has no hour.

    An end wins over minutes, but a date alone as the end of a date alone says nothing that minutes do not.
    """
    day = bare_day(start)
    if end and not (minutes and day is not None and bare_day(end) is not None):
        begun, ended = moment(start, zone), moment(end, zone)
        if ended < begun:
            raise ValueError(f"ends ({end[:40]}) before it starts ({start[:40]})")
        if ended - begun > DAY:
            raise ValueError(f"lasts {(ended - begun) / HOUR:.1f} hours; a row may last 24 at most")
        return begun, ended, None, None
    if not minutes:
        raise ValueError("has neither an end nor minutes")
    lasting = _minutes(minutes)
    begun = moment(start, zone)
    return (None, None, day, lasting) if day else (begun, begun + round(lasting * MINUTE), None, None)


def _minutes(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"the minutes “{text[:40]}” are not a number")
    lasting = float(text.replace(",", "."))
    if not 0 <= lasting <= 1440:
        raise ValueError(f"{text[:40]} minutes; expected 0 to 1440, a day")
    return lasting


SOURCE = Source("time", "Plain time (CSV)", identify, extract)
