"""Flags and their life from the command line."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.class_folder import run
from tests.web.flagged import rosas_class

NOW = ("--now", "2026-04-27T14:00:00Z")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Rosa with a flag of week 9 that is on, and one of week 2 that is calm again."""
    return rosas_class(tmp_path / "c")


def cards(folder: Path) -> list[dict[str, object]]:
    ran = run("cards", "--course", folder, *NOW, "--format", "json")
    assert ran.code == 0
    return json.loads(ran.out)


def mark(folder: Path, *arguments: object):
    return run("mark", "--course", folder, *arguments, *NOW)


def test_cards_are_printed_with_all_that_became_of_them(folder) -> None:
    newer, older = cards(folder)
    number = newer["number"]
    for step in ("talked", "useful"):
        assert mark(folder, number, step).code == 0
    newer, older = cards(folder)
    assert newer == {
        "number": number,
        "student": "rosa@example.org",
        "rule": "leisure_minutes above 60, any week",
        "metric": "leisure_minutes",
        "week": 9,
        "state": "on",
        "status": "talked",
        "useful": True,
        "ended": "",
        "excused": [],
        "version": 0,
        "raised_at": "2026-04-27T14:00:00+00:00",
        "values": [[9, 180]],
        "reason": "Rosa Reed spent 3 h on leisure in week 9, past the line of 1 h.",
    }
    assert (older["week"], older["state"], older["status"], older["useful"]) == (2, "off", "new", None)


def test_the_csv_says_the_same(folder) -> None:
    [newer, _] = cards(folder)
    mark(folder, newer["number"], "excused", "--weeks", "10,9", "--words", "ill")
    mark(folder, newer["number"], "not-useful")
    [row, _] = csv.DictReader(io.StringIO(run("cards", "--course", folder, *NOW).out))
    assert list(row) == list(newer)
    assert (row["status"], row["useful"], row["excused"], row["state"]) == ("excused", "no", "9;10", "")
    assert row["ended"] == "by what is known now it would not have been raised"
    assert json.loads(row["values"]) == [[9, 180]]


def test_a_mark_says_what_the_flag_is_now(folder) -> None:
    number = cards(folder)[0]["number"]
    assert mark(folder, number, "seen").out == f"Flag {number} (rosa@example.org, week 9) is seen now.\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("99", "seen"), "There is no flag number 99"),
        (("1", "excused"), "excused takes --weeks with week numbers such as 3,4; found ''"),
        (("1", "excused", "--weeks", "three"), "found 'three'"),
        (("1", "excused", "--weeks", "3,77"), "the course has no week 77"),
        (("1", "seen", "--weeks", "3"), "--weeks goes with excused alone"),
        (("1", "answer"), "Invalid value for 'STEP'"),
    ],
)
def test_wrong_use_is_said_and_changes_nothing(folder, arguments, says) -> None:
    before = cards(folder)
    ran = mark(folder, *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert cards(folder) == before


def test_flags_print_what_they_printed_whatever_was_done(folder) -> None:
    before = run("flags", "--course", folder, *NOW).out
    mark(folder, cards(folder)[0]["number"], "resolved")
    assert run("flags", "--course", folder, *NOW).out == before
    assert before.splitlines()[0] == "student,rule,metric,week,state,values,reason"
