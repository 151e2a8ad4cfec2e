"""The class as a network, as the command `network` prints it (rules 50-53)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from .balance import in_weeks
from .clock import Week
from .metrics import record_at
from .record import Record

Ties = dict[tuple[str, str], Fraction]


def network(folder: Path, now: datetime, week: int | None = None) -> dict[str, object]:
    """The printed network over all begun weeks, or over one week's trailing window."""
    record = record_at(folder, now)
    ties, acts = ties_in(record, window(record, week))
    return {"students": len(record.course.students), "acts": acts} | figures(record, ties)


def window(record: Record, week: int | None) -> Sequence[Week]:
    """All begun weeks, or one week's trailing window (rule 50)."""
    if week is None:
        return record.begun
    [chosen] = [one for one in record.begun if one.number == week]
    return record.trailing(chosen)


def ties_in(record: Record, weeks: Sequence[Week]) -> tuple[Ties, int]:
    """The weight of every tie, and how many acts make them."""
    ties: Ties = defaultdict(Fraction)
    makers = 0
    roster = record.course.roster
    for act in in_weeks(record.acts, weeks):
        addressees = record.addressees(act)
        reached = addressees & roster if act.author in roster else frozenset()
        for person in reached:
            ties[act.author, person] += Fraction(1, len(addressees))
        makers += bool(reached)
    return dict(ties), makers


def figures(record: Record, ties: Ties) -> dict[str, object]:
    """Everything that follows from the ties."""
    count, people = len(ties), len(record.course.roster)
    mutual = sum(1 for a, b in ties if a < b and (b, a) in ties)
    two_way = sum(
        (min(weight, ties.get((b, a), Fraction(0))) for (a, b), weight in ties.items()),
        Fraction(0),
    )
    teachers = {p.email for p in record.course.people if p.role == "instructor"}
    led = sum(1 for a, b in ties if a in teachers or b in teachers)
    tied = {person for pair in ties for person in pair}
    alone = [s for s in record.course.students if record.own(s) and s not in tied]
    return {
        "ties": count,
        "reciprocity": 2 * mutual / count if count else None,
        "weighted_reciprocity": (float(two_way / sum(ties.values())) if count else None),
        "density": count / (people * (people - 1)) if people > 1 else None,
        "mutual": mutual,
        "asymmetric": count - 2 * mutual,
        "isolates": len(alone),
        "facilitator_share": led / count if count else None,
    }
