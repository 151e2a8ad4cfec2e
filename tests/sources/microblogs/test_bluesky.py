"""Bluesky's public JSON: an account's feed, threads and lists, each post named as in the account's export."""

import json
import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import DAY, Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import Context, in_memory
from evenkeel.sources.microblogs import bluesky_car
from evenkeel.sources.microblogs.bluesky import SOURCE
from tests.sources.golden import check, only, sample
from tests.sources.microblogs.car_writing import car, tid

DID, BEN = "did:plc:anna", "did:plc:ben"
ANNA = Who("bluesky", DID, "Anna B", alias="anna.example.org")
BENS = Who("bluesky", BEN, "Ben", alias="ben.example.org")
WHEN = "2026-03-06T13:02:05.000Z"
MOMENT = int(datetime(2026, 3, 6, 13, 2, 5, tzinfo=UTC).timestamp()) * 1_000_000
KEY = tid(MOMENT)
URI = f"at://{DID}/app.bsky.feed.post/{KEY}"
THEIRS = f"at://{BEN}/app.bsky.feed.post/{tid(MOMENT - DAY)}"
OUTSIDE = Context(ZoneInfo("America/New_York"))
KINDS = frozenset({Kind.TWEET, Kind.REPOST})


def profile(did: str = DID) -> dict[str, Any]:
    known = {DID: ("anna.example.org", "Anna B"), BEN: ("ben.example.org", "Ben")}
    handle, name = known[did]
    return {"did": did, "handle": handle, "displayName": name, "avatar": "https://example.org/x.jpg"}


def view(uri: str = URI, did: str = DID, text: str = "Hello", at: str = WHEN, **more: Any) -> dict[str, Any]:
    record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": at} | more
    return {"uri": uri, "cid": "x", "author": profile(did), "record": record, "replyCount": 0, "indexedAt": at}


def theirs() -> dict[str, Any]:
    return view(THEIRS, BEN, "Ben's", "2026-03-05T13:02:05Z")


def earlier(days: int) -> dict[str, Any]:
    at = datetime.fromtimestamp((MOMENT - days * DAY) / 1e6, UTC).isoformat()
    return {"post": view(f"at://{DID}/app.bsky.feed.post/{tid(MOMENT - days * DAY)}", at=at)}


def repost(by: str = DID, **more: Any) -> dict[str, Any]:
    reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": profile(by), "indexedAt": WHEN}
    return {"post": theirs(), "reason": reason | more}


def load(value: Any, context: Context = OUTSIDE) -> list[Found]:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    export = in_memory("feed.json", content)
    assert recognise(export) is SOURCE
    return list(SOURCE.extract(export, context))


def feed(*items: Any, **more: Any) -> dict[str, Any]:
    return {"feed": list(items)} | more


def test_a_feed_without_a_next_page_is_all_that_the_account_wrote() -> None:
    assert load(feed({"post": view()}, earlier(3))) == [
        Act(
            f"bluesky:{URI}",
            ANNA,
            Kind.TWEET,
            MOMENT,
            "bluesky",
            "Hello",
            url=f"https://bsky.app/profile/{DID}/post/{KEY}",
        ),
        only(Act, load(feed(earlier(3))))[0],
        Covers(KINDS, ANNA, None, MOMENT),
    ]


def test_a_feed_that_names_a_next_page_is_cut_short_at_its_oldest_post() -> None:
    found = load(feed({"post": view()}, earlier(3), cursor="2026-03-03T13:02:05Z"))
    assert found[-1] == Covers(KINDS, ANNA, MOMENT - 3 * DAY, MOMENT, cut_short=True)


@pytest.mark.parametrize("layout", ["list", "lines"])
def test_pages_in_one_file_reach_as_far_as_the_last_of_them(layout: str) -> None:
    first = feed({"post": view()}, cursor="a")
    last, empty = feed(earlier(3)), feed()

    def read(*pages: Any) -> list[Found]:
        return load(list(pages) if layout == "list" else "\n".join(map(json.dumps, pages)).encode())

    assert read(first, last)[-1] == Covers(KINDS, ANNA, None, MOMENT)
    assert read(first, feed(earlier(3), cursor="b"), empty)[-1] == Covers(KINDS, ANNA, None, MOMENT)
    assert read(first, feed(earlier(3), cursor="b"))[-1] == Covers(KINDS, ANNA, MOMENT - 3 * DAY, MOMENT, True)


def test_a_repost_is_by_who_reposted_it_and_the_post_stays_its_authors() -> None:
    found = load(feed(repost()))
    assert found[0] == Act(
        f"bluesky:{DID}:repost:{THEIRS}",
        ANNA,
        Kind.REPOST,
        MOMENT,
        "bluesky",
        parent=f"bluesky:{THEIRS}",
        to=(BENS,),
        url=f"https://bsky.app/profile/{BEN}/post/{tid(MOMENT - DAY)}",
    )
    assert [type(part) for part in found] == [Act, Covers]


