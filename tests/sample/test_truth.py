"""truth.json is counted again from the files, and its flags stand far from any line."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from evenkeel.sample import write_sample
from evenkeel.sample.story import tell
from tests.sample.recounting import found, members, recount

SIZES = [(5, 4), (8, 4), (8, 15), (12, 10), (24, 15), (40, 7), pytest.param(90, 12, marks=pytest.mark.slow)]
FIELDS = ("posts", "comments", "tweets", "reposts")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sample")
    write_sample(target)
    return target


def truth_of(folder: Path) -> Any:
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("students", "weeks"), SIZES)
def test_the_acts_are_those_that_the_files_show(tmp_path: Path, students: int, weeks: int) -> None:
    write_sample(tmp_path, students=students, weeks=weeks)
    truth = truth_of(tmp_path)
    counts, strangers = recount(tmp_path)
    assert len(truth["acts"]) == students
    for student, by_week in truth["acts"].items():
        for week, expected in by_week.items():
            assert expected == {name: counts[student][int(week), name] for name in FIELDS}, (student, week)
    assert {one["name"]: one["acts"] for one in truth["unmatched"]} == strangers


def test_a_nickname_and_outsiders_wait_for_a_match_by_hand(folder: Path) -> None:
    unmatched = {one["name"]: one["is"] for one in truth_of(folder)["unmatched"]}
    assert unmatched.pop("nightowl_writes") == "rosa.quispemayta@example.org"
    assert {"Harriet Pellworth", "Old Mill Bakery"} < set(unmatched)
    assert set(unmatched.values()) == {None}


def test_one_blog_is_told_by_two_sources_under_one_identity(folder: Path) -> None:
    [owner] = truth_of(folder)["notes"]["told_by_two_sources"]
    acts = [identity for who, _, _, identity in found(folder)]
    twice = {identity for identity, times in Counter(acts).items() if times == 2}
    assert len(twice) == 20
    assert all(owner.split("@")[0].replace(".", "-") in identity for identity in twice)


def test_what_must_be_skipped_is_in_the_files(folder: Path) -> None:
    kinds: Counter[str] = Counter()
    for reasons in truth_of(folder)["skipped"].values():
        kinds.update(reasons)
    for reason in (
        "draft",
        "page",
        "attachment",
        "pingback",
        "trackback",
        "pending",
        "trash",
        "spam",
        "ghosted",
        "direct message",
        "followers-only",
        "deleted",
        "template",
    ):
        assert kinds[reason], reason
    private = b"".join(data for _, data in members(folder)).count(b"This is private and must never be read.")
    assert private == kinds["direct message"] + kinds["followers-only"] + kinds["private reply"]


def test_the_expected_flags_have_different_weeks_and_fates(folder: Path) -> None:
    flags = truth_of(folder)["flags"]
    assert 4 <= len({flag["student"] for flag in flags}) <= 6
    assert Counter(flag["state"] for flag in flags) == {"off": 6, "on": 1}
    assert len({flag["week"] for flag in flags}) >= 5
    assert max(Counter(flag["student"] for flag in flags).values()) == 2


@pytest.mark.parametrize(("students", "weeks"), SIZES)
@pytest.mark.parametrize("seed", [7, 3])
def test_no_week_comes_near_a_line(tmp_path: Path, students: int, weeks: int, seed: int) -> None:
    write_sample(tmp_path, students=students, weeks=weeks, seed=seed)
    for student, by_week in truth_of(tmp_path)["minutes"].items():
        assert not [x for x in by_week.values() if 210 < x < 330], student


def test_an_ordinary_week_stays_under_the_line_however_late_the_work_is() -> None:
    """All leisure of such a week together is too little, so no reading of "handed in" can raise a flag."""
    story = tell(24, 15, 7)
    over = {(f["student"], f["week"]) for f in _weeks_over(truth_now())}
    leisure: Counter[tuple[str, int]] = Counter()
    for stretch in story.stretches:
        if stretch.purpose == "leisure":
            leisure[stretch.student, story.term.week_of(stretch.start)] += round(stretch.minutes)
    ahead = {one.email for one in story.students if one.part.story.value.startswith("works ahead")}
    assert all(minutes <= 230 for who, minutes in leisure.items() if who not in over and who[0] not in ahead)
    assert all(leisure[week] >= 330 for week in over)


def truth_now() -> Any:
    return truth_of(Path(__file__).parents[2] / "data" / "sample")


def _weeks_over(truth: Any) -> list[dict[str, Any]]:
    return [
        {"student": student, "week": int(week)}
        for student, by_week in truth["minutes"].items()
        for week, minutes in by_week.items()
        if minutes > 300
    ]


def test_measured_minutes_are_window_time_at_the_keyboard(folder: Path) -> None:
    """Adding all buckets up gives far more than was spent; window within not-away gives what was planned."""
    story = tell(24, 15, 7)
    name, data = next((n, d) for n, d in members(folder) if n.endswith("aw-buckets-export.json"))
    buckets = {one["type"]: one["events"] for one in json.loads(data)["buckets"].values()}
    present = [_span(event) for event in buckets["afkstatus"] if event["data"]["status"] == "not-afk"]
    windows = [_span(event) for event in buckets["currentwindow"]]
    spent = sum(max(0.0, min(a[1], w[1]) - max(a[0], w[0])) for a in present for w in windows) / 60
    incognito = 10 * sum(event["data"]["incognito"] for event in buckets["web.tab.current"])
    planned = sum(one.minutes for one in story.stretches if one.student == name.split("/")[0] and one.measured)
    assert spent == pytest.approx(planned + incognito, abs=0.01)
    assert sum(event["duration"] for events in buckets.values() for event in events) / 60 > 2 * planned


def _span(event: dict[str, Any]) -> tuple[float, float]:
    start = datetime.fromisoformat(event["timestamp"]).timestamp()
    return start, start + event["duration"]
