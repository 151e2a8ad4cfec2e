"""Labels of raters, and how far they agree."""

from zoneinfo import ZoneInfo

import pytest

from evenkeel.labs.four_models import MODELS, labels, read
from evenkeel.labs.shape import Row, Standpoint

AT = Standpoint(0, ZoneInfo("UTC"))
AGENTRY, INFORMATION, ASYMMETRICAL, SYMMETRICAL = MODELS


def said(rater: str, *models: str) -> list[Row]:
    return [Row({"item": f"Item {n}", "model": model}, rater) for n, model in enumerate(models, 1) if model != "."]


def test_agreement_is_krippendorffs_alpha():
    """Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, A: 0.095."""
    one, other = "0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"
    rows = said("ada", *(MODELS[int(k)] for k in one.split())) + said("bo", *(MODELS[int(k)] for k in other.split()))
    assert "10 % of the way" in read(rows, AT).finding


def test_items_are_one_whatever_their_capitals_and_blanks_and_the_newest_label_of_a_rater_holds():
    rows = [
        Row({"item": item, "model": model}, "ada") for item, model in (("A  post", AGENTRY), ("a Post", SYMMETRICAL))
    ]
    assert labels(rows) == {"A post": {"ada": SYMMETRICAL}}


def test_one_rater_alone_is_no_agreement():
    assert read(said("ada", AGENTRY), AT).finding == "No item has two raters yet"
    assert read([], AT).finding == "Nothing labelled yet"


@pytest.mark.parametrize(
    ("other", "words"),
    [((AGENTRY, INFORMATION), "agree 100 %"), ((INFORMATION, AGENTRY), "no more than chance")],
)
def test_full_agreement_and_none_have_their_words(other: tuple[str, ...], words: str):
    assert words in read(said("ada", AGENTRY, INFORMATION) + said("bo", *other), AT).finding


def test_where_all_say_one_thing_agreement_cannot_be_told_from_chance():
    assert "cannot be told from chance" in read(said("ada", AGENTRY) + said("bo", AGENTRY), AT).finding


def test_the_models_mixed_up_most_are_named_and_the_items_apart_come_first():
    rows = said("ada", AGENTRY, INFORMATION) + said("bo", AGENTRY, ASYMMETRICAL)
    told = read(rows, AT)
    assert any("public information and two-way asymmetrical (1 pair" in one for one in told.sentences)
    assert [row[0] for row in told.tables[1].rows] == ["Item 2", "Item 1"]


def test_a_student_is_shown_no_item_by_item_list():
    rows = said("ada", AGENTRY, INFORMATION) + said("bo", AGENTRY, ASYMMETRICAL)
    assert len(read(rows, AT._replace(floor=5)).tables) == 1
