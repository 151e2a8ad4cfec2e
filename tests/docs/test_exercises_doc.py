"""docs/exercises.md: what ships is named as it is, the examples are read, and the sentence it quotes is said."""

import re
from pathlib import Path

import pytest

from evenkeel.course.reading import read_course
from evenkeel.exercises.definitions import SHIPPED, exercise_from, read_exercises
from evenkeel.exercises.writing import exercise_yaml
from evenkeel.metrics.registry import BOUNDS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "exercises.md").read_text("utf-8")
SCHEDULE, EXAMPLE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
FOUND = read_exercises([SHIPPED], BOUNDS)[0]


@pytest.mark.parametrize("name", FOUND)
def test_each_exercise_that_ships_stands_in_the_table_with_its_kind_and_tags(name: str):
    [row] = [line for line in PAGE.splitlines() if line.startswith("|") and f"(`{name}`)" in line]
    exercise = FOUND[name]
    assert exercise.title in row
    assert ("short post" if exercise.kind == "tweet" else str(exercise.kind)) in row
    assert all(f"`{tag}`" in row for tag in set(exercise.tags) - {name})


def test_the_schedule_is_read_and_names_what_ships(tmp_path: Path):
    (tmp_path / "course.yaml").write_text("timezone: UTC\nstarts_on: 2026-01-12\nweeks: 15\n" + SCHEDULE, "utf-8")
    course, problems = read_course(tmp_path, BOUNDS)
    assert problems == () and course is not None
    assert {line.exercise for line in course.schedule} <= set(FOUND)


def test_the_example_is_read_and_is_what_the_page_would_write():
    exercise, problems = exercise_from(EXAMPLE, "campus-news.yaml", "campus-news", BOUNDS)
    assert problems == () and exercise is not None
    assert exercise_yaml(exercise) == EXAMPLE


def test_the_mistake_that_is_quoted_is_said_so():
    _, [problem] = exercise_from(
        EXAMPLE.replace("200", "600").replace("400", "300"), "campus-news.yaml", "campus-news", BOUNDS
    )
    assert f"exercises/{problem.sentence()}" in PAGE
