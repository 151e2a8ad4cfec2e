"""When a flag goes on and off. Pure: the same function previews a rule and raises its flags."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from evenkeel.course.rules import Bounds
from evenkeel.course.values import Rule, Settings
from evenkeel.model import State

# (week, value) in order of weeks, only those a rule may look at.
Series = Sequence[tuple[int, float]]

_NEAR = 1e-9


class FlagState(StrEnum):
    """Whether a flag is still on."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Flag:
    """A student went over a rule's line in `week`; `values` are the weeks that raised it, oldest first.

    `off_week` is the week in which it went off, None while it is on.
    """

    student: str
    rule: Rule
    week: int
    values: tuple[tuple[int, float], ...]
    off_week: int | None = None

    @property
    def state(self) -> FlagState:
        """Tell whether the flag is on."""
        return FlagState.ON if self.off_week is None else FlagState.OFF

    @property
    def over(self) -> tuple[tuple[int, float], ...]:
        """Return those of its weeks that were past the line."""
        return tuple((week, x) for week, x in self.values if is_over(self.rule, x))


def flags(rule: Rule, series_by_student: Mapping[str, Series], bounds: Bounds, settings: Settings) -> list[Flag]:
    """List every flag that a rule raises, student by student in the order of the weeks."""
    return [
        flag
        for student, series in series_by_student.items()
        for flag in flags_of(student, rule, series, bounds, settings)
    ]


def flags_of(student: str, rule: Rule, series: Series, bounds: Bounds, settings: Settings) -> list[Flag]:
    """List the flags of one student: on at k of the last m weeks, off after calm weeks in a row."""
    raised: list[Flag] = []
    on, calm_so_far = False, 0
    for index, (week, x) in enumerate(series):
        if on:
            calm_so_far = calm_so_far + 1 if is_calm(rule, x, bounds, settings) else 0
            if calm_so_far >= settings.calm_weeks:
                on, raised[-1] = False, replace(raised[-1], off_week=week)
        elif is_raised(rule, last := series[max(0, index + 1 - rule.m) : index + 1]):
            on, calm_so_far = True, 0
            raised.append(Flag(student, rule, week, tuple(last)))
    return raised


def is_raised(rule: Rule, last: Series) -> bool:
    """Tell whether the newest of the last m weeks is over the line, and k of them are."""
    return is_over(rule, last[-1][1]) and sum(is_over(rule, x) for _, x in last) >= rule.k


def is_over(rule: Rule, x: float) -> bool:
    """Tell whether a value is past the line, on the side that the rule looks at."""
    return x > rule.line + _NEAR if rule.above else x < rule.line - _NEAR


def is_calm(rule: Rule, x: float, bounds: Bounds, settings: Settings) -> bool:
    """Tell whether a value lies so far on the good side that it counts towards going off."""
    calm = calm_line(rule, bounds, settings)
    return x <= calm + _NEAR if rule.above else x >= calm - _NEAR


def calm_line(rule: Rule, bounds: Bounds, settings: Settings) -> float:
    """Return the line of calm: a fifth of the line away from it, cut to what the metric can reach."""
    margin = (1 - settings.calm_share) * abs(rule.line)
    calm = rule.line - margin if rule.above else rule.line + margin
    low, high = bounds
    calm = calm if low is None else max(low, calm)
    return calm if high is None else min(high, calm)


def series(
    weeks: Iterable[tuple[int, State, float | None]],
    completed: Collection[int],
    excused: Collection[int] = (),
) -> list[tuple[int, float]]:
    """Keep what a rule may look at: completed weeks that are `ok` and not excused; all others are absent."""
    return sorted(
        (week, value)
        for week, state, value in weeks
        if state is State.OK and value is not None and week in completed and week not in excused
    )
