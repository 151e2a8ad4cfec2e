"""Plain time.csv: a diary or a tracker's rows, with an end or with minutes."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from evenkeel import words
from evenkeel.accounts import column
from evenkeel.model import DAY, HOUR, MINUTE, Evidence, Found, Note, Purpose, Reject, Skip, TimeEntry, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.plain.columns import cells, joined
from evenkeel.sources.reading import durations
from evenkeel.sources.reading.moments import bare_day, moment
from evenkeel.sources.reading.tables import Identity, Table, encoding_note, header, open_table
from evenkeel.sources.reading.written_dates import Dates, iso_clock

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
_CLOCK = re.compile(r"\d{1,2}[:h]\d\d\D?.{0,12}", re.ASCII)
_OFFSET = re.compile(r"\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$", re.IGNORECASE | re.ASCII)

Placed = tuple[int | None, int | None, int | None, float | None]


def identify(export: Export) -> bool:
    """Recognise the header: a student and a start."""
    return header(export) >= REQUIRED


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield one time entry a row, or why there is none."""
    table = joined(open_table(export), context.mapping)
    columns = table.columns(FIELDS, context.mapping) if table else {}
    if table is None or columns["start"] < 0 or (columns["student"] < 0 and context.owner is None):
        raise export.refuse("time needs a student and a start: name the columns, --map student=… --map start=…")
    yield from encoding_note(table)
    yield from table.missing(FIELDS, context.mapping)
    reader = _Reader(export, table, columns, context)
    identity, future = Identity("time"), 0
    for row in table.rows(columns.values()):
        if isinstance(row, (Skip, Reject)):
            yield row
            continue
        line, texts = row
        try:
            entry = _entry(texts, context, identity, reader)
        except ValueError as error:
            yield Reject(f"line {line}", str(error))
            continue
        future += (entry.start or 0) > context.now
        yield entry
    if future and context.now:
        yield Note(f"{words.count(future, 'row starts', 'rows start')} in the future, counted only from then on.")


class _Reader:
    """Reads dates and durations as this file writes them; the mapping says what the cells leave open."""

    def __init__(self, export: Export, table: Table, columns: Mapping[str, int], context: Context) -> None:
        dated = (columns["start"], columns["end"])
        self._dates = Dates(export, lambda: cells(table, dated), context.mapping.get("date_order", ""))
        self._unit = context.mapping.get("minutes_in", "").strip().casefold() or "minutes"
        if self._unit not in durations.UNITS:
            raise export.refuse(f"minutes_in is {' or '.join(durations.UNITS)}, found “{self._unit[:40]}”")

    def start(self, text: str) -> str:
        """Return when a row began, as ISO 8601."""
        return self._dates.iso(text)

    def end(self, text: str, start: str, minutes: str) -> str:
        """Return when it ended; a clock time alone is of the day it began on, or of the next where that is earlier."""
        if not _CLOCK.fullmatch(text) or bare_day(start[:10]) is None:
            return self._dates.iso(text)
        if len(start) == 10:
            if minutes:
                return ""
            raise ValueError(f"ends at {text[:40]}, but starts on a day without a time")
        clock, offset = iso_clock(text), _OFFSET.search(start, 11)
        day = date.fromisoformat(start[:10]) + timedelta(days=clock < start[11:])
        return f"{day}T{clock}{offset[0] if offset and not _OFFSET.search(clock) else ''}"

    def minutes(self, text: str) -> float:
        """Return how long it was."""
        lasting = durations.minutes(text, self._unit)
        if not 0 <= lasting <= 1440:
            said = text[:40] if self._unit == "minutes" else f"{text[:40]} {self._unit} are {lasting:g}"
            raise ValueError(f"{said} minutes; expected 0 to 1440, a day")
        return lasting


def _entry(texts: tuple[str, ...], context: Context, identity: Identity, reader: _Reader) -> TimeEntry:
    student, start, end, minutes, activity, platform, purpose, meant, evidence = map(str.strip, texts)
    known = _EVIDENCE.get(re.sub(r"[\s_]+", "-", evidence.casefold()))
    if not student and context.owner is None:
        raise ValueError("has no student")
    if known is None:
        raise ValueError(f"the evidence “{evidence[:40]}” is neither measured nor self-reported")
    if purpose.casefold() not in _PURPOSES:
        raise ValueError(f"the purpose “{purpose[:40]}” is none of {', '.join(Purpose)}")
    if meant.casefold() not in _YES | _NO:
        raise ValueError(f"meant_to_work is “{meant[:40]}”; expected yes, no or nothing")
    begun, ended, day, lasting = _placed(start, end, minutes, context.zone, reader)
    who = Who(handle=student) if student or context.owner is None else context.owner
    return TimeEntry(
        identity.of(texts if student else (*texts, who.handle)),
        who,
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


def _placed(start: str, end: str, minutes: str, zone: ZoneInfo, reader: _Reader) -> Placed:
    """Place a row in time: from start to end, else for its minutes; a bare date with minutes has no hour.

    An end wins over minutes, but a date alone as the end of a date alone says nothing that minutes do not.
    """
    start = reader.start(start)
    end = reader.end(end, start, minutes)
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
    lasting = reader.minutes(minutes)
    begun = moment(start, zone)
    return (None, None, day, lasting) if day else (begun, begun + round(lasting * MINUTE), None, None)


SOURCE = Source("time", "Plain time (CSV)", identify, extract)
