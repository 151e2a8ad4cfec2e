"""Instants as whole microseconds in UTC, and the course's calendar (rules 1-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def micros(moment: datetime, zone: ZoneInfo) -> int:
    """The instant of a time; one without an offset is the course's clock (rule 3)."""
    if moment.tzinfo is None:
        # fold=0 is the rule: shown twice, the first; never shown, moved on by the gap.
        moment = moment.replace(tzinfo=zone, fold=0)
    return (moment.astimezone(UTC) - EPOCH) // timedelta(microseconds=1)


def as_datetime(instant: int) -> datetime:
    """The UTC time of an instant."""
    return EPOCH + timedelta(microseconds=instant)


def local_date(instant: int, zone: ZoneInfo) -> date:
    """The calendar day an instant lies in on the course's clock."""
    return as_datetime(instant).astimezone(zone).date()


def day_start(day: date, zone: ZoneInfo) -> int:
    """The instant at which a local day begins."""
    return micros(datetime.combine(day, time()), zone)


def day_bounds(day: date, zone: ZoneInfo) -> tuple[int, int]:
    """[00:00, next 00:00) of a local day."""
    return day_start(day, zone), day_start(day + timedelta(days=1), zone)


@dataclass(frozen=True)
class Week:
    """One course week: its number and its [start, end)."""

    number: int
    start: int
    end: int

    def holds(self, instant: int) -> bool:
        """Whether an instant lies in the week; Monday 00:00 does (rule 2)."""
        return self.start <= instant < self.end

    def overlaps(self, start: int, end: int) -> bool:
        """Whether an interval has a part of more than 0 in the week."""
        return max(start, self.start) < min(end, self.end)


def week_from(starts_on: date, number: int, zone: ZoneInfo) -> Week:
    """The calendar week with that number, counted from `starts_on` (rule 1)."""
    monday = starts_on + timedelta(days=7 * (number - 1))
    after = monday + timedelta(days=7)
    return Week(number, day_start(monday, zone), day_start(after, zone))


@dataclass(frozen=True)
class Wall:
    """A time on the wall: a local day, and the time in it or None for a bare date."""

    day: date
    clock: timedelta | None

    def as_release(self) -> datetime:
        """The local time; a bare date begins at 00:00 (rule 37)."""
        return datetime.combine(self.day, time()) + (self.clock or timedelta())

    def as_due(self) -> datetime:
        """The local time; a bare date lasts to the day's end (rule 37)."""
        clock = timedelta(days=1) if self.clock is None else self.clock
        return datetime.combine(self.day, time()) + clock


def clock_of(value: object) -> timedelta:
    """A clock time of YAML: "10:00", or the 600 that YAML 1.1 makes of a bare 10:00."""
    if isinstance(value, int):
        return timedelta(minutes=value)
    parts = [int(part) for part in str(value).strip().split(":")]
    parts += [0] * (3 - len(parts))
    return timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2])


def weekday_of(name: object) -> int:
    """Monday = 0, from the first three letters of a day's name."""
    return DAY_NAMES.index(str(name).strip().lower()[:3])
