"""Whether what a student says is answered less when there is more of it (METRICS 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .balance import in_weeks, ripe
from .clock import Week
from .folder import Act
from .formulas import median, spearman
from .metrics import record_at
from .record import Record

ACTIVE_WEEKS = 8


@dataclass(frozen=True)
class Oversaturation:
    """Spearman's rho of a student's active weeks."""

    student: str
    n: int
    rho: float | None
    state: str


def oversaturation(folder: Path, now: datetime) -> list[Oversaturation]:
    """Every student's response by cadence at a moment."""
    record = record_at(folder, now)
    return [of_student(record, student) for student in record.course.students]


def of_student(record: Record, student: str) -> Oversaturation:
    """How the week's number of items goes with the median response to one."""
    items = [items_of(record, student, week) for week in record.begun]
    active = [week for week in items if week]
    n = len(active)
    if n < ACTIVE_WEEKS:
        return Oversaturation(student, n, None, "too little to say" if n else "no data")
    cadence = [len(week) for week in active]
    rho = spearman(cadence, [median([responses(record, item) for item in week]) for week in active])
    return Oversaturation(student, n, rho, "no data" if rho is None else "ok")


def items_of(record: Record, student: str, week: Week) -> Sequence[Act]:
    """The posts and tweets of a week to nobody, old enough to have been answered (rules 13, 14, 16)."""
    return [
        act
        for act in in_weeks(record.own(student), [week])
        if act.kind in {"post", "tweet"}
        and not act.parent
        and not record.addressees(act)
        and not record.self_reply(act)
        and ripe(record, act)
    ]


def responses(record: Record, item: Act) -> int:
    """Acts of anybody else that answer the item in time (rule 15)."""
    within = record.course.plan.answer_within
    answers = [act for act in record.acts if act.parent and act.parent == item.id and act.author != item.author]
    return sum(1 for act in answers if 0 <= act.at - item.at <= within)
