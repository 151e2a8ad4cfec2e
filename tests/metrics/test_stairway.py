"""Every stair of the relationship stairway, and both sides of every cut, on classes counted by hand."""

from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.course.values import Settings
from evenkeel.errors import NotAllowed
from evenkeel.metrics.conversation import CANNOT_TELL, STAIRS
from tests.metrics.small_class import AFTER, micros, opened
from tests.metrics.talk import address, roster, write_talk

PEOPLE = roster(["ida", "jon", "kim"], {"tess": "instructor"})
NAMES = {"i": "ida", "j": "jon", "k": "kim", "t": "tess"}


def stairs(folder: Path, said: str, week: int = 0, people: str = PEOPLE, **settings: object) -> pd.DataFrame:
    """Return the stairway of words like `i2l`: Ida to Jon in week 2 with a link (Jon and everybody else: to Ida)."""
    acts = []
    for word in said.split():
        author, to = NAMES[word[0]], "jon" if word[0] == "i" else "ida"
        acts.append((author, (to,), int(word[1]), word[2:]))
    write_talk(folder, acts, people, settings=settings)
    with opened(folder) as desk:
        return desk.stairway(LOCAL_INSTRUCTOR, micros(AFTER), week)


def stair(found: pd.DataFrame, student: str = "ida", partner: str = "jon") -> str:
    rows = found[(found["student"] == address(student)) & (found["partner"] == address(partner))]
    [only] = rows["stair"]
    return str(only)


# Jon passed Ida's work on twice and spoke to her once; she addressed him six times: t = 3, g = 6, beta = -1/3.
CHAMPION = "i1 i2 i3 i4 i1 i2 j1r j2r j3"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (CHAMPION, "champion"),
        (f"{CHAMPION} i3", "taker with good info"),  # beta = -4/10
        ("i1 i2 i3 i4 j1r j2r", "giver and taker"),  # t = 2; beta = -1/3 is even
        ("i1 i2 i3 j1r j2r j3", "giver and taker"),  # three weeks
        ("i1 i2 i3 i4 j1r j2 j3", "giver and taker"),  # passed on once
        ("i1 j2 j3", "casual friend"),  # n = 3
        ("i1 i2 j1 j2", "giver and taker"),  # n = 4
        ("i1 i1 j1 j1 j1", "casual friend"),  # one week
        ("i1s i2s j1s j2s", "casual friend"),  # five words are not more than five
        ("i1s i2l j1s j2s", "giver and taker"),  # a link is enough
        ("i1s i2s j1s j2", "giver and taker"),  # six words are
        ("j1r j2r j1r j2r", "casual friend"),  # passing on says nothing of one's own
        ("i1 i2 j1 j2 j1 j2", "giver and taker"),  # beta = 1/3
        ("i1 i2 j1 j2 j1 j2 j1", "giver"),  # beta = 3/7
        ("i1 i2 i1 i2 j1 j2", "giver and taker"),  # beta = -1/3
        ("i1 i2 i1 i2 i1 j1 j2", "taker with good info"),  # beta = -3/7
    ],
)
def test_a_partner_stands_on_the_first_stair_that_fits(said: str, expected: str, tmp_path: Path) -> None:
    assert stair(stairs(tmp_path, said)) == expected


def test_each_side_sees_the_other_from_where_it_stands(tmp_path: Path) -> None:
    found = stairs(tmp_path, "i1 i2 j1 j2 j1 j2 j1")
    assert (stair(found), stair(found, "jon", "ida")) == ("giver", "taker with good info")


def test_a_row_says_what_it_rests_on(tmp_path: Path) -> None:
    found = stairs(tmp_path, CHAMPION).set_index(["student", "partner"])
    row = found.loc[(address("ida"), address("jon"))]
    assert row.drop("stair").to_dict() == {"given": 6, "taken": 3, "span": 4, "passed_on": 2, "substantive": True}
    assert found.loc[(address("jon"), address("ida")), "passed_on"] == 0


def test_thirds_add_up_to_a_whole(tmp_path: Path) -> None:
    """Twelve acts of Jon's to three people: t = 12/3 = 4, which is not fewer than 4; nine: 3, which is."""
    for many, expected in ((12, "giver"), (11, "casual friend")):
        acts = [("jon", ("ida", "kim", "tess"), 1 + n % 2, "") for n in range(many)]
        folder = write_talk(tmp_path / str(many), acts, PEOPLE)
        with opened(folder) as desk:
            assert stair(desk.stairway(LOCAL_INSTRUCTOR, micros(AFTER))) == expected


