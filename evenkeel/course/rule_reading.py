"""Reading rules from YAML: in course.yaml, in the exercises' defaults and in what a page has written, all alike."""

from collections.abc import Mapping

from evenkeel.course.fields import Reading, between, did_you_mean
from evenkeel.course.rules import EXPECTED, Bounds, how_often
from evenkeel.course.values import SPREADS, Against, Condition, Rule
from evenkeel.course.yaml_lines import Problem, Value, read_yaml

_CONDITION = ("metric", "above", "below", "spreads")
_WHOM = ("section", "student")
_KEYS = (*_CONDITION, "rule", "and", *_WHOM, "from")
_RELATIVE = (Against.CLASS, Against.OWN)
# Beyond this no class and no person ever comes.
_MOST_SPREADS = 20


def read_rules(
    reading: Reading, value: Value, metrics: Mapping[str, Bounds], last_week: int | None = None
) -> tuple[Rule, ...]:
    """Read every rule; `metrics` are the ids that exist, with the lowest and highest value each can have."""
    found = (read_rule(reading, item, metrics, last_week) for item in reading.items(value))
    return tuple(rule for rule in found if rule)


def rules_from(
    text: str, metrics: Mapping[str, Bounds], last_week: int | None = None, file: str = "rules"
) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Read a text that holds a list of rules (or `rules:` and the list): the rules, and every problem."""
    value, broken = read_yaml(text, file)
    if value is None:
        return (), tuple(broken)
    reading = Reading(file)
    if isinstance(value.content, Mapping) and "rules" in value.content:
        value = value.content["rules"]
    rules = read_rules(reading, value, metrics, last_week)
    return rules, tuple(sorted([*broken, *reading.problems], key=lambda problem: problem.line))


def read_rule(
    reading: Reading, item: Value, metrics: Mapping[str, Bounds], last_week: int | None = None
) -> Rule | None:
    """Read one rule, or None where it is none; see `read_rules`."""
    entries = reading.entries(item, _KEYS, needed=("metric",))
    own = _condition(reading, item, entries, metrics)
    also = _also(reading, entries, metrics)
    k, m = _how_often(reading, entries)
    section, student = ((reading.text(entries[name]) or "") if name in entries else "" for name in _WHOM)
    since = reading.whole(entries["from"], 1, last_week) if "from" in entries else 1
    if section and student:
        reading.wrong(entries["student"], "expected either section or student, found both")
    if own is None or since is None or ("and" in entries and also is None):
        return None
    return Rule(own.metric, own.line, own.above, k, m, own.against, also, section, student, since)


def _also(reading: Reading, entries: Mapping[str, Value], metrics: Mapping[str, Bounds]) -> Condition | None:
    if "and" not in entries:
        return None
    item = entries["and"]
    return _condition(reading, item, reading.entries(item, _CONDITION, needed=("metric",)), metrics)


def _condition(
    reading: Reading, item: Value, entries: Mapping[str, Value], metrics: Mapping[str, Bounds]
) -> Condition | None:
    metric = _metric(reading, entries, metrics)
    side = _side(reading, item, entries)
    if side is None:
        return None
    against = _against(entries[side])
    if against is Against.LINE:
        line = _line(reading, entries[side], metrics.get(metric or "", (None, None)))
        if "spreads" in entries:
            reading.wrong(entries["spreads"], f"goes only with {side}: class or {side}: own")
    else:
        line = reading.number(entries["spreads"], 0.1, _MOST_SPREADS) if "spreads" in entries else SPREADS
    return None if metric is None or line is None else Condition(metric, line, side == "above", against)


def _metric(reading: Reading, entries: Mapping[str, Value], metrics: Mapping[str, Bounds]) -> str | None:
    written = reading.text(entries["metric"]) if "metric" in entries else None
    if written is None or written.casefold() in metrics:
        return written and written.casefold()
    known = did_you_mean(written, metrics) or f"; there are {', '.join(metrics)}"
    reading.wrong(entries["metric"], f'no metric is called "{written}"{known}')
    return None


def _side(reading: Reading, item: Value, entries: Mapping[str, Value]) -> str | None:
    sides = [side for side in ("above", "below") if side in entries]
    if len(sides) == 1:
        return sides[0]
    found = "found both" if sides else "found neither"
    reading.wrong(entries[sides[-1]] if sides else item, f"expected either above or below, {found}")
    return None


def _against(value: Value) -> Against:
    written = value.content.strip().casefold() if isinstance(value.content, str) else ""
    return next((against for against in _RELATIVE if against == written), Against.LINE)


def _line(reading: Reading, value: Value, bounds: Bounds) -> float | None:
    line = reading.number(value)
    low, high = bounds
    if line is None or ((low is None or line >= low) and (high is None or line <= high)):
        return line
    share = f"; write {line / 100:g} for {line:g} %" if high == 1 and 1 < line <= 100 else ""
    reading.wrong(value, f"expected a number {between(low, high)}, found {line:g}{share}")
    return None


def _how_often(reading: Reading, entries: Mapping[str, Value]) -> tuple[int, int]:
    usual = Rule("", 0).k, Rule("", 0).m
    if "rule" not in entries:
        return usual
    written = reading.text(entries["rule"])
    found = how_often(written) if written else None
    if written and found is None:
        reading.wrong(entries["rule"], f'{EXPECTED}, found "{written}"')
    return found or usual
