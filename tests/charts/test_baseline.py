import pytest

from evenkeel.charts import baseline
from evenkeel.charts.theme import DARK, LIGHT

TITLE = "Acts (number)"
VALUES = [(1, 4.0, "4"), (2, 5.0, "5"), (4, 12.0, "12")]


def drawn(shades=LIGHT):
    chart = baseline.chart(
        VALUES, shades, title=TITLE, weeks=15, limits=(5.0, 2.0, 8.0), unusual={4}, missing=[(3, "break")]
    )
    return chart.to_dict()


def test_a_week_outside_the_range_is_a_diamond_and_says_so():
    data = drawn()["datasets"]["weeks"]
    assert [(row["middle"], row["unusual"]) for row in data] == [(1, False), (2, False), (4, True)]
    assert data[-1]["words"] == "Week 4: 12: unusual"
    assert "diamond" in [layer["mark"].get("shape") for layer in drawn()["layer"]]


def test_the_range_has_its_middle_and_spans_the_term():
    [band] = drawn()["datasets"]["range"]
    assert (band["low"], band["middle"], band["top"]) == (2, 5, 8)
    assert (band["left"], band["right"]) == (0.5, 15.5)


def test_a_week_without_a_number_is_named():
    assert [gap["words"] for gap in drawn()["datasets"]["gaps"]] == ["break"]


@pytest.mark.parametrize("shades", [LIGHT, DARK])
def test_all_layers_share_one_title_an_axis_and_the_screen_readers_words(shades):
    spec = drawn(shades)
    titles = {
        layer["encoding"]["y"].get("title") for layer in spec["layer"] if "field" in layer["encoding"].get("y", {})
    }
    assert titles == {TITLE}
    assert spec["description"].startswith(TITLE)
