"""`grades`, plain and into a gradebook's file."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from tests.class_folder import run, write_course

ANNA, BEN = "anna@example.org", "ben@example.org"
ROSTER = f"name,email,role,sis\nAnna Ash,{ANNA},student,00071\nBen Birk,{BEN},student,00072\n"
SCHEDULE = [{"exercise": "reflection", "release": "2026-01-12", "due": "2026-01-30"}]
EXERCISE = "id: reflection\ntitle: Reflection\nkind: post\n"
BOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Reflection (77)\n"
    '"Ash, Anna",1,00071,aash,A,\n"Dunn, Dora",2,00079,ddunn,A,4\n'
)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = write_course(tmp_path / "course", {"exercises/reflection.yaml": EXERCISE}, ROSTER, schedule=SCHEDULE)
    with closing(Desk(folder)) as desk:
        from dataclasses import replace

        from evenkeel.exercises.values import Criterion, Level

        rubric = (Criterion("Depth", (Level("some", 1), Level("much", 2.5))),)
        desk.exercises["reflection"] = replace(desk.exercises["reflection"], rubric=rubric)
        for student, level, words in ((ANNA, "much", "=Well done"), (BEN, "some", "")):
            desk.grade(LOCAL_INSTRUCTOR, 1, (student, "reflection", "time 1"), {"Depth": level}, words)
    return folder


def test_grades_are_rows_and_no_comment_is_a_formula(course: Path):
    lines = run("grades", "--course", course).out.splitlines()
    assert lines[0] == "student,exercise,occasion,points,levels,comment,at,by"
    assert lines[1] == f"""{ANNA},reflection,time 1,2.5,"{{""Depth"": ""much""}}",'=Well done,1,instructor"""
    [anna, _] = json.loads(run("grades", "--course", course, "--format", "json").out)
    assert (anna["points"], anna["comment"]) == (2.5, "=Well done")


def test_points_go_into_the_file_and_whoever_was_not_found_is_named(course: Path, tmp_path: Path):
    (tmp_path / "book.csv").write_text(BOOK, "utf-8")
    out = tmp_path / "out.csv"
    ran = run(
        "grades", "--course", course, "--into", tmp_path / "book.csv", "--exercise", "reflection",
        "--column", "Reflection (77)", "-o", out,
    )  # fmt: skip
    assert out.read_text("utf-8") == BOOK.replace("aash,A,\n", "aash,A,2.5\n")
    assert ran.code == 1 and ran.out.splitlines() == [
        "1 grade written into “Reflection (77)”; nothing else of the file changed.",
        f"Not in the file, but graded here: {BEN}.",
        "Nobody of this class, and left alone: Dunn, Dora.",
    ]


def test_wrong_use_is_said(course: Path, tmp_path: Path):
    assert run("grades", "--course", course, "--exercise", "reflection").code == 2
    (tmp_path / "book.csv").write_text(BOOK, "utf-8")
    ran = run(
        "grades", "--course", course, "--into", tmp_path / "book.csv", "--exercise", "essay", "-o", tmp_path / "out.csv"
    )
    assert ran.code == 2 and "The schedule has no time of essay; it has none at all." in ran.err
