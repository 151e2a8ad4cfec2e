"""Data about people are kept up to a day, and not shown after it."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.course.reading import course_from
from evenkeel.desk import Desk
from evenkeel.errors import DataExpired, NotAllowed
from evenkeel.metrics.registry import BOUNDS
from evenkeel.model import Role
from tests.class_folder import load, run, write_course
from tests.metrics.small_class import micros

LAST = micros(datetime(2026, 9, 1, 3, 59, tzinfo=UTC))  # a minute before midnight in New York
OVER = micros(datetime(2026, 9, 1, 4, 0, tzinfo=UTC))
ACTS = "author,kind,at,text\nAnna Ash,post,2026-01-13,Something of Anna's\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"inbox/acts.csv": ACTS, "inbox/anna@example.org/time.csv": "student,start,minutes\n"}
    course = write_course(tmp_path / "class", files)
    load(course)
    with (course / "course.yaml").open("a", encoding="utf-8") as file:
        file.write("personal_data_until: 2026-08-31\n")
    return course


def test_they_are_shown_up_to_that_day_and_not_after_it(folder: Path) -> None:
    with closing(Desk(folder)) as desk:
        assert not desk.measures(LOCAL_INSTRUCTOR, LAST).empty
        for read in (desk.measures, desk.flags, desk.cards, desk.network):
            with pytest.raises(DataExpired, match=r"31 August 2026"):
                read(LOCAL_INSTRUCTOR, OVER)


def test_nobody_erases_them_before_and_no_student_ever(folder: Path) -> None:
    with closing(Desk(folder)) as desk:
        with pytest.raises(NotAllowed, match="2026-08-31"):
            desk.expire(LOCAL_INSTRUCTOR, LAST)
        with pytest.raises(NotAllowed):
            desk.expire(Viewer(Role.STUDENT, "anna@example.org"), OVER)


def test_afterwards_nothing_of_anybody_is_left(folder: Path) -> None:
    ran = run("expire", "--course", folder, "--now", "2026-09-01")
    assert ran.code == 0, ran
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            assert not [word for word in (b"anna", b"birk", b"something of") if word in content], path
    with closing(Desk(folder)) as desk:
        assert not desk.expired(OVER) and desk.people(LOCAL_INSTRUCTOR) == []
        assert len(desk.departures(LOCAL_INSTRUCTOR)) == 3


def test_a_day_that_is_none_is_a_problem_with_its_line() -> None:
    text = "timezone: UTC\nstarts_on: 2026-01-12\nweeks: 6\npersonal_data_until: soon\n"
    [problem] = course_from(text, BOUNDS)[1]
    assert (problem.line, problem.key) == (4, "personal_data_until")
