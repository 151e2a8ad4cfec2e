"""Which groups may be printed: none so small that its people are known, and none that subtraction would reveal."""

from collections.abc import Mapping
from typing import TypeVar

FLOOR = 5

K = TypeVar("K")


def printable(groups: Mapping[K, int], floor: int = FLOOR) -> dict[K, int | None]:
    """Return each group's size, or None where it must stay hidden; their total may be printed unless all are hidden.

    A group of 1 to `floor` - 1 is hidden, and with it the smallest of the larger ones (all of that size): whoever
    takes the printed ones from the total is left with the sum of different sizes in an order that nothing tells. An
    empty group has nobody to reveal and stands as 0. Where every group that is not empty is under the floor, nothing
    is printed, for then even their number could tell.
    """
    small = [key for key, size in groups.items() if 0 < size < floor]
    large = [size for size in groups.values() if size >= floor]
    if not small:
        return dict(groups)
    if not large:
        return dict.fromkeys(groups)
    beside = min(large)
    return {key: None if 0 < size <= beside else size for key, size in groups.items()}
