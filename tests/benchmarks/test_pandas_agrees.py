"""What the product is compared with computes the same numbers: a faster wrong answer proves nothing."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from benchmarks import big_class, pandas_frames, pandas_metrics
from benchmarks.agreeing import differences
from evenkeel.desk import Desk
from evenkeel.metrics.measures import measure
from evenkeel.sample import write_sample
from tests.metrics.small_class import micros, opened
from tests.reference.classes import random_class, random_now

SMALL = big_class.Size(acts=2_000, students=25, entries=400)
MOMENTS = {
    "before the term": datetime(2026, 1, 1, tzinfo=UTC),
    "in a week": datetime(2026, 2, 18, 15, tzinfo=UTC),
    "in the break": datetime(2026, 3, 12, 15, tzinfo=UTC),
    "after the term": datetime(2026, 5, 4, tzinfo=UTC),
}


def both(desk: Desk, now: datetime) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the product's numbers and those of pandas."""
    asked = desk.course, micros(now), desk.matches
    with closing(desk.snapshots.cursor()) as cursor:
        given = pandas_frames.read(cursor, *asked)
    with closing(desk.snapshots.cursor()) as cursor:
        return measure(cursor, *asked), pandas_metrics.measure(given)


@pytest.mark.parametrize("seed", range(25), ids=lambda seed: f"seed-{seed}")
def test_pandas_and_the_product_agree_on_random_classes(seed: int, tmp_path: Path) -> None:
    folder = random_class(seed, tmp_path)
    now = random_now(seed, folder)
    with opened(folder, now) as desk:
        assert differences(*both(desk, now)) == []


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS.keys())
def test_pandas_and_the_product_agree_on_the_class_that_is_measured(now: datetime, tmp_path: Path) -> None:
    with opened(big_class.write(tmp_path, SMALL), now) as desk:
        assert differences(*both(desk, now)) == []


def test_pandas_and_the_product_agree_on_exports_of_many_kinds(tmp_path: Path) -> None:
    write_sample(tmp_path, students=12, weeks=6)
    with opened(tmp_path) as desk:
        assert differences(*both(desk, MOMENTS["after the term"])) == []


def test_a_class_of_one_size_is_always_the_same(tmp_path: Path) -> None:
    one, other = (big_class.write(tmp_path / name, SMALL) for name in ("one", "other"))
    names = [path.relative_to(one) for path in one.rglob("*.*")]
    assert len(names) == 4
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names)


def test_a_difference_is_told(tmp_path: Path) -> None:
    with opened(big_class.write(tmp_path, SMALL)) as desk:
        ours, theirs = both(desk, MOMENTS["after the term"])
    theirs.loc[7, "n"] += 1
    assert [line.split(":")[0] for line in differences(ours, theirs)] == ["n"]
    assert [line.split(":")[0] for line in differences(ours, theirs[1:])] == ["rows"]
