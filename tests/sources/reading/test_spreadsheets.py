"""Spreadsheets: what a cell shows, where the table stands, and files that are none. `old.xls` is an invented one."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from evenkeel.errors import ExportRefused, UnknownFormat
from evenkeel.model import Skip
from evenkeel.sources import recognise
from evenkeel.sources.base import Export, in_memory
from evenkeel.sources.opening.files import uploaded
from evenkeel.sources.reading import spreadsheets
from evenkeel.sources.reading.tables import encoding_note, header, open_table
from tests.sources import golden

OLD = Path(__file__).parent / "old.xls"


def workbook(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def cells(content: bytes, sheet: str = "") -> list[object]:
    table = open_table(in_memory("a.xlsx", content), sheet)
    assert table
    return list(table.rows((*range(len(table.header)), -1)))


def shown(value: object, shape: str = "General") -> str:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["one", "two"])
    sheet.append([value, "x"])
    sheet["A2"].number_format = shape
    held = BytesIO()
    book.save(held)
    ((_, row),) = cells(held.getvalue())  # type: ignore[misc]
    return row[0]


@pytest.mark.parametrize(
    ("value", "shape", "text"),
    [
        (17, "General", "17"),
        (17.0, "General", "17"),
        (1.5, "General", "1.5"),
        ("0017", "@", "0017"),
        (17, "00000", "00017"),
        (True, "General", "TRUE"),
        (datetime.fromisoformat("2026-03-02T14:05"), "dd/mm/yyyy hh:mm", "2026-03-02T14:05:00"),
        (datetime.fromisoformat("2026-03-02"), "yyyy-mm-dd", "2026-03-02"),
        (datetime.fromisoformat("2026-03-02"), "[$-809]d mmmm yyyy", "2026-03-02"),
        (datetime.fromisoformat("2026-03-02"), "yyyy-mm-dd hh:mm", "2026-03-02T00:00:00"),
        (date(2026, 3, 2), "yyyy-mm-dd", "2026-03-02"),
        (time(9, 30), "hh:mm", "09:30:00"),
        (timedelta(hours=26, minutes=3), "[h]:mm:ss", "26:03:00"),
        ("two\nlines", "General", "two\nlines"),
        ("a_x000D_b", "General", "a\rb"),
        ("=1+1", "General", ""),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: object, shape: str, text: str) -> None:
    assert shown(value, shape) == text


def test_the_old_format_is_read_alike() -> None:
    export = in_memory("old.xls", OLD.read_bytes())
    table = open_table(export)
    assert table and table.header == ("id", "author", "at", "text", "Minutes", "Clock", "Done", "Wrong")
    assert list(table.rows((0, 1, 2, 3, 4, 5, 6, -1))) == [
        (4, ("7", "anna@example.org", "2026-03-02T14:05:00", "Grüße", "1.5", "09:30:00", "TRUE", "")),
        (6, ("007", "ben@example.org", "2026-03-03", "", "", "", "", "")),
    ]
    assert recognise(export).name == "acts"


def test_titles_above_and_blank_rows_are_no_part_of_the_table() -> None:
    content = workbook(Sheet=[["The class of 2026"], [], ["name", " email "], ["Anna", "a@example.org"], [], ["Ben"]])
    table = open_table(in_memory("a.xlsx", content))
    assert table and table.header == ("name", "email")
    assert cells(content) == [(4, ("Anna", "a@example.org", "")), (6, ("Ben", "", ""))]


def test_cells_beside_the_table_are_counted_and_not_read() -> None:
    content = workbook(Sheet=[["name", "email"], ["Anna", "a@example.org", "late"], [None, None, "seen by the dean"]])
    assert cells(content) == [(2, ("Anna", "a@example.org", "")), Skip("cells beside the table")]


def test_the_first_sheet_with_a_header_is_read_and_the_others_are_named() -> None:
    content = workbook(Cover=[["Welcome"]], A=[["x", "y"], [1, 2]], B=[["x", "y"], [3, 4]])
    table = open_table(in_memory("a.xlsx", content))
    assert table and list(table.rows((0, 1))) == [(2, ("1", "2"))]
    assert [note.text for note in encoding_note(table)] == [  # type: ignore[union-attr]
        "Only the sheet “A” was read; the workbook also holds “B”."
    ]
    assert cells(content, "b") == [(2, ("3", "4", ""))]
    assert open_table(in_memory("a.xlsx", content), "C") is None


def test_all_sheets_can_be_had_with_their_values() -> None:
    content = workbook(Usage=[[None, "Device"], ["Chat", 3]], Empty=[])
    export = in_memory("a.xlsx", content)
    assert spreadsheets.names(export) == ("Usage", "Empty")
    assert spreadsheets.sheets(export) == [("Usage", [(None, "Device"), ("Chat", 3)]), ("Empty", [])]


def test_a_workbook_is_one_file_inside_an_archive_too() -> None:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr("class/acts.xlsx", workbook(Sheet=[["author", "at"], ["anna", "2026-03-02"]]))
    (found,) = uploaded("all.zip", held.getvalue(), lambda export: False)
    assert isinstance(found, Export) and recognise(found).name == "acts" and header(found) == {"author", "at"}


def test_a_sheet_whose_stated_size_is_wrong_is_read_whole() -> None:
    content = workbook(Sheet=[["author", "at"], ["anna", "2026-03-02"]])
    resized = _changed(content, b'<dimension ref="A1:B2"', b'<dimension ref="A1"')
    assert resized != content and len(cells(resized)) == 1


def test_a_row_number_beyond_all_sheets_ends_in_a_sentence() -> None:
    content = workbook(Sheet=[["author", "at"], ["anna", "2026-03-02"]])
    for number in (b"2000000", b"9" * 18):
        far = _changed(_changed(content, b'<row r="2"', b'<row r="%s"' % number), b'r="A2"', b'r="A%s"' % number)
        with pytest.raises(ExportRefused, match=r"more cells than is safe|broken workbook"):
            cells(far)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    content = workbook(Sheet=[["author", "at"]])
    held = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(held, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/media/blanks.bin", b"\0" * (20 << 20))
    with pytest.raises(ExportRefused, match="times its size, as no export does"):
        open_table(in_memory("a.xlsx", held.getvalue()))


def test_entities_that_grow_are_refused() -> None:
    content = workbook(Sheet=[["author", "at"], ["anna", "2026-03-02"]])
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet'
    with pytest.raises(ExportRefused, match="broken workbook"):
        cells(_changed(content, b"<worksheet", laughs))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", spreadsheets.OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        ("a.doc", spreadsheets.OLE + b"\0" * 512 + "WordDocument\0".encode("utf-16-le"), "holds no sheets"),
        ("a.xls", spreadsheets.OLE + b"\0" * 512 + "Workbook\0".encode("utf-16-le"), "broken workbook"),
        ("a.xls", OLD.read_bytes()[:3000], "or one cut off"),
        ("a.xlsx", workbook(Sheet=[["author", "at"]])[:900], "broken"),
        ("a.xls", b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>', "saved as XML"),
        ("a.xlsx", workbook(Sheet=[]), "without a row of column names"),
        ("a.xlsx", workbook(Sheet=[["who", "when"], ["anna", "now"]]), "columns are not known (when, who)"),
    ],
)
def test_what_is_no_readable_workbook_is_said(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(UnknownFormat) as refused:
        recognise(in_memory(name, content))
    assert sentence in str(refused.value) and str(refused.value).count(name) == 1


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        (["[Content_Types].xml", "word/document.xml"], "holds no table"),
        (["mimetype", "content.xml"], "OpenDocument"),
        (["[Content_Types].xml", "xl/workbook.bin"], "binary workbook"),
        (["META-INF/MANIFEST.MF"], "or a program"),
        (["[Content_Types].xml", "xl/workbook.xml"], "broken workbook"),
    ],
)
def test_other_office_files_are_told_apart(members: list[str], sentence: str) -> None:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        for name in members:
            archive.writestr(name, "x")
    with pytest.raises(UnknownFormat, match=sentence):
        recognise(in_memory("a.bin", held.getvalue()))


def test_a_real_old_workbook_is_read() -> None:
    found = spreadsheets.sheets(golden.sample("stayfree/miscreaders-test.xls"))
    assert [name for name, _ in found] == ["Usage Time", "Usage Count", "Device Unlocks"]
    (_, rows), *_ = found
    assert rows[0][1:3] == ("Device", "November 10, 2023") and len(rows) == 60 - 4 and len(rows[0]) == 125


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([OLD.read_bytes(), workbook(Sheet=[["author", "at"], ["anna", "2026-03-02"]])]))
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject, whole: bytes) -> None:
    damaged = bytearray(whole)
    for place in data.draw(st.lists(st.integers(4, len(whole) - 1), min_size=1, max_size=8)):
        damaged[place] = data.draw(st.integers(0, 255))
    export = in_memory("a.xls", bytes(damaged))
    with suppress(ExportRefused):
        recognise(export)
    with suppress(ExportRefused):
        table = open_table(export)
        list(table.rows((0, 1)) if table else ())


def _changed(content: bytes, old: bytes, new: bytes) -> bytes:
    """Replace bytes in the first sheet of a workbook."""
    held = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(held, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(old, new) if "worksheets/sheet" in name else part)
    return held.getvalue()
