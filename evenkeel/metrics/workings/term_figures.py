"""The figures of one student's term, worked out as the metrics are; see `student_figures`."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import fmean, median
from typing import NamedTuple

from evenkeel import words
from evenkeel.metrics.oversaturation import WEEKS
from evenkeel.metrics.statistics import D2, individuals, lateness, mid_ranks, spearman
from evenkeel.metrics.workings.values import Line, Part, Result, Working, added, num
from evenkeel.model import HOUR, State

# More answers than this are no longer read one by one.
_LISTED = 12


class Due(NamedTuple):
    """A task with its release, its due time and when it was handed in, moments; None where there is none."""

    name: str
    release: int | None
    due: int
    at: int | None
    act: int | None


def oversaturation(items: Iterable[tuple[int, int]]) -> Working:
    """Work out the figure from (week, answers) of each mature item; see `oversaturation`."""
    by_week: dict[int, list[int]] = {}
    for week, answers in items:
        by_week.setdefault(week, []).append(answers)
    weeks = sorted(by_week)
    cadence, middle = [float(len(by_week[w])) for w in weeks], [float(median(by_week[w])) for w in weeks]
    places = list(zip(mid_ranks(cadence), mid_ranks(middle), strict=True))
    lines = tuple(
        Line(words.week(week), middle[n], f"{_items(by_week[week])}; place {num(x)} by posts, {num(y)} by answers")
        for n, (week, (x, y)) in enumerate(zip(weeks, places, strict=True))
    )
    rho = spearman(cadence, middle) if len(weeks) >= WEEKS else None
    state, why = _worth(len(weeks), rho)
    part = Part("Week by week: the median number of answers to a post", "answers", lines)
    steps = _rho_steps(places, rho)
    return Working("oversaturation", 0, (part,) if lines else (), steps, Result(rho, len(weeks), state), why)


def _items(answers: Sequence[int]) -> str:
    each = words.together([str(one) for one in sorted(answers)])
    if len(answers) > _LISTED:
        each = f"{min(answers)} to {max(answers)}"
    return f"{words.count(len(answers), 'post')} with {each} answers"


def _worth(weeks: int, rho: float | None) -> tuple[State, str]:
    if not weeks:
        return State.NO_DATA, "No post to nobody in particular is old enough to judge."
    if weeks < WEEKS:
        return State.TOO_LITTLE, f"{words.sentence(words.count(weeks, 'week'))} with such a post, and it takes {WEEKS}."
    if rho is None:
        return State.NO_DATA, "One of the two is the same in every week, so nothing can go with it."
    return State.OK, ""


def _rho_steps(places: Sequence[tuple[float, float]], rho: float | None) -> tuple[str, ...]:
    if rho is None:
        return (f"weeks: {len(places)}",)
    first, second = [x for x, _ in places], [y for _, y in places]
    x_mean, y_mean = fmean(first), fmean(second)
    both = sum((x - x_mean) * (y - y_mean) for x, y in places)
    x_own, y_own = (sum((x - mean) ** 2 for x in side) for side, mean in ((first, x_mean), (second, y_mean)))
    return (
        f"weeks: {len(places)}, so the middle place is {num(x_mean)}",
        f"distances from the middle place, multiplied week by week and added up: {num(both)}",
        f"the same squared: {num(x_own)} by posts, {num(y_own)} by answers",
        f"ρ = {num(both)} ÷ √({num(x_own)} × {num(y_own)}) = {num(rho)}",
    )


def baseline(metric: str, values: Sequence[tuple[int, float]], unit: str) -> Working:
    """Work out the own usual range of a metric from (week, value) of its good completed weeks, in order.

    The result's value is the middle; `metric` is named in the heading by its title.
    """
    lines = tuple(
        Line(words.week(week), value, "" if not n else f"changed by {num(abs(value - values[n - 1][1]))}")
        for n, (week, value) in enumerate(values)
    )
    found = individuals([value for _, value in values]) if len(values) >= WEEKS else None
    part = Part(f"{metric}, completed weeks", unit, lines)
    if found is None:
        why = f"{words.sentence(words.count(len(values), 'completed week'))} with a number, and it takes {WEEKS}."
        state = State.TOO_LITTLE if values else State.NO_DATA
        return Working("own_baseline", 0, (part,) if lines else (), (), Result(None, len(values), state), why)
    steps = _range_steps([value for _, value in values], found)
    return Working("own_baseline", 0, (part,), steps, Result(found[0], len(values), State.OK))


def _range_steps(values: Sequence[float], found: tuple[float, float, float]) -> tuple[str, ...]:
    middle, low, high = found
    changes = [abs(after - before) for before, after in pairwise(values)]
    reach = high - middle
    return (
        f"middle: {added(values)}, ÷ {len(values)} = {num(middle)}",
        f"mean change from week to week: {num(sum(changes))} ÷ {len(changes)} = {num(fmean(changes))}",
        f"reach: 3 ÷ {D2} × {num(fmean(changes))} = {num(reach)}",
        f"usual range: {num(middle)} − {num(reach)} = {num(low)} to {num(middle)} + {num(reach)} = {num(high)}",
    )


def task_lateness(tasks: Iterable[Due]) -> Working:
    """Work out the lateness of each task handed in; the result is none of its own, for it is a number a task."""
    found = [(task, lateness(task.at, task.release, task.due)) for task in tasks if task.at is not None]
    lines = tuple(Line(task.name, r, _ratio(task, r), task.at, act=task.act) for task, r in found)
    part = Part("Tasks handed in", "", lines)
    n = sum(r is not None for _, r in found)
    why = "It is a number of each task." if n else "No task with a release and a due time has been handed in."
    return Working(
        "task_lateness", 0, (part,) if lines else (), (), Result(None, n, State.OK if n else State.NO_DATA), why
    )


def _ratio(task: Due, r: float | None) -> str:
    if r is None or task.release is None or task.at is None:
        return "no release, so no share of its time"
    passed, whole = (task.at - task.release) / HOUR, (task.due - task.release) / HOUR
    return f"{num(passed)} h after its release ÷ {num(whole)} h until it was due = {num(r)}"
