"""Class lists of Canvas, Moodle, Blackboard and OneRoster: who is in the class, and nothing else."""

from contextlib import suppress
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import Found, Note, Reject, RosterRow, Skip
from evenkeel.sources import is_bundle, recognise
from evenkeel.sources.base import Context, Export, Source, in_memory
from evenkeel.sources.classroom import blackboard_grades, canvas_gradebook, moodle_people
from evenkeel.sources.classroom.enrolment_files import CANVAS_USERS, ONEROSTER_USERS
from evenkeel.sources.opening.files import uploaded
from evenkeel.sources.reading.class_lists import first_last
from tests.sources.golden import GOLDEN, SAMPLES, check, only, sample

CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section,Essay (4711)\n"
LISTS = (canvas_gradebook.SOURCE, moodle_people.SOURCE, blackboard_grades.SOURCE, CANVAS_USERS, ONEROSTER_USERS)


def load(source: Source, content: str | bytes) -> list[Found]:
    export = in_memory("list.csv", content.encode() if isinstance(content, str) else content)
    return list(source.extract(export, Context(ZoneInfo("UTC"))))


def gradebook(*rows: str, header: str = CANVAS) -> list[Found]:
    return load(canvas_gradebook.SOURCE, header + "".join(f"{row}\n" for row in rows))


def people(found: list[Found]) -> list[RosterRow]:
    return only(RosterRow, found)


def person(email: str, name: str, section: str = "", **accounts: str) -> RosterRow:
    return RosterRow(email, name, "student", section, tuple(accounts.items()), complete=False)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (canvas_gradebook.SOURCE, "canvas_gradebook.csv"),
        (CANVAS_USERS, "canvas_sis.zip"),
        (ONEROSTER_USERS, "oneroster.zip"),
        (blackboard_grades.SOURCE, "blackboard_grades.xls"),
        (moodle_people.SOURCE, "moodle_grades.csv"),
        (moodle_people.SOURCE, "moodle_participants.xlsx"),
        (moodle_people.SOURCE, "moodle_upload.csv"),
    ],
)
def test_each_invented_list_is_read_and_recognised_by_its_importer_alone(source: Source, name: str) -> None:
    found = check(source, name)
    (export,) = uploaded(name, (GOLDEN / name).read_bytes(), is_bundle)
    assert isinstance(export, Export) and recognise(export) is source
    assert all(not row.complete for row in people(found))
    said = repr(found)
    assert "secret" not in said and "555" not in said and "9.50" not in said


# Canvas


def test_points_and_posting_are_no_students_wherever_they_stand() -> None:
    found = gradebook(
        '"Example, Ada",1,s1,ada,A,9', ",,,,,Manual Posting", "    Points Possible,,,,,10", "Points Possible,,,,,10"
    )
    assert people(found) == [person("ada", "Ada Example", "A", login="ada", sis="s1", canvas="1")]
    assert found.count(Skip("row of points, no student")) == 3


def test_the_test_student_is_none_and_students_called_student_or_test_are() -> None:
    found = gradebook('"Student, Test",9,,5f3c9a,A,', '"Student, Cleo",2,s2,cleo,A,', '"Student, Test",3,s3,test,A,')
    assert [row.name for row in people(found)] == ["Cleo Student", "Test Student"]
    assert found.count(Skip("test student")) == 1


def test_ids_keep_their_leading_zeros() -> None:
    (row,) = people(gradebook('"Example, Ada",0012,0073132,ada,A,'))
    assert row.accounts == (("login", "ada"), ("sis", "0073132"), ("canvas", "0012"))


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ('"Example, Ada"', "Ada Example"),
        ("Madonna", "Madonna"),
        ('"King, Martin, Jr."', "Martin King, Jr."),
        ('"=""=Odd, Ada"""', "Ada =Odd"),
    ],
)
def test_names_are_turned_round(cell: str, name: str) -> None:
    assert people(gradebook(f"{cell},1,s1,ada,A,"))[0].name == name


def test_names_may_stand_in_two_columns() -> None:
    header = "LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,Essay (4711)\n"
    found = gradebook(
        "Example,Ada,1,s1,ada,A,", "    Points Possible,,,,,,10", "Student,Test,9,,5f3c,A,", header=header
    )
    assert [row.name for row in people(found)] == ["Ada Example"] and len(only(Skip, found)) == 2


def test_several_sections_stay_as_they_are_written() -> None:
    assert (
        people(gradebook('A,1,s1,a,"PR 1, PR 2, and Arts and Letters",'))[0].section
        == "PR 1, PR 2, and Arts and Letters"
    )


