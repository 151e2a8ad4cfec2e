"""Reading course.yaml: a course, or every problem at once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from evenkeel import accounts
from evenkeel.course.calendar import WEEKDAYS
from evenkeel.course.fields import Reading, did_you_mean
from evenkeel.course.rule_reading import read_rules
from evenkeel.course.rules import Bounds
from evenkeel.course.schedule_reading import read_schedule, read_study_blocks
from evenkeel.course.values import Course, Excused, Settings
from evenkeel.course.yaml_lines import Problem, Value, read_yaml
from evenkeel.errors import CourseRefused
from evenkeel.model import Purpose

FILE = "course.yaml"
LONGEST = 104
KEYS = (
    *("title", "timezone", "starts_on", "weeks", "breaks", "class_tags", "purposes"),
    *("schedule", "study_blocks", "rules", "settings", "excused", "personal_data_until"),
)
_EXCUSED = ("student", "weeks", "why")
# Whole numbers and numbers, each with the lowest and highest that makes sense.
_WHOLE = {
    "window_weeks": (1, 52),
    "min_acts": (1, 1000),
    "calm_weeks": (1, 52),
    "grace_weeks": (0, 52),
    "stairway_champion_weeks": (1, 52),
    "stairway_champion_reposts": (0, 1000),
    "stairway_casual_weeks": (0, 52),
    "stairway_words": (0, 1000),
}
_NUMBERS = {
    "answer_within_days": (0.1, 365),
    "session_gap_minutes": (1, 1440),
    "session_lead_seconds": (0, 3600),
    "window_opens_hours_before_due": (0, 8760),
    "window_closes_hours_after_due": (0, 8760),
    "unknown_share_limit": (0, 1),
    "calm_share": (0, 1),
    "stairway_champion_received": (0, 1000),
    "stairway_casual_below": (0, 1000),
    "stairway_lean_share": (0, 1),
}
_PEERS = ("all", "students")


def read_course(folder: Path, metrics: Mapping[str, Bounds]) -> tuple[Course | None, tuple[Problem, ...]]:
    """Read a course folder's course.yaml: the course, unless a problem stops it, and every problem.

    `metrics` are the metric ids that a rule may name, with the lowest and highest value of each.
    """
    try:
        data = (folder / FILE).read_bytes()
    except OSError:
        return None, (Problem(FILE, 1, "", f'cannot be read in the folder "{folder.name}"; every course has one'),)
    return course_from(data, metrics, title=folder.name)


def load_course(folder: Path, metrics: Mapping[str, Bounds]) -> tuple[Course, tuple[Problem, ...]]:
    """Return a course folder's course and what is odd in it, or raise `CourseRefused` with every problem."""
    course, problems = read_course(folder, metrics)
    if course is None:
        raise refusal(problems)
    return course, problems


def refusal(problems: tuple[Problem, ...]) -> CourseRefused:
    """Write the problems that stop a course as one error."""
    stopping = [problem.sentence() for problem in problems if problem.stops]
    return CourseRefused("\n".join(["The course cannot be used as it is.", *stopping]))


def course_from(
    data: bytes | str, metrics: Mapping[str, Bounds], title: str = ""
) -> tuple[Course | None, tuple[Problem, ...]]:
    """Read the text of a course.yaml; `title` is the course's where the file gives none."""
    value, broken = read_yaml(data, FILE)
    if value is None:
        return None, tuple(broken)
    reading = Reading(FILE)
    reading.problems.extend(broken)
    course = _course(reading, value, metrics, title)
    problems = tuple(sorted(reading.problems, key=lambda problem: problem.line))
    return (None if any(problem.stops for problem in problems) else course), problems


def _course(reading: Reading, value: Value, metrics: Mapping[str, Bounds], title: str) -> Course | None:
    entries = reading.entries(value, KEYS, needed=("timezone", "starts_on", "weeks"))
    zone = _zone(reading, entries["timezone"]) if "timezone" in entries else None
    starts_on = _starts_on(reading, entries["starts_on"]) if "starts_on" in entries else None
    weeks = reading.whole(entries["weeks"], 1, LONGEST) if "weeks" in entries else None
    rest = _rest(reading, entries, metrics, weeks, zone)
    if zone is None or starts_on is None or weeks is None:
        return None
    named = reading.text(entries["title"]) if "title" in entries else None
    return Course(named or title, zone, starts_on, weeks, **rest)


