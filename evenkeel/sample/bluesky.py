"""Bluesky repositories (CAR): records in a Merkle search tree, as “Export my data” gives them."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import takewhile

import libipld

from evenkeel.sample.files import zulu
from evenkeel.sample.nouns import Act, Kind, Micro, Person, Written
from evenkeel.sample.story import ClassStory

HOST = "example.org"
POSTS, REPOSTS, LIKES = "app.bsky.feed.post", "app.bsky.feed.repost", "app.bsky.feed.like"
SORTED = "234567abcdefghijklmnopqrstuvwxyz"
Link = dict[str, str]


def write_bluesky(story: ClassStory) -> list[Written]:
    """One repository for every student on Bluesky."""
    return [_repository(story, one) for one in story.students if one.part.micro is Micro.BLUESKY]


def did(name: str) -> str:
    """The lasting identity of an account."""
    return f"did:plc:{b32encode(hashlib.sha256(f'bluesky:{name}'.encode()).digest())[:24].decode().lower()}"


def key_of(act: Act) -> str:
    """A record's key: its time in microseconds, written so that it sorts."""
    number = (int(act.at.timestamp()) * 1_000_000 + act.key % 1000) << 10
    return "".join(SORTED[number >> 5 * place & 31] for place in range(12, -1, -1))


def handle(story: ClassStory, mention: str) -> str:
    """How one writes somebody's name, a student's or an organization's."""
    person = story.person(mention)
    return person.bluesky if person else f"{mention}.{HOST}"


def _repository(story: ClassStory, owner: Person) -> Written:
    blocks: dict[bytes, bytes] = {}
    records: dict[str, bytes] = {}
    for act in story.by(owner.email, "bluesky"):
        kind = REPOSTS if act.kind is Kind.REPOST else POSTS
        records[f"{kind}/{key_of(act)}"] = _put(blocks, _record(story, act))
    liked = [act for act in story.at_venue("bluesky") if act.author != owner.email][:3]
    for act in liked:
        like = {"$type": LIKES, "subject": _strong(story, act), "createdAt": zulu(act.at + timedelta(hours=2))}
        records[f"{LIKES}/{key_of(act)}"] = _put(blocks, like)
    root = _put(blocks, _commit(story, owner, _tree(blocks, sorted(records.items()))))
    header = libipld.encode_dag_cbor({"version": 1, "roots": [root]})
    data = _varint(len(header)) + header
    for cid, block in blocks.items():
        data += _varint(len(cid) + len(block)) + cid + block
    return Written(f"inbox/{owner.email}/repo.car", data, {"like": len(liked)})


def _commit(story: ClassStory, owner: Person, tree: bytes) -> dict[str, object]:
    as_of = Act(0, Kind.TWEET, owner.email, story.term.as_of, "", ())
    return {"did": did(owner.bluesky), "version": 3, "data": tree, "rev": key_of(as_of), "prev": None, "sig": b"-"}


def _record(story: ClassStory, act: Act) -> dict[str, object]:
    if act.kind is Kind.REPOST:
        return {"$type": REPOSTS, "subject": _subject(story, act), "createdAt": zulu(act.at)}
    text = act.text[0]
    record: dict[str, object] = {"$type": POSTS, "text": text, "createdAt": zulu(act.at), "langs": ["en"]}
    if act.parent is not None:
        above = story.act(act.parent)
        record["reply"] = {"root": _strong(story, _first(story, above)), "parent": _strong(story, above)}
    facets = [facet for mention in act.mentions for facet in _mention(text, handle(story, mention))]
    if "#prclass" in text:
        tag = {"$type": "app.bsky.richtext.facet#tag", "tag": "prclass"}
        facets.append(_facet(text, "#prclass", tag))
    return {**record, "facets": facets} if facets else record


def _mention(text: str, name: str) -> Sequence[dict[str, object]]:
    feature = {"$type": "app.bsky.richtext.facet#mention", "did": did(name)}
    return [_facet(text, f"@{name}", feature)] if f"@{name}" in text else []


def _facet(text: str, part: str, feature: Mapping[str, str]) -> dict[str, object]:
    """Where a part of a text stands, in bytes, and what it is."""
    start = len(text[: text.index(part)].encode())
    return {"index": {"byteStart": start, "byteEnd": start + len(part.encode())}, "features": [feature]}


def _first(story: ClassStory, act: Act) -> Act:
    while act.parent is not None:
        act = story.act(act.parent)
    return act


def _subject(story: ClassStory, act: Act) -> Link:
    if act.parent is not None:
        return _strong(story, story.act(act.parent))
    earlier = Act(act.key, Kind.TWEET, act.mentions[0], act.at - timedelta(hours=1), "", ())
    return _link(did(handle(story, act.mentions[0])), earlier, {"text": "news"})


def _strong(story: ClassStory, act: Act) -> Link:
    return _link(did(handle(story, act.author)), act, _record(story, act))


def _link(whose: str, act: Act, record: Mapping[str, object]) -> Link:
    kind = REPOSTS if act.kind is Kind.REPOST else POSTS
    return {
        "uri": f"at://{whose}/{kind}/{key_of(act)}",
        "cid": libipld.encode_cid(_cid(libipld.encode_dag_cbor(record))),
    }


def _cid(block: bytes) -> bytes:
    """The address of a block: version 1, DAG-CBOR, SHA-256."""
    return b"\x01\x71\x12\x20" + hashlib.sha256(block).digest()


def _put(blocks: dict[bytes, bytes], value: Mapping[str, object]) -> bytes:
    block = libipld.encode_dag_cbor(value)
    cid = _cid(block)
    blocks[cid] = block
    return cid


def _tree(blocks: dict[bytes, bytes], entries: Sequence[tuple[str, bytes]], layer: int | None = None) -> bytes:
    """A node of the tree: the keys of its layer in order, those between two of them in a node below."""
    if layer is None:
        layer = max((_layer(key) for key, _ in entries), default=0)
    node: dict[str, object] = {"l": None}
    listed: list[dict[str, object]] = []
    before, between = "", []
    for key, value in [*entries, ("", b"")]:
        if key and _layer(key) < layer:
            between.append((key, value))
            continue
        if between:
            place, name = (listed[-1], "t") if listed else (node, "l")
            place[name] = _tree(blocks, between, layer - 1)
        if key:
            shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, key, strict=False)))
            listed.append({"p": shared, "k": key[shared:].encode(), "v": value, "t": None})
        before, between = key, []
    return _put(blocks, {**node, "e": listed})


def _layer(key: str) -> int:
    """How high a key stands: pairs of zero bits at the beginning of its hash."""
    return (256 - int.from_bytes(hashlib.sha256(key.encode()).digest()).bit_length()) // 2


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])
