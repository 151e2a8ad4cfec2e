"""What a class has in it that the rules were written for: so that a test can say which cases it met."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import yaml

from .clock import DAY
from .metrics import record_at
from .record import Record
from .timeline import Piece, Timeline

USUAL_WEEK = 7 * DAY
CALENDAR = {
    "a break",
    "a week without an act",
    "a week after the end of the data",
    "a running week",
    "clocks that go forward",
    "clocks that go back",
    "an act exactly at a week's end",
    "a time row over a week's end",
}
PEOPLE = {
    "a class of one",
    "a class without instructor",
    "a student who writes nothing",
    "an excused week",
    "peers: students",
}
ACTS = {"acts of one person at one instant", "acts of two people at one instant"}
STRONGER = (("measured", "self-reported"), ("measured", "estimated"), ("self-reported", "estimated"))
EVIDENCE = {
    f"{strong} {how} {weak}" for strong, weak in STRONGER for how in ("overlaps", "lies within", "holds", "touches")
}
ALL = CALENDAR | PEOPLE | ACTS | EVIDENCE


def features(folder: Path, now: datetime) -> set[str]:
    """The features of ALL that a class has at a moment, and `setting …` for every setting off the usual."""
    record = record_at(folder, now)
    settings = yaml.safe_load((folder / "course.yaml").read_text("utf-8")).get("settings") or {}
    found = {f"setting {name}" for name in settings if name != "peers"}
    return found | set(_calendar(record)) | set(_people(record)) | set(_acts(record)) | set(_evidence(record))


def _calendar(record: Record) -> Iterator[str]:
    """Weeks, their lengths and ends."""
    plan = record.course.plan
    ends = {week.end for week in plan.weeks}
    told = {
        "a break": len(plan.weeks) < plan.last_week,
        "a week without an act": any(
            not any(week.holds(act.at) for act in record.acts) for week in record.weeks_with_data
        ),
        "a week after the end of the data": bool(record.acts) and len(record.begun) > len(record.weeks_with_data),
        "a running week": any(record.running(week) for week in record.begun),
        "clocks that go forward": any(week.end - week.start < USUAL_WEEK for week in record.begun),
        "clocks that go back": any(week.end - week.start > USUAL_WEEK for week in record.begun),
        "an act exactly at a week's end": any(act.at in ends for act in record.acts),
        "a time row over a week's end": any(
            row.start < end < row.end for row in record.course.time_rows for end in ends
        ),
    }
    yield from (name for name, is_so in told.items() if is_so)


def _people(record: Record) -> Iterator[str]:
    """Who is there, and who is left out."""
    course = record.course
    told = {
        "a class of one": len(course.students) == 1,
        "a class without instructor": all(person.role != "instructor" for person in course.people),
        "a student who writes nothing": bool(record.acts) and any(not record.own(one) for one in course.students),
        "an excused week": bool(course.plan.excused),
        "peers: students": course.plan.students_only,
    }
    yield from (name for name, is_so in told.items() if is_so)


def _acts(record: Record) -> Iterator[str]:
    """Acts at one instant."""
    for one, other in itertools.pairwise(record.acts):
        if one.at == other.at:
            yield f"acts of {'one person' if one.author == other.author else 'two people'} at one instant"


def _evidence(record: Record) -> Iterator[str]:
    """How the claims of a student's timeline meet."""
    for student in record.course.students:
        pieces = Timeline(record, student).pieces
        for strong, weak in itertools.permutations(pieces, 2):
            if (strong.evidence, weak.evidence) in STRONGER and (how := _meeting(strong, weak)):
                yield f"{strong.evidence} {how} {weak.evidence}"


def _meeting(strong: Piece, weak: Piece) -> str:
    """How two claims meet, or nothing where they do not."""
    if strong.end == weak.start or weak.end == strong.start:
        return "touches"
    if strong.end < weak.start or weak.end < strong.start:
        return ""
    if weak.start <= strong.start and strong.end <= weak.end:
        return "lies within"
    return "holds" if strong.start <= weak.start and weak.end <= strong.end else "overlaps"
