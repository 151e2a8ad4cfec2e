import pandas as pd
import pytest

from evenkeel.course.values import Rule
from evenkeel.flags.decide import Flag
from evenkeel.flags.standing import standing
from evenkeel.web import balance_points, line_trial
from evenkeel.web.balance_points import BALANCE, TIME
from tests.flags.raised import held
from tests.web.opened import html_of

RULE = Rule(TIME, 300)
KINDS = ("measured", "self_reported", "unplaced", "estimated")


def minutes(student: str, *amounts: float, n: int = 9, state: str = "ok") -> dict[str, object]:
    value = sum(amounts) if state == "ok" else float("nan")
    row = {"student": student, "week": 3, "value": value, "n": n, "state": state}
    return row | dict(zip(KINDS, amounts, strict=True))


def two_way(student: str, value: float, state: str = "ok") -> dict[str, object]:
    return {"student": student, "week": 3, "value": value, "n": 12, "state": state}


def points_of(time: list[dict], balance: list[dict], other: list[dict] = ()) -> pd.DataFrame:
    students = pd.DataFrame([(row["student"], row["student"].title(), "") for row in balance])
    students.columns = ["student", "name", "section"]
    empty = [minutes("nobody", 0, 0, 0, 0)]
    return balance_points.points(
        students, pd.DataFrame(time or empty), pd.DataFrame([*other] or empty), pd.DataFrame(balance), 3
    ).set_index("student")


def flag(student: str, week: int, off: int | None = None, rule: Rule = RULE) -> Flag:
    return Flag(student, rule, week, held(rule, [(week - 1, 400.0), (week, 410.0)]), off)


def test_the_strongest_evidence_is_the_points() -> None:
    time = [minutes("ada", 60, 30, 0, 10), minutes("bo", 0, 30, 0, 10), minutes("cy", 0, 0, 0, 10)]
    found = points_of(time, [two_way(name, 0.5) for name in ("ada", "bo", "cy")])
    assert list(found["evidence"]) == ["measured", "self-reported", "estimated"]
    assert found.loc["ada", "hours"] == pytest.approx(100 / 60)


def test_a_week_without_such_minutes_is_known_as_its_other_time_is() -> None:
    found = points_of([minutes("ada", 0, 0, 0, 0)], [two_way("ada", 0.5)], [minutes("ada", 45, 0, 0, 0)])
    assert found.loc["ada", ["hours", "evidence"]].tolist() == [0, "measured"]


def test_who_has_no_point_is_said_with_why() -> None:
    nan = float("nan")
    time = [minutes("bo", 0, 0, 0, 0, n=4, state="no data"), minutes("cy", 9, 0, 0, 0)]
    balance = [two_way("ada", 0.5), two_way("bo", 0.5), two_way("cy", nan, "too little to say")]
    why = points_of(time, balance)["why"]
    assert why.to_dict() == {"ada": "no time data", "bo": "no work was due", "cy": "too few acts for a balance"}


def test_a_flagged_student_without_a_point_is_named_first_and_marked() -> None:
    found = points_of([], [two_way("ada", 0.5), two_way("bo", 0.5)]).reset_index()
    drawn = balance_points.drawn(found, standing([flag("bo", 3)], 3, {"ada", "bo"}), {"ada": "Ada", "bo": "Bo"}, RULE)
    assert balance_points.without_place(drawn) == [("no time data", ["Bo (worth a look ▲)", "Ada"])]


def test_the_note_tells_a_flag_from_a_single_week_and_from_estimates() -> None:
    time = [minutes("ada", 310, 0, 0, 0), minutes("bo", 290, 0, 0, 20), minutes("cy", 10, 0, 0, 0)]
    found = points_of(time, [two_way(name, 0.5) for name in ("ada", "bo", "cy")]).reset_index()
    drawn = balance_points.drawn(found, standing([], 3, {"ada", "bo", "cy"}), {}, RULE)
    assert list(drawn["note"]) == [
        "past the line this week, not often enough to be flagged",
        "past the line only with estimated minutes, which never flag",
        "not past the line",
    ]


def test_the_slider_stands_on_the_line_in_force_wherever_it_is() -> None:
    places = line_trial.places(Rule(TIME, 317), 9.2)
    assert 317 in places and 300 in places and places == sorted(places)
    assert max(places) == 600
    assert line_trial.places(Rule(BALANCE, 0.2, above=False), 9)[-1] == 1


def test_the_line_names_its_value_in_its_unit() -> None:
    assert line_trial.line_words(Rule(TIME, 315)) == "5 h 15 min"
    assert line_trial.line_words(Rule(BALANCE, 0.2)) == "20 of 100"


# The page


def test_moving_the_line_moves_the_count_and_back_again(open_page, sample_class) -> None:
    at = open_page("balance", sample_class, week="6")
    assert at.title[0].value == "2 of 24 are worth a look in week 6; 1 is new"
    at.select_slider[0].set_value(480.0).run()
    assert at.title[0].value == "A line at 8 h would flag nobody of 24 in week 6"
    next(b for b in at.button if b.label == "Back to 5 h").click().run()
    assert at.title[0].value == "2 of 24 are worth a look in week 6; 1 is new"


def test_the_weeks_are_gone_through_step_by_step(open_page, sample_class) -> None:
    at = open_page("balance", sample_class, week="8")
    next(b for b in at.button if b.label == "Later").click().run()
    assert at.selectbox(key="week").value == 10  # week 9 is a break
    next(b for b in at.button if b.label == "Earlier").click().run()
    assert at.selectbox(key="week").value == 8


def test_who_has_no_point_stands_beside_the_chart(open_page, sample_class) -> None:
    at = open_page("balance", sample_class)
    assert any("Chiara Bellandi, Oskar Wisniewiec" in m.value for m in at.markdown)
    assert '<th scope="row">Grace Whitcombe</th>' in html_of(at)


def test_a_term_that_has_not_begun_has_no_chart(open_page, sample_class) -> None:
    at = open_page("balance", sample_class, now="2025-12-01T12:00:00Z")
    assert not at.exception
    assert at.title[0].value == "The term has not begun"
