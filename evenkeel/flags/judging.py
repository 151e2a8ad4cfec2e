"""Whether a week is past a rule's line: the line itself, the class's middle that week, or the student's own past.

Pure. A week that cannot be judged is absent, never calm and never over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import NamedTuple

from evenkeel.course.rules import Bounds
from evenkeel.course.values import Against, Condition, Rule, Settings

# (week, value) in order of weeks, only those a rule may look at.
Series = Sequence[tuple[int, float]]
# What rules may look at, by metric and student; the whole class, whomever a rule is about.
Values = Mapping[str, Mapping[str, Series]]

MIN_STUDENTS = 10
MIN_OWN_WEEKS = 8
# What makes either of the two estimate the standard deviation of normal values (Iglewicz & Hoaglin 1993).
_FROM_MEDIAN_DEVIATION = 1.4826
_FROM_MEAN_DEVIATION = 1.2533
# The mean range of two normal values in standard deviations, as control charts round it.
_D2 = 1.128
# What differs by less differs by rounding alone.
_NEAR = 1e-9


class Scale(NamedTuple):
    """The middle and the spread that a relative condition counts from."""

    middle: float
    spread: float


class Met(NamedTuple):
    """One condition in one week: the value, where its line stood (in the metric's unit), over or calm."""

    value: float
    line: float
    over: bool
    calm: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A week that a rule could judge: what was met of each condition, the rule's own number first."""

    week: int
    met: tuple[Met, ...]

    @property
    def over(self) -> bool:
        """Whether the week is past the line: past both lines, where there are two."""
        return all(each.over for each in self.met)

    @property
    def calm(self) -> bool:
        """Whether the week counts towards going off: calm by either number."""
        return any(each.calm for each in self.met)


def judge_class(
    rule: Rule, students: Sequence[str], values: Values, bounds: Mapping[str, Bounds], settings: Settings
) -> dict[str, list[Judged]]:
    """Judge the weeks of students by a rule, from its first week on, as far as all its conditions can be held to them.

    `values` hold the whole class, for conditions that look at what is usual in it.
    """
    scales = [_class_scales(condition, values) for condition in rule.conditions]
    return {student: _weeks_of(rule, student, values, scales, bounds, settings) for student in students}


def _weeks_of(
    rule: Rule,
    student: str,
    values: Values,
    scales: Sequence[Mapping[int, Scale]],
    bounds: Mapping[str, Bounds],
    settings: Settings,
) -> list[Judged]:
    found = []
    for condition, of_class in zip(rule.conditions, scales, strict=True):
        series = values.get(condition.metric, {}).get(student, ())
        scale = own_scales(series) if condition.against is Against.OWN else of_class
        found.append(_met(condition, series, scale, bounds.get(condition.metric, (None, None)), settings))
    first, *others = found
    if not others:
        return [Judged(week, (met,)) for week, met in first.items() if week >= rule.since]
    return [
        Judged(week, (met, *(other[week] for other in others)))
        for week, met in first.items()
        if week >= rule.since and all(week in other for other in others)
    ]


def _met(
    condition: Condition, series: Series, scales: Mapping[int, Scale], bounds: Bounds, settings: Settings
) -> dict[int, Met]:
    """Hold a series to a condition, by week; against a line every week can be judged."""
    if condition.against is Against.LINE:
        calm = calm_line(condition, bounds, settings)
        return {week: Met(x, condition.line, is_over(condition, x), _reached(condition, x, calm)) for week, x in series}
    return {week: _relative(condition, x, scales[week], settings) for week, x in series if week in scales}


def is_over(condition: Condition | Rule, x: float) -> bool:
    """Tell whether a value is past a line, on the side that it looks at."""
    return x > condition.line + _NEAR if condition.above else x < condition.line - _NEAR


def _reached(condition: Condition, x: float, calm: float) -> bool:
    return x <= calm + _NEAR if condition.above else x >= calm - _NEAR


def _relative(condition: Condition, x: float, scale: Scale, settings: Settings) -> Met:
    """Count in spreads from the middle, towards the side that the condition looks at."""
    sign = 1 if condition.above else -1
    score = sign * (x - scale.middle) / scale.spread
    line = scale.middle + sign * condition.line * scale.spread
    over, calm = score > condition.line + _NEAR, score <= settings.calm_share * condition.line + _NEAR
    return Met(x, line, over, calm)


def calm_line(condition: Condition | Rule, bounds: Bounds, settings: Settings) -> float:
    """Return the line of calm: a fifth of the line away from it, cut to what the metric can reach."""
    margin = (1 - settings.calm_share) * abs(condition.line)
    calm = condition.line - margin if condition.above else condition.line + margin
    low, high = bounds
    calm = calm if low is None else max(low, calm)
    return calm if high is None else min(high, calm)


def _class_scales(condition: Condition, values: Values) -> dict[int, Scale]:
    """Return middle and spread of the class by week, where enough students have a number and they differ."""
    if condition.against is not Against.CLASS:
        return {}
    by_week: dict[int, list[float]] = {}
    for series in values.get(condition.metric, {}).values():
        for week, x in series:
            by_week.setdefault(week, []).append(x)
    found = {w: Scale(median(xs), spread(xs)) for w, xs in by_week.items() if len(xs) >= MIN_STUDENTS}
    return {week: scale for week, scale in found.items() if scale.spread > _NEAR}


def own_scales(series: Series) -> dict[int, Scale]:
    """Return middle and spread of a student's own earlier weeks, for each week with enough of them before it.

    An individuals chart: the mean, and the mean moving range over 1.128. A past without any change has no spread.
    """
    found, total, ranges = {}, 0.0, 0.0
    for place, (week, x) in enumerate(series):
        if place >= MIN_OWN_WEEKS and (wide := ranges / (place - 1) / _D2) > _NEAR:
            found[week] = Scale(total / place, wide)
        total += x
        ranges += abs(x - series[place - 1][1]) if place else 0.0
    return found


def spread(values: Sequence[float]) -> float:
    """Return 1.4826 times the median absolute deviation, or 1.2533 times the mean one where that is 0."""
    middle = median(values)
    deviations = [abs(x - middle) for x in values]
    typical = median(deviations)
    return _FROM_MEDIAN_DEVIATION * typical if typical > _NEAR else _FROM_MEAN_DEVIATION * fmean(deviations)
