"""The engagement balance and its factors, worked out: what was given, received, matched, and said into silence."""

from collections.abc import Iterable

from evenkeel import words
from evenkeel.metrics.workings.ground import Ground, Item, Tie
from evenkeel.metrics.workings.saying import KINDS, covered_why, days, each_of
from evenkeel.metrics.workings.values import Line, Part, Told, added, num
from evenkeel.model import State

METRICS = ("engagement_balance", "addressed_share", "matched_share", "direction")


def balance(ground: Ground, metric: str, week: int) -> Told:
    """Work out one of the four from the acts of its window. METRICS 1, rules 8, 12-17."""
    inside = {span.number for span in ground.window(week)}
    ties = [tie for tie in ground.ties if tie.week in inside and tie.counts]
    items = [item for item in ground.items if item.week in inside]
    said, got, pairs = _said(ties), _got(ties), _pairs(ties)
    silent, drawn, young = (_items(items, fate, ground) for fate in ("silent", "drawn", "young"))
    steps, value = _arithmetic(metric, said, got, pairs, silent)
    n = len(said.lines) + len(got.lines) + len(silent.lines)
    state, why = _state(ground, week, n, len(young.lines), value)
    parts = tuple(part for part in (said, got, pairs, silent, drawn, young) if part.lines)
    return Told(parts, steps, value, n, state, why)


def _arithmetic(metric: str, said: Part, got: Part, pairs: Part, silent: Part) -> tuple[tuple[str, ...], float | None]:
    given, received, both, unanswered = said.total, got.total, pairs.total, silent.total
    exchanged = given + received
    steps = [
        f"given: {added(_amounts(said))}",
        f"received: {added(_amounts(got))}",
        f"exchanged: {num(given)} + {num(received)} = {num(exchanged)}",
    ]
    if metric in ("engagement_balance", "matched_share"):
        steps.append(f"went both ways, the smaller side of each pair: {added(_amounts(pairs))}")
    if metric in ("engagement_balance", "addressed_share"):
        steps.append(f"unanswered: {num(unanswered)}")
    over, under, written = {
        "engagement_balance": (2 * both, exchanged + unanswered, f"2 × {num(both)}"),
        "addressed_share": (exchanged, exchanged + unanswered, num(exchanged)),
        "matched_share": (2 * both, exchanged, f"2 × {num(both)}"),
        "direction": (given - received, exchanged, f"({num(given)} − {num(received)})"),
    }[metric]
    below = (
        f"({num(exchanged)} + {num(unanswered)})"
        if metric in ("engagement_balance", "addressed_share")
        else num(exchanged)
    )
    value = over / under if under else None
    steps.append(f"{written} ÷ {below} = {num(value) if value is not None else 'nothing to divide by'}")
    return tuple(steps), value


def _amounts(part: Part) -> list[float]:
    return [line.amount for line in part.lines if line.amount]


def _said(ties: Iterable[Tie]) -> Part:
    by_act: dict[int, list[Tie]] = {}
    for tie in ties:
        if tie.gave:
            by_act.setdefault(tie.act, []).append(tie)
    return Part("Said to people of the class", "acts", tuple(_to_all(theirs) for theirs in by_act.values()))


def _to_all(ties: list[Tie]) -> Line:
    first, whom = ties[0], tuple(sorted(tie.other for tie in ties))
    said = each_of(first.share, len(ties))
    return Line(f"{KINDS[first.kind]} to", sum(tie.share for tie in ties), said, first.at, whom=whom, act=first.act)


def _got(ties: Iterable[Tie]) -> Part:
    lines = [
        Line(f"{KINDS[tie.kind]} from", tie.share, each_of(tie.share, 1), tie.at, whom=(tie.other,), act=tie.act)
        for tie in ties
        if not tie.gave
    ]
    return Part("Received from people of the class", "acts", tuple(lines))


def _pairs(ties: Iterable[Tie]) -> Part:
    sides: dict[str, list[float]] = {}
    for tie in ties:
        sides.setdefault(tie.other, [0.0, 0.0])[0 if tie.gave else 1] += tie.share
    lines = [_pair(other, given, got) for other, (given, got) in sorted(sides.items())]
    return Part("Pair by pair, what went both ways", "acts", tuple(lines))


def _pair(other: str, given: float, got: float) -> Line:
    smaller = min(given, got)
    return Line(
        "pair with", smaller, f"gave {num(given)}, received {num(got)}: the smaller is {num(smaller)}", whom=(other,)
    )


def _items(items: Iterable[Item], fate: str, ground: Ground) -> Part:
    within = days(ground.course.settings.answer_within_days)
    heading, amount, said = {
        "silent": (f"Said to nobody in particular, no answer within {within}", 1.0, "unanswered"),
        "drawn": (f"Said to nobody in particular, answered within {within}", None, "answered, so in neither part"),
        "young": (f"Not yet {within} old, left out for now", None, "too new to tell"),
    }[fate]
    lines = [Line(KINDS[item.kind], amount, said, item.at, act=item.act) for item in items if item.fate == fate]
    return Part(heading, "acts", tuple(lines))


def _state(ground: Ground, week: int, n: int, young: int, value: float | None) -> tuple[State, str]:
    least = ground.course.settings.min_acts
    if why := covered_why(ground, week):
        return State.NO_DATA, why
    if not n and young:
        return (
            State.PENDING,
            f"{words.sentence(words.count(young, 'post'))} may still be answered.",
        )
    if not n:
        return State.NO_DATA, "Nobody was addressed, nobody addressed the student, and no post waited for an answer."
    if n < least:
        return State.TOO_LITTLE, f"It rests on {words.count(n, 'act')}, and takes {least}."
    if value is None:
        return State.NO_DATA, "Nothing was exchanged with anybody, so there is nothing to divide by."
    return State.OK, ""
