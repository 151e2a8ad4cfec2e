"""Exercises as values, or every problem with their files."""

import re
from pathlib import Path

import pytest

from evenkeel.course.values import Rule
from evenkeel.exercises.definitions import (
    DEFAULTS,
    KEYS,
    SHIPPED,
    Exercise,
    default_rules,
    exercise_from,
    folders_of,
    read_exercises,
)
from evenkeel.model import Kind

METRICS = {"procrastination_minutes": (0, None)}
README = (SHIPPED / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)

WHOLE = """\
id: interview
title: An interview
kind: post
tags: ["#Interview", Q and A]
to_classmate: yes
purpose: Learn to listen.
steps: [Ask, "Listen, and wait"]
"""


def problems(text: str) -> list[str]:
    exercise, said = exercise_from(text, "exercises/interview.yaml", "interview")
    assert exercise is None
    return [f"{problem.line} {problem.key}: {problem.text}" for problem in said]


def test_every_key_is_read_and_tags_are_folded():
    exercise, said = exercise_from(WHOLE, "f", "interview")
    assert said == ()
    assert exercise == Exercise(
        "interview", "An interview", Kind.POST, ("interview", "q and a"), True, "Learn to listen.",
        ("Ask", "Listen, and wait"),
    )  # fmt: skip


def test_three_keys_are_enough():
    exercise, said = exercise_from("id: interview\ntitle: An interview\nkind: post", "f", "interview")
    assert (exercise, said) == (Exercise("interview", "An interview", Kind.POST), ())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: interview", "id: talk", '1 id: expected the name of the file, "interview", found "talk"'),
        ("id: interview\n", "", "1 id: missing, and needed here"),
        ("kind: post", "kind: blog", '3 kind: expected post or comment or tweet or repost, found "blog"'),
        (
            "to_classmate: yes",
            "to_classmate: perhaps",
            '5 to_classmate: expected true or false, found "perhaps"',
        ),
        ("purpose:", "purpos:", '6 purpos: unknown key; did you mean "purpose"?'),
        ("title: An interview", "title: [a]", "2 title: expected a text, found a list"),
    ],
)
def test_a_wrong_key_is_named_with_its_line(old: str, new: str, said: str):
    assert problems(WHOLE.replace(old, new)) == [said]


def test_an_exercise_of_the_course_wins_over_the_one_that_is_shipped(tmp_path: Path):
    own = tmp_path / "exercises"
    own.mkdir()
    (own / "video.yaml").write_text("id: video\ntitle: Our own video\nkind: tweet\n", "utf-8")
    (own / "broken.yaml").write_text("id: [", "utf-8")
    found, [problem] = read_exercises(folders_of(tmp_path))
    assert (found["video"].title, found["video"].kind) == ("Our own video", Kind.TWEET)
    assert "weekly-blog-post" in found and "broken" not in found
    assert problem.file.endswith("exercises/broken.yaml")


def test_what_is_shipped_has_no_problem_and_says_what_to_do():
    found, said = read_exercises([SHIPPED])
    assert said == ()
    assert set(found) == {"weekly-blog-post", "comments-on-classmates", "local-news-item", "video"}
    assert all(exercise.purpose and len(exercise.steps) >= 4 for exercise in found.values())


def test_exercises_that_are_shipped_do_not_take_each_others_work():
    found, _ = read_exercises([SHIPPED])
    tags = [tag for exercise in found.values() for tag in {exercise.id, *exercise.tags}]
    assert len(tags) == len(set(tags))


def test_the_shipped_default_is_300_minutes_in_2_of_3_weeks():
    assert default_rules([SHIPPED], METRICS) == ((Rule("procrastination_minutes", 300, True, 2, 3),), ())


def test_a_courses_own_defaults_win_and_a_wrong_one_is_a_problem(tmp_path: Path):
    own = tmp_path / "exercises"
    own.mkdir()
    (own / DEFAULTS).write_text("rules: []", "utf-8")
    assert default_rules(folders_of(tmp_path), METRICS) == ((), ())
    (own / DEFAULTS).write_text("rules: [{metric: leisure, above: 1}]", "utf-8")
    rules, [problem] = default_rules(folders_of(tmp_path), METRICS)
    assert (rules, problem.key) == ((), "rules[1].metric")


def test_the_readmes_exercise_parses_and_shows_every_key():
    exercise, said = exercise_from(EXAMPLES[0], "README.md", "interview")
    assert said == () and exercise is not None
    assert all(re.search(rf"^{key}:", EXAMPLES[0], re.MULTILINE) for key in KEYS)
    assert all(f"| `{key}` |" in README for key in KEYS)


def test_the_readmes_defaults_are_those_that_are_shipped(tmp_path: Path):
    (tmp_path / DEFAULTS).write_text(EXAMPLES[1], "utf-8")
    assert default_rules([tmp_path], METRICS) == default_rules([SHIPPED], METRICS)
