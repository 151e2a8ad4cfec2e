"""acts.csv: every trap of the contract, a sentence each."""

import gzip
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import ALL_KINDS, Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, in_memory
from evenkeel.sources.plain.acts import SOURCE
from tests.sources.golden import check

NEW_YORK = ZoneInfo("America/New_York")
NOW = int(datetime(2026, 5, 1, tzinfo=UTC).timestamp()) * 1_000_000
SAMPLES = Path(__file__).parents[4] / "shared" / "samples"


def load(text: str | bytes, **outside: object) -> list[Found]:
    content = text.encode() if isinstance(text, str) else text
    context = Context(NEW_YORK, now=NOW)._replace(**outside)  # type: ignore[arg-type]
    return list(SOURCE.extract(in_memory("acts.csv", content), context))


def acts(text: str | bytes, **outside: object) -> list[Act]:
    return [found for found in load(text, **outside) if isinstance(found, Act)]


def rejects(text: str | bytes) -> list[Reject]:
    return [found for found in load(text) if isinstance(found, Reject)]


def notes(found: list[Found]) -> list[str]:
    return [one.text for one in found if isinstance(one, Note)]


def utc(*when: int) -> int:
    return int(datetime(*when, tzinfo=UTC).timestamp()) * 1_000_000  # type: ignore[arg-type, misc]


def test_a_full_row_becomes_one_act() -> None:
    found = load(
        "id,author,kind,at,text,platform,in_reply_to,to,tags,purpose,url\n"
        "c7,Anna,comment,2026-03-02T14:05:00Z,Well said @ben,Twitter,p1,Cleo; dan@example.org,"
        '"week3, #ethics",Coursework,https://blog.example.org/7\n'
    )
    assert found == [
        Act(
            "c7",
            Who(handle="Anna"),
            Kind.COMMENT,
            utc(2026, 3, 2, 14, 5),
            "x",
            "Well said @ben",
            "",
            "p1",
            (Who(handle="Cleo"), Who(handle="dan@example.org"), Who(handle="ben")),
            ("week3", "ethics"),
            "coursework",
            "https://blog.example.org/7",
        ),
        Covers(ALL_KINDS),
    ]
    assert isinstance(found[0], Act)


def test_the_header_is_recognised_in_any_case_and_with_blanks() -> None:
    assert SOURCE.identify(in_memory("x.csv", b" Author ;AT\nanna;2026-03-02\n"))
    assert not SOURCE.identify(in_memory("x.csv", b"author,text\nanna,hello\n"))
    assert not SOURCE.identify(in_memory("x.png", b"\x89PNG\r\n\x1a\n\0\0\0"))
    assert not SOURCE.identify(in_memory("x.csv", b""))


def test_a_blank_kind_is_a_comment_where_it_answers_and_a_post_where_not() -> None:
    found = acts("id,author,kind,at,in_reply_to\n1,anna,,2026-03-02,\n2,ben,,2026-03-03,1\n")
    assert [act.kind for act in found] == [Kind.POST, Kind.COMMENT]
    assert acts("author,at\nanna,2026-03-02\n")[0].kind is Kind.POST


def test_an_unknown_kind_or_purpose_is_rejected_with_its_line() -> None:
    found = rejects("author,kind,at,purpose\nanna,poem,2026-03-02,\nben,post,2026-03-02,fun\n")
    assert found == [
        Reject("line 2", "the kind “poem” is none of post, comment, tweet, repost"),
        Reject("line 3", "the purpose “fun” is none of coursework, leisure, unknown"),
    ]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-03-02T14:05:00Z", utc(2026, 3, 2, 14, 5)),
        ("2026-03-02T14:05:00.25+02:00", utc(2026, 3, 2, 12, 5) + 250_000),
        ("2026-03-02 14:05", utc(2026, 3, 2, 19, 5)),
        ("2026-03-02 14:05:09", utc(2026, 3, 2, 19, 5) + 9_000_000),
        ("2026-03-02 14:05:00 UTC", utc(2026, 3, 2, 14, 5)),
        ("2026-03-02", utc(2026, 3, 2, 5)),
        (" 2026-03-02T14:05 ", utc(2026, 3, 2, 19, 5)),
        ("1772460300", utc(2026, 3, 2, 14, 5)),
        ("2026-03-08T02:30", utc(2026, 3, 8, 7, 30)),  # never shown: moved on by the gap
        ("2026-11-01T01:30", utc(2026, 11, 1, 5, 30)),  # shown twice: the first
    ],
)
def test_a_moment_is_read_by_its_offset_or_by_the_course_clock(written: str, moment: int) -> None:
    assert acts(f"author,at\nanna,{written}\n")[0].moment == moment


