"""Mastodon's public JSON: posts and boosts named as in the account's archive, and who is answered."""

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
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import Context, in_memory
from evenkeel.sources.microblogs import mastodon_archive
from evenkeel.sources.microblogs.mastodon_statuses import SOURCE
from tests.sources.golden import check, only

HOST = "https://social.example.org"
ANNA = Who("mastodon", "anna@social.example.org", "Anna B")
BEN, CLEO = Who("mastodon", "ben@social.example.org"), Who("mastodon", "cleo@other.example.org")
WHEN = "2026-03-06T13:02:05.000Z"
MOMENT = int(datetime(2026, 3, 6, 13, 2, 5, tzinfo=UTC).timestamp()) * 1_000_000
OUTSIDE = Context(ZoneInfo("America/New_York"))
KINDS = frozenset({Kind.TWEET, Kind.REPOST})
TO_BEN = {"id": "2", "username": "ben", "acct": "ben", "url": f"{HOST}/@ben"}
TO_CLEO = {"id": "3", "username": "cleo", "acct": "cleo@other.example.org", "url": "https://other.example.org/@cleo"}


def account(name: str = "anna", number: str = "1", **more: Any) -> dict[str, Any]:
    known = {"id": number, "username": name, "acct": name, "url": f"{HOST}/@{name}", "display_name": ""}
    return known | ({"display_name": "Anna B"} if name == "anna" else {}) | more


def status(number: int = 7, **more: Any) -> dict[str, Any]:
    return {
        "id": str(number),
        "created_at": WHEN,
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "spoiler_text": "",
        "visibility": "public",
        "uri": f"{HOST}/users/anna/statuses/{number}",
        "url": f"{HOST}/@anna/{number}",
        "content": "<p>Hello</p>",
        "reblog": None,
        "account": account(),
        "mentions": [],
        "tags": [],
    } | more


def boost(**more: Any) -> dict[str, Any]:
    there = {"acct": "cleo@other.example.org", "url": "https://other.example.org/@cleo"}
    uri = "https://other.example.org/users/cleo/statuses/5"
    boosted = status(99, uri=uri, url="https://other.example.org/@cleo/5", account=account("cleo", "3", **there))
    return status(9, uri=f"{HOST}/users/anna/statuses/9/activity", url=None, content="", reblog=boosted) | more


def load(value: Any, context: Context = OUTSIDE) -> list[Found]:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    export = in_memory("statuses.json", content)
    assert recognise(export) is SOURCE
    return list(SOURCE.extract(export, context))


def one(**more: Any) -> Act:
    found = load([status(**more)])
    assert isinstance(found[0], Act), found
    return found[0]


def test_a_post_becomes_an_act_and_the_newest_ones_do_not_say_what_was_before() -> None:
    older = status(6, created_at="2026-03-01T00:00:00Z", visibility="unlisted")
    tags = [{"name": "prclass", "url": f"{HOST}/tags/prclass"}]
    found = load([status(spoiler_text="A warning", tags=tags), older])
    assert found[0] == Act(
        f"mastodon:{HOST}/users/anna/statuses/7",
        ANNA,
        Kind.TWEET,
        MOMENT,
        "mastodon",
        "Hello",
        "A warning",
        tags=("prclass",),
        url=f"{HOST}/@anna/7",
    )
    first = int(datetime(2026, 3, 1, tzinfo=UTC).timestamp()) * 1_000_000
    assert found[2] == Covers(KINDS, ANNA, first, MOMENT, cut_short=True)


def test_a_list_as_long_as_the_account_counts_is_all_there_is() -> None:
    counted = account(statuses_count=2)
    assert load([status(account=counted), boost(account=counted)])[-1] == Covers(KINDS, ANNA, None, MOMENT)
    more = load([status(account=counted)])[-1]
    assert more == Covers(KINDS, ANNA, MOMENT, MOMENT, cut_short=True)


def test_posts_and_boosts_are_named_as_in_the_accounts_archive() -> None:
    uri, public = f"{HOST}/users/anna/statuses/7", "https://www.w3.org/ns/activitystreams#Public"
    note = {"id": uri, "url": f"{HOST}/@anna/7", "content": "<p>@ben hi</p>", "published": WHEN}
    note |= {"inReplyTo": f"{HOST}/users/ben/statuses/5"}
    note |= {"tag": [{"type": "Mention", "href": f"{HOST}/users/ben", "name": "@ben"}]}
    made = {"id": f"{uri}/activity", "type": "Create", "to": public, "object": note}
    shared = {"id": f"{HOST}/users/anna/statuses/9/activity", "type": "Announce", "to": public, "published": WHEN}
    shared |= {"object": "https://other.example.org/users/cleo/statuses/5", "actor": f"{HOST}/users/anna"}
    outbox = {"id": "outbox.json", "orderedItems": [made | {"actor": f"{HOST}/users/anna"}, shared]}
    archived = only(
        Act, mastodon_archive.SOURCE.extract(in_memory("outbox.json", json.dumps(outbox).encode()), OUTSIDE)
    )
    reply = status(in_reply_to_id="5", in_reply_to_account_id="2", mentions=[TO_BEN], content="<p>@ben hi</p>")
    shown = only(Act, load([reply, boost()]))
    for old, new in zip(archived, shown, strict=True):
        assert old._replace(author=ANNA) == new


