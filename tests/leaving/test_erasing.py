"""Somebody leaves: nothing of them is left on disk, others stay as they were, and no file brings them back."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.course.values import Rule
from evenkeel.desk import Desk
from tests.class_folder import load, rows, run, write_course

ADA = "ada.quill@example.org"
ROSTER = f"""name,email,role,section,blog,x
Ada Quill,{ADA},student,A,https://quillnotes.example.org/,@ada_quill
Ben Birk,ben@example.org,student,A,,@ben
Ida Ingle,ida@example.org,instructor,,,
"""
ACTS = """id,author,kind,at,text,in_reply_to,to
a1,Ada Quill,post,2026-01-13T10:00:00,"A thought, nobody else
ever had before",,
b1,ben@example.org,comment,2026-01-13T11:00:00,I agree with Ada Quill and @ada_quill,a1,@ada_quill;ida@example.org
b2,ben@example.org,post,2026-01-14T10:00:00,My own post,,
b3,ida@example.org,comment,2026-01-14T11:00:00,Good,b2,
"""
TIME = f"""student,start,end,purpose
{ADA},2026-01-13T09:00,2026-01-13T10:00,leisure
ben@example.org,2026-01-13T09:00,2026-01-13T10:30,leisure
"""
DIARY = f"student,start,end,activity\n{ADA},2026-01-15T09:00,2026-01-15T10:00,secret scrolling\n"
# A post of Ada's in a shared export that is no table, which answers Ben in the same file.
FORUM = {
    "id": "https://example.org/feed",
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The class blog",
    "home_page_url": "https://class.example.org/",
    "items": [
        {
            "id": "https://class.example.org/1",
            "url": "https://class.example.org/1",
            "content_text": "An unheard-of observation",
            "date_published": "2026-01-15T10:00:00Z",
            "authors": [{"name": "Ada Quill"}],
        },
        {
            "id": "https://class.example.org/2",
            "url": "https://class.example.org/2",
            "content_text": "What Ada Quill says at https://quillnotes.example.org/one is right",
            "date_published": "2026-01-15T12:00:00Z",
            "authors": [{"name": "Ben Birk"}],
        },
    ],
}
NEEDLES = ("ada.quill", "Ada Quill", "ada_quill", "quillnotes", "nobody else", "unheard-of", "secret scrolling")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rule = {"metric": "leisure_minutes", "above": 30, "rule": "any week"}
    course = write_course(
        tmp_path / "class",
        {
            "inbox/acts.csv": ACTS,
            "inbox/time.csv": TIME,
            f"inbox/{ADA}/time.csv": DIARY,
            "inbox/class.json": json.dumps(FORUM),
            "inbox/ben@example.org/notes.txt": "I like what Ada Quill writes",
        },
        ROSTER,
        rules=[rule],
    )
    load(course)
    assert rows(course, "SELECT count(*) FROM act a JOIN account c ON c.id = account_id WHERE person_id = 1") == [(2,)]
    return course


def left_in(folder: Path, *but: str) -> set[tuple[str, str]]:
    """Return which files of a folder hold which needle, in whatever case."""
    return {
        (path.relative_to(folder).as_posix(), needle)
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).as_posix() not in but
        for needle in NEEDLES
        if needle.casefold().encode() in path.read_bytes().lower()
    }


def erase(folder: Path, *more: str) -> tuple[int, str]:
    ran = run("erase", "--course", folder, "--student", ADA, *more)
    return ran.code, ran.out


def test_what_would_go_is_said_and_nothing_goes(folder: Path) -> None:
    before = left_in(folder)
    code, said = erase(folder, "--dry-run")
    assert code == 0
    assert "2 acts, 2 time entries" in said
    assert f"inbox/{ADA}/: would be removed." in said
    assert "inbox/acts.csv: 1 row of theirs would be cut." in said
    assert "inbox/class.json: holds several people" in said
    assert left_in(folder) == before


def test_no_byte_of_them_is_left(folder: Path) -> None:
    code, said = erase(folder)
    assert code == 1, said
    assert "class.json: holds several people" in said
    assert "1 file of another student names them" in said
    assert left_in(folder, "inbox/class.json", "inbox/ben@example.org/notes.txt") == set()
    assert not (folder / "inbox" / ADA).exists()
    assert rows(folder, "SELECT count(*) FROM departure") == [(1,)]


def test_a_table_loses_their_rows_and_no_other_byte(folder: Path) -> None:
    erase(folder)
    left = (folder / "inbox" / "acts.csv").read_text("utf-8")
    head, *_ = ACTS.splitlines(keepends=True)
    assert left.startswith(
        f"{head}b1,ben@example.org,comment,2026-01-13T11:00:00,I agree with [a former student] and @"
    )
    assert left.endswith("".join(ACTS.splitlines(keepends=True)[-2:]))
    assert (folder / "inbox" / "time.csv").read_text("utf-8") == TIME.replace(TIME.splitlines(keepends=True)[1], "")
    assert (folder / "roster.csv").read_text("utf-8") == ROSTER.replace(ROSTER.splitlines(keepends=True)[1], "")


def test_files_of_several_people_go_when_that_is_asked_for(folder: Path) -> None:
    code, said = erase(folder, "--shared-files")
    assert code == 0, said
    assert not (folder / "inbox" / "class.json").exists()


def test_loading_again_does_not_bring_them_back(folder: Path) -> None:
    erase(folder)
    (folder / "inbox" / "again.csv").write_text(ACTS, "utf-8")
    (folder / "inbox" / ADA).mkdir()
    (folder / "inbox" / ADA / "time.csv").write_text(DIARY, "utf-8")
    found = {report["path"]: report for report in load(folder)}
    assert found["inbox/again.csv"]["skipped"] == {"of somebody who left the class": 1}
    assert found["inbox/class.json"]["skipped"] == {"of somebody who left the class": 1}
    for path in ("inbox/again.csv", "inbox/class.json", f"inbox/{ADA}/time.csv"):
        (folder / path).unlink()
    (folder / "inbox" / ADA).rmdir()
    assert left_in(folder, "inbox/ben@example.org/notes.txt") == set()


def numbers(folder: Path) -> list[dict[str, object]]:
    ran = run("metrics", "--course", folder, "--now", "2026-02-01", "--format", "json")
    kept = ("posts", "comments", "words", "leisure_minutes", "acts")
    assert {one["student"] for one in json.loads(ran.out)} <= {"ben@example.org", ADA}
    return [one for one in json.loads(ran.out) if one["student"] == "ben@example.org" and one["metric"] in kept]


def test_what_others_did_is_counted_as_before(folder: Path) -> None:
    before = numbers(folder)
    erase(folder)
    assert numbers(folder) == before


def test_who_comes_back_is_let_in_by_a_word(folder: Path) -> None:
    erase(folder)
    (folder / "roster.csv").write_text(ROSTER, "utf-8")
    assert rows(folder, "SELECT count(*) FROM person") == [(2,)]
    load(folder)
    assert rows(folder, "SELECT count(*) FROM person") == [(2,)]
    assert run("erase", "--course", folder, "--student", ADA, "--lift").code == 0
    (folder / "roster.csv").write_text(ROSTER + "\n", "utf-8")
    load(folder)
    assert rows(folder, "SELECT count(*) FROM person") == [(3,)]


def test_the_histories_are_guarded_as_before(folder: Path) -> None:
    guards = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
    before = rows(folder, guards)
    erase(folder)
    assert rows(folder, guards) == before


def test_nobody_of_that_name_is_a_sentence(folder: Path) -> None:
    ran = run("erase", "--course", folder, "--student", "zoe@example.org")
    assert (ran.code, "fits nobody" in ran.err) == (2, True)


def test_while_another_program_reads_the_record_it_is_said_that_its_log_stays(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "class.db")) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM act").fetchone()
        with closing(Desk(folder)) as desk:
            desk.record.execute("PRAGMA busy_timeout = 50")
            assert not desk.erase(LOCAL_INSTRUCTOR, ADA, 1_770_000_000_000_000).clean
    with closing(sqlite3.connect(folder / "class.db")) as record:
        record.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert "Ada Quill" not in str(rows(folder, "SELECT * FROM said"))


def test_a_rule_about_them_stays_in_the_history_about_nobody(folder: Path) -> None:
    with closing(Desk(folder)) as desk:
        rule = Rule("leisure_minutes", 10, k=1, m=1, student=ADA)
        desk.set_rules(LOCAL_INSTRUCTOR, [rule], 1_770_000_000_000_000, "I worry about Ada Quill")
        desk.erase(LOCAL_INSTRUCTOR, ADA, 1_770_000_000_000_000)
        [change] = desk.rule_history(LOCAL_INSTRUCTOR)
        assert change.why == "I worry about [a former student]"
        assert change.rules[0].student.startswith("former-") and desk.looked_at(LOCAL_INSTRUCTOR, change.rules[0]) == []
