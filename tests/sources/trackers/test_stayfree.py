"""StayFree: the minutes of each app and day, once, out of four layouts and what stands around them."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from evenkeel.errors import ExportRefused
from evenkeel.model import Evidence, TimeEntry, TrackerSpan
from evenkeel.sources import recognise
from evenkeel.sources.base import in_memory
from evenkeel.sources.trackers.stayfree import SOURCE
from tests.sources import golden
from tests.sources.trackers.reading import HERS, load, notes, rejected, skipped, spent

FOOT: list[list[object]] = [[], ["Created by “StayFree”."], ["Creation date: 3/3/26 16:20:48"]]
DAYS = ["March 2, 2026", "March 3, 2026"]


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def usage(*rows: Sequence[object], days: Sequence[str] = DAYS, total: str = "Total Usage") -> list[Sequence[object]]:
    return [["", *days, total], *rows, *FOOT]


def test_an_invented_export_reads_as_its_golden_file_says() -> None:
    golden.check(SOURCE, "stayfree.xls", HERS)


def test_a_real_export_holds_as_many_minutes_as_its_own_total_but_for_seconds_cut_off() -> None:
    export = golden.sample("stayfree/miscreaders-test.xls")
    assert recognise(export) is SOURCE
    found = list(SOURCE.extract(export, HERS))
    entries = [one for one in found if isinstance(one, TimeEntry)]
    assert len({entry.activity for entry in entries}) == 51 and len(entries) == 1581
    assert skipped(found) == {
        "app not used on a day": 51 * 121 - 1581,  # of 122 days one lies after the export
        "day after the export was made": 1,
        "row of totals": 1,
        "row that is about the file": 2,
        "sheet that holds no minutes": 2,
    }
    counted, stated = sum(entry.minutes or 0 for entry in entries) * 60, 339 * 3600 + 7 * 60 + 32
    assert 0 <= stated - counted < len(entries)  # each cell is cut to whole seconds


def test_minutes_lie_on_days_and_are_measured() -> None:
    found = load(SOURCE, workbook(Usage_Time=usage(["Instagram", "1h 2m 3s", "53m 8s", "1h 55m 11s"])))
    assert spent(found) == [
        ("03-02: 62.05", "Instagram", "instagram", ""),
        ("03-03: 53.1333", "Instagram", "instagram", ""),
    ]
    assert {one.evidence for one in found if isinstance(one, TimeEntry)} == {Evidence.MEASURED}
    assert not any(isinstance(one, TrackerSpan) for one in found)


def test_totals_are_left_out_whatever_they_are_called() -> None:
    rows = usage(["Maps", "5m", "0s", "5m"], ["Gesamtnutzung", "5m", "0s", "5m"], total="Gesamtnutzung")
    found = load(SOURCE, workbook(Nutzungszeit=rows))
    assert spent(found) == [("03-02: 5", "Maps", "", "")] and skipped(found)["row of totals"] == 1


@pytest.mark.parametrize(
    "days",
    [
        ["2. März 2026", "3. März 2026"],
        ["2 mars 2026", "3 mars 2026"],
        ["2 de marzo de 2026", "3 de marzo de 2026"],
        ["2026-03-02", "2026-03-03"],
    ],
)
def test_days_are_read_in_several_languages(days: list[str]) -> None:
    found = load(SOURCE, workbook(Zeit=usage(["Maps", "1 Std. 5 Min.", "21 s", ""], days=days)))
    assert [when for when, *_ in spent(found)] == ["03-02: 65", "03-03: 0.35"]


def test_sheets_of_counts_unlocks_and_notifications_are_left_out() -> None:
    content = workbook(
        Usage_Time=usage(["Maps", "5m", "0s", "5m"]),
        Usage_Count=usage(["Maps", "12", "9", "21"]),
        Device_Unlocks=usage(["Device Unlocks", 40, 31, 71]),
        Notifications=usage(["Maps", "3", "0", "3"]),
    )
    found = load(SOURCE, content)
    assert spent(found) == [("03-02: 5", "Maps", "", "")]
    assert skipped(found)["sheet that holds no minutes"] == 3


@pytest.mark.parametrize("created", ["3/2/26 16:20:48", "2/3/26 16:20", "02.03.2026 16:20", "2026-03-02 16:20"])
def test_a_day_after_the_export_was_made_says_nothing(created: str) -> None:
    rows = [["", *DAYS, "Total Usage"], ["Maps", "5m", "0s", "5m"], [], ["Created by “StayFree”."]]
    found = load(SOURCE, workbook(Usage_Time=[*rows, [f"Creation date: {created}"]]))
    assert skipped(found)["day after the export was made"] == 1 and "app not used on a day" not in skipped(found)


def test_minutes_on_websites_are_not_counted_in_the_browser_too_but_on_their_own_device_only() -> None:
    apps = [
        ["", "Device", *DAYS, "Total Usage"],
        ["Chrome", "phone", "30m", "10m", ""],
        ["Chrome", "laptop", "20m", "", ""],
    ]
    web = [["", "Device", *DAYS, "Total Usage"], ["www.youtube.com", "phone", "12m", "15m", ""]]
    found = load(SOURCE, workbook(**{"App - Usage Time": [*apps, *FOOT], "Web - Usage Time": [*web, *FOOT]}))
    assert sorted(spent(found)) == [
        ("03-02: 12", "youtube", "youtube", ""),
        ("03-02: 18", "Chrome", "", ""),
        ("03-02: 20", "Chrome", "", ""),
        ("03-03: 0", "Chrome", "", ""),
        ("03-03: 15", "youtube", "youtube", ""),
    ]
    assert "none counts twice" in notes(found)


def test_websites_that_are_no_platform_and_names_of_devices_are_not_kept() -> None:
    web = [
        ["", "Device", *DAYS, "Total"],
        ["clinic.example.org", "Ada's", "3m", "", ""],
        ["bank.example.org", "Ada's", "1m", "", ""],
    ]
    found = load(SOURCE, workbook(Web=[*web, *FOOT]))
    assert spent(found) == [("03-02: 4", "website", "", "")]
    assert "clinic" not in repr(found) and "Ada's" not in repr(found)


def test_a_cell_that_is_no_time_within_a_day_is_rejected_with_its_place() -> None:
    found = load(SOURCE, workbook(Usage_Time=usage(["Maps", "soon", "40h", ""], ["Chat", "5m", "12", ""])))
    assert [where for where, _ in rejected(found)] == [
        "Usage Time, row 2, column 2", "Usage Time, row 2, column 3", "Usage Time, row 3, column 3",
    ]  # fmt: skip
    assert spent(found) == [("03-02: 5", "Chat", "", "")]


def test_an_export_in_a_language_not_known_is_refused_with_what_to_do() -> None:
    with pytest.raises(ExportRefused, match="Set StayFree to English"):
        load(SOURCE, workbook(Zeit=usage(["Maps", "5分", "1時間", ""])))


def test_a_newer_export_names_the_same_day_alike() -> None:
    one = load(SOURCE, workbook(Usage_Time=usage(["Maps", "5m", "1m", ""])))
    more = load(SOURCE, workbook(Usage_Time=usage(["Chat", "1m", "1m", ""], ["Maps", "5m", "9m", ""])))
    names = [{e.ref for e in found if isinstance(e, TimeEntry)} for found in (one, more)]
    assert names[0] < names[1]


def test_an_export_without_an_owner_is_refused_with_what_to_do() -> None:
    with pytest.raises(ExportRefused, match="--student"):
        load(SOURCE, workbook(Usage_Time=usage(["Maps", "5m", "1m", ""])), HERS._replace(owner=None))


def test_another_workbook_is_not_claimed() -> None:
    other = in_memory("a.xlsx", workbook(Sheet=[["", *DAYS], ["Instagram", "5m", "3m"]]))
    assert not SOURCE.identify(other) and recognise(other).name == "diary"


CELLS = st.sampled_from(["", "0s", "5m", "1h 2m 3s", "26h", "soon", "12", "March 2, 2026", "Device", "Total Usage"])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(CELLS | st.floats() | st.integers(), max_size=5), max_size=6))
def test_any_sheet_is_read_rejected_or_refused(rows: list[list[object]]) -> None:
    rows = [[cell for cell in row if not isinstance(cell, float) or abs(cell) < 1e300] for row in rows]
    export = in_memory("a.xlsx", workbook(Usage_Time=[["", *DAYS, "Total Usage"], ["Maps", "5m"], *rows, *FOOT]))
    found = list(SOURCE.extract(export, HERS))
    assert all(0 <= (one.minutes or 0) <= 1500 * 8 for one in found if isinstance(one, TimeEntry))
