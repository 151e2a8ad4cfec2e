"""Mastodon archives: public posts and boosts, and a count of what stays private."""

import io
import json
import re
import tarfile
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources import is_bundle, recognise
from evenkeel.sources.base import Context, Export, in_memory
from evenkeel.sources.microblogs.mastodon_archive import SOURCE
from evenkeel.sources.opening.files import exports, uploaded
from tests.sources.golden import check

HOST = "https://social.example.org"
ANNA = Who("mastodon", "anna@social.example.org", "Anna B")
MOMENT = int(datetime(2026, 3, 6, 13, 2, 5, tzinfo=UTC).timestamp()) * 1_000_000
ARCHIVED = int(datetime(2026, 5, 1, tzinfo=UTC).timestamp()) * 1_000_000
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
FOLLOWERS = f"{HOST}/users/anna/followers"
ACTOR = {"id": f"{HOST}/users/anna", "preferredUsername": "Anna", "name": "Anna B"}
OUTSIDE = Context(ZoneInfo("America/New_York"))
KINDS = frozenset({Kind.TWEET, Kind.REPOST})


def post(number: int = 7, to: Any = PUBLIC, cc: Any = (), **more: Any) -> dict[str, Any]:
    note = {
        "id": f"{HOST}/users/anna/statuses/{number}",
        "type": "Note",
        "url": f"{HOST}/@anna/{number}",
        "published": "2026-03-06T13:02:05Z",
        "content": "<p>Hello</p>",
    }
    item = {"id": f"{note['id']}/activity", "type": "Create", "actor": f"{HOST}/users/anna", "to": to}
    return item | {"cc": list(cc), "object": note | more}


def boost(target: str, cc: Any = ()) -> dict[str, Any]:
    item = {
        "id": f"{HOST}/users/anna/statuses/9/activity",
        "type": "Announce",
        "to": [PUBLIC],
        "object": target,
    }
    return item | {"actor": f"{HOST}/users/anna", "published": "2026-03-06T13:02:05Z", "cc": list(cc)}


def outbox(*items: Any) -> bytes:
    context = "https://www.w3.org/ns/activitystreams"
    listed = {"totalItems": 1, "orderedItems": items}
    return json.dumps(
        {"@context": context, "id": "outbox.json", "type": "OrderedCollection"} | listed, indent=1
    ).encode()


def archive(*items: Any, actor: Any = ACTOR) -> Export:
    files = {"actor.json": json.dumps(actor).encode(), "outbox.json": outbox(*items)}
    members = tuple(
        Export(f"m.zip/{name}", lambda content=content: io.BytesIO(content), len(content), modified=ARCHIVED)  # type: ignore[misc]
        for name, content in files.items()
    )
    return Export("m.zip", io.BytesIO, 0, members, ARCHIVED)


def load(export: Export, context: Context = OUTSIDE) -> list[Found]:
    assert recognise(export) is SOURCE
    return list(SOURCE.extract(export, context))


def one(item: dict[str, Any]) -> Act:
    (act, _) = load(archive(item))
    assert isinstance(act, Act), act
    return act


def test_a_public_post_becomes_an_act_and_the_archive_covers_its_owner() -> None:
    tags = [{"type": "Hashtag", "name": "#PRclass"}, {"type": "Emoji", "name": ":smile:"}]
    content = "<p>Hello&nbsp;&amp; <a href='x'>#<span>PRclass</span></a></p>"
    assert load(archive(post(content=content, summary="A warning", tag=tags))) == [
        Act(
            f"mastodon:{HOST}/users/anna/statuses/7",
            ANNA,
            Kind.TWEET,
            MOMENT,
            "mastodon",
            "Hello & #PRclass",
            "A warning",
            tags=("PRclass",),
            url=f"{HOST}/@anna/7",
        ),
        Covers(KINDS, ANNA, None, ARCHIVED),
    ]


@pytest.mark.parametrize("public", [PUBLIC, "as:Public", "Public"])
def test_public_is_public_in_each_of_its_spellings_and_in_cc(public: str) -> None:
    assert one(post(to=[public])).kind is Kind.TWEET
    assert one(post(to=[FOLLOWERS], cc=[public])).kind is Kind.TWEET


def test_direct_messages_and_followers_only_posts_are_counted_and_not_read() -> None:
    secret = {"content": "secret", "published": None}
    found = load(
        archive(
            post(to=[f"{HOST}/users/ben"], **secret),
            post(to=[FOLLOWERS], cc=[f"{HOST}/users/ben"], **secret),
            {"type": "Delete", "object": "x"},
        )
    )
    assert found[:3] == [Skip("direct message"), Skip("followers-only"), Skip("Delete activity")]
    assert isinstance(found[3], Covers)


def test_a_reply_has_its_parent_and_names_whom_it_answers_and_mentions() -> None:
    tags = [
        {"type": "Mention", "href": f"{HOST}/users/Ben", "name": "@Ben"},
        {"type": "Mention", "href": "https://other.example.org/users/107", "name": "@cleo@other.example.org"},
        {"type": "Mention", "href": f"{HOST}/@dan"},
    ]
    act = one(post(inReplyTo=f"{HOST}/users/ben/statuses/5", tag=tags))
    assert act.parent == f"mastodon:{HOST}/users/ben/statuses/5"
    handles = ["ben@social.example.org", "cleo@other.example.org", "dan@social.example.org"]
    assert act.to == tuple(Who("mastodon", handle) for handle in handles)


