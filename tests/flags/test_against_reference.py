"""Rules beyond a plain line, and the term replayed week by week, against their independent reading."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from tests.metrics.small_class import micros, opened, printed_flags
from tests.reference.beyond import beyond_class, late_now
from tests.reference.classes import Shape, random_class
from tests.reference.clock import as_datetime
from tests.reference.compare import compare_flags
from tests.reference.drawing import as_many_as, long_shapes, seeds, shapes
from tests.reference.flags import flags_at

# A replay costs as many classes as it has weeks.
BEYOND, REPLAYED = 16, 2
KINDS = {"class", "own", "and", "section", "student", "from"}


def rules_of(folder: Path) -> list[dict[str, object]]:
    """Return the rules as course.yaml writes them."""
    return yaml.safe_load((folder / "course.yaml").read_text("utf-8"))["rules"]


def differences(desk: Desk, folder: Path, now: datetime) -> Iterator[str]:
    """Yield what is unlike in the preview of each rule of course.yaml at a moment."""
    for raw, rule in zip(rules_of(folder), desk.rules(LOCAL_INSTRUCTOR), strict=True):
        found = printed_flags(desk.preview(LOCAL_INSTRUCTOR, micros(now), rule))
        yield from (f"{raw}: {one}" for one in compare_flags(folder, now, found, [raw]))


def replayed(desk: Desk, folder: Path, now: datetime) -> Iterator[str]:
    """Yield what is unlike at the end of each week that is completed now."""
    for week in desk.weeks():
        if week.end <= micros(now):
            yield from (f"after week {week.number}, {one}" for one in differences(desk, folder, as_datetime(week.end)))


def kinds(raw: dict[str, object]) -> set[str]:
    """What a rule has beyond a plain line."""
    against = {raw.get("above"), raw.get("below")} & {"class", "own"}
    return {str(one) for one in against} | (KINDS & raw.keys())


def test_rules_beyond_a_plain_line_flag_whom_the_reference_flags() -> None:
    """And rules of every kind do flag somebody in these classes."""
    done: set[tuple[int, Shape]] = set()
    met: set[str] = set()

    @as_many_as(BEYOND)
    @given(seeds(), long_shapes())
    def agree(seed: int, shape: Shape) -> None:
        assume((seed, shape) not in done)
        with tempfile.TemporaryDirectory() as place:
            folder = beyond_class(seed, Path(place), shape)
            now = late_now(seed, folder)
            with opened(folder, now) as desk:
                assert list(differences(desk, folder, now)) == []
            met.update(*(kinds(raw) for raw in rules_of(folder) if flags_at(folder, now, [raw])))
        done.add((seed, shape))

    agree()
    assert met >= KINDS


@pytest.mark.parametrize(
    ("made", "shape_of"),
    [(random_class, shapes), (beyond_class, long_shapes)],
    ids=["plain-lines", "beyond-a-line"],
)
def test_replayed_week_by_week_the_preview_is_what_the_reference_says_then(
    made: Callable[[int, Path, Shape], Path], shape_of: Callable[[], st.SearchStrategy[Shape]]
) -> None:
    done: set[tuple[int, Shape]] = set()

    @as_many_as(REPLAYED)
    @given(seeds(), shape_of())
    def agree(seed: int, shape: Shape) -> None:
        assume((seed, shape) not in done)
        with tempfile.TemporaryDirectory() as place:
            folder = made(seed, Path(place), shape)
            now = late_now(seed, folder)
            with opened(folder, now) as desk:
                assert list(replayed(desk, folder, now)) == []
        done.add((seed, shape))

    agree()
