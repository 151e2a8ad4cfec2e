"""The one place where tests that bring their own series ask the product to decide."""

from collections.abc import Sequence

from evenkeel.course.values import Rule, Settings
from evenkeel.flags.decide import Flag, flags
from evenkeel.flags.judging import is_over

WHO = "rosa@example.org"


def decided(rule: Rule, series: Sequence[tuple[int, float]]) -> list[Flag]:
    """Return the flags that a plain rule raises over a series, with the usual settings and no bounds."""
    return flags(rule, [WHO], {rule.metric: {WHO: series}}, {}, Settings())


def weeks_over(rule: Rule, series: Sequence[tuple[int, float]]) -> set[int]:
    """Return the weeks of a series that are past a plain rule's line."""
    return {week for week, x in series if is_over(rule, x)}
