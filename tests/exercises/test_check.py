"""Every problem of a course folder at once."""

from pathlib import Path

import pytest

from evenkeel.exercises.check import check, of_roster
from evenkeel.metrics.registry import BOUNDS

COURSE = """\
timezone: Europe/Berlin
starts_on: 2026-03-02
weeks: 15
schedule:
  - {exercise: Weekly-Blog-Post, every: week, due: Fri}
  - {exercise: vidio, due: 2026-03-20}
  - {exercise: podcast, due: 2026-03-27}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "course.yaml").write_text(COURSE, "utf-8")
    (tmp_path / "roster.csv").write_text("Email,Name,Role,section\n", "utf-8")
    return tmp_path


def said(folder: Path) -> list[str]:
    return [problem.sentence() for problem in check(folder, BOUNDS)]


def test_a_scheduled_exercise_without_a_definition_is_a_finding_and_stops_nothing_rule_57(folder: Path):
    assert said(folder) == [
        'course.yaml, line 6, schedule[2].exercise: no exercise is called "vidio"; did you mean "video"?',
        'course.yaml, line 7, schedule[3].exercise: no exercise is called "podcast"; '
        'until exercises/podcast.yaml describes it, only what is tagged "podcast" counts',
    ]
    assert not any(problem.stops for problem in check(folder, BOUNDS))


def test_an_exercise_of_the_course_is_a_definition(folder: Path):
    (folder / "exercises").mkdir()
    (folder / "exercises" / "podcast.yaml").write_text("id: podcast\ntitle: A podcast\nkind: post\n", "utf-8")
    assert len(said(folder)) == 1


def test_all_files_are_checked_at_once(folder: Path):
    (folder / "course.yaml").write_text(COURSE.replace("15", "fifteen"), "utf-8")
    (folder / "roster.csv").write_text("name;mail\n", "utf-8")
    (folder / "exercises").mkdir()
    (folder / "exercises" / "podcast.yaml").write_text("id: podcast\n", "utf-8")
    assert [(problem.file.split("/")[-1], problem.key) for problem in check(folder, BOUNDS)] == [
        ("course.yaml", "weeks"),
        ("course.yaml", "schedule[2].exercise"),
        ("course.yaml", "schedule[3].exercise"),
        ("roster.csv", "role"),
        ("podcast.yaml", "title"),
        ("podcast.yaml", "kind"),
    ]


@pytest.mark.parametrize(
    "head", ["email,name,role", "\ufeffE-Mail;Name;Role;x", "name\trole\temail", '"email","name","role"']
)
def test_a_roster_may_be_divided_by_commas_semicolons_or_tabs(tmp_path: Path, head: str):
    (tmp_path / "roster.csv").write_text(head + "\n", "utf-8")
    assert of_roster(tmp_path) == []


def test_an_empty_folder_says_what_is_missing(tmp_path: Path):
    assert [problem.file for problem in check(tmp_path, BOUNDS)] == ["course.yaml", "roster.csv"]


def test_without_a_course_only_what_is_shipped_is_checked():
    assert check(None, BOUNDS) == ()


def test_a_rule_about_nobody_on_the_roster_is_a_finding_and_stops_nothing(folder: Path):
    (folder / "roster.csv").write_text(
        "email;name;role;section;blog\n"
        "ada@example.org;Ada Ash;student;North;https://www.ada.example.org/\n"
        "tess@example.org;Tess;instructor;Staff;\n",
        "utf-8",
    )
    rules = """
rules:
  - {metric: procrastination_minutes, above: 300, section: north}
  - {metric: procrastination_minutes, above: 300, section: Norht}
  - {metric: procrastination_minutes, above: 300, student: ada.example.org}
  - {metric: procrastination_minutes, above: 300, student: ADA ASH}
  - {metric: procrastination_minutes, above: 300, student: tess@example.org}
"""
    (folder / "course.yaml").write_text(COURSE.partition("schedule")[0] + rules, "utf-8")
    assert said(folder) == [
        'course.yaml, line 7, rules[2].section: no section "Norht" on the roster: the rule looks at nobody; '
        'did you mean "north"?',
        'course.yaml, line 10, rules[5].student: no student "tess@example.org" on the roster: the rule looks at nobody',
    ]
    assert not any(problem.stops for problem in check(folder, BOUNDS))


def test_a_tag_of_two_exercises_is_a_finding_of_both_and_stops_nothing(folder: Path):
    (folder / "course.yaml").write_text(COURSE.partition("schedule")[0], "utf-8")
    (folder / "exercises").mkdir()
    text = "id: podcast\ntitle: A podcast\nkind: post\ntags: [audio, Video]\n"
    (folder / "exercises" / "podcast.yaml").write_text(text, "utf-8")
    found = {line.partition("exercises/")[2].removeprefix("exercises/") for line in said(folder)}
    assert found == {
        "podcast.yaml, line 4, tags: “video” is a tag of “A short video” too: "
        "work that bears it is handed in for both.",
        "video.yaml, line 4, tags: “video” is a tag of “A podcast” too: work that bears it is handed in for both.",
    }
    assert not any(problem.stops for problem in check(folder, BOUNDS))
