"""How often a rule flags somebody who is quite ordinary, and how often a flag is right."""

from collections import defaultdict
from functools import lru_cache
from math import comb

ORDINARY = 0.05


@lru_cache(maxsize=256)
def chance_of_a_flag(k: int, m: int, weeks: int, past_the_line: float = ORDINARY) -> float:
    """Return the probability of at least one flag by "k of m" in so many weeks, exactly.

    Each week is past the line with the same probability, whatever came before. It does not show what real
    students do, whose weeks resemble each other.
    """
    if weeks <= m:
        return _at_least(k, weeks, past_the_line)
    return _in_a_row(k, weeks, past_the_line) if k == m else _of_the_last(k, m, weeks, past_the_line)


def _at_least(k: int, weeks: int, p: float) -> float:
    """Count k of all weeks, wherever they lie: none has left the last m yet."""
    return sum(comb(weeks, n) * p**n * (1 - p) ** (weeks - n) for n in range(k, weeks + 1))


def _in_a_row(k: int, weeks: int, p: float) -> float:
    """Walk a Markov chain over how many weeks in a row, up to now, were past the line."""
    runs, flagged = [1.0, *[0.0] * (k - 1)], 0.0
    for _ in range(weeks):
        flagged += runs[-1] * p
        runs = [sum(runs) * (1 - p), *(each * p for each in runs[:-1])]
    return flagged


def _of_the_last(k: int, m: int, weeks: int, p: float) -> float:
    """Walk a Markov chain over which of the last m - 1 weeks were past the line."""
    kept = (1 << (m - 1)) - 1
    # The weeks past the line as bits, the newest lowest -> probability of being there without a flag.
    unflagged: dict[int, float] = {0: 1.0}
    flagged = 0.0
    for _ in range(weeks):
        after: dict[int, float] = defaultdict(float)
        for last, probability in unflagged.items():
            after[last << 1 & kept] += probability * (1 - p)
            if last.bit_count() + 1 < k:
                after[(last << 1 | 1) & kept] += probability * p
            else:
                flagged += probability * p
        unflagged = after
    return flagged


def ordinary_students_flagged(students: int, k: int, m: int, weeks: int) -> float:
    """Return how many of so many ordinary students a rule is expected to flag by chance alone in a term."""
    return students * chance_of_a_flag(k, m, weeks)


def share_right(prevalence: float, sensitivity: float, specificity: float) -> float:
    """Return which share of flags is right, all arguments 0 to 1: how many need a look, are noticed, are left alone.

    Bayes' rule. It does not show a class: neither of the three is known there.
    """
    right, wrong = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    return right / (right + wrong)
