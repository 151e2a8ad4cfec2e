"""Bluesky's own export (repo.car): what the account holds today, found by walking its index from the last commit.

A repository keeps what was deleted or edited for a while, and a record does not say its own address: both come
from the index alone, a search tree whose nodes hold shortened keys in order (Auvolat & Taïani 2019).
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import libipld

from evenkeel.model import Act, Covers, Found, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.microblogs.bluesky_records import (
    KINDS,
    POST,
    REPOST,
    People,
    clock,
    moment,
    post,
    repost,
)
from evenkeel.sources.microblogs.json_lines import ODD, unreadable

Blocks = dict[bytes, Any]
_PROFILE = "app.bsky.actor.profile/self"
_MISSING = "its part of the file is missing; download the export again"


class _Entry(NamedTuple):
    """A record's path in the account (`collection/key`) and the name of its block."""

    path: str
    block: bytes


def identify(export: Export) -> bool:
    """Tell a CAR file by its first words; whether it is an account's is seen in reading."""
    head = export.head()[:512]
    return b"eroots" in head[:8] and b"gversion" in head


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the account's posts and reposts, and until when the export shows them."""
    blocks, commit = _opened(export)
    entries = list(_entries(blocks, commit["data"]))
    people = People()
    author = _owner(commit["did"], blocks, entries, people)
    complete, last = True, clock(str(commit.get("rev", ""))) or 0
    for entry in entries:
        if isinstance(entry, Reject):
            complete = False
            yield entry
            continue
        found = _found(entry, blocks, author, people)
        complete = complete and not isinstance(found, Reject)
        made = found.moment if isinstance(found, Act) else clock(entry.path.rpartition("/")[2])
        last = max(last, made or 0)
        yield found
    if complete:
        yield Covers(KINDS, author, None, last or None)
    else:
        yield Note("The export is not whole, so that it does not show when nothing was written.")


def _opened(export: Export) -> tuple[Blocks, dict[str, Any]]:
    """Read the blocks by their names, and the last commit."""
    try:
        header, blocks = libipld.decode_car(export.read())
        commit = blocks.get(header["roots"][0])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise export.refuse(f"is broken or not complete ({error}). Download it again.") from error
    if not isinstance(commit, dict) or not str(commit.get("did", "")).startswith("did:"):
        commit = {}
    if not isinstance(commit.get("data"), bytes):
        raise export.refuse("is a CAR file, but not the repository of a Bluesky account.")
    return blocks, commit


def _entries(blocks: Blocks, top: bytes) -> Iterator[_Entry | Reject]:
    """Yield all records in the order of their paths, and a reject for each part of the index that is not there."""
    waiting: list[_Entry | bytes] = [top]
    met: set[bytes] = set()
    while waiting:
        item = waiting.pop()
        if isinstance(item, _Entry):
            yield item
            continue
        if item not in blocks or item in met:
            yield Reject("index", _MISSING)
            continue
        met.add(item)
        try:
            waiting += reversed(list(_node(blocks[item])))
        except ODD:
            yield Reject("index", "one of its parts cannot be read; download the export again")


def _node(node: dict[str, Any]) -> Iterator[_Entry | bytes]:
    """Yield what a node of the index holds, in order: records, and the names of the nodes between them."""
    path = b""
    if node["l"]:
        yield bytes(node["l"])
    for entry in node["e"]:
        path = path[: entry["p"]] + entry["k"]
        yield _Entry(path.decode("ascii"), bytes(entry["v"]))
        if entry["t"]:
            yield bytes(entry["t"])


def _owner(did: str, blocks: Blocks, entries: list[_Entry | Reject], people: People) -> Who:
    """Take the owner's name from the profile, where there is one."""
    profile = next(
        (one for one in entries if isinstance(one, _Entry) and one.path == "app.bsky.actor.profile/self"), None
    )
    shown = blocks.get(profile.block) if profile else None
    return people.met({**(shown if isinstance(shown, dict) else {}), "did": did}) or people.known(did)


def _found(entry: _Entry, blocks: Blocks, author: Who, people: People) -> Found:
    collection, _, key = entry.path.partition("/")
    if collection not in (POST, REPOST):
        return Skip(f"{collection.rpartition('.')[2]} record")
    if entry.block not in blocks:
        return Reject(entry.path, _MISSING)
    record = blocks[entry.block]
    try:
        if collection == POST:
            return post(f"at://{author.handle}/{entry.path}", record, author, people)
        return repost(record["subject"]["uri"], author, moment(record.get("createdAt"), key), people)
    except ODD as error:
        return unreadable(entry.path, error)


SOURCE = Source("bluesky-car", "Bluesky export (repo.car)", identify, extract)
