"""Dates as people write them (3/4/2026, 3.4.26 10:15 PM, 4 March 2026), rewritten as ISO 8601.

Whether 3/4 is a day in April or in March stands in no single date. It is asked of all dates of a file: a part beyond
12 can only be a day. Where none is, nobody guesses.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, date
from functools import lru_cache
from typing import NamedTuple

from evenkeel.errors import DatesUnclear
from evenkeel.sources.base import Export, in_memory
from evenkeel.sources.reading.moments import Clock, moment

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
ORDERS = {DAY_FIRST: "day first", MONTH_FIRST: "month first"}
# There are such dates, and none of them says which part is the day; or they contradict each other.
OPEN = "open"

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:h](?P<minute>\d\d)(?::(?P<second>\d\d(?:\.\d{1,9})?))?\s*(?:(?P<half>[ap])\.?m\.?|uhr|h)?"
    r"\s*(?P<offset>Z|(?:UTC|GMT)?(?P<sign>[+-])(?P<ahead>\d\d?)(?::?(?P<past>\d\d))?|UTC|GMT)?",
    re.IGNORECASE | re.ASCII,
)
_REST = r"(?:(?:\s*[,T]\s*|\s+)(?:(?:at|um|om|à|a las)\s+)?(?P<clock>\d{1,2}[:h]\d\d.*))?"
_NUMBERS = re.compile(rf"(\d{{1,4}})(?P<mark>[./-])(\d{{1,2}})(?P=mark)(\d{{1,4}}){_REST}", re.ASCII | re.DOTALL)
_WEEKDAY = r"(?:[^\W\d_]+\.?,?\s+)?"
_DAY_NAMED = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er)?[\s-]+(?:de\s+)?(?P<month>[^\W\d_]+)\.?,?[\s-]+(?:de\s+)?"
    rf"(?P<year>\d{{4}}|\d\d){_REST}",
    re.IGNORECASE | re.DOTALL,
)
_MONTH_NAMED = re.compile(
    rf"{_WEEKDAY}(?P<month>[^\W\d_]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_REST}",
    re.IGNORECASE | re.DOTALL,
)
# English, German, French, Spanish, Dutch; any beginning of at least three letters counts.
_MONTHS = (
    "january januar janvier enero januari", "february februar fevrier febrero februari",
    "march marz mars marzo maart maerz mrt", "april avril abril", "may mai mayo mei", "june juni juin junio",
    "july juli juillet julio", "august aout agosto augustus", "september septembre septiembre sept",
    "october oktober octobre octubre", "november novembre noviembre", "december dezember decembre diciembre",
)  # fmt: skip
_DOT = "."
_MARKS = frozenset("./-")
_NOWHERE = in_memory("", b"")


class _Numbers(NamedTuple):
    first: int
    second: int
    third: int
    year_first: bool
    mark: str
    clock: str


def order_of(texts: Iterable[str], asked: str = "") -> str:
    """Say which part of all these dates is the day: `dmy`, `mdy`, `open`, or "" where no date has such parts.

    Dates with dots (3.4.2026) have the day first unless one of them cannot. `asked` settles what they leave open.
    """
    seen: set[str] = set()
    days: set[str] = set()
    for text in texts:
        day = text.strip().partition(" ")[0].rstrip(",")
        if not day or day in days:
            continue
        days.add(day)
        found = _numbers(day) or _numbers(text.strip())
        if found and not found.year_first:
            seen.add(_tells(found))
    certain = seen & ORDERS.keys()
    if len(certain) == 1:
        return certain.pop()
    if not seen:
        return ""
    return asked or (DAY_FIRST if seen == {_DOT} else OPEN)


def is_date(text: str) -> bool:
    """Tell whether a text is a date in any way that can be read, whichever of its parts is the day."""
    for order in ("", *ORDERS):
        try:
            moment(Dates(_NOWHERE, tuple, order).iso(text) if order else text, UTC)
            return True
        except ValueError:
            continue
    return False


def _tells(found: _Numbers) -> str:
    if 12 < found.first <= 31 and found.second <= 12:
        return DAY_FIRST
    if 12 < found.second <= 31 and found.first <= 12:
        return MONTH_FIRST
    return _DOT if found.mark == _DOT else OPEN


class Dates:
    """Reads the dates of one file; all of them (`texts`) are looked at when the first one leaves its order open.

    `order` (`dmy` or `mdy`) is believed only where they do: a part beyond 12 knows better.
    """

    def __init__(self, export: Export, texts: Callable[[], Iterable[str]], order: str = "") -> None:
        self._export, self._texts = export, texts
        self._asked, self._order = order.strip().casefold(), ""
        self._days: dict[str, str] = {}
        self._clocks: dict[str, str] = {"": ""}
        if self._asked and self._asked not in ORDERS:
            raise export.refuse(f"date_order is {' or '.join(ORDERS)}, found “{order[:40]}”")

    def iso(self, text: str) -> str:
        """Return a date as ISO 8601; anything that is not written this way comes back as it is.

        Raises ValueError for a day that no calendar has, and `ExportRefused` where nothing says which part is the day.
        """
        before, _, after = text.partition(" ")
        if before in self._days and after in self._clocks:  # the days and minutes of a file come again and again
            return self._days[before] + self._clocks[after]
        numbers = _numbers(text)
        if numbers is None:
            return _named(text) or text
        written = self._written(text, numbers)
        if bool(after) == bool(numbers.clock):
            self._days[before], self._clocks[after] = written[:10], written[10:]
        return written

    def _written(self, text: str, numbers: _Numbers) -> str:
        if numbers.year_first:
            day = (numbers.first, numbers.second, numbers.third)
        elif self._day_first():
            day = (_year(numbers.third), numbers.second, numbers.first)
        else:
            day = (_year(numbers.third), numbers.first, numbers.second)
        return _joined(text, *day, numbers.clock)

    def readable(self, clock: Clock) -> Callable[[str], int]:
        """Return a clock's `moment` that also reads these dates, and is as fast where they are ISO 8601 already."""

        def read(text: str) -> int:
            try:
                if text[2:3] in _MARKS or text[1:2] in _MARKS:  # no ISO 8601, whatever it is
                    return clock.moment(self.iso(text.strip()))
                return clock.moment(text)
            except ValueError:
                written = self.iso(text.strip())
                if written == text:
                    raise
            return clock.moment(written)

        return read

    def _day_first(self) -> bool:
        if not self._order:
            self._order = order_of(self._texts(), self._asked) or self._asked
        if self._order not in ORDERS:
            raise DatesUnclear(
                f"{self._export.path}: its dates can be read with the day or with the month first, and none of them "
                "says which. Choose one: --map date_order=dmy (day first) or --map date_order=mdy (month first).",
                self._export.path,
            )
        return self._order == DAY_FIRST


