"""A diary as wide as a sheet: dates down or across, and on the other side slots of the day, or platforms.

Cells under slots say what was done (`coursework`, `Instagram`, `leisure: YouTube`); cells under platforms say for how
long. Somebody wrote it down by hand, so it is self-reported.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from evenkeel import words
from evenkeel.accounts import folded
from evenkeel.model import Evidence, Found, Note, Reject, Skip, TimeEntry, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading import durations
from evenkeel.sources.reading.moments import Clock, bare_day
from evenkeel.sources.reading.tables import encoding_note, open_table
from evenkeel.sources.reading.written_dates import Dates
from evenkeel.sources.trackers import diary_slots, stayfree
from evenkeel.sources.trackers.diary_layout import Layout, about, is_counted, layout, unit
from evenkeel.sources.trackers.whose import key, nobody

_APART = re.compile(r"\s*[,;:/|+()–—]\s*|\s+-\s+")
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "none"})
_TICK = "x"  # an x in a cell is a tick, and no platform
_TOTALS = frozenset({"total", "totals", "sum", "gesamt", "summe"})
_BARE_NUMBER = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)


class _Cell(NamedTuple):
    """One filled cell: where it stands, whose it is, its day as written, its slot or platform, and what it says."""

    place: str
    student: str
    day: str
    head: str
    text: str


def identify(export: Export) -> bool:
    """Recognise dates on one side, and slots or platforms on the other; StayFree's sheets look so as well."""
    if export.members or stayfree.identify(export):
        return False
    return export.once("diary", layout) is not None


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield an entry for each filled cell."""
    shape, table = export.once("diary", layout), open_table(export)
    if shape is None or table is None:
        raise export.refuse("needs dates on one side, and slots of the day or platforms on the other.")
    if context.owner is None and shape.student < 0:
        raise nobody(export)
    yield from encoding_note(table)
    cells: list[_Cell] = []
    for row in table.rows((*range(len(table.header)), -1)):
        if isinstance(row, (Skip, Reject)):
            yield row
        elif folded(row[1][max(shape.day, 0)]) in _TOTALS:
            yield Skip("row of totals")
        else:
            cells += _cells(shape, table.header, *row)
    reader = _Reader(export, shape, context, cells)
    for cell in cells:
        try:
            yield reader.entry(cell)
        except ValueError as error:
            yield Reject(cell.place, str(error))
    left = dict.fromkeys(cell.head for cell in cells if not shape.slots and not is_counted(cell.head))
    if left:
        named = words.together([f"“{name[:40]}”" for name in list(left)[:8]])
        yield Note(f"Not read, for it names no platform, coursework or leisure: {named}.")


def _cells(shape: Layout, header: tuple[str, ...], line: int, row: tuple[str, ...]) -> Iterator[_Cell]:
    student = row[shape.student].strip() if shape.student >= 0 else ""
    for column in shape.columns:
        text = " ".join(row[column].split())
        if text.casefold() not in _NOTHING:
            day, head = (row[shape.day], header[column]) if shape.day >= 0 else (header[column], row[0])
            place = f"line {line}, column “{header[column][:30]}”"
            yield _Cell(place, student, day.strip(), head.strip(), text)


class _Reader:
    """Turns cells into entries."""

    def __init__(self, export: Export, shape: Layout, context: Context, cells: list[_Cell]) -> None:
        self._slots = shape.slots
        self._owner, self._moment = context.owner, Clock(context.zone).moment
        self._dates = Dates(export, lambda: [cell.day for cell in cells], context.mapping.get("date_order", ""))
        heads = shape.heads or tuple(dict.fromkeys(c.head for c in cells if diary_slots.start_and_end(c.head)))
        self._laid = dict(zip(heads, diary_slots.laid(heads) or (), strict=False))
        self._unit = "" if shape.slots else _unit(export, cells, context.mapping.get("minutes_in", ""))
        # Days and words come again in cell after cell.
        self._iso, self._about = lru_cache(maxsize=4096)(self._dates.iso), lru_cache(maxsize=4096)(_about)
        self._seen: Counter[str] = Counter()

    def entry(self, cell: _Cell) -> TimeEntry | Skip:
        """Return what one cell says; ValueError says what is wrong with it."""
        day = bare_day(self._iso(cell.day)[:10])
        if day is None:
            raise ValueError(f"“{cell.day[:40]}” is not a day; expected one like 2026-03-02")
        who = Who(handle=cell.student) if cell.student else self._owner
        if who is None:
            raise ValueError("has no student")
        if self._slots:
            return self._in_slot(cell, who, day)
        return self._on_day(cell, who, day) if is_counted(cell.head) else Skip("cell under no platform or purpose")

    def _in_slot(self, cell: _Cell, who: Who, day: int) -> TimeEntry:
        if cell.head not in self._laid:
            raise ValueError(f"“{cell.head[:40]}” is not a slot; expected one like 08:00 or 8-9")
        start, end = (self._moment(_local(day, minute)) for minute in self._laid[cell.head])
        if end < start:
            raise ValueError("lies in the hour that the clock leaves out")
        purpose, platform = self._about(cell.text)
        ref = self._ref(f"diary:{key(who)}:{start}")
        return TimeEntry(ref, who, start, end, None, None, Evidence.SELF_REPORTED, purpose, platform, cell.text[:80])

    def _on_day(self, cell: _Cell, who: Who, day: int) -> TimeEntry:
        lasting = durations.minutes(cell.text, unit(cell.head) or self._unit)
        if not 0 <= lasting <= 1440:
            raise ValueError(f"“{cell.text[:40]}” is not a part of a day")
        purpose, platform = about([cell.head])
        ref = self._ref(f"diary:{key(who)}:{date.fromordinal(day)}:{platform or purpose}")
        label = platform or purpose
        return TimeEntry(ref, who, None, None, day, lasting, Evidence.SELF_REPORTED, purpose, platform, label)

    def _ref(self, stem: str) -> str:
        self._seen[stem] += 1
        return stem if self._seen[stem] == 1 else f"{stem}:{self._seen[stem]}"


def _about(text: str) -> tuple[str, str]:
    return about(_APART.split(text)) if text.casefold() != _TICK else ("", "")


def _unit(export: Export, cells: list[_Cell], asked: str) -> str:
    """Say what bare numbers count: as asked for, else minutes if one is more than a day's hours, else nobody knows."""
    asked = asked.strip().casefold()
    if asked:
        if asked not in durations.UNITS:
            raise export.refuse(f"minutes_in is {' or '.join(durations.UNITS)}, found “{asked[:40]}”")
        return asked
    bare = [
        float(cell.text.replace(",", "."))
        for cell in cells
        if _BARE_NUMBER.fullmatch(cell.text) and is_counted(cell.head) and not unit(cell.head)
    ]
    if not any(bare) or max(bare) > 24:
        return "minutes"
    if any(not number.is_integer() for number in bare):
        return "hours"
    raise export.refuse(
        "its numbers may be minutes or hours. Choose one: --map minutes_in=minutes or --map minutes_in=hours."
    )


def _local(day: int, minute: int) -> str:
    return f"{date.fromordinal(day + minute // 1440)}T{minute % 1440 // 60:02}:{minute % 60:02}:00"


SOURCE = Source("diary", "Diary (a sheet of days)", identify, extract)
