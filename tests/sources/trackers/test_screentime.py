"""ScreenTime2CSV and totals typed by hand: an iPhone's minutes, by either way there is."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import Evidence, TimeEntry, TrackerSpan
from evenkeel.sources.base import in_memory
from evenkeel.sources.trackers import screentime, typed_totals
from tests.sources import golden
from tests.sources.trackers.reading import HERS, load, notes, rejected, skipped, spent

HEADER = "app,usage,start_time,end_time,created_at,tz,device_id,device_model\n"
TYPED = "student,day,platform,minutes,evidence\n"


def test_invented_tables_read_as_their_golden_files_say() -> None:
    golden.check(screentime.SOURCE, "screentime.csv", HERS)
    golden.check(typed_totals.SOURCE, "typed-totals.csv")


def test_moments_are_unix_seconds_and_apps_are_known_by_their_bundle() -> None:
    found = load(
        screentime.SOURCE,
        f"{HEADER}com.burbn.instagram,300,1772463600,1772463900.25,1772463901,-21600,AB,iPhone\n"
        "com.apple.mobilesafari,60,1772463900.1234567,1772463960,1772463961,-21600,AB,iPhone\n",
    )
    assert [entry[1:3] for entry in spent(found)] == [
        ("com.burbn.instagram", "instagram"), ("com.apple.mobilesafari", ""),
    ]  # fmt: skip
    assert spent(found)[0][0] == "03-02 09:00 – 03-02 09:05"
    assert all(one.evidence is Evidence.MEASURED for one in found if isinstance(one, TimeEntry))
    assert not any(isinstance(one, TrackerSpan) for one in found) and "gaps" in notes(found)


def test_devices_are_told_apart_and_not_named() -> None:
    line = "com.a,300,1772463600,1772463900,1772463901,-21600,{},{}\n"
    found = load(screentime.SOURCE, HEADER + line.format("PHONE-OF-ADA", "iPhone") + line.format("MAC", "Mac"))
    assert len({one.ref for one in found if isinstance(one, TimeEntry)}) == 2 and "PHONE" not in repr(found)


def test_another_delimiter_changes_nothing_and_what_is_no_time_is_said() -> None:
    found = load(
        screentime.SOURCE,
        (
            HEADER + "com.a,300,1772463600,1772463900,,,,\n"
            "com.a,0,1772463600,1772463600,,,,\n"
            "com.a,0,1772463600,1772463500,,,,\n"
            "com.a,0,1772463600,1782463500,,,,\n"
            "com.a,0,soon,1772463500,,,,\n"
        ).replace(",", ";"),
    )
    assert len(spent(found)) == 1 and skipped(found) == {"app in use for less than a second": 1}
    assert [where for where, _ in rejected(found)] == ["line 4", "line 5", "line 6"]


def test_typing_a_day_again_replaces_it_and_nothing_else() -> None:
    first = load(typed_totals.SOURCE, TYPED + "ada@example.org,2026-03-02,Instagram,2:15,measured\n")
    again = load(typed_totals.SOURCE, TYPED + "Ada@example.org,2026-03-02,instagram,0,self-reported\n")
    other = load(typed_totals.SOURCE, TYPED + "ada@example.org,2026-03-02,x,10,measured\n")
    refs = [[one.ref for one in found if isinstance(one, TimeEntry)] for found in (first, again, other)]
    assert refs[0] == refs[1] != refs[2]
    assert spent(first) == [("03-02: 135", "Instagram", "instagram", "")]
    assert [one.evidence for one in (*first, *again) if isinstance(one, TimeEntry)] == [
        Evidence.MEASURED, Evidence.SELF_REPORTED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [",2026-03-02,x,5,measured", "a,soon,x,5,measured", "a,2026-03-02,x,1441,measured", "a,2026-03-02,x,5,guess"],
)
def test_a_typed_row_that_makes_no_sense_is_rejected(row: str) -> None:
    assert rejected(load(typed_totals.SOURCE, f"{TYPED}{row}\n"))[0][0] == "line 2"


def test_the_plain_tables_stay_what_they_are() -> None:
    assert not typed_totals.SOURCE.identify(in_memory("t.csv", b"student,start,minutes,platform,evidence\n"))


CELL = st.sampled_from(["1772463600", "-5", "1e9", "9" * 30, "2026-03-02", "", '"', "ada", "measured", "1:00"])


@settings(max_examples=150, deadline=None)
@given(st.booleans(), st.lists(st.lists(CELL, max_size=9), max_size=6))
def test_any_rows_are_read_rejected_or_refused(typed: bool, rows: list[list[str]]) -> None:
    source, header = (typed_totals.SOURCE, TYPED) if typed else (screentime.SOURCE, HEADER)
    content = header + "".join(",".join(row) + "\n" for row in rows)
    with suppress(ExportRefused):
        for one in source.extract(in_memory("a.csv", content.encode()), HERS):
            assert not isinstance(one, TimeEntry) or one.day or (one.start or 0) <= (one.end or 0)
