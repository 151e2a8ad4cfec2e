"""How far chance alone can move a share, a difference of two shares and their ratio."""

from math import exp, inf, sqrt

# The standard normal quantile of a two-sided 95 % interval.
Z_95 = 1.959963984540054


def wilson(successes: float, n: float, z: float = Z_95) -> tuple[float, float]:
    """Return the ends of the score interval of a share, 0 to 1 (Wilson 1927; Newcombe 1998, method 3).

    With n = 0 nothing is known: 0 and 1. It does not show bias: the cases must be alike and independent.
    """
    if not n:
        return 0.0, 1.0
    share, spread = successes / n, z * z / n
    middle = share + spread / 2
    half = z * sqrt(share * (1 - share) / n + spread / (4 * n))
    # Rounding may put an end a hair on the wrong side of 0, 1 or the share itself.
    low = min(share, max(0.0, (middle - half) / (1 + spread)))
    return low, max(share, min(1.0, (middle + half) / (1 + spread)))


def newcombe(one: int, of_one: int, other: int, of_other: int, z: float = Z_95) -> tuple[float, float]:
    """Return the ends of the interval of a difference of two shares, one less other, -1 to 1.

    Newcombe 1998 (Statistics in Medicine 17, 873), method 10: the hybrid of both Wilson intervals. With nothing on
    a side all that it can be. It does not show why groups differ: who is in which must be no choice of theirs.
    """
    a, b = one / of_one if of_one else 0.0, other / of_other if of_other else 0.0
    (a_low, a_high), (b_low, b_high) = wilson(one, of_one, z), wilson(other, of_other, z)
    if not (of_one and of_other):
        return a_low - b_high, a_high - b_low
    difference = a - b
    down, up = sqrt((a - a_low) ** 2 + (b_high - b) ** 2), sqrt((a_high - a) ** 2 + (b - b_low) ** 2)
    return max(-1.0, difference - down), min(1.0, difference + up)


def katz(one: int, of_one: int, other: int, of_other: int, z: float = Z_95) -> tuple[float, float]:
    """Return the ends of the interval of a ratio of two shares, one over other, 0 to infinity.

    Katz et al. 1978, on the logarithm; where one of the two is 0 or nothing was counted it has no ends: 0 and
    infinity. It does not show how large either share is: 2 of 1,000 is twice 1 of 1,000.
    """
    if not (one and other and of_one and of_other):
        return 0.0, inf
    ratio = (one / of_one) / (other / of_other)
    reach = z * sqrt(1 / one - 1 / of_one + 1 / other - 1 / of_other)
    return ratio * exp(-reach), ratio * exp(reach)