def _numbers(text: str) -> _Numbers | None:
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    first, second, third = found[1], found[3], found[4]
    year_first = len(first) == 4 and len(third) <= 2
    if not year_first and (len(first) > 2 or len(third) not in (2, 4)):
        return None
    return _Numbers(int(first), int(second), int(third), year_first, found["mark"], found["clock"] or "")


def _named(text: str) -> str:
    found = _DAY_NAMED.fullmatch(text) or _MONTH_NAMED.fullmatch(text)
    month = _month(found["month"].casefold()) if found else 0
    if not found or not month:
        return ""
    return _joined(text, _year(int(found["year"])), month, int(found["day"]), found["clock"] or "")


@lru_cache(maxsize=500)
def _month(word: str) -> int:
    bare = "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    if len(bare) < 3:
        return 0
    months = enumerate(_MONTHS, start=1)
    return next((place for place, names in months if any(name.startswith(bare) for name in names.split())), 0)


def _year(written: int) -> int:
    """Take two digits as the years 1970 to 2069."""
    return written if written > 99 else written + (1900 if written >= 70 else 2000)


def _joined(text: str, year: int, month: int, day: int, clock: str) -> str:
    try:
        written = date(year, month, day).isoformat()
        return f"{written}T{iso_clock(clock)}" if clock else written
    except ValueError:
        raise ValueError(f"“{text[:40]}” is not a date; expected one like 2026-03-02T14:05") from None


def iso_clock(text: str) -> str:
    """Return a time of day as ISO 8601 writes it: `2:30 PM` is `14:30:00`. ValueError where it is none."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"“{text[:40]}” is not a time of day; expected one like 14:05")
    hour, half = int(found["hour"]), (found["half"] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"“{text[:40]}” is not a time of day; expected one like 14:05")
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or int(found["minute"]) > 59:
        raise ValueError(f"“{text[:40]}” is not a time of day; expected one like 14:05")
    return f"{hour:02}:{found['minute']}:{(found['second'] or '00')[:9]}{_offset(found)}"


def _offset(clock: re.Match[str]) -> str:
    """Write an offset as ISO 8601 does: `GMT+1` is `+01:00`."""
    if not clock["offset"]:
        return ""
    return f"{clock['sign']}{clock['ahead']:0>2}:{clock['past'] or '00'}" if clock["sign"] else "+00:00"