def test_posts_and_reposts_are_named_as_in_the_accounts_own_export() -> None:
    record = view()["record"]
    again = {"$type": "app.bsky.feed.repost", "subject": {"uri": THEIRS, "cid": "x"}, "createdAt": WHEN}
    content = car(DID, {f"app.bsky.feed.post/{KEY}": record, f"app.bsky.feed.repost/{KEY}": again})
    exported = only(Act, bluesky_car.SOURCE.extract(in_memory("repo.car", content), OUTSIDE))
    shown = only(Act, load(feed({"post": view()}, repost(uri=f"at://{DID}/app.bsky.feed.repost/{KEY}"))))
    for one, other in zip(exported, shown, strict=True):
        assert one._replace(author=ANNA, to=()) == other._replace(to=())


def test_a_reply_names_its_parents_author_with_the_handle_that_the_feed_shows() -> None:
    record = {"reply": {"root": {"uri": THEIRS}, "parent": {"uri": THEIRS}}}
    found = load(feed({"post": view(**record), "reply": {"root": theirs(), "parent": theirs()}}))
    act = found[0]
    assert isinstance(act, Act) and (act.parent, act.to) == (f"bluesky:{THEIRS}", (BENS,))
    assert len(only(Act, found)) == 1, "what is answered is shown, and is not the account's"


def test_a_parent_that_is_gone_or_blocked_still_has_an_author() -> None:
    record = {"reply": {"root": {"uri": THEIRS}, "parent": {"uri": THEIRS}}}
    gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": THEIRS, "notFound": True}
    act = load(feed({"post": view(**record), "reply": {"root": gone, "parent": gone}}))[0]
    assert isinstance(act, Act) and act.to == (Who("bluesky", BEN),)


def test_a_quote_addresses_its_author() -> None:
    item = {"post": view(embed={"$type": "app.bsky.embed.record", "record": {"uri": THEIRS}})}
    shown = {"$type": "app.bsky.embed.record#view", "record": {"author": profile(BEN), "uri": THEIRS}}
    act = load(feed({"post": item["post"] | {"embed": shown}}))[0]
    assert isinstance(act, Act) and act.to == (BENS,)


def test_a_pinned_post_stands_first_and_does_not_say_how_far_back_a_feed_goes() -> None:
    pinned = earlier(300) | {"reason": {"$type": "app.bsky.feed.defs#reasonPin"}}
    found = load(feed(pinned, {"post": view()}, earlier(3), cursor="x"))
    assert [act.kind for act in only(Act, found)] == [Kind.TWEET] * 3
    assert found[-1] == Covers(KINDS, ANNA, MOMENT - 3 * DAY, MOMENT, cut_short=True)


def test_feeds_of_several_accounts_in_one_file_each_reach_as_far_as_their_own_pages() -> None:
    pages = [feed({"post": view()}, cursor="x"), feed({"post": theirs()})]
    covers = only(Covers, load(pages))
    assert covers == [
        Covers(KINDS, ANNA, MOMENT, MOMENT, cut_short=True),
        Covers(KINDS, BENS, None, MOMENT - DAY),
    ]


def test_a_timeline_of_several_people_covers_none_of_them() -> None:
    found = load(feed({"post": view()}, {"post": theirs()}))
    assert [type(part) for part in found] == [Act, Act, Note]


def test_a_thread_holds_everybody_in_it_and_covers_nobody() -> None:
    gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://x", "notFound": True}
    reply = view(reply={"root": {"uri": THEIRS}, "parent": {"uri": THEIRS}})
    top = view(f"at://{DID}/app.bsky.feed.post/3ktop", text="Top")
    thread = {
        "$type": "app.bsky.feed.defs#threadViewPost",
        "post": theirs(),
        "parent": {"post": top},
        "replies": [{"post": reply, "replies": [gone]}],
    }
    found = load({"thread": thread})
    assert {act.text: act.author for act in only(Act, found)} == {"Top": ANNA, "Ben's": BENS, "Hello": ANNA}
    assert only(Skip, found) == [Skip("post that is gone or hidden")]
    assert not only(Covers, found) and len(only(Note, found)) == 1


def test_a_thread_of_the_second_make_is_a_flat_list() -> None:
    item = {"uri": URI, "depth": 0, "value": {"$type": "app.bsky.unspecced.defs#threadItemPost", "post": view()}}
    gone = {"uri": THEIRS, "depth": 1, "value": {"$type": "app.bsky.unspecced.defs#threadItemNotFound"}}
    found = load({"thread": [item, gone]})
    assert [type(part) for part in found] == [Act, Skip, Note]


@pytest.mark.parametrize(
    "value", [{"posts": [view()]}, [view()], [{"post": view()}], {"post": view()}, view(), {"data": 1} | view()]
)
def test_posts_that_come_in_no_feed_are_read_and_cover_nobody(value: Any) -> None:
    assert [type(part) for part in load(value)] == [Act, Note]


