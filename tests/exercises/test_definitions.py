"""Exercises as values, or every problem with their files."""

import re
from pathlib import Path

import pytest

from evenkeel.course.values import Rule
from evenkeel.exercises.counts_reading import COUNTS
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
from evenkeel.exercises.rubric_reading import CRITERION, LEVEL
from evenkeel.exercises.values import Counts, Criterion, Level, PrModel
from evenkeel.exercises.writing import exercise_yaml
from evenkeel.metrics.registry import BOUNDS
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
counts: {words: {from: 300, to: 600}, links: 2, video: true, classmates: 3, answer_everybody: true}
evidence: Your notes, dated
rubric:
  - criterion: Questions
    levels: [{level: open, points: 2, looks: They invite a story}, {level: closed, points: 0.5}]
  - {criterion: Listening, levels: [{level: yes}, {level: no}]}
model: Two-way symmetric
threshold: {metric: procrastination_minutes, above: 300, rule: any week}
references: ["Adler, B. (1972). On listening."]
"""


def problems(text: str) -> list[str]:
    exercise, said = exercise_from(text, "exercises/interview.yaml", "interview", METRICS)
    assert exercise is None
    return [f"{problem.line} {problem.key}: {problem.text}" for problem in said]


def test_every_key_is_read_and_tags_are_folded():
    exercise, said = exercise_from(WHOLE, "f", "interview", METRICS)
    assert said == ()
    assert exercise == Exercise(
        "interview", "An interview", Kind.POST, ("interview", "q and a"), True, "Learn to listen.",
        steps=("Ask", "Listen, and wait"),
        counts=Counts(300, 600, 2, True, 3, True),
        evidence=("Your notes, dated",),
        rubric=(
            Criterion("Questions", (Level("open", 2, "They invite a story"), Level("closed", 0.5))),
            Criterion("Listening", (Level("yes"), Level("no"))),
        ),
        model=PrModel.TWO_WAY_SYMMETRIC,
        rule=Rule("procrastination_minutes", 300, True, 1, 1),
        references=("Adler, B. (1972). On listening.",),
    )  # fmt: skip


def test_three_keys_are_enough():
    exercise, said = exercise_from("id: interview\ntitle: An interview\nkind: post", "f", "interview", METRICS)
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
    found, [problem] = read_exercises(folders_of(tmp_path), BOUNDS)
    assert (found["video"].title, found["video"].kind) == ("Our own video", Kind.TWEET)
    assert "weekly-blog-post" in found and "broken" not in found
    assert problem.file.endswith("exercises/broken.yaml")


def test_what_is_shipped_has_no_problem_and_can_be_used_next_monday():
    found, said = read_exercises([SHIPPED], BOUNDS)
    assert said == ()
    assert len(found) == 17
    for exercise in found.values():
        assert exercise.purpose and exercise.references and exercise.counts != Counts()
        assert 5 <= len(exercise.steps) <= 7
        assert len(exercise.evidence) >= 1
        assert 3 <= len(exercise.rubric) <= 4
        for criterion in exercise.rubric:
            assert [level.points for level in criterion.levels] == [2, 1, 0]
            assert all(level.looks for level in criterion.levels)


def test_what_is_shipped_links_nowhere_outside_its_references():
    found, _ = read_exercises([SHIPPED], BOUNDS)
    for exercise in found.values():
        told = " ".join((exercise.purpose, *exercise.steps, *exercise.evidence))
        assert not re.search(r"https?://|@", told), exercise.id


def test_exercises_that_are_shipped_do_not_take_each_others_work():
    found, _ = read_exercises([SHIPPED], BOUNDS)
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
    exercise, said = exercise_from(EXAMPLES[0], "README.md", "interview", BOUNDS)
    assert said == () and exercise is not None
    assert all(re.search(rf"^{key}:", EXAMPLES[0], re.MULTILINE) for key in KEYS)
    assert all(f"| `{key}` |" in README for key in (*KEYS, *COUNTS, *CRITERION, *LEVEL))
    assert all(str(model) in README for model in PrModel)
    assert set(exercise_yaml(exercise).splitlines()) >= {"model: two-way symmetric", "  answer_everybody: true"}


def test_the_readmes_defaults_are_those_that_are_shipped(tmp_path: Path):
    (tmp_path / DEFAULTS).write_text(EXAMPLES[1], "utf-8")
    assert default_rules([tmp_path], METRICS) == default_rules([SHIPPED], METRICS)
