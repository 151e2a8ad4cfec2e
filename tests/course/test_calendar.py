"""Weeks and days on the course's clock (RULES 1-4)."""

from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenkeel.course.calendar import (
    WeekState,
    begun,
    days,
    local,
    midnight,
    moment,
    week_label,
    week_state,
    weeks,
)
from evenkeel.course.values import Course
from evenkeel.model import HOUR

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


def course(starts_on: str = "2026-01-12", weeks: int = 15, breaks: tuple[int, ...] = (), zone: ZoneInfo = NEW_YORK):
    return Course("Course", zone, date.fromisoformat(starts_on), weeks, frozenset(breaks))


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


def test_a_week_runs_from_monday_midnight_to_the_next_on_the_courses_clock_rule_2():
    first = weeks(course())[0]
    assert first == (1, utc("2026-01-12T05:00"), utc("2026-01-19T05:00"))


def test_a_break_is_skipped_and_its_number_given_to_no_other_week_rule_1():
    assert [week.number for week in weeks(course(weeks=5, breaks=(3,)))] == [1, 2, 4, 5]
    assert weeks(course(weeks=5, breaks=(3,)))[2].start == weeks(course(weeks=5))[3].start


@pytest.mark.parametrize(("monday", "hours"), [("2026-03-23", 167), ("2026-10-19", 169), ("2026-03-16", 168)])
def test_a_week_of_daylight_saving_has_167_or_169_hours_rule_2(monday: str, hours: int):
    only = weeks(course(monday, 1, zone=BERLIN))[0]
    assert (only.end - only.start) / HOUR == hours


def test_a_time_shown_twice_is_the_first_rule_3():
    assert moment(datetime.fromisoformat("2026-10-25T02:30"), BERLIN) == utc("2026-10-25T00:30")
    assert moment(datetime.fromisoformat("2026-10-25T02:30").replace(fold=1), BERLIN) == utc("2026-10-25T00:30")


def test_a_time_never_shown_is_moved_on_by_the_gap_rule_3():
    assert moment(datetime.fromisoformat("2026-03-29T02:30"), BERLIN) == utc("2026-03-29T01:30")
    assert local(utc("2026-03-29T01:30"), BERLIN).hour == 3


def test_a_time_with_an_offset_is_that_instant_whatever_the_zone():
    in_india = datetime.fromisoformat("2026-03-02T09:00:00.000001+05:30")
    assert moment(in_india, BERLIN) == utc("2026-03-02T03:30") + 1


def test_a_midnight_that_does_not_exist_gives_the_first_moment_of_the_day():
    """Clocks in Beirut went from 00:00 to 01:00 on 31 March 2024."""
    assert midnight(date(2024, 3, 31), ZoneInfo("Asia/Beirut")) == utc("2024-03-30T22:00")


def test_a_day_that_was_never_shown_is_empty():
    """Samoa went from 29 to 31 December 2011."""
    apia = ZoneInfo("Pacific/Apia")
    assert midnight(date(2011, 12, 30), apia) == midnight(date(2011, 12, 31), apia)


def test_a_week_is_completed_when_its_end_is_not_after_now_rule_4():
    week = weeks(course())[0]
    assert week_state(week, week.start - 1) is WeekState.NOT_BEGUN
    assert week_state(week, week.start) is WeekState.RUNNING
    assert week_state(week, week.end - 1) is WeekState.RUNNING
    assert week_state(week, week.end) is WeekState.COMPLETED


def test_only_weeks_that_have_begun_are_kept_rule_4():
    listed = weeks(course(weeks=4, breaks=(2,)))
    assert [week.number for week in begun(listed, listed[1].start)] == [1, 3]
    assert [week.number for week in begun(listed, listed[1].start - 1)] == [1]


def test_days_reach_beyond_the_term_on_both_sides_and_cover_breaks():
    listed = days(course("2026-03-02", 2, (2,)), margin=3)
    assert date.fromordinal(listed[0].ordinal) == date(2026, 2, 27)
    assert date.fromordinal(listed[-1].ordinal) == date(2026, 3, 18)
    assert len(listed) == 14 + 6


@given(start=st.integers(0, 2600), zone=st.sampled_from([BERLIN, NEW_YORK, ZoneInfo("Asia/Kathmandu")]))
def test_days_and_weeks_leave_no_gap_and_no_overlap(start: int, zone: ZoneInfo):
    some = course(date.fromordinal(date(2000, 1, 3).toordinal() + 7 * start).isoformat(), 6, zone=zone)
    for listed in (weeks(some), days(some)):
        assert all(a.end == b.start for a, b in pairwise(listed))


@pytest.mark.parametrize(
    ("number", "label"),
    [(9, "week 9, 9–15 March"), (12, "week 12, 30 March – 5 April"), (1, "week 1, 12–18 January")],
)
def test_a_week_is_named_by_its_number_and_its_days(number: int, label: str):
    assert week_label(course(), number) == label
