"""The wide diary: dates down or across, slots or platforms, and as many ways to write a time as there are people."""

from contextlib import suppress
from datetime import date, time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from evenkeel.errors import ExportRefused, UnknownFormat
from evenkeel.model import Evidence, TimeEntry, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import in_memory
from evenkeel.sources.trackers.diary import SOURCE
from evenkeel.sources.trackers.diary_slots import laid, start_and_end
from tests.sources import golden
from tests.sources.trackers.reading import HERS, load, notes, rejected, skipped, spent


def test_invented_diaries_read_as_their_golden_files_say() -> None:
    golden.check(SOURCE, "diary.csv", HERS)
    golden.check(SOURCE, "diary_totals.csv", HERS)


def test_slots_head_the_columns_and_dates_the_rows() -> None:
    found = load(SOURCE, "Date,08:00,09:00,10:00\n2026-03-02,Coursework,,Instagram\n2026-03-03,,Lunch,\n")
    assert spent(found) == [
        ("03-02 08:00 – 03-02 09:00", "Coursework", "", "coursework"),
        ("03-02 10:00 – 03-02 11:00", "Instagram", "instagram", ""),
        ("03-03 09:00 – 03-03 10:00", "Lunch", "", ""),
    ]
    assert {one.evidence for one in found if isinstance(one, TimeEntry)} == {Evidence.SELF_REPORTED}


def test_dates_head_the_columns_and_slots_the_rows() -> None:
    found = load(SOURCE, "Time,2026-03-02,2026-03-03\n8-9,Coursework,\n9 am,leisure: YouTube,x\n23:00-1:00,,sleep\n")
    assert sorted(spent(found)) == [
        ("03-02 08:00 – 03-02 09:00", "Coursework", "", "coursework"),
        ("03-02 09:00 – 03-02 10:00", "leisure: YouTube", "youtube", "leisure"),
        ("03-03 09:00 – 03-03 10:00", "x", "", ""),
        ("03-03 23:00 – 03-04 01:00", "sleep", "", ""),
    ]


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("08:00", (480, None)),
        ("8", (480, None)),
        ("8h30", (510, None)),
        ("9 am", (540, None)),
        ("12 p.m.", (720, None)),
        ("12am", (0, None)),
        ("09:30:00", (570, None)),
        ("8-9", (480, 540)),
        ("08:00–08:30", (480, 510)),
        ("8.30 - 9.15", (510, 555)),
        ("9 am to 10 am", (540, 600)),
        ("9-10 pm", (1260, 1320)),
        ("11-1 pm", (660, 780)),
        ("23:00-24:00", (1380, 1440)),
        ("22-2", (1320, 1560)),
        ("24:00", None),
        ("25:00", None),
        ("8:75", None),
        ("13 pm", None),
        ("2026", None),
        ("Monday", None),
        ("", None),
    ],
)
def test_slots_are_read_as_people_write_them(text: str, slot: object) -> None:
    assert start_and_end(text) == slot


def test_a_slot_lasts_until_the_next_one_but_no_longer_than_most() -> None:
    assert laid(["8:00", "8:30", "9:00", "14:00", "14:30"]) == [
        (480, 510), (510, 540), (540, 570), (840, 870), (870, 900),
    ]  # fmt: skip


def test_slots_after_midnight_are_of_the_next_day() -> None:
    found = load(SOURCE, "Date,22:00,23:00,00:00,01:00\n2026-03-02,a,b,c,d\n")
    assert [when for when, *_ in spent(found)][1:] == [
        "03-02 23:00 – 03-03 00:00", "03-03 00:00 – 03-03 01:00", "03-03 01:00 – 03-03 02:00",
    ]  # fmt: skip


def test_platforms_head_the_columns_and_cells_say_for_how_long() -> None:
    content = "Day;Instagram;YouTube (h);coursework;Mood\n2.3.2026;1:05;0,5;90 min;7\n3.3.2026;-;2;8:00;6\n"
    found = load(SOURCE, content)
    assert spent(found) == [
        ("03-02: 65", "instagram", "instagram", ""),
        ("03-02: 30", "youtube", "youtube", ""),
        ("03-02: 90", "coursework", "", "coursework"),
        ("03-03: 120", "youtube", "youtube", ""),
        ("03-03: 480", "coursework", "", "coursework"),
    ]


def test_dates_may_head_the_columns_of_minutes_too() -> None:
    found = load(SOURCE, ",2026-03-02,2026-03-03\nInstagram,45,30\nGym,60,60\nTotal,105,90\n")
    assert spent(found) == [("03-02: 45", "instagram", "instagram", ""), ("03-03: 30", "instagram", "instagram", "")]
    assert skipped(found) == {"cell under no platform or purpose": 2, "row of totals": 1} and "“Gym”" in notes(found)


