"""Bluesky's public JSON: what an account wrote (getAuthorFeed), threads and lists of posts, saved page by page.

A page of an account's feed also shows the posts it answers and reposts; they are other people's, and only
tell who those are. Where a page names the next one (`cursor`), older posts have been left out.
"""

import re
from collections.abc import Iterator
from typing import Any

from evenkeel.model import Act, Covers, Found, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.microblogs.bluesky_records import (
    KINDS,
    POST,
    REPOST,
    People,
    moment,
    place,
    post,
    repost,
)
from evenkeel.sources.microblogs.json_lines import ODD, Value, unreadable, values
from evenkeel.sources.reading.moments import iso_moment

_MARK = re.compile(rb'"\$type"\s*:\s*"app\.bsky\.|"uri"\s*:\s*"at://')
_EMPTY = re.compile(rb'[\s\[]*\{\s*(?:"cursor"\s*:\s*"[^"]*"\s*,\s*)?"feed"\s*:\s*\[\s*\]')
_GONE = re.compile(r"(?i)notfound|blocked|nounauthenticated")
_NOT_ALL = "Threads and lists of posts do not show all that their people wrote: nothing is known from what they lack."
_NOTHING = "The feed holds no posts: nothing is known from it, not even that nothing was written."

Item = dict[str, Any]


class _Reach:
    """How far back and on one account's feed goes, over all of its pages."""

    def __init__(self, who: Who) -> None:
        self.who = who
        self.moments: list[int] = []
        self.whole = False

    def covers(self) -> Covers:
        first, last = min(self.moments), max(self.moments)
        return Covers(KINDS, self.who, None if self.whole else first, last, not self.whole)


class _Reading:
    """What is known so far of the people and the feeds of one file."""

    def __init__(self) -> None:
        self.people = People()
        self.reach: dict[str, _Reach] = {}
        self.loose = False  # posts that came in no account's feed
        self._last: _Reach | None = None

    def feed(self, page: Item, where: Value) -> Iterator[Found]:
        """Yield a page's posts, and remember how far its one account's feed reaches."""
        items, acts = page["feed"], []
        for number, item in enumerate(items, 1):
            found = self._one(item, where.place(f"item {number}"))
            acts += [(found, _is(item, "reason", "Pin"))] if isinstance(found, Act) else []
            yield found
        authors = {act.author.handle: act.author for act, _ in acts}
        if len(authors) > 1:
            self.loose = True
            return
        for did, who in authors.items():
            self._last = self.reach.setdefault(did, _Reach(who))
            # A pinned post stands first whatever its date.
            self._last.moments += [act.moment for act, pinned in acts if not pinned or not page.get("cursor")]
        if self._last and not page.get("cursor"):
            self._last.whole = True

    def thread(self, top: Any, where: Value) -> Iterator[Found]:
        """Yield everybody's posts of a thread, however deep."""
        self.loose = True
        waiting, number = [top], 0
        while waiting:
            node = waiting.pop()
            number += 1
            yield self._one(node, where.place(f"post {number}"))
            if isinstance(node, dict):
                replies = node.get("replies")
                waiting += reversed(replies if isinstance(replies, list) else [])
                waiting += [node["parent"]] if isinstance(node.get("parent"), dict) else []

    def posts(self, listed: list[Any], where: Value) -> Iterator[Found]:
        """Yield the posts of a list that is nobody's feed."""
        self.loose = True
        for number, item in enumerate(listed, 1):
            yield self._one(item, where.place(f"post {number}"))

    def _one(self, item: Any, where: str) -> Found:
        try:
            return self._found(item)
        except ODD as error:
            return unreadable(where, error)

    def _found(self, item: Item) -> Act | Skip:
        inner = item.get("value")
        if isinstance(inner, dict) and str(inner.get("$type")).startswith("app.bsky.unspecced."):
            item = inner  # threads of the second make wrap their posts
        if item.get("notFound") or item.get("blocked") or _GONE.search(str(item.get("$type"))):
            return Skip("post that is gone or hidden")
        view = item.get("post", item)
        self._meet(item, view)
        at = place(view["uri"])
        if at is None:
            raise ValueError("it has no address")
        if _is(item, "reason", "Repost"):
            by = self.people.met(item["reason"]["by"])
            when = iso_moment(item["reason"].get("indexedAt"))
            if by is None or when is None:
                raise ValueError("it does not say who reposted it, or when")
            return repost(view["uri"], by, when, self.people)
        record = view["record"] if "record" in view else view["value"]
        author = self.people.met(view.get("author")) or self.people.known(at.did)
        if at.collection == POST:
            return post(view["uri"], record, author, self.people, view.get("indexedAt"))
        if at.collection == REPOST:
            when = moment(record.get("createdAt"), at.key, view.get("indexedAt"))
            return repost(record["subject"]["uri"], author, when, self.people)
        return Skip(f"{at.collection.rpartition('.')[2]} record")

    def _meet(self, item: Item, view: Item) -> None:
        """Learn handles from everybody that is shown: authors, who is answered, who is quoted."""
        reply, embed = item.get("reply"), view.get("embed")
        shown = [view, *(reply.get(part) for part in ("parent", "root") if isinstance(reply, dict))]
        while isinstance(embed, dict):
            shown.append(embed)
            embed = embed.get("record")
        for one in shown:
            if isinstance(one, dict):
                self.people.met(one.get("author"))


