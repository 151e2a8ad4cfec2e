"""RescueTime: seconds by activity in bins of five minutes, an hour or a day, on the clock of whoever was tracked.

A bin says how long, not when in it: its activities are laid one after another from its start, so that minutes and
hour are right and no instant is counted twice. A day's bin stays minutes on a day. RescueTime never says when it was
watching, so that no silence is taken for zero. Documents (titles of windows and pages) and hosts that are no
platform are dropped here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, NoReturn

from evenkeel import words
from evenkeel.model import MINUTE, SECOND, Evidence, Found, Note, Reject, Skip, TimeEntry, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.csv_text import CsvText
from evenkeel.sources.reading.moments import Clock
from evenkeel.sources.reading.tables import Table, encoding_note, header, open_table
from evenkeel.sources.trackers.apps import WEBSITE, activity
from evenkeel.sources.trackers.whose import key, owner

_SPENT = "time spent (seconds)"
_FIELDS = ("date", _SPENT, "number of people", "activity", "category", "overview", "document", "productivity")
# The account's own archive has no header: when, activity, details, category, class, seconds.
_HISTORY = re.compile(
    rb'(?:\xef\xbb\xbf)?"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}"?,(?:[^\r\n]*,){4}"?\d+"?\s*?[\r\n]'
)
_HISTORY_COLUMNS = (0, 5, -1, 1, 3, 4, 2, -1)
_SECONDS = re.compile(r"\d{1,9}(?:\.0*)?", re.ASCII)
_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
_FIVE, _HOUR, _DAY = timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)
_DEVICES = 3  # of one person, all logging the same app at once
_LONGEST = 90_000  # the seconds of a day on which the clock is put back
_UNKNOWN = Note("RescueTime does not say when it was watching: hours without a row are unknown, not zero.")


class _Spent(NamedTuple):
    platform: str
    label: str


class _Row(NamedTuple):
    line: int
    at: str
    seconds: int
    what: _Spent


def identify(export: Export) -> bool:
    """Recognise the column of seconds, or the archive's rows, which have no header."""
    return _SPENT in header(export) or bool(_HISTORY.match(export.head()))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield an entry for each activity and bin of the owner."""
    whose, table, columns = owner(export, context), *_table(export)
    if columns[0] < 0:
        raise export.refuse(
            "ranks activities without saying when. Export it by time: every five minutes, by the hour or by the day."
        )
    yield from encoding_note(table)
    rows: list[_Row] = []
    for found in _rows(table, columns):
        if isinstance(found, _Row):
            rows.append(found)
        else:
            yield found
    yield from _entries(export, rows, whose, Clock(context.zone))
    yield _UNKNOWN


def _table(export: Export) -> tuple[Table, tuple[int, ...]]:
    table = open_table(export)
    if table is None:
        raise export.refuse("holds no rows. Export it again.")
    if isinstance(table.body, CsvText) and _SPENT not in header(export):
        if len(table.header) != len(_HISTORY_COLUMNS) - 2:
            raise export.refuse("holds no times and seconds. Export it again.")
        return Table(replace(table.body, preamble=table.body.preamble - 1)), _HISTORY_COLUMNS
    return table, tuple(table.columns(_FIELDS, {}).values())


def _rows(table: Table, columns: tuple[int, ...]) -> Iterator[_Row | Skip | Reject]:
    seen: set[tuple[str, ...]] = set()
    for row in table.rows(columns):
        if isinstance(row, (Skip, Reject)):
            yield row
            continue
        line, cells = row
        if cells in seen:
            yield Skip("row that is there twice")
            continue
        seen.add(cells)
        try:
            yield _row(line, cells)
        except ValueError as error:
            yield Reject(f"line {line}", str(error))


def _row(line: int, cells: tuple[str, ...]) -> _Row | Skip:
    at, spent, people, name, category, overview, _document, _productivity = map(str.strip, cells)
    if not _SECONDS.fullmatch(spent):
        raise ValueError(f"the seconds “{spent[:40]}” are not a number")
    if people not in ("", "1"):
        raise ValueError(f"holds the time of {people[:40]} people; only one person's can be read")
    if not int(float(spent)):
        return Skip("row of no time")
    return _Row(line, at, int(float(spent)), _what(name, category, overview))


@lru_cache(maxsize=8192)
def _what(name: str, category: str, overview: str) -> _Spent:
    platform, label = activity(name or category or overview)
    return _Spent(platform, (category or label) if label == WEBSITE else label)


def _entries(export: Export, rows: list[_Row], whose: Who, clock: Clock) -> Iterator[Found]:
    bins: dict[datetime, dict[_Spent, int]] = {}
    known: dict[str, dict[_Spent, int]] = {}
    for row in rows:
        try:
            spent = known[row.at] if row.at in known else known.setdefault(row.at, _bin(row.at, bins, clock))
        except ValueError:
            yield Reject(f"line {row.line}", f"“{row.at[:40]}” is not a date; expected one like 2026-03-02T14:05:00")
            continue
        spent[row.what] = spent.get(row.what, 0) + row.seconds
    width = _width(bins)
    if width == _DAY:
        _refuse_longer(export, bins)
        yield from _days(bins, whose)
    else:
        yield from _laid(bins, width, whose, clock)


def _bin(at: str, bins: dict[datetime, dict[_Spent, int]], clock: Clock) -> dict[_Spent, int]:
    """Find or make the bin of a time; ValueError where it is none."""
    clock.moment(at)
    return bins.setdefault(datetime.fromisoformat(_OFFSET.sub("", at)), {})


def _width(bins: Iterable[datetime]) -> timedelta:
    """Tell how long the bins are by the finest time that occurs."""
    clocks = {(at.hour, at.minute, at.second) for at in bins}
    if any(minute or second for _, minute, second in clocks):
        return _FIVE
    return _HOUR if any(hour for hour, _, _ in clocks) else _DAY


def _laid(
    bins: Mapping[datetime, Mapping[_Spent, int]], width: timedelta, whose: Who, clock: Clock
) -> Iterator[TimeEntry | Reject | Note]:
    """Lay the activities of each bin one after another; what is too long for it is shortened to fit."""
    shortened = 0
    for at, spent in sorted(bins.items(), key=lambda one: clock.moment(one[0].isoformat())):
        start = clock.moment(at.isoformat())
        length = clock.moment((at + width).isoformat()) - start  # two hours where the clock shows one twice
        fitting = {what: seconds for what, seconds in spent.items() if seconds * SECOND <= _DEVICES * length}
        for _, label in spent.keys() - fitting.keys():
            yield Reject(
                f"{at:%Y-%m-%d %H:%M}, {label[:40]}", f"lasts longer than the {length // MINUTE} minutes it is in"
            )
        total = sum(fitting.values()) * SECOND
        shortened += total > length
        begun = done = 0
        for (platform, label), seconds in sorted(fitting.items()):
            done += seconds * SECOND
            ended = done if total <= length else done * length // total
            ref = f"rescuetime:{key(whose)}:{start}:{label}"
            yield TimeEntry(
                ref, whose, start + begun, start + ended, None, None, Evidence.MEASURED, "", platform, label
            )
            begun = ended
    if shortened:
        several = words.count(shortened, "bin holds", "bins hold")
        yield Note(f"{several} more time than fits (two devices at once): shortened so that no minute counts twice.")


def _days(bins: Mapping[datetime, Mapping[_Spent, int]], whose: Who) -> Iterator[TimeEntry]:
    for at, spent in sorted(bins.items(), key=lambda one: one[0].isoformat()):
        day = at.toordinal()
        for (platform, label), seconds in sorted(spent.items()):
            ref = f"rescuetime:{key(whose)}:{at:%Y-%m-%d}:{label}"
            minutes = min(seconds / 60, 1440.0)
            yield TimeEntry(ref, whose, None, None, day, minutes, Evidence.MEASURED, "", platform, label)


def _refuse_longer(export: Export, bins: Mapping[datetime, Mapping[_Spent, int]]) -> None:
    """Refuse totals of weeks and months, which look like days but for the dates they skip."""
    days = sorted(at.replace(tzinfo=UTC) for at in bins)
    apart = {(second - first).days for first, second in pairwise(days)}
    most = max((sum(spent.values()) for spent in bins.values()), default=0)
    if most > _LONGEST:
        _refuse(export, "holds more than a day's time on one date")
    if apart and (all(days_ % 7 == 0 for days_ in apart) or all(day.day == 1 for day in days)):
        _refuse(export, "holds one date a week or a month")


def _refuse(export: Export, what: str) -> NoReturn:
    raise export.refuse(f"{what}: these are totals of weeks or months. Export it by the hour, or by the day.")


SOURCE = Source("rescuetime", "RescueTime export", identify, extract)
