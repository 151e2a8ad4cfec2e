"""What each metric says about itself, held to the registry and to what its numbers really depend on."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest

from evenkeel.course.values import Settings
from evenkeel.desk import Desk
from evenkeel.metrics.descriptions import DESCRIPTIONS, SETTINGS, setting
from evenkeel.metrics.measures import measure
from evenkeel.metrics.registry import METRICS
from tests.metrics.small_class import micros, opened
from tests.reference.classes import random_class, random_now

OTHERWISE = {
    "answer_within_days": 1,
    "session_gap_minutes": 1,
    "session_lead_seconds": 60,
    "window_weeks": 1,
    "min_acts": 1,
    "window_opens_hours_before_due": 12,
    "window_closes_hours_after_due": 1,
    "unknown_share_limit": 0.9,
    "calm_share": 0.5,
    "calm_weeks": 3,
    "peers": "students",
}
# Classes in which, together, every setting moves all that it can.
SEEDS = (11, 16, 19)


def test_every_metric_is_described_and_nothing_else_is() -> None:
    assert set(DESCRIPTIONS) == set(METRICS)


@pytest.mark.parametrize("metric", METRICS)
def test_a_description_says_everything_in_whole_sentences(metric: str) -> None:
    about = METRICS[metric].about
    assert about.formula and about.source
    for text in (about.shows, about.not_shown):
        assert text[0].isupper() and text.endswith(".") and len(text) < 350


def test_every_setting_can_be_said_with_its_value() -> None:
    assert set(SETTINGS) == {field.name for field in fields(Settings)}
    assert setting("answer_within_days", Settings()) == "an answer counts within 7 days"
    assert setting("unknown_share_limit", Settings()).startswith("with more than 30% of")
    assert setting("peers", Settings(peers="students")) == "whose exchanges count: students only"


def test_a_metric_names_exactly_the_settings_that_move_it(tmp_path: Path) -> None:
    moved: dict[str, set[str]] = {name: set() for name in SETTINGS}
    for seed in SEEDS:
        with random_desk(seed, tmp_path / str(seed)) as (desk, now):
            plain = measured(desk, now)
            for name, value in OTHERWISE.items():
                moved[name] |= changed(plain, measured(desk, now, **{name: value}))
    assert moved == {
        name: {metric for metric, about in DESCRIPTIONS.items() if name in about.settings} for name in SETTINGS
    }


@contextmanager
def random_desk(seed: int, folder: Path) -> Iterator[tuple[Desk, int]]:
    random_class(seed, folder)
    now = random_now(seed, folder)
    with ExitStack() as stack:
        yield stack.enter_context(opened(folder, now)), micros(now)


def measured(desk: Desk, now: int, **settings: object) -> pd.DataFrame:
    """Measure a class under other settings than its own."""
    course = replace(desk.course, settings=replace(Settings(), **settings))
    return measure(desk.snapshots.cursor(), course, now, desk.matches)


def changed(before: pd.DataFrame, after: pd.DataFrame) -> set[str]:
    """Name the metrics with a row that is not as it was; sums come out in any order, so to 1e-9."""
    both = before.merge(after, on=["student", "week", "metric"], suffixes=("", "_after"))
    other = (both["n"] != both["n_after"]) | (both["state"] != both["state_after"])
    other |= both["value"].isna() != both["value_after"].isna()
    other |= (both["value"] - both["value_after"]).abs() > 1e-9 * both["value"].abs().clip(lower=1)
    return set(both[other]["metric"])
