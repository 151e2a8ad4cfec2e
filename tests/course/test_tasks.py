"""What was asked, as moments (RULES 35-38)."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from evenkeel.course.calendar import local
from evenkeel.course.tasks import study_intervals, tasks
from evenkeel.course.values import Asked, Course, StudyBlock, Weekly

BERLIN = ZoneInfo("Europe/Berlin")
MON_9 = Weekly(0, time(9))
FRI_END = Weekly(4, time(23, 59))


def course(*schedule: Asked, weeks: int = 4, breaks: tuple[int, ...] = (), block: StudyBlock | None = None):
    """A course in Berlin; week 1 is Monday 2 March 2026, clocks go forward on Sunday 29 March (week 4)."""
    off = frozenset(breaks)
    blocks = (block,) if block else ()
    return Course("Course", BERLIN, date(2026, 3, 2), weeks, off, schedule=schedule, study_blocks=blocks)


def clock(at: int | None) -> str | None:
    return None if at is None else f"{local(at, BERLIN):%m-%d %H:%M}"


def shown(asked: Course) -> list[tuple[object, ...]]:
    return [(t.week, clock(t.release), clock(t.due), clock(t.until)) for t in tasks(asked)]


def test_every_week_makes_a_task_for_each_course_week_and_none_in_a_break_rule_36():
    weekly = Asked("post", FRI_END, MON_9, every_week=True)
    assert shown(course(weekly, weeks=3, breaks=(2,))) == [
        (1, "03-02 09:00", "03-06 23:59", "03-16 09:00"),
        (3, "03-16 09:00", "03-20 23:59", None),
    ]


def test_only_the_weeks_listed_have_a_task_and_a_listed_break_has_none_rule_36():
    weekly = Asked("post", FRI_END, MON_9, every_week=True, weeks=frozenset({2, 3}))
    assert [row[0] for row in shown(course(weekly, breaks=(3,)))] == [2]


def test_a_due_time_not_after_the_release_is_in_the_next_calendar_week_rule_36():
    later = Asked("post", Weekly(0, time(9)), MON_9, every_week=True, weeks=frozenset({1}))
    earlier = Asked("post", Weekly(1, time(8)), Weekly(2, time(8)), every_week=True, weeks=frozenset({1}))
    assert shown(course(later)) == [(1, "03-02 09:00", "03-09 09:00", None)]
    assert shown(course(earlier, breaks=(2,))) == [(1, "03-04 08:00", "03-10 08:00", None)]


def test_a_bare_date_is_released_at_its_start_and_due_at_its_end_rule_37():
    assert shown(course(Asked("post", date(2026, 3, 6), date(2026, 3, 3)))) == [
        (None, "03-03 00:00", "03-07 00:00", None)
    ]


def test_a_bare_weekday_is_released_at_its_start_and_due_at_its_end():
    whole = Asked("post", Weekly(6, None), Weekly(0, None), every_week=True, weeks=frozenset({1}))
    same = Asked("post", Weekly(0, None), Weekly(0, None), every_week=True, weeks=frozenset({1}))
    assert shown(course(whole)) == [(1, "03-02 00:00", "03-09 00:00", None)]
    assert shown(course(same)) == [(1, "03-02 00:00", "03-03 00:00", None)]


def test_without_a_release_none_bounds_rule_37():
    assert shown(course(Asked("post", datetime.fromisoformat("2026-03-06T12:00")))) == [
        (None, None, "03-06 12:00", None)
    ]


def test_a_due_time_with_an_offset_is_that_instant():
    zulu = Asked("post", datetime(2026, 3, 6, 12, tzinfo=UTC))
    assert shown(course(zulu))[0][2] == "03-06 13:00"


def test_work_counts_until_the_next_release_of_the_same_exercise_only_rule_35():
    one = Asked("post", date(2026, 3, 6), date(2026, 3, 2))
    other = Asked("video", date(2026, 3, 7), date(2026, 3, 4))
    two = Asked("post", date(2026, 3, 20), date(2026, 3, 16))
    assert [row[3] for row in shown(course(two, other, one))] == ["03-16 00:00", None, None]


def test_two_lines_with_one_release_do_not_close_each_other():
    a = Asked("post", date(2026, 3, 6), date(2026, 3, 2))
    b = Asked("post", date(2026, 3, 7), date(2026, 3, 2))
    assert [row[3] for row in shown(course(a, b))] == [None, None]


def test_a_task_without_a_release_closes_when_the_next_one_that_is_due_opens_rule_35():
    a = Asked("post", date(2026, 3, 6))
    b = Asked("post", date(2026, 3, 13), date(2026, 3, 5))
    assert [row[3] for row in shown(course(a, b))] == ["03-05 00:00", None]


def test_a_next_task_without_a_release_closes_none_rule_37():
    a = Asked("post", date(2026, 3, 6), date(2026, 3, 2))
    b = Asked("post", date(2026, 3, 13))
    c = Asked("post", date(2026, 3, 20), date(2026, 3, 16))
    assert [row[3] for row in shown(course(a, b, c))] == [None, "03-16 00:00", None]


def test_a_task_that_is_due_last_is_not_closed_by_one_inside_it():
    long = Asked("post", date(2026, 3, 20), date(2026, 3, 2))
    short = Asked("post", date(2026, 3, 10), date(2026, 3, 9))
    assert [row[3] for row in shown(course(long, short))] == [None, None]


def test_study_blocks_hold_in_every_course_week_and_in_no_break_rule_38():
    block = StudyBlock(frozenset({1, 3}), time(10), time(11, 15))
    found = study_intervals(course(block=block, weeks=3, breaks=(2,)))
    assert [(clock(a), clock(b)) for a, b in found] == [
        ("03-03 10:00", "03-03 11:15"),
        ("03-05 10:00", "03-05 11:15"),
        ("03-17 10:00", "03-17 11:15"),
        ("03-19 10:00", "03-19 11:15"),
    ]


def test_a_study_block_over_the_gap_of_daylight_saving_is_an_hour_shorter_rule_3():
    block = StudyBlock(frozenset({6}), time(1), time(4))
    start, end = study_intervals(course(block=block))[-1]
    assert (end - start) / 3_600_000_000 == 2


def test_a_study_block_inside_the_hour_never_shown_has_nothing_left_rule_3():
    block = StudyBlock(frozenset({6}), time(2, 45), time(3, 15))
    assert len(study_intervals(course(block=block))) == 3


def test_a_study_block_past_midnight_ends_on_the_next_day():
    block = StudyBlock(frozenset({0}), time(22), time(0))
    [(start, end)] = study_intervals(course(block=block, weeks=1))
    assert (clock(start), clock(end)) == ("03-02 22:00", "03-03 00:00")
