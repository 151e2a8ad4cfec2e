"""Which addresses to ask for what an account publishes. Nothing here touches the network.

A blog says on its pages where its feeds are (`<link rel=alternate>`); where it does not, they are where such feeds
usually are. Mastodon and Bluesky answer at known places, to anybody, without a key.
"""

import json
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

from evenkeel import accounts

# The columns of the roster whose accounts can be asked without a key.
PLATFORMS = ("blog", "mastodon", "bluesky")
_BLUESKY = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed"
_USUAL = ("feed/", "feeds/posts/default", "rss", "rss.xml", "atom.xml", "feed.xml", "index.xml")
# How much of an answer is looked at to tell what it is, and to find what it names.
_HEAD, _PAGE = 4_096, 1 << 20
# Atomic groups: a head full of comments that lead nowhere must not be tried in every combination.
_FEED = re.compile(rb"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*+<(?:\w+:)?(?:rss|feed|RDF)[\s/>]", re.DOTALL)
_JSON_FEED = re.compile(rb'\s*\{.*"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org', re.DOTALL)
_NEXT = re.compile(r"<(?:\w+:)?link\b[^>]*\brel=[\"']next[\"'][^>]*>", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_HREF = re.compile(r"\bhref=[\"']([^\"']+)[\"']", re.IGNORECASE)
_LINK_HEADER = re.compile(r"<([^<>]+)>\s*;[^,<]*\brel=\"?next\"?")
_USER = re.compile(r"([\w.-]{1,64})@([\w.-]{3,253})")
_DID = re.compile(r"did:[a-z]{2,10}:[\w.:%-]{3,200}", re.ASCII)
_HANDLE = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63})+")


class Part(StrEnum):
    """What an address publishes of an account."""

    POSTS = "posts"
    COMMENTS = "comments"
    STATUSES = "statuses"


class Place(NamedTuple):
    """An address, and what it is said to publish."""

    part: Part
    address: str


def blog(written: str) -> tuple[str, ...]:
    """Return the addresses that a roster's blog may mean, best first; one without a scheme may lack https."""
    plain = written.strip()
    if "://" in plain:
        return (plain,)
    plain = plain.removeprefix("//")
    return f"https://{plain}", f"http://{plain}"


def mastodon(written: str) -> tuple[str, str] | None:
    """Return where a Mastodon account is looked up, and where its feed is; None where it is no account."""
    found = _USER.fullmatch(accounts.mastodon(written))
    if not found:
        return None
    user, host = found.groups()
    lookup = urlencode({"acct": user})
    return f"https://{host}/api/v1/accounts/lookup?{lookup}", f"https://{host}/@{quote(user)}.rss"


def statuses(lookup: str, answer: bytes) -> str:
    """Return where the statuses of an account that was looked up are; nothing where the answer names none."""
    number = _json(answer).get("id", "")
    if not isinstance(number, str) or not number.isalnum():
        return ""
    return urljoin(lookup, f"/api/v1/accounts/{number}/statuses?limit=40")


def bluesky(written: str) -> str:
    """Return where a Bluesky account's posts are; nothing where it is neither a handle with a dot nor a DID."""
    actor = accounts.spelling("bluesky", written).removeprefix("at://")
    if not (_DID.fullmatch(actor) or _HANDLE.fullmatch(actor)):
        return ""
    return f"{_BLUESKY}?{urlencode({'actor': actor, 'limit': 100})}"


def is_feed(content: bytes) -> bool:
    """Tell RSS, Atom and JSON Feed from a web page."""
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    return bool(_FEED.match(head) or _JSON_FEED.match(head))


