"""time.csv: rules 26 to 28, a sentence each."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import HOUR, MINUTE, Evidence, Found, Note, Reject, TimeEntry, Who
from evenkeel.sources.base import Context, in_memory
from evenkeel.sources.plain.time import SOURCE
from tests.sources.golden import check

NEW_YORK = ZoneInfo("America/New_York")
NOW = int(datetime(2026, 5, 1, tzinfo=UTC).timestamp()) * 1_000_000
HEADER = "student,start,end,minutes,activity,platform,purpose,meant_to_work,evidence\n"


def load(text: str, **outside: object) -> list[Found]:
    context = Context(NEW_YORK, now=NOW)._replace(**outside)  # type: ignore[arg-type]
    return list(SOURCE.extract(in_memory("time.csv", text.encode()), context))


def one(row: str) -> Found:
    (found,) = load(f"{HEADER}{row}\n")
    return found


def entry(row: str) -> TimeEntry:
    found = one(row)
    assert isinstance(found, TimeEntry), found
    return found


def why(row: str) -> str:
    found = one(row)
    assert isinstance(found, Reject) and found.where == "line 2", found
    return found.why


def test_a_full_row_becomes_one_entry() -> None:
    found = entry("Anna,2026-03-02T14:00Z,2026-03-02T15:30Z,5,reading,#Twitter,Leisure,yes,Measured")
    start = int(datetime(2026, 3, 2, 14, tzinfo=UTC).timestamp()) * 1_000_000
    assert found == TimeEntry(
        found.ref, Who(handle="Anna"), start, start + 90 * MINUTE, None, None,
        Evidence.MEASURED, "leisure", "x", "reading", True,
    )  # fmt: skip


def test_a_clock_time_with_minutes_is_placed() -> None:
    found = entry("anna,2026-03-02T14:00,,1.5,,,,,")
    assert found.start is not None and found.end == found.start + 90_000_000
    assert (found.day, found.minutes, found.evidence) == (None, None, Evidence.SELF_REPORTED)


def test_a_bare_date_with_minutes_is_a_duration_without_a_place() -> None:
    found = entry("anna,2026-03-02,,90,,,,,self reported")
    assert (found.start, found.end, found.minutes) == (None, None, 90)
    assert found.day == date(2026, 3, 2).toordinal()


def test_a_bare_date_as_end_of_a_bare_date_leaves_the_minutes_their_say() -> None:
    assert entry("anna,2026-03-02,2026-03-02,90,,,,,").minutes == 90


def test_the_end_wins_over_the_minutes() -> None:
    found = entry("anna,2026-03-02T14:00,2026-03-02T15:00,5,,,,,")
    assert found.start is not None and found.end == found.start + HOUR


def test_start_at_the_end_and_no_minutes_at_all_are_accepted() -> None:
    assert entry("anna,2026-03-02T14:00,2026-03-02T14:00,,,,,,").end is not None
    assert entry("anna,2026-03-02,,0,,,,,").minutes == 0
    assert entry("anna,2026-03-02,,1440,,,,,").minutes == 1440


def test_a_row_of_25_hours_is_rejected_and_by_elapsed_time() -> None:
    assert "25.0 hours" in why("anna,2026-03-02T00:00,2026-03-03T01:00,,,,,,")
    # The night the clocks go back has 25 hours from midnight to midnight; the night they go on has 23.
    assert "25.0 hours" in why("anna,2026-11-01T00:00,2026-11-02T00:00,,,,,,")
    assert entry("anna,2026-03-08T00:00,2026-03-09T01:00,,,,,,").minutes is None


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("anna,2026-03-02T14:00,2026-03-02T13:00,,,,,,", "before it starts"),
        ("anna,2026-03-02T14:00,,-1,,,,,", "expected 0 to 1440"),
        ("anna,2026-03-02T14:00,,1441,,,,,", "expected 0 to 1440"),
        ("anna,2026-03-02T14:00,,an hour,,,,,", "not a duration"),
        ("anna,2026-03-02T14:00,,nan,,,,,", "not a duration"),
        ("anna,2026-03-02T14:00,,,,,,,", "neither an end nor minutes"),
        ("anna,,,60,,,,,", "the date is empty"),
        ("anna,2026-03-02,,60,,,fun,,", "none of coursework, leisure, unknown"),
        ("anna,2026-03-02,,60,,,,maybe,", "expected yes, no or nothing"),
        ("anna,2026-03-02,,60,,,,,guessed", "neither measured nor self-reported"),
        (",2026-03-02,,60,,,,,", "has no student"),
    ],
)
def test_what_cannot_be_is_rejected_with_the_reason(row: str, sentence: str) -> None:
    assert sentence in why(row)


@pytest.mark.parametrize(("cell", "meant"), [("yes", True), ("TRUE", True), ("1", True), ("x", True), ("0", False)])
def test_meant_to_work_is_read_in_the_usual_spellings(cell: str, meant: bool) -> None:
    assert entry(f"anna,2026-03-02,,60,,,,{cell},").meant_to_work is meant


def test_two_identical_rows_are_two_entries_and_the_same_ones_each_time() -> None:
    text = HEADER + "anna,2026-03-02,,60,,,,,\n" * 2
    refs = [found.ref for found in load(text) if isinstance(found, TimeEntry)]
    assert len(set(refs)) == 2 and load(text) == load(text) and refs[0].startswith("time:")


def test_a_row_in_the_future_is_kept_and_noted() -> None:
    found = load(f"{HEADER}anna,2027-03-02T10:00,,60,,,,,\n")
    assert [type(part) for part in found] == [TimeEntry, Note]


def test_the_header_is_recognised_and_others_are_not() -> None:
    assert SOURCE.identify(in_memory("t.csv", b"Student,Start,Minutes\n"))
    assert not SOURCE.identify(in_memory("t.csv", b"author,at\n"))
    with pytest.raises(ExportRefused, match="--map student="):
        load("who,from\nanna,2026-03-02\n")


@settings(max_examples=200)
@given(st.lists(st.tuples(*[st.sampled_from(["", "anna", "2026-03-02", "2026-03-02T10:00", "-5", "60", "x"])] * 4)))
def test_every_row_becomes_an_entry_or_a_reject(rows: list[tuple[str, ...]]) -> None:
    text = "student,start,end,minutes\n" + "".join(",".join(row) + "\n" for row in rows)
    assert len([found for found in load(text) if not isinstance(found, Note)]) == len(rows)


@pytest.mark.parametrize(
    ("cell", "minutes"), [("1:30", 90), ("0:45:30", 45.5), ("1h 2m", 62), ("90 min", 90), ('"1,5"', 1.5)]
)
def test_minutes_are_read_as_diaries_write_them(cell: str, minutes: float) -> None:
    assert entry(f"anna,2026-03-02,,{cell},,,,,").minutes == minutes


def test_bare_numbers_are_hours_or_seconds_where_the_mapping_says_so() -> None:
    text = "student,start,minutes\nanna,2026-03-02,1.5\nanna,2026-03-02,1:30\n"
    found = [one for one in load(text, mapping={"minutes_in": "hours"}) if isinstance(one, TimeEntry)]
    assert [one.minutes for one in found] == [90, 90]
    (over,) = load("student,start,minutes\nanna,2026-03-02,90\n", mapping={"minutes_in": "hours"})
    assert isinstance(over, Reject) and over.why == "90 hours are 5400 minutes; expected 0 to 1440, a day"
    with pytest.raises(ExportRefused, match="minutes_in is minutes or hours or seconds"):
        load(text, mapping={"minutes_in": "days"})


def test_days_and_months_are_told_apart_by_the_whole_file_or_asked() -> None:
    rows = "student,start,minutes\nanna,3/4/2026,10\nanna,{}/4/2026,10\n"
    days = [one.day for one in load(rows.format(25)) if isinstance(one, TimeEntry)]
    assert days == [date(2026, 4, 3).toordinal(), date(2026, 4, 25).toordinal()]
    with pytest.raises(ExportRefused, match="--map date_order=mdy"):
        load(rows.format(5))
    found = [one for one in load(rows.format(5), mapping={"date_order": "mdy"}) if isinstance(one, TimeEntry)]
    assert [one.day for one in found] == [date(2026, 3, 4).toordinal(), date(2026, 5, 4).toordinal()]


def test_a_clock_time_alone_as_the_end_is_of_the_same_day_or_the_next() -> None:
    assert entry("anna,2026-03-02T22:00,23:30,,,,,,").end == entry("anna,2026-03-02T22:00,,90,,,,,").end
    assert entry("anna,2026-03-02 10:00 PM,1:00 AM,,,,,,").end == entry("anna,2026-03-02T22:00,,180,,,,,").end
    assert entry("anna,2026-03-02T22:00Z,23:30,,,,,,").end == entry("anna,2026-03-02T22:00Z,,90,,,,,").end
    assert "starts on a day without a time" in why("anna,2026-03-02,23:30,,,,,,")
    assert entry("anna,2026-03-02,23:30,15,,,,,").minutes == 15


def test_a_date_and_a_time_in_columns_of_their_own_are_read_together() -> None:
    text = "Who,Day,From,To,Extra\nanna,2026-03-02,14:00,15:30,x\n"
    found = load(text, mapping={"student": "who", "start": "Day + From", "end": "Day + To"})
    assert [(one.start, one.end) for one in found if isinstance(one, TimeEntry)] == [
        (entry("anna,2026-03-02T14:00,,90,,,,,").start, entry("anna,2026-03-02T14:00,,90,,,,,").end)
    ]


def test_a_diary_without_a_student_is_its_owners_and_no_other_students() -> None:
    text = "start,minutes\n2026-03-02,60\n"
    anna, ben = (load(text, owner=Who(handle=name)) for name in ("anna", "ben"))
    assert isinstance(anna[0], TimeEntry) and isinstance(ben[0], TimeEntry)
    assert anna[0].student == Who(handle="anna") and anna[0].ref != ben[0].ref
    with pytest.raises(ExportRefused, match="needs a student"):
        load(text)


def test_an_invented_export_is_read_as_its_golden_file_says() -> None:
    check(SOURCE, "time.csv")
