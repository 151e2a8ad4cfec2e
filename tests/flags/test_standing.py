"""How flags stand in a week, in sentences that count students."""

import pytest

from evenkeel.course.values import Rule
from evenkeel.flags.decide import Flag
from evenkeel.flags.standing import headline, standing, would_flag
from tests.flags.raised import held

RULE = Rule("procrastination_minutes", 300)


def flag(student: str, week: int, off: int | None = None, rule: Rule = RULE) -> Flag:
    return Flag(student, rule, week, held(rule, [(week - 1, 400.0), (week, 410.0)]), off)


def test_flags_stand_in_a_week_as_they_did_then() -> None:
    flags = [flag("ada", 3, off=5), flag("bo", 4), flag("cy", 6), flag("out", 4)]
    then = standing(flags, 4, {"ada", "bo", "cy"})
    assert (then.students, then.newly) == (("bo", "ada"), {"bo"})
    assert [f.student for f in standing(flags, 5, {"ada", "bo", "cy"}).calm] == ["ada"]


def test_who_is_flagged_by_a_second_rule_is_not_new() -> None:
    other = Rule("engagement_balance", 0.2, above=False)
    assert standing([flag("ada", 3), flag("ada", 4, rule=other)], 4, {"ada"}).newly == frozenset()


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        ([], "Nobody of 24 is worth a look in week 4"),
        ([flag("ada", 4)], "1 of 24 is worth a look in week 4; it is new"),
        ([flag("ada", 3)], "1 of 24 is worth a look in week 4, as the week before"),
        ([flag("ada", 3), flag("bo", 4)], "2 of 24 are worth a look in week 4; 1 is new"),
        ([flag("ada", 4), flag("bo", 4)], "2 of 24 are worth a look in week 4; all are new"),
    ],
)
def test_the_headline_counts_students(flags: list[Flag], sentence: str) -> None:
    assert headline(standing(flags, 4, {"ada", "bo"}), 24) == sentence


def test_a_line_says_what_it_would_do() -> None:
    stands = standing([flag("ada", 3), flag("bo", 4)], 4, {"ada", "bo"})
    assert would_flag(stands, 24) == "would flag 2 of 24 in week 4, 1 new"
    assert would_flag(standing([], 4, {"ada"}), 24) == "would flag nobody of 24 in week 4"
