"""The course's calendar: which moments belong to which week and day, on the course's own clock.

Moments are epoch microseconds UTC. A clock time shown twice is the first of the two; one that is never
shown is moved on by the gap. So a week may have 167 or 169 hours, and a day 23 or 25.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from evenkeel.course.values import Course

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# Not strftime: its names follow the machine's locale, the page's language does not.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Week(NamedTuple):
    """A course week: its number (break weeks count) and the moments [start, end)."""

    number: int
    start: int
    end: int


class Day(NamedTuple):
    """A local day: its proleptic ordinal and the moments [start, end)."""

    ordinal: int
    start: int
    end: int


class WeekState(StrEnum):
    """How far a week has got."""

    NOT_BEGUN = "not begun"
    RUNNING = "running"
    COMPLETED = "completed"


def moment(when: datetime, zone: ZoneInfo) -> int:
    """Return the moment of a time: with an offset, that instant; without one, the zone's clock."""
    placed = when if when.tzinfo else when.replace(tzinfo=zone, fold=0)
    return (placed.astimezone(UTC) - _EPOCH) // _MICROSECOND


def local(at: int, zone: ZoneInfo) -> datetime:
    """Return the zone's clock at a moment."""
    return (_EPOCH + at * _MICROSECOND).astimezone(zone)


def midnight(day: date, zone: ZoneInfo) -> int:
    """Return the moment at which a local day begins."""
    return moment(datetime.combine(day, time()), zone)


def monday(course: Course, number: int) -> date:
    """Return the first day of a week by its number, break weeks counted."""
    return course.starts_on + timedelta(weeks=number - 1)


def weeks(course: Course) -> tuple[Week, ...]:
    """List the course weeks in order, breaks left out; a break's number is given to no other week."""
    return tuple(_week(course, n) for n in range(1, course.weeks + 1) if n not in course.breaks)


def _week(course: Course, number: int) -> Week:
    first = monday(course, number)
    return Week(number, midnight(first, course.zone), midnight(first + timedelta(weeks=1), course.zone))


def days(course: Course, margin: int = 7) -> tuple[Day, ...]:
    """List all local days, breaks too, from `margin` days before week 1 to `margin` days after the last."""
    first = course.starts_on - timedelta(days=margin)
    starts = [first + timedelta(days=n) for n in range(7 * course.weeks + 2 * margin + 1)]
    edges = [(day.toordinal(), midnight(day, course.zone)) for day in starts]
    return tuple(Day(a[0], a[1], b[1]) for a, b in pairwise(edges))


def week_state(week: Week, now: int) -> WeekState:
    """Tell whether a week has not begun, is running, or is completed (its end is not after now)."""
    if week.end <= now:
        return WeekState.COMPLETED
    return WeekState.RUNNING if week.start <= now else WeekState.NOT_BEGUN


def begun(all_weeks: Iterable[Week], now: int) -> tuple[Week, ...]:
    """Keep the weeks that have begun: those that have rows."""
    return tuple(week for week in all_weeks if week.start <= now)


def date_words(day: date) -> str:
    """Write a date as people say it: "9 March"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def week_dates(course: Course, number: int) -> str:
    """Write a week's first and last day: "9–15 March", or "30 March – 5 April"."""
    first = monday(course, number)
    last = first + timedelta(days=6)
    if first.month == last.month:
        return f"{first.day}–{date_words(last)}"
    return f"{date_words(first)} – {date_words(last)}"


def week_label(course: Course, number: int) -> str:
    """Write a week as a title: "week 9, 9–15 March"."""
    return f"week {number}, {week_dates(course, number)}"
