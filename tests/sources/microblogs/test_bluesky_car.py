"""Bluesky's own export: what the account holds today, by its addresses, and a count of everything else."""

import re
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import libipld
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import DAY, HOUR, Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import Context, in_memory
from evenkeel.sources.microblogs.bluesky_car import SOURCE
from evenkeel.sources.microblogs.bluesky_records import clock
from tests.sources.golden import check, counts, only, sample
from tests.sources.microblogs.car_writing import Repository, car, tid, written

DID, BEN = "did:plc:anna", "did:plc:ben"
ANNA = Who("bluesky", DID)
WHEN = "2026-03-06T08:02:05-05:00"
MOMENT = int(datetime(2026, 3, 6, 13, 2, 5, tzinfo=UTC).timestamp()) * 1_000_000
KEY = tid(MOMENT)
OUTSIDE = Context(ZoneInfo("America/New_York"))
KINDS = frozenset({Kind.TWEET, Kind.REPOST})
POST = f"app.bsky.feed.post/{KEY}"
THEIRS = f"at://{BEN}/app.bsky.feed.post/3kbenbenbenbe"


def post(text: str = "Hello", **more: Any) -> dict[str, Any]:
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": WHEN} | more


def load(content: bytes, context: Context = OUTSIDE) -> list[Found]:
    export = in_memory("repo.car", content)
    assert recognise(export) is SOURCE
    return list(SOURCE.extract(export, context))


def one(record: Any, path: str = POST) -> Act:
    found = load(car(DID, {path: record}))
    assert isinstance(found[0], Act), found
    return found[0]


def test_a_post_gets_its_address_from_the_index_and_the_export_covers_its_owner_up_to_its_last_change() -> None:
    changed = MOMENT + DAY
    assert load(car(DID, {POST: post()}, rev=tid(changed))) == [
        Act(
            f"bluesky:at://{DID}/{POST}",
            ANNA,
            Kind.TWEET,
            MOMENT,
            "bluesky",
            "Hello",
            url=f"https://bsky.app/profile/{DID}/post/{KEY}",
        ),
        Covers(KINDS, ANNA, None, changed),
    ]


def test_a_reply_has_its_parent_and_addresses_who_wrote_that() -> None:
    root = {"uri": f"at://{DID}/app.bsky.feed.post/3kroot", "cid": "x"}
    act = one(post(reply={"root": root, "parent": {"uri": THEIRS, "cid": "x"}}))
    assert (act.parent, act.to) == (f"bluesky:{THEIRS}", (Who("bluesky", BEN),))


def test_a_repost_addresses_who_wrote_what_it_reposts() -> None:
    path = f"app.bsky.feed.repost/{KEY}"
    act = one({"$type": "app.bsky.feed.repost", "subject": {"uri": THEIRS, "cid": "x"}, "createdAt": WHEN}, path)
    assert act == Act(
        f"bluesky:{DID}:repost:{THEIRS}",
        ANNA,
        Kind.REPOST,
        MOMENT,
        "bluesky",
        parent=f"bluesky:{THEIRS}",
        to=(Who("bluesky", BEN),),
        url=f"https://bsky.app/profile/{BEN}/post/3kbenbenbenbe",
    )


@pytest.mark.parametrize(
    "embed",
    [
        {"$type": "app.bsky.embed.record", "record": {"uri": THEIRS, "cid": "x"}},
        {"$type": "app.bsky.embed.recordWithMedia", "record": {"record": {"uri": THEIRS, "cid": "x"}}, "media": {}},
    ],
)
def test_a_quote_addresses_whom_it_quotes(embed: dict[str, Any]) -> None:
    act = one(post(embed=embed))
    assert (act.parent, act.to) == ("", (Who("bluesky", BEN),))


def test_a_feed_or_a_list_that_is_shown_in_a_post_is_no_quote() -> None:
    shown = {"uri": f"at://{BEN}/app.bsky.feed.generator/mutuals", "cid": "x"}
    assert one(post(embed={"$type": "app.bsky.embed.record", "record": shown})).to == ()


