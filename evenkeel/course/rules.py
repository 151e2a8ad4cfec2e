"""A rule's words: "2 of 3", "any week", "3 in a row", a rule as YAML writes it, and which rules hold."""

import re
from collections.abc import Iterable

import yaml

from evenkeel.course.values import SPREADS, Against, Condition, Course, Rule

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
    parts = [f"{condition_text(rule.conditions[0])}, {how_often_text(rule.k, rule.m)}"]
    parts += [f"and {condition_text(rule.also)}"] if rule.also else []
    parts += [f"section {rule.section}"] if rule.section else []
    parts += [f"student {rule.student}"] if rule.student else []
    parts += [f"from week {rule.since}"] if rule.since > 1 else []
    return "; ".join(parts)


def condition_text(condition: Condition) -> str:
    """Write a condition in one line: "words above 300", "words above class by 3 spreads"."""
    side = "above" if condition.above else "below"
    if condition.against is Against.LINE:
        return f"{condition.metric} {side} {condition.line:g}"
    return f"{condition.metric} {side} {condition.against} by {condition.line:g} spreads"


def as_written(rule: Rule) -> dict[str, object]:
    """Give a rule with the keys that course.yaml has; `rule_reading` reads it back as it was."""
    found = _condition_written(rule.conditions[0])
    if rule.also:
        found["and"] = _condition_written(rule.also)
    found["rule"] = how_often_text(rule.k, rule.m)
    if rule.section:
        found["section"] = rule.section
    if rule.student:
        found["student"] = rule.student
    if rule.since > 1:
        found["from"] = rule.since
    return found


def _condition_written(condition: Condition) -> dict[str, object]:
    side = "above" if condition.above else "below"
    if condition.against is Against.LINE:
        return {"metric": condition.metric, side: _number(condition.line)}
    spreads = {} if condition.line == SPREADS else {"spreads": _number(condition.line)}
    return {"metric": condition.metric, side: condition.against.value, **spreads}


def _number(x: float) -> float:
    return int(x) if x == int(x) else x


def rules_yaml(rules: Iterable[Rule]) -> str:
    """Write rules as they stand in course.yaml under `rules:`, one line each where it fits."""
    written = [
        yaml.safe_dump(as_written(rule), sort_keys=False, allow_unicode=True, default_flow_style=True, width=10_000)
        for rule in rules
    ]
    return "".join(f"- {one}" for one in written) or "[]\n"


def rules_in_force(own: tuple[Rule, ...] | None, course: Course, defaults: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Choose whose rules hold: the instructor's own, else course.yaml's, else the exercises' defaults."""
    if own is not None:
        return own
    return defaults if course.rules is None else course.rules
