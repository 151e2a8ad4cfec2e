"""YouTube comments from Takeout, in every layout it has had and in any language."""

import io
import json
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused, UnknownFormat
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources import is_bundle, recognise
from evenkeel.sources.base import Context, Export, in_memory
from evenkeel.sources.microblogs.youtube_comments import SOURCE
from evenkeel.sources.opening.files import PassedOver, uploaded
from tests.sources.golden import check, counts, only

CHANNEL = "UCanna0000000000000000bb"
ANNA = Who("youtube", CHANNEL)
WHEN = "2026-03-06T13:02:05.434647+00:00"
MOMENT = int(datetime(2026, 3, 6, 13, 2, 5, 434647, UTC).timestamp() * 1_000_000)
NUMBER, VIDEO = "UgxtiXQkY7gqHbldJ1F4AaABAg", "WtOskFeLmr4"
OUTSIDE = Context(ZoneInfo("America/New_York"))
KINDS = frozenset({Kind.COMMENT})
OLD = "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Video ID,Comment Text"
NEW = (
    "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Post ID,Video ID,Comment Text,"
    "Top-Level Comment ID"
)
SHORT = "Comment ID,Channel ID,Comment create timestamp,Price,Video ID,Comment text"
DUTCH = "Reactie-ID,Kanaal-ID,Aanmaaktijdstempel reactie,Prijs,Video-ID,Reactietekst"
GERMAN = "Kommentar-ID,Kanal-ID,Zeitstempel,Preis,Übergeordnet,Beitrags-ID,Video-ID,Kommentartext,Oberste ID"
CHATS = "Live Chat ID,Channel ID,Live Chat Create Timestamp,Price,Video ID,Live Chat Text"


def segments(*parts: Any) -> str:
    return '"' + ",".join(json.dumps(part) for part in parts).replace('"', '""') + '"'


HELLO = segments({"text": "Hello"})


def load(header: str, *rows: str, context: Context = OUTSIDE) -> list[Found]:
    export = in_memory("comments.csv", "\r\n".join([header, *rows, "", ""]).encode())
    assert recognise(export) is SOURCE
    return list(SOURCE.extract(export, context))


def row(
    text: str = HELLO, number: str = NUMBER, parent: str = "", post: str = "", video: str = VIDEO, top: str = ""
) -> str:
    return f"{number},{CHANNEL},{WHEN},0,{parent},{post},{video},{text},{top}"


def one(cells: str) -> Act:
    found = load(NEW, cells)
    assert isinstance(found[0], Act), found
    return found[0]


def test_a_comment_becomes_an_act_of_its_channel_which_the_file_covers_up_to_its_newest() -> None:
    assert load(NEW, row()) == [
        Act(
            f"youtube:comment:{NUMBER}",
            ANNA,
            Kind.COMMENT,
            MOMENT,
            "youtube",
            "Hello",
            parent=f"youtube:video:{VIDEO}",
            url=f"https://www.youtube.com/watch?v={VIDEO}&lc={NUMBER}",
        ),
        Covers(KINDS, ANNA, None, MOMENT),
    ]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (OLD, f"{NUMBER},{CHANNEL},{WHEN},0,,{VIDEO},{segments({'takeoutSegments': [{'text': 'Hello'}]})}"),
        (SHORT, f"{NUMBER},{CHANNEL},{WHEN},0,{VIDEO},{HELLO}"),
        (DUTCH, f"{NUMBER},{CHANNEL},{WHEN},0,{VIDEO},{HELLO}"),
        (GERMAN, row()),
    ],
    ids=["older", "short", "dutch", "german"],
)
def test_every_layout_and_language_tells_the_same(header: str, cells: str) -> None:
    assert load(header, cells) == load(NEW, row())


def test_a_reply_answers_the_comment_it_names_and_else_the_first_of_its_thread() -> None:
    answer = f"{NUMBER}.9iwJkUYNcXa9u0lv3j3Abh"
    assert one(row(number=answer, parent=NUMBER)).parent == f"youtube:comment:{NUMBER}"
    assert one(row(number=answer, top=NUMBER)).parent == f"youtube:comment:{NUMBER}"
    assert load(GERMAN, row(number=answer, parent=NUMBER)) == load(NEW, row(number=answer, parent=NUMBER))


def test_a_comment_on_a_channels_post_answers_that() -> None:
    act = one(row(post="UgkxPost", video=""))
    assert (act.parent, act.url) == ("youtube:post:UgkxPost", "")


def test_a_video_whose_id_begins_with_a_dash_is_written_with_a_blank() -> None:
    assert one(row(video=" -tOskFeLmr4")).parent == "youtube:video:-tOskFeLmr4"