def test_mentions_are_people_by_their_did_in_facets_and_in_what_facets_were_before() -> None:
    mention = {"$type": "app.bsky.richtext.facet#mention", "did": BEN}
    link = {"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org"}
    facets = [{"index": {"byteStart": 0, "byteEnd": 4}, "features": [link, mention]}]
    assert one(post("@ben hi", facets=facets)).to == (Who("bluesky", BEN),)
    entities = [{"type": "mention", "index": {"start": 0, "end": 4}, "value": BEN}, {"type": "link", "value": "x"}]
    assert one(post("@ben hi", entities=entities)).to == (Who("bluesky", BEN),)


def test_likes_follows_and_blocks_are_counted_and_the_profile_names_the_owner() -> None:
    records = {
        "app.bsky.actor.profile/self": {"displayName": "Anna B"},
        f"app.bsky.feed.like/{KEY}": {"subject": {"uri": THEIRS}},
        f"app.bsky.graph.follow/{KEY}": {"subject": BEN},
        f"app.bsky.graph.block/{KEY}": {"subject": BEN},
        POST: post(tags=["prclass"]),
    }
    found = load(car(DID, records))
    assert counts(found) == {"tweet": 1, "profile record": 1, "like record": 1, "follow record": 1, "block record": 1}
    assert only(Act, found)[0].author == Who("bluesky", DID, "Anna B")
    assert only(Act, found)[0].tags == ("prclass",)
    assert only(Covers, found)[0].until == MOMENT


def test_what_the_index_no_longer_holds_is_not_read() -> None:
    found = load(car(DID, {POST: post("Today")}, older={POST: post("Deleted")}))
    assert [act.text for act in only(Act, found)] == ["Today"]


def test_a_large_index_is_walked_to_its_ends_in_order() -> None:
    records = {f"app.bsky.feed.post/{tid(MOMENT + at * HOUR)}": post(str(at)) for at in range(300)}
    assert [act.text for act in only(Act, load(car(DID, records)))] == [str(at) for at in range(300)]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        (WHEN, MOMENT),
        ("2026-03-06T13:02:05.123Z", MOMENT + 123_000),
        ("2026-03-01T00:00:00Z", MOMENT - 5 * DAY - 13 * HOUR - 125_000_000),  # somebody's own date, and possible
        ("2026-03-07T12:00:00Z", MOMENT + 22 * HOUR + 58 * 60_000_000 - 5_000_000),
        ("2026-03-08T12:00:00Z", MOMENT),  # nobody writes the day after tomorrow
        ("2099-01-01T00:00:00Z", MOMENT),
        ("1970-01-01T00:00:00Z", MOMENT),  # the network began in 2022
        ("0001-01-01T00:00:00Z", MOMENT),
        ("yesterday", MOMENT),
        (None, MOMENT),
    ],
)
def test_a_date_that_cannot_be_true_gives_way_to_the_records_key(written: str | None, moment: int) -> None:
    assert one(post(createdAt=written)).moment == moment


def test_a_key_that_is_no_clock_leaves_the_date_as_it_is() -> None:
    assert one(post(), "app.bsky.feed.post/my-own-key").moment == MOMENT
    assert clock("3juazpfj7zj2y") == 1682492951599087
    assert clock("zzzzzzzzzzzzz") is None and clock("self") is None and clock("2222222222222") is None


def test_a_missing_part_of_the_file_is_said_and_nothing_is_claimed_to_be_covered() -> None:
    repository = Repository()
    here, gone = repository.put(post()), repository.put(post("Gone"))
    entries = [{"p": 0, "k": POST.encode(), "v": here, "t": None}]
    entries.append({"p": len(POST) - 1, "k": b"z", "v": gone, "t": b"\x01\x71\x12\x20" + b"0" * 32})
    top = repository.put({"l": None, "e": entries})
    commit = repository.put({"did": DID, "data": top})
    del repository.blocks[gone]
    found = load(written(commit, repository.blocks))
    assert [type(part) for part in found] == [Act, Reject, Reject, Note]
    assert [part.where for part in only(Reject, found)] == [f"{POST[:-1]}z", "index"]


