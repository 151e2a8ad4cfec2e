"""The rules by command: every kind tried, the ones in force printed and set."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.cli import main
from evenkeel.course.rule_reading import rules_from
from evenkeel.course.values import Against, Condition, Rule
from evenkeel.desk import Desk
from evenkeel.metrics.registry import BOUNDS
from tests.class_folder import dump, load, run, write_course

NOW = "2026-03-30T12:00"
WEEKS = 10


def leisure() -> str:
    """Anna: an hour of leisure a week, a little more every other week, and ten hours in week 10; Ben: two each week."""
    lines = ["student,start,end,minutes,platform,purpose,meant_to_work,evidence"]
    for week in range(WEEKS):
        day = date(2026, 1, 13) + timedelta(weeks=week)
        anna = 600 if week == WEEKS - 1 else 60 + 10 * (week % 2)
        lines += [f"{who}@example.org,{day},,{n},x,leisure,,measured" for who, n in (("anna", anna), ("ben", 120))]
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write_course(tmp_path / "class", {"inbox/time.csv": leisure()}, weeks=WEEKS + 1)
    load(made)
    return made


def flagged(folder: Path, *options: str) -> list[tuple[str, int]]:
    asked = ("--metric", "leisure_minutes", *options, "--now", NOW, "--json")
    found = json.loads(run("preview", "--course", folder, *asked).out)
    return [(flag["student"].partition("@")[0], flag["week"]) for flag in found]


def test_a_rule_against_ones_own_past_is_tried(folder: Path):
    assert flagged(folder, "--above", "own", "--rule", "any week") == [("anna", 10)]
    assert flagged(folder, "--above", "own", "--spreads", "20", "--rule", "any week") == [("anna", 10)]
    assert flagged(folder, "--below", "own", "--rule", "any week") == []


def test_a_class_of_two_has_nothing_usual(folder: Path):
    assert flagged(folder, "--above", "class", "--rule", "any week") == []


def test_a_second_number_must_be_met_in_the_same_week(folder: Path):
    both = ("--above", "100", "--rule", "any week", "--and")
    assert flagged(folder, *both, "social_minutes above 500") == [("anna", 10)]
    assert flagged(folder, *both, "coursework_minutes above 1") == []
    assert flagged(folder, *both, "leisure_minutes above own by 3 spreads") == [("anna", 10)]


def test_a_rule_looks_at_some_and_from_a_week_on(folder: Path):
    every = ("--above", "50", "--rule", "any week")
    assert flagged(folder, *every) == [("anna", 1), ("ben", 1)]
    assert flagged(folder, *every, "--student", "Anna Ash") == [("anna", 1)]
    assert flagged(folder, *every, "--section", "a", "--from", "4") == [("anna", 4), ("ben", 4)]


def test_a_rule_about_nobody_says_so(folder: Path):
    asked = ("--metric", "words", "--above", "1", "--section", "Z", "--now", NOW)
    ran = run("preview", "--course", folder, *asked)
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert "looks at nobody: the roster has no student in a section “Z”" in ran.err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--above", "1", "--spreads", "2"], "Spreads go only with class or own."),
        (["--above", "own", "--spreads", "0"], "Spreads are a number from 0.1 to 20, found 0."),
        (["--above", "1", "--and", "words many"], "--and takes a number, a side and a line"),
        (["--above", "1", "--and", "charm above 1"], "No metric is called 'charm'"),
        (["--above", "1", "--and", "direction above 7"], "a line at 7 could never be crossed"),
        (["--above", "1", "--section", "A", "--student", "Anna"], "either --section or --student"),
        (["--above", "1", "--from", "99"], "--from: the course has weeks 1 to 11, found 99."),
    ],
)
def test_wrong_use_is_a_sentence(folder: Path, options: list[str], sentence: str):
    ran = run("preview", "--course", folder, "--metric", "words", *options)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


# The rules in force

RULES = (
    Rule("leisure_minutes", 3, against=Against.OWN, k=1, m=1),
    Rule("words", 10, above=False, also=Condition("direction", -0.5, above=False), section="A", since=3),
)
WRITTEN = """\
rules:
  - {metric: leisure_minutes, above: own, rule: any week}
  - {metric: words, below: 10, and: {metric: direction, below: -0.5}, rule: 2 of 3, section: A, from: 3}
"""


def test_the_rules_in_force_are_printed_as_yaml_with_their_sentences(folder: Path):
    ran = run("rules", "--course", folder)
    assert ran.code == 0
    assert ran.out.startswith("# The default of the exercises' folder.\nrules:\n  # Worth a look when leisure while")
    assert rules_from(ran.out, BOUNDS)[1] == ()


def test_what_was_set_is_printed_and_reads_back_as_it_was(folder: Path, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text(WRITTEN, "utf-8")
    ran = run("rules", "--course", folder, "--set", tmp_path / "mine.yaml", "--why", "a new term")
    assert ran.code == 0
    assert "# Version 1, set on " in ran.out and ran.out.splitlines()[0].endswith("by instructor: a new term")
    assert rules_from(run("rules", "--course", folder).out, BOUNDS) == (RULES, ())
    desk = Desk(folder)
    assert desk.rules(LOCAL_INSTRUCTOR) == RULES
    assert [(change.number, change.why) for change in desk.rule_history(LOCAL_INSTRUCTOR)] == [(1, "a new term")]
    desk.close()


def test_rules_come_from_standard_input_too_and_none_is_a_choice(folder: Path):
    ran = CliRunner().invoke(main, ["rules", "--course", str(folder), "--set", "-", "--why", "rest"], input="rules: []")
    assert ran.exit_code == 0
    assert ran.stdout.endswith("rules: []\n")


def test_the_rules_in_force_set_again_are_no_change(folder: Path, tmp_path: Path):
    (tmp_path / "same.yaml").write_text(run("rules", "--course", folder).out, "utf-8")
    held = dump(folder)
    ran = run("rules", "--course", folder, "--set", tmp_path / "same.yaml", "--why", "by mistake")
    assert ran.code == 0 and "nothing was changed" in ran.err
    assert dump(folder) == held


def test_every_problem_is_named_and_nothing_is_set(folder: Path, tmp_path: Path):
    wrong = (
        "- {metric: charm, above: 1}",
        "- {metric: words, above: many, rule: often}",
        "- {metric: words, below: 1, from: 99}",
    )
    (tmp_path / "wrong.yaml").write_text("\n".join(wrong), "utf-8")
    held = dump(folder)
    ran = run("rules", "--course", folder, "--set", tmp_path / "wrong.yaml", "--why", "to try")
    assert (ran.code, ran.out) == (2, "")
    assert [line[:31] for line in ran.err.splitlines()] == [
        "wrong.yaml, line 1, [1].metric:",
        "wrong.yaml, line 2, [2].above: ",
        "wrong.yaml, line 2, [2].rule: e",
        "wrong.yaml, line 3, [3].from: e",
    ]
    assert dump(folder) == held


def test_a_change_says_why(folder: Path, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text(WRITTEN, "utf-8")
    ran = run("rules", "--course", folder, "--set", tmp_path / "mine.yaml")
    assert ran.code == 2 and "--why" in ran.err


def test_a_rule_about_nobody_is_printed_with_a_remark(folder: Path, tmp_path: Path):
    (tmp_path / "mine.yaml").write_text("- {metric: words, above: 1, student: Nemo}", "utf-8")
    ran = run("rules", "--course", folder, "--set", tmp_path / "mine.yaml", "--why", "to try")
    assert "  # It looks at nobody: “Nemo” is no student on the roster, or more than one." in ran.out
