"""One record of a Bluesky account as an act, the same from the account's own export and from the network's JSON."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from evenkeel.model import DAY, Act, Kind, Who
from evenkeel.sources.reading.moments import iso_moment

POST, REPOST = "app.bsky.feed.post", "app.bsky.feed.repost"
KINDS = frozenset({Kind.TWEET, Kind.REPOST})

_URI = re.compile(r"at://([^/\s]+)/([A-Za-z0-9.-]+)/([A-Za-z0-9._:~-]+)", re.ASCII)
_KEY = re.compile(r"[234567a-j][2-7a-z]{12}", re.ASCII)
_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
# The network opened on 17 November 2022; what says to be older has been dated by something else than a clock.
_BEGAN = 1_668_643_200_000_000
_LAST = 7_258_118_400_000_000

Record = dict[str, Any]


class Place(NamedTuple):
    """Where a record lives: whose account, in which collection, under which key."""

    did: str
    collection: str
    key: str


class People:
    """Knows accounts by their DID, which never changes; handle and name as far as a file tells them."""

    def __init__(self) -> None:
        self._known: dict[str, Who] = {}

    def known(self, did: str) -> Who:
        """Return somebody by the DID."""
        return self._known.get(did) or self._known.setdefault(did, Who("bluesky", did))

    def met(self, profile: Any) -> Who | None:
        """Learn an account's handle and name from a profile; None where it is none."""
        did, handle, name = (_text(profile, key) for key in ("did", "handle", "displayName"))
        if not did.startswith("did:"):
            return None
        # One whose domain no longer points to it is shown as handle.invalid, like everybody in that place.
        alias = "" if handle == "handle.invalid" else handle
        held = self._known.get(did)
        if held is None or (alias and not held.alias):
            self._known[did] = Who("bluesky", did, name, alias=alias)
        return self._known[did]


def place(uri: object) -> Place | None:
    """Take a record's address (`at://…`) apart; None where it is none."""
    found = _URI.fullmatch(uri) if isinstance(uri, str) else None
    return Place(found[1], found[2], found[3]) if found else None


def ref(uri: str) -> str:
    """Name what an address stands for."""
    return f"bluesky:{uri}"


def clock(key: str) -> int | None:
    """Return the moment in a record key (microseconds and a counter, in letters that sort); None where none is."""
    if not _KEY.fullmatch(key):
        return None
    number = 0
    for digit in key:
        number = number * 32 + _DIGITS.index(digit)
    found = number >> 10
    return found if _BEGAN <= found <= _LAST else None


def moment(written: object, key: str, seen: object = None) -> int:
    """Say when a record was made; ValueError where nothing tells.

    Its own date is set by whatever wrote it. It stands unless it cannot be read, is older than the network,
    or lies more than a day after the record's key, which is a clock too; then the key's time stands. `seen`,
    when the network first saw it, stands only where neither of them tells.
    """
    said, kept = iso_moment(written), clock(key)
    if said is not None and (kept is None or _BEGAN <= said <= kept + DAY):
        return said
    found = kept if kept is not None else iso_moment(seen)
    if found is None:
        raise ValueError("it has no date")
    return found


def post(uri: str, record: Record, author: Who, people: People, seen: object = None) -> Act:
    """Make an act of a post; ValueError, KeyError, TypeError or AttributeError where it is none."""
    at = place(uri)
    if at is None:
        raise ValueError("it has no address")
    answered = _address((record.get("reply") or {}).get("parent"))
    addressed = [one for one in (answered, _quoted(record.get("embed"))) if one]
    named = [found.did for uri in addressed if (found := place(uri))]
    tags = record.get("tags") or ()
    return Act(
        ref(uri),
        author,
        Kind.TWEET,
        moment(record.get("createdAt"), at.key, seen),
        "bluesky",
        _text(record, "text").strip(),
        "",
        ref(answered) if answered else "",
        tuple(people.known(did) for did in dict.fromkeys([*named, *_mentioned(record)])),
        tuple(dict.fromkeys(tag for tag in tags if isinstance(tag, str))),
        "",
        page(at),
    )


def repost(uri: object, author: Who, when: int, people: People) -> Act:
    """Make an act of a repost of what lies at an address; ValueError where it is none.

    Not every feed tells a repost's own address, but nobody reposts a thing twice: who and what name it.
    """
    at = place(uri)
    if at is None:
        raise ValueError("it does not say what it reposts")
    return Act(
        f"bluesky:{author.handle}:repost:{uri}",
        author,
        Kind.REPOST,
        when,
        "bluesky",
        parent=f"bluesky:{uri}",
        to=(people.known(at.did),),
        url=page(at),
    )


def page(at: Place) -> str:
    """Return the web address of a post."""
    return f"https://bsky.app/profile/{at.did}/post/{at.key}"


def _mentioned(record: Record) -> Iterator[str]:
    """Yield the DIDs that a text links its @-mentions to; the text alone says handles, which change."""
    for facet in record.get("facets") or ():
        for feature in facet.get("features") or ():
            did = _text(feature, "did")  # other features are links and hashtags
            if did.startswith("did:"):
                yield did
    for entity in record.get("entities") or ():  # what facets were called at first
        did = _text(entity, "value")
        if did.startswith("did:"):
            yield did


def _quoted(embed: Any) -> str:
    """Return the address of the post that is quoted; lists and feeds are shown in the same way, and are none."""
    held = embed.get("record") if isinstance(embed, dict) else None
    while isinstance(held, dict) and isinstance(held.get("record"), dict):
        held = held["record"]
    found = place(_address(held))
    return _address(held) if found and found.collection == POST else ""


def _address(value: Any) -> str:
    """Return the address that a reference holds, empty where it holds none."""
    uri = _text(value, "uri")
    return uri if place(uri) else ""


def _text(value: Any, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""
