"""When a flag goes on and off. Pure: the same function previews a rule and raises its flags."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from evenkeel.course.rules import Bounds
from evenkeel.course.values import Rule, Settings
from evenkeel.flags.judging import Judged, Values, judge_class
from evenkeel.model import State


class FlagState(StrEnum):
    """Whether a flag is still on."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Flag:
    """A student went over a rule's line in `week`; `weeks` are the ones that raised it, oldest first.

    `off_week` is the week in which it went off, None while it is on.
    """

    student: str
    rule: Rule
    week: int
    weeks: tuple[Judged, ...]
    off_week: int | None = None

    @property
    def state(self) -> FlagState:
        """Tell whether the flag is on."""
        return FlagState.ON if self.off_week is None else FlagState.OFF

    @property
    def values(self) -> tuple[tuple[int, float], ...]:
        """Return the weeks that raised it with the values of the rule's own number."""
        return tuple((judged.week, judged.met[0].value) for judged in self.weeks)

    @property
    def over(self) -> tuple[Judged, ...]:
        """Return those of its weeks that were past the line."""
        return tuple(judged for judged in self.weeks if judged.over)


def flags(
    rule: Rule, students: Sequence[str], values: Values, bounds: Mapping[str, Bounds], settings: Settings
) -> list[Flag]:
    """List every flag that a rule raises among these students, student by student in the order of the weeks.

    `values` hold the whole class, for rules that look at what is usual in it.
    """
    return [
        flag
        for student, weeks in judge_class(rule, students, values, bounds, settings).items()
        for flag in flags_of(student, rule, weeks, settings)
    ]


def flags_of(student: str, rule: Rule, weeks: Sequence[Judged], settings: Settings) -> list[Flag]:
    """List the flags of one student: on at k of the last m weeks, off after calm weeks in a row."""
    raised: list[Flag] = []
    on, calm_so_far = False, 0
    for index, judged in enumerate(weeks):
        if on:
            calm_so_far = calm_so_far + 1 if judged.calm else 0
            if calm_so_far >= settings.calm_weeks:
                on, raised[-1] = False, replace(raised[-1], off_week=judged.week)
        elif judged.over and is_raised(rule, last := weeks[max(0, index + 1 - rule.m) : index + 1]):
            on, calm_so_far = True, 0
            raised.append(Flag(student, rule, judged.week, tuple(last)))
    return raised


def is_raised(rule: Rule, last: Sequence[Judged]) -> bool:
    """Tell whether the newest of the last m weeks is over the line, and k of them are."""
    return last[-1].over and sum(judged.over for judged in last) >= rule.k


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
