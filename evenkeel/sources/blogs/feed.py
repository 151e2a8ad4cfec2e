"""Feeds of posts, RSS and Atom, and Atom feeds of comments that say what they answer (RFC 4685).

WordPress's own items are named as in its export, wherever guid or link tell their number; a feed's date is
its last change, so it covers its writers only up to there.
"""

from calendar import timegm
from collections.abc import Iterator
from typing import Any, NamedTuple

import feedparser

from evenkeel import text
from evenkeel.model import SECOND, Act, Covers, Found, Kind, Note, Reject, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.blogs import blogger_legacy, blogger_takeout, wordpress_comments
from evenkeel.sources.blogs.refs import (
    FEW,
    NOTHING_KNOWN,
    addressees,
    blog,
    blogger_item,
    comment_number,
    permalink,
    readable,
    signed,
    web,
    wordpress_item,
    wordpress_post,
    wordpress_site,
)
from evenkeel.sources.reading.xml_text import Sound, fields, is_wxr, name, parts, root_name, root_tag, sound

# What the root of each dialect declares; RSS need not declare anything.
_MARKS = {"rss": ("",), "RDF": ("http://purl.org/rss/1.0/",), "feed": ("/2005/Atom", "purl.org/atom/ns#")}
_OTHERS = (wordpress_comments.identify, blogger_legacy.identify, blogger_takeout.identify, is_wxr)
_Answers = dict[str, tuple[str, str]]


class _Feed(NamedTuple):
    """What a feed says of itself; `sole` wrote all its posts, `answers` is what its comments answer."""

    site: str
    wordpress: bool
    answers: _Answers
    sole: Who | None


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
    if not read.entries:
        yield Note(NOTHING_KNOWN)
    feed = _about(read, _answers(content), context)
    acts: list[Act] = []
    for number, entry in enumerate(read.entries, 1):
        found = _act(entry, f"entry {number}", feed)
        acts += [found] if isinstance(found, Act) else []
        yield found
    yield from _covers(acts, len(read.entries) >= FEW, _moment(read.feed, "updated_parsed", "published_parsed"))


def _parsed(content: Sound) -> Any:
    """Let feedparser read a feed; it means never to raise, and does on addresses like http://[."""
    try:
        with content.open() as stream:
            return feedparser.parse(stream)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise content.export.refuse(f"the feed cannot be read ({error}); expected RSS or Atom") from error


def _answers(content: Sound) -> _Answers:
    """Read what each Atom entry answers, (id, address) by its own id; of several the last is the comment."""
    found: _Answers = {}
    for part in parts(content, 1):
        for child in part if name(part.tag) == "atom:entry" else ():
            if name(child.tag) == "thr:in-reply-to":
                found[fields(part).get("atom:id", "")] = child.get("ref", ""), child.get("href", "")
    return found


def _about(read: Any, answers: _Answers, context: Context) -> _Feed:
    site = blog(read.feed.get("link", ""))
    said = "wordpress" in read.feed.get("generator", "").casefold()
    numbered = any("post-id" in entry or wordpress_item(entry.get("id", ""), site) for entry in read.entries)
    signers = [_signer(entry) for entry in read.entries if not _is_comment(entry, answers)]
    names = dict.fromkeys(signer for signer in signers if any(signer))
    who, email = next(iter(names), _signer(read.feed))
    sole = (context.owner or signed("blog", site, who, email)) if len(names) < 2 else None
    return _Feed(site, said or numbered, answers, sole)


def _is_comment(entry: Any, answers: _Answers) -> bool:
    guid, link = entry.get("id", ""), entry.get("link", "")
    return guid in answers or bool(comment_number(guid) or comment_number(link))


def _signer(said: Any) -> tuple[str, str]:
    """Return name and e-mail address of an entry's or the feed's author."""
    author = said.get("author_detail", {})
    return author.get("name", ""), author.get("email", "")


def _act(entry: Any, where: str, feed: _Feed) -> Act | Reject:
    guid, link = entry.get("id", ""), web(entry.get("link", ""))
    moment = _moment(entry, "published_parsed", "updated_parsed")
    if moment is None or not (guid or link):
        return Reject(where, "no readable date or neither id nor link; expected both")
    comment = _is_comment(entry, feed.answers)
    site = wordpress_site(guid, link, feed.site)
    ref = _item(guid, link, site if feed.wordpress else "", entry.get("post-id", ""))
    origin = ref.partition(":")[0]
    platform = origin if origin != "feed" else "wordpress" if feed.wordpress else "blog"
    body = text.plain(readable(_html(entry)))
    return Act(
        ref=ref,
        author=_who(entry, comment, feed),
        kind=Kind.COMMENT if comment else Kind.POST,
        moment=moment,
        platform=platform,
        text=body,
        title="" if comment else text.plain(entry.get("title", "")),
        parent=_parent(guid, link, site, feed) if comment else "",
        to=addressees(body) if comment else (),
        tags=tuple(dict.fromkeys(tag.term.strip() for tag in entry.get("tags", ()) if tag.term)),
        url=link,
    )


def _item(guid: str, link: str, site: str, number: str = "") -> str:
    """Name an item; `site` is empty where the feed is not WordPress's."""
    known = blogger_item(guid)
    if site and not known:
        known = wordpress_post(site, number) if number else wordpress_item(guid, site) or wordpress_item(link, site)
    return known or f"feed:{guid or link}"


def _parent(guid: str, link: str, site: str, feed: _Feed) -> str:
    """Name what a comment answers; a post that WordPress numbers nowhere is known by its address."""
    ref, address = feed.answers.get(guid, ("", link))
    found = _item(ref, address, site if feed.wordpress else "")
    unnumbered = feed.wordpress or not ref
    return permalink(address) or found if found.startswith("feed:") and unnumbered else found


def _who(entry: Any, comment: bool, feed: _Feed) -> Who:
    if not comment and feed.sole:
        return feed.sole
    who, email = _signer(entry)
    if not (comment or who or email):
        return signed("blog", feed.site, "")
    address = blog(entry.get("author_detail", {}).get("href", ""))
    return signed("wordpress" if feed.wordpress else "feed", "", who, email, address if comment else "")


def _html(entry: Any) -> str:
    contents = entry.get("content")
    return str(contents[0].value if contents else entry.get("summary", ""))


def _moment(said: Any, *keys: str) -> int | None:
    # Asked for a date that is not there, feedparser gives another one and a warning.
    for when in [said[key] for key in keys if key in said]:
        if when and 1970 <= when.tm_year < 2200:
            return timegm(when) * SECOND
    return None


def _covers(acts: list[Act], cut_short: bool, changed: int | None) -> Iterator[Covers]:
    moments = [act.moment for act in acts]
    kinds: dict[Who, set[Kind]] = {}
    for act in acts:
        kinds.setdefault(act.author, set()).add(act.kind)
    for who, shown in kinds.items():
        since = min(moments) if cut_short else None
        yield Covers(frozenset(shown), who, since, max([*moments, changed or 0]), cut_short)


SOURCE = Source("feed", "RSS or Atom feed", identify, extract)
