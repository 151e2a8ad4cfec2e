"""The stories that a class has are all told, in classes of any size."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenkeel.sample import write_sample
from tests.sample.recounting import members

Course = tuple[Path, Any, Callable[[str], str]]


@pytest.fixture(scope="module", params=[(8, 4), (8, 15), (24, 15), (60, 6)])
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Course:
    students, weeks = request.param
    folder = tmp_path_factory.mktemp("class")
    write_sample(folder, students=students, weeks=weeks)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return folder, truth, lambda story: next(who for who, told in truth["stories"].items() if told == story)


def total(truth: Any, student: str) -> dict[str, int]:
    weeks = truth["acts"][student].values()
    return {name: sum(week[name] for week in weeks) for name in ("posts", "comments", "tweets", "reposts")}


def files_of(folder: Path, student: str) -> list[str]:
    return [name for name, _ in members(folder) if name.startswith(student)]


def diary(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "inbox" / "time.csv").read_text(encoding="utf-8"))))


def test_a_broadcaster_talks_to_nobody(course: Course) -> None:
    _, truth, who = course
    acts = total(truth, who("broadcaster"))
    assert acts["posts"] + acts["tweets"] > 20
    assert acts["comments"] + acts["reposts"] <= 3


def test_a_two_way_student_comments_every_week(course: Course) -> None:
    _, truth, who = course
    assert all(week["comments"] for week in truth["acts"][who("steady two-way")].values())


def test_one_crosses_the_line_and_comes_back(course: Course) -> None:
    _, truth, who = course
    flags = [flag for flag in truth["flags"] if flag["student"] == who("crosses the line and comes back")]
    assert [flag["state"] for flag in flags] == ["off"]


def test_one_has_no_time_record(course: Course) -> None:
    folder, truth, who = course
    student = who("no tracker")
    assert student not in truth["minutes"]
    assert not [name for name in files_of(folder, student) if "aw-buckets" in name]
    assert student not in {row["student"] for row in diary(folder)}
    assert total(truth, student)["posts"]


def test_one_feed_is_cut_short(course: Course) -> None:
    folder, truth, who = course
    student = who("feed cut short")
    assert truth["notes"]["cut_short"] == student
    assert (folder / "inbox" / student / "feed.xml").read_text(encoding="utf-8").count("<item>") == 10
    first, *_, last = truth["acts"][student].values()
    assert (first["posts"], last["posts"] > 0) == (0, True)


def test_one_is_silent_though_there_is_a_blog(course: Course) -> None:
    folder, truth, who = course
    student = who("silent")
    assert not any(total(truth, student).values())
    assert files_of(folder, student)


def test_one_ends_over_the_line(course: Course) -> None:
    _, truth, who = course
    flags = [flag for flag in truth["flags"] if flag["student"] == who("over the line at the end")]
    assert [flag["state"] for flag in flags] == ["on"]


def test_one_is_known_by_their_own_words_only(course: Course) -> None:
    folder, truth, who = course
    student = who("self-reported only")
    assert [flag for flag in truth["flags"] if flag["student"] == student]
    assert not [name for name in files_of(folder, student) if "aw-buckets" in name]
    assert [row for row in diary(folder) if row["meant_to_work"] == "yes"]


def test_in_a_full_class_six_have_no_time_record(tmp_path: Path) -> None:
    write_sample(tmp_path)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert len(truth["acts"]) - len(truth["minutes"]) == 6


@pytest.mark.slow
def test_the_largest_class_has_everybody(tmp_path: Path) -> None:
    write_sample(tmp_path, students=200, weeks=4)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "roster.csv").read_text(encoding="utf-8"))))
    assert len({row["email"] for row in rows}) == 201
    handles = [row["x"].lstrip("@") for row in rows if row["x"]]
    assert len(handles) == len(set(handles))
