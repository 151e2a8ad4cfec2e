"""The published formulas on plain lists: for pages, and as what the relations are held to."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from statistics import correlation, fmean, pstdev

# The expected range of two values of a normal distribution with deviation 1, to three decimals.
D2 = 1.128


def kaplan_meier(durations: Sequence[float], observed: Sequence[bool]) -> list[tuple[float, float]]:
    """Return (t, S) wherever the share S still waiting after t falls (Kaplan & Meier 1958).

    `observed` tells whether a wait ended at its t or was only watched until then; who was watched until t is
    still at risk at t. It does not show waits longer than the longest one watched.
    """
    curve, waiting = [], 1.0
    for t in sorted({t for t, ended in zip(durations, observed, strict=True) if ended}):
        at_risk = sum(other >= t for other in durations)
        ends = sum(ended and other == t for other, ended in zip(durations, observed, strict=True))
        waiting *= 1 - ends / at_risk
        curve.append((t, waiting))
    return curve


def median_wait(curve: Sequence[tuple[float, float]]) -> float | None:
    """Return the first t at which no more than half are still waiting; None where that is not reached."""
    # A hair more than half, since products of fractions do not come out at exactly 0.5.
    return next((t for t, waiting in curve if waiting <= 0.5 + 1e-9), None)


def gini(values: Sequence[float]) -> float | None:
    """Return how unevenly a total is spread, 0 (evenly) to 1 - 1/n (all in one); None for a total of 0.

    Gini 1912: the mean difference of all pairs over twice the mean. It does not show the values' order.
    """
    n, total = len(values), sum(values)
    if not total:
        return None
    return 2 * sum(i * x for i, x in enumerate(sorted(values), start=1)) / (n * total) - (n + 1) / n


def burstiness(gaps: Sequence[float]) -> float | None:
    """Return -1 for a clock, 0 for chance, 1 for one burst; None for fewer than 2 gaps or only gaps of 0.

    Kim & Jo 2016, eq. 22, corrected for the number of gaps. It does not show their order.
    """
    n = len(gaps)
    if n < 2 or not any(gaps):
        return None
    r = pstdev(gaps) / fmean(gaps)
    return (sqrt(n + 1) * r - sqrt(n - 1)) / ((sqrt(n + 1) - 2) * r + sqrt(n - 1))


def mid_rank(value: float, values: Sequence[float]) -> float:
    """Return which share of `values` lies below `value`, those equal to it (itself too) counting half."""
    return (sum(x < value for x in values) + sum(x == value for x in values) / 2) / len(values)


def mid_ranks(values: Sequence[float]) -> list[float]:
    """Return each value's place in order of size, from 1; equal values share the middle of theirs."""
    return [sum(x < value for x in values) + (sum(x == value for x in values) + 1) / 2 for value in values]


def spearman(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return how far two lists rise together, -1 to 1: Pearson's correlation of their mid-ranks (Spearman 1904).

    None for fewer than two pairs, or where a side never varies. It shows that they go together, never that one
    causes the other.
    """
    if len(first) < 2 or len(set(first)) < 2 or len(set(second)) < 2:
        return None
    return correlation(mid_ranks(first), mid_ranks(second))


def individuals(values: Sequence[float]) -> tuple[float, float, float] | None:
    """Return the middle of a series and the limits of its usual range: mean -+ 3 / 1.128 x mean moving range.

    The individuals chart of Shewhart 1931, as Montgomery's handbook has it; 1.128 is d2 for two values, as rounded
    there. None for fewer than two values. It does not show a drift that stays inside, nor why a value lies outside.
    """
    if len(values) < 2:
        return None
    centre = fmean(values)
    reach = 3 / D2 * fmean([abs(after - before) for before, after in pairwise(values)])
    return centre, centre - reach, centre + reach


def lateness(at: int | None, release: int | None, due: int) -> float | None:
    """Return how much of a task's time had passed when it was handed in: 0 at its release, 1 at the deadline.

    Moments in any one unit; None where it was not handed in, or has no release before it was due. After Sabnis, Yu &
    Kizilcec 2022, who found lateness higher for some groups of students: it is no ground for judging one.
    """
    if at is None or release is None or due <= release:
        return None
    return (at - release) / (due - release)
