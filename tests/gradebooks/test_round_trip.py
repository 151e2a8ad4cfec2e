"""A gradebook goes back as it came, but for the grades: cell by cell, and every byte between the cells."""

import codecs

import pytest

from evenkeel.errors import ExportRefused
from evenkeel.gradebooks.cells import read, write
from evenkeel.gradebooks.filling import Filled, Given, Into, fill, neutral
from evenkeel.gradebooks.knowing import Somebody, System, gradebook_from

ADA, BEN, CLEO = "ada@example.org", "ben@example.org", "cleo@example.org"
CLASS = (
    Somebody(ADA, "Ada Ash", frozenset({("email", ADA), ("canvas", "101"), ("sis", "00071"), ("login", "aash")})),
    Somebody(BEN, "Ben Birk", frozenset({("email", BEN), ("sis", "00072"), ("login", "bbirk")})),
    Somebody(CLEO, "Cleo Cole", frozenset({("email", CLEO), ("sis", "00073"), ("login", "ccole")})),
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Blog post (5501),Essay (5502),Current Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,10,20,(read only)\r\n"
    '"Ash, Ada",101,00071,aash,"PR 310 A and ""night""",,18,90.00\r\n'
    '"Birk, Ben",102,00072,bbirk,=PR 310,7.50,,\r\n'
    '"Dunn, Dora",104,00074,ddunn,PR 310,3,,\r\n'
    '"Student, Test",999,,f3a1,PR 310,,,\r\n'
)
MOODLE = (
    "First name,Last name,ID number,Institution,Department,Email address,Assignment: Blog post (Real),"
    "Assignment: Blog post (Feedback),Course total (Percentage),Last downloaded from this course\n"
    f'Ada,Ash,00071,,,{ADA},-,,"90,00 %",1777298400\n'
    f"Ben,Birk,00072,,,{BEN},7.00,,-,1777298400\n"
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\t'
    '"Blog post [Total Pts: 10 Score] |1234567"\t"Weighted Total [Total Pts: up to 100 Percentage] |1234500"\n'
    '"Ash"\t"Ada"\t"aash"\t"00071"\t"2026-04-20 10:00:00"\t"Yes"\t""\t"0"\n'
    '"Birk"\t"Ben"\t"bbirk"\t"00072"\t"2026-04-21 11:30:00"\t"Yes"\t"7"\t"0"\n'
    '"PreviewUser"\t"Pat"\t"pat_previewuser"\t""\t""\t"Yes"\t""\t""\n'
)
GIVEN = {ADA: Given(8.5), BEN: Given(9)}


def filled(data: bytes, column: str, given: dict[str, Given] | None = None, **more: object) -> Filled:
    return fill(gradebook_from(data), GIVEN if given is None else given, CLASS, Into(column, **more))


def outside(data: bytes, column: str) -> list[object]:
    """Return the file without the cells of one column: the other cells as spelt, and all that stands between them."""
    book = gradebook_from(data)
    place = book.header.index(column)
    cut = [(row[place].start, row[place].end, "\x00") for row in book.sheet.rows[book.head :] if place < len(row)]
    return [write(book.sheet, cut)]


FILES = {
    "canvas": (CANVAS.encode(), "Blog post (5501)"),
    "canvas with a byte order mark": (codecs.BOM_UTF8 + CANVAS.encode(), "Blog post (5501)"),
    "canvas with semicolons": (CANVAS.replace(",", ";").replace("Ash; ", "Ash, ").encode(), "Blog post (5501)"),
    "canvas by lone returns": (CANVAS.replace("\r\n", "\r").encode(), "Blog post (5501)"),
    "canvas without a last line end": (CANVAS.removesuffix("\r\n").encode(), "Blog post (5501)"),
    "canvas in an old encoding": (CANVAS.replace("Dora", "D\u00f6ra").encode("cp1252"), "Blog post (5501)"),
    "moodle": (MOODLE.encode(), "Assignment: Blog post (Real)"),
    "moodle by tabs": (MOODLE.replace('"90,00 %"', "90").replace(",", "\t").encode(), "Assignment: Blog post (Real)"),
    "blackboard": (
        codecs.BOM_UTF16_LE + BLACKBOARD.encode("utf-16-le"),
        "Blog post [Total Pts: 10 Score] |1234567",
    ),
    "blackboard in utf-8": (BLACKBOARD.replace("\n", "\r\n").encode(), "Blog post [Total Pts: 10 Score] |1234567"),
}


@pytest.mark.parametrize("name", FILES)
def test_nothing_but_the_grade_column_changes(name):
    data, column = FILES[name]
    back = filled(data, column)
    assert back.data != data and outside(back.data, column) == outside(data, column)
    assert [(change.student, change.after.replace(",", ".")) for change in back.changes] == [(ADA, "8.5"), (BEN, "9")]