def test_a_text_is_put_together_from_its_segments_and_addresses_whom_it_mentions() -> None:
    ben = {"text": "@ben", "mention": {"channelId": "UCben"}}
    act = one(row(segments(ben, {"text": " saves\r\nthe day"}, {"link": {"url": "x"}})))
    assert (act.text, act.to) == ("@ben saves\r\nthe day", (Who("youtube", "UCben"),))


@pytest.mark.parametrize("cell", ["plain words", '"{ no JSON, but braces"', '"{""text"": 5}"'])
def test_a_text_without_segments_is_itself(cell: str) -> None:
    assert one(row(cell)).text in ("plain words", "{ no JSON, but braces", "")


def test_half_a_character_at_the_end_of_a_text_is_a_question_mark() -> None:
    assert one(row('"{""text"": ""cut \\ud83d""}"')).text == "cut ?"


def test_live_chats_are_counted_and_not_read() -> None:
    found = load(CHATS, f"ChwKGkNP,{CHANNEL},{WHEN},0,{VIDEO},{HELLO}")
    assert [type(part) for part in found] == [Skip, Note] and found[0] == Skip("live chat message")


def test_each_channel_of_a_file_is_covered_up_to_its_own_newest_comment() -> None:
    other = CHANNEL[:-2] + "cc"
    found = load(NEW, row(), row(number="b").replace(CHANNEL, other).replace("2026-03-06", "2026-03-09"))
    assert [(part.who, part.until) for part in only(Covers, found)] == [
        (ANNA, MOMENT),
        (Who("youtube", other), MOMENT + 3 * 86_400_000_000),
    ]


def test_no_comments_tell_nothing() -> None:
    assert [type(part) for part in load(NEW)] == [Note]


def test_a_row_without_what_is_needed_is_rejected_and_the_others_are_kept() -> None:
    found = load(NEW, row(number=""), row().replace(WHEN, "yesterday"), row().replace(CHANNEL, ""), row())
    assert [type(part) for part in found] == [Reject, Reject, Reject, Act, Covers]
    assert [part.where for part in only(Reject, found)] == ["line 2", "line 3", "line 4"]
    owner = OUTSIDE._replace(owner=Who(handle="anna@example.org"))
    assert counts(load(NEW, row().replace(CHANNEL, ""), context=owner)) == {"comment": 1}


@pytest.mark.parametrize(
    "content",
    [
        "Kanal-ID,Kanal-URL,Kanaltitel\nUCanna0000000000000000bb,http://www.youtube.com/channel/UCanna,A\n",
        "a,b,c,d,e,f\n1,UCanna0000000000000000bb,2026-03-06T13:02:05Z,4,5,6\n",
    ],
)
def test_other_tables_with_channels_are_not_taken(content: str) -> None:
    with pytest.raises(UnknownFormat):
        recognise(in_memory("x.csv", content.encode()))


def test_what_lies_beside_the_comments_in_takeout_is_passed_over_unopened() -> None:
    buffer, folder = io.BytesIO(), "Takeout/YouTube and YouTube Music"
    with zipfile.ZipFile(buffer, "w") as zipped:
        zipped.writestr(f"{folder}/comments/comments.csv", f"{NEW}\r\n{row()}\r\n")
        zipped.writestr(f"{folder}/subscriptions/subscriptions.csv", "Channel Id,Channel Url,Channel Title\r\n")
        zipped.writestr(f"{folder}/playlists/Watch later videos.csv", "Video ID,Added\r\n")
        zipped.writestr(f"{folder}/music (library and uploads)/music library songs.csv", "Video ID,Song Title\r\n")
    offered = list(uploaded("takeout.zip", buffer.getvalue(), is_bundle))
    assert [one.path for one in offered if isinstance(one, Export)] == [f"takeout.zip/{folder}/comments/comments.csv"]
    assert sum(isinstance(one, PassedOver) for one in offered) == 3


def test_an_invented_file_reads_as_it_did() -> None:
    check(SOURCE, "youtube_comments.csv")


CELLS = st.text(max_size=20) | st.sampled_from([WHEN, NUMBER, CHANNEL, HELLO, '"', "{", '"{""text"":[', "[" * 50])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=10), max_size=4), st.sampled_from([OLD, NEW, GERMAN, CHATS]))
def test_any_table_is_read_rejected_or_refused(rows: list[list[str]], header: str) -> None:
    content = "\n".join([header, *(",".join(cells) for cells in rows)]).encode("utf-8", "replace")
    export = in_memory("x.csv", content)
    SOURCE.identify(export)
    with suppress(ExportRefused):
        found = list(SOURCE.extract(export, OUTSIDE))
        assert all(isinstance(part, Act | Covers | Note | Reject | Skip) for part in found)
