"""Mastodon's RSS of an account or a hashtag: its newest public posts, named as in the account's archive.

The feed leaves out answers and boosts, so it tells what was written and never that nothing was.
"""

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborHTMLParser

from evenkeel.accounts import mastodon
from evenkeel.model import Act, Found, Kind, Note, Reject, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.moments import iso_moment
from evenkeel.sources.reading.xml_text import fields, head, name, parts, root_name, sound
from evenkeel.text import plain

_GENERATOR = re.compile(r"<generator>\s*Mastodon\b")
# Servers before version 4 do not say what they are.
_ITEM = re.compile(r"<(?:link|guid[^<>]*)>https?://[^<>/\s]+/@[\w.-]+/\d+</", re.ASCII)
_SCHEME = "http://webfeeds.org/rss/1.0"
_STATUS = re.compile(r"(https?://[^/]+/)@([^/@]+)/(\d+)", re.ASCII)
_PEOPLE = re.compile(r"https?://[^/]+/(?:users/|@)[^/@]+/?", re.ASCII)
_NOT_ALL = (
    "Mastodon's RSS leaves out answers and boosts: a week without posts in it may hold some. "
    "The account's archive, or its posts as JSON, hold them all."
)


def identify(export: Export) -> bool:
    """Tell Mastodon's feed by its generator, or by the addresses of its posts."""
    if root_name(export) != "rss":
        return False
    start = head(export)
    return bool(_GENERATOR.search(start) or (_SCHEME in start and _ITEM.search(start)))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the posts."""
    content = sound(export)
    yield from content.notes
    number = 0
    for part in parts(content, 2):
        if name(part.tag) == "item":
            number += 1
            yield _post(part) or Reject(f"item {number}", "no readable date or address; expected both")
    yield Note(_NOT_ALL)


def _post(item: Element) -> Act | None:
    said = fields(item)
    found = _STATUS.fullmatch(said.get("guid", "")) or _STATUS.fullmatch(said.get("link", ""))
    when = _moment(said.get("pubDate", ""))
    if not found or when is None:
        return None
    server, user, status = found[1], found[2], found[3]
    html = said.get("description", "")
    return Act(
        f"mastodon:{server}users/{user}/statuses/{status}",
        Who("mastodon", mastodon(f"{server}@{user}")),
        Kind.TWEET,
        when,
        "mastodon",
        plain(html),
        to=_mentioned(html),
        tags=tuple(dict.fromkeys(tag for child in item if name(child.tag) == "category" and (tag := child.text or ""))),
        url=found[0],
    )


def _mentioned(html: str) -> tuple[Who, ...]:
    """Name whom a text mentions by their addresses: the text itself leaves out the host."""
    if "mention" not in html:
        return ()
    links = LexborHTMLParser(html).css("a.mention:not(.hashtag)")
    people = (link.attributes.get("href") or "" for link in links)
    return tuple(dict.fromkeys(Who("mastodon", mastodon(one)) for one in people if _PEOPLE.fullmatch(one)))


def _moment(written: str) -> int | None:
    try:
        return iso_moment(parsedate_to_datetime(written).isoformat())
    except (ValueError, TypeError, OverflowError):
        return None


SOURCE = Source("mastodon-feed", "Mastodon RSS feed", identify, extract)
