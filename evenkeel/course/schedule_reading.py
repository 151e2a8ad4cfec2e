"""Reading course.yaml's schedule and study blocks: what was asked, and which hours were planned for it."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from evenkeel import accounts
from evenkeel.course.fields import Reading
from evenkeel.course.tasks import instant
from evenkeel.course.values import Asked, StudyBlock
from evenkeel.course.yaml_lines import Value

_ASKED = ("exercise", "every", "weeks", "release", "due")
_BLOCK = ("days", "from", "to")


def read_schedule(reading: Reading, value: Value, weeks: int | None, zone: ZoneInfo | None) -> tuple[Asked, ...]:
    """Read every line of the schedule; `weeks` and `zone` are None where course.yaml has them wrong."""
    found = (_asked(reading, item, weeks, zone) for item in reading.items(value))
    return tuple(asked for asked in found if asked)


def exercise_lines(value: Value) -> list[tuple[str, Value]]:
    """List the exercise ids that a schedule names, each with the value at which it stands."""
    listed = value.content if isinstance(value.content, tuple) else ()
    named = [item.content.get("exercise") for item in listed if isinstance(item.content, Mapping)]
    return [(accounts.tag(at.content), at) for at in named if at and isinstance(at.content, str)]


def _asked(reading: Reading, item: Value, weeks: int | None, zone: ZoneInfo | None) -> Asked | None:
    entries = reading.entries(item, _ASKED, needed=("exercise", "due"))
    exercise = reading.text(entries["exercise"]) if "exercise" in entries else None
    if "every" in entries:
        asked = _weekly(reading, entries, exercise or "", weeks)
    else:
        asked = _once(reading, entries, exercise or "", zone)
    return asked if exercise else None


def _weekly(reading: Reading, entries: Mapping[str, Value], exercise: str, weeks: int | None) -> Asked | None:
    reading.one_of(entries["every"], ("week",))
    listed = reading.week_numbers(entries["weeks"], weeks) if "weeks" in entries else None
    release = reading.weekly(entries["release"], ends=False) if "release" in entries else None
    due = reading.weekly(entries["due"], ends=True) if "due" in entries else None
    return Asked(accounts.tag(exercise), due, release, every_week=True, weeks=listed) if due else None


def _once(reading: Reading, entries: Mapping[str, Value], exercise: str, zone: ZoneInfo | None) -> Asked | None:
    if "weeks" in entries:
        reading.wrong(entries["weeks"], "weeks belong to an exercise that has `every: week`")
    release = reading.dated(entries["release"], ends=False) if "release" in entries else None
    due = reading.dated(entries["due"], ends=True) if "due" in entries else None
    if due is None:
        return None
    if release and zone and instant(due, zone, ends=True) <= instant(release, zone, ends=False):
        reading.wrong(entries["due"], "expected a time after the release")
    return Asked(accounts.tag(exercise), due, release)


def read_study_blocks(reading: Reading, value: Value) -> tuple[StudyBlock, ...]:
    """Read the hours of each week that are planned for work."""
    found = (_study_block(reading, item) for item in reading.items(value))
    return tuple(block for block in found if block)


def _study_block(reading: Reading, item: Value) -> StudyBlock | None:
    entries = reading.entries(item, _BLOCK, needed=_BLOCK)
    named = reading.items(entries["days"]) if "days" in entries else ()
    weekdays = frozenset(day for at in named if (day := reading.weekday(at)) is not None)
    start = reading.clock(entries["from"]) if "from" in entries else None
    end = reading.clock(entries["to"], ends=True) if "to" in entries else None
    if start is None or end is None or not weekdays:
        return None
    if start == end:
        reading.wrong(entries["to"], "expected a time after `from`")
    return StudyBlock(weekdays, start, end)