def test_an_hour_with_a_change_in_its_middle_is_asked_of_the_zone_each_time() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")  # moves on by half an hour
    rows = "anna,2026-10-04T01:59\nanna,2026-10-04T02:10\nanna,2026-10-04T02:40\nanna,2026-10-04T02:10\n"
    first, gap, after, again = (act.moment for act in acts(f"author,at\n{rows}", zone=lord_howe))
    assert gap == again == first + 11 * 60_000_000
    assert after == first + 11 * 60_000_000


@pytest.mark.parametrize("written", ["", "soon", "32.03.2026", "2026-02-30", "0202-03-02", "2026-03-02+01:00"])
def test_a_row_without_a_readable_date_is_rejected(written: str) -> None:
    assert [reject.where for reject in rejects(f"author,at\nanna,{written}\nben,2026-03-02\n")] == ["line 2"]


def test_a_future_date_is_kept_and_noted() -> None:
    found = load("author,at\nanna,2027-01-01\nben,2026-03-02\n")
    assert sum(isinstance(one, Act) for one in found) == 2
    assert notes(found) == ["1 act is dated in the future, counted only from then on."]


def test_two_identical_rows_without_an_id_are_two_acts_and_the_same_ones_each_time() -> None:
    text = "author,at,text\nanna,2026-03-02,hi\nanna,2026-03-02,hi\nben,2026-03-02,hi\n"
    refs = [act.ref for act in acts(text)]
    assert len(set(refs)) == 3 and refs == [act.ref for act in acts(text)]
    assert refs[0].startswith("csv:") and refs[0].endswith(":1") and refs[1] == refs[0][:-1] + "2"


def test_a_column_that_nobody_knows_does_not_change_what_a_row_is() -> None:
    plain = acts("author,at\nanna,2026-03-02\n")[0].ref
    assert acts("author,at,colour\nanna,2026-03-02,green\n")[0].ref == plain


def test_mentions_are_read_in_tweets_and_comments_only() -> None:
    rows = "".join(f"anna,{kind},2026-03-02,hi @ben and @cleo@social.example.org.\n" for kind in Kind)
    named = {act.kind: [who.handle for who in act.to] for act in acts(f"author,kind,at,text\n{rows}")}
    both = ["ben", "cleo@social.example.org"]
    assert named == {Kind.POST: [], Kind.COMMENT: both, Kind.TWEET: both, Kind.REPOST: []}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_usual_encoding_and_delimiter_is_read(delimiter: str, encoding: str) -> None:
    text = "author,at,text\r\nJosé,2026-03-02,naïve\r\n".replace(",", delimiter)
    found = load(text.encode(encoding))
    assert isinstance(found[0], Act) and (found[0].author.handle, found[0].text) == ("José", "naïve")
    assert SOURCE.identify(in_memory("acts.csv", text.encode(encoding)))


def test_a_file_that_is_not_utf_8_is_read_as_windows_1252_and_says_so() -> None:
    found = load(b"author,at\nanna,2026-03-02\nJos\xe9,2026-03-02\n")
    assert [one.author.handle for one in found if isinstance(one, Act)] == ["anna", "José"]
    assert "Windows-1252" in notes(found)[0]


def test_a_text_over_several_lines_is_one_row_and_the_next_keeps_its_line_number() -> None:
    text = 'author,at,text\nanna,2026-03-02,"one\ntwo ""quoted"""\nben,never,\n'
    assert acts(text)[0].text == 'one\ntwo "quoted"'
    assert rejects(text)[0].where == "line 4"


def test_a_row_too_short_or_too_long_is_rejected_and_empty_cells_are_forgiven() -> None:
    found = load("author,at\nanna\nben,2026-03-02,x\ncleo,2026-03-02,,\n,\n\n")
    assert [type(one) for one in found] == [Reject, Reject, Act, Skip, Covers]
    assert found[0] == Reject("line 2", "has 1 cells where the header has 2")


def test_a_quotation_mark_never_closed_is_rejected_with_what_it_swallowed() -> None:
    found = rejects('author,at,text\nanna,2026-03-02,"open\nben,2026-03-02,lost\n')
    assert found[0].where == "line 2" and "never closed; the 2 lines" in found[0].why


def test_nul_characters_and_excels_sep_line_do_no_harm() -> None:
    assert acts("sep=;\nauthor;at\nan\0na;2026-03-02\n")[0].author.handle == "anna"


