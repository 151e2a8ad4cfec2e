"""Reading when something happened, from the ways files write it."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH = _EPOCH.replace(tzinfo=None)
_MICROSECOND = timedelta(microseconds=1)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_UNIX = re.compile(r"-?\d{9,11}(\.\d{1,6})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# Python reads an offset only without a blank before it, and no zone names.
_LOOSE_OFFSET = re.compile(r"\s*(?:UTC|GMT|Z)$|\s+(?=[+-]\d\d:?\d\d$)", re.IGNORECASE | re.ASCII)
# A date outside 1970 to 2199 is a slip, and no calendar breaks inside.
_FIRST, _LAST = 0, 7_258_118_400_000_000
_BETWEEN = frozenset("T ")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def moment(text: str, zone: tzinfo) -> int:
    """Read ISO 8601 or unix seconds as epoch microseconds; without an offset it is `zone`'s clock.

    A bare date is its 00:00. Raises ValueError with a sentence where there is no date to read.
    """
    text = text.strip()
    if not text:
        raise ValueError("the date is empty; expected one like 2026-03-02T14:05")
    try:
        found = _unix(text) if _UNIX.fullmatch(text) else _iso(_LOOSE_OFFSET.sub(_tight, text), zone)
    except ValueError:
        raise ValueError(f"“{text[:40]}” is not a date; expected one like 2026-03-02T14:05") from None
    if _FIRST <= found <= _LAST:
        return found
    raise ValueError(f"“{text[:40]}” lies outside the years 1970 to 2199; the date must be a slip")


class Clock:
    """Reads many moments of one file, asking the zone once an hour: asking costs more than all the rest."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._offsets: dict[str, timedelta] = {}

    def moment(self, text: str) -> int:
        """Do what `moment` does, several times as fast for the usual way to write a date and a time."""
        if text[10:11] not in _BETWEEN:
            return moment(text, self._zone)
        try:
            when = datetime.fromisoformat(text)
        except ValueError:
            return moment(text, self._zone)
        if when.tzinfo is None:
            offset = self._offsets.get(text[:13])
            if offset is None:
                offset = self._offset(text[:13], when)
            found = (when - _NAIVE_EPOCH - offset) // _MICROSECOND
        else:
            found = (when - _EPOCH) // _MICROSECOND
        return found if _FIRST <= found <= _LAST else moment(text, self._zone)

    def _offset(self, hour: str, when: datetime) -> timedelta:
        """Ask the zone, and remember the answer if it holds for the whole hour."""
        offset = _offset(when, self._zone)
        first, last = when.replace(minute=0, second=0), when.replace(minute=59, second=59)
        if _offset(first, self._zone) == offset == _offset(last, self._zone):
            self._offsets[hour] = offset
        return offset


def iso_moment(value: object) -> int | None:
    """Read a machine's ISO 8601 moment (UTC where it names no offset); None for anything else."""
    try:
        return moment(value, UTC) if isinstance(value, str) else None
    except ValueError:
        return None


def bare_day(text: str) -> int | None:
    """Return the ordinal of a date that stands without a clock time, else None."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


def twitter_moment(text: str) -> int:
    """Read X's `Fri Mar 06 13:02:05 +0000 2026` as epoch microseconds; ValueError if it is not one."""
    _, month, day, clock, offset, year = text.split()
    if offset != "+0000" or (len(day), len(clock), len(year)) != (2, 8, 4):
        raise ValueError(f"“{text[:40]}” is no date as X writes it")
    midnight = _midnight(int(year), month, int(day))
    found = midnight + (int(clock[:2]) * 3600 + int(clock[3:5]) * 60 + int(clock[6:])) * 1_000_000
    if _FIRST <= found <= _LAST:
        return found
    raise ValueError(f"“{text[:40]}” lies outside the years 1970 to 2199; the date must be a slip")


@lru_cache(maxsize=20_000)
def _midnight(year: int, month: str, day: int) -> int:
    days = date(year, _MONTHS.index(month) + 1, day).toordinal() - _EPOCH_DAY
    return days * 86_400_000_000


def _iso(text: str, zone: tzinfo) -> int:
    # Python takes any character between date and time, so that 2026-03-02+01:00 would be one o'clock.
    if text[4:5] == "-" and text[10:11] and text[10] not in _BETWEEN and text[5] != "W":
        raise ValueError(text)
    when = datetime.fromisoformat(text)
    return ((when if when.tzinfo else when.replace(tzinfo=zone)) - _EPOCH) // _MICROSECOND


def _offset(when: datetime, zone: tzinfo) -> timedelta:
    return when.replace(tzinfo=zone).utcoffset() or timedelta()


def _tight(found: re.Match[str]) -> str:
    return "" if found[0].isspace() else "+00:00"


def _unix(text: str) -> int:
    whole, _, fraction = text.partition(".")
    return int(whole) * 1_000_000 + int(fraction.ljust(6, "0") or 0)
