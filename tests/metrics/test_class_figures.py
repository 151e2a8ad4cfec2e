"""What the figures of the class say about themselves, held to what they really depend on."""

from dataclasses import fields

import pytest

from evenkeel.course.values import Settings
from evenkeel.metrics.class_figures import CLASS_FIGURES, STAIR_FIGURES
from evenkeel.metrics.conversation import STAIRS
from evenkeel.metrics.descriptions import setting
from evenkeel.metrics.registry import METRICS


@pytest.mark.parametrize("figure", CLASS_FIGURES)
def test_a_figure_says_everything_in_whole_sentences(figure: str) -> None:
    about = CLASS_FIGURES[figure].about
    assert about.formula and about.source
    for text in (about.shows, about.not_shown):
        assert text[0].isupper() and text.endswith(".") and len(text) < 350


def test_every_stair_has_its_figure_and_no_figure_is_a_metric_too() -> None:
    assert set(STAIR_FIGURES) == set(STAIRS)
    assert not set(CLASS_FIGURES) & set(METRICS)


def test_every_cut_of_the_stairway_is_named_by_some_stair_and_can_be_said() -> None:
    cuts = {field.name for field in fields(Settings) if field.name.startswith("stairway_")}
    named = {name for id_ in STAIR_FIGURES.values() for name in CLASS_FIGURES[id_].about.settings}
    assert named == cuts
    assert setting("stairway_lean_share", Settings()) == (
        "giving and taking are even while they differ by no more than 33% of what was exchanged"
    )
    assert (
        setting("stairway_words", Settings(stairway_words=9))
        == "an act has substance with more than 9 words, or with a link"
    )