def test_an_index_that_runs_in_a_circle_ends() -> None:
    repository = Repository()
    name = b"\x01\x71\x12\x20" + b"0" * 32
    repository.blocks[name] = libipld.encode_dag_cbor({"l": name, "e": []})
    commit = repository.put({"did": DID, "data": name})
    found = load(written(commit, repository.blocks))
    assert [type(part) for part in found] == [Reject, Note]


@pytest.mark.parametrize("record", [5, {}, post(reply=5), post(facets=[5]), post(embed={"record": 5}), post(text=5)])
def test_a_record_that_is_no_post_is_rejected_or_read_as_far_as_it_goes(record: Any) -> None:
    other = f"app.bsky.feed.post/{tid(MOMENT + 1)}"
    found = load(car(DID, {POST: record, other: post("Kept")}))
    assert "Kept" in [act.text for act in only(Act, found)]
    assert len(only(Act, found)) + len(only(Reject, found)) == 2


@pytest.mark.parametrize("size", [70, 200, 400])
def test_a_file_that_breaks_off_is_refused(size: int) -> None:
    with pytest.raises(ExportRefused, match=r"^repo\.car: is broken or not complete"):
        load(car(DID, {POST: post()})[:size])


def test_a_car_file_of_something_else_is_refused() -> None:
    repository = Repository()
    name = repository.put({"hello": "world"})
    with pytest.raises(ExportRefused, match="not the repository of a Bluesky account"):
        load(written(name, repository.blocks))
    with pytest.raises(ExportRefused, match="not the repository of a Bluesky account"):
        load(written(b"\x01\x71\x12\x20" + b"0" * 32, repository.blocks))


def test_an_invented_repository_reads_as_it_did() -> None:
    check(SOURCE, "bluesky.car")


@pytest.mark.parametrize(
    ("name", "acts", "replies", "rejects"),
    [("fakermaker", {"tweet": 26, "repost": 15}, 23, 0), ("repo_slice", {"tweet": 1}, 0, 4), ("greenground", {}, 0, 0)],
)
def test_real_repositories_hold_what_was_counted(name: str, acts: dict[str, int], replies: int, rejects: int) -> None:
    found = load(
        sample(f"bluesky/car/{name}.repo.car" if name != "repo_slice" else "bluesky/car/repo_slice.car").read()
    )
    assert Counter(act.kind.value for act in only(Act, found)) == acts
    assert sum(act.kind is Kind.TWEET and bool(act.parent) for act in only(Act, found)) == replies
    assert len(only(Reject, found)) == rejects and len(only(Covers, found)) == (not rejects)


KEYS = """$type text createdAt reply root parent uri cid embed record facets features did entities type value subject
    tags displayName"""
VALUES = st.recursive(
    st.none() | st.integers(-(2**63), 2**63) | st.text(max_size=5) | st.sampled_from([THEIRS, BEN, WHEN, "mention"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(re.findall(r"\S+", KEYS)), inner, max_size=6)
    ),
    max_leaves=20,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from([POST, f"app.bsky.feed.repost/{KEY}", "app.bsky.actor.profile/self"]), VALUES))
def test_any_record_is_read_or_rejected(records: dict[str, Any]) -> None:
    found = load(car(DID, records))
    assert all(isinstance(part, Act | Covers | Note | Reject | Skip) for part in found)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_damage_is_read_rejected_or_refused(data: st.DataObject) -> None:
    content = bytearray(car(DID, {POST: post(), f"app.bsky.feed.like/{KEY}": {"x": 1}}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(60, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(ExportRefused):
        list(SOURCE.extract(in_memory("repo.car", bytes(content)), OUTSIDE))
