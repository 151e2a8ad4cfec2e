"""Reads a course folder: course.yaml, roster.csv and the plain CSV files of inbox/."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import yaml

from .clock import DAY, MINUTE, day_start, micros
from .course import Plan, plan_from, tag

ACT_COLUMNS = ("author", "kind", "at", "text", "platform", "in_reply_to", "to", "tags", "purpose", "url")
TIME_COLUMNS = (
    "student",
    "start",
    "end",
    "minutes",
    "activity",
    "platform",
    "purpose",
    "meant_to_work",
    "evidence",
)
KINDS = {"post", "comment", "tweet", "repost"}
PURPOSES = {"coursework", "leisure", "unknown"}
YES = {"1", "true", "yes", "y", "x"}
OUTSIDER = "outsider:"
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Person:
    """Somebody on the roster."""

    email: str
    role: str
    names: frozenset[str]
    section: str = ""
    joined: date | None = None


@dataclass(frozen=True)
class Act:
    """One accepted row of an acts file; `author` and `to` are person keys."""

    key: str
    id: str
    author: str
    kind: str
    at: int
    text: str
    platform: str
    parent: str
    to: tuple[str, ...]
    tags: frozenset[str]
    purpose: str


@dataclass(frozen=True)
class TimeRow:
    """One accepted row of a time file: placed (start, end) or duration-only (day)."""

    key: str
    student: str
    start: int
    end: int
    day: date | None
    reported: Fraction
    platform: str
    purpose: str
    meant: bool
    evidence: str


@dataclass(frozen=True)
class Course:
    """A course folder as read: the plan, the people, and every accepted row."""

    plan: Plan
    people: tuple[Person, ...]
    acts: tuple[Act, ...]
    time_rows: tuple[TimeRow, ...]

    def who(self, text: str) -> str:
        """The person key of a name, address or handle: an e-mail, or an outsider's."""
        return resolve(text, self.people)

    @property
    def students(self) -> tuple[str, ...]:
        """The addresses of role student, in order."""
        return tuple(sorted(p.email for p in self.people if p.role == "student"))

    @property
    def roster(self) -> frozenset[str]:
        """The addresses of everybody on the roster."""
        return frozenset(person.email for person in self.people)


class RejectedRow(ValueError):
    """The row is not accepted."""


def read_course(folder: Path) -> Course:
    """Everything the reference needs of a course folder."""
    folder = Path(folder)
    plan = plan_from(yaml.safe_load((folder / "course.yaml").read_text("utf-8")))
    people = _roster(folder / "roster.csv")
    acts: dict[str, Act] = {}
    times: dict[str, TimeRow] = {}
    for path in sorted((folder / "inbox").rglob("*.csv")):
        rows = list(_rows(path))
        header = set(rows[0]) if rows else set()
        if {"author", "kind", "at"} <= header:
            acts.update(_accepted(rows, "act", lambda r, k: _act(r, k, plan, people)))
        elif {"student", "start"} <= header:
            times.update(_accepted(rows, "time", lambda r, k: _time(r, k, plan, people)))
    return Course(plan, people, tuple(acts.values()), tuple(times.values()))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, column names in lower case, cells stripped."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            yield {str(name).strip().lower(): (cell or "").strip() for name, cell in row.items() if name}


def _accepted(rows: list[dict[str, str]], what: str, read: Callable[[dict[str, str], str], Kept]) -> dict[str, Kept]:
    """The accepted rows of one file by identity; the last row of an id holds (rule 54)."""
    kept: dict[str, Kept] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    columns = ACT_COLUMNS if what == "act" else TIME_COLUMNS
    for row in rows:
        if row.get("id"):
            key = f"{what}:id:{row['id']}"
        else:
            content = tuple(row.get(column, "") for column in columns)
            seen[content] += 1
            # No file name in it: an overlapping newer export holds the same rows.
            key = f"{what}:row:{content!r}:{seen[content]}"
        try:
            kept[key] = read(row, key)
        except RejectedRow:
            continue
    return kept


