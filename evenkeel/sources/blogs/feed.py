"""Feeds of posts, RSS and Atom, and feeds of comments that say what they answer (RFC 4685).

Items are named as in their engine's own export (WordPress, Blogger, Ghost, Medium) wherever guid or link tell;
a feed's date is its last change, so it covers its writers only up to there.
"""

from calendar import timegm
from collections.abc import Iterator
from typing import Any

import feedparser

from evenkeel import text
from evenkeel.model import SECOND, Found
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.blogs import blogger_legacy, blogger_takeout, wordpress_comments
from evenkeel.sources.blogs.feed_items import Feed, Item, Writer, engine, found
from evenkeel.sources.blogs.medium import is_response
from evenkeel.sources.blogs.refs import blog, readable, web
from evenkeel.sources.blogs.threads import Answer, answers, nearest
from evenkeel.sources.microblogs import mastodon_feed
from evenkeel.sources.reading.xml_text import Sound, fields, is_wxr, name, parts, root_name, root_tag, sound

# What the root of each dialect declares; RSS need not declare anything.
_MARKS = {"rss": ("",), "RDF": ("http://purl.org/rss/1.0/",), "feed": ("/2005/Atom", "purl.org/atom/ns#")}
_OTHERS = (
    wordpress_comments.identify,
    blogger_legacy.identify,
    blogger_takeout.identify,
    mastodon_feed.identify,
    is_wxr,
)
# Where the items of a dialect stand, what they are called, and what holds their id.
_ITEMS = {"feed": (1, "atom:entry", "atom:id"), "rss": (2, "item", "guid")}


def identify(export: Export) -> bool:
    """Tell any RSS or Atom that is not WordPress's or Blogger's own kind of file."""
    marks = _MARKS.get(root_name(export), ())
    declared = root_tag(export)
    return any(mark in declared for mark in marks) and not any(other(export) for other in _OTHERS)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield posts and comments and, for everybody who wrote one, how far back the feed reaches."""
    content = sound(export)
    yield from content.notes
    read = _parsed(content)
    answered = _answered(content)
    made_by = engine(read.feed.get("generator", ""))
    items = [_item(entry, f"entry {number}", made_by, answered) for number, entry in enumerate(read.entries, 1)]
    changed = _moment(read.feed, "updated_parsed", "published_parsed")
    yield from found(items, Feed(blog(read.feed.get("link", "")), made_by, _writer(read.feed), changed), context)


def _parsed(content: Sound) -> Any:
    """Let feedparser read a feed; it means never to raise, and does on addresses like http://[."""
    try:
        with content.open() as stream:
            return feedparser.parse(stream)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise content.export.refuse(f"the feed cannot be read ({error}); expected RSS or Atom") from error


def _answered(content: Sound) -> dict[str, Answer]:
    """Read what each item answers, by the item's id; feedparser keeps the last of several."""
    root = root_name(content.export)
    if root not in _ITEMS:
        return {}
    level, wanted, id_ = _ITEMS[root]
    said = {fields(part).get(id_, ""): answers(part) for part in parts(content, level) if name(part.tag) == wanted}
    comments = {guid for guid, several in said.items() if several}
    chosen = {guid: nearest(said[guid], comments) for guid in comments}
    return {guid: answer for guid, answer in chosen.items() if answer}


def _item(entry: Any, where: str, made_by: str, answered: dict[str, Answer]) -> Item:
    guid, html, title = entry.get("id", ""), readable(_html(entry)), text.plain(entry.get("title", ""))
    body = text.plain(html)
    return Item(
        where=where,
        guid=guid,
        link=web(entry.get("link", "")),
        moment=_moment(entry, "published_parsed", "updated_parsed"),
        text=body,
        title=title,
        writer=_writer(entry),
        tags=tuple(dict.fromkeys(tag.term.strip() for tag in entry.get("tags", ()) if tag.term)),
        number=entry.get("post-id", ""),
        answer=answered.get(guid),
        response=made_by == "medium" and is_response(title, html, body),
    )


def _writer(said: Any) -> Writer:
    detail = said.get("author_detail", {})
    return Writer(detail.get("name", ""), detail.get("email", ""), detail.get("href", ""))


def _html(entry: Any) -> str:
    contents = entry.get("content")
    return str(contents[0].value if contents else entry.get("summary", ""))


def _moment(said: Any, *keys: str) -> int | None:
    # Asked for a date that is not there, feedparser gives another one and a warning.
    for when in [said[key] for key in keys if key in said]:
        if when and 1970 <= when.tm_year < 2200:
            return timegm(when) * SECOND
    return None


SOURCE = Source("feed", "RSS or Atom feed", identify, extract)
