import pandas as pd
import pytest

from evenkeel.charts import matrix, network
from evenkeel.charts.theme import DARK, LIGHT


@pytest.fixture
def people() -> pd.DataFrame:
    rows = [
        ("ada", "Ada", 0.2, 0.9, network.TIED, False, 4.0, "addressed 2"),
        ("ben", "Ben", 0.8, 0.5, network.UNANSWERED, False, 1.0, "addressed 1"),
        ("tess", "Tess", 0.5, 0.6, network.TIED, True, 1.0, "addressed 1"),
        ("cy", "Cy", 0.5, 0.0, network.ALONE, False, 0.0, "no tie in this window"),
    ]
    return pd.DataFrame(rows, columns=["person", "name", "x", "y", "kind", "staff", "received", "said"])


@pytest.fixture
def ties() -> pd.DataFrame:
    rows = [("ada", "ben", 4.0, "Ada to Ben: 4 acts"), ("tess", "ada", 1.0, "Tess to Ada: 1 act")]
    return pd.DataFrame(rows, columns=["giver", "taker", "weight", "said"])


def layers(spec, kind):
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


def test_a_heavier_tie_is_a_thicker_arrow_and_lies_on_top(people, ties):
    light, heavy = network.chart(people, ties, LIGHT).to_dict()["datasets"]["ties"]
    assert (light["words"], heavy["words"]) == ("Tess to Ada: 1 act", "Ada to Ben: 4 acts")
    assert light["thick"] < heavy["thick"] and light["head"] < heavy["head"] and light["shade"] < heavy["shade"]
    assert (heavy["x1"], heavy["y1"], heavy["x2"], heavy["y2"]) == (0.2, 0.9, 0.8, 0.5)


def test_who_teaches_is_a_square_and_nobody_is_told_apart_by_colour_alone(people, ties):
    marks = layers(network.chart(people, ties, LIGHT).to_dict(), "point")[-1]["encoding"]
    assert marks["shape"] == {"condition": [{"test": "datum.staff", "value": "square"}], "value": "circle"}
    fill = dict(zip(marks["fill"]["scale"]["domain"], marks["fill"]["scale"]["range"], strict=True))
    # Hollow, where nobody answers; without a tie, small.
    assert fill[network.UNANSWERED] == LIGHT.ground != fill[network.TIED]
    size = {row["who"]: row["size"] for row in network.chart(people, ties, LIGHT).to_dict()["datasets"]["people"]}
    assert size["Cy"] < size["Ben"] == size["Tess"] < size["Ada"]


def test_every_mark_can_be_read_aloud_and_arrows_are_left_to_the_table(people, ties):
    spec = network.chart(people, ties, LIGHT).to_dict()
    assert spec["description"] == network.DESCRIPTION
    assert layers(spec, "point")[-1]["encoding"]["description"]["field"] == "words"
    assert all(layer["mark"]["aria"] is False for layer in [*layers(spec, "rule"), *layers(spec, "text")[:2]])


def test_only_data_change_from_week_to_week(people, ties):
    first, second = network.chart(people, ties, LIGHT).to_dict(), network.chart(people, ties.head(1), LIGHT).to_dict()
    assert first.pop("datasets") != second.pop("datasets")
    assert first == second


def test_a_class_without_anybody_says_so(people, ties):
    data = network.chart(people.head(0), ties.head(0), LIGHT).to_dict()["datasets"]
    assert (data["people"], data["ties"], data["nobody"]) == ([], [], [{"words": network.NOBODY}])


def test_names_never_stand_over_each_other(people, ties):
    crowd = pd.concat([people.assign(person=people["person"] + str(n)) for n in range(40)])
    rows = network.chart(crowd, ties.head(0), LIGHT).to_dict()["datasets"]["people"]
    assert len(rows) == 160
    assert 0 < sum(bool(row["label"]) for row in rows) <= 4 * 4


@pytest.mark.parametrize("shades", [LIGHT, DARK])
def test_both_charts_follow_the_theme(people, ties, shades):
    cells = ties.assign(giver=["Ada", "Tess"], taker=["Ben", "Ada"])
    for spec in (network.chart(people, ties, shades), matrix.chart(cells, ["Ada", "Ben", "Tess"], shades)):
        assert spec.to_dict()["config"]["background"] == shades.ground


# The matrix


def test_rows_and_columns_keep_one_order_and_nobody_is_left_out(ties):
    cells = ties.assign(giver=["Ada", "Tess"], taker=["Ben", "Ada"])
    spec = matrix.chart(cells, ["Tess", "Ada", "Ben"], LIGHT).to_dict()
    encoding = layers(spec, "rect")[0]["encoding"]
    assert encoding["x"]["scale"]["domain"] == encoding["y"]["scale"]["domain"] == ["Tess", "Ada", "Ben"]
    assert (encoding["x"]["title"], encoding["y"]["title"]) == (matrix.RECEIVES, matrix.GIVES)
    assert [row["text"] for row in spec["datasets"]["cells"]] == ["4", "1"]


def test_the_folded_rest_does_not_make_single_people_pale():
    cells = pd.DataFrame(
        [("Ada", "Ben", 4.0, ""), ("the other 170", "the other 170", 9000.0, "")],
        columns=["giver", "taker", "weight", "said"],
    )
    spec = matrix.chart(cells, ["Ada", "Ben", "the other 170"], LIGHT, folded="the other 170").to_dict()
    scale = layers(spec, "rect")[0]["encoding"]["color"]["scale"]
    assert (scale["domain"], scale["clamp"]) == ([0, 4.0], True)


@pytest.mark.parametrize("shades", [LIGHT, DARK])
def test_the_numbers_ink_is_readable_on_the_darkest_square(shades):
    assert contrast(shades.ink, matrix.mixed(shades.panel, shades.calm, matrix.DARKEST)) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_name_that_is_too_long_is_cut_where_one_can_see_it(people, ties):
    people.loc[0, "name"] = "Ada Bartholomew Featherstone"
    rows = network.chart(people, ties, LIGHT).to_dict()["datasets"]["people"]
    [ada] = [row for row in rows if row["who"].startswith("Ada")]
    assert ada["label"] == "Ada Bartholomew Fea…"


def test_a_large_number_fits_its_square():
    cells = pd.DataFrame([("a", "b", weight, "") for weight in (0.5, 12.4, 9999.4, 178964.0)])
    cells.columns = ["giver", "taker", "weight", "said"]
    spec = matrix.chart(cells, ["a", "b"], LIGHT).to_dict()
    assert [row["text"] for row in spec["datasets"]["cells"]] == ["0.5", "12", "9999", "179k"]