def identify(export: Export) -> bool:
    """Tell the network's JSON by the addresses or types of its first records, or by a feed without any."""
    head = export.head()
    if head.lstrip()[:1] not in (b"{", b"["):
        return False
    return bool(_MARK.search(head) or _EMPTY.match(head))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield posts and reposts and, for each account whose own feed is there, how far back it reaches."""
    reading = _Reading()
    for value in values(export):
        yield from [value] if isinstance(value, Reject) else _read(export, value, reading)
    yield from (reach.covers() for reach in reading.reach.values() if reach.moments)
    if reading.loose:
        yield Note(_NOT_ALL)
    elif not reading.reach:
        yield Note(_NOTHING)


def _read(export: Export, value: Value, reading: _Reading) -> Iterator[Found]:
    """Yield what one JSON value holds: a page, a thread, posts, or a list of any of these."""
    held = value.held
    pages = held if isinstance(held, list) and any(map(_is_page, held)) else [held]
    for page in pages:
        found = _posts(page, value, reading)
        if found is not None:
            yield from found
        elif value.where or len(pages) > 1:
            yield Reject(value.where or "file", "holds no post with an address")
        else:
            raise export.refuse(
                "is a single record of Bluesky without its address, so that nobody knows whose it is. "
                "Save the whole feed of the account instead."
            )


def _posts(page: Any, where: Value, reading: _Reading) -> Iterator[Found] | None:
    """Return the posts of a page of any kind; None where it is none."""
    if isinstance(page, list):
        return reading.posts(page, where)
    if not isinstance(page, dict):
        return None
    if isinstance(page.get("feed"), list):
        return reading.feed(page, where)
    listed = next((page[key] for key in ("thread", "posts", "records") if isinstance(page.get(key), list)), None)
    if listed is not None:
        return reading.posts(listed, where)
    top = page.get("thread", page)
    return reading.thread(top, where) if isinstance(top, dict) and ("post" in top or "uri" in top) else None


def _is_page(value: Any) -> bool:
    return isinstance(value, dict) and any(key in value for key in ("feed", "thread", "posts", "records"))


def _is(item: Any, key: str, what: str) -> bool:
    """Tell whether a part of an item is of this type (`…#reasonRepost`), or would be but does not say so."""
    part = item.get(key) if isinstance(item, dict) else None
    if not isinstance(part, dict):
        return False
    kind = part.get("$type") or ("Repost" if "by" in part else "")
    return str(kind).endswith(what)


SOURCE = Source("bluesky", "Bluesky posts (JSON)", identify, extract)
