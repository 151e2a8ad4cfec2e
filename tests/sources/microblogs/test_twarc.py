"""Tweets collected with twarc, of both interfaces and in all of its layouts: each once, named as in X archives."""

import json
import re
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import Context, in_memory
from evenkeel.sources.microblogs import x_archive
from evenkeel.sources.microblogs.twarc import SOURCE
from tests.sources.golden import check, counts, only, sample

ANNA = Who("x", "anna_b", "Anna B")
BEN, CLEO = Who("x", "ben"), Who("x", "cleo")
OLD, NEW = "Fri Mar 06 13:02:05 +0000 2026", "2026-03-06T13:02:05.000Z"
MOMENT = int(datetime(2026, 3, 6, 13, 2, 5, tzinfo=UTC).timestamp()) * 1_000_000
OUTSIDE = Context(ZoneInfo("America/New_York"))
USERS = [
    {"id": "1", "username": "Anna_B", "name": "Anna B"},
    {"id": "2", "username": "Ben", "name": "Ben"},
    {"id": "3", "username": "Cleo", "name": "Cleo"},
]


def old(number: int = 7, text: str = "Hello", user: str = "Anna_B", **more: Any) -> dict[str, Any]:
    """Make a tweet of interface 1.1."""
    who = {"id_str": "1", "screen_name": user, "name": "Anna B" if user == "Anna_B" else user}
    return {"created_at": OLD, "id": number, "id_str": str(number), "text": text, "user": who} | more


def new(number: int = 7, text: str = "Hello", by: str = "1", **more: Any) -> dict[str, Any]:
    """Make a tweet of interface 2."""
    return {"id": str(number), "text": text, "created_at": NEW, "author_id": by, "conversation_id": "7"} | more


def page(*tweets: Any, included: tuple[Any, ...] = (), **more: Any) -> dict[str, Any]:
    return {"data": list(tweets), "includes": {"users": USERS, "tweets": list(included)}, "__twarc": {}} | more


def points(**kinds: int) -> list[dict[str, str]]:
    return [{"type": kind, "id": str(number)} for kind, number in kinds.items()]


def load(*lines: Any, context: Context = OUTSIDE) -> list[Found]:
    content = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    export = in_memory("tweets.jsonl", content + b"\n")
    assert recognise(export) is SOURCE
    return list(SOURCE.extract(export, context))


def one(line: Any) -> Act:
    found = load(line)
    assert isinstance(found[0], Act), found
    return found[0]


@pytest.mark.parametrize(
    "line",
    [
        old(),
        page(new()),
        page(new()) | {"data": new(), "matching_rules": [{"id": "1"}]},
        new(author=USERS[0]),
    ],
    ids=["1.1", "page", "stream", "flattened"],
)
def test_a_tweet_becomes_an_act_of_its_author_and_a_collection_covers_nobody(line: dict[str, Any]) -> None:
    found = load(line)
    assert found[0] == Act("x:7", ANNA, Kind.TWEET, MOMENT, "x", "Hello", url="https://x.com/anna_b/status/7")
    assert [type(part) for part in found] == [Act, Note]


def test_a_tweet_is_the_same_act_as_in_its_authors_archive() -> None:
    links = [{"url": "https://t.co/b", "expanded_url": "https://example.org/?a=1"}]
    text = "@Ben Tom &amp; @cleo https://t.co/b"
    entities = {"urls": links}
    record = {"id_str": "7", "created_at": OLD, "full_text": text, "entities": entities}
    record |= {"in_reply_to_status_id_str": "5", "in_reply_to_screen_name": "Ben"}
    content = f"window.YTD.tweets.part0 = {json.dumps([{'tweet': record}])}".encode()
    (archived,) = only(Act, x_archive.SOURCE.extract(in_memory("tweets.js", content), OUTSIDE._replace(owner=ANNA)))
    answered = {"in_reply_to_user_id": "2", "referenced_tweets": points(replied_to=5)}
    assert one(page(new(text=text, entities=entities, **answered))) == archived
    assert one(old(**(record | {"text": text}))) == archived


