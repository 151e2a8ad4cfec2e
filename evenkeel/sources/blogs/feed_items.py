"""What all feeds have in common, RSS, Atom and JSON: what an item is called, whose it is, how far a feed reaches."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Who
from evenkeel.sources.base import Context
from evenkeel.sources.blogs.refs import (
    FEW,
    NOTHING_KNOWN,
    addressees,
    blog,
    blog_author,
    comment_number,
    item,
    permalink,
    signed,
    wordpress_item,
    wordpress_site,
)
from evenkeel.sources.blogs.threads import Answer

_ENGINE = re.compile(r"\b(wordpress|ghost|medium|substack|tumblr)\b")
_BLOGGERS_COMMENT = re.compile(r"[?&]showComment=\d+", re.ASCII)


class Writer(NamedTuple):
    """Who signed: a name, an e-mail address (to match by), a web address; each may be empty."""

    name: str = ""
    email: str = ""
    address: str = ""


class Item(NamedTuple):
    """One entry of a feed, its text already plain; `response`: its author answers somebody, nobody says whom."""

    where: str
    guid: str
    link: str
    moment: int | None
    text: str
    title: str
    writer: Writer
    tags: tuple[str, ...] = ()
    number: str = ""
    answer: Answer | None = None
    response: bool = False

    @property
    def comment(self) -> bool:
        """Whether this is a comment on somebody's post."""
        said = self.answer or comment_number(self.guid) or comment_number(self.link)
        return bool(said or _BLOGGERS_COMMENT.search(self.link))


class Feed(NamedTuple):
    """What a feed says of itself: its blog's address, its engine, its author, its last change, if more follows."""

    site: str
    engine: str
    writer: Writer
    changed: int | None = None
    more: bool = False


def engine(generator: str) -> str:
    """Name the engine that made a feed, where its items are named as in that engine's export, or nothing."""
    found = _ENGINE.search(generator.casefold())
    return found[1] if found else ""


def found(items: Sequence[Item], feed: Feed, context: Context) -> Iterator[Found]:
    """Yield posts and comments and, for everybody who wrote one, how far back the feed reaches."""
    if not items:
        yield Note(NOTHING_KNOWN)
    if not feed.engine and any(one.number or wordpress_item(one.guid, feed.site) for one in items):
        feed = feed._replace(engine="wordpress")
    sole = _sole(items, feed, context)
    acts: list[Act] = []
    for one in items:
        made = _act(one, feed, sole)
        acts += [made] if isinstance(made, Act) else []
        yield made
    yield from _covers(acts, feed.more or len(items) >= FEW, feed.changed)


def _sole(items: Sequence[Item], feed: Feed, context: Context) -> Who | None:
    signers = [one.writer[:2] for one in items if not one.comment]
    names = dict.fromkeys(signer for signer in signers if any(signer))
    if len(names) > 1:
        return None
    return context.owner or blog_author(feed.site, *next(iter(names), feed.writer[:2]))


def _act(one: Item, feed: Feed, sole: Who | None) -> Act | Reject:
    if one.moment is None or not (one.guid or one.link):
        return Reject(one.where, "no readable date or neither id nor link; expected both")
    comment = one.comment
    site = wordpress_site(one.guid, one.link, feed.site)
    ref = item(one.guid, one.link, site, feed.engine, one.number)
    origin = ref.partition(":")[0]
    kind = Kind.COMMENT if comment or one.response else Kind.POST
    named = origin if origin != "feed" else "wordpress" if feed.engine == "wordpress" else "feed"
    return Act(
        ref=ref,
        author=sole if sole and not comment else _signer(one, feed.site, named),
        kind=kind,
        moment=one.moment,
        platform=origin if origin != "feed" else feed.engine or "blog",
        text=one.text,
        title=one.title if kind is Kind.POST else "",
        parent=_parent(one, site, feed.engine) if comment else "",
        to=addressees(one.text) if kind is Kind.COMMENT else (),
        tags=one.tags,
        url=one.link,
    )


def _parent(one: Item, site: str, engine: str) -> str:
    """Name what a comment answers; a post that WordPress numbers nowhere is known by its address."""
    ref, address, _ = one.answer or Answer(href=one.link.partition("#")[0])
    if not (ref or address):
        return ""
    named = item(ref, address, site, engine)
    unnumbered = engine == "wordpress" or not ref
    return permalink(address) or named if named.startswith("feed:") and unnumbered else named


def _signer(one: Item, site: str, platform: str) -> Who:
    name, email, address = one.writer
    if not (one.comment or name or email):
        return signed("blog", site, "")
    return signed(platform, "", name, email, blog(address) if one.comment else "")


def _covers(acts: list[Act], cut_short: bool, changed: int | None) -> Iterator[Covers]:
    moments = [act.moment for act in acts]
    kinds: dict[Who, set[Kind]] = {}
    for act in acts:
        kinds.setdefault(act.author, set()).add(act.kind)
    for who, shown in kinds.items():
        since = min(moments) if cut_short else None
        yield Covers(frozenset(shown), who, since, max([*moments, changed or 0]), cut_short)
