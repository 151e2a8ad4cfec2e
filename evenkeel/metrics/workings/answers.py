"""The reply-back rate and the time to answer, worked out from each comment and mention that reached the student."""

from evenkeel import words
from evenkeel.metrics.intervals import Z_95, wilson
from evenkeel.metrics.statistics import kaplan_meier, median_wait
from evenkeel.metrics.workings.ground import Ground, Heard
from evenkeel.metrics.workings.saying import KINDS, covered_why, days
from evenkeel.metrics.workings.values import Line, Part, Told, num
from evenkeel.model import DAY, HOUR, State


def reply_back(ground: Ground, week: int) -> Told:
    """Work out the reply-back rate with its Wilson interval. METRICS 1, rules 8, 19, 20."""
    settings = ground.course.settings
    heard, within = _heard(ground, week), round(settings.answer_within_days * DAY)
    ripe = [one for one in heard if one.ripe]
    in_time = [one for one in ripe if one.answered is not None and one.answered - one.at <= within]
    late, young = [one for one in ripe if one not in in_time], [one for one in heard if not one.ripe]
    limit = days(settings.answer_within_days)
    parts = (
        _part(f"Answered within {limit}", in_time, 1.0),
        _part(f"Not answered within {limit}", late, 0.0),
        _part(f"Not yet {limit} old, left out for now", young, None),
    )
    n = len(ripe)
    value = len(in_time) / n if n else None
    state, why = _rate_state(ground, week, n, len(young))
    return Told(tuple(part for part in parts if part.lines), _rate_steps(len(in_time), n), value, n, state, why)


def _rate_steps(answered: int, n: int) -> tuple[str, ...]:
    if not n:
        return ("old enough to judge: 0",)
    share, (low, high) = answered / n, wilson(answered, n)
    z, half = num(Z_95), (high - low) / 2
    return (
        f"answered in time: {answered}",
        f"old enough to judge: {answered} + {n - answered} = {n}",
        f"{answered} ÷ {n} = {num(share)}",
        f"Wilson's 95 % interval, with p = {num(share)}, n = {n}, z = {z}: "
        f"(p + z² ÷ 2n ± z × √(p (1 − p) ÷ n + z² ÷ 4n²)) ÷ (1 + z² ÷ n) = "
        f"{num((low + high) / 2)} ± {num(half)}, from {num(low)} to {num(high)}",
    )


def _rate_state(ground: Ground, week: int, n: int, young: int) -> tuple[State, str]:
    least = ground.course.settings.min_acts
    if why := covered_why(ground, week):
        return State.NO_DATA, why
    if not n and young:
        return State.PENDING, f"{words.sentence(_counted(young))} reached the student, too new to judge."
    if not n:
        return State.NO_DATA, "No comment or mention reached the student in these weeks."
    if n < least:
        return State.TOO_LITTLE, f"It rests on {_counted(n)}, and takes {least}."
    return State.OK, ""


def _counted(n: int) -> str:
    return words.count(n, "comment or mention", "comments and mentions")


def answer_time(ground: Ground, week: int) -> Told:
    """Work out the Kaplan-Meier median of the hours until an answer, with the curve as its table. Rule 59."""
    heard = _heard(ground, week)
    waits = [_wait(one, ground.data_end or one.at) for one in heard]
    ended = [one.answered is not None for one in heard]
    curve = kaplan_meier(waits, ended)
    middle = median_wait(curve)
    value = None if middle is None else middle / HOUR
    answered = _part("Answered", [one for one in heard if one.answered is not None], None, waits=True)
    waiting = _part("Still waiting at the end of the data", [one for one in heard if one.answered is None], None)
    parts = (answered, _waiting(waiting, ground.data_end), _curve(waits, ended, curve))
    n = len(heard)
    why = covered_why(ground, week) or ("" if n else "No comment or mention reached the student in these weeks.")
    state = State.NO_DATA if why else State.OK
    if not why and value is None:
        why = "Fewer than half were answered by the end of the data, so half is not reached: not the same as slow."
    return Told(tuple(part for part in parts if part.lines), _time_steps(curve, value), value, n, state, why)


def _time_steps(curve: list[tuple[float, float]], value: float | None) -> tuple[str, ...]:
    rule = "each answer leaves the share S × (waiting − answered) ÷ waiting; the median is the first t with S ≤ 0.5"
    if value is None:
        least = f", and S ends at {num(curve[-1][1])}" if curve else ""
        return (rule, f"S never comes to 0.5{least}: not reached")
    at = next(s for t, s in curve if t / HOUR == value)
    return (rule, f"S first comes to 0.5 or less (to {num(at)}) after {num(value)} h")


def _curve(waits: list[int], ended: list[bool], curve: list[tuple[float, float]]) -> Part:
    lines = []
    for t, share in curve:
        waiting = sum(wait >= t for wait in waits)
        answers = sum(end and wait == t for wait, end in zip(waits, ended, strict=True))
        lines.append(Line(
            f"after {num(t / HOUR)} h", share,
            f"{waiting} waiting, {answers} answered: S × {waiting - answers} ÷ {waiting}",
        ))  # fmt: skip
    return Part("The share S still waiting", "share", tuple(lines), "It begins at 1.")


def _wait(one: Heard, data_end: int) -> int:
    return (data_end if one.answered is None else one.answered) - one.at


def _heard(ground: Ground, week: int) -> list[Heard]:
    inside = {span.number for span in ground.window(week)}
    return [one for one in ground.heard if one.week in inside]


def _part(heading: str, heard: list[Heard], amount: float | None, *, waits: bool = False) -> Part:
    lines = [
        Line(
            f"{KINDS[one.kind]} from",
            _wait(one, one.at) / HOUR if waits else amount,
            _fate(one),
            one.at,
            whom=(one.other,),
            act=one.act,
        )
        for one in heard
    ]
    return Part(heading, "hours" if waits else "acts", tuple(lines))


def _waiting(part: Part, data_end: int | None) -> Part:
    """Give each line that waits the hours it has waited so far."""
    lines = tuple(
        Line(one.what, ((data_end or 0) - (one.at or 0)) / HOUR, "not answered", one.at, whom=one.whom, act=one.act)
        for one in part.lines
    )
    return Part(part.heading, "hours", lines)


def _fate(one: Heard) -> str:
    if one.answered is None:
        return "not answered" if one.ripe else "not answered yet"
    return f"answered after {num((one.answered - one.at) / HOUR)} h"