def test_a_reply_has_its_parent_and_addresses_who_is_answered() -> None:
    answered = {"referenced_tweets": points(replied_to=5), "in_reply_to_user_id": "2"}
    act = one(page(new(text="yes", **answered)))
    assert (act.parent, act.to) == ("x:5", (BEN,))
    included = (new(5, "Ben's", "2"),)
    act = one(page(new(text="yes", referenced_tweets=points(replied_to=5)), included=included))
    assert (act.parent, act.to) == ("x:5", (BEN,))
    act = one(old(text="yes", in_reply_to_status_id_str="5", in_reply_to_screen_name="Ben"))
    assert (act.parent, act.to) == ("x:5", (BEN,))


def test_a_repost_has_the_whole_text_of_what_it_reposts_and_addresses_its_author() -> None:
    whole, cut = "A long text of Ben's " * 8, "RT @Ben: A long text of Be…"
    retweet = {"referenced_tweets": points(retweeted=5)}
    acts = [
        one(page(new(text=cut, **retweet), included=(new(5, whole, "2"),))),
        one(old(text=cut, retweeted_status=old(5, "cut", "Ben", extended_tweet={"full_text": whole}, truncated=True))),
        one(old(text=cut, retweeted_status=old(5, "cut", "Ben", full_text=whole))),
        one(new(text=cut, author=USERS[0], referenced_tweets=[new(5, whole, "2", author=USERS[1], type="retweeted")])),
    ]
    for act in acts:
        assert (act.kind, act.text, act.parent, act.to) == (Kind.REPOST, whole.strip(), "x:5", (BEN,))


def test_a_repost_of_what_is_gone_still_says_whose_it_was() -> None:
    act = one(page(new(text="RT @Ben: A long te…", referenced_tweets=points(retweeted=5))))
    assert (act.kind, act.text, act.parent, act.to) == (Kind.REPOST, "", "x:5", (BEN,))


def test_a_quote_addresses_whom_it_quotes() -> None:
    act = one(page(new(referenced_tweets=points(quoted=5)), included=(new(5, "Cleo's", "3"),)))
    assert (act.kind, act.parent, act.to) == (Kind.TWEET, "", (CLEO,))
    act = one(old(quoted_status_id_str="5", quoted_status=old(5, "Cleo's", "Cleo")))
    assert (act.parent, act.to) == ("", (CLEO,))


def test_long_texts_are_whole_and_links_of_pictures_are_no_text() -> None:
    whole = {"full_text": "All of it https://t.co/p", "entities": {"media": [{"url": "https://t.co/p"}]}}
    assert one(old(text="All… https://t.co/x", truncated=True, extended_tweet=whole)).text == "All of it"
    note = {"text": "All of it", "entities": {}}
    assert one(page(new(text="All…", note_tweet=note))).text == "All of it"
    urls = [{"url": "https://t.co/p", "expanded_url": "https://x.com/a/status/7/photo/1", "media_key": "3_1"}]
    assert one(page(new(text="look https://t.co/p", entities={"urls": urls}))).text == "look"


def test_pages_that_overlap_bring_a_tweet_once() -> None:
    found = load(page(new(7), new(8)), page(new(8), new(9)), old(9))
    assert counts(found) == {"tweet": 3, "tweet that is in the file already": 2}


def test_what_x_did_not_give_out_is_counted() -> None:
    found = load(page(new(), errors=[{"title": "Forbidden"}, {"title": "Not Found"}]), {"errors": [{}], "__twarc": {}})
    assert counts(found) == {"tweet": 1, "something that X did not give out": 3}


def test_a_broken_line_is_rejected_with_its_number_and_the_others_are_kept() -> None:
    found = load(page(new(7)), b'{"data": {"author_id": "1021159080', b"", page(new(8)))
    assert [part.where for part in only(Reject, found)] == ["line 2"]
    assert [act.ref for act in only(Act, found)] == ["x:7", "x:8"]


def test_a_broken_first_line_does_not_cost_the_others() -> None:
    first = json.dumps(page(new(7)))[:-9].encode()
    found = load(first, page(new(8)))
    assert [type(part) for part in found] == [Reject, Act, Note]


def test_a_file_in_which_no_line_can_be_read_is_refused() -> None:
    with pytest.raises(ExportRefused, match=r"line 1, column \d+: is broken"):
        load(json.dumps(page(new(7)))[:-9].encode())


def test_tweets_that_only_followers_could_see_are_counted_and_not_read() -> None:
    hidden = old(8)
    hidden["user"]["protected"] = True
    users = {"users": [*USERS, {"id": "4", "username": "dan", "name": "Dan", "protected": True}]}
    found = load(old(7), hidden, page(new(9, by="4")) | {"includes": users})
    assert counts(found) == {"tweet": 1, "followers-only": 2}


