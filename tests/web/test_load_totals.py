"""Typing in what a phone shows: days in, by the door of all files, and nothing twice."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenkeel import inbox
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.web.load_totals import Totals, minutes
from tests.class_folder import rows
from tests.web.opened import NOW_MOMENT, begin, html_of


def boxes(at: AppTest) -> list[object]:
    return [box for box in at.text_input if box.placeholder == "h:mm"]


def keep(at: AppTest, *typed: str) -> AppTest:
    for box, text in zip(boxes(at), typed, strict=False):
        box.set_value(text)
    next(button for button in at.button if button.label == "Keep these totals").click().run()
    assert not at.exception
    return at


def week(at: AppTest, number: int) -> AppTest:
    box = at.selectbox(key="totals_week")
    box.set_value(next(one for one in box.options if one.startswith(f"week {number},"))).run()
    return at


def entries(course: Path) -> list[tuple[object, ...]]:
    found = rows(course, "SELECT day, minutes, platform, evidence FROM entry ORDER BY day, platform")
    return [(date.fromordinal(day).isoformat(), *rest) for day, *rest in found]


def test_what_is_typed_becomes_minutes_on_days(open_page, tmp_path) -> None:
    course = begin(tmp_path / "c")
    at = keep(week(open_page("load", course), 3), "1:20", "", "0:00", "45m")
    assert entries(course) == [
        ("2026-01-26", 80.0, "instagram", "measured"),
        ("2026-01-28", 0.0, "instagram", "measured"),
        ("2026-01-29", 45.0, "instagram", "measured"),
    ]
    assert "Kept for Ada Example, week 3: Instagram, 2 h 5 min on 3 days." in at.success[0].value.replace("\\", "")
    assert all(not box.value for box in boxes(at))


def test_typing_a_day_again_replaces_it_and_an_empty_box_leaves_the_others(open_page, tmp_path) -> None:
    course = begin(tmp_path / "c")
    at = keep(week(open_page("load", course), 3), "1:20", "0:30")
    at = keep(at, "2:00")
    assert entries(course) == [
        ("2026-01-26", 120.0, "instagram", "measured"), ("2026-01-27", 30.0, "instagram", "measured"),
    ]  # fmt: skip
    assert "1 replaced" in at.success[0].value


def test_another_app_and_another_evidence_are_entries_of_their_own(open_page, tmp_path) -> None:
    course = begin(tmp_path / "c")
    at = week(open_page("load", course), 3)
    keep(at, "1:20")
    at.selectbox(key="totals_platform").set_value("X").run()
    at.radio(key="totals_evidence").set_value("remembered or guessed").run()
    keep(at, "0:10")
    assert entries(course) == [
        ("2026-01-26", 80.0, "instagram", "measured"), ("2026-01-26", 10.0, "x", "self-reported"),
    ]  # fmt: skip


def test_only_days_that_have_begun_are_asked_for(open_page, tmp_path) -> None:
    at = open_page("load", begin(tmp_path / "c"), now="2026-04-21T14:00:00Z")
    assert [box.label for box in boxes(at)] == ["Mon 20 April", "Tue 21 April"]
    assert len(boxes(week(at, 3))) == 7


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("2", "write 0:45 for minutes, 2:00 for hours"), ("soon", "write it as 1:20"), ("25:00", "more than a day")],
)
def test_what_is_no_time_is_said_and_nothing_is_kept(open_page, tmp_path, typed: str, sentence: str) -> None:
    course = begin(tmp_path / "c")
    at = keep(week(open_page("load", course), 3), "1:20", typed)
    assert sentence in at.error[0].value.replace("\\", "") and entries(course) == []
    assert boxes(at)[0].value == "1:20"


def test_nothing_typed_is_nothing_kept(open_page, tmp_path) -> None:
    course = begin(tmp_path / "c")
    assert "Nothing is typed in yet" in keep(open_page("load", course)).warning[0].value and entries(course) == []


def test_a_class_without_students_has_no_form(open_page, tmp_path) -> None:
    at = open_page("load", begin(tmp_path / "c", roster=""))
    assert not at.exception and not boxes(at)


def test_the_page_says_why_days_and_what_an_empty_box_means(open_page, tmp_path) -> None:
    said = html_of(open_page("load", begin(tmp_path / "c")))
    assert "have no export" in said and "An empty box says nothing" in said


def test_what_the_page_writes_is_what_the_importer_reads(tmp_path) -> None:
    course = begin(tmp_path / "c")
    totals = Totals("ada@example.org", "week 3", "Some, “app”", {date(2026, 1, 26): 80}, "measured")
    with closing(Desk(course)) as desk:
        offered = inbox.dropped(totals.name, totals.as_csv())
        (report,) = desk.load(LOCAL_INSTRUCTOR, offered, inbox.Asked(NOW_MOMENT))
    assert (report.format, report.new, report.rejected) == ("typed-totals", 1, [])
    assert report.path == "typed totals, ada@example.org, week 3, Some, “app”" and not report.unmatched


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1:20", 80),
        (" 0:05 ", 5),
        ("1h 20m", 80),
        ("1 h 20 min", 80),
        ("2h", 120),
        ("45 min", 45),
        ("0", 0),
        ("", None),
    ],
)
def test_times_are_read_as_phones_show_them(text: str, read: int | None) -> None:
    assert minutes(text) == read
