"""Tables: the same importer reads them whatever they were saved as, and no header is two platforms' list."""

from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from evenkeel.model import Act, RosterRow, TimeEntry
from evenkeel.sources import SOURCES, recognise
from evenkeel.sources.base import Context, in_memory
from evenkeel.sources.reading.class_lists import list_of
from evenkeel.sources.reading.tables import header, mapped, open_table

ROWS = {
    "acts": ["author,at,kind,text", "ada@example.org,2026-03-02T14:05,post,Grüße", "ben,2026-03-03,comment,Ja"],
    "time": ["student,start,minutes", "ada@example.org,2026-03-02,90", "ben,2026-03-02T10:00,30.5"],
    "roster": ["name,email,student id", "Ada,ada@example.org,0017", "Ben,ben@example.org,18"],
}
NOUN = {"acts": Act, "time": TimeEntry, "roster": RosterRow}


def saved(rows: list[str], way: str) -> bytes:
    text = "\n".join(rows) + "\n"
    if way != "xlsx":
        mark, encoding = way.split()
        return text.replace(",", mark.replace("tab", "\t")).encode(encoding)
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row.split(","))
    held = BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("way", [", utf-8", "; utf-8-sig", "tab utf-16", ", cp1252", "xlsx"])
@pytest.mark.parametrize("name", list(ROWS))
def test_a_table_says_the_same_however_it_was_saved(name: str, way: str) -> None:
    export, plain = in_memory("t", saved(ROWS[name], way)), in_memory("t", saved(ROWS[name], ", utf-8"))
    source = recognise(export)
    assert source.name == name
    found, usual = (
        [one for one in source.extract(each, Context(ZoneInfo("UTC"))) if isinstance(one, NOUN[name])]
        for each in (export, plain)
    )
    assert len(found) == 2 and found == usual


def test_a_mapping_names_columns_of_a_spreadsheet_too() -> None:
    export = in_memory("t", saved(["who,when", "ada,2026-03-02"], "xlsx"))
    assert header(export) == {"who", "when"}
    assert mapped(export, frozenset({"author", "at"}), {"author": "Who", "at": "when"})
    assert recognise(export, mapping={"author": "Who", "at": "when"}).name == "acts"


@pytest.mark.parametrize("mark", ["|", ":"])
def test_a_rare_separator_counts_where_it_parts_the_header_into_four(mark: str) -> None:
    table = open_table(in_memory("t", mark.join(["who", "what", "where", "when"]).encode()))
    assert table and table.header == ("who", "what", "where", "when")


def test_prose_with_a_few_colons_is_no_table_of_them() -> None:
    table = open_table(in_memory("t", b"Note: to self: buy milk\n"))
    assert table and len(table.header) == 1


@pytest.mark.parametrize(
    ("names", "whose"),
    [
        ("student,id,sis user id,sis login id,section", "canvas"),
        ("lastname,firstname,id,sis login id,section,essay (17)", "canvas"),
        ("student,id,section,final score (read only)", "canvas"),
        ("student,id,section", ""),
        ("user_id,login_id,status,email", "canvas-sis"),
        ("last name,first name,username,student id", "blackboard"),
        ("last name,first name,username,total [total pts: 10] |4711", "blackboard"),
        ("first name,last name,username,email address", "moodle"),
        ("first name,surname,email address", "moodle"),
        ("first name,last name,email", "moodle"),
        ("first name,last name,email address,blog", ""),
        ("first name,last name,email address,role,section", ""),
        ("username,firstname,lastname,email,cohort1", "moodle"),
        ("sourcedid,username,givenname,familyname,role,email", "oneroster"),
        ("name,email", ""),
    ],
)
def test_a_header_is_one_platforms_list_or_nobodys(names: str, whose: str) -> None:
    assert list_of(frozenset(names.split(","))) == whose


COLUMNS = [
    "start", "student", "id", "section", "sis login id", "first name", "last name", "username", "email",
    "email address", "student id", "role", "name", "sender", "receiver", "time", "from", "to", "date", "author",
    "at", "user_id", "login_id", "status", "essay (1)", "blog", "groups", "id number", "discussion", "parent",
    "userid", "created", "message",
]  # fmt: skip
MINE = {"acts", "time", "roster", "ties", "moodle-forum", "moodle-roster", "canvas-roster", "canvas-sis-roster",
        "blackboard-roster", "oneroster"}  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(COLUMNS), min_size=2, max_size=9, unique=True))
def test_no_header_of_people_or_ties_is_two_importers(columns: list[str]) -> None:
    export = in_memory("t.csv", (",".join(columns) + "\nx" + "," * (len(columns) - 1) + "\n").encode())
    claims = {source.name for source in SOURCES if source.identify(export)} & MINE
    # A table that also has the two columns of a plain one is asked about (--format): nobody exports such a thing.
    assert len(claims - {"acts", "time"}) <= 1, claims