def test_a_tweet_whose_author_is_not_told_is_rejected() -> None:
    found = load(page(new(7), new(8, by="99")))
    assert only(Reject, found) == [Reject("tweet 2", "cannot be read (it does not say who wrote it)")]


def test_a_page_may_point_to_what_an_earlier_page_included() -> None:
    later = page(new(8, referenced_tweets=points(replied_to=5))) | {"includes": {}}
    found = load(page(new(7), included=(new(5, "Ben's", "2"),)), later)
    assert [act.to for act in only(Act, found)] == [(), (BEN,)]


def test_accounts_and_notices_in_a_collection_are_counted() -> None:
    found = load(page(new(), USERS[1]), {"delete": {"status": {"id": 5}}}, {"limit": {"track": 5}})
    assert counts(found) == {"tweet": 1, "entry without a text": 3}


@pytest.mark.parametrize("content", [[old(7), old(8)], [page(new(7), new(8))]])
def test_one_list_of_all_is_read_as_well(content: list[Any]) -> None:
    assert counts(load(json.dumps(content, indent=1).encode())) == {"tweet": 2}


@pytest.mark.parametrize(
    "tweet",
    [
        5,
        new(created_at="yesterday"),
        old(created_at="Fri Mar 06 13:02:05 +0000 1926"),
        old(created_at="a b 1 c +0000 9"),
        new(text=5),
        new(referenced_tweets=[5]),
        new("x"),
    ],  # type: ignore[arg-type]
)
def test_an_entry_that_is_no_tweet_is_rejected_and_the_others_are_kept(tweet: Any) -> None:
    assert [type(part) for part in load(page(tweet, new(8)))] == [Reject, Act, Note]


def test_an_invented_collection_reads_as_it_did() -> None:
    check(SOURCE, "twarc.jsonl")


def real(name: str) -> list[Found]:
    return load(sample(f"twarc-v2/twarc-csv/{name}.jsonl").read())


def test_a_real_collection_holds_what_was_counted_and_is_the_same_when_flattened() -> None:
    found = real("noflat")
    acts = only(Act, found)
    assert counts(found) == {"tweet": 53, "repost": 47, "something that X did not give out": 1}
    assert len({act.author for act in acts}) == 96
    assert sum(act.kind is Kind.TWEET and bool(act.parent) for act in acts) == 31
    assert only(Act, real("flat")) == acts
    assert not [act for act in acts if act.text.startswith("RT @") or (act.kind is Kind.REPOST and not act.to)]
    assert not only(Covers, found) and not only(Reject, found)


def test_a_real_stream_loses_only_its_broken_line() -> None:
    found = real("streaming_output_with_error")
    assert (counts(found), [part.where for part in only(Reject, found)]) == ({"tweet": 7}, ["line 8"])


@pytest.mark.parametrize(("name", "acts"), [("2sets", 200), ("edited", 1), ("mentions_tweet", 1), ("two_tweets", 1)])
def test_other_real_collections_are_read_whole(name: str, acts: int) -> None:
    kinds = Counter(type(part) for part in real(name))
    assert (kinds[Act], kinds[Reject]) == (acts, 0)


KEYS = """data includes users tweets errors id id_str text full_text created_at author_id author user username
    screen_name
    name referenced_tweets type entities urls url expanded_url media retweeted_status quoted_status extended_tweet
    note_tweet in_reply_to_user_id in_reply_to_status_id_str protected __twarc"""
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["1", "7", OLD, NEW, "RT @Ben: x", "retweeted", "@ben"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(re.findall(r"\w+", KEYS)), inner, max_size=8)
    ),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(JSON, st.dictionaries(st.sampled_from(re.findall(r"\w+", KEYS)), JSON, max_size=3))
def test_any_json_is_read_rejected_or_refused(value: Any, changed: dict[str, Any]) -> None:
    lines = (value, old() | changed, page(new() | changed), page(new()) | changed)
    content = "\n".join(map(json.dumps, lines)).encode()
    with suppress(ExportRefused):
        found = list(SOURCE.extract(in_memory("x.jsonl", content), OUTSIDE))
        assert all(isinstance(part, Act | Note | Reject | Skip) for part in found)
