"""The relationship stairway: on which stair a partner stands, seen from one student (METRICS 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from .balance import in_weeks
from .clock import Week
from .folder import Act
from .metrics import record_at
from .network import window
from .record import TALK, Record, words

FEW, LONG = 4, 5
CHAMPION_TAKEN, CHAMPION_WEEKS, CHAMPION_PASSED_ON = 3, 4, 2
THIRD = Fraction(1, 3)


@dataclass(frozen=True)
class Stair:
    """A partner as one student has met them in some weeks."""

    student: str
    partner: str
    stair: str
    given: Fraction
    taken: Fraction
    span: int
    passed_on: int
    substantive: bool


def stairway(folder: Path, now: datetime, week: int | None = None) -> list[Stair]:
    """Every student's partners over all begun weeks, or over one week's trailing window."""
    record = record_at(folder, now)
    weeks = window(record, week)
    pairs = [(a, b) for a in record.course.students for b in sorted(record.course.roster) if a != b]
    found = [stair_of(record, a, b, weeks) for a, b in pairs]
    return [one for one in found if one.given + one.taken]


def stair_of(record: Record, student: str, partner: str, weeks: Sequence[Week]) -> Stair:
    """What passed between two people in some weeks, and the first stair that it makes."""
    gave = [act for act in in_weeks(record.own(student), weeks) if partner in record.addressees(act)]
    took = [act for act in in_weeks(record.own(partner), weeks) if student in record.addressees(act)]
    given, taken = (sum((Fraction(1, len(record.addressees(a))) for a in acts), Fraction(0)) for acts in (gave, took))
    span = sum(1 for week in weeks if any(week.holds(act.at) for act in gave + took))
    passed_on = sum(1 for act in took if act.kind == "repost")
    talked = any(substantive(act) for act in gave + took)
    known = bool(record.own(partner))
    stair = named(given, taken, span, passed_on, talked) if known else "cannot tell"
    return Stair(student, partner, stair, given, taken, span, passed_on, talked)


def substantive(act: Act) -> bool:
    """Whether somebody said more than a few words, or showed something."""
    return act.kind in TALK and (words(act.text) > LONG or "http://" in act.text or "https://" in act.text)


def named(given: Fraction, taken: Fraction, span: int, passed_on: int, talked: bool) -> str:
    """The first stair that matches, in the definition's order."""
    n = given + taken
    if not n:
        return ""
    beta = (taken - given) / n
    if taken >= CHAMPION_TAKEN and span >= CHAMPION_WEEKS and passed_on >= CHAMPION_PASSED_ON and beta >= -THIRD:
        return "champion"
    if n < FEW or span == 1 or not talked:
        return "casual friend"
    if beta > THIRD:
        return "giver"
    return "taker with good info" if beta < -THIRD else "giver and taker"
