"""The one place where tests that bring their own series ask the product to decide."""

from collections.abc import Sequence

from evenkeel.course.values import Rule, Settings
from evenkeel.flags.decide import Flag, flags_of, is_over

ANY = (None, None)


def decided(rule: Rule, series: Sequence[tuple[int, float]]) -> list[Flag]:
    """Return the flags that a plain rule raises over a series, with the usual settings."""
    return flags_of("rosa@example.org", rule, series, ANY, Settings())


def weeks_over(rule: Rule, series: Sequence[tuple[int, float]]) -> set[int]:
    """Return the weeks of a series that are past a plain rule's line."""
    return {week for week, x in series if is_over(rule, x)}
