"""Reading rules from YAML, in course.yaml and in the exercises' defaults alike."""

from collections.abc import Mapping

from evenkeel.course.fields import Reading, between, did_you_mean
from evenkeel.course.rules import EXPECTED, Bounds, how_often
from evenkeel.course.values import Rule
from evenkeel.course.yaml_lines import Value

_KEYS = ("metric", "above", "below", "rule")


def read_rules(reading: Reading, value: Value, metrics: Mapping[str, Bounds]) -> tuple[Rule, ...]:
    """Read every rule; `metrics` are the ids that exist, with the lowest and highest value each can have."""
    found = (_rule(reading, item, metrics) for item in reading.items(value))
    return tuple(rule for rule in found if rule)


def _rule(reading: Reading, item: Value, metrics: Mapping[str, Bounds]) -> Rule | None:
    entries = reading.entries(item, _KEYS, needed=("metric",))
    metric = _metric(reading, entries, metrics)
    line = _line(reading, item, entries, metrics.get(metric or "", (None, None)))
    k, m = _how_often(reading, entries)
    if metric is None or line is None:
        return None
    return Rule(metric, line, above="above" in entries, k=k, m=m)


def _metric(reading: Reading, entries: Mapping[str, Value], metrics: Mapping[str, Bounds]) -> str | None:
    written = reading.text(entries["metric"]) if "metric" in entries else None
    if written is None or written.casefold() in metrics:
        return written and written.casefold()
    known = did_you_mean(written, metrics) or f"; there are {', '.join(metrics)}"
    reading.wrong(entries["metric"], f'no metric is called "{written}"{known}')
    return None


def _line(reading: Reading, item: Value, entries: Mapping[str, Value], bounds: Bounds) -> float | None:
    sides = [entries[side] for side in ("above", "below") if side in entries]
    if len(sides) != 1:
        found = "found both" if sides else "found neither"
        reading.wrong(sides[-1] if sides else item, f"expected either above or below, {found}")
        return None
    line = reading.number(sides[0])
    low, high = bounds
    if line is None or ((low is None or line >= low) and (high is None or line <= high)):
        return line
    share = f"; write {line / 100:g} for {line:g} %" if high == 1 and 1 < line <= 100 else ""
    reading.wrong(sides[0], f"expected a number {between(low, high)}, found {line:g}{share}")
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
