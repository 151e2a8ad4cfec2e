"""All that is held about somebody, for them to take along: theirs, all of it, and nobody else's."""

import io
import json
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.desk import Desk
from evenkeel.desk.consent import Kind
from evenkeel.desk.looking import What
from evenkeel.errors import NotAllowed
from evenkeel.flags.life import Step
from evenkeel.model import Role
from evenkeel.reports.takeaway import packed
from tests.class_folder import run
from tests.leaving.test_erasing import ADA, folder  # noqa: F401  (a fixture)

NOW = 1_770_000_000_000_000
HERSELF = Viewer(Role.STUDENT, ADA)


def opened(archive: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(archive)) as found:
        return {name: found.read(name).decode() for name in found.namelist()}


def test_the_archive_holds_what_the_record_holds(folder: Path) -> None:  # noqa: F811
    with closing(Desk(folder)) as desk:
        desk.keep(NOW)
        [card] = [one for one in desk.cards(LOCAL_INSTRUCTOR, NOW) if one.flag.student == ADA]
        desk.mark(LOCAL_INSTRUCTOR, card.id, Step.NOTE, NOW, "between instructors")
        desk.mark(HERSELF, card.id, Step.ANSWER, NOW, "I was ill")
        desk.consent(HERSELF, Kind.TIME, True, NOW)
        desk.looked(LOCAL_INSTRUCTOR, ADA, What.PAGE, NOW)
        files = opened(packed(desk.everything_about(HERSELF, ADA, NOW)))
    found = json.loads(files["everything.json"])
    assert [one["text"] for one in found["acts"]] == [
        "A thought, nobody else\never had before",
        "An unheard-of observation",
    ]
    assert [one["by"] for one in found["received"]] == ["Ben Birk"]
    assert {one["activity"] for one in found["time"]} == {"", "secret scrolling"}
    assert [(one["kind"], one["given"]) for one in found["consent"]] == [("time", 1)]
    assert [(one["viewer"], one["what"]) for one in found["who_looked"]] == [("instructor", "opened your page")]
    assert "I was ill" in found["flags"][0]["steps"] and "between instructors" not in str(files)
    assert f"inbox/{ADA}/time.csv" in {one["file"] for one in found["files"]}
    assert {"README.txt", "index.html", "acts.csv", "numbers.csv"} <= set(files)
    assert "My own post" not in str(files), "what others wrote to others is theirs"
    assert "ben@example.org" not in str(files), "nor is anybody else's address"


def test_nobody_takes_what_is_anothers(folder: Path) -> None:  # noqa: F811
    strangers = (
        Viewer(Role.STUDENT, "ben@example.org"),
        Viewer(Role.ASSISTANT, "ann@example.org"),
        Viewer(Role.STUDENT, ADA, looking_as=True),
    )
    with closing(Desk(folder)) as desk:
        for viewer in strangers:
            for ask in (desk.everything_about, desk.erase):
                with pytest.raises(NotAllowed):
                    ask(viewer, ADA, NOW)


def test_a_student_leaves_by_themself(folder: Path) -> None:  # noqa: F811
    with closing(Desk(folder)) as desk:
        desk.measures(HERSELF, NOW)
        assert not desk.erase(HERSELF, ADA, NOW).finished, "a shared file names them"
        assert desk.people(HERSELF) == [] and desk.measures(HERSELF, NOW).empty
        assert len(desk.departures(LOCAL_INSTRUCTOR)) == 1


def test_a_file_of_ones_own_can_be_withdrawn_and_no_other(folder: Path) -> None:  # noqa: F811
    with closing(Desk(folder)) as desk:
        own = {load.path: load.id for load, alone in desk.loads_with(HERSELF, ADA) if alone}
        assert list(own) == [f"inbox/{ADA}/time.csv"]
        assert desk.withdraw(HERSELF, own[f"inbox/{ADA}/time.csv"]).entries == 1


def test_the_command_writes_the_archive_and_says_what_is_left_out(folder: Path, tmp_path: Path) -> None:  # noqa: F811
    ran = run("export", "--course", folder, "--student", "Ada Quill", "-o", tmp_path / "ada.zip")
    assert ran.code == 0 and "private" in ran.out
    files = opened((tmp_path / "ada.zip").read_bytes())
    assert "who_looked.csv" in files and "took a copy of your data" in files["who_looked.csv"]


def test_who_withdrew_is_not_loaded(folder: Path) -> None:  # noqa: F811
    with closing(Desk(folder)) as desk:
        desk.consent(HERSELF, Kind.WRITING, False, NOW)
    (folder / "inbox" / "acts.csv").write_text("id,author,kind,at,text\nz,@ada_quill,post,2026-01-16,New\n", "utf-8")
    ran = run("load", "--course", folder, folder / "inbox" / "acts.csv", "--json")
    assert json.loads(ran.out)[-1]["skipped"] == {"withdrawn by the student": 1}


def test_a_look_is_kept_once_a_day_and_makes_no_page_anew(folder: Path) -> None:  # noqa: F811
    with closing(Desk(folder)) as desk:
        before = desk.stamp()
        for _ in range(2):
            desk.looked(LOCAL_INSTRUCTOR, ADA, What.PAGE, NOW)
        desk.looked(HERSELF, ADA, What.PAGE, NOW)
        assert desk.stamp() == before
        assert len(desk.who_looked(HERSELF, ADA)) == 1
        with pytest.raises(NotAllowed):
            desk.who_looked(Viewer(Role.STUDENT, "ben@example.org"), ADA)