def test_followers_only_posts_and_direct_messages_are_counted_and_not_read() -> None:
    found = load([status(), status(8, visibility="private", content=5), status(9, visibility="direct", created_at=5)])
    assert found[1:3] == [Skip("followers-only"), Skip("direct message")]


def test_an_answer_to_oneself_is_found_in_the_list_and_else_by_the_servers_numbers() -> None:
    listed = load([status(in_reply_to_id="6", in_reply_to_account_id="1"), status(6)])[0]
    assert isinstance(listed, Act) and listed.parent == f"mastodon:{HOST}/users/anna/statuses/6"
    act = one(in_reply_to_id="6", in_reply_to_account_id="1")
    assert act.parent == f"mastodon:{HOST}/users/anna/statuses/6"


def test_an_answer_to_somebody_of_the_same_server_has_its_parent() -> None:
    act = one(in_reply_to_id="5", in_reply_to_account_id="2", mentions=[TO_CLEO, TO_BEN])
    assert (act.parent, act.to) == (f"mastodon:{HOST}/users/ben/statuses/5", (BEN, CLEO))


def test_an_answer_to_somebody_elsewhere_is_addressed_and_its_parent_unknown() -> None:
    act = one(in_reply_to_id="5", in_reply_to_account_id="3", mentions=[TO_BEN, TO_CLEO])
    assert (act.parent, act.to) == ("", (CLEO, BEN))


def test_where_a_server_names_posts_otherwise_no_parent_is_made_up() -> None:
    own = {"uri": f"{HOST}/ap/users/1/statuses/7", "in_reply_to_id": "5", "in_reply_to_account_id": "2"}
    act = one(**own, mentions=[TO_BEN])
    assert (act.ref, act.parent, act.to) == (f"mastodon:{HOST}/ap/users/1/statuses/7", "", (BEN,))


def test_an_answer_to_a_post_that_is_shown_because_it_was_boosted_has_its_parent() -> None:
    found = load([status(in_reply_to_id="99", in_reply_to_account_id="3", mentions=[TO_CLEO]), boost()])
    assert isinstance(found[0], Act) and found[0].parent == "mastodon:https://other.example.org/users/cleo/statuses/5"


def test_several_peoples_posts_cover_nobody() -> None:
    theirs = status(8, account=account("ben", "2"), uri=f"{HOST}/users/ben/statuses/8")
    assert [type(part) for part in load([status(), theirs])] == [Act, Act, Note]


@pytest.mark.parametrize("layout", ["pages", "lines", "thread", "search"])
def test_pages_lines_and_threads_are_read_as_well(layout: str) -> None:
    made: dict[str, Any] = {
        "pages": [[status()], [status(8)]],
        "lines": b"\n".join(json.dumps(one).encode() for one in (status(), status(8))),
        "thread": {"ancestors": [status()], "descendants": [status(8)]},
        "search": {"accounts": [], "statuses": [status(), status(8)], "hashtags": []},
    }
    assert [type(part) for part in load(made[layout])] == [Act, Act, Covers]


@pytest.mark.parametrize(
    "item",
    [5, {}, status(created_at="never"), status(uri=""), status(account={}), status(mentions=[{}]), boost(reblog=5)],
)
def test_an_item_that_is_no_post_is_rejected_and_the_others_are_kept(item: Any) -> None:
    found = load([status(8), item])
    assert [type(part) for part in found] == [Act, Reject, Covers]
    assert isinstance(found[1], Reject) and found[1].where == "post 2"


def test_broken_json_is_refused_with_its_place() -> None:
    with pytest.raises(ExportRefused, match=r"line 1, column \d+: is broken"):
        load(json.dumps([status()]).encode()[:-5])


def test_an_invented_list_reads_as_it_did() -> None:
    check(SOURCE, "mastodon_statuses.json")


KEYS = """id created_at in_reply_to_id in_reply_to_account_id spoiler_text visibility uri url content reblog account
    mentions tags name acct username display_name statuses_count ancestors statuses"""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["public", HOST, WHEN, "http://[", "ben", "5"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(re.findall(r"\w+", KEYS)), inner, max_size=8)
    ),
    max_leaves=25,
)


@settings(max_examples=200, deadline=None)
@given(JSON, st.dictionaries(st.sampled_from(re.findall(r"\w+", KEYS)), JSON, max_size=3))
def test_any_json_is_read_rejected_or_refused(value: Any, changed: dict[str, Any]) -> None:
    for held in (value, [status() | changed, boost() | changed]):
        with suppress(ExportRefused):
            list(SOURCE.extract(in_memory("x.json", json.dumps(held).encode()), OUTSIDE))
