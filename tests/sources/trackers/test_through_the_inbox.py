"""Time from the inbox to the record: whose it is by the folder, whole folders, and what a second load changes."""

import json
from pathlib import Path

from tests.class_folder import load, load_one, rows, write_course

BUCKETS = {
    "buckets": {
        "w": {
            "id": "aw-watcher-window_pc", "type": "currentwindow", "client": "aw-watcher-window", "hostname": "pc",
            "events": [
                {"timestamp": "2026-01-13T15:00:00Z", "duration": 600, "data": {"app": "Word", "title": "Essay"}},
                {"timestamp": "2026-01-13T15:10:00Z", "duration": 600, "data": {"app": "Games", "title": "Chess"}},
            ],
        },
        "a": {
            "id": "aw-watcher-afk_pc", "type": "afkstatus", "client": "aw-watcher-afk", "hostname": "pc",
            "events": [{"timestamp": "2026-01-13T15:00:00Z", "duration": 1200, "data": {"status": "not-afk"}}],
        },
    }
}  # fmt: skip
CATEGORIES = {
    "categories": [
        {"id": 1, "name": ["Work", "School"], "rule": {"type": "regex", "regex": "Essay"}, "data": {}},
        {"id": 2, "name": ["Leisure"], "rule": {"type": "regex", "regex": "Chess"}, "data": {}},
    ]
}
WATCHED = [{"header": "YouTube", "title": "Watched a film", "time": "2026-01-13T15:00:00Z", "products": ["YouTube"]}]
RESCUED = "Date,Time Spent (seconds),Number of People,Activity\n2026-01-13T10:05:00,120,1,twitter.com\n"


def purposes(folder: Path) -> list[tuple[object, ...]]:
    return rows(
        folder,
        "SELECT p.email, e.activity, e.purpose FROM entry e JOIN account a ON a.id = e.account_id "
        "LEFT JOIN person p ON p.id = a.person_id ORDER BY e.starts",
    )


def test_categories_laid_beside_the_buckets_later_say_the_purpose_of_the_same_entries(tmp_path: Path) -> None:
    own = "inbox/anna@example.org"
    folder = write_course(tmp_path / "c", {f"{own}/aw-buckets-export.json": json.dumps(BUCKETS)})
    assert load_one(folder)["new"] == 2
    (folder / own / "aw-category-export.json").write_text(json.dumps(CATEGORIES), "utf-8")
    report = load_one(folder)
    assert (report["path"], report["new"], report["changed"]) == (own, 0, 2)
    assert purposes(folder) == [("anna@example.org", "Word", "coursework"), ("anna@example.org", "Games", "leisure")]


def test_a_folder_named_by_another_name_of_the_student_brings_nothing_twice(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "c", {"inbox/Anna Ash/rescuetime.csv": RESCUED})
    assert load_one(folder)["new"] == 1
    other = folder / "other.csv"
    other.write_text(RESCUED, "utf-8")
    (report,) = load(folder, other, "--student", "anna@example.org")
    assert (report["new"], report["known"]) == (0, 1)


def test_visits_reach_the_record_and_make_estimated_minutes(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "c", {"inbox/anna@example.org/watch-history.json": json.dumps(WATCHED)})
    report = load_one(folder)
    assert (report["format"], report["new"], report["unmatched"]) == ("youtube-history", 1, [])
    assert rows(folder, "SELECT platform FROM visit") == [("youtube",)]


def test_two_students_may_have_the_same_time_at_the_same_moment(tmp_path: Path) -> None:
    files = {f"inbox/{who}@example.org/{name}": content for who in ("anna", "ben") for name, content in (
        ("r.csv", RESCUED), ("h.json", json.dumps(WATCHED)),
    )}  # fmt: skip
    folder = write_course(tmp_path / "c", files)
    assert [report["new"] for report in load(folder) if report["path"] != "roster.csv"] == [1, 1, 1, 1]


def test_the_rest_of_a_takeout_is_counted_by_product(tmp_path: Path) -> None:
    below = "inbox/anna@example.org/Takeout"
    files = {f"{below}/Google Photos/{n}.json": "{}" for n in range(3)} | {f"{below}/Keep/a.json": "{}"}
    folder = write_course(tmp_path / "c", files | {f"{below}/YouTube/history/watch.json": json.dumps(WATCHED)})
    found = {one["path"].rpartition("/")[2]: one for one in load(folder) if one["path"] != "roster.csv"}
    assert found["Google Photos"]["skipped"] == {"file beside an export": 3}
    assert found["Keep"]["skipped"] == {"file beside an export": 1} and found["watch.json"]["new"] == 1
    assert not any(one["refused"] for one in found.values())
