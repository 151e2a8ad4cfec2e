"""The published formulas on plain lists, and as what the relations are held to."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, pstdev


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


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return how far two lists go up and down together by rank, -1 to 1; None where a side is one value only.

    Spearman 1904, with mid-ranks where values are equal. It does not show that one causes the other.
    """
    a, b = ([mid_rank(x, values) - 0.5 for x in values] for values in (one, other))
    apart = sqrt(sum(x * x for x in a) * sum(y * y for y in b))
    if not apart:
        return None
    return max(-1.0, min(1.0, sum(x * y for x, y in zip(a, b, strict=True)) / apart))
