"""A line that is tried on the chart: which rules it can show, what it says, and where it came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from evenkeel.charts.balance import Line
from evenkeel.course import calendar
from evenkeel.course.values import Against, Course, Rule
from evenkeel.desk import RuleChange
from evenkeel.flags.wording import amount, how_often_words
from evenkeel.metrics.registry import METRICS
from evenkeel.web.balance_points import BALANCE, TIME

DEFAULT = Rule(TIME, 300)
_STEP = {TIME: 15.0, BALANCE: 0.05}
_LEAST_HOURS = 8


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule with the line where the slider stands, beside the rule that it starts from."""

    rule: Rule
    base: Rule
    in_force: bool

    @property
    def moved(self) -> bool:
        """Tell whether the line stands elsewhere than the rule in force has it."""
        return self.rule.line != self.base.line

    @property
    def words(self) -> str:
        """Say where the line stands."""
        return line_words(self.rule)

    @property
    def drawn(self) -> Line:
        """Give the line as the chart draws it."""
        if self.rule.metric == TIME:
            return Line(self.rule.line / 60, "hours", self.rule.above)
        return Line(self.rule.line, "balance", self.rule.above)


def on_this_chart(rules: Iterable[Rule]) -> list[Rule]:
    """Keep the rules whose line the chart can draw."""
    plain = (rule for rule in rules if rule.against is Against.LINE and not rule.also)
    return [rule for rule in plain if rule.metric in (TIME, BALANCE)]


def places(base: Rule, largest_hours: float) -> list[float]:
    """List where the slider may stand: quarters of an hour or five points, and the line in force."""
    top = 60.0 * max(_LEAST_HOURS, round(largest_hours + 1), base.line / 60) if base.metric == TIME else 1.0
    step = _STEP[base.metric]
    steps = {round(n * step, 4) for n in range(1, int(top / step) + 1)}
    return sorted(steps | {base.line})


def at(base: Rule, line: float) -> Rule:
    """Give the rule with its line elsewhere."""
    return replace(base, line=line)


def line_words(rule: Rule) -> str:
    """Say a rule's line: "5 h", "25 of 100"."""
    unit = METRICS[rule.metric].unit
    return amount(rule.line, unit) + (" of 100" if unit == "share" else "")


def rule_words(rule: Rule) -> str:
    """Name a rule shortly: "Engagement balance below 25 of 100 in 2 of the last 3 weeks"."""
    side = "above" if rule.above else "below"
    return f"{METRICS[rule.metric].title} {side} {line_words(rule)} {how_often_words(rule.k, rule.m)}"


def origin(history: Sequence[RuleChange], course: Course) -> str:
    """Say where the rules in force come from: who set them when and why, or which file has them."""
    if not history:
        own = course.rules is not None
        return "Set in course.yaml." if own else "Evenkeel's own default, until you set another."
    newest = history[0]
    day = calendar.date_words(calendar.local(newest.set_at, course.zone).date())
    why = f": “{newest.why.strip()}”" if newest.why.strip() else ""
    return f"Set on {day} by {newest.set_by}{why}."