def _rest(
    reading: Reading,
    entries: Mapping[str, Value],
    metrics: Mapping[str, Bounds],
    weeks: int | None,
    zone: ZoneInfo | None,
) -> dict[str, Any]:
    """Read the keys that may be missing, each by its own reader."""
    readers: dict[str, Callable[[Value], object]] = {
        "breaks": lambda value: _breaks(reading, value, weeks),
        "class_tags": partial(_tags, reading),
        "purposes": partial(_purposes, reading),
        "schedule": lambda value: read_schedule(reading, value, weeks, zone),
        "study_blocks": partial(read_study_blocks, reading),
        "rules": lambda value: read_rules(reading, value, metrics, weeks),
        "settings": partial(_settings, reading),
        "excused": lambda value: _excused(reading, value, weeks),
        "personal_data_until": reading.day,
    }
    return {key: read(entries[key]) for key, read in readers.items() if key in entries}


def _zone(reading: Reading, value: Value) -> ZoneInfo | None:
    name = reading.text(value)
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        reading.wrong(value, f'no time zone is called "{name}"{_zone_meant(name)}')
        return None


def _zone_meant(name: str) -> str:
    plain = name.strip().replace(" ", "_").casefold()
    zones = sorted(available_timezones())
    for zone in zones:
        if zone.casefold() == plain or zone.casefold().endswith(f"/{plain}"):
            return f'; did you mean "{zone}"?'
    by_name = {zone.casefold(): zone for zone in zones}
    meant = did_you_mean(plain, by_name) or "; expected one like America/New_York or Europe/Berlin"
    return next((meant.replace(low, zone) for low, zone in by_name.items() if f'"{low}"' in meant), meant)


def _starts_on(reading: Reading, value: Value) -> date | None:
    day = reading.day(value)
    if day is None or day.weekday() == 0:
        return day
    before = day - timedelta(days=day.weekday())
    after = before + timedelta(weeks=1)
    weekday = WEEKDAYS[day.weekday()]
    reading.wrong(value, f"{day} is a {weekday}, and weeks begin on Monday: write {before} or {after}")
    return day


def _breaks(reading: Reading, value: Value, weeks: int | None) -> frozenset[int]:
    breaks = reading.week_numbers(value, weeks)
    if weeks and len(breaks) == weeks:
        reading.wrong(value, "every week of the term is a break")
    return breaks


def _tags(reading: Reading, value: Value) -> frozenset[str]:
    written = (reading.text(item) for item in reading.items(value))
    return frozenset(tag for text in written if text and (tag := accounts.tag(text)))


def _purposes(reading: Reading, value: Value) -> dict[str, Purpose]:
    found: dict[str, Purpose] = {}
    for name, written in reading.pairs(value).items():
        platform = accounts.platform(name)
        purpose = reading.one_of(written, [str(each) for each in Purpose])
        if platform in found:
            reading.wrong(written, f'the platform "{platform}" stands here a second time')
        elif purpose:
            found[platform] = Purpose(purpose)
    return found


def _settings(reading: Reading, value: Value) -> Settings:
    entries = reading.entries(value, (*_NUMBERS, *_WHOLE, "peers"))
    found: dict[str, Any] = {}
    for name, entry in entries.items():
        if name == "peers":
            found[name] = reading.one_of(entry, _PEERS)
        elif name in _WHOLE:
            found[name] = reading.whole(entry, *_WHOLE[name])
        else:
            found[name] = reading.number(entry, *_NUMBERS[name])
    return replace(Settings(), **{name: each for name, each in found.items() if each is not None})


def _excused(reading: Reading, value: Value, weeks: int | None) -> tuple[Excused, ...]:
    found = []
    for item in reading.items(value):
        entries = reading.entries(item, _EXCUSED, needed=("student", "weeks"))
        student = reading.text(entries["student"]) if "student" in entries else None
        numbers = reading.week_numbers(entries["weeks"], weeks) if "weeks" in entries else frozenset()
        why = reading.text(entries["why"]) if "why" in entries else None
        if student and numbers:
            found.append(Excused(student, numbers, why or ""))
    return tuple(found)
