"""The table of who sees what says what the reads do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evenkeel.access import Viewer
from evenkeel.desk import Desk, rights
from evenkeel.desk.disputing import Claim
from evenkeel.desk.rights import RIGHTS, Right, Sees
from evenkeel.errors import NotAllowed
from evenkeel.flags.life import Step
from evenkeel.model import Role
from tests.metrics.small_class import ADA, BEN, micros, opened, write_acts, write_course, write_time
from tests.metrics.small_class import AFTER as OVER

NOW = micros(OVER)
WHO = {
    Role.STUDENT: Viewer(Role.STUDENT, ADA),
    Role.INSTRUCTOR: Viewer(Role.INSTRUCTOR, "ida@example.org"),
    Role.ASSISTANT: Viewer(Role.ASSISTANT, "ann@example.org"),
}
CLASSMATE = Viewer(Role.STUDENT, BEN)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = write_course(
        tmp_path_factory.mktemp("rights") / "class",
        rules=[{"metric": "leisure_minutes", "above": 30, "rule": "any week"}],
        schedule=[{"exercise": "essay", "due": "2025-09-05"}],
    )
    write_acts(folder, [f"{ADA},post,2025-09-02"])
    write_time(folder, [f"{ADA},2025-09-02T09:00,2025-09-02T10:30,leisure"])
    with opened(folder) as desk:
        desk.keep(NOW)
        [card] = desk.cards(WHO[Role.INSTRUCTOR], NOW)
        desk.mark(WHO[Role.INSTRUCTOR], card.id, Step.NOTE, NOW, "noted")
        desk.grade(WHO[Role.INSTRUCTOR], NOW, (ADA, "essay", "time 1"), {}, "read")
        [act] = desk.acts(WHO[Role.STUDENT], NOW, ADA)["act"]
        desk.dispute(WHO[Role.STUDENT], "act", [desk.ref_of(WHO[Role.STUDENT], int(act))], Claim.COURSEWORK, "", NOW)
        yield desk


def _of_ada(frame: object) -> bool:
    return bool((frame["student"] == ADA).any())  # type: ignore[index]


READS: dict[Right, Callable[[Desk, Viewer], bool]] = {
    rights.NUMBERS: lambda desk, viewer: _of_ada(desk.measures(viewer, NOW)),
    rights.WRITING: lambda desk, viewer: not desk.acts(viewer, NOW, ADA).empty,
    rights.TIME: lambda desk, viewer: _of_ada(desk.timeline(viewer, NOW)),
    rights.FLAGS: lambda desk, viewer: bool(desk.cards(viewer, NOW)),
    rights.NOTES: lambda desk, viewer: any(card.entries for card in desk.cards(viewer, NOW)),
    rights.TALK: lambda desk, viewer: bool(desk.network(viewer, NOW)),
    rights.OWN_WORDS: lambda desk, viewer: bool(desk.disputes(viewer)),
    rights.GRADES: lambda desk, viewer: bool(desk.grades(viewer)),
    rights.CONSENT: lambda desk, viewer: bool(desk.consents(viewer, ADA)),
    rights.LOOKS: lambda desk, viewer: desk.who_looked(viewer, ADA) == [],
    rights.COPY: lambda desk, viewer: bool(desk.everything_about(viewer, ADA, NOW).parts),
}


def sees(desk: Desk, viewer: Viewer, right: Right) -> bool:
    try:
        return READS[right](desk, viewer)
    except NotAllowed:
        return False


@pytest.mark.parametrize("right", READS, ids=lambda right: right.what)
def test_each_role_sees_what_the_table_says(desk: Desk, right: Right) -> None:
    assert {role: sees(desk, viewer, right) for role, viewer in WHO.items()} == {
        role: right.of(role) is Sees.YES for role in WHO
    }
    assert not sees(desk, CLASSMATE, right)


def test_no_line_of_the_table_goes_unchecked() -> None:
    assert set(RIGHTS) - set(READS) == {rights.GOALS}, "goals are private unless shared: their own tests say so"
