"""The sample class that comes with Evenkeel, loaded by the command line, against what its maker says is in it."""

import csv
import io
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from tests.class_folder import dump, load, rows, run

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
KINDS = ("posts", "comments", "tweets", "reposts")
ROSA = "rosa.quispemayta@example.org"
NICKNAME = "nightowl_writes"


@pytest.fixture(scope="module")
def truth() -> Any:
    return json.loads((SAMPLE / "truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """The sample in a folder of its own, and what loading it said. Tests of this module only read it."""
    folder = tmp_path_factory.mktemp("sample") / "class"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("class.db*"))
    return folder, load(folder)


@pytest.fixture
def own(loaded: tuple[Path, list[dict[str, Any]]], tmp_path: Path) -> Path:
    """A copy of the loaded sample that a test may change."""
    return Path(shutil.copytree(loaded[0], tmp_path / "class"))


def metrics(folder: Path, now: str) -> dict[tuple[str, int, str], dict[str, Any]]:
    printed = json.loads(run("metrics", "--course", folder, "--now", now, "--format", "json").out)
    return {(row["student"], row["week"] or 0, row["metric"]): row for row in printed}


@pytest.fixture(scope="module")
def numbers(loaded: tuple[Path, list[dict[str, Any]]], truth: Any) -> dict[tuple[str, int, str], dict[str, Any]]:
    return metrics(loaded[0], truth["as_of"])


def told(truth: Any) -> Iterator[tuple[str, int, str, int]]:
    for student, weeks in truth["acts"].items():
        for week, counts in weeks.items():
            yield from ((student, int(week), kind, counts[kind]) for kind in KINDS)


def test_every_file_is_taken_and_no_row_is_lost(loaded: tuple[Path, list[dict[str, Any]]]) -> None:
    reports = loaded[1]
    assert {one["refused"] for one in reports} == {""}
    assert [one["rejected"] for one in reports if one["rejected"]] == []
    assert len({one["format"] for one in reports} - {""}) >= 10


def test_the_acts_of_every_student_and_week_are_those_in_truth_json(
    numbers: dict[tuple[str, int, str], dict[str, Any]], truth: Any
) -> None:
    wrong = []
    for student, week, kind, count in told(truth):
        row = numbers[student, week, kind]
        if row["state"] == "ok":
            if row["value"] != count:
                wrong.append((student, week, kind, count, row))
        elif count:
            wrong.append((student, week, kind, count, row))
    assert wrong == []
    good = sum(numbers[student, week, kind]["state"] == "ok" for student, week, kind, _ in told(truth))
    assert good > 0.9 * sum(1 for _ in told(truth))


def test_the_flags_are_those_in_truth_json(loaded: tuple[Path, list[dict[str, Any]]], truth: Any) -> None:
    ran = run("flags", "--course", loaded[0], "--now", truth["as_of"], "--format", "json")
    keys = ("student", "metric", "week", "state")
    found = sorted(tuple(flag[key] for key in keys) for flag in json.loads(ran.out))
    assert found == sorted(tuple(flag[key] for key in keys) for flag in truth["flags"])
    assert {flag["rule"] for flag in json.loads(ran.out)} == {"procrastination_minutes above 300, 2 of 3"}


def test_the_unmatched_are_those_in_truth_json(loaded: tuple[Path, list[dict[str, Any]]], truth: Any) -> None:
    listed = {name for report in loaded[1] for name in report["unmatched"]}
    assert listed == {one["name"] for one in truth["unmatched"]}
    counts = rows(
        loaded[0],
        "SELECT coalesce(nullif(c.handle, ''), c.name), count(*) FROM act a JOIN account c ON c.id = a.account_id "
        "WHERE c.person_id IS NULL GROUP BY 1",
    )
    assert dict(counts) == {one["name"]: one["acts"] for one in truth["unmatched"]}


def test_what_is_left_out_is_counted_as_in_truth_json(loaded: tuple[Path, list[dict[str, Any]]], truth: Any) -> None:
    found = {one["path"]: sum(one["skipped"].values()) for one in loaded[1]}
    blogs = {path: sum(reasons.values()) for path, reasons in truth["skipped"].items() if path.endswith(".xml")}
    assert {path: found[path] for path in blogs} == blogs


def test_what_was_told_by_two_sources_counts_once(loaded: tuple[Path, list[dict[str, Any]]], truth: Any) -> None:
    [student] = truth["notes"]["told_by_two_sources"]
    whose = {one["path"]: one for one in loaded[1] if f"/{student}/" in one["path"]}
    [blog] = [one for one in whose.values() if one["format"] == "wordpress-wxr"]
    feeds = [one for one in whose.values() if one["format"] in ("feed", "wordpress-comments")]
    assert len(feeds) == 2
    assert sum(one["new"] for one in feeds) == blog["known"] + blog["changed"] == 20


def test_weeks_that_a_feed_left_out_are_no_data_and_not_0(
    numbers: dict[tuple[str, int, str], dict[str, Any]], truth: Any
) -> None:
    student = truth["notes"]["cut_short"]
    states = {
        week: numbers[student, week, "posts"] for week in range(1, 16) if week not in truth["notes"]["break_weeks"]
    }
    first = min(week for week, row in states.items() if row["state"] == "ok")
    assert first > 8
    assert {(row["state"], row["value"]) for week, row in states.items() if week < first} == {("no data", None)}
    assert {row["state"] for week, row in states.items() if first <= week < 15} == {"ok"}


def test_who_wrote_nothing_has_no_data_and_no_zeros(
    numbers: dict[tuple[str, int, str], dict[str, Any]], truth: Any
) -> None:
    [silent] = [student for student, story in truth["stories"].items() if story == "silent"]
    found = {(row["state"], row["value"]) for key, row in numbers.items() if key[0] == silent and key[2] == "acts"}
    assert found <= {("no data", None), ("pending", None)} and ("no data", None) in found


def test_a_match_is_remembered_applied_at_once_and_to_files_loaded_later(own: Path, truth: Any) -> None:
    [nickname] = [one for one in truth["unmatched"] if one["name"] == NICKNAME]
    before = metrics(own, truth["as_of"])
    ran = run("match", "--course", own, NICKNAME, ROSA)
    assert ran.code == 0 and ROSA in ran.out
    after = metrics(own, truth["as_of"])
    for week, comments in nickname["comments"].items():
        key = ROSA, int(week), "comments"
        assert after[key]["value"] == before[key]["value"] + comments
    later = own / "inbox" / "later.csv"
    later.write_text(f"author,kind,at\n{NICKNAME},comment,2026-02-03T12:00\n", "utf-8")
    [report] = load(own, later)
    assert (report["new"], report["unmatched"]) == (1, [])
    key = ROSA, 4, "comments"
    assert metrics(own, truth["as_of"])[key]["value"] == after[key]["value"] + 1
    assert all(NICKNAME not in one["unmatched"] for one in load(own))


def test_loading_the_sample_again_brings_nothing_new(own: Path) -> None:
    held = dump(own)
    again = load(own)
    assert Counter((one["new"], one["changed"]) for one in again) == {(0, 0): len(again)}
    assert dump(own) == held


def test_metrics_print_the_same_as_csv_and_as_json(loaded: tuple[Path, list[dict[str, Any]]], truth: Any) -> None:
    printed = run("metrics", "--course", loaded[0], "--now", truth["as_of"], "--term").out
    as_csv = list(csv.DictReader(io.StringIO(printed)))
    as_json = json.loads(
        run("metrics", "--course", loaded[0], "--now", truth["as_of"], "--term", "--format", "json").out
    )
    assert len(as_csv) == len(as_json) > 24 * 15
    for one, other in zip(as_csv, as_json, strict=True):
        assert one["week"] == "" and other["week"] is None
        assert (one["value"] == "") is (other["value"] is None)
        assert float(one["value"] or 0) == pytest.approx(other["value"] or 0)
        assert (one["student"], one["metric"], int(one["n"]), one["state"]) == tuple(
            other[key] for key in ("student", "metric", "n", "state")
        )
        cell = {
            kind: float(minutes) for kind, minutes in (part.split(":") for part in one["evidence"].split(";") if part)
        }
        assert cell == pytest.approx(other["evidence"] or {})
        if cell and other["metric"].endswith("minutes"):
            assert sum(cell.values()) == pytest.approx(other["value"])


def test_the_class_has_done_every_exercise_some_late_and_some_not_at_all(own: Path, truth: Any) -> None:
    desk = Desk(own)
    found = desk.handed_in(LOCAL_INSTRUCTOR, int(datetime.fromisoformat(truth["as_of"]).timestamp()) * 1_000_000)
    desk.close()
    dated = found[found["week"].isna()]
    assert dated["exercise"].nunique() == 15
    done, due = dated["moment"], dated["due"]
    on_time = dated[done <= due].groupby("exercise").size()
    assert len(on_time) == 15 and on_time.min() >= 12
    assert (done > due).sum() >= 10
    assert done.isna().sum() >= 20
