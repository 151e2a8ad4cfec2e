"""A flag's life, from its steps alone."""

import pytest

from evenkeel.course.values import Rule
from evenkeel.flags.decide import Flag
from evenkeel.flags.life import Card, Ended, Entry, Origin, Status, Step, excused_weeks, precision
from tests.flags.raised import held

RULE = Rule("words", 300, k=1, m=1)
ORIGIN = Origin(0, None, "", "")


def card(*steps: Step | Entry, off_week: int | None = None, ended: Ended = Ended.NOT) -> Card:
    entries = tuple(step if isinstance(step, Entry) else Entry(step, 1, "ida") for step in steps)
    flag = Flag("rosa", RULE, 2, held(RULE, [(2, 400)]), off_week)
    return Card(1, flag, (3,), 0, ORIGIN, ended, entries)


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        ((), Status.NEW),
        ((Step.NOTE, Step.ANSWER, Step.MESSAGE, Step.USEFUL), Status.NEW),
        ((Step.SEEN,), Status.SEEN),
        ((Step.SEEN, Step.TALKED, Step.NOTE), Status.TALKED),
        ((Step.EXCUSED, Step.RESOLVED), Status.RESOLVED),
        ((Step.RESOLVED, Step.REOPENED), Status.SEEN),
    ],
)
def test_the_newest_step_that_says_so_is_the_status(steps: tuple[Step, ...], status: Status) -> None:
    assert card(*steps).status is status


def test_a_flag_asks_for_a_look_while_it_is_on_and_nobody_has_closed_it() -> None:
    assert card().open and card(Step.TALKED).open
    assert not card(off_week=4).open
    assert not card(ended=Ended.RULE).open
    assert not card(Step.RESOLVED).open and not card(Step.EXCUSED).open


def test_opening_again_takes_all_excuses_back() -> None:
    first, second = Entry(Step.EXCUSED, 1, "ida", "ill", (2, 3)), Entry(Step.EXCUSED, 2, "ida", "still ill", (4,))
    assert excused_weeks((first, second)) == {2, 3, 4}
    assert excused_weeks((first, Entry(Step.REOPENED, 2, "ida"), second)) == {4}


def test_precision_counts_the_newest_mark_of_each_flag() -> None:
    marked = [card(Step.USEFUL), card(Step.USEFUL, Step.NOT_USEFUL), card(Step.NOT_USEFUL, Step.USEFUL), card()]
    assert precision(marked) == (2, 3)
