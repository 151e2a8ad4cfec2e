"""The page of the exercises: what is asked and done, a work that is opened, judged, corrected, and on to the next."""

from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.desk import Desk
from evenkeel.exercises.grading import Grade
from evenkeel.web import exercises_reads
from tests.web.opened import NOW_MOMENT, begin, html_of, load

ADA, BEN = "ada@example.org", "ben@example.org"
ROSTER = f"name,email,role\nAda Ash,{ADA},student\nBen Birk,{BEN},student\n"
COURSE = """\
title: Small
timezone: UTC
starts_on: 2026-01-12
weeks: 15
schedule:
  - {exercise: reflection, release: "2026-01-12", due: "2026-01-23"}
  - {exercise: weekly-blog-post, every: week, weeks: [1, 2], release: "Mon 09:00", due: "Fri 23:59"}
"""
EXERCISE = "id: reflection\ntitle: Reflection\nkind: post\ntags: [reflect]\n"
ACTS = f"""id,author,kind,at,text,platform,tags
a1,{ADA},post,2026-01-20T10:00:00Z,<b>My</b> reflection,blog,reflect
a2,{ADA},post,2026-01-14T10:00:00Z,Weekly words,blog,
b1,{BEN},post,2026-01-21T10:00:00Z,Bens reflection,blog,reflect
b2,{BEN},post,2026-01-24T10:00:00Z,Too late,blog,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    course = begin(tmp_path / "c", ROSTER, acts=ACTS)
    (course / "course.yaml").write_text(COURSE, "utf-8")
    (course / "exercises").mkdir()
    (course / "exercises" / "reflection.yaml").write_text(EXERCISE, "utf-8")
    return load(course)


def given(folder: Path) -> list[Grade]:
    with closing(Desk(folder)) as desk:
        return desk.grades(LOCAL_INSTRUCTOR)


def press(at: AppTest, label: str) -> AppTest:
    [button] = [each for each in at.button if each.label == label]
    button.click().run()
    assert not at.exception
    return at


def test_the_class_is_shown_with_weekly_work_apart(open_page, folder: Path):
    at = open_page("exercises", folder)
    assert not at.exception
    assert at.title[0].value == "4 of 6 things that were due are there"
    assert [header.value for header in at.header] == ["Exercises with a date", "Every week"]
    dated, weekly = (each.value for each in at.dataframe)
    assert list(dated.columns) == ["Student", "Reflection"] and list(weekly.columns) == ["Student", "Week 1", "Week 2"]
    assert list(weekly["Week 2"]) == ["○ missing", "◐ late"]
    assert "weekly blog post, every week</th>" in html_of(at)


def test_work_is_read_judged_and_gone_through_one_by_one(open_page, folder: Path):
    at = press(open_page("exercises", folder), "One by one")
    assert at.title[0].value == "Ada Ash\\: Reflection"
    at = open_page("exercises", folder, student=ADA, exercise="reflection", occasion="time 1")
    assert at.title[0].value == "Ada Ash\\: Reflection"
    assert "&lt;b&gt;My&lt;/b&gt; reflection" in html_of(at) and "tagged reflect" in html_of(at)
    at.text_area[0].input("A good start.")
    press(at, "Keep and next")
    [grade] = given(folder)
    assert (grade.student, grade.comment, grade.points) == (ADA, "A good start.", None)
    assert at.title[0].value == "Ben Birk\\: Reflection"


def test_what_counts_can_be_set_and_taken_back(open_page, folder: Path):
    at = open_page("exercises", folder, student=ADA, exercise="reflection", occasion="time 1")
    at.text_input[0].input("Ada asked.").run()
    press(at, "This does not count")
    assert "There is nothing to read here." in [each.value for each in at.markdown]
    assert "Ada asked." in html_of(at)
    press(at, "Take back the last word")
    assert "tagged reflect" in html_of(at)


def test_hidden_names_are_in_no_cell_and_no_address(open_page, folder: Path):
    at = open_page("exercises", folder)
    at.toggle[0].set_value(False).run()
    assert set(at.dataframe[0].value["Student"]) == {"Student 1", "Student 2"}
    press(at, "One by one").run()
    assert "Student" in str(at.query_params["student"]) and "Ash" not in at.title[0].value


def test_students_see_their_own_and_no_grade_before_it_is_released(open_page, folder: Path):
    viewer = Viewer(Role.STUDENT, ADA)
    with closing(Desk(folder)) as desk:
        desk.grade(LOCAL_INSTRUCTOR, 1, (ADA, "reflection", "time 1"), {}, "Well argued.")
        assert "Well argued." not in str(desk.everything_about(viewer, ADA, NOW_MOMENT))
    at = open_page("my_exercises", folder, viewer=viewer)
    assert not at.exception and "Reflection" in html_of(at)
    assert "Well argued." not in html_of(at) and BEN not in html_of(at)
    with closing(Desk(folder)) as desk:
        desk.release_grades(LOCAL_INSTRUCTOR, 2, "reflection", True)
        assert [grade.comment for grade in desk.grades(viewer)] == ["Well argued."]
        assert "Well argued." in str(desk.everything_about(viewer, ADA, NOW_MOMENT))
    assert "Well argued." in html_of(at.run())


def test_next_is_whose_work_nobody_has_looked_at(monkeypatch):
    work = type("W", (), {"student": "a", "exercise": "x", "occasion": "time 1"})()
    at = exercises_reads.Opened(work, ("a", "b", "c"))
    monkeypatch.setattr(exercises_reads, "grades", lambda look: {("b", "x", "time 1"): None})
    assert exercises_reads.next_unread(None, at) == "c" and at.step(1) == "b" and at.step(-1) == ""
