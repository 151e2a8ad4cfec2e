"""The published formulas, on plain lists of numbers."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction

TOLERANCE = 1e-9
Interval = tuple[int, int]


def gini(counts: Sequence[float]) -> float:
    """Gini coefficient: sum of |xi - xj| over all ordered pairs / (2 n^2 mean)."""
    spread = sum(abs(a - b) for a in counts for b in counts)
    return spread / (2 * len(counts) * sum(counts))


def burstiness(gaps: Sequence[float]) -> float:
    """A_n of n gaps (Kim & Jo 2016, eq. 22), from their population sd and mean."""
    n, mean = len(gaps), sum(gaps) / len(gaps)
    variance = sum((gap - mean) ** 2 for gap in gaps) / n
    r = math.sqrt(variance) / mean
    return (math.sqrt(n + 1) * r - math.sqrt(n - 1)) / ((math.sqrt(n + 1) - 2) * r + math.sqrt(n - 1))


def kaplan_meier(waits: Sequence[tuple[int, bool]]) -> list[tuple[int, float]]:
    """(time, S) at each time with an event, from (time, whether it is an event)."""
    curve, surviving = [], 1.0
    for time in sorted({time for time, event in waits if event}):
        # Who is censored at that very time is still at risk.
        at_risk = sum(1 for other, _ in waits if other >= time)
        events = sum(1 for other, event in waits if event and other == time)
        surviving *= 1 - events / at_risk
        curve.append((time, surviving))
    return curve


def median_wait(waits: Sequence[tuple[int, bool]]) -> int | None:
    """The smallest time at which S <= 0.5; None where it is not reached."""
    return next((t for t, s in kaplan_meier(waits) if s <= 0.5 + TOLERANCE), None)


def sessions(times: Sequence[int], gap: int) -> list[list[int]]:
    """Sorted times cut into sessions; a gap equal to the cut-off splits."""
    cut: list[list[int]] = []
    for time in times:
        if cut and time - cut[-1][-1] < gap:
            cut[-1].append(time)
        else:
            cut.append([time])
    return cut


def merged(intervals: Sequence[Interval]) -> list[Interval]:
    """The union as disjoint intervals; adjacent ones become one."""
    union: list[Interval] = []
    for start, end in sorted(one for one in intervals if one[0] < one[1]):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    return union


def overlap(one: Interval, other: Interval) -> int:
    """How long two intervals have in common."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean."""
    return sum(values) / len(values)


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two middle ones."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def spread(values: Sequence[float]) -> float:
    """1.4826 * MAD; where that is 0, 1.2533 * the mean absolute deviation from the median."""
    away = [abs(value - median(values)) for value in values]
    robust = 1.4826 * median(away)
    return robust if robust > TOLERANCE else 1.2533 * mean(away)


def moving_range(values: Sequence[float]) -> float:
    """The mean of the absolute steps from each value to the next."""
    return mean([abs(after - before) for before, after in itertools.pairwise(values)])


def mid_ranks(values: Sequence[float]) -> list[Fraction]:
    """The rank of each value, equal ones sharing the mean of theirs."""
    return [
        Fraction(1 + 2 * sum(other < value for other in values) + sum(other == value for other in values), 2)
        for value in values
    ]


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's correlation of the mid-ranks; None where a side has one value only."""
    a, b = mid_ranks(one), mid_ranks(other)
    middle = Fraction(len(a) + 1, 2)
    both = sum((x - middle) * (y - middle) for x, y in zip(a, b, strict=True))
    apart = sum((x - middle) ** 2 for x in a) * sum((y - middle) ** 2 for y in b)
    return float(both) / math.sqrt(apart) if apart else None