@pytest.mark.parametrize("name", FILES)
def test_reading_and_writing_changes_nothing_and_neither_does_a_second_time(name):
    data, column = FILES[name]
    assert write(read(data), []) == data
    once = filled(data, column)
    twice = filled(once.data, column)
    assert (twice.data, twice.changes, twice.kept) == (once.data, (), (ADA, BEN))


def test_canvas_keeps_zeros_points_the_test_student_and_other_peoples_grades():
    back = filled(CANVAS.encode(), "Blog post (5501)")
    lines = back.data.decode().split("\r\n")
    assert lines[3] == '"Ash, Ada",101,00071,aash,"PR 310 A and ""night""",8.5,18,90.00'
    assert lines[4] == '"Birk, Ben",102,00072,bbirk,=PR 310,9,,'
    assert lines[:3] == CANVAS.split("\r\n")[:3] and lines[5:] == CANVAS.split("\r\n")[5:]
    assert back.unknown == ("Dunn, Dora",)


def test_whoever_has_a_grade_and_no_row_is_named():
    back = filled(CANVAS.encode(), "Blog post (5501)", {CLEO: Given(5)})
    assert (back.data, back.absent, back.changes) == (CANVAS.encode(), (CLEO,), ())


def test_only_columns_that_take_grades_are_offered():
    assert gradebook_from(CANVAS.encode()).grades == ("Blog post (5501)", "Essay (5502)")
    assert gradebook_from(MOODLE.encode()).grades == ("Assignment: Blog post (Real)",)
    assert gradebook_from(MOODLE.encode()).comments == ("Assignment: Blog post (Feedback)",)
    assert gradebook_from(BLACKBOARD.encode()).grades == ("Blog post [Total Pts: 10 Score] |1234567",)
    with pytest.raises(ExportRefused, match="takes no grades"):
        filled(CANVAS.encode(), "Current Score")


def test_canvas_takes_a_new_column_with_its_points_and_no_other_cell_moves():
    back = filled(CANVAS.encode(), "Video, week 9", most=10.0)
    for before, after in zip(CANVAS.splitlines(), back.data.decode().splitlines(), strict=True):
        assert after.startswith(before)
    ends = [line[len(old) :] for old, line in zip(CANVAS.splitlines(), back.data.decode().splitlines(), strict=True)]
    assert ends == [',"Video, week 9"', ",", ",10", ",8.5", ",9", ",", ","]


def test_blackboard_takes_no_column_that_it_does_not_know():
    with pytest.raises(ExportRefused, match="Blackboard takes grades only into a column it knows"):
        filled(BLACKBOARD.encode(), "Video")


def test_a_decimal_comma_is_kept():
    comma = CANVAS.replace("7.50", '"7,50"').replace("90.00", '"90,00"').encode()
    assert [change.after for change in filled(comma, "Blog post (5501)").changes] == ["8,5", "9"]
    assert b'night""",8,5,' not in filled(comma, "Blog post (5501)").data
    assert b'"8,5"' in filled(comma, "Blog post (5501)").data


def test_a_grade_that_stands_there_already_is_left_as_it_is_spelt():
    back = filled(CANVAS.encode(), "Blog post (5501)", {BEN: Given(7.5)})
    assert (back.data, back.kept) == (CANVAS.encode(), (BEN,))


def test_comments_go_into_moodles_feedback_and_are_no_formulas():
    given = {ADA: Given(8, "=HYPERLINK(1)"), BEN: Given(7, "Good\nsources, warm")}
    back = filled(MOODLE.encode(), "Assignment: Blog post (Real)", given, comments="Assignment: Blog post (Feedback)")
    lines = back.data.decode().splitlines()
    assert f"{ADA},8,'=HYPERLINK(1)," in lines[1] and f'{BEN},7.00,"Good sources, warm",' in lines[2]
    with pytest.raises(ExportRefused, match="Canvas reads no comments"):
        filled(CANVAS.encode(), "Blog post (5501)", comments="Remarks")


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@here"])
def test_what_we_write_is_never_a_formula(said):
    assert neutral(said) == f"'{said}"


def test_a_student_in_two_rows_is_written_in_neither():
    twice = CANVAS + '"Ash, Ada",101,00071,aash,B,,,\r\n'
    back = filled(twice.encode(), "Blog post (5501)")
    assert back.twice == ("Ash, Ada",) and [change.student for change in back.changes] == [BEN]


def test_a_row_whose_ids_name_two_people_is_nobodys():
    mixed = CANVAS.replace("102,00072,bbirk", "102,00071,bbirk")
    back = filled(mixed.encode(), "Blog post (5501)")
    assert "Birk, Ben" in back.unknown and back.absent == (BEN,)


def test_other_files_are_refused_with_what_to_do():
    with pytest.raises(ExportRefused, match="no gradebook of Canvas, Moodle or Blackboard"):
        gradebook_from(b"name,email\nAda,ada@example.org\n")
    with pytest.raises(ExportRefused, match="download it as CSV"):
        gradebook_from(b"PK\x03\x04rest")
    assert gradebook_from(CANVAS.encode()).system is System.CANVAS
