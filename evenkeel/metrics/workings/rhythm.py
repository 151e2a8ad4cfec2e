"""Steadiness and burstiness, worked out over the term: from acts a week, and from the gaps between acts."""

from itertools import pairwise
from math import sqrt
from statistics import fmean, pstdev

from evenkeel import words
from evenkeel.metrics.statistics import burstiness as of_gaps
from evenkeel.metrics.workings.ground import Ground
from evenkeel.metrics.workings.saying import covered_why
from evenkeel.metrics.workings.values import Line, Part, Told, added, num
from evenkeel.model import HOUR, State

_WEEKS, _GAPS = 4, 5


def steadiness(ground: Ground) -> Told:
    """Work out 1 - Gini of the acts of completed, covered weeks. METRICS 3, rule 48."""
    weeks = [span for span in ground.weeks if span.completed and span.covered]
    acts = {span.number: sum(act.week == span.number for act in ground.wrote) for span in weeks}
    ordered = sorted(acts.items(), key=lambda pair: (pair[1], pair[0]))
    lines = tuple(
        Line(words.week(week), float(total), f"place {place} in order of size: {place} × {total} = {place * total}")
        for place, (week, total) in enumerate(ordered, start=1)
    )
    part = Part("Acts of each week, the fewest first", "acts", lines, "Completed weeks that a source covers.")
    n, total = len(lines), part.total
    steps, value = _gini(part)
    if not ground.wrote_any:
        return Told((), (), None, 0, State.NO_DATA, covered_why(ground, 0))
    why = "" if n >= _WEEKS and total else _few_weeks(n)
    state = State.NO_DATA if why else State.OK
    return Told((part,) if lines else (), steps, value, n, state, why)


def _few_weeks(n: int) -> str:
    if n < _WEEKS:
        return f"It rests on {words.count(n, 'completed week')} with a source, and takes {_WEEKS}."
    return "There is no act in any completed week, so there is nothing to spread."


def _gini(part: Part) -> tuple[tuple[str, ...], float | None]:
    n, total = len(part.lines), part.total
    if not n or not total:
        return (f"acts: {added([line.amount for line in part.lines if line.amount])}",), None
    placed = sum(place * (line.amount or 0) for place, line in enumerate(part.lines, start=1))
    gini = 2 * placed / (n * total) - (n + 1) / n
    return (
        f"weeks: {n}, acts: {num(total)}",
        f"place × acts, added up: {num(placed)}",
        f"Gini = 2 × {num(placed)} ÷ ({n} × {num(total)}) − {n + 1} ÷ {n} = {num(gini)}",
        f"steadiness = 1 − {num(gini)} = {num(1 - gini)}",
    ), 1 - gini


def burstiness(ground: Ground) -> Told:
    """Work out Kim & Jo's burstiness of the gaps between acts in course weeks. METRICS 3, rule 49."""
    if not ground.wrote_any:
        return Told((), (), None, 0, State.NO_DATA, covered_why(ground, 0))
    moments = sorted(act.at for act in ground.wrote)
    lines = tuple(Line("gap", (after - before) / HOUR, "", before, after) for before, after in pairwise(moments))
    gaps = [line.amount or 0.0 for line in lines]
    part = Part("Hours from each act to the next", "hours", lines)
    parts, n = ((part,) if lines else ()), len(gaps)
    if n < _GAPS:
        why = f"There are {words.count(n, 'gap')} between acts, and it takes {_GAPS}."
        return Told(parts, (f"gaps: {n}",), None, n, State.TOO_LITTLE, why)
    value = of_gaps(gaps)
    if value is None:
        why = "All acts are of one moment, so there is no gap to compare."
        return Told(parts, (f"gaps: {n}, all of 0 h",), None, n, State.NO_DATA, why)
    return Told(parts, _bursts(gaps, value), value, n, State.OK)


def _bursts(gaps: list[float], value: float) -> tuple[str, ...]:
    n, mean, spread = len(gaps), fmean(gaps), pstdev(gaps)
    r = num(spread / mean)
    above, below = num(sqrt(n + 1)), num(sqrt(n - 1))
    return (
        f"gaps: n = {n}, mean {num(mean)} h, standard deviation {num(spread)} h",
        f"r = {num(spread)} ÷ {num(mean)} = {r}",
        f"√(n + 1) = {above}, √(n − 1) = {below}",
        f"({above} × {r} − {below}) ÷ (({above} − 2) × {r} + {below}) = {num(value)}",
    )
