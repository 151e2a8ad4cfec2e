"""A term replayed week by week: what is previewed at a week's end is what is raised then, and stays so."""

import os
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.course.values import Against, Condition, Rule
from evenkeel.desk import Desk
from evenkeel.flags.decide import Flag
from evenkeel.flags.life import Ended
from tests.metrics.small_class import opened
from tests.reference.classes import random_class

# Each class is a term of weeks, each week all of its numbers: a few, unless more are asked for.
SEEDS = range(100, 100 + int(os.environ.get("EVENKEEL_CLASSES", "6")))
# Beside each class's own rules: one that holds two numbers, one for a section, one against one's own past.
MORE = (
    Rule("acts", 1, k=1, m=1, also=Condition("words", 4)),
    Rule("words", 3, k=2, m=4, section="A", since=2),
    Rule("received", 1, above=False, against=Against.OWN, k=1, m=1),
)


def key(flag: Flag) -> tuple[str, Rule, int]:
    return flag.student, flag.rule, flag.week


@pytest.mark.parametrize("seed", [pytest.param(seed, id=f"seed-{seed}") for seed in SEEDS])
def test_at_every_weeks_end_what_is_previewed_is_what_is_raised_and_kept(seed: int, tmp_path: Path) -> None:
    folder = random_class(seed, tmp_path)
    with opened(folder, refusals=True) as desk:
        desk.set_rules(LOCAL_INSTRUCTOR, (*desk.rules(LOCAL_INSTRUCTOR), *MORE), 0, "to replay")
        kept: dict[tuple[str, Rule, int], Flag] = {}
        for week in desk.weeks():
            kept = replayed(desk, week.end, kept)


def replayed(desk: Desk, now: int, before: dict[tuple[str, Rule, int], Flag]) -> dict[tuple[str, Rule, int], Flag]:
    """Live through one week's end and return what has been raised by then, as it was raised."""
    previewed = {key(f): f for rule in desk.rules(LOCAL_INSTRUCTOR) for f in desk.preview(LOCAL_INSTRUCTOR, now, rule)}
    assert {key(flag): flag for flag in desk.flags(LOCAL_INSTRUCTOR, now)} == previewed
    assert desk.keep(now) == len(previewed.keys() - before.keys())
    cards = {key(card.flag): card for card in desk.cards(LOCAL_INSTRUCTOR, now)}
    assert cards.keys() == previewed.keys() | before.keys()
    for flag, card in cards.items():
        assert card.flag.weeks == before.get(flag, previewed.get(flag)).weeks
        assert (card.ended is Ended.NOT) == (flag in previewed)
        assert flag not in previewed or card.flag.off_week == previewed[flag].off_week
    return {flag: card.flag for flag, card in cards.items()}
