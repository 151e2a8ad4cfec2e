"""The stairway, the network's nodes and the response by cadence against their independent reading."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import assume, given

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from tests.metrics.small_class import micros, opened
from tests.reference.beyond import late_now
from tests.reference.classes import Shape, random_class
from tests.reference.compare_figures import compare_nodes, compare_oversaturation, compare_stairway
from tests.reference.drawing import as_many_as, long_shapes, seeds

USUALLY = 10
STAIRS = {"champion", "casual friend", "giver", "taker with good info", "giver and taker", "cannot tell"}
Rows = list[dict[str, object]]


def rows(frame: pd.DataFrame) -> Rows:
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def windows(desk: Desk, now: datetime) -> list[int]:
    """The term (0), and every begun week."""
    return [0, *(week.number for week in desk.weeks() if week.start <= micros(now))]


def stairs(desk: Desk, folder: Path, now: datetime) -> Iterator[str]:
    for week in windows(desk, now):
        found = rows(desk.stairway(LOCAL_INSTRUCTOR, micros(now), week))
        yield from (f"week {week}: {one}" for one in compare_stairway(folder, now, found, week or None))


def places(desk: Desk, folder: Path, now: datetime) -> Iterator[str]:
    for week in windows(desk, now):
        found = rows(desk.nodes(LOCAL_INSTRUCTOR, micros(now), week))
        yield from (f"week {week}: {one}" for one in compare_nodes(folder, now, found, week or None))


def responses(desk: Desk, folder: Path, now: datetime) -> Iterator[str]:
    yield from compare_oversaturation(folder, now, rows(desk.oversaturation(LOCAL_INSTRUCTOR, micros(now))))


@pytest.mark.parametrize(
    ("figure", "compared", "word", "words"),
    [
        ("stairway", stairs, "stair", STAIRS),
        ("nodes", places, "person", set()),
        ("oversaturation", responses, "state", {"ok", "too little to say", "no data"}),
    ],
)
def test_the_product_and_the_reference_agree_on_every_row_of(
    figure: str, compared: Callable[[Desk, Path, datetime], Iterator[str]], word: str, words: set[str]
) -> None:
    """And these classes hold every stair and state there is."""
    if not hasattr(Desk, figure):
        pytest.skip(f"the desk has no {figure} yet")
    done: set[tuple[int, Shape]] = set()
    met: set[str] = set()

    @as_many_as(USUALLY)
    @given(seeds(), long_shapes())
    def agree(seed: int, shape: Shape) -> None:
        assume((seed, shape) not in done)
        with tempfile.TemporaryDirectory() as place:
            folder = random_class(seed, Path(place), shape)
            now = late_now(seed, folder)
            with opened(folder, now) as desk:
                assert list(compared(desk, folder, now)) == []
                met.update(getattr(desk, figure)(LOCAL_INSTRUCTOR, micros(now))[word])
        done.add((seed, shape))

    agree()
    assert words <= met
