"""docs/metrics.md says of every metric what the product says, and of no other."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from evenkeel.course.values import Settings
from evenkeel.metrics.class_figures import CLASS_FIGURES
from evenkeel.metrics.figures import Figure
from evenkeel.metrics.registry import METRICS, Metric
from evenkeel.metrics.student_figures import STUDENT_FIGURES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "metrics.md"
UNITS = {
    "minutes": "minutes",
    "hours": "hours",
    "share": "a share, 0 to 1, shown as 0 to 100",
    "signed": "a number from −1 to 1",
    "count": "a count",
    "": "in a unit of its own",
}
SETTINGS = {field.name: field.default for field in fields(Settings)}
LABELS = ("Formula", "Shows", "Does not show", "Settings", "Source")
A_METRIC = re.compile(r"`([a-z_]+)`, ")


def paragraphs() -> dict[str, tuple[str, str]]:
    """Return, for each metric's id, its heading and its paragraph with blanks folded."""
    found = {}
    for section in PAGE.read_text("utf-8").split("\n### ")[1:]:
        heading, body = section.split("\n\n", 1)
        paragraph = " ".join(body.split("\n\n")[0].split())
        named = A_METRIC.match(paragraph)
        assert named, f"{heading}: a metric's paragraph begins with its id"
        assert named[1] not in found, f"{named[1]} has two paragraphs"
        found[named[1]] = heading, paragraph
    return found


def parts(paragraph: str) -> dict[str, str]:
    """Return what stands behind each bold label."""
    _, *labelled = re.split(r"\*\*(.+?):\*\* ", paragraph)
    return dict(zip(labelled[::2], labelled[1::2], strict=True))


def settings_in_words(metric: Metric | Figure) -> str:
    """Write a metric's settings with their defaults as the page does."""
    return ", ".join(f"`{name}` {_plain(SETTINGS[name])}" for name in metric.about.settings) or "none"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def test_the_page_has_exactly_the_registered_metrics_in_their_words() -> None:
    described = {id_: heading for id_, (heading, _) in paragraphs().items() if id_ not in CLASS_FIGURES}
    assert described == {each.id: each.title for each in (*METRICS.values(), *STUDENT_FIGURES.values())}


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
def test_a_metrics_paragraph_says_what_the_registry_says(metric: Metric) -> None:
    _, paragraph = paragraphs()[metric.id]
    said = parts(paragraph)
    assert tuple(said) == LABELS
    assert paragraph.startswith(f"`{metric.id}`, {UNITS[metric.unit]}. ")
    assert said["Formula"] == f"{metric.about.formula}. "
    assert said["Settings"] == f"{settings_in_words(metric)}. "
    assert said["Source"] == f"{metric.about.source}."
    assert metric.weekly or "one number for the term" in said["Shows"]


@pytest.mark.parametrize("figure", STUDENT_FIGURES.values(), ids=list(STUDENT_FIGURES))
def test_a_figures_paragraph_says_what_the_product_says(figure: Figure) -> None:
    _, paragraph = paragraphs()[figure.id]
    said = parts(paragraph)
    assert tuple(said) == LABELS
    assert paragraph.startswith(f"`{figure.id}`, {UNITS[figure.unit]}. ")
    assert said["Formula"] == f"{figure.about.formula}. "
    assert said["Settings"] == f"{settings_in_words(figure)}. "
    assert said["Source"] == f"{figure.about.source}."


def test_every_setting_that_the_page_names_exists() -> None:
    assert set(named_settings()) - set(SETTINGS) == set()


def named_settings() -> Iterator[str]:
    """Yield whatever in the page is written like a setting: `name` followed by a value, or `name: value`."""
    text = " ".join(PAGE.read_text("utf-8").split())
    settings = re.findall(r"\*\*Settings:\*\* (.+?) \*\*", text)
    yield from (name for each in settings for name in re.findall(r"`(\w+)`", each))
    yield from re.findall(r"`(\w+): \w+`", text)


def test_every_source_of_a_metric_is_listed_with_its_year() -> None:
    listed = PAGE.read_text("utf-8").split("## Sources")[1]
    told = (*METRICS.values(), *STUDENT_FIGURES.values())
    years = {year for each in told for year in re.findall(r"\d{4}", each.about.source)}
    assert years - set(re.findall(r"\d{4}", listed)) == set()
