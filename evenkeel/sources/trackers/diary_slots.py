"""The slots of a diary as people head its columns: 08:00, 8-9, 08:00–08:30, 9 am, 11-1 pm."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_DAY = 24 * 60
_TIME = r"(\d{1,2})(?:[:.h](\d\d)(?::00)?)?\s*(?:([ap])\.?\s?m\.?|uhr|h)?"
_SLOT = re.compile(rf"{_TIME}(?:\s*(?:-|–|—|to|bis|until)\s*{_TIME})?", re.IGNORECASE | re.ASCII)

Slot = tuple[int, int]
"""From which to which minute of the day; beyond 1440 on the next one."""


def start_and_end(text: str) -> tuple[int, int | None] | None:
    """Read a slot as minutes of the day, its end only where it is written; None for anything else."""
    found = _SLOT.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, half, end_hour, end_minute, end_half = found.groups()
    if end_hour is None:
        start = _minute(hour, minute, half)
        return None if start is None or start == _DAY else (start, None)
    if not half and end_half:  # 8-9 am, 11-1 pm
        sooner = int(hour) % 12 <= int(end_hour) % 12
        half = end_half if sooner else {"a": "p", "p": "a"}[end_half.casefold()]
    start, end = _minute(hour, minute, half), _minute(end_hour, end_minute, end_half or half)
    if start is None or end is None or start == _DAY:
        return None
    return start, end if end > start else end + _DAY


def _minute(hour: str, minute: str | None, half: str | None) -> int | None:
    whole, rest = int(hour), int(minute or 0)
    if half:
        if not 1 <= whole <= 12:
            return None
        whole = whole % 12 + (12 if half.casefold() == "p" else 0)
    at = whole * 60 + rest
    return at if rest < 60 and at <= _DAY else None


def laid(texts: Sequence[str]) -> list[Slot] | None:
    """Lay out a diary's slots in their order; None unless all are slots.

    A slot without an end lasts until the next one, but never longer than most of them do. One that is earlier than
    the one before it is of the next day: a diary from 6:00 ends after midnight.
    """
    read = [start_and_end(text) for text in texts]
    if len(read) < 2 or any(one is None for one in read):
        return None
    starts: list[int] = []
    ends: list[int | None] = []
    later = 0
    for start, end in filter(None, read):
        later += _DAY if starts and start + later < starts[-1] else 0
        starts.append(start + later)
        ends.append(None if end is None else end + later)
    steps = Counter(second - first for first, second in pairwise(starts) if second > first)
    usual = max(steps, key=lambda step: (steps[step], -step), default=60)
    following = [*starts[1:], starts[-1] + usual]
    return [
        (start, end if end is not None else min(after, start + usual))
        for start, end, after in zip(starts, ends, following, strict=True)
    ]
