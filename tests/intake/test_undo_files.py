"""Taking back real files of a course: the same again, names gone, the roster as before, and no half of it ever."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.desk import Desk
from evenkeel.errors import NotAllowed, NotUndone
from evenkeel.intake import undoing
from evenkeel.model import Role
from evenkeel.store import naming
from evenkeel.store.record import connect, version
from tests.class_folder import dump, load, load_one, rows, run, write_course
from tests.test_intake import ACTS, EVERYTHING, comment, post, wxr, x_archive
from tests.test_kill import acts, diary

ROOT = Path(__file__).resolve().parents[2]


def listed(folder: Path) -> list[dict[str, object]]:
    return json.loads(run("loads", "--course", folder, "--json").out)  # type: ignore[no-any-return]  # JSON


def number(folder: Path, path: str) -> int:
    return next(int(str(one["number"])) for one in listed(folder) if one["path"] == path)


def undo(folder: Path, path: str) -> str:
    ran = run("undo", "--course", folder, number(folder, path))
    assert ran.code == 0, ran
    return ran.out


def test_every_file_taken_back_leaves_the_roster_alone(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", EVERYTHING)
    run("loads", "--course", folder)
    before = dump(folder)
    load(folder)
    for path in [str(one["path"]) for one in listed(folder) if one["path"] != "roster.csv"]:
        undo(folder, path)
    assert dump(folder) == before


def test_taking_back_the_last_file_and_loading_it_again_gives_the_same_record(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", EVERYTHING)
    load(folder)
    held = dump(folder)
    last = str(listed(folder)[0]["path"])
    undo(folder, last)
    assert dump(folder) != held
    load(folder, folder / last)
    assert dump(folder) == held


def test_what_another_file_holds_too_stays_and_it_is_said(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/old.xml": wxr(post(1, "One"), post(2, "Two"))})
    load(folder)
    newer = wxr(post(2, "Two, mended"), post(3, "Three", comment(9, "Nora Nobody", "Hm")))
    (folder / "inbox" / "new.xml").write_text(newer, "utf-8")
    load(folder, folder / "inbox" / "new.xml")
    dry = run("undo", "--course", folder, number(folder, "inbox/new.xml"), "--dry-run").out
    leaving = "2 acts and 1 name of an outsider would leave."
    assert dry == f"inbox/new.xml: {leaving} 1 row stays, since another file holds it too.\n"
    said = undo(folder, "inbox/new.xml")
    assert said.startswith("inbox/new.xml: 2 acts and 1 name of an outsider left the record. 1 row stays")
    assert "(1 as before this file)" in said
    assert dict(rows(folder, "SELECT ref, text FROM act JOIN said ON act_id = id")) == {
        "wordpress:anna.example.org:post:1": "One",
        "wordpress:anna.example.org:post:2": "Two",
    }


def test_the_names_of_outsiders_go_with_the_last_file_that_has_them(tmp_path: Path) -> None:
    secret = wxr(post(1, "One", comment(5, "Nora Quist", "Yes")))
    folder = write_course(tmp_path / "class", {"inbox/1.xml": secret, "inbox/2.xml": secret + "<!-- newer -->"})
    load(folder)
    undo(folder, "inbox/1.xml")
    assert rows(folder, "SELECT name FROM account WHERE name LIKE 'Nora%'") == [("Nora Quist",)]
    assert b"Quist" in (folder / "class.db").read_bytes()
    undo(folder, "inbox/2.xml")
    left = b"".join(path.read_bytes() for path in folder.glob("class.db*"))
    assert b"Quist" not in left, "the bytes are gone, not only the rows"


def test_decisions_stay_and_hold_when_the_file_comes_back(tmp_path: Path) -> None:
    tweets = x_archive("night_owl", ("901", "Wed Jan 14 10:00:00 +0000 2026", "Hello"))
    folder = write_course(tmp_path / "class", {"inbox/x.zip": tweets})
    load(folder)
    run("match", "--course", folder, "x:night_owl", "Ben Birk")
    undo(folder, "inbox/x.zip")
    assert rows(folder, "SELECT * FROM account") == []
    assert load_one(folder)["unmatched"] == []


def test_an_archive_from_the_wrong_folder_is_nobodys_when_it_is_taken_back(tmp_path: Path) -> None:
    tweets = x_archive("night_owl", ("901", "Wed Jan 14 10:00:00 +0000 2026", "Hello"))
    folder = write_course(tmp_path / "class", {"inbox/ben@example.org/x.zip": tweets})
    load(folder)
    (folder / "inbox" / "acts.csv").write_text("author,at\nanna@example.org,2026-01-13\n", "utf-8")
    other = x_archive("night_owl", ("902", "Wed Jan 14 11:00:00 +0000 2026", "More"))
    (folder / "inbox" / "later.zip").write_bytes(other)
    load(folder, folder / "inbox" / "later.zip")
    whose = (
        "SELECT p.email, matched_by FROM account a LEFT JOIN person p ON p.id = a.person_id WHERE handle = 'night_owl'"
    )
    assert rows(folder, whose) == [("ben@example.org", "folder")]
    undo(folder, "inbox/ben@example.org/x.zip")
    assert rows(folder, whose) == [(None, "")]


EXTRA = "name,email,role,x\nZoe Zed,zoe@example.org,student,zed\nAnna Ash-Moss,anna@example.org,student,anna\n"


def test_people_whom_only_that_roster_listed_leave_and_others_are_as_before(tmp_path: Path) -> None:
    folder = write_course(
        tmp_path / "class", {"inbox/more.csv": EXTRA, "inbox/acts.csv": "author,at\nzed,2026-01-13\n"}
    )
    run("loads", "--course", folder)
    people = "SELECT email, name, role, section, listed FROM person ORDER BY email"
    before = rows(folder, people), rows(folder, "SELECT * FROM person_account")
    load(folder)
    assert rows(folder, "SELECT name FROM person WHERE email LIKE 'anna%'") == [("Anna Ash-Moss",)]
    undo(folder, "inbox/more.csv")
    assert (rows(folder, people), rows(folder, "SELECT * FROM person_account")) == before
    assert rows(folder, "SELECT person_id FROM account WHERE handle = 'zed'") == [(None,)]


def test_the_folders_own_roster_is_followed_and_not_taken_back(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class")
    run("loads", "--course", folder)
    ran = run("undo", "--course", folder, number(folder, "roster.csv"))
    assert (ran.code, ran.err) == (
        2,
        "The roster follows roster.csv in the course folder: change that file instead.\n",
    )


def test_a_roster_that_was_followed_once_can_be_taken_back_and_who_dropped_out_is_gone(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": ACTS})
    load(folder)
    whole = (folder / "roster.csv").read_text("utf-8")
    (folder / "roster.csv").write_text("\n".join(whole.splitlines()[:2]), "utf-8")
    run("loads", "--course", folder)
    assert rows(folder, "SELECT email, listed FROM person ORDER BY email")[1] == ("ben@example.org", 0)
    first = min(int(str(one["number"])) for one in listed(folder) if one["path"] == "roster.csv")
    assert run("undo", "--course", folder, first).code == 0
    assert rows(folder, "SELECT email, listed FROM person") == [("anna@example.org", 1)]


def test_a_load_by_an_older_version_says_that_it_cannot_be_undone(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": ACTS})
    load(folder)
    with closing(sqlite3.connect(folder / "class.db")) as record:
        record.execute("UPDATE load SET traced = 0")
        record.commit()
    assert not any(one["undoable"] for one in listed(folder))
    ran = run("undo", "--course", folder, number(folder, "inbox/acts.csv"))
    assert ran.code == 2 and ran.err.startswith("inbox/acts.csv was loaded by an older version")


def test_a_number_that_is_no_load_is_a_sentence(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class")
    ran = run("undo", "--course", folder, 77)
    assert (ran.code, ran.err) == (2, "There is no load 77; `loads` lists them all.\n")


def test_only_the_instructors_side_may_list_and_take_back(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": ACTS})
    load(folder)
    anna = Viewer(Role.STUDENT, "anna@example.org")
    with closing(Desk(folder)) as desk:
        for asked in (desk.loads, desk.decided):
            with pytest.raises(NotAllowed):
                asked(anna)
        for asked_of in (desk.undo, desk.outlook, desk.waiting):
            with pytest.raises(NotAllowed):
                asked_of(anna, 1)


def test_what_stops_half_way_leaves_the_record_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_course(tmp_path / "class", EVERYTHING)
    load(folder)
    held = dump(folder)

    def fails(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(naming, "take_back", fails)
    with closing(Desk(folder)) as desk:
        before = desk.stamp()
        with pytest.raises(KeyboardInterrupt):
            desk.undo(LOCAL_INSTRUCTOR, 2)
        assert desk.stamp() == before
    assert dump(folder) == held


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(4))
def test_a_killed_undo_leaves_the_whole_file_or_none_of_it(tmp_path: Path, turn: int) -> None:
    files = {"inbox/1.csv": acts("1", 9_000), "inbox/2.csv": acts("2", 9_000), "inbox/time.csv": diary(3_000)}
    folder = write_course(tmp_path / "class", files)
    load(folder)
    before = dump(folder)
    arguments = [sys.executable, "-m", "evenkeel", "undo", "--course", str(folder), str(number(folder, "inbox/1.csv"))]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL) as undoing_:
        time.sleep(0.9 + 0.15 * turn)
        undoing_.kill()
    with closing(sqlite3.connect(folder / "class.db")) as record:
        assert record.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert record.execute("PRAGMA foreign_key_check").fetchall() == []
    gone = rows(folder, "SELECT count(*) FROM load WHERE path = 'inbox/1.csv'") == [(0,)]
    assert rows(folder, "SELECT count(*) FROM act WHERE ref LIKE '1%'") == [(0 if gone else 9_000,)]
    if not gone:
        assert dump(folder) == before


def test_a_record_of_the_older_shape_is_brought_over_and_new_loads_over_it_can_be_undone(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": ACTS})
    old = tmp_path / "old.db"
    with closing(connect(old)) as record:
        for step in sorted((ROOT / "evenkeel" / "store" / "migrations").glob("00[12]_*.sql")):
            record.executescript(step.read_text("utf-8"))
        record.executescript(
            "PRAGMA user_version = 2; INSERT INTO fact VALUES ('secret', '" + "5e" * 32 + "');"
            "INSERT INTO person VALUES (1, 'anna@example.org', 'Anna Ash', 'student', 'A', 1);"
            "INSERT INTO account (id, platform, spelling, handle, name, mail_key, site, person_id, matched_by) VALUES"
            " (1, '', 'anna@example.org', 'anna@example.org', '', '', '', 1, 'roster');"
            "INSERT INTO act VALUES (1, 'p1', 1, 'post', 5, '', 1, NULL, NULL, '', 'acts', 7);"
            "INSERT INTO said VALUES (1, '', 'As it was', ''); INSERT INTO coverage VALUES (1, 'acts', 'any', 1, 2, 0);"
            "INSERT INTO load VALUES (1, 'inbox/acts.csv', 'acts', 'aa', 5, '{\"path\": \"inbox/acts.csv\"}');"
        )
    (folder / "class.db").write_bytes(old.read_bytes())
    load(folder)
    assert rows(folder, "SELECT text FROM act JOIN said ON act_id = id WHERE ref = 'p1'") == [("First words #prclass",)]
    with closing(Desk(folder)) as desk:
        assert version(desk.record) >= 3
        newest = next(one.number for one in desk.loads(LOCAL_INSTRUCTOR) if one.format == "acts" and one.undoable)
        assert newest is not None
        desk.undo(LOCAL_INSTRUCTOR, newest)
        with pytest.raises(NotUndone):
            undoing.undo(desk.record, 1)
    assert rows(folder, "SELECT ref, text FROM act JOIN said ON act_id = id") == [("p1", "As it was")]
    assert rows(folder, "SELECT since, until FROM coverage") == [(1, 2)]


def test_refused_files_are_on_the_list_and_do_not_keep_the_mended_one_from_loading(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/acts.csv": ""})
    load(folder)
    load(folder)
    [refused] = [one for one in listed(folder) if one["refused"]]
    assert (refused["number"], refused["path"], refused["undoable"]) == (None, "inbox/acts.csv", False)
    assert "empty" in str(refused["refused"])
    assert "inbox/acts.csv: not loaded. inbox/acts.csv: " in run("loads", "--course", folder).out
    (folder / "inbox" / "acts.csv").write_text(ACTS, "utf-8")
    assert load_one(folder)["new"] == 3
    held = dump(folder)
    assert load_one(folder)["known"] == 3
    assert dump(folder) == held
    with closing(Desk(folder)) as desk:
        desk.clear_refused(LOCAL_INSTRUCTOR)
        assert [one.path for one in desk.loads(LOCAL_INSTRUCTOR)] == ["inbox/acts.csv", "roster.csv"]
