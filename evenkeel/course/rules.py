"""A rule's words: "2 of 3", "any week", "3 in a row", and which rules hold."""

import re

from evenkeel.course.values import Course, Rule

# The lowest and the highest value a metric can have; None where there is no such end.
Bounds = tuple[float | None, float | None]

EXPECTED = 'expected "2 of 3", "any week" or "3 in a row"'
_MOST_WEEKS = 52
_OF = re.compile(r"(\d{1,3}) of (?:the last )?(\d{1,3})(?: weeks?)?")
_ROW = re.compile(r"(\d{1,3})(?: weeks?)? in a row")


def how_often(text: str) -> tuple[int, int] | None:
    """Read "k of m", "any week" (1 of 1) or "k in a row" (k of k) as (k, m); None where it is neither."""
    plain = " ".join(text.casefold().split())
    if plain in ("any week", "any"):
        return 1, 1
    if found := _OF.fullmatch(plain):
        k, m = int(found[1]), int(found[2])
    elif found := _ROW.fullmatch(plain):
        k = m = int(found[1])
    else:
        return None
    return (k, m) if 1 <= k <= m <= _MOST_WEEKS else None


def how_often_text(k: int, m: int) -> str:
    """Write k of m as it is read: "2 of 3", "any week", "3 in a row"."""
    if k == m:
        return "any week" if k == 1 else f"{k} in a row"
    return f"{k} of {m}"


def rule_text(rule: Rule) -> str:
    """Write a rule in one line, as commands and records print it: "words above 300, 2 of 3"."""
    side = "above" if rule.above else "below"
    return f"{rule.metric} {side} {rule.line:g}, {how_often_text(rule.k, rule.m)}"


def rules_in_force(own: tuple[Rule, ...] | None, course: Course, defaults: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Choose whose rules hold: the instructor's own, else course.yaml's, else the exercises' defaults."""
    if own is not None:
        return own
    return defaults if course.rules is None else course.rules
