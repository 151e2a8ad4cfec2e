"""WordPress's own export, WXR: every post and comment of a blog, with their authors.

What has a password is counted as the public sees it: that it is there and when, not what it says.
Broken XML is mended where that is exact and a note says so, else refused with its line (`xml_reading`).
"""

from collections.abc import Iterator
from datetime import UTC
from typing import NamedTuple
from xml.etree.ElementTree import Element

from evenkeel import text
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.blogs.refs import addressees, blog, rfc822, web, wordpress_comment, wordpress_post
from evenkeel.sources.blogs.wordpress_people import People
from evenkeel.sources.reading.moments import Clock
from evenkeel.sources.reading.xml_text import Sound, fields, is_wxr, name, parts, sound

_STATUS = {
    "draft": "draft",
    "auto-draft": "draft",
    "private": "private post",
    "future": "scheduled post",
    "pending": "post not approved",
    "trash": "trashed post",
}
_APPROVED = {
    "1": "",
    "approved": "",
    "spam": "spam",
    "trash": "trashed comment",
    "post-trashed": "trashed comment",
}


def identify(export: Export) -> bool:
    """Tell WXR by the namespace of its root, whatever its version and scheme."""
    return is_wxr(export)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the published posts, the approved comments, what was left out, and whom the export covers."""
    content = sound(export)
    yield from content.notes
    about: dict[str, str] = {}
    authors: list[dict[str, str]] = []
    site: _Site | None = None
    for part in parts(content, 2):
        key = name(part.tag)
        if key == "item":
            site = site or _Site(content, about, authors, context)
            yield from site.item(part)
        elif key == "wp:author":
            authors.append(fields(part))
        elif key:
            about.setdefault(key, (part.text or "").strip())
    yield from (site or _Site(content, about, authors, context)).summary()


class _Item(NamedTuple):
    """What the comments of a post, page or attachment need to know of it."""

    where: str
    ref: str
    link: str
    unseen: str
    locked: bool


class _Site:
    """One blog as its export describes it, and who has been met in it so far."""

    def __init__(self, content: Sound, about: dict[str, str], authors: list[dict[str, str]], context: Context) -> None:
        named = (about.get(key, "") for key in ("wp:base_blog_url", "link", "wp:base_site_url"))
        self.address = next((address for address in named if blog(address)), "")
        if not self.address:
            raise content.export.refuse("it names no blog; expected a wp:base_blog_url before the items")
        self.site = blog(self.address)
        self.people = People(self.site, authors or _creators(content), context.owner)
        self.commenters: dict[Who, None] = {}
        self.until = rfc822(about.get("pubDate", ""))
        self.clock = Clock(UTC)
        self.items = self.locked = 0

    def item(self, element: Element) -> Iterator[Found]:
        """Yield a post or why it is left out, then its comments."""
        self.items += 1
        said = fields(element)
        number, kind, status = (said.get(f"wp:{key}", "") for key in ("post_id", "post_type", "status"))
        where = f"item {self.items}" + (f" (post {number})" if number else "")
        unseen = _unseen(status)
        ref, link = wordpress_post(self.site, number), self._link(said)
        item = _Item(where, ref, link, unseen, bool(said.get("wp:post_password")))
        if not (number and kind and status):
            yield Reject(where, "no wp:post_id, wp:post_type or wp:status; expected all three")
        elif kind != "post" or unseen:
            yield Skip(unseen if kind == "post" else kind.replace("_", " "))
        else:
            yield self._post(element, said, item)
        for child in element:
            if name(child.tag) == "wp:comment":
                yield self._comment(fields(child), item)

    def _post(self, element: Element, said: dict[str, str], item: _Item) -> Act | Reject:
        moment = self._moment(said.get("wp:post_date_gmt", "")) or rfc822(said.get("pubDate", ""))
        if moment is None:
            return Reject(item.where, "no readable date; expected one in wp:post_date_gmt or pubDate")
        self._saw(moment)
        self.locked += item.locked
        return Act(
            ref=item.ref,
            author=self.people.writer(said.get("dc:creator", "")),
            kind=Kind.POST,
            moment=moment,
            platform="wordpress",
            text="" if item.locked else text.plain(said.get("content:encoded", "")),
            title=text.plain(said.get("title", "")),
            tags=tuple(dict.fromkeys((c.text or "").strip() for c in element.iterfind("category") if c.text)),
            url=item.link,
        )

    def _comment(self, said: dict[str, str], item: _Item) -> Act | Skip | Reject:
        number, kind = said.get("wp:comment_id", ""), said.get("wp:comment_type", "")
        unseen = _APPROVED.get(said.get("wp:comment_approved", ""), "comment not approved")
        if kind not in ("", "comment"):
            return Skip(kind)
        if unseen or item.unseen:
            return Skip(unseen or "comment on an unpublished item")
        moment = self._moment(said.get("wp:comment_date_gmt", ""))
        if moment is None or not number:
            why = "no wp:comment_id or no readable wp:comment_date_gmt; expected both"
            return Reject(f"{item.where}, comment {number}".rstrip(), why)
        self._saw(moment)
        who = self.people.commenter(said)
        self.commenters[who] = None
        body = "" if item.locked else text.plain(said.get("wp:comment_content", ""))
        parent = said.get("wp:comment_parent", "")
        return Act(
            ref=wordpress_comment(self.site, number),
            author=who,
            kind=Kind.COMMENT,
            moment=moment,
            platform="wordpress",
            text=body,
            parent=wordpress_comment(self.site, parent) if parent not in ("", "0") else item.ref,
            to=addressees(body),
            url=f"{item.link}#comment-{number}" if item.link else "",
        )

    def _link(self, said: dict[str, str]) -> str:
        link = said.get("link", "")
        return web(self.address.rstrip("/") + link if link.startswith("/") else link)

    def _moment(self, written: str) -> int | None:
        try:
            return self.clock.moment(written)
        except ValueError:
            return None

    def _saw(self, moment: int) -> None:
        # Old exports give the last change as pubDate, which a later comment outlives.
        self.until = max(self.until or moment, moment)

    def summary(self) -> Iterator[Found]:
        """Yield whom the export covers: every author for all they did here, every commenter for comments."""
        if self.locked:
            yield Note(f"Counted without their text, which needs a password: {self.locked} posts.")
        authors = dict.fromkeys(self.people.authors())
        for who in authors:
            yield Covers(frozenset({Kind.POST, Kind.COMMENT}), who, until=self.until)
        for who in self.commenters:
            if who not in authors:
                yield Covers(frozenset({Kind.COMMENT}), who, until=self.until)


def _unseen(status: str) -> str:
    """Say why an item cannot be seen by the public; nothing where it can (an attachment inherits that)."""
    return "" if status in ("publish", "inherit") else _STATUS.get(status, f"{status} post")


def _creators(content: Sound) -> list[dict[str, str]]:
    """List the writers of an export before 2011, which has no wp:author elements."""
    logins: dict[str, None] = {}
    for part in parts(content, 2):
        said = fields(part) if name(part.tag) == "item" else {}
        if said.get("wp:post_type") == "post" and said.get("wp:status") == "publish":
            logins[said.get("dc:creator", "")] = None
    return [{"wp:author_login": login} for login in logins]


SOURCE = Source("wordpress-wxr", "WordPress export (WXR)", identify, extract)
