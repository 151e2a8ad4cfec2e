"""Mastodon archives (outbox.json, best with actor.json beside it): public posts and boosts only.

An outbox holds direct messages and followers-only posts too; they are counted and not read any further.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from evenkeel.accounts import mastodon
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.json_stream import elements
from evenkeel.sources.reading.json_text import parsed
from evenkeel.sources.reading.moments import iso_moment
from evenkeel.text import plain

_PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_KINDS = frozenset({Kind.TWEET, Kind.REPOST})
_OUTBOX = re.compile(rb'\s*\{.*?"(?:orderedItems|OrderedCollection)"', re.DOTALL)
_ACTIVITY = re.compile(rb'"id"\s*:\s*"[^"]*outbox[^"]*"|"type"\s*:\s*"(?:Create|Announce)"')
# What lies in an archive's folder. Another file there is somebody else's, and must not vanish in the bundle.
_OWN = re.compile(r"(?:actor|outbox|likes|bookmarks)\.json|media_attachments/.*", re.ASCII)
_STATUS = re.compile(r"(https?://[^/]+/(?:users/|@)[^/@]+)/(?:statuses/)?\d+(?:/.*)?", re.ASCII)
_HOST = re.compile(r"https?://([^/\[\]\s]+)/", re.ASCII)
_ACTOR = re.compile(r"https?://[^/]+/(?:users/|@)[^/@]+/?", re.ASCII)

Item = dict[str, Any]


def identify(export: Export) -> bool:
    """Tell an archive by its outbox beside its actor, and a bare outbox by its first words."""
    if not export.members:
        head = export.head()
        return bool(_OUTBOX.match(head) and _ACTIVITY.search(head))
    names = {member.path[len(export.path) + 1 :].casefold(): member for member in export.members}
    pure = all(_OWN.fullmatch(name) for name in names)
    return "actor.json" in names and "outbox.json" in names and pure and identify(names["outbox.json"])


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the owner's public posts and boosts, and until when the archive shows them."""
    outbox = export.member("outbox.json") if export.members else export
    items = elements(outbox or export, "orderedItems", lacking="the outbox holds no list of posts")
    first = list(islice(items, 1))
    actor = export.member("actor.json")
    author = _author(export, _read(actor) if actor else {}, first, context)
    last = None
    for number, item in enumerate(chain(first, items), 1):
        try:
            found: Found = _found(item, author)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            why = f"no {error}" if isinstance(error, KeyError) else str(error)
            found = Reject(f"item {number}", f"cannot be read ({why})")
        if isinstance(found, Act):
            last = found.moment if last is None or found.moment > last else last
        yield found
    dates = [one.modified for one in (outbox, actor) if actor and one and one.modified]
    if not actor:
        yield Note("Without actor.json beside it, the outbox is taken to end with its newest post.")
    yield Covers(_KINDS, author, None, max([*dates, last or 0]) or None)


def _found(item: Item, author: Who) -> Act | Skip:
    activity, thing = item["type"], item["object"]
    if activity not in ("Create", "Announce"):
        return Skip(f"{activity} activity")
    audience = {*_listed(item.get("to")), *_listed(item.get("cc"))}
    if not audience and isinstance(thing, dict):
        audience = {*_listed(thing.get("to")), *_listed(thing.get("cc"))}
    if not audience & _PUBLIC:
        followers = any(address.endswith("/followers") for address in audience)
        return Skip("followers-only" if followers else "direct message")
    return _boost(item, audience, author) if activity == "Announce" else _post(item, thing, author)


def _post(item: Item, thing: Any, author: Who) -> Act:
    if not isinstance(thing, dict):
        raise ValueError("it holds an address only")
    tags = [tag for tag in thing.get("tag") or () if isinstance(tag, dict)]
    answered = thing.get("inReplyTo") or ""
    to = [_mentioned(tag) for tag in tags if tag.get("type") == "Mention"]
    hashtags = (tag["name"].lstrip("#") for tag in tags if tag.get("type") == "Hashtag")
    return Act(
        ref=f"mastodon:{thing['id']}",
        author=author,
        kind=Kind.TWEET,
        moment=_moment(thing, item),
        platform="mastodon",
        text=plain(thing.get("content") or ""),
        title=plain(thing.get("summary") or ""),
        parent=f"mastodon:{answered}" if answered else "",
        to=tuple(dict.fromkeys([*written_by(answered), *to])),
        tags=tuple(dict.fromkeys(hashtags)),
        url=str(thing.get("url") or thing["id"]),
    )


def _boost(item: Item, audience: set[str], author: Who) -> Act:
    thing = item["object"]
    boosted: str = thing["id"] if isinstance(thing, dict) else thing
    # The audience of a boost is its author, beside the public and the followers.
    named = sorted(address for address in audience - _PUBLIC if _ACTOR.fullmatch(address))
    to = written_by(boosted) or [Who("mastodon", mastodon(address)) for address in named]
    return Act(
        ref=f"mastodon:{item['id']}",
        author=author,
        kind=Kind.REPOST,
        moment=_moment(item, item),
        platform="mastodon",
        parent=f"mastodon:{boosted}",
        to=tuple(to),
        url=boosted,
    )


def _mentioned(tag: Item) -> Who:
    """Name a mentioned account; one of the same server is often written without its host."""
    name = str(tag.get("name") or "").strip().lstrip("@")
    if "@" in name or not name:
        return Who("mastodon", mastodon(name or tag["href"]))
    return Who("mastodon", f"{name}@{urlsplit(tag['href']).netloc}".casefold())


def written_by(status: str) -> list[Who]:
    """Name the author of a status by its address, where that tells."""
    found = _STATUS.fullmatch(status)
    return [Who("mastodon", mastodon(found[1]))] if found else []


def _author(export: Export, actor: Item, items: list[Any], context: Context) -> Who:
    """Take the owner from actor.json, else from the address of the first item's actor, else from outside."""
    address = str(actor.get("id") or "")
    if not address and items and isinstance(items[0], dict):
        address = str(items[0].get("actor") or "")
    user = actor.get("preferredUsername")
    host = _HOST.match(address)
    name = str(actor.get("name") or "")
    if user and host:
        return Who("mastodon", f"{user}@{host[1]}".casefold(), name)
    if _ACTOR.fullmatch(address):
        return Who("mastodon", mastodon(address), name)
    if context.owner:
        return context.owner
    raise export.refuse(
        "does not say whose posts it holds. Load the whole archive with actor.json, or put the file into "
        "inbox/<e-mail address>/, or name the student with --student."
    )


def _moment(*places: Item) -> int:
    found = next((when for when in (iso_moment(place.get("published")) for place in places) if when), None)
    if found is None:
        raise ValueError("it has no date")
    return found


def _listed(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


def _read(export: Export) -> Item:
    found = parsed(export)
    if not isinstance(found, dict):
        raise export.refuse("holds no outbox or actor of Mastodon")
    return found


SOURCE = Source("mastodon", "Mastodon archive", identify, extract)
