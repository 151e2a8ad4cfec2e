"""A rule gone through on a class: what a page previews before the rule is set."""

from evenkeel.access import LOCAL_INSTRUCTOR, Viewer
from evenkeel.course.values import Rule
from evenkeel.model import Role
from tests.desk.test_flag_life import LEISURE, NOW, desk  # noqa: F401  (a fixture)
from tests.metrics.small_class import ADA, BEN

EVERY = Rule("leisure_minutes", 60, k=1, m=1)


def test_its_flags_are_the_previewed_ones_at_every_weeks_end(desk) -> None:  # noqa: F811
    for week in desk.weeks():
        for rule in (LEISURE, EVERY, Rule("leisure_minutes", 60, k=1, m=1, student=ADA, since=3)):
            found = desk.replay(LOCAL_INSTRUCTOR, week.end, rule)
            assert list(found.flags) == desk.preview(LOCAL_INSTRUCTOR, week.end, rule)
            assert all(rule.since <= one <= week.number for one in found.weeks)


def test_who_has_no_number_is_shown_without_one(desk) -> None:  # noqa: F811
    stands = {stand.student: stand for stand in desk.replay(LOCAL_INSTRUCTOR, NOW, EVERY).stands if stand.week == 1}
    assert stands[ADA].new and stands[ADA].judged is not None
    assert stands[BEN].judged is None and not stands[BEN].on


def test_a_student_sees_their_own_weeks_alone(desk) -> None:  # noqa: F811
    found = desk.replay(Viewer(Role.STUDENT, BEN), NOW, EVERY)
    assert {stand.student for stand in found.stands} == {BEN}
    assert found.flags == ()


def test_a_rule_about_nobody_looks_at_nobody(desk) -> None:  # noqa: F811
    found = desk.replay(LOCAL_INSTRUCTOR, NOW, Rule("leisure_minutes", 60, section="Z"))
    assert (found.flags, found.stands) == ((), ())
    assert found.weeks
