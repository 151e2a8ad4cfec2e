"""Stretches of time: laid flat, laid over each other, joined and cut; all pure, in epoch microseconds.

Except where said otherwise, pieces come in and go out sorted by start and without overlap.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Generic, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from evenkeel.model import DAY, SECOND

What = TypeVar("What")
Above = TypeVar("Above")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Piece(NamedTuple, Generic[What]):
    """Something that went on from `start` to `end`."""

    start: int
    end: int
    what: What


def flat(pieces: Iterable[Piece[What]]) -> list[Piece[What]]:
    """Lay pieces of any order and overlap flat: what began last shows, and after it what lies below."""
    shown: list[Piece[What]] = []
    stack: list[Piece[What]] = []
    now = 0

    def show(until: int | None) -> None:
        nonlocal now
        while stack and (until is None or now < until):
            top = stack[-1]
            if top.end <= now:
                stack.pop()
                continue
            end = top.end if until is None else min(top.end, until)
            shown.append(Piece(now, end, top.what))
            now = end

    for piece in sorted(pieces, key=lambda piece: piece[:2]):
        show(piece.start)
        now = piece.start
        if piece.end > piece.start:
            stack.append(piece)
    show(None)
    return shown


def overlaid(
    below: Iterable[Piece[What]], above: Sequence[Piece[Above]]
) -> Iterator[tuple[int, int, What, Above | None]]:
    """Cut each piece below where one above begins or ends; None where nothing lies above it."""
    place = 0
    for start, end, what in below:
        now = start
        while place < len(above) and above[place].end <= now:
            place += 1
        at = place
        while at < len(above) and above[at].start < end:
            top = above[at]
            if top.start > now:
                yield now, top.start, what, None
            now = min(end, top.end)
            yield max(start, top.start), now, what, top.what
            at += 1
        if now < end:
            yield now, end, what, None


def joined(pieces: Iterable[Piece[What]], gap: int = SECOND) -> Iterator[Piece[What]]:
    """Join neighbours of the same kind that lie no further apart than `gap`; the gap becomes part of them."""
    last: Piece[What] | None = None
    for piece in pieces:
        if last and piece.what == last.what and piece.start - last.end <= gap:
            last = Piece(last.start, max(last.end, piece.end), last.what)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def days_apart(piece: Piece[What], zone: ZoneInfo) -> Iterator[Piece[What]]:
    """Cut a piece of more than 24 hours at each midnight of the zone."""
    start = piece.start
    while piece.end - piece.start > DAY:
        day = (_EPOCH + start * _MICROSECOND).astimezone(zone).date() + timedelta(days=1)
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
        cut = (midnight.astimezone(UTC) - _EPOCH) // _MICROSECOND
        if cut >= piece.end:
            break
        yield Piece(start, cut, piece.what)
        start = cut
    yield Piece(start, piece.end, piece.what)
