"""A student's own limit, goal and reflections: theirs alone until they share them."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.desk import Desk
from evenkeel.errors import NotAGoal, NotAllowed
from evenkeel.model import Role
from tests.metrics.small_class import ADA, AFTER, BEN, micros, opened, write_course

NOW = micros(AFTER)
ADA_HERSELF = Viewer(Role.STUDENT, ADA)
SEEN_AS = Viewer(Role.STUDENT, ADA, looking_as=True)
LIMIT, GOAL = "procrastination_minutes", "replies"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(write_course(tmp_path)) as found:
        yield found


def test_the_newest_limit_and_goal_hold_and_can_be_taken_back(desk: Desk) -> None:
    desk.set_limit(ADA_HERSELF, LIMIT, 300, False, NOW)
    desk.set_limit(ADA_HERSELF, "leisure_minutes", 240, False, NOW + 1)
    desk.set_goal(ADA_HERSELF, GOAL, 3, False, NOW)
    held = desk.goals(ADA_HERSELF, ADA)
    assert held.limit and (held.limit.metric, held.limit.amount) == ("leisure_minutes", 240)
    assert held.goal and (held.goal.metric, held.goal.amount) == (GOAL, 3)
    desk.set_limit(ADA_HERSELF, LIMIT, None, False, NOW + 2)
    assert desk.goals(ADA_HERSELF, ADA).limit is None
    assert len(sqlite3.connect(desk.folder / "class.db").execute("SELECT * FROM goal").fetchall()) == 4


def test_what_is_not_shared_is_seen_by_nobody_else(desk: Desk) -> None:
    desk.set_limit(ADA_HERSELF, LIMIT, 300, False, NOW)
    desk.set_goal(ADA_HERSELF, GOAL, 3, True, NOW)
    desk.reflect(ADA_HERSELF, 2, "Too much on my phone.", False, NOW)
    desk.reflect(ADA_HERSELF, 3, "Better.", True, NOW)
    for other in (LOCAL_INSTRUCTOR, Viewer(Role.ASSISTANT, "ida@example.org"), SEEN_AS):
        held = desk.goals(other, ADA)
        assert held.limit is None and held.goal is not None
        assert [one.words for one in held.reflections] == ["Better."]
    assert desk.goals(Viewer(Role.STUDENT, BEN), ADA).nothing


def test_a_reflection_that_is_no_longer_shared_is_private_again(desk: Desk) -> None:
    desk.reflect(ADA_HERSELF, 2, "Fine.", True, NOW)
    desk.reflect(ADA_HERSELF, 2, "Fine.", False, NOW + 1)
    assert desk.goals(LOCAL_INSTRUCTOR, ADA).nothing


def test_who_may_not_see_names_reads_no_reflection(desk: Desk) -> None:
    desk.reflect(ADA_HERSELF, 2, "Ben helped me.", True, NOW)
    assert desk.goals(Viewer(Role.ASSISTANT, "ida@example.org", names=False), ADA).nothing


def test_an_emptied_reflection_leaves_no_word_behind(desk: Desk) -> None:
    desk.reflect(ADA_HERSELF, 2, "A secret.", False, NOW)
    desk.reflect(ADA_HERSELF, 2, "  ", False, NOW + 1)
    assert desk.goals(ADA_HERSELF, ADA).nothing
    assert not sqlite3.connect(desk.folder / "class.db").execute("SELECT * FROM reflection").fetchall()


@pytest.mark.parametrize("viewer", [LOCAL_INSTRUCTOR, SEEN_AS])
def test_nobody_writes_in_a_students_name(desk: Desk, viewer: Viewer) -> None:
    with pytest.raises(NotAllowed):
        desk.set_limit(viewer, LIMIT, 300, True, NOW)
    with pytest.raises(NotAllowed):
        desk.reflect(viewer, 2, "x", True, NOW)


def test_what_cannot_be_a_goal_is_refused_with_a_sentence(desk: Desk) -> None:
    for metric, amount in ((LIMIT, -1), (LIMIT, 10_081), ("words", 5)):
        with pytest.raises(NotAGoal, match="cannot be a limit"):
            desk.set_limit(ADA_HERSELF, metric, amount, False, NOW)
    with pytest.raises(NotAGoal, match="4,000"):
        desk.reflect(ADA_HERSELF, 2, "x" * 4001, False, NOW)


def test_a_goal_changes_no_number(desk: Desk) -> None:
    before = desk.snapshots.counted()
    desk.set_limit(ADA_HERSELF, LIMIT, 300, False, NOW)
    assert desk.snapshots.counted() == before


def test_who_leaves_the_record_takes_goals_and_reflections_along(desk: Desk) -> None:
    desk.set_limit(ADA_HERSELF, LIMIT, 300, False, NOW)
    desk.reflect(ADA_HERSELF, 2, "Fine.", True, NOW)
    desk.record.execute("DELETE FROM person WHERE email = ?", (ADA,))
    for table in ("goal", "reflection"):
        assert not desk.record.execute(f"SELECT * FROM {table}").fetchall()
