"""Rules as course.yaml writes them, and how one condition judges a score (rules 42, 43, 45)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

NEAR = 1e-9
USUAL_SPREADS = 3.0
SHARES = {
    "engagement_balance",
    "addressed_share",
    "matched_share",
    "reply_back_rate",
    "coursework_share",
}


@dataclass(frozen=True)
class Condition:
    """A line on a metric; `against` the class or the own past, the line is a number of spreads."""

    metric: str
    line: float
    above: bool
    against: str = "line"

    def over(self, score: float) -> bool:
        """Whether a week is beyond the line (rule 42)."""
        if self.above:
            return score > self.line + NEAR
        return score < (self.line if self.against == "line" else -self.line) - NEAR

    def calm(self, score: float, share: float = 0.8) -> bool:
        """Whether a week counts towards going off (rule 45)."""
        if self.against != "line":
            return score <= share * self.line + NEAR if self.above else score >= -share * self.line - NEAR
        low, high = bounds(self.metric)
        margin = (1 - share) * abs(self.line)
        if self.above:
            return score <= min(high, max(low, self.line - margin)) + NEAR
        return score >= min(high, max(low, self.line + margin)) - NEAR


@dataclass(frozen=True)
class Rule(Condition):
    """ON when the condition, and the second one if there is one, hold in k of the last m weeks."""

    k: int = 2
    m: int = 3
    also: Condition | None = None
    section: str = ""
    student: str = ""
    since: int = 1

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Both conditions, or the one."""
        return (self, self.also) if self.also else (self,)


def bounds(metric: str) -> tuple[float, float]:
    """The least and the greatest value a metric can have."""
    if metric in SHARES:
        return 0.0, 1.0
    if metric == "direction":
        return -1.0, 1.0
    return 0.0, math.inf


def rule_from(raw: Mapping[str, object]) -> Rule:
    """A rule of course.yaml; without a wording it is 2 of 3."""
    first = condition_from(raw)
    k, m = cadence(str(raw.get("rule") or "2 of 3"))
    return Rule(
        first.metric,
        first.line,
        first.above,
        first.against,
        k,
        m,
        condition_from(raw["and"]) if raw.get("and") else None,
        str(raw.get("section") or ""),
        str(raw.get("student") or ""),
        int(raw.get("from") or 1),
    )


def condition_from(raw: Mapping[str, object]) -> Condition:
    """`above` or `below` with a number, or with `class` or `own` and perhaps how many spreads."""
    above = "above" in raw
    against = raw["above"] if above else raw["below"]
    if against in {"class", "own"}:
        return Condition(str(raw["metric"]), float(raw.get("spreads") or USUAL_SPREADS), above, str(against))
    return Condition(str(raw["metric"]), float(against), above)


def cadence(wording: str) -> tuple[int, int]:
    """(k, m) of "2 of 3", "any week" or "3 in a row" (rule 43)."""
    pieces = wording.strip().lower().split()
    if pieces[:1] == ["any"]:
        return 1, 1
    k = int(pieces[0])
    return (k, int(pieces[2])) if pieces[1] == "of" else (k, k)
