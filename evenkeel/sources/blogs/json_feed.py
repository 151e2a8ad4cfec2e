"""JSON Feed 1.0 and 1.1: a blog's posts as JSON, named as in the RSS of the same blog."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from evenkeel import text
from evenkeel.model import Found, Reject
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.blogs.feed_items import Feed, Item, Writer, found
from evenkeel.sources.blogs.refs import blog, readable, web
from evenkeel.sources.reading.json_text import parsed
from evenkeel.sources.reading.moments import iso_moment

# Some programs write every slash as \/.
_VERSION = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/')
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


def identify(export: Export) -> bool:
    """Tell it by the address of the version it follows."""
    head = export.head()
    return bool(_OBJECT.match(head) and _VERSION.search(head))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the posts and, for everybody who wrote one, how far back the feed reaches."""
    feed = parsed(export)
    listed = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(listed, list):
        raise export.refuse("holds no list of items; expected a JSON Feed")
    items = []
    for number, item in enumerate(listed, 1):
        if isinstance(item, dict):
            items.append(_item(item, f"item {number}"))
        else:
            yield Reject(f"item {number}", "is no object with an id and a date")
    changed = max((when for item in listed if isinstance(item, dict) and (when := _changed(item))), default=None)
    about = Feed(_site(feed, items), "", _writer(feed), changed, bool(_text(feed, "next_url")))
    yield from found(items, about, context)


def _site(feed: dict[str, Any], items: list[Item]) -> str:
    """Return the blog's address, else the host that its posts lie on."""
    hosts = (blog(item.link).partition("/")[0] for item in items if item.link)
    return blog(_text(feed, "home_page_url")) or next(hosts, "")


def _item(item: dict[str, Any], where: str) -> Item:
    tags = item.get("tags")
    return Item(
        where=where,
        guid=_id(item.get("id")),
        link=web(_text(item, "url")),
        moment=iso_moment(item.get("date_published")) or iso_moment(item.get("date_modified")),
        text=_body(item),
        title=" ".join(unescape(_text(item, "title")).split()),
        writer=_writer(item),
        tags=tuple(dict.fromkeys(tag.strip() for tag in _listed(tags) if isinstance(tag, str) and tag.strip())),
    )


def _body(item: dict[str, Any]) -> str:
    html = _text(item, "content_html")
    return text.plain(readable(html)) if html else (_text(item, "content_text") or _text(item, "summary")).strip()


def _id(value: object) -> str:
    """Return an id as text; the first feeds wrote numbers."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _writer(said: dict[str, Any]) -> Writer:
    """Return the first author that is named; version 1.0 has only one. A mailto: address serves matching."""
    for author in (*_listed(said.get("authors")), said.get("author")):
        if isinstance(author, dict):
            name, address = _text(author, "name").strip(), _text(author, "url").strip()
            email = address.partition("?")[0][7:] if address.casefold().startswith("mailto:") else ""
            if name or email:
                return Writer(name, email, "" if email else address)
    return Writer()


def _changed(item: dict[str, Any]) -> int | None:
    return iso_moment(item.get("date_modified")) or iso_moment(item.get("date_published"))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(said: dict[str, Any], key: str) -> str:
    value = said.get(key)
    return value if isinstance(value, str) else ""


SOURCE = Source("json-feed", "JSON Feed", identify, extract)
