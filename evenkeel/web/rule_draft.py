"""A rule being written: what its fields hold, and where each begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from evenkeel.course.rule_changes import nearest
from evenkeel.course.values import SPREADS, Against, Condition, Rule
from evenkeel.metrics.registry import METRICS, Metric
from evenkeel.web.balance_points import BALANCE, TIME

CUSTOM = "k of the last m weeks"
HOW_OFTEN = {"in any week": (1, 1), "in 2 of the last 3 weeks": (2, 3), "in 3 weeks in a row": (3, 3)}
AGAINST = {
    Against.LINE: "a line that you set",
    Against.CLASS: "what is usual in the class",
    Against.OWN: "the student's own past",
}
# As many weeks as the fields offer; a rule that was written with more keeps them.
LONGEST = 12


@dataclass(frozen=True, slots=True)
class LineField:
    """How a line is typed: the unit's words, how much of it makes one unit of the metric, ends and step."""

    label: str
    scale: float
    step: float
    low: float | None
    high: float | None

    def typed(self, line: float) -> float:
        """Give a line as it is typed."""
        return round(line / self.scale, 4)

    def line(self, typed: float) -> float:
        """Give the line that was typed, in the metric's own unit."""
        return round(typed * self.scale, 6)


def line_field(metric: Metric, against: Against = Against.LINE) -> LineField:
    """Give the field for a metric's line: minutes are typed as hours, shares from 0 to 100, else spreads."""
    if against is not Against.LINE:
        return LineField("Unusual: more spreads from the middle than", 1.0, 0.5, 0.1, 20.0)
    label, scale, step = {
        "minutes": ("Line (hours a week)", 60.0, 0.25),
        "hours": ("Line (hours)", 1.0, 1.0),
        "share": ("Line (0 to 100)", 0.01, 5.0),
        "signed": ("Line (−1 to 1)", 1.0, 0.05),
    }.get(metric.unit, ("Line (a week)", 1.0, 1.0))
    low, high = metric.low, metric.high
    return LineField(
        label,
        scale,
        step,
        None if low is None else round(low / scale, 4),
        None if high is None else round(high / scale, 4),
    )


def first_line(metric: Metric, suggested: float | None) -> float:
    """Return where the line of a new rule starts: what fits the class, else a place in the metric's middle."""
    if suggested is not None and (metric.high is None or suggested <= metric.high):
        return suggested
    if metric.high is not None:
        return ((metric.low or 0) + metric.high) / 2
    return {"minutes": 300.0, "hours": 48.0}.get(metric.unit, 1.0)


def family(metric: Metric, against: Against) -> str:
    """Name what a typed line can be carried over to: what is counted alike, and on the same scale."""
    if against is not Against.LINE:
        return "spreads"
    return "words" if metric.id == "words" else metric.unit


def start_line(metric: Metric, against: Against, base: Condition, suggested: float | None) -> float:
    """Return where a line starts: where the rule that is changed has it, as long as it is of that kind."""
    if family(METRICS[base.metric], base.against) == family(metric, against):
        return base.line
    return SPREADS if against is not Against.LINE else first_line(metric, suggested)


def exact(field: LineField, typed: float, base: Condition) -> float:
    """Return the line that was typed; the one it began with as it was, where nothing was typed."""
    return base.line if typed == field.typed(base.line) else field.line(typed)


def second(rule: Rule) -> Condition:
    """Return a second number to begin with: the rule's own, else the one that the first asks for."""
    if rule.also:
        return rule.also
    return Condition(TIME, 300) if rule.metric == BALANCE else Condition(BALANCE, 0.25, above=False)


def has_more(rule: Rule) -> bool:
    """Tell whether a rule needs more than the few usual fields."""
    return bool(rule.against is not Against.LINE or rule.also or rule.section or rule.student or rule.since > 1)


def how_often_choice(k: int, m: int) -> str:
    """Return which of the choices says k of m."""
    return next((choice for choice, pair in HOW_OFTEN.items() if pair == (k, m)), CUSTOM)


def with_rule(rules: Sequence[Rule], place: int | None, rule: Rule) -> tuple[Rule, ...]:
    """Put a rule in the place of another, or at the end; the same rule does not stand twice."""
    changed = [*rules, rule] if place is None else [rule if n == place else r for n, r in enumerate(rules)]
    return tuple(dict.fromkeys(changed))


def without_rule(rules: Sequence[Rule], place: int) -> tuple[Rule, ...]:
    """Take a rule out."""
    return tuple(rule for n, rule in enumerate(rules) if n != place)


def place_of(rules: Sequence[Rule], tried: Rule) -> int | None:
    """Find the rule that a tried one would change: the likest of the same metric and side; None: it would be added."""
    found = nearest(tried, rules)
    return None if found is None else list(rules).index(found)
