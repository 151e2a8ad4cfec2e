"""What the desk gives a student: rows about nobody else, rules about nobody else, no address of anybody."""

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.course.values import Rule
from evenkeel.desk import Desk
from evenkeel.errors import NotAllowed
from evenkeel.metrics.registry import METRICS
from evenkeel.model import Role
from tests.desk.test_supposing import ACTS, ADA, ADA_HERSELF, NOW, TIME, write
from tests.metrics.small_class import BEN, opened

_RULES = [Rule("leisure_minutes", 60, k=1, m=1), Rule("acts", 1, above=False, k=1, m=1, student=BEN)]
FRAMES: dict[str, Callable[[Desk], Any]] = {
    "measures": lambda desk: desk.measures(ADA_HERSELF, NOW),
    "timeline": lambda desk: desk.timeline(ADA_HERSELF, NOW),
    "coverage": lambda desk: desk.coverage(ADA_HERSELF, NOW),
    "handed_in": lambda desk: desk.handed_in(ADA_HERSELF, NOW),
    "entries": lambda desk: desk.entries(ADA_HERSELF, NOW),
    "evidence": lambda desk: desk.evidence(ADA_HERSELF, NOW),
    "acts": lambda desk: desk.acts(ADA_HERSELF, NOW, ADA),
    "oversaturation": lambda desk: desk.oversaturation(ADA_HERSELF, NOW),
    "what_if": lambda desk: desk.what_if(ADA_HERSELF, NOW, 2, 1).measures,
}
OF_BEN: dict[str, Callable[[Desk], Any]] = {
    "acts": lambda desk: len(desk.acts(ADA_HERSELF, NOW, BEN)),
    "goals": lambda desk: not desk.goals(ADA_HERSELF, BEN).nothing,
    "left_out": lambda desk: desk.left_out(ADA_HERSELF, BEN),
}
REFUSED: dict[str, Callable[[Desk], Any]] = {
    "working": lambda desk: desk.working(ADA_HERSELF, NOW, BEN, "acts", 2),
    "cadence": lambda desk: desk.cadence(ADA_HERSELF, NOW, BEN),
    "network": lambda desk: desk.network(ADA_HERSELF, NOW),
    "ties": lambda desk: desk.ties(ADA_HERSELF, NOW),
    "unmatched": lambda desk: desk.unmatched(ADA_HERSELF),
    "decided": lambda desk: desk.decided(ADA_HERSELF),
    "loads": lambda desk: desk.loads(ADA_HERSELF),
    "load_reports": lambda desk: desk.load_reports(ADA_HERSELF),
    "rule_history": lambda desk: desk.rule_history(ADA_HERSELF),
    "words": lambda desk: desk.words(ADA_HERSELF),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Ada, Ben and Cay with acts and time, a rule on everybody and one on Ben alone, and flags of both."""
    bens = [line.replace(ADA, BEN) for line in TIME]
    with opened(write(tmp_path_factory.mktemp("class"), ACTS, [*TIME, *bens])) as found:
        found.set_rules(LOCAL_INSTRUCTOR, _RULES, NOW, "to try")
        found.set_limit(Viewer(Role.STUDENT, BEN), "leisure_minutes", 60, True, NOW)
        yield found


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_holds_rows_about_oneself_alone(desk: Desk, name: str) -> None:
    frame: pd.DataFrame = FRAMES[name](desk)
    assert set(frame["student"].astype(str)) <= {ADA}
    assert not frame.empty or name in ("oversaturation",)


def test_nobodys_address_is_a_category_of_a_frame(desk: Desk) -> None:
    for name in ("measures", "what_if"):
        assert list(FRAMES[name](desk)["student"].cat.categories) == [ADA]


@pytest.mark.parametrize("name", OF_BEN)
def test_asking_for_another_gives_nothing(desk: Desk, name: str) -> None:
    assert not OF_BEN[name](desk)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_for_a_student_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(NotAllowed):
        REFUSED[name](desk)


def test_people_flags_cards_and_series_are_ones_own(desk: Desk) -> None:
    assert [person.email for person in desk.people(ADA_HERSELF)] == [ADA]
    assert {flag.student for flag in desk.flags(ADA_HERSELF, NOW)} == {ADA}
    assert {card.flag.student for card in desk.cards(ADA_HERSELF, NOW)} == {ADA}
    assert {flag.student for flag in desk.preview(ADA_HERSELF, NOW, _RULES[1])} == set()
    assert set(desk.series(ADA_HERSELF, NOW, "leisure_minutes")) == {ADA}
    assert {stand.student for stand in desk.replay(ADA_HERSELF, NOW, _RULES[0]).stands} <= {ADA}


def test_a_rule_about_another_student_is_not_told(desk: Desk) -> None:
    assert desk.rules(ADA_HERSELF) == (_RULES[0],)
    assert desk.rules(Viewer(Role.STUDENT, BEN)) == desk.rules(LOCAL_INSTRUCTOR) == tuple(_RULES)


def test_a_working_names_those_who_wrote_and_never_their_addresses(desk: Desk) -> None:
    told = [desk.working(ADA_HERSELF, NOW, ADA, metric, week) for metric in METRICS for week in (0, 2)]
    assert "Ben Birk" in str(told)
    assert BEN not in str(told) and "cay@" not in str(told)


def test_a_class_of_three_has_no_quartiles(desk: Desk) -> None:
    assert desk.class_quartiles(ADA_HERSELF, NOW, 2, ["acts"]) is None