def test_a_login_that_is_an_address_is_the_address() -> None:
    (row,) = people(gradebook('"Example, Ada",1,s1,Ada@Example.org,A,'))
    assert row == person("ada@example.org", "Ada Example", "A", sis="s1", canvas="1")


def test_without_an_address_the_login_stands_for_it_and_the_report_says_so() -> None:
    found = gradebook('"Example, Ada",1,s1,ada7,A,', '"Muster, Ben",2,s2,,A,', '"Muster, Dora",,,,A,')
    assert [row.email for row in people(found)] == ["ada7", "s2"]
    assert Reject("line 4", "has neither an e-mail address nor a login. Add a column “email”.") in found
    assert "such as “ada7”. A roster.csv with the columns email and login" in only(Note, found)[-1].text


def test_grades_are_not_read_and_the_report_says_so() -> None:
    assert "Grades and the like (1 column) are not read" in only(Note, gradebook("A,1,s1,a,A,9"))[0].text


@pytest.mark.parametrize(
    "shape",
    [
        lambda text: ("\ufeff" + text).encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode("utf-16"),
    ],
)
def test_marks_line_ends_and_separators_of_any_setting_are_read(shape: object) -> None:
    text = CANVAS + "Ada Example,1,s1,ada,A,9\n    Points Possible,,,,,10\n"
    content = shape(text)  # type: ignore[operator]
    assert recognise(in_memory("g.csv", content)) is canvas_gradebook.SOURCE
    assert people(load(canvas_gradebook.SOURCE, content))[0].name == "Ada Example"


def test_an_old_gradebook_without_sis_columns_is_read() -> None:
    text = "Student,ID,Section,Essay,Final Score (read only)\n    Points Possible,,,10,\nAda Example,17,A,9,90\n"
    assert recognise(in_memory("g.csv", text.encode())) is canvas_gradebook.SOURCE
    assert people(load(canvas_gradebook.SOURCE, text)) == [person("17", "Ada Example", "A", canvas="17")]


# Moodle


def moodle(text: str) -> list[Found]:
    assert recognise(in_memory("m.csv", text.encode())) is moodle_people.SOURCE
    return load(moodle_people.SOURCE, text)


@pytest.mark.parametrize("mark", [",", ";", "\t", ":"])
def test_a_grade_export_is_read_whatever_separates_it(mark: str) -> None:
    names = ["First name", "Surname", "ID number", "Institution", "Department", "Email address", "Course total",
             "Last downloaded from this course"]  # fmt: skip
    row = ["Ada", "Example", "007", "", "PR", "Ada@example.org", "-", "1772460300"]
    found = moodle(f"{mark.join(names)}\n{mark.join(row)}\n")
    assert people(found) == [person("ada@example.org", "Ada Example", sis="007")]


@pytest.mark.parametrize(
    "header",
    ["Vorname,Nachname,E-Mail-Adresse", "Prénom,Nom,Adresse de courriel", "Nombre,Apellido(s),Dirección de correo",
     "Voornaam,Achternaam,E-mailadres"],
)  # fmt: skip
def test_headers_in_other_languages_are_known(header: str) -> None:
    assert people(moodle(f"{header}\nAda,Example,ada@example.org\n")) == [person("ada@example.org", "Ada Example")]


def test_roles_groups_and_suspension_are_read() -> None:
    found = moodle(
        "First name,Last name,Email address,Groups,Roles,Suspended,ID number,Institution\n"
        'Ada,Example,a@example.org,"Monday, Blogs",Student,,1,\n'
        'Cleo,Sample,c@example.org,,"Student, Teacher",,2,\nDora,Muster,d@example.org,,Non-editing teacher,,3,\n'
        "Emil,Gone,e@example.org,,Student,Yes,4,\n"
    )
    assert [(row.name, row.role, row.section) for row in people(found)] == [
        ("Ada Example", "student", "Monday, Blogs"), ("Cleo Sample", "instructor", ""),
        ("Dora Muster", "assistant", ""),
    ]  # fmt: skip
    assert Skip("suspended") in found


def test_a_sheet_kept_by_hand_with_further_columns_is_a_plain_roster() -> None:
    text = "First name,Last name,Email address,Blog,Section\nAda,Example,ada@example.org,ada.example.org,A\n"
    source = recognise(in_memory("class.csv", text.encode()))
    assert source.name == "roster"
    assert load(source, text) == [
        RosterRow("ada@example.org", "Ada Example", "student", "A", (("blog", "ada.example.org"),))
    ]


# Sets of files


