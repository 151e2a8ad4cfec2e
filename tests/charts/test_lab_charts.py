import pandas as pd
import pytest

from evenkeel.charts import grid, points, shares, timeline, waiting
from evenkeel.charts.theme import DARK, LIGHT


@pytest.mark.parametrize("shades", [LIGHT, DARK])
def test_a_share_stands_on_its_interval_and_reads_aloud(shades):
    frame = pd.DataFrame([("X", 0.5, 0.2, 0.8, "3 of 6")], columns=["label", "share", "low", "high", "said"])
    spec = shares.chart(frame, shades, title="Answered").to_dict()
    assert spec["datasets"]["shares"][0]["words"] == "X: 3 of 6"
    assert {layer["encoding"]["x"]["title"] for layer in spec["layer"]} == {"Answered"}
    assert spec["layer"][1]["encoding"]["x"]["scale"]["domain"] == [0, 1]


def test_published_shares_stand_beside_as_named_lines():
    frame = pd.DataFrame([("X", 0.5, 0.2, 0.8, "3 of 6")], columns=["label", "share", "low", "high", "said"])
    spec = shares.chart(frame, LIGHT, title="Answered", lines=(("Twitter, 2011", 0.29),)).to_dict()
    assert spec["datasets"]["lines"] == [{"line": 0.29, "name": "Twitter, 2011"}]
    assert {layer["encoding"]["x"]["title"] for layer in spec["layer"]} == {"Answered"}
    assert spec["layer"][0]["mark"]["strokeDash"] and spec["layer"][1]["encoding"]["text"]["field"] == "name"


def test_the_last_level_goes_on_to_the_end_of_the_watch_without_a_dot():
    frame = pd.DataFrame([(0, 0.0, "a"), (2, 0.5, "b")], columns=["t", "share", "said"])
    data = waiting.chart(frame, LIGHT, across="Days", up="Answered", until=14).to_dict()["datasets"]
    assert [row["t"] for row in data["line"]] == [0, 2, 14]
    assert [row["t"] for row in data["steps"]] == [0, 2]


def test_kinds_keep_their_order_both_ways():
    rows = [(one, other, 1, "said") for one in "cab" for other in "cab"]
    spec = grid.chart(pd.DataFrame(rows, columns=["row", "column", "n", "said"]), LIGHT, across="A", up="B").to_dict()
    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == ["c", "a", "b"]
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"] == ["c", "a", "b"]


def test_groups_are_told_apart_by_shape_not_by_colour():
    frame = pd.DataFrame([(1, 2, "own", "x"), (2, 1, "brand", "y")], columns=["x", "y", "group", "said"])
    shape = points.chart(frame, LIGHT, across="Posts", up="Answers").to_dict()["layer"][0]["encoding"]["shape"]
    assert shape["scale"] == {"domain": ["own", "brand"], "range": ["circle", "square"]}


def test_silence_is_a_band_with_its_word_and_moments_are_dots():
    frame = pd.DataFrame([(0, None, "the public", "a"), (0, 5, "the organisation", "silence")],
                         columns=["t", "end", "lane", "said"])  # fmt: skip
    data = timeline.chart(frame, LIGHT, across="Hours").to_dict()["datasets"]
    assert [row["words"] for row in data["moments"]] == ["a"]
    assert [(row["t"], row["end"], row["words"]) for row in data["bands"]] == [(0, 5, "silence")]
