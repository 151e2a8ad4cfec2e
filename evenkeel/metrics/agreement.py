"""How far people who put the same things into kinds agree, beyond what chance alone would give."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return how far two raters agree beyond chance, at most 1; 0 is what chance gives (Cohen 1960).

    `pairs` holds what both said of one thing. None where there is no pair, or where chance alone would let them
    always agree (both used one and the same kind). It does not show who of the two is right, and it falls where a
    kind is rare.
    """
    n = len(pairs)
    if not n:
        return None
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(one[kind] * other[kind] for kind in one) / n**2
    if by_chance == 1:
        return None
    return (sum(a == b for a, b in pairs) / n - by_chance) / (1 - by_chance)


def krippendorff_alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Return how far any number of raters agree beyond chance on kinds without an order, at most 1.

    `units` holds, for each thing, the kinds that its raters gave; a thing that fewer than two rated tells nothing and
    is left out (Krippendorff 2011, nominal data). None where nothing is left, or where all gave one and the same
    kind. It does not show who is right, nor which kinds are mixed up.
    """
    rated = [Counter(kinds) for kinds in units if len(kinds) >= 2]
    given = sum(rated, Counter[Hashable]())
    n = given.total()
    expected = n * n - sum(count * count for count in given.values())
    if not expected:
        return None
    apart = sum(
        (unit.total() ** 2 - sum(count * count for count in unit.values())) / (unit.total() - 1) for unit in rated
    )
    return 1 - (n - 1) * apart / expected


def pairs_within(units: Iterable[Sequence[str]]) -> Counter[tuple[str, str]]:
    """Count, over all things, how often two raters of the same thing gave these two kinds, each pair both ways."""
    found: Counter[tuple[str, str]] = Counter()
    for kinds in units:
        for place, one in enumerate(kinds):
            found.update((one, other) for at, other in enumerate(kinds) if at != place)
    return found
