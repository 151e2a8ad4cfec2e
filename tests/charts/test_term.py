from math import nan

import pandas as pd
import pytest

from evenkeel.charts import acts, coverage, minutes, term, weeks
from evenkeel.charts.theme import DARK, LIGHT

TITLE = "Leisure while work was due (hours)"


@pytest.fixture
def term_of_ada() -> pd.DataFrame:
    rows = [
        (1, 1.5, "ok", "measured", False, False, False, "1 h 30 min"),
        (2, nan, "no data", "", False, False, False, ""),
        (3, nan, "no data", "", False, False, False, ""),
        (4, nan, "ok", "", False, False, True, ""),
        (5, 6.0, "ok", "self-reported", True, False, False, "6 h"),
        (6, 2.0, "ok", "measured", False, True, False, "2 h"),
    ]
    return pd.DataFrame(rows, columns=["week", "value", "state", "evidence", "flagged", "running", "on_break", "said"])


def test_a_week_without_data_is_named_and_never_drawn_at_zero(term_of_ada):
    data = weeks.chart(term_of_ada, LIGHT, title=TITLE, weeks=15).to_dict()["datasets"]
    assert [row["middle"] for row in data["weeks"]] == [1, 5, 6]
    assert [(gap["words"], gap["middle"]) for gap in data["gaps"]] == [("no data", 2.5), ("break", 4)]


def test_a_week_that_is_zero_is_drawn(term_of_ada):
    term_of_ada.loc[0, "value"] = 0.0
    data = weeks.chart(term_of_ada, LIGHT, title=TITLE, weeks=15).to_dict()["datasets"]
    assert data["weeks"][0]["top"] == 0


def test_flags_are_triangles_and_say_so(term_of_ada):
    spec = weeks.chart(term_of_ada, LIGHT, title=TITLE, weeks=15).to_dict()
    assert [row["middle"] for row in spec["datasets"]["flags"]] == [5]
    assert [layer["mark"]["shape"] for layer in spec["layer"] if layer["mark"].get("shape")] == ["triangle-up"]


def test_the_running_week_is_hatched_and_says_so_far(term_of_ada):
    spec = weeks.chart(term_of_ada, LIGHT, title=TITLE, weeks=15).to_dict()
    assert spec["datasets"]["weeks"][-1]["note"] == "so far"
    assert "still running" in spec["datasets"]["weeks"][-1]["words"]
    fills = [layer["mark"].get("fill") for layer in spec["layer"] if layer["mark"]["type"] == "bar"]
    assert fills[0] == LIGHT.calm and fills[1]["gradient"] == "linear"


def test_the_line_the_usual_week_and_the_goal_keep_their_words(term_of_ada):
    data = weeks.chart(
        term_of_ada,
        LIGHT,
        title=TITLE,
        weeks=15,
        line=term.Level(5, "the line: 5 h"),
        usual=term.Level(1.5, "own usual week: 1 h 30 min"),
        goal=term.Level(9, "your limit: 9 h"),
    ).to_dict()["datasets"]
    assert data["goal"][0] == {"top": 9, "end": pytest.approx(9 * 1.15), "words": "your limit: 9 h"}
    assert data["line"][0]["words"] == "the line: 5 h"
    assert data["usual"][0]["words"] == "own usual week: 1 h 30 min"


@pytest.mark.parametrize("shape", ["bar", "dot"])
@pytest.mark.parametrize("shades", [LIGHT, DARK])
def test_every_layer_names_its_unit_alike(term_of_ada, shape, shades):
    spec = weeks.chart(term_of_ada, shades, title=TITLE, weeks=15, shape=shape).to_dict()
    titles = {
        layer["encoding"]["y"].get("title") for layer in spec["layer"] if "field" in layer["encoding"].get("y", {})
    }
    assert titles == {TITLE}
    assert spec["description"].startswith(TITLE)


def test_a_term_of_no_weeks_still_has_an_axis(term_of_ada):
    spec = weeks.chart(term_of_ada.head(0), LIGHT, title=TITLE, weeks=15).to_dict()
    assert spec["datasets"]["weeks"] == []


def leisure(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["week", "evidence", "due", "minutes", "running"])


def test_minutes_stack_with_work_due_lowest_and_the_strongest_evidence_first():
    frame = leisure(
        (1, "measured", False, 60.0, False),
        (1, "estimated", True, 30.0, False),
        (1, "measured", True, 120.0, False),
    )
    parts = minutes.chart(frame, LIGHT, weeks=15).to_dict()["datasets"]["parts"]
    assert [(row["part"], row["evidence"], row["bottom"], row["top"]) for row in parts] == [
        ("while work was due", "measured", 0, 2),
        ("while work was due", "estimated", 2, 2.5),
        ("other leisure", "measured", 2.5, 3.5),
    ]
    assert parts[0]["words"] == "Week 1: 2 h while work was due, measured"


def test_minutes_of_nobody_draw_an_empty_term():
    spec = minutes.chart(leisure(), LIGHT, weeks=15, missing=((1, "no data"), (2, "no data"))).to_dict()
    assert spec["datasets"]["parts"] == []
    assert [gap["words"] for gap in spec["datasets"]["gaps"]] == ["no data"]


def test_acts_written_stand_above_their_lane_and_received_below():
    at = pd.Timestamp("2026-01-13 14:05")
    frame = pd.DataFrame(
        [
            (at, "comment", True, True, "to Bo"),
            (at, "comment", False, True, "from Bo"),
            (at, "tweet", True, False, ""),
        ],
        columns=["at", "kind", "wrote", "addressed", "said"],
    )
    start = acts.WeekStart(1, pd.Timestamp("2026-01-12"))
    spec = acts.chart(frame, LIGHT, weeks=[start], until=pd.Timestamp("2026-01-19")).to_dict()
    lanes = {row["words"]: row["lane"] for row in spec["datasets"]["acts"]}
    assert lanes["to Bo"] > -1 > lanes["from Bo"]
    assert spec["datasets"]["weeks"] == [{"day": 1768176000000, "words": "1"}]


def test_a_hundred_acts_of_a_day_stay_in_their_lane():
    at = pd.Timestamp("2026-01-13 14:05")
    frame = pd.DataFrame([(at, "tweet", True, False, "")] * 100, columns=["at", "kind", "wrote", "addressed", "said"])
    start = acts.WeekStart(1, pd.Timestamp("2026-01-12"))
    spec = acts.chart(frame, LIGHT, weeks=[start], until=pd.Timestamp("2026-01-19")).to_dict()
    assert all(-2 < row["lane"] < -1.5 for row in spec["datasets"]["acts"])


def test_coverage_is_a_shape_of_its_own():
    frame = pd.DataFrame(
        [("Ada", 1, "whole", ""), ("Ada", 2, "cut short", "")], columns=["name", "week", "coverage", "said"]
    )
    encoding = coverage.chart(frame, LIGHT, weeks=15).to_dict()["layer"][0]["encoding"]
    assert encoding["shape"]["scale"] == {
        "domain": ["whole", "cut short", "none"],
        "range": ["square", "diamond", "circle"],
    }