def test_other_column_names_are_read_by_a_mapping() -> None:
    mapping = {"author": "User full name", "at": "TIME", "text": "body"}
    found = load("time,user full name\n2026-03-02,Anna\n", mapping=mapping)
    assert found[1:] == [
        Act(found[1].ref, Who(handle="Anna"), Kind.POST, utc(2026, 3, 2, 5)),  # type: ignore[union-attr]
        Covers(ALL_KINDS),
    ]
    assert notes(found) == ["There is no column “body” to read “text” from."]


def test_a_file_without_the_columns_is_refused_and_told_how_to_name_them() -> None:
    with pytest.raises(ExportRefused, match="--map author="):
        load("time,user\n2026-03-02,Anna\n")


def test_a_forums_parent_0_answers_nothing_unless_a_row_has_that_id() -> None:
    mapping = {"author": "userid", "at": "created", "in_reply_to": "parent"}
    text = "id,parent,userid,created\n{},0,anna,2026-03-02\n9,7,ben,2026-03-03\n"
    assert [act.parent for act in acts(text.format(7), mapping=mapping)] == ["", "7"]
    assert [act.parent for act in acts(text.format(0), mapping=mapping)] == ["0", "7"]


def test_a_row_without_author_is_its_owners_where_the_folder_names_one() -> None:
    anna = Who(email="anna@example.org")
    assert acts("author,at\n,2026-03-02\n", owner=anna)[0].author == anna
    assert rejects("author,at\n,2026-03-02\n") == [Reject("line 2", "has no author")]


def test_a_real_course_log_loads_whole_without_editing_it() -> None:
    path = SAMPLES / "moodle_events.csv.gz"
    if not path.exists():
        pytest.skip("the real samples are not beside this checkout")
    found = load(gzip.decompress(path.read_bytes()), mapping={"author": "actor", "at": "timestamp"})
    counted = Counter(type(one) for one in found)
    assert counted == {Act: 95_626, Note: 1, Covers: 1}
    assert len({act.ref for act in found if isinstance(act, Act)}) == 95_626


@settings(max_examples=200)
@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_whatever_follows_a_header_becomes_acts_or_rejects(body: str, encoding: str) -> None:
    content = f"author,at,kind,text,to,tags,id\n{body}".encode(encoding, "replace")
    assert isinstance(load(content)[-1], Covers)


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    SOURCE.identify(in_memory("acts.csv", content))
    with suppress(ExportRefused):
        load(content)


def test_days_and_months_are_told_apart_by_the_whole_file_or_asked() -> None:
    rows = "author,at\nanna,3/4/2026 9:05\nben,{}/4/2026 9:05\n"
    assert acts(rows.format(25))[0].moment == utc(2026, 4, 3, 13, 5)
    with pytest.raises(ExportRefused, match="--map date_order=dmy"):
        load(rows.format(5))
    assert acts(rows.format(5), mapping={"date_order": "mdy"})[0].moment == utc(2026, 3, 4, 14, 5)


def test_columns_are_read_together_where_a_mapping_joins_them() -> None:
    text = "First,Last,Day,Clock,Body\nAnna,Vale,3 March 2026,10:00 AM,Hello\nBen,,4 March 2026,,Hi\n"
    found = acts(text, mapping={"author": "First + last", "at": "Day + Clock", "text": "Body"})
    assert [(act.author.handle, act.moment, act.text) for act in found] == [
        ("Anna Vale", utc(2026, 3, 3, 15), "Hello"),
        ("Ben", utc(2026, 3, 4, 5), "Hi"),
    ]


def test_a_log_without_authors_is_its_owners_and_no_other_students() -> None:
    text = "at,text\n2026-03-02,Hello\n"
    anna, ben = (acts(text, owner=Who(handle=name))[0] for name in ("anna", "ben"))
    assert anna.author == Who(handle="anna") and anna.ref != ben.ref
    with pytest.raises(ExportRefused, match="need an author"):
        load(text)


def test_a_header_with_a_stray_quotation_mark_is_read_as_it_is() -> None:
    text = 'author,at,"te"xt\nada,2026-03-02,one\nben,2026-03-02,"t"wo\ncem,2026-03-03,three\n'
    assert [act.author.handle for act in acts(text)] == ["ada", "cem"]
    assert [reject.where for reject in rejects(text)] == ["line 3"]


def test_an_invented_export_is_read_as_its_golden_file_says() -> None:
    check(SOURCE, "acts.csv")
