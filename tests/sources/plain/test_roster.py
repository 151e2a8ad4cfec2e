"""roster.csv: who is in the class."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import Found, Note, Reject, RosterRow
from evenkeel.sources.base import Context, in_memory
from evenkeel.sources.plain.roster import SOURCE
from tests.sources.golden import check


def load(text: str, **mapping: str) -> list[Found]:
    export = in_memory("roster.csv", text.encode())
    return list(SOURCE.extract(export, Context(ZoneInfo("UTC"), mapping=mapping)))


def test_a_full_row_becomes_one_person() -> None:
    found = load(
        "name,email,role,section,blog,Twitter,moodle\n"
        "Anna B,Anna@Example.org,,2,a.example.org; b.example.org,@anna,17\n"
    )
    accounts = (("blog", "a.example.org"), ("blog", "b.example.org"), ("x", "@anna"), ("moodle", "17"))
    assert found == [RosterRow("anna@example.org", "Anna B", "student", "2", accounts)]


def test_an_address_is_needed_and_stands_once() -> None:
    found = load("name,email,role\nAnna,anna@example.org,\nBen,,\nCleo,cleo at home,\nAnna,ANNA@example.org,\n")
    assert found[1:] == [
        Reject("line 3", "has no e-mail address"),
        Reject("line 4", "“cleo at home” is not an e-mail address"),
        Reject("line 5", "anna@example.org stands in line 2 already"),
    ]


def test_an_unknown_role_is_rejected_with_the_known_ones() -> None:
    (found,) = load("name,email,role\nAnna,anna@example.org,Queen\n")
    assert found == Reject("line 2", "the role “Queen” is none of instructor, assistant, student")


def test_two_students_of_one_name_are_both_kept_and_noted() -> None:
    found = load("name,email\nAnna B,a1@example.org\nanna  b,a2@example.org\n")
    assert [type(one) for one in found] == [RosterRow, RosterRow, Note]
    assert "a1@example.org and a2@example.org have the same name" in found[2].text  # type: ignore[union-attr]


def test_a_private_column_is_not_read_and_the_report_says_so() -> None:
    found = load("name,email,Phone\nAnna,anna@example.org,555\n")
    assert found == [
        Note("Not read, for nobody needs it here: Phone."),
        RosterRow("anna@example.org", "Anna", "student", "", ()),
    ]


def test_other_column_names_are_read_by_a_mapping() -> None:
    found = load("Student,SIS Login\nAnna,anna@example.org\n", name="student", email="sis login")
    assert found == [RosterRow("anna@example.org", "Anna", "student", "", (), complete=False)]


def test_once_an_account_is_mapped_no_other_column_is_taken_for_one() -> None:
    text = "First,Last,Mail,Student number,Blog URL,Twitter\nAnna,Vale,anna@example.org,0042,https://a.example.org,@a\n"
    found = load(text, email="Mail", name="First + Last", blog="Blog URL", x="Twitter", mastodon="")
    accounts = (("blog", "https://a.example.org"), ("x", "@a"))
    assert found == [RosterRow("anna@example.org", "Anna Vale", "student", "", accounts, complete=False)]


def test_it_is_recognised_by_its_header() -> None:
    def known(header: str) -> bool:
        return SOURCE.identify(in_memory("r.csv", header.encode()))

    assert known("Name,E-Mail\n") and known("email;role\n")
    assert not known("email,name,at\n") and not known("email,name,start\n") and not known("email\n")
    with pytest.raises(ExportRefused, match="--map email="):
        load("name\nAnna\n")


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_whatever_follows_a_header_becomes_people_or_rejects(body: str) -> None:
    load(f"name,email,role,blog\n{body.encode('utf-8', 'replace').decode()}")


def test_a_class_list_is_read_as_its_golden_file_says() -> None:
    check(SOURCE, "roster.csv")


def test_a_column_joined_says_since_when_somebody_is_in_the_class() -> None:
    found = load("name,email,joined\nAnna,anna@example.org,2026-02-09\nBo,bo@example.org,\n")
    assert [(row.email, row.joined, row.accounts) for row in found] == [
        ("anna@example.org", date(2026, 2, 9).toordinal(), ()),
        ("bo@example.org", None, ()),
    ]


def test_a_day_that_is_none_loses_nobody_and_is_said() -> None:
    note, person = load("name,email,joined\nAnna,anna@example.org,after the break\n")
    assert person.joined is None and person.email == "anna@example.org"
    assert note == Note("Line 2: “after the break” is no date like 2026-02-09, so when they joined stays open.")
