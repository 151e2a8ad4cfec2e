"""Thirty files with one mistake each: `check` says all at once, and of each what was found and expected."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenkeel.cli import main
from evenkeel.exercises.definitions import exercise_from
from evenkeel.metrics.registry import BOUNDS

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
COURSE = "title: Small\ntimezone: UTC\nstarts_on: 2026-01-12\nweeks: 15\n"


def expected(path: Path) -> str:
    """Return the sentence that a file's first line promises."""
    return path.read_text("utf-8").partition("\n")[0].removeprefix("# ")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the command says of a course with all the broken files."""
    course = tmp_path_factory.mktemp("course")
    (course / "course.yaml").write_text(COURSE, "utf-8")
    (course / "roster.csv").write_text("name,email,role\n", "utf-8")
    shutil.copytree(BROKEN[0].parent, course / "exercises")
    found = CliRunner().invoke(main, ["check", "--course", str(course)])
    assert found.exit_code == 1
    return found.output.splitlines()


def test_there_are_thirty_and_each_is_said_once(checked: list[str]):
    assert len(BROKEN) == len(checked) == 30


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_check_refuses_a_broken_file_with_the_right_sentence(path: Path, checked: list[str]):
    [said] = [line for line in checked if f"exercises/{path.name}" in line]
    assert said.partition("exercises/")[2] == expected(path)


def test_all_mistakes_of_one_file_are_said_in_the_order_of_its_lines():
    text = "id: talk\nkind: blog\ncounts:\n  links: none\n  wrds: 300\nmodel: loud\ntitle:\n"
    exercise, said = exercise_from(text, "talk.yaml", "talk", BOUNDS)
    assert exercise is None
    assert [(problem.line, problem.key) for problem in said] == [
        (2, "kind"),
        (4, "counts.links"),
        (5, "counts.wrds"),
        (6, "model"),
        (7, "title"),
    ]