def test_an_enrolment_file_alone_asks_for_the_users() -> None:
    for text in ("course_id,user_id,role,section_id,status\n", "classSourcedId,userSourcedId,role\n"):
        export = in_memory("enrollments.csv", text.encode())
        with pytest.raises(ExportRefused, match="Load it with users"):
            list(recognise(export).extract(export, Context(ZoneInfo("UTC"))))


def test_a_folder_that_holds_other_things_is_no_set(tmp_path: object) -> None:
    users = b"sourcedId,username,givenName,familyName\nu1,ada@example.org,Ada,Example\n"
    files = {"users.csv": users, "enrollments.csv": b"classSourcedId,userSourcedId,role\nc1,u1,student\n"}
    members = tuple(in_memory(f"inbox/{name}", content) for name, content in files.items())
    bundle = Export("inbox", in_memory("", b"").open, 0, members)
    assert is_bundle(bundle)
    other = in_memory("inbox/acts.csv", b"author,at\n")
    assert not is_bundle(Export("inbox", in_memory("", b"").open, 0, (*members, other)))


def test_a_row_of_the_enrolments_that_cannot_be_read_is_said() -> None:
    users = in_memory("s/users.csv", b"user_id,login_id,status\n1,ada@example.org,active\n")
    rows = in_memory("s/enrollments.csv", b"user_id,role,status\n1,student,active\n2,student\n")
    bundle = Export("s", in_memory("", b"").open, 0, (users, rows))
    found = list(CANVAS_USERS.extract(bundle, Context(ZoneInfo("UTC"))))
    assert Reject("enrollments.csv line 3", "has 2 cells where the header has 3") in found
    assert [row.email for row in people(found)] == ["ada@example.org"]


def test_the_real_school_data_sync_set_is_read() -> None:
    alone = list(ONEROSTER_USERS.extract(sample("rosters/ms-sds-v2.1/users.csv"), Context(ZoneInfo("UTC"))))
    assert len(people(alone)) == 8 and "P@ssword123" not in repr(alone) and "+1" not in repr(alone)
    folder = SAMPLES / "rosters/ms-sds-v2.1"
    members = tuple(in_memory(f"sds/{path.name}", path.read_bytes()) for path in sorted(folder.iterdir()))
    bundle = Export("sds", in_memory("", b"").open, 0, members)
    assert is_bundle(bundle) and recognise(bundle) is ONEROSTER_USERS
    found = list(ONEROSTER_USERS.extract(bundle, Context(ZoneInfo("UTC"))))
    assert [(row.name, row.role, row.section) for row in people(found)] == [
        ("Jack Craig", "student", "Biology 10"), ("Fred Hutch", "student", "Biology 10"),
        ("Alice Smithee", "student", "Biology 10"), ("Jason Jonzer", "instructor", "Computer Science 101"),
        ("Kristen Fein", "instructor", "Biology 10"), ("Simon Miller", "student", "Computer Science 101"),
    ]  # fmt: skip
    assert found.count(Skip("in none of the courses")) == 2


# All of them


def test_a_name_without_a_comma_is_one_already() -> None:
    assert [first_last(name) for name in ("Ada Example", ", Ada", "Example,", "")] == [
        "Ada Example",
        "Ada",
        "Example",
        "",
    ]


def test_somebody_listed_twice_is_one_person_and_two_of_one_name_are_two() -> None:
    found = gradebook("Ada,1,s1,a1,A,", "Ada,1,s1,a1,B,", "Ada,2,s2,a2,A,")
    assert [row.email for row in people(found)] == ["a1", "a2"] and Skip("listed twice") in found
    assert any("a1 and a2 have the same name" in note.text for note in only(Note, found))


@pytest.mark.parametrize("source", LISTS, ids=lambda source: source.name)
def test_a_table_of_another_kind_is_refused(source: Source) -> None:
    with pytest.raises(ExportRefused):
        load(source, "author,at\nada,2026-03-02\n")


HEADERS = [CANVAS, "First name,Last name,Email address\n", "Last Name,First Name,Username,Student ID\n",
           "user_id,login_id,status,email\n", "sourcedId,username,givenName,familyName,role\n"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(zip(LISTS, HEADERS, strict=True))), st.text(max_size=120), st.binary(max_size=60))
def test_whatever_follows_a_header_is_read_or_said(of: tuple[Source, str], body: str, odd: bytes) -> None:
    source, header = of
    load(source, header.encode() + body.encode("utf-8", "replace") + odd)
    with suppress(ExportRefused):
        load(source, odd + header.encode())