def test_of_a_partner_who_wrote_nothing_on_record_nobody_can_tell(tmp_path: Path) -> None:
    assert stair(stairs(tmp_path / "silent", "i1 i2 i1 i2 i1")) == CANNOT_TELL
    assert stair(stairs(tmp_path / "few", "i1")) == CANNOT_TELL
    # Jon's post to nobody shows that his side would be in the files.
    folder = write_talk(
        tmp_path / "heard", [("jon", (), 3, ""), *[("ida", ("jon",), 1 + n % 2, "") for n in range(5)]], PEOPLE
    )
    with opened(folder) as desk:
        assert stair(desk.stairway(LOCAL_INSTRUCTOR, micros(AFTER))) == "taker with good info"


def test_the_instructor_is_a_partner_and_never_a_student(tmp_path: Path) -> None:
    found = stairs(tmp_path, "t1 t2 t1 t2 t1")
    assert found[["student", "partner", "stair"]].values.tolist() == [[address("ida"), address("tess"), "giver"]]
    to_tess = [("ida", ("tess",), 1 + n % 2, "") for n in range(5)]
    with opened(write_talk(tmp_path / "one", to_tess, PEOPLE)) as desk:
        assert stair(desk.stairway(LOCAL_INSTRUCTOR, micros(AFTER)), "ida", "tess") == CANNOT_TELL


def test_a_week_looks_back_over_its_window(tmp_path: Path) -> None:
    """Week 5 looks back to week 2: what went on in week 1 has left it, so span is 3 and Jon is no champion."""
    assert stair(stairs(tmp_path / "4", CHAMPION, week=4)) == "champion"
    assert stair(stairs(tmp_path / "5", CHAMPION, week=5)) == "giver and taker"
    assert stairs(tmp_path / "6", "i1 j1", week=5).empty


def test_what_happens_in_a_break_or_outside_the_class_makes_no_contact(tmp_path: Path) -> None:
    acts = [("ida", ("jon",), 2, ""), ("jon", ("somebody",), 1, "")]
    with opened(write_talk(tmp_path, acts, PEOPLE, breaks=[2])) as desk:
        assert desk.stairway(LOCAL_INSTRUCTOR, micros(AFTER)).empty


@pytest.mark.parametrize(
    ("name", "value", "said", "expected"),
    [
        ("stairway_champion_received", 4, CHAMPION, "giver and taker"),
        ("stairway_champion_weeks", 5, CHAMPION, "giver and taker"),
        ("stairway_champion_reposts", 3, CHAMPION, "giver and taker"),
        ("stairway_casual_below", 10, "i1 i2 j1 j2", "casual friend"),
        ("stairway_casual_weeks", 2, "i1 i2 j1 j2", "casual friend"),
        ("stairway_words", 6, "i1 i2 j1 j2", "casual friend"),
        ("stairway_lean_share", 0.1, "i1 i2 j1 j2 j1 j2", "giver"),
    ],
)
def test_every_cut_is_a_setting_of_the_course(
    name: str, value: float, said: str, expected: str, tmp_path: Path
) -> None:
    assert stair(stairs(tmp_path / "ours", said)) != expected
    assert stair(stairs(tmp_path / "theirs", said, **{name: value})) == expected


def test_no_setting_of_the_stairway_is_left_untried() -> None:
    names = {field.name for field in fields(Settings) if field.name.startswith("stairway_")}
    [tried] = [
        mark.args[1] for mark in test_every_cut_is_a_setting_of_the_course.pytestmark if mark.name == "parametrize"
    ]
    assert {name for name, *_ in tried} == names


def test_there_are_five_stairs() -> None:
    assert STAIRS == ("champion", "casual friend", "giver", "taker with good info", "giver and taker")


def test_no_student_reads_the_classes_stairs(tmp_path: Path) -> None:
    student = Viewer(Role.STUDENT, address("ida"))
    with opened(write_talk(tmp_path, [("ida", ("jon",), 1, "")], PEOPLE)) as desk:
        for read in (desk.stairway, desk.nodes, desk.ties, desk.network):
            with pytest.raises(NotAllowed):
                read(student, micros(AFTER), 0)
        with pytest.raises(NotAllowed):
            desk.places(student, micros(AFTER))
