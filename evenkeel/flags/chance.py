"""How often a rule flags somebody who is quite ordinary."""

from collections import defaultdict
from functools import lru_cache

ORDINARY = 0.05


@lru_cache(maxsize=256)
def chance_of_a_flag(k: int, m: int, weeks: int, past_the_line: float = ORDINARY) -> float:
    """Return the probability of at least one flag by "k of m" in so many weeks, exactly.

    Each week is past the line with the same probability, whatever came before: a Markov chain over which of
    the last m - 1 weeks were. It does not show what real students do, whose weeks resemble each other.
    """
    kept = (1 << (m - 1)) - 1
    # The weeks past the line as bits, the newest lowest -> probability of being there without a flag.
    unflagged: dict[int, float] = {0: 1.0}
    flagged = 0.0
    for _ in range(weeks):
        after: dict[int, float] = defaultdict(float)
        for last, probability in unflagged.items():
            after[last << 1 & kept] += probability * (1 - past_the_line)
            if last.bit_count() + 1 < k:
                after[(last << 1 | 1) & kept] += probability * past_the_line
            else:
                flagged += probability * past_the_line
        unflagged = after
    return flagged


def ordinary_students_flagged(students: int, k: int, m: int, weeks: int) -> float:
    """Return how many of so many ordinary students a rule is expected to flag by chance alone in a term."""
    return students * chance_of_a_flag(k, m, weeks)
