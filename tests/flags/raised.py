"""Weeks held to a rule, for tests that begin with numbers."""

from collections.abc import Iterable

from evenkeel.course.rules import Bounds
from evenkeel.course.values import Rule, Settings
from evenkeel.flags.judging import Judged, judge_class

_USUAL = Settings()


def held(
    rule: Rule,
    series: Iterable[tuple[int, float]],
    bounds: Bounds = (None, None),
    settings: Settings = _USUAL,
) -> tuple[Judged, ...]:
    """Hold one student's weeks to a rule on a line of its own."""
    values = {rule.metric: {"rosa": list(series)}}
    return tuple(judge_class(rule, ["rosa"], values, {rule.metric: bounds}, settings)["rosa"])
