import pandas as pd
import pytest

from evenkeel.charts import preview
from evenkeel.charts.theme import DARK, LIGHT


def frame(*rows: tuple[str, int, str]) -> pd.DataFrame:
    found = [(*row, f"{row[0]}, week {row[1]}: {row[2]}") for row in rows]
    return pd.DataFrame(found, columns=["name", "week", "stand", "said"])


ROWS = frame(("Bo", 1, preview.PAST), ("Bo", 2, preview.NEW), ("Ada", 1, preview.UNKNOWN), ("Ada", 3, preview.ON))


@pytest.mark.parametrize("shades", [LIGHT, DARK])
def test_a_mark_says_whom_when_and_how(shades):
    spec = preview.chart(ROWS, shades, weeks=4).to_dict()
    marks = spec["datasets"]["stands"]
    assert [(mark["name"], mark["middle"], mark["stand"]) for mark in marks][1] == ("Bo", 2, "goes on")
    assert marks[1]["words"] == "Bo, week 2: goes on"
    assert spec["layer"][-1]["encoding"]["y"]["scale"]["domain"] == ["Bo", "Ada"]


def test_a_flag_is_a_triangle_and_no_number_is_empty():
    encoding = preview.chart(ROWS, LIGHT, weeks=4).to_dict()["layer"][-1]["encoding"]
    shapes = dict(zip(encoding["shape"]["scale"]["domain"], encoding["shape"]["scale"]["range"], strict=True))
    fills = dict(zip(encoding["shape"]["scale"]["domain"], encoding["fillOpacity"]["scale"]["range"], strict=True))
    assert shapes[preview.NEW] == "triangle-up"
    assert [kind for kind, shape in shapes.items() if shape == "triangle-up"] == [preview.NEW]
    assert fills[preview.UNKNOWN] == fills[preview.ON_UNKNOWN] == 0
    assert 0 < fills[preview.ON_WITHIN] < fills[preview.ON] == 1


def test_weeks_without_anybody_are_named():
    gaps = preview.chart(ROWS, LIGHT, weeks=6, gaps=[(5, "break"), (4, "no data"), (6, "no data")]).to_dict()
    assert [(gap["words"], gap["middle"]) for gap in gaps["datasets"]["gaps"]] == [
        ("no data", 4),
        ("break", 5),
        ("no data", 6),
    ]


def test_nobody_and_two_hundred_are_drawn():
    assert preview.chart(frame(), LIGHT, weeks=3).to_dict()["datasets"]["stands"] == []
    many = preview.chart(frame(*((f"Student {n}", 1, preview.CALM) for n in range(200))), LIGHT, weeks=3).to_dict()
    assert many["height"] == 200 * 24


def test_the_key_has_every_mark_but_the_rare_ones():
    said = [entry.words for entry in preview.legend(LIGHT)]
    assert said == [
        *("flag goes on", "on, past the line", "on, not past it", "past the line, no flag"),
        *("not past it", "no number"),
    ]
