"""The plain pandas of a competent analyst, relation by relation, computes the product's numbers too."""

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks import big_class, plain_pandas
from benchmarks.agreeing import differences
from evenkeel.desk import Desk
from evenkeel.metrics.measures import measure
from tests.metrics.small_class import micros, opened
from tests.reference.classes import random_class, random_now

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
SMALL = big_class.Size(acts=2_000, students=25, entries=400)
MOMENTS = {
    "before the term": datetime(2026, 1, 1, tzinfo=UTC),
    "in a week": datetime(2026, 2, 18, 15, tzinfo=UTC),
    "after the term": datetime(2026, 5, 4, tzinfo=UTC),
}


def unlike(desk: Desk, now: datetime) -> list[str]:
    """Say where the product's numbers and those of plain pandas differ."""
    asked = desk.course, micros(now), desk.matches
    with closing(desk.snapshots.cursor()) as cursor:
        tables = plain_pandas.read(cursor, *asked)
    with closing(desk.snapshots.cursor()) as cursor:
        return differences(measure(cursor, *asked), plain_pandas.measure(tables))


@pytest.mark.parametrize("seed", range(12), ids=lambda seed: f"seed-{seed}")
def test_plain_pandas_and_the_product_agree_on_random_classes(seed: int, tmp_path: Path) -> None:
    folder = random_class(seed, tmp_path)
    now = random_now(seed, folder)
    with opened(folder, now) as desk:
        assert unlike(desk, now) == []


def test_plain_pandas_and_the_product_agree_on_the_class_that_is_measured(tmp_path: Path) -> None:
    with opened(big_class.write(tmp_path, SMALL)) as desk:
        assert {name: unlike(desk, now) for name, now in MOMENTS.items()} == {name: [] for name in MOMENTS}


def test_plain_pandas_and_the_product_agree_on_the_sample_class(tmp_path: Path) -> None:
    folder = shutil.copytree(SAMPLE, tmp_path / "sample")
    with opened(folder, MOMENTS["after the term"]) as desk:
        assert unlike(desk, MOMENTS["after the term"]) == []