def test_records_as_an_account_lists_them_are_read_by_their_address() -> None:
    like = {"uri": f"at://{DID}/app.bsky.feed.like/{KEY}", "value": {"$type": "app.bsky.feed.like"}}
    again = {"uri": f"at://{DID}/app.bsky.feed.repost/{KEY}", "value": {"subject": {"uri": THEIRS}, "createdAt": WHEN}}
    gate = {"uri": f"at://{DID}/app.bsky.feed.threadgate/{KEY}", "value": {"post": URI}}
    listed = [{"uri": URI, "value": view()["record"]}, again, like, gate]
    found = load({"records": listed, "cursor": "x"})
    assert [act.kind for act in only(Act, found)] == [Kind.TWEET, Kind.REPOST]
    assert only(Skip, found) == [Skip("like record"), Skip("threadgate record")]


def test_a_record_without_its_address_is_refused_with_what_to_do() -> None:
    with pytest.raises(ExportRefused, match=r"^feed\.json: is a single record .* Save the whole feed"):
        load(view()["record"])


def test_a_handle_that_no_longer_holds_is_no_handle() -> None:
    post = view() | {"author": profile() | {"handle": "handle.invalid"}}
    act = load(feed({"post": post}))[0]
    assert isinstance(act, Act) and act.author == Who("bluesky", DID, "Anna B")


@pytest.mark.parametrize("empty", [{"feed": []}, {"cursor": "x", "feed": []}, [{"feed": []}]])
def test_an_empty_feed_tells_nothing(empty: Any) -> None:
    assert [type(part) for part in load(empty)] == [Note]


def test_a_date_that_cannot_be_true_gives_way_to_the_key_and_else_to_when_the_network_saw_it() -> None:
    late = only(Act, load(feed({"post": view(at="2062-03-06T13:02:05Z")})))[0]
    seen = view(f"at://{DID}/app.bsky.feed.post/own-key", at="") | {"indexedAt": WHEN}
    assert (late.moment, only(Act, load(feed({"post": seen})))[0].moment) == (MOMENT, MOMENT)


@pytest.mark.parametrize("item", [5, {}, {"post": 5}, {"post": {"uri": ""}}, repost(by=DID) | {"post": {}}, None])
def test_an_item_that_is_no_post_is_rejected_and_the_others_are_kept(item: Any) -> None:
    found = load(feed({"post": view()}, item))
    assert [type(part) for part in found] == [Act, Reject, Covers]
    assert isinstance(found[1], Reject) and found[1].where == "item 2"


def test_a_broken_line_is_rejected_and_a_broken_file_refused() -> None:
    lines = [json.dumps(feed({"post": view()})).encode(), b'{"feed": [', b""]
    assert only(Reject, load(b"\n".join(lines)))[0].where == "line 2"
    with pytest.raises(ExportRefused, match=r"line 1, column \d+: is broken"):
        load(json.dumps(feed({"post": view()})).encode()[:-9])


def test_other_json_is_not_taken() -> None:
    text = {"events": [{"title": '"uri": "at://did:plc:x"'}]}
    assert not SOURCE.identify(in_memory("x.json", json.dumps(text).encode()))


def test_an_invented_feed_reads_as_it_did() -> None:
    check(SOURCE, "bluesky.json")


def test_real_json_is_read_or_refused_with_a_sentence() -> None:
    told = {}
    for path in (
        "atproto-sdk/thread_view_post_with_embed_media",
        "atproto-sdk/post_record",
        "atproto-sdk/like_record",
        "granary/comment_inreplyto_id.bsky",
        "granary/quote.bsky",
        "granary/repost.bsky",
        "granary/quote_and_image.bsky",
        "granary/follow.bsky",
    ):
        try:
            found = load(sample(f"bluesky/{path}.json").read())
            told[path.partition("/")[2]] = [type(part).__name__ for part in found if not isinstance(part, Note)]
        except ExportRefused:
            told[path.partition("/")[2]] = ["refused"]
    assert told == {
        "thread_view_post_with_embed_media": ["Act"],
        "post_record": ["Act"],
        "like_record": ["Skip"],
        "comment_inreplyto_id.bsky": ["Act"],
        "quote.bsky": ["Act"],
        "repost.bsky": ["Act"],
        "quote_and_image.bsky": ["Reject"],
        "follow.bsky": ["refused"],
    }


KEYS = """feed cursor post reason by did handle displayName uri record value createdAt indexedAt text reply parent root
    replies thread posts records embed author $type notFound facets features tags"""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from([URI, THEIRS, DID, WHEN]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(re.findall(r"\S+", KEYS)), inner, max_size=6)
    ),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_any_json_is_read_rejected_or_refused(value: Any) -> None:
    with suppress(ExportRefused):
        list(SOURCE.extract(in_memory("x.json", json.dumps(value).encode()), OUTSIDE))
