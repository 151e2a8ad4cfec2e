"""RescueTime: bins on somebody's own clock, each minute once, and no window's title."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import Evidence, TimeEntry, TrackerSpan, Who
from evenkeel.sources.base import in_memory
from evenkeel.sources.trackers.rescuetime import SOURCE
from tests.sources import golden
from tests.sources.trackers.reading import HERS, load, notes, rejected, skipped, spent

HEADER = "Date,Time Spent (seconds),Number of People,Activity,Category,Productivity\n"


def rows(*lines: str) -> str:
    return HEADER + "".join(f"{line}\n" for line in lines)


def test_an_invented_export_reads_as_its_golden_file_says() -> None:
    golden.check(SOURCE, "rescuetime.csv", HERS)


def test_the_accounts_own_archive_has_offsets_and_no_header() -> None:
    golden.check(SOURCE, "rescuetime_history.csv", HERS)


def test_activities_of_a_bin_are_laid_one_after_another_on_the_courses_clock() -> None:
    found = load(
        SOURCE,
        rows(
            "2026-03-02T09:05:00,100,1,Word,Writing,2",
            "2026-03-02T09:05:00,60,1,Mail,Email,0",
            "2026-03-02T09:10:00,300,1,Word,Writing,2",
        ),
    )
    assert spent(found) == [
        ("03-02 09:05 – 03-02 09:06", "Mail", "", ""),
        ("03-02 09:06 – 03-02 09:07:40", "Word", "", ""),
        ("03-02 09:10 – 03-02 09:15", "Word", "", ""),
    ]
    assert all(one.evidence is Evidence.MEASURED for one in found if isinstance(one, TimeEntry))


def test_the_same_activity_in_a_bin_is_added_up_whatever_its_productivity_and_document() -> None:
    content = (
        "Date,Time Spent (seconds),Number of People,Activity,Document,Category,Productivity\n"
        "2026-03-02T09:05:00,100,1,Word,Private essay.docx,Writing,2\n"
        "2026-03-02T09:05:00,20,1,Word,Private letter.docx,Writing,1\n"
    )
    found = load(SOURCE, content)
    assert spent(found) == [("03-02 09:05 – 03-02 09:07", "Word", "", "")]
    assert "Private" not in repr(found)


def test_a_row_that_is_there_twice_counts_once() -> None:
    found = load(SOURCE, rows(*["2026-03-02T09:05:00,100,1,Word,Writing,2"] * 2))
    assert spent(found) == [("03-02 09:05 – 03-02 09:06:40", "Word", "", "")]
    assert skipped(found) == {"row that is there twice": 1}


def test_an_hour_of_two_devices_is_shortened_to_an_hour() -> None:
    found = load(SOURCE, rows("2026-03-02T09:00:00,3600,1,A,,0", "2026-03-02T09:00:00,1800,1,B,,0"))
    assert [when for when, *_ in spent(found)] == ["03-02 09:00 – 03-02 09:40", "03-02 09:40 – 03-02 10:00"]
    assert "1 bin holds more time than fits" in notes(found)


def test_the_hour_that_the_clock_shows_twice_holds_two() -> None:
    found = load(SOURCE, rows("2026-11-01T01:00:00,7200,1,A,,0", "2026-11-01T02:00:00,60,1,A,,0"))
    first, second = (one for one in found if isinstance(one, TimeEntry))
    assert first.start is not None and first.end is not None and second.start == first.end
    assert (first.end - first.start) // 60_000_000 == 120


def test_days_are_minutes_on_a_day() -> None:
    found = load(SOURCE, rows("2026-03-02T00:00:00,5400,1,youtube.com,Video,-2", "2026-03-03T00:00:00,90,1,Word,,2"))
    assert spent(found) == [("03-02: 90", "youtube", "youtube", ""), ("03-03: 1.5", "Word", "", "")]


@pytest.mark.parametrize(
    "lines",
    [
        ["2026-03-02T00:00:00,90001,1,Word,,2"],
        ["2026-03-02T00:00:00,900,1,Word,,2", "2026-03-09T00:00:00,900,1,Word,,2"],
        ["2026-03-01T00:00:00,900,1,Word,,2", "2026-04-01T00:00:00,900,1,Word,,2"],
    ],
)
def test_totals_of_weeks_and_months_are_refused(lines: list[str]) -> None:
    with pytest.raises(ExportRefused, match="totals of weeks or months"):
        load(SOURCE, rows(*lines))


def test_a_ranking_without_dates_is_refused_with_what_to_export() -> None:
    with pytest.raises(ExportRefused, match=r"without saying when\. Export it by time"):
        load(SOURCE, "Rank,Time Spent (seconds),Number of People,Activity,Category,Productivity\n1,900,1,Word,,2\n")


@pytest.mark.parametrize(
    "content",
    [
        ",Date,Time Spent (seconds),Number of People,Activity\n0,2026-03-02T09:05:00,60,1,Word\n",
        "Rank,Date,Time Spent (seconds),Activity\n1,2026-03-02T09:05:00,60,Word\n",
        "\ufeffDate;Time Spent (seconds);Activity\n2026-03-02 09:05;60;Word\n",
        "Date,Time Spent (seconds),Category\n2026-03-02T09:05:00,60.0,Word\n",
    ],
)
def test_a_leading_column_another_delimiter_or_no_activity_change_nothing(content: str) -> None:
    assert spent(load(SOURCE, content)) == [("03-02 09:05 – 03-02 09:06", "Word", "", "")]


@pytest.mark.parametrize(
    ("name", "label", "platform"),
    [
        ("twitter.com", "x", "x"),
        ("m.facebook.com", "facebook", "facebook"),
        ("YouTube", "YouTube", "youtube"),
        ("clinic.example.org", "Reference", ""),
        ("notepad.exe", "notepad.exe", ""),
        ("com.burbn.instagram", "com.burbn.instagram", "instagram"),
    ],
)
def test_a_website_is_kept_as_its_platform_or_its_category(name: str, label: str, platform: str) -> None:
    found = load(SOURCE, rows(f"2026-03-02T09:05:00,60,1,{name},Reference,0"))
    assert [entry[1:3] for entry in spent(found)] == [(label, platform)]
    assert "clinic" not in repr(found)


def test_what_is_no_time_of_one_person_is_rejected_with_its_line() -> None:
    found = load(
        SOURCE,
        rows(
            "2026-03-02T09:05:00,soon,1,A,,0",
            "2026-03-02T09:05:00,-5,1,B,,0",
            "2026-03-02T09:05:00,60,3,C,,0",
            "later,60,1,D,,0",
            "2026-03-02T09:05:00,99999,1,E,,0",
            "2026-03-02T09:05:00,0,1,F,,0",
        ),
    )
    assert [where for where, _ in rejected(found)] == ["line 2", "line 3", "line 4", "line 5", "2026-03-02 09:05, E"]
    assert skipped(found) == {"row of no time": 1} and spent(found) == []


def test_no_silence_is_taken_for_zero() -> None:
    found = load(SOURCE, rows("2026-03-02T09:05:00,60,1,Word,,0"))
    assert not any(isinstance(one, TrackerSpan) for one in found) and "unknown, not zero" in notes(found)


def test_the_same_hour_in_a_longer_export_names_its_entry_alike_and_another_students_does_not() -> None:
    line = "2026-03-02T09:05:00,60,1,Word,,0"
    (one,) = (e.ref for e in load(SOURCE, rows(line)) if isinstance(e, TimeEntry))
    more = load(SOURCE, rows("2026-03-02T09:05:00,30,1,Mail,,0", line))
    (bens,) = (
        e.ref for e in load(SOURCE, rows(line), HERS._replace(owner=Who(handle="ben"))) if isinstance(e, TimeEntry)
    )
    assert one in [e.ref for e in more if isinstance(e, TimeEntry)] and one != bens


def test_an_export_without_an_owner_is_refused_with_what_to_do() -> None:
    with pytest.raises(ExportRefused, match=r"inbox/<e-mail address>/, or name the student with --student"):
        load(SOURCE, rows("2026-03-02T09:05:00,60,1,Word,,0"), HERS._replace(owner=None))


BINS = st.lists(
    st.tuples(st.integers(0, 287), st.sampled_from("abcd"), st.integers(0, 900), st.integers(-2, 2)), max_size=30
)


@settings(max_examples=100, deadline=None)
@given(BINS)
def test_no_bin_spills_over_and_no_instant_counts_twice(bins: list[tuple[int, str, int, int]]) -> None:
    lines = [
        f"2026-03-02T{five // 12:02}:{five % 12 * 5:02}:00,{seconds},1,{app},,{productivity}"
        for five, app, seconds, productivity in bins
    ]
    export = in_memory("r.csv", rows("2026-03-02T12:05:00,1,1,z,,0", *lines).encode())
    found = list(SOURCE.extract(export, HERS))
    entries = sorted((one.start or 0, one.end or 0) for one in found if isinstance(one, TimeEntry))
    assert all(first[1] <= second[0] for first, second in pairwise(entries))
    assert all((end - 1) // 300_000_000 <= start // 300_000_000 for start, end in entries)
