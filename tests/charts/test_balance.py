import pandas as pd
import pytest

from evenkeel.charts import balance, balance_marks, theme
from evenkeel.charts.theme import DARK, LIGHT


def layers(spec, kind):
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == kind]


def students(spec):
    return {row["who"]: row for row in spec["datasets"]["students"]}


def test_a_student_is_a_point_with_balance_shown_from_0_to_100(three_students):
    spec = balance.chart(three_students, LIGHT).to_dict()
    assert students(spec)["Ada"]["score"] == 85
    assert students(spec)["Ada"]["words"] == "Ada: 1 h, measured; balance 85 of 100, from 12 acts; not flagged"


def test_a_flag_is_a_triangle_and_evidence_is_fill(three_students):
    point = layers(balance.chart(three_students, LIGHT).to_dict(), "point")[0]["encoding"]
    assert point["shape"]["scale"] == {"domain": [False, True], "range": ["circle", "triangle-up"]}
    opacity = dict(zip(point["fillOpacity"]["scale"]["domain"], point["fillOpacity"]["scale"]["range"], strict=True))
    assert opacity["measured"] > 0.9 > opacity["self-reported"] > opacity["estimated"] == 0
    dash = dict(zip(point["strokeDash"]["scale"]["domain"], point["strokeDash"]["scale"]["range"], strict=True))
    assert dash["measured"] == dash["self-reported"] != dash["estimated"]


def test_flagged_students_are_named_and_lie_on_top(three_students):
    rows = balance.chart(three_students, LIGHT).to_dict()["datasets"]["students"]
    assert [row["label"] for row in rows] == ["", "", "Rosa"]


def test_names_can_be_hidden(three_students):
    rows = balance.chart(three_students, LIGHT, names=False).to_dict()["datasets"]["students"]
    assert not any(row["label"] for row in rows)


def test_the_line_carries_its_value_and_the_ground_beyond_it(three_students):
    data = balance.chart(three_students, LIGHT, line=balance.Line(5)).to_dict()["datasets"]
    assert data["line"][0] | {"hours": 5, "end": 8, "words": "the line: 5 h"} == data["line"][0]
    assert data["level"] == []


def test_a_line_that_is_crossed_below_has_its_ground_to_the_left(three_students):
    data = balance.chart(three_students, LIGHT, line=balance.Line(5, above=False)).to_dict()["datasets"]
    assert data["line"][0]["end"] < 0 < data["line"][0]["hours"]


def test_a_line_on_the_balance_is_level(three_students):
    line = balance.Line(0.25, "balance", above=False)
    data = balance.chart(three_students, LIGHT, line=line).to_dict()["datasets"]
    assert data["line"] == []
    assert data["level"][0]["score"] == 25
    assert data["level"][0]["words"] == "the line: 25"


def test_only_data_change_when_the_line_moves_or_another_week_is_shown(three_students):
    first = balance.chart(three_students, LIGHT, line=balance.Line(5), max_hours=12).to_dict()
    second = balance.chart(three_students.head(1), LIGHT, line=balance.Line(7), max_hours=12).to_dict()
    assert first.pop("datasets") != second.pop("datasets")
    assert first == second


def test_the_axis_stays_for_the_terms_largest_and_holds_every_point(three_students):
    assert balance.axis_limit(three_students, max_hours=11) == 12
    assert balance.axis_limit(three_students, max_hours=2) == 8
    assert balance.axis_limit(three_students, balance.Line(9)) == 12
    assert balance.axis_limit(three_students.head(0)) == 4


def test_students_without_a_number_are_given_by_name_and_not_drawn(three_students):
    three_students.loc[0, "hours"] = float("nan")
    three_students.loc[1, "balance"] = None
    assert list(students(balance.chart(three_students, LIGHT).to_dict())) == ["Rosa"]
    assert list(balance.missing(three_students)["name"]) == ["Ada", "Bo"]


def test_an_empty_class_says_so(three_students):
    data = balance.chart(three_students.head(0), LIGHT).to_dict()["datasets"]
    assert data["students"] == []
    assert data["nobody"] == [{"words": "nobody has both numbers yet"}]


def test_two_hundred_students_all_stand_in_the_chart(three_students):
    many = pd.concat([three_students.assign(student=three_students["student"] + str(n)) for n in range(70)])
    data = balance.chart(many, LIGHT).to_dict()["datasets"]["students"]
    assert len(data) == 210
    # Seventy at one spot: only those names stand that cover neither points nor each other.
    assert 0 < sum(bool(row["label"]) for row in data) < 5


def test_a_click_selects_a_student(three_students):
    params = balance.chart(three_students, LIGHT).to_dict()["params"]
    assert [param["name"] for param in params] == [balance_marks.SELECTION]
    assert params[0]["select"] == {"type": "point", "fields": ["student"], "on": "click"}


def test_axes_carry_their_units_and_a_screen_reader_gets_words(three_students):
    spec = balance.chart(three_students, LIGHT, week="week 9").to_dict()
    titles = {
        layer["encoding"][axis]["title"]
        for layer in spec["layer"]
        if layer.get("encoding")
        for axis in ("x", "y")
        if "title" in layer["encoding"].get(axis, {})
    }
    assert titles == {"Hours of leisure while work was due, week 9", balance_marks.UP}
    assert spec["description"] == balance_marks.DESCRIPTION
    assert layers(spec, "point")[0]["encoding"]["description"]["field"] == "words"


def test_a_title_is_drawn_only_on_paper(three_students):
    assert "title" not in balance.chart(three_students, LIGHT).to_dict()
    paper = balance.chart(three_students, LIGHT, title="One is past the line", subtitle=["week 9"]).to_dict()
    assert paper["title"] == {"text": "One is past the line", "subtitle": ["week 9"]}


@pytest.mark.parametrize("shades", [LIGHT, DARK])
def test_charts_follow_the_theme(three_students, shades):
    spec = balance.chart(three_students, shades).to_dict()
    assert spec["config"]["background"] == shades.ground
    assert layers(spec, "rule")[0]["mark"]["color"] == shades.worth
    assert theme.palette("dark") is DARK and theme.palette("light") is theme.palette(None) is LIGHT


def test_the_class_is_a_box_of_its_middle_half_and_never_a_point(three_students):
    others = balance.Others((1, 2.5, 4), (0.25, 0.5, 0.75))
    [box] = balance.chart(three_students.head(1), LIGHT, others=others).to_dict()["datasets"]["others"]
    assert (box["middle"], box["bottom"], box["half"], box["score"]) == (2.5, 25, 50, 75)
    assert box["hours"] < 1 and box["end"] > 4
    assert balance.chart(three_students, LIGHT).to_dict()["datasets"]["others"] == []