def test_bare_numbers_are_minutes_where_they_are_more_than_a_days_hours() -> None:
    for cells, minutes in (("90,20", ["90", "20"]), ("1.5,2", ["90", "120"]), ("0:45,1", None), ("2,3", None)):
        content = f"Date,Instagram,YouTube\n2026-03-02,{cells}\n"
        if minutes is None:
            with pytest.raises(ExportRefused, match="--map minutes_in=hours"):
                load(SOURCE, content)
        else:
            assert [when for when, *_ in spent(load(SOURCE, content))] == [f"03-02: {m}" for m in minutes]
    export = in_memory("a.csv", b"Date,Instagram,YouTube\n2026-03-02,2,3\n")
    asked = SOURCE.extract(export, HERS._replace(mapping={"minutes_in": "hours"}))
    assert [when for when, *_ in spent(asked)] == ["03-02: 120", "03-02: 180"]


def test_a_column_of_students_says_whose_day_it_is() -> None:
    found = load(SOURCE, "Name,Date,8-9,9-10\nAda,2026-03-02,a,\nben@example.org,2026-03-02,,b\n,2026-03-02,c,\n")
    students = [one.student for one in found if isinstance(one, TimeEntry)]
    assert students == [Who(handle="Ada"), Who(handle="ben@example.org"), HERS.owner]


def test_a_diary_of_nobody_is_refused_with_what_to_do() -> None:
    with pytest.raises(ExportRefused, match="--student"):
        load(SOURCE, "Date,8-9,9-10\n2026-03-02,a,b\n", HERS._replace(owner=None))


def test_day_and_month_are_told_apart_over_the_whole_diary_or_asked_for() -> None:
    assert spent(load(SOURCE, "Date,8-9,9-10\n3/4/2026,a,\n13/4/2026,,b\n"))[0][0].startswith("04-03 08:00")
    with pytest.raises(ExportRefused, match="--map date_order=dmy"):
        load(SOURCE, "Date,8-9,9-10\n3/4/2026,a,\n")


def test_a_sheet_of_a_workbook_is_read_alike() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Date", time(8, 0), time(8, 30)])
    sheet.append([date(2026, 3, 2), "Coursework", "TikTok"])
    held = BytesIO()
    book.save(held)
    found = load(SOURCE, held.getvalue(), name="diary.xlsx")
    assert spent(found) == [
        ("03-02 08:00 – 03-02 08:30", "Coursework", "", "coursework"),
        ("03-02 08:30 – 03-02 09:00", "TikTok", "tiktok", ""),
    ]


def test_the_hour_that_the_clock_leaves_out_is_said() -> None:
    found = load(SOURCE, "Date,1:30-2:30,2:30-3:00,3-4\n2026-03-08,a,b,c\n")
    assert rejected(found) == [("line 2, column “2:30-3:00”", "lies in the hour that the clock leaves out")]


def test_a_cell_that_makes_no_sense_is_rejected_with_its_place() -> None:
    found = load(SOURCE, "Date,Instagram,YouTube\n2026-03-02,90,lots\n2026-03-03,1500,20\n31.2.2026,30,\n")
    assert [where for where, _ in rejected(found)] == [
        "line 2, column “YouTube”", "line 3, column “Instagram”", "line 4, column “Instagram”",
    ]  # fmt: skip


def test_the_same_slot_in_a_longer_diary_is_named_alike() -> None:
    refs = [
        {one.ref for one in load(SOURCE, f"Date,8-9,9-10\n{rows}") if isinstance(one, TimeEntry)}
        for rows in ("2026-03-02,a,\n", "2026-03-01,,z\n2026-03-02,changed,b\n")
    ]
    assert len(refs[1]) == 3 and refs[0] < refs[1]


@pytest.mark.parametrize(
    "content",
    [
        "name,email,x,mastodon\nAda,ada@example.org,@ada,@ada@example.org\n",
        "author,at,text\nada,2026-03-02,8-9\n",
        "1,2,3\n4,5,6\n",
        "Date,Score,Grade\n2026-03-02,9,1\n",
        "x,y\n2026-03-02,hello\n",
        "Student,8-9,9-10\nAda,a,b\n",
    ],
)
def test_another_table_is_not_claimed(content: str) -> None:
    with suppress(UnknownFormat):
        assert recognise(in_memory("a.csv", content.encode())).name != "diary"


HEAD = st.sampled_from(
    ["Date", "Student", "8-9", "09:00", "23", "1 am", "Instagram", "YouTube (h)", "2026-03-02", "3/4/2026", ""]
)
CELL = st.sampled_from(
    ["2026-03-02", "3/4/2026", "31.12.2026", "8-9", "1:30", "90", "x", "-", "Instagram", "9" * 30, '"', "ä"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(HEAD, min_size=2, max_size=6), st.lists(st.lists(CELL, min_size=2, max_size=7), max_size=6))
def test_any_sheet_is_read_rejected_or_refused(header: list[str], rows: list[list[str]]) -> None:
    content = "".join(",".join(row) + "\n" for row in (header, *rows))
    export = in_memory("a.csv", content.encode())
    with suppress(ExportRefused):
        SOURCE.identify(export)
        for one in SOURCE.extract(export, HERS):
            if isinstance(one, TimeEntry):
                assert one.day is not None or 0 <= (one.end or 0) - (one.start or 0) <= 25 * 3_600_000_000