def test_a_boost_is_a_repost_whose_parent_is_the_boosted_post() -> None:
    act = one(boost("https://other.example.org/@Cleo/5"))
    assert (act.kind, act.ref, act.text) == (
        Kind.REPOST,
        f"mastodon:{HOST}/users/anna/statuses/9/activity",
        "",
    )
    assert act.parent == "mastodon:https://other.example.org/@Cleo/5"
    assert act.to == (Who("mastodon", "cleo@other.example.org"),)


def test_a_boost_whose_address_does_not_tell_addresses_whom_it_was_sent_to() -> None:
    act = one(boost("https://other.example.org/objects/abc", [f"{HOST}/users/ben", FOLLOWERS]))
    assert act.to == (Who("mastodon", "ben@social.example.org"),)


def test_a_bare_outbox_knows_its_owner_by_the_address_of_an_item() -> None:
    found = load(in_memory("outbox.json", outbox(post())))
    who = Who("mastodon", "anna@social.example.org")
    assert isinstance(found[0], Act) and found[0].author == who
    assert [type(part) for part in found] == [Act, Note, Covers]
    assert found[2] == Covers(KINDS, who, None, MOMENT)


def test_a_bare_outbox_that_names_nobody_needs_an_owner_from_outside() -> None:
    export = in_memory("outbox.json", outbox())
    assert load(export, OUTSIDE._replace(owner=ANNA))[1] == Covers(KINDS, ANNA)
    with pytest.raises(ExportRefused, match=r"archive with actor\.json"):
        load(export)


def test_likes_and_bookmarks_are_no_outbox() -> None:
    likes = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "likes.json",
        "type": "OrderedCollection",
    }
    assert not SOURCE.identify(in_memory("likes.json", json.dumps(likes | {"orderedItems": [HOST]}).encode()))


def test_a_tar_is_one_archive_and_its_newest_date_ends_what_it_covers() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for member in archive(post()).members:
            info = tarfile.TarInfo(member.path.removeprefix("m.zip/"))
            info.size, info.mtime = member.size, ARCHIVED // 1_000_000
            tar.addfile(info, member.open())
    (export,) = uploaded("up.tar.gz", buffer.getvalue(), is_bundle)
    assert isinstance(export, Export)
    assert load(export)[1] == Covers(KINDS, ANNA, None, ARCHIVED)


def test_likes_and_bookmarks_beside_the_outbox_stay_shut() -> None:
    """Archives were tar.gz before version 4.2, and held the same files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        files = {member.name: member.read() for member in archive(post()).members}
        for name, content in (files | {"likes.json": b"never read", "bookmarks.json": b"never read"}).items():
            info = tarfile.TarInfo(f"archive-20260501/{name}")
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    (export,) = uploaded("archive-20260501.tar.gz", buffer.getvalue(), is_bundle)
    assert isinstance(export, Export)
    opened: list[str] = []
    watched = tuple(
        Export(one.path, lambda one=one: opened.append(one.name) or one.open(), one.size)  # type: ignore[misc,func-returns-value]
        for one in export.members
    )
    bundle = Export(export.path, io.BytesIO, 0, watched)
    assert SOURCE.identify(bundle) and [type(part) for part in SOURCE.extract(bundle, OUTSIDE)] == [Act, Covers]
    assert set(opened) == {"actor.json", "outbox.json"}


def test_a_students_other_files_beside_the_outbox_do_not_vanish_in_it(tmp_path: Path) -> None:
    for member in archive(post()).members:
        (tmp_path / member.name).write_bytes(member.read())
    (tmp_path / "acts.csv").write_bytes(b"author,at\nanna,2026-03-02\n")
    paths = [one.path for one in exports(tmp_path, "inbox", is_bundle) if isinstance(one, Export)]
    assert paths == ["inbox/actor.json", "inbox/acts.csv", "inbox/outbox.json"]


def test_broken_json_is_refused_with_its_line() -> None:
    with pytest.raises(ExportRefused, match=r"line 8, column \d+: is broken"):
        load(in_memory("outbox.json", outbox(post())[:200]))


@pytest.mark.parametrize("item", [5, {}, post(published="never"), post() | {"object": HOST}, post(tag=[5], content=5)])
def test_an_item_that_is_no_post_is_rejected_and_the_others_are_kept(item: Any) -> None:
    if isinstance(item, dict) and isinstance(item.get("object"), dict):
        item.pop("published", None)
    found = load(archive(item, post(8)))
    assert Counter(map(type, found)) == {Reject: 1, Act: 1, Covers: 1}
    assert isinstance(found[0], Reject) and found[0].where == "item 1"


KEYS = """type object to cc id published content summary inReplyTo tag name href url actor orderedItems
    preferredUsername"""
JSON = st.recursive(
    st.none() | st.integers() | st.sampled_from(["Create", "Announce", "Mention", PUBLIC, HOST, "2026-03-02"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(re.findall(r"\w+", KEYS)), inner, max_size=6)
    ),
    max_leaves=20,
)


@settings(max_examples=200)
@given(st.lists(JSON, max_size=3), JSON)
def test_any_json_is_read_rejected_or_refused(items: list[Any], actor: Any) -> None:
    with suppress(ExportRefused):
        list(SOURCE.extract(archive(*items, actor=actor), OUTSIDE))


def test_an_invented_export_is_read_as_its_golden_file_says() -> None:
    check(SOURCE, "mastodon.zip")
