"""StayFree: minutes by app (and website) on each day of a phone, in a spreadsheet as wide as the days are many.

Only sheets of minutes are read, not those of counts, unlocks or notifications; the row and the column of totals are
left out, or everything would double. Days are the phone's own, and where in a day a minute lies stands nowhere.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from evenkeel.errors import ExportRefused
from evenkeel.model import Evidence, Found, Note, Reject, Skip, TimeEntry
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading import durations, spreadsheets
from evenkeel.sources.reading.written_dates import Dates
from evenkeel.sources.trackers.apps import activity, browser, is_host
from evenkeel.sources.trackers.whose import key, owner

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)
_CREATED = re.compile(r"(?<!\d)(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?!\d)", re.ASCII)
_DAY_MINUTES = 1440.0


class _Cell(NamedTuple):
    """What one app, website or device's share of a day is kept under."""

    day: int
    device: str
    label: str


class _Sheet(NamedTuple):
    """A sheet laid out: which columns are days, where the device stands (-1: nowhere), and its rows as text.

    `later` columns are days after the one on which the file was made, and say nothing yet.
    """

    name: str
    days: Mapping[int, int]
    device: int
    totals: frozenset[str]
    rows: list[tuple[str, ...]]
    later: int


def identify(export: Export) -> bool:
    """Recognise a workbook whose first row is of days and whose last rows name the app."""
    return spreadsheets.is_workbook(export) and export.once("stayfree", _signed)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the owner's minutes by app and day."""
    whose, minutes, platforms = owner(export, context), _Minutes(), dict[str, str]()
    read = 0
    for name, rows in spreadsheets.sheets(export):
        sheet = _laid_out(export, name, rows)
        if not _holds_time(sheet):
            yield Skip("sheet that holds no minutes")
            continue
        read += 1
        yield from _read(sheet, minutes, platforms)
        yield from [Skip("day after the export was made")] * sheet.later
    if not read:
        raise export.refuse(
            "holds no minutes by day that can be read here. Set StayFree to English, choose days, and export it again."
        )
    if minutes.leave_websites_out_of_browsers():
        yield Note("Minutes on websites were taken out of their browser's, so that none counts twice.")
    for cell, lasting in sorted(minutes.items()):
        ref = f"stayfree:{key(whose)}:{date.fromordinal(cell.day)}:{_device(cell.device)}:{cell.label}"
        platform = platforms[cell.label]
        minutes_ = min(lasting, _DAY_MINUTES)  # several websites are kept as one
        yield TimeEntry(ref, whose, None, None, cell.day, minutes_, Evidence.MEASURED, "", platform, cell.label)


class _Minutes(defaultdict[_Cell, float]):
    """Minutes by day, device and label."""

    def __init__(self) -> None:
        super().__init__(float)
        self.websites: dict[tuple[int, str], float] = defaultdict(float)

    def leave_websites_out_of_browsers(self) -> bool:
        """Take the minutes on websites out of the browsers of the same day and device; tell whether there were any."""
        browsers: dict[tuple[int, str], float] = defaultdict(float)
        inside = [cell for cell in self if browser(cell.label) and self.websites.get((cell.day, cell.device))]
        for cell in inside:
            browsers[cell.day, cell.device] += self[cell]
        for cell in inside:
            held = browsers[cell.day, cell.device]
            self[cell] *= max(0.0, held - self.websites[cell.day, cell.device]) / held
        return bool(inside)


def _signed(export: Export) -> bool:
    try:
        for name in spreadsheets.names(export):
            rows = spreadsheets.values(export, name)
            first = next(rows, ())
            if _days(export, tuple(map(spreadsheets.shown, first))):
                return any("stayfree" in spreadsheets.shown(row[0]).casefold() for row in rows if row)
    except ExportRefused:  # a broken workbook is nobody's; reading it says why
        return False
    return False


def _laid_out(export: Export, name: str, values: list[tuple[spreadsheets.Value, ...]]) -> _Sheet:
    rows = [tuple(spreadsheets.shown(value).strip() for value in row) for row in values]
    header = rows[0] if rows else ()
    days = _days(export, header)
    first = min(days, default=0)
    device = 1 if first > 1 else -1
    totals = frozenset(text.casefold() for place, text in enumerate(header) if place > first and text) - {""}
    dated = {header[place].casefold() for place in days}
    created = _created(rows, days)
    kept = {place: day for place, day in days.items() if created is None or day <= created}
    return _Sheet(name, kept, device, (totals - dated) | {"total usage", "total"}, rows[1:], len(days) - len(kept))


def _days(export: Export, header: tuple[str, ...]) -> dict[int, int]:
    """Say which columns are days, and which."""
    dates = Dates(export, lambda: header)
    found = {}
    for place, text in enumerate(header):
        try:
            written = dates.iso(text) if place and any(letter.isdigit() for letter in text) else ""
            found[place] = date.fromisoformat(written[:10]).toordinal()
        except ValueError:
            continue
    return found


def _created(rows: list[tuple[str, ...]], days: Mapping[int, int]) -> int | None:
    """Find the day on which the file was made, which may be written with the day or the month first."""
    last = max(days.values(), default=0)
    for row in reversed(rows):
        found = _CREATED.search(row[0]) if row else None
        if found:
            near = [day for day in _readings(*map(int, found.groups())) if last - 1 <= day <= last]
            return max(near, default=None)
    return None


def _readings(first: int, second: int, third: int) -> Iterator[int]:
    for year, month, day in ((third, first, second), (third, second, first), (first, second, third)):
        try:
            yield date(year if year > 99 else year + 2000, month, day).toordinal()
        except ValueError:
            continue


def _holds_time(sheet: _Sheet) -> bool:
    """Tell minutes from counts: some cell is a duration, and not a bare number."""
    cells = (row[place] for row in sheet.rows for place in sheet.days if place < len(row))
    return any(not _NUMBER.fullmatch(cell) and _lasting(cell) is not None for cell in cells if cell)


def _lasting(cell: str) -> float | None:
    try:
        return durations.minutes(cell)
    except ValueError:
        return None


def _read(sheet: _Sheet, minutes: _Minutes, platforms: dict[str, str]) -> Iterator[Skip | Reject]:
    for number, row in enumerate(sheet.rows, 2):
        cells = {place: row[place] for place in sheet.days if place < len(row) and row[place]}
        if not row or not row[0] or not cells:
            if any(row):
                yield Skip("row that is about the file")
        elif row[0].casefold() in sheet.totals:
            yield Skip("row of totals")
        else:
            found = activity(row[0])
            platforms[found.label] = found.platform
            device = row[sheet.device] if sheet.device > 0 else ""
            for place, cell in cells.items():
                lasting = _lasting(cell)
                if lasting is None or lasting > _DAY_MINUTES or _NUMBER.fullmatch(cell):
                    yield Reject(
                        f"{sheet.name}, row {number}, column {place + 1}", f"“{cell[:40]}” is no time within a day"
                    )
                elif not lasting:
                    yield Skip("app not used on a day")
                else:
                    minutes[_Cell(sheet.days[place], device, found.label)] += lasting
                    if is_host(row[0]):
                        minutes.websites[sheet.days[place], device] += lasting


def _device(name: str) -> str:
    """Tell devices apart without keeping their names, which often are people's."""
    return blake2b(name.encode(), digest_size=4).hexdigest() if name else ""


SOURCE = Source("stayfree", "StayFree export", identify, extract)