def advertised(page: bytes, address: str) -> Iterator[Place]:
    """Yield the feeds that a web page names, as they stand; those of one tag or category are left out."""
    tree = LexborHTMLParser(page[:_PAGE])
    base = tree.css_first("base[href]")
    home = _joined(address, (base.attributes.get("href") or "") if base else "") or address
    for node in tree.css("link[rel~=alternate][href]"):
        said = {name: value or "" for name, value in node.attributes.items()}
        kind = said.get("type", "").partition(";")[0].strip().casefold()
        if kind not in ("application/rss+xml", "application/atom+xml", "application/feed+json"):
            continue
        found = _joined(home, said["href"].strip())
        path = urlsplit(found).path.casefold()
        if found and not re.search(r"/(?:tag|category|author|search|label)/", path):
            yield Place(Part.COMMENTS if "comments" in f"{path}?{urlsplit(found).query}" else Part.POSTS, whole(found))


def usual(address: str) -> list[str]:
    """Return where a blog's feed usually is. Only below the address: above it may be the feed of somebody else."""
    parts = urlsplit(address)
    below = urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/") + "/", "", ""))
    return [whole(urljoin(below, place)) for place in _USUAL]


def whole(address: str) -> str:
    """Ask a Blogger feed for as much as it gives."""
    parts = urlsplit(address)
    if not parts.path.endswith(("/feeds/posts/default", "/feeds/comments/default")):
        return address
    query = dict(parse_qsl(parts.query)) | {"max-results": "500"}
    return urlunsplit(parts._replace(query=urlencode(query)))


def comments(posts: str, named: Iterable[str] = ()) -> list[str]:
    """Return where the comments of a blog may be: as its page names it, and as its feed of posts suggests.

    WordPress's Atom feed comes before its RSS: only there it says which comment answers which.
    """
    found: list[str] = []
    for address in (*named, *_beside(posts)):
        parts = urlsplit(address)
        if re.search(r"/comments/feed/?$", parts.path):
            found.append(urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/atom/")))
        found.append(address.replace("feed=comments-rss2", "feed=comments-atom"))
        found.append(address)
    return list(dict.fromkeys(found))


def _beside(posts: str) -> list[str]:
    """Return the address of the comments beside a feed of posts, where blogs of its kind have one."""
    parts = urlsplit(posts)
    if parts.path.endswith("/feeds/posts/default"):
        return [posts.replace("/feeds/posts/default", "/feeds/comments/default")]
    if found := re.match(r"(.*/)feed(?:/(?:atom/?|rss2?/?)?)?$", parts.path):
        return [urlunsplit(parts._replace(path=f"{found[1]}comments/feed/", query=""))]
    if "feed=" in parts.query and not parts.path.strip("/"):
        return [urlunsplit(parts._replace(query="feed=comments-rss2"))]
    return []


def following(address: str, content: bytes, link: str, page: int) -> str:
    """Return the address of the page after a page (1 is the first); nothing where there is none.

    A page that names the next one is believed, if that lies at the same host.
    """
    named, parts = _named(content, link), urlsplit(address)
    onward = _joined(address, named) if named else ""
    if onward and urlsplit(onward).netloc == parts.netloc:
        return onward
    query = dict(parse_qsl(parts.query))
    if cursor := _json(content).get("cursor"):
        return urlunsplit(parts._replace(query=urlencode(query | {"cursor": str(cursor)})))
    # WordPress pages its posts, and gives the same comments whatever the page.
    if not named and re.search(r"(?:^|/)feed(?:/(?:atom|rss2?))?/?$", parts.path) and "/comments/" not in parts.path:
        return urlunsplit(parts._replace(query=urlencode(query | {"paged": str(page + 1)})))
    return ""


def _joined(base: str, address: str) -> str:
    """Return an address that goes on from another; nothing where it is none, such as `http://[`."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _named(content: bytes, link: str) -> str:
    """Return the next page as the answer's head, an Atom link (RFC 5005) or a JSON Feed names it."""
    if found := _LINK_HEADER.search(link):
        return found[1]
    about = _ITEM.split(content[:_PAGE], 1)[0].decode("utf-8", "replace")
    if found := _NEXT.search(about):
        address = _HREF.search(found[0])
        return address[1].replace("&amp;", "&") if address else ""
    named = _json(content).get("next_url", "")
    return named if isinstance(named, str) else ""


def _json(content: bytes) -> dict[str, Any]:
    if content.lstrip()[:1] != b"{":
        return {}
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
