"""Engagement balance, reply-back and time to answer over a window (rules 8-20, 59)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .clock import HOUR, Week
from .folder import Act
from .formulas import median_wait
from .minutes import Measure
from .record import TALK, Record

BALANCE_METRICS = (
    "engagement_balance",
    "addressed_share",
    "matched_share",
    "direction",
)


@dataclass
class Exchange:
    """One student's window: given and taken by peer, silent items, and what waits."""

    given: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    taken: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    silent: int = 0
    young: int = 0
    acts: set[str] = field(default_factory=set)

    @property
    def volume(self) -> Fraction:
        """V: everything given and taken."""
        return sum(self.given.values(), Fraction(0)) + sum(self.taken.values(), Fraction(0))

    @property
    def matched(self) -> Fraction:
        """2 * sum over peers of min(g, t)."""
        both = set(self.given) & set(self.taken)
        return 2 * sum((min(self.given[p], self.taken[p]) for p in both), Fraction(0))


def in_weeks(acts: Sequence[Act], weeks: Sequence[Week]) -> list[Act]:
    """The acts that lie in one of the weeks."""
    return [act for act in acts if any(week.holds(act.at) for week in weeks)]


def peers(record: Record, student: str) -> set[str]:
    """Who enters the student's V (rules 17, 60)."""
    plan = record.course.plan
    everybody = record.course.students if plan.students_only else record.course.roster
    return set(everybody) - {student}


def exchange(record: Record, student: str, weeks: Sequence[Week]) -> Exchange:
    """What entered V and b of a student in some weeks."""
    found, near = Exchange(), peers(record, student)
    for act in in_weeks(record.acts, weeks):
        addressees = record.addressees(act)
        if act.author == student:
            for peer in addressees & near:
                found.given[peer] += Fraction(1, len(addressees))
                found.acts.add(act.key)
            _broadcast(record, act, found)
        elif act.author in near and student in addressees:
            found.taken[act.author] += Fraction(1, len(addressees))
            found.acts.add(act.key)
    return found


def _broadcast(record: Record, act: Act, found: Exchange) -> None:
    """Counts an unaddressed item nobody answered as silent or young (rules 14-16)."""
    if act.kind not in {"post", "tweet"} or act.parent or record.addressees(act):
        return
    if record.self_reply(act) or drew_an_act(record, act):
        return
    if ripe(record, act):
        found.silent += 1
        found.acts.add(act.key)
    else:
        found.young += 1


def drew_an_act(record: Record, item: Act) -> bool:
    """Whether another person's act answers the item within 7 days (rule 15)."""
    within = record.course.plan.answer_within
    return bool(item.id) and any(
        act.parent == item.id and act.author != item.author and 0 <= act.at - item.at <= within for act in record.acts
    )


def ripe(record: Record, act: Act) -> bool:
    """Whether the 7 days to answer an act lie within the data (rules 16, 19)."""
    return act.at + record.course.plan.answer_within <= record.end_of_data


def balance_measures(record: Record, student: str, weeks: Sequence[Week]) -> dict[str, Measure]:
    """The four balance metrics over a window."""
    found = exchange(record, student, weeks)
    volume, silent = found.volume, found.silent
    signed = sum(found.given.values(), Fraction(0)) - sum(found.taken.values(), Fraction(0))
    parts = {
        "engagement_balance": (found.matched, volume + silent),
        "addressed_share": (volume, volume + silent),
        "matched_share": (found.matched, volume),
        "direction": (signed, volume),
    }
    n, enough = len(found.acts), record.course.plan.min_acts
    return {name: ratio(a, b, n=n, waiting=found.young, enough=enough) for name, (a, b) in parts.items()}


def ratio(above: Fraction, below: Fraction, *, n: int, waiting: int, enough: int) -> Measure:
    """A ratio's value and state, in rule 8's order."""
    if n == 0:
        return Measure(None, 0, "pending" if waiting else "no data")
    if n < enough:
        return Measure(None, n, "too little to say")
    if below == 0:
        return Measure(None, n, "no data")
    return Measure(float(above / below), n, "ok")


def inbound(record: Record, student: str, weeks: Sequence[Week]) -> list[Act]:
    """Posts, comments and tweets of others to the student in a window (rule 19)."""
    talk = [act for act in record.towards(student) if act.kind in TALK]
    return in_weeks(talk, weeks)


def wait(record: Record, student: str, act: Act) -> int | None:
    """Microseconds until the student's first answer to an act's author (rule 20)."""
    answers = [
        own.at - act.at
        for own in record.own(student)
        if own.kind in TALK and act.author in record.addressees(own) and own.at >= act.at
    ]
    return min(answers, default=None)


def reply_back(record: Record, student: str, weeks: Sequence[Week]) -> Measure:
    """Ripe inbound acts answered within 7 days / all ripe ones."""
    acts = inbound(record, student, weeks)
    old = [act for act in acts if ripe(record, act)]
    waits = [wait(record, student, act) for act in old]
    within = record.course.plan.answer_within
    answered = sum(1 for one in waits if one is not None and one <= within)
    return ratio(
        Fraction(answered),
        Fraction(len(old)),
        n=len(old),
        waiting=len(acts) - len(old),
        enough=record.course.plan.min_acts,
    )


def answer_time(record: Record, student: str, weeks: Sequence[Week]) -> Measure:
    """Kaplan-Meier median hours to an answer, censored at the end of the data."""
    acts = inbound(record, student, weeks)
    if not acts:
        return Measure(None, 0, "no data")
    waits = []
    for act in acts:
        answered = wait(record, student, act)
        open_for = record.end_of_data - act.at
        waits.append((open_for, False) if answered is None else (answered, True))
    median = median_wait(waits)
    return Measure(None if median is None else median / HOUR, len(acts), "ok")
