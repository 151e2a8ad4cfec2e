"""course.yaml: weeks, tasks, study blocks and what else it fixes (rules 1, 22, 36-38)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from .clock import (
    HOUR,
    MINUTE,
    SECOND,
    Wall,
    Week,
    clock_of,
    micros,
    week_from,
    weekday_of,
)


def tag(value: object) -> str:
    """A tag, platform or handle for comparing: no case, no leading # or @ (rule 22)."""
    return str(value).strip().lstrip("#@").strip().lower()


@dataclass(frozen=True)
class Task:
    """One piece of work: an exercise with a due time and perhaps a release."""

    exercise: str
    release: int | None
    due: int


@dataclass(frozen=True)
class Plan:
    """What course.yaml says, in instants of UTC microseconds."""

    zone: ZoneInfo
    starts_on: date
    last_week: int
    weeks: tuple[Week, ...]
    class_tags: frozenset[str]
    purposes: dict[str, str]
    tasks: tuple[Task, ...]
    blocks: tuple[tuple[int, int], ...]
    rules: tuple[dict[str, object], ...]
    excused: tuple[tuple[str, tuple[int, ...]], ...]
    students_only: bool
    session_gap: int = 60 * MINUTE
    answer_within: int = 7 * 24 * HOUR
    lead: int = 430 * SECOND
    window_weeks: int = 4
    min_acts: int = 5
    opens_before: int = 72 * HOUR
    closes_after: int = 48 * HOUR
    unknown_limit: Fraction = Fraction(30, 100)
    calm_share: float = 0.8
    calm_weeks: int = 2
    grace_weeks: int = 1

    def week_of(self, instant: int) -> int | None:
        """The course week an instant lies in; None in breaks and outside the term."""
        return next((week.number for week in self.weeks if week.holds(instant)), None)

    @property
    def exercise_ids(self) -> frozenset[str]:
        """The ids of all scheduled exercises."""
        return frozenset(task.exercise for task in self.tasks)


def plan_from(raw: dict[str, object]) -> Plan:
    """The plan that a parsed course.yaml describes."""
    zone = ZoneInfo(str(raw.get("timezone") or "UTC"))
    starts_on = _date(raw["starts_on"])
    last_week = int(raw["weeks"])
    breaks = {int(number) for number in raw.get("breaks") or ()}
    numbers = [n for n in range(1, last_week + 1) if n not in breaks]
    weeks = tuple(week_from(starts_on, number, zone) for number in numbers)
    settings = raw.get("settings") or {}
    return Plan(
        zone=zone,
        starts_on=starts_on,
        last_week=last_week,
        weeks=weeks,
        class_tags=frozenset(tag(one) for one in raw.get("class_tags") or ()),
        purposes={
            tag(platform): str(purpose).strip().lower() for platform, purpose in (raw.get("purposes") or {}).items()
        },
        tasks=_tasks(raw.get("schedule") or (), starts_on, numbers, zone),
        blocks=_blocks(raw.get("study_blocks") or (), starts_on, numbers, zone),
        rules=tuple(raw.get("rules") or ()),
        excused=_excused(raw, settings),
        students_only=str(settings.get("peers", "all")).strip().lower() == "students",
        session_gap=_length(settings, "session_gap_minutes", 60, MINUTE),
        answer_within=_length(settings, "answer_within_days", 7, 24 * HOUR),
        lead=_length(settings, "session_lead_seconds", 430, SECOND),
        window_weeks=int(settings.get("window_weeks", 4)),
        min_acts=int(settings.get("min_acts", 5)),
        opens_before=_length(settings, "window_opens_hours_before_due", 72, HOUR),
        closes_after=_length(settings, "window_closes_hours_after_due", 48, HOUR),
        unknown_limit=Fraction(str(settings.get("unknown_share_limit", 0.3))),
        calm_share=float(settings.get("calm_share", 0.8)),
        calm_weeks=int(settings.get("calm_weeks", 2)),
        grace_weeks=int(settings.get("grace_weeks", 1)),
    )


def _length(settings: dict[str, object], name: str, usual: int, unit: int) -> int:
    """A setting that is a length of time, in whole microseconds."""
    return round(Fraction(str(settings.get(name, usual))) * unit)


def _excused(raw: dict[str, object], settings: dict[str, object]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """(who, weeks) of every excused entry."""
    entries = raw.get("excused") or settings.get("excused") or ()
    return tuple((str(entry["student"]), tuple(int(week) for week in entry["weeks"])) for entry in entries)


def _date(value: object) -> date:
    """A date of YAML, quoted or not."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value).strip())


def _tasks(schedule: object, starts_on: date, numbers: list[int], zone: ZoneInfo) -> tuple[Task, ...]:
    """All tasks of the schedule, by due time."""
    tasks: list[Task] = []
    for entry in schedule:
        if entry.get("every"):
            tasks += _weekly(entry, starts_on, numbers, zone)
        else:
            tasks.append(_dated(entry, zone))
    return tuple(sorted(tasks, key=lambda task: (task.due, task.exercise)))


def _dated(entry: dict[str, object], zone: ZoneInfo) -> Task:
    """The task of an entry with calendar dates."""
    release = entry.get("release")
    return Task(
        exercise=tag(entry["exercise"]),
        release=None if release is None else _instant(release, zone, due=False),
        due=_instant(entry["due"], zone, due=True),
    )


def _instant(value: object, zone: ZoneInfo, *, due: bool) -> int:
    """A dated release or due time; a bare date is its first or last moment (rule 37)."""
    if not isinstance(value, date):
        text = str(value).strip()
        bare = len(text) == len("2025-03-10")
        value = date.fromisoformat(text) if bare else datetime.fromisoformat(text)
    if isinstance(value, datetime):
        return micros(value, zone)
    wall = Wall(value, None)
    return micros(wall.as_due() if due else wall.as_release(), zone)


def _weekly(entry: dict[str, object], starts_on: date, numbers: list[int], zone: ZoneInfo) -> list[Task]:
    """One task for each listed week that is no break (rule 36)."""
    listed = entry.get("weeks")
    chosen = numbers if listed is None else [n for n in numbers if n in set(listed)]
    tasks = []
    for number in chosen:
        monday = starts_on + timedelta(days=7 * (number - 1))
        release = None
        if entry.get("release") is not None:
            release = _wall(entry["release"], monday).as_release()
        due = _wall(entry["due"], monday).as_due()
        if release is not None and due <= release:
            due += timedelta(days=7)
        opened = None if release is None else micros(release, zone)
        tasks.append(Task(tag(entry["exercise"]), opened, micros(due, zone)))
    return tasks


def _wall(value: object, monday: date) -> Wall:
    """ "Fri 23:59" or "Fri", in the week that begins on that Monday."""
    name, _, clock = str(value).strip().partition(" ")
    day = monday + timedelta(days=weekday_of(name))
    return Wall(day, clock_of(clock) if clock.strip() else None)


def _blocks(entries: object, starts_on: date, numbers: list[int], zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """Every study block of every course week (rule 38)."""
    blocks = []
    for number in numbers:
        monday = starts_on + timedelta(days=7 * (number - 1))
        for entry in entries:
            for name in entry["days"]:
                day = monday + timedelta(days=weekday_of(name))
                start = Wall(day, clock_of(entry["from"])).as_release()
                end = Wall(day, clock_of(entry["to"])).as_release()
                blocks.append((micros(start, zone), micros(end, zone)))
    return tuple((start, end) for start, end in blocks if start < end)