def _roster(path: Path) -> tuple[Person, ...]:
    """The people of roster.csv with all the names they go by."""
    people = []
    for row in _rows(path):
        names = {normal(row.get("name", ""))}
        for column, cell in row.items():
            if column not in {"name", "role", "section", "joined"}:
                names |= {normal(part) for part in cell.split(";")}
        role = row.get("role", "").lower() or "student"
        joined = date.fromisoformat(row["joined"]) if row.get("joined") else None
        people.append(Person(row["email"].lower(), role, frozenset(names - {""}), row.get("section", ""), joined))
    return tuple(people)


def normal(name: str) -> str:
    """A name, address or handle for comparing: no case, no leading @."""
    return " ".join(name.strip().lstrip("@").lower().split())


def resolve(text: str, people: tuple[Person, ...]) -> str:
    """The one person of that name; unknown and shared names are outsiders (rule 11)."""
    wanted = normal(text)
    found = {person.email for person in people if wanted in person.names}
    return found.pop() if len(found) == 1 else OUTSIDER + wanted


def _moment(text: str) -> datetime:
    """An ISO 8601 time, or a reject."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise RejectedRow(text) from error


def _several(cell: str) -> list[str]:
    """The parts of a cell with several values."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def _act(row: dict[str, str], key: str, plan: Plan, people: tuple[Person, ...]) -> Act:
    """One row of an acts file, or a reject."""
    kind, purpose = row["kind"].lower(), row.get("purpose", "").lower()
    if kind not in KINDS or not row["author"] or purpose not in PURPOSES | {""}:
        raise RejectedRow(key)
    return Act(
        key=key,
        id=row.get("id", ""),
        author=resolve(row["author"], people),
        kind=kind,
        at=micros(_moment(row["at"]), plan.zone),
        text=row.get("text", ""),
        platform=tag(row.get("platform", "")),
        parent=row.get("in_reply_to", ""),
        to=tuple(resolve(one, people) for one in _several(row.get("to", ""))),
        tags=frozenset(tag(one) for one in _several(row.get("tags", ""))),
        purpose=purpose,
    )


def _time(row: dict[str, str], key: str, plan: Plan, people: tuple[Person, ...]) -> TimeRow:
    """One row of a time file, or a reject (rules 24, 26, 27)."""
    platform = tag(row.get("platform", ""))
    purpose = row.get("purpose", "").lower() or plan.purposes.get(platform, "unknown")
    evidence = row.get("evidence", "").lower() or "self-reported"
    if purpose not in PURPOSES or evidence not in {"measured", "self-reported"}:
        raise RejectedRow(key)
    start, end, day, reported = _extent(row, plan.zone)
    return TimeRow(
        key=key,
        student=resolve(row["student"], people),
        start=start,
        end=end,
        day=day,
        reported=reported,
        platform=platform,
        purpose=purpose,
        meant=row.get("meant_to_work", "").lower() in YES,
        evidence=evidence,
    )


def _extent(row: dict[str, str], zone: ZoneInfo) -> tuple[int, int, date | None, Fraction]:
    """start, end, the day of a duration-only row, and its reported microseconds."""
    moment, length = _moment(row["start"]), _length(row.get("minutes", ""))
    start = micros(moment, zone)
    if row.get("end"):
        end = micros(_moment(row["end"]), zone)
    elif length is None:
        raise RejectedRow("neither end nor minutes")
    elif len(row["start"]) == len("2025-03-10"):
        return day_start(moment.date(), zone), start, moment.date(), length
    else:
        end = start + round(length)
    if end < start or end - start > DAY:
        raise RejectedRow("ends before it starts, or longer than 24 h elapsed")
    return start, end, None, Fraction(0)


def _length(cell: str) -> Fraction | None:
    """The microseconds of a minutes cell, None where it is blank."""
    if not cell:
        return None
    try:
        minutes = float(cell)
    except ValueError as error:
        raise RejectedRow(cell) from error
    if math.isnan(minutes) or not 0 <= minutes <= 1440:
        raise RejectedRow(cell)
    return Fraction(cell) * MINUTE
