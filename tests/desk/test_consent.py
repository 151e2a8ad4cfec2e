"""A student's say about each kind of data."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.desk import Desk
from evenkeel.desk.consent import Kind
from evenkeel.errors import NotAllowed
from evenkeel.model import Role
from tests.metrics.small_class import ADA, BEN, write_course

HERSELF, HIMSELF = Viewer(Role.STUDENT, ADA), Viewer(Role.STUDENT, BEN)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(Desk(write_course(tmp_path / "class"))) as desk:
        yield desk


def test_nobody_has_agreed_before_they_were_asked(desk: Desk) -> None:
    assert [one.given for one in desk.consents(HERSELF, ADA).values()] == [None] * len(Kind)
    assert not desk.consented(HERSELF, Kind.TIME)


def test_what_is_given_can_be_withdrawn_and_both_stay_on_record(desk: Desk) -> None:
    desk.consent(HERSELF, Kind.TIME, True, 1)
    desk.consent(HERSELF, Kind.TIME, True, 2)
    assert desk.consented(HERSELF, Kind.TIME) and not desk.consented(HERSELF, Kind.WRITING)
    desk.consent(HERSELF, Kind.TIME, False, 3)
    held = desk.consents(LOCAL_INSTRUCTOR, ADA)[Kind.TIME]
    assert (held.given, held.at) == (False, 3)
    assert desk.record.execute("SELECT given, said_at FROM consent ORDER BY id").fetchall() == [(1, 1), (0, 3)]


def test_nobody_agrees_for_another_nor_sees_what_another_said(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.consents(HIMSELF, ADA)
    for other in (LOCAL_INSTRUCTOR, Viewer(Role.STUDENT, ADA, looking_as=True)):
        with pytest.raises(NotAllowed):
            desk.consent(other, Kind.TIME, True, 1)
