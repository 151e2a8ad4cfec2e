"""The product's numbers against an independent plain-Python reading of the rules, class by random class.

A failing seed is looked at with: python -m pytest tests/metrics/test_against_reference.py -k "seed-17"
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from tests.metrics.small_class import micros, opened, printed, printed_flags
from tests.reference.classes import random_class, random_now
from tests.reference.compare import compare_flags, compare_metrics, compare_network

SEEDS = range(60)


@pytest.mark.parametrize("seed", [pytest.param(seed, id=f"seed-{seed}") for seed in SEEDS])
def test_the_product_and_the_reference_agree_on_every_number_flag_and_tie(seed: int, tmp_path: Path) -> None:
    folder = random_class(seed, tmp_path)
    now = random_now(seed, folder)
    with opened(folder, now) as desk:
        assert list(differences(desk, folder, now)) == []


def differences(desk: Desk, folder: Path, now: datetime) -> Iterator[str]:
    """Yield every difference in rows, flags and ties, the term's and each week's."""
    at = micros(now)
    yield from compare_metrics(folder, now, printed(desk.measures(LOCAL_INSTRUCTOR, at)))
    yield from compare_flags(folder, now, printed_flags(desk.flags(LOCAL_INSTRUCTOR, at)))
    for week in (None, *(week.number for week in desk.weeks() if week.start <= at)):
        found = desk.network(LOCAL_INSTRUCTOR, at, week or 0)
        yield from (f"network {week or 'term'}: {one}" for one in compare_network(folder, now, found, week))
