"""The minute metrics of one student over some weeks, with their states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .clock import MINUTE, Week
from .timeline import Share, Timeline

MINUTE_METRICS = (
    "social_minutes",
    "coursework_minutes",
    "leisure_minutes",
    "procrastination_minutes",
)
TIME_METRICS = (*MINUTE_METRICS, "coursework_share")


@dataclass(frozen=True)
class Measure:
    """A value before it is known whether its week is running."""

    value: float | None
    n: int
    state: str
    evidence: dict[str, float] | None = None


def counts_for(metric: str, share: Share) -> bool:
    """Whether a stretch of time belongs to a minute metric."""
    return {
        "social_minutes": share.social,
        "coursework_minutes": share.purpose == "coursework",
        "leisure_minutes": share.purpose == "leisure",
        "procrastination_minutes": share.possible_procrastination,
    }[metric]


def total(shares: Sequence[Share]) -> Fraction:
    """Microseconds of some stretches."""
    return sum((share.size for share in shares), Fraction(0))


def by_evidence(shares: Sequence[Share]) -> dict[str, float]:
    """Minutes by kind of evidence, kinds of 0 left out (rule 56)."""
    kinds = sorted({share.evidence for share in shares})
    minutes = {kind: total([share for share in shares if share.evidence == kind]) / MINUTE for kind in kinds}
    return {kind: float(size) for kind, size in minutes.items() if size}


def minute_measure(timeline: Timeline, weeks: Sequence[Week], metric: str) -> Measure:
    """One of the four minute metrics over some weeks."""
    n = items(timeline, weeks)
    duty = any(timeline.has_duty(week) for week in weeks)
    if n == 0 or (metric == "procrastination_minutes" and not duty):
        return Measure(None, n, "no data")
    shares = [s for s in shares_of(timeline, weeks) if counts_for(metric, s)]
    return Measure(float(total(shares) / MINUTE), n, "ok", by_evidence(shares))


def share_measure(timeline: Timeline, weeks: Sequence[Week], *, estimated: bool = True) -> Measure:
    """coursework / (coursework + leisure) of all minutes (rule 25)."""
    n = items(timeline, weeks)
    shares = [share for share in shares_of(timeline, weeks) if estimated or share.evidence != "estimated"]
    if n == 0 or not total(shares):
        return Measure(None, n, "no data")
    work, leisure, unknown = (
        total([share for share in shares if share.purpose == purpose])
        for purpose in ("coursework", "leisure", "unknown")
    )
    if unknown / total(shares) > timeline.record.course.plan.unknown_limit:
        return Measure(None, n, "too little to say")
    if not work + leisure:
        return Measure(None, n, "no data")
    return Measure(float(work / (work + leisure)), n, "ok")


def items(timeline: Timeline, weeks: Sequence[Week]) -> int:
    """Distinct rows and own acts with a part in one of the weeks (rule 34)."""
    found: set[str] = set()
    for week in weeks:
        found |= timeline.rows_in(week) | timeline.acts_in(week)
    return len(found)


def shares_of(timeline: Timeline, weeks: Sequence[Week]) -> list[Share]:
    """All stretches of some weeks."""
    return [share for week in weeks for share in timeline.shares_in(week)]


def without_estimates(timeline: Timeline, week: Week, metric: str) -> float | None:
    """What a rule looks at (rule 41); None where the week is to be skipped."""
    if not timeline.rows_in(week):
        return None
    if metric == "coursework_share":
        return share_measure(timeline, [week], estimated=False).value
    shares = [
        share for share in timeline.shares_in(week) if counts_for(metric, share) and share.evidence != "estimated"
    ]
    return float(total(shares) / MINUTE)
