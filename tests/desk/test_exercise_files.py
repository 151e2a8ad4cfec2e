"""Exercises of a course folder: read as text, written whole, and followed by the numbers."""

from dataclasses import replace
from pathlib import Path

import pytest

from evenkeel import inbox
from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.desk import Desk
from evenkeel.errors import ExerciseRefused, NotAllowed
from evenkeel.exercises.definitions import SHIPPED
from evenkeel.exercises.values import Criterion, Exercise, Level
from evenkeel.exercises.writing import exercise_yaml, file_name
from evenkeel.model import Kind

COURSE = (
    "title: Small\ntimezone: UTC\nstarts_on: 2026-01-12\nweeks: 15\n"
    "schedule: [{exercise: interview, release: 2026-01-12, due: 2026-01-16}]\n"
)
ROSTER = "name,email,role\nAda Example,ada@example.org,student\n"
ACTS = "id,author,kind,at,text,tags\n1,ada@example.org,post,2026-01-13T10:00:00Z,Somebody said,talks\n"
NOW = 1_777_000_000_000_000
TALK = Exercise("interview", "An interview", Kind.POST, ("talks",))


@pytest.fixture
def desk(tmp_path: Path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "course.yaml").write_text(COURSE, "utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, "utf-8")
    (tmp_path / "inbox" / "acts.csv").write_text(ACTS, "utf-8")
    desk = Desk(tmp_path)
    desk.load(LOCAL_INSTRUCTOR, inbox.waiting(tmp_path), inbox.Asked(NOW))
    yield desk
    desk.close()


def handed_in(desk: Desk) -> int:
    return int(desk.handed_in(LOCAL_INSTRUCTOR, NOW)["act"].notna().sum())


def test_the_numbers_follow_an_exercise_that_was_saved(desk: Desk):
    stamp = desk.stamp()
    assert handed_in(desk) == 0
    path = desk.save_exercise(LOCAL_INSTRUCTOR, TALK)
    assert path == desk.folder / "exercises" / "interview.yaml"
    assert path.read_text("utf-8") == desk.exercise_text(LOCAL_INSTRUCTOR, "interview") == exercise_yaml(TALK)
    assert desk.exercises["interview"] == TALK
    assert desk.own_exercises() == {"interview"}
    assert desk.stamp() != stamp
    assert handed_in(desk) == 1
    assert [each.name for each in path.parent.iterdir()] == ["interview.yaml"]


def test_a_file_is_replaced_only_when_that_is_asked_for(desk: Desk):
    desk.save_exercise(LOCAL_INSTRUCTOR, TALK)
    other = replace(TALK, title="Another interview")
    with pytest.raises(ExerciseRefused, match=r"exercises/interview\.yaml stands in the course folder already"):
        desk.save_exercise(LOCAL_INSTRUCTOR, other)
    assert desk.exercises["interview"] == TALK
    desk.save_exercise(LOCAL_INSTRUCTOR, other, replace=True)
    assert desk.exercises["interview"] == other


def test_one_that_is_shipped_is_changed_in_the_course_alone(desk: Desk):
    before = (SHIPPED / "video.yaml").read_text("utf-8")
    assert desk.exercise_text(LOCAL_INSTRUCTOR, "video") == before
    desk.save_exercise(LOCAL_INSTRUCTOR, replace(desk.exercises["video"], title="Our video"))
    assert desk.exercises["video"].title == "Our video"
    assert (SHIPPED / "video.yaml").read_text("utf-8") == before


@pytest.mark.parametrize("name", ["../roster", "Interview", "a b", "defaults", "", "con", "a" * 61])
def test_a_name_that_is_no_files_name_is_refused_before_anything_is_written(desk: Desk, name: str):
    with pytest.raises(ExerciseRefused, match="cannot be the name of its file"):
        desk.save_exercise(LOCAL_INSTRUCTOR, replace(TALK, id=name), replace=True)
    assert not (desk.folder / "exercises").exists()


def test_what_would_not_be_read_back_is_refused_with_every_problem(desk: Desk):
    wrong = replace(TALK, rubric=(Criterion("Questions", (Level("there", 2),)),))
    with pytest.raises(ExerciseRefused, match="at least 2 levels"):
        desk.save_exercise(LOCAL_INSTRUCTOR, wrong)
    assert not desk.own_exercises()


def test_a_student_neither_reads_the_files_nor_writes_one(desk: Desk):
    ada = Viewer(Role.STUDENT, "ada@example.org")
    with pytest.raises(NotAllowed):
        desk.save_exercise(ada, TALK)
    with pytest.raises(NotAllowed):
        desk.exercise_text(ada, "video")


def test_a_file_that_cannot_be_read_is_told_and_counts_as_the_courses_own(desk: Desk):
    (desk.folder / "exercises").mkdir()
    (desk.folder / "exercises" / "podcast.yaml").write_text("id: podcast\n", "utf-8")
    opened = Desk(desk.folder)
    assert [said.partition("exercises/")[2] for said in opened.exercise_problems] == [
        "podcast.yaml, line 1, title: missing, and needed here",
        "podcast.yaml, line 1, kind: missing, and needed here",
    ]
    assert opened.own_exercises() == {"podcast"}
    opened.close()


def test_a_title_becomes_a_files_name():
    assert file_name("A café's answer, in 2 parts!") == "a-cafe-s-answer-in-2-parts"
    assert file_name("Ж") == ""
