"""Moodle's forum export: the trap of each column, in all three formats."""

import csv
import json
from contextlib import suppress
from datetime import UTC, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused, UnknownFormat
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import Context, in_memory
from evenkeel.sources.classroom.moodle_forum import SOURCE
from tests.sources.golden import GOLDEN, check, counts, found_in, only

FIELDS = ["id", "discussion", "parent", "userid", "userfullname", "created", "subject", "message", "messageformat",
          "deleted", "privatereplyto"]  # fmt: skip
POST = {"id": "1", "discussion": "5", "parent": "0", "userid": "17", "userfullname": "Ada", "created": "1772460300",
        "subject": "Hello", "message": "<p>Dear all</p>", "messageformat": "1", "deleted": "0",
        "privatereplyto": "0"}  # fmt: skip


def csv_of(*posts: dict[str, str]) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, FIELDS)
    writer.writeheader()
    writer.writerows(POST | post for post in posts)
    return text.getvalue()


def load(*posts: dict[str, str], **outside: object) -> list[Found]:
    context = Context(ZoneInfo("America/Chicago"))._replace(**outside)  # type: ignore[arg-type]
    return found_in(SOURCE, csv_of(*posts), context)


def moment(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize("name", ["moodle_forum.csv", "moodle_forum.xlsx", "moodle_forum_export.json"])
def test_the_invented_forum_is_read_alike_in_every_format(name: str) -> None:
    found = check(SOURCE, name)
    assert counts(found) == {"post": 2, "comment": 3, "private reply": 1, "deleted": 1}
    assert only(Act, found) == only(Act, found_in(SOURCE, (GOLDEN / "moodle_forum.csv").read_bytes()))
    assert recognise(in_memory(name, (GOLDEN / name).read_bytes())) is SOURCE


def test_parent_0_is_an_opening_post_and_any_other_a_reply() -> None:
    opening, reply, cover = load({}, {"id": "2", "parent": "1", "userid": "18", "created": "1772460301"})
    assert isinstance(opening, Act) and isinstance(reply, Act)
    assert (opening.kind, opening.ref, opening.parent, opening.title) == (Kind.POST, "moodle:post:1", "", "Hello")
    assert (reply.kind, reply.ref, reply.parent, reply.title) == (Kind.COMMENT, "moodle:post:2", "moodle:post:1", "")
    assert opening.author == Who("moodle", "17", "Ada") and opening.text == "Dear all"
    assert cover == Covers(frozenset({Kind.POST, Kind.COMMENT}), None, None, 1_772_460_301_000_000)


def test_deleted_posts_and_private_replies_are_counted_and_not_read() -> None:
    found = load({"deleted": "1"}, {"privatereplyto": "18"}, {})
    assert found[:2] == [Skip("deleted"), Skip("private reply")] and len(only(Act, found)) == 1


def test_only_html_is_taken_apart() -> None:
    written = "1 < 2 & <b>so</b> on"
    texts = [load({"message": written, "messageformat": shape})[0].text for shape in ("0", "1", "2", "4")]  # type: ignore[union-attr]
    assert texts == ["1 < 2 & so on", "1 < 2 & so on", written, written]


def test_who_is_mentioned_in_a_reply_is_addressed() -> None:
    reply = load({"parent": "9", "message": "<p>@ben and @cleo, and @ben: no</p>"})[0]
    assert isinstance(reply, Act) and reply.to == (Who(handle="ben"), Who(handle="cleo"))


@pytest.mark.parametrize(
    "written",
    ["1772460300", "Monday, 2 March 2026, 8:05 AM", "Montag, 2. März 2026, 08:05", "lundi 2 mars 2026, 08:05"],
)
def test_dates_are_unix_seconds_or_words_on_the_class_clock(written: str) -> None:
    assert load({"created": written})[0].moment == moment("2026-03-02T14:05")  # type: ignore[union-attr]


def test_a_date_that_cannot_be_read_surely_is_rejected_with_its_line_and_the_way_out() -> None:
    found = load({"created": "الاثنين، 2 مارس 2026"}, {"id": "2"})
    assert found[0] == Reject("line 2", "“الاثنين، 2 مارس 2026” is not a date; expected one like 2026-03-02T14:05")
    assert [note.text for note in only(Note, found)] == [
        "Dates in words of another language: export again without “human-readable dates”."
    ]
    with pytest.raises(ExportRefused, match="date_order=dmy"):
        load({"created": "3/4/2026, 08:05"})


def test_a_part_of_a_forum_covers_only_from_its_first_post() -> None:
    found = load({"parent": "9"}, {"id": "2", "discussion": "6"})
    assert only(Covers, found)[0].since == 1_772_460_300_000_000 and only(Covers, found)[0].cut_short
    assert "begin outside this file" in only(Note, found)[0].text


def test_a_post_without_author_or_id_is_rejected() -> None:
    assert load({"userid": ""}, {"id": ""}) == [Reject("line 2", "has no author"), Reject("line 3", "has no id")]


def test_a_mapping_still_reads_the_file_as_plain_acts() -> None:
    export = in_memory("forum.csv", csv_of({}).encode())
    assert recognise(export).name == "moodle-forum"
    assert recognise(export, mapping={"author": "userfullname", "at": "created"}).name == "acts"
    assert recognise(export, "acts", {"author": "userfullname", "at": "created"}).name == "acts"


def test_a_table_of_another_shape_is_refused_with_what_it_needs() -> None:
    with pytest.raises(ExportRefused, match="it needs the columns created, discussion"):
        found_in(SOURCE, "id,author\n1,ada\n")


def test_the_export_as_a_web_page_or_opendocument_says_what_to_choose() -> None:
    page = "<!DOCTYPE html><html><title>discussion</title><table><tr><th>id</th><th>privatereplyto</th></tr></table>"
    with pytest.raises(UnknownFormat, match="Moodle: in Forum > Export choose CSV"):
        recognise(in_memory("discussion.html", page.encode()))


def test_json_of_one_list_and_of_odd_records_is_read() -> None:
    assert len(only(Act, found_in(SOURCE, json.dumps([POST])))) == 1
    found = found_in(SOURCE, json.dumps([[POST, "x", POST | {"id": None}, POST | {"deleted": True}]]))
    assert found[1:4] == [Reject("post 2", "is no post"), Reject("post 3", "has no id"), Skip("deleted")]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=30)))
def test_whatever_stands_in_a_row_is_read_or_said(cells: dict[str, str]) -> None:
    with suppress(ExportRefused):
        load(cells)
    with suppress(ExportRefused):
        found_in(SOURCE, json.dumps([[POST | cells]]))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for start in (b"", b"[[", csv_of({}).encode()):
        export = in_memory("forum", start + content)
        SOURCE.identify(export)
        with suppress(ExportRefused):
            list(SOURCE.extract(export, Context(ZoneInfo("UTC"))))
