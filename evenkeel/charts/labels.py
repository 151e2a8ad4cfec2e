"""Names beside points, placed so that they hide neither each other nor a point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LETTER, LINE, GAP = 7.2, 16.0, 11.0
_POINT = 7.0


class Box(NamedTuple):
    """A rectangle in pixels, y growing downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two rectangles share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: pixels from its point, and which of its ends is nearest."""

    dx: float
    dy: float
    align: str


_PLACES = (
    Place(GAP, 0, "left"),
    Place(-GAP, 0, "right"),
    Place(0, -GAP - 5, "center"),
    Place(0, GAP + 6, "center"),
    Place(GAP - 2, -GAP, "left"),
    Place(GAP - 2, GAP, "left"),
    Place(2 - GAP, -GAP, "right"),
    Place(2 - GAP, GAP, "right"),
)


def written_at(point: tuple[float, float], place: Place, letters: int) -> Box:
    """Give the rectangle a name of so many letters covers when it stands at a place beside its point."""
    width = letters * LETTER
    start = {"left": 0.0, "center": width / 2, "right": width}[place.align]
    left, middle = point[0] + place.dx - start, point[1] + place.dy
    return Box(left, middle - LINE / 2, left + width, middle + LINE / 2)


def places(
    wanted: Sequence[tuple[tuple[float, float], str]],
    points: Sequence[tuple[float, float]],
    frame: Box,
    taken: Sequence[Box] = (),
) -> Iterator[Place | None]:
    """Find for each wanted (point, name), in order of importance, a free place inside the frame, or None.

    `points` are all points of the chart in pixels, `taken` other texts. Crowded names are left out
    rather than printed over each other: the tooltip and the table still hold them.
    """
    boxes = [Box(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for x, y in points]
    boxes.extend(taken)
    for point, name in wanted:
        free = next(
            (
                place
                for place in _PLACES
                if _inside(box := written_at(point, place, len(name)), frame)
                and not any(box.meets(other) for other in boxes)
            ),
            None,
        )
        if free is not None:
            boxes.append(written_at(point, free, len(name)))
        yield free


def _inside(box: Box, frame: Box) -> bool:
    across = frame.left <= box.left and box.right <= frame.right
    return across and frame.top <= box.top and box.bottom <= frame.bottom
