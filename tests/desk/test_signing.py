"""Personal links and codes: shown once, kept as hashes, ended by time, by hand and by the roster."""

from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.desk import Desk
from evenkeel.desk.signing import Doorkeeper, session_of
from evenkeel.errors import NobodyFound, NotAllowed
from evenkeel.model import DAY

COURSE = "title: Small\ntimezone: UTC\nstarts_on: 2026-01-12\nweeks: 15\n"
ROSTER = (
    "name,email,role\nAda Example,ada@example.org,student\nBen Vale,ben@example.org,student\n"
    "Pat Help,pat@example.org,assistant\nLee Teach,lee@example.org,instructor\n"
)
NOW = 1_777_000_000_000_000
ADA = Viewer(Role.STUDENT, "ada@example.org")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "course.yaml").write_text(COURSE, "utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, "utf-8")
    return tmp_path


@pytest.fixture
def desk(folder: Path):
    desk = Desk(folder)
    yield desk
    desk.close()


def invited(desk: Desk, email: str = "ada@example.org", days: int = 14):
    return desk.invite(LOCAL_INSTRUCTOR, [email], NOW, days)[0]


def test_a_link_signs_in_whom_it_is_for_with_the_role_of_the_roster(desk):
    made = invited(desk)
    assert desk.name_on_link(made.key, NOW) == "Ada Example"
    token = desk.sign_in_by_key(made.key, NOW)
    assert desk.viewer_by_session(session_of(token), NOW) == ADA


def test_a_code_signs_in_however_it_is_typed_but_only_with_its_own_address(desk):
    made, other = invited(desk), invited(desk, "ben@example.org")
    typed = made.code.lower().replace("-", " ")
    assert desk.sign_in_by_code(" Ada@Example.org ", typed, NOW)
    assert not desk.sign_in_by_code("ada@example.org", other.code, NOW)
    assert not desk.sign_in_by_code("nobody@example.org", made.code, NOW)
    assert not desk.sign_in_by_code("ada@example.org", "", NOW)


def test_neither_key_code_nor_token_stands_in_the_record(desk, folder):
    made = invited(desk)
    token = desk.sign_in_by_key(made.key, NOW)
    held = b"".join(path.read_bytes() for path in folder.glob("class.db*"))
    for secret in (made.key, made.code, made.code.replace("-", ""), token):
        assert secret.encode() not in held


def test_a_link_ends_by_time_and_what_it_opened_after_thirty_days(desk):
    made = invited(desk, days=2)
    token = desk.sign_in_by_key(made.key, NOW)
    assert desk.sign_in_by_key(made.key, NOW + 2 * DAY) == ""
    assert desk.name_on_link(made.key, NOW + 2 * DAY) == ""
    assert desk.viewer_by_session(session_of(token), NOW + 30 * DAY - 1)
    assert desk.viewer_by_session(session_of(token), NOW + 30 * DAY) is None


def test_a_new_link_ends_the_one_before_and_leaves_who_is_signed_in(desk):
    first = invited(desk)
    token = desk.sign_in_by_key(first.key, NOW)
    second = invited(desk)
    assert desk.sign_in_by_key(first.key, NOW) == ""
    assert not desk.sign_in_by_code("ada@example.org", first.code, NOW)
    assert desk.sign_in_by_key(second.key, NOW)
    assert desk.viewer_by_session(session_of(token), NOW) == ADA


def test_taking_back_ends_the_link_and_every_device_at_once(desk):
    made = invited(desk)
    tokens = [desk.sign_in_by_key(made.key, NOW) for _ in range(2)]
    desk.revoke(LOCAL_INSTRUCTOR, "ada@example.org", NOW)
    assert desk.sign_in_by_key(made.key, NOW) == ""
    assert [desk.viewer_by_session(session_of(token), NOW) for token in tokens] == [None, None]


def test_signing_out_ends_one_device_for_good(desk):
    made = invited(desk)
    here, there = (desk.sign_in_by_key(made.key, NOW) for _ in range(2))
    desk.sign_out(here, NOW)
    assert desk.viewer_by_session(session_of(here), NOW) is None
    assert desk.viewer_by_session(session_of(there), NOW) == ADA


def test_who_leaves_the_roster_or_changes_role_does_so_at_the_next_look(desk, folder):
    token = desk.sign_in_by_key(invited(desk).key, NOW)
    at_door = Doorkeeper(folder)
    (folder / "roster.csv").write_text(ROSTER.replace("ada@example.org,student", "ada@example.org,assistant"), "utf-8")
    Desk(folder).close()
    assert at_door.viewer_by_session(session_of(token), NOW) == Viewer(Role.ASSISTANT, "ada@example.org")
    (folder / "roster.csv").write_text(ROSTER.replace("Ada Example,ada@example.org,student\n", ""), "utf-8")
    Desk(folder).close()
    assert at_door.viewer_by_session(session_of(token), NOW) is None
    assert at_door.viewer_by_email("ada@example.org") is None
    at_door.close()


def test_assistants_are_without_names_where_the_instructor_says_so(desk):
    assert desk.viewer_by_email("pat@example.org") == Viewer(Role.ASSISTANT, "pat@example.org")
    desk.let_assistants_see_names(LOCAL_INSTRUCTOR, False)
    assert desk.viewer_by_email("pat@example.org") == Viewer(Role.ASSISTANT, "pat@example.org", names=False)
    assert desk.viewer_by_email("LEE@example.org") == Viewer(Role.INSTRUCTOR, "lee@example.org")


@pytest.mark.parametrize("viewer", [ADA, Viewer(Role.ASSISTANT, "pat@example.org")])
def test_only_an_instructor_says_who_may_sign_in(desk, viewer):
    for attempt in (
        lambda: desk.invite(viewer, ["ben@example.org"], NOW),
        lambda: desk.revoke(viewer, "ben@example.org", NOW),
        lambda: desk.standings(viewer),
        lambda: desk.let_assistants_see_names(viewer, True),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_nobody_outside_the_roster_is_invited(desk):
    with pytest.raises(NobodyFound, match="not on this class's roster"):
        desk.invite(LOCAL_INSTRUCTOR, ["eve@example.org"], NOW)


def test_how_everybody_can_sign_in_is_told_without_what_would_let_anybody_in(desk):
    made = invited(desk)
    desk.sign_in_by_key(made.key, NOW + 5)
    standings = {one.email: one for one in desk.standings(LOCAL_INSTRUCTOR)}
    ada, ben = standings["ada@example.org"], standings["ben@example.org"]
    assert (ada.made_at, ada.used_at, ada.ended) == (NOW, NOW + 5, False)
    assert (ben.made_at, ben.used_at) == (0, 0)
    assert made.key not in repr(standings)
