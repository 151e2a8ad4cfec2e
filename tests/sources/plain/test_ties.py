"""A tie list: each row an addressed act, a sentence for each thing that can be odd about it."""

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused, UnknownFormat
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import Context, in_memory
from evenkeel.sources.plain.ties import SOURCE
from tests.sources.golden import check, counts, only


def load(text: str, **outside: object) -> list[Found]:
    context = Context(ZoneInfo("America/New_York"))._replace(**outside)  # type: ignore[arg-type]
    return list(SOURCE.extract(in_memory("ties.csv", text.encode()), context))


def tie(row: str) -> Act:
    found = load(f"sender,receiver,time,id,text,platform\n{row}\n")[0]
    assert isinstance(found, Act), found
    return found


@pytest.mark.parametrize("name", ["ties.csv", "ties.xlsx"])
def test_the_invented_tie_lists_are_read(name: str) -> None:
    found = check(SOURCE, name)
    assert counts(found)["comment"] == (4 if name == "ties.csv" else 2)
    assert len({act.ref for act in only(Act, found)}) == len(only(Act, found))


def test_a_tie_is_a_comment_addressed_to_its_receiver_alone() -> None:
    found = tie("Ada,Ben,2026-03-02T09:05,7,Ask @cleo,#Chat")
    at = int(datetime(2026, 3, 2, 14, 5, tzinfo=UTC).timestamp()) * 1_000_000
    ben = Who(handle="Ben")
    assert found == Act(
        "tie:7", Who(handle="Ada"), Kind.COMMENT, at, platform="chat", text="Ask @cleo", to=(ben,)
    )  # fmt: skip


@pytest.mark.parametrize(
    "header",
    ["sender,receiver,time", "Sender,Recipient,Sent", "source,target,timestamp", "From,To,Date", "from,to,created_at"],
)
def test_both_ends_and_the_time_have_the_usual_names(header: str) -> None:
    text = f"{header}\nada,ben,2026-03-02\n"
    assert recognise(in_memory("t.csv", text.encode())) is SOURCE
    assert len(only(Act, load(text))) == 1


def test_one_row_may_have_several_receivers_and_the_sender_is_none_of_them() -> None:
    assert tie("ada,ben; Ada ;cleo;ben,2026-03-02,,,").to == (Who(handle="ben"), Who(handle="cleo"))


def test_a_tie_to_oneself_is_skipped_and_one_without_an_end_rejected() -> None:
    found = load("sender,receiver,time\nada,@Ada,2026-03-02\n,ben,2026-03-02\nada,,2026-03-02\nada,ben,soon\n")
    assert found[:3] == [Skip("tie to oneself"), Reject("line 3", "has no sender"), Reject("line 4", "has no receiver")]
    assert isinstance(found[3], Reject) and "not a date" in found[3].why


def test_two_equal_rows_are_two_ties_and_the_same_ones_each_time() -> None:
    text = "source,target,time\na,b,2026-03-02\na,b,2026-03-02\n"
    refs = [act.ref for act in only(Act, load(text))]
    assert len(set(refs)) == 2 and load(text) == load(text)


def test_a_weight_is_not_counted_and_the_report_says_so() -> None:
    found = load("source,target,time,weight\na,b,2026-03-02,5\na,c,2026-03-02,0\n")
    assert len(only(Act, found)) == 1 and Skip("weight 0") in found
    assert "whatever its weight" in only(Note, found)[0].text


def test_it_covers_the_comments_of_whoever_sent_something() -> None:
    assert load("source,target,time\na,b,2026-03-02\n")[-1] == Covers(frozenset({Kind.COMMENT}))


def test_without_a_time_it_is_refused_and_told_why() -> None:
    export = in_memory("edges.csv", b"Source,Target,Weight\na,b,1\n")
    with pytest.raises(ExportRefused, match="needs a column time: when each was said"):
        list(recognise(export).extract(export, Context(ZoneInfo("UTC"))))


@pytest.mark.parametrize(
    "text",
    [
        "from,to,date,what\n09:00,10:30,2026-03-02,reading\n",
        "From,To,Date\n9h00,10h30,2026-03-02\n",
        "From,To,Date\n9 am,10 am,2026-03-02\n",
        "from,to,date\n2026-03-02T09:00,2026-03-02T10:00,2026-03-02\n",
        "From,To,Date,Subject\nada@example.org,ben@example.org,2026-03-02,Hello\n",
        "from,to,date,minutes\nada,ben,2026-03-02,5\n",
        "from,to,date\n",
        "from,to\nada,ben\n",
    ],
)
def test_stretches_of_time_and_mail_are_no_ties(text: str) -> None:
    export = in_memory("t.csv", text.encode())
    with suppress(UnknownFormat):
        assert recognise(export) is not SOURCE


def test_acts_with_a_column_of_that_name_stay_acts_and_a_mapping_wins() -> None:
    assert recognise(in_memory("a.csv", b"author,at,source,target\n")).name == "acts"
    edges = in_memory("e.csv", b"source,target,time\na,b,2026-03-02\n")
    assert recognise(edges, mapping={"author": "source", "at": "time", "to": "target"}).name == "acts"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["sender,receiver,time", "from,to,date"]), st.text(max_size=80), st.binary(max_size=30))
def test_whatever_follows_a_header_is_read_or_said(header: str, body: str, odd: bytes) -> None:
    for content in (f"{header}\n{body}".encode("utf-8", "replace") + odd, odd + header.encode()):
        export = in_memory("t.csv", content)
        SOURCE.identify(export)
        with suppress(ExportRefused):
            list(SOURCE.extract(export, Context(ZoneInfo("UTC"))))


def test_ends_and_time_of_other_names_are_read_by_a_mapping() -> None:
    found = load("Poster,Replied to,Posted\nAda,Ben,2026-03-02T09:05\n", mapping={
        "sender": "Poster", "receiver": "Replied to", "time": "Posted", "text": "",
    })  # fmt: skip
    assert [(act.author.handle, act.to) for act in only(Act, found)] == [("Ada", (Who(handle="Ben"),))]
    assert only(Act, load("from,to,Said\nAda,Ben,2026-03-02\n", mapping={"time": "Said"}))
    with pytest.raises(ExportRefused, match="needs a column time"):
        load("from,to,Said\nAda,Ben,2026-03-02\n", mapping={"sender": "from"})
