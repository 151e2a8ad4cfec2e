"""Medium's own export: the zip with its folder `posts`, or one page of it. No other folder of it is ever opened.

Medium exports what somebody answered as a post like any other, without a word about what it answers. Such a
response is told by what it lacks, a title of its own, and is a comment on something unknown.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evenkeel import text
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.blogs.refs import addressees, blog, blog_author, medium_post, web
from evenkeel.sources.reading.moments import iso_moment
from evenkeel.sources.reading.tables import Identity

_PAGE = re.compile(rb"<article\s[^>]*\bh-entry\b.*?<section\s[^>]*\bdata-field=[\"'](?:body|subtitle)", re.DOTALL)
_POST = re.compile(r"posts/[^/]+\.html?", re.ASCII | re.IGNORECASE)
# Medium's zip holds pages in folders and a leaflet; with anything else beside them it is a folder of many things.
_OWN = re.compile(r"readme\.html?|[^/]+/[^/]+\.html?", re.IGNORECASE)
_ID = re.compile(r"(?:[-/])([0-9a-f]{10,12})(?:\.html?)?$", re.ASCII)
_FIRST_BLOCK = re.compile(r"<(h[1-6]|p|blockquote|pre|ul|ol|figure|iframe)\b", re.IGNORECASE)
_ACCOUNT = re.compile(r"https?://medium\.com/@([\w.-]+)", re.ASCII)
_BOTH = frozenset({Kind.POST, Kind.COMMENT})
# Longer than this, what somebody answers is an essay of its own.
_LONGEST_RESPONSE = 150


class _Page(NamedTuple):
    """One page of the export as it says of itself."""

    where: str
    tree: LexborHTMLParser
    title: str
    date: str
    links: tuple[str, ...]

    @property
    def draft(self) -> bool:
        """Whether it was never published: it has neither date nor address, or its file says so."""
        named = self.where.rpartition("/")[2].casefold().startswith("draft_")
        return named or not (self.date or self.tree.css_first("a.p-canonical"))


def identify(export: Export) -> bool:
    """Tell the zip by the pages in its folder `posts`, and a page by the parts that Medium's have."""
    if not export.members:
        return bool(_PAGE.search(export.head()))
    inside = [member.path[len(export.path) + 1 :] for member in export.members]
    posts = [member for member, name in zip(export.members, inside, strict=True) if _POST.fullmatch(name)]
    return bool(posts) and all(map(_OWN.fullmatch, inside)) and any(map(identify, posts[:5]))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield posts and responses, what was left out (drafts, private pages), and until when the zip shows them."""
    identity = Identity("medium")
    acts: list[Act] = []
    for member in export.members or (export,):
        found = _member(member, member.path[len(export.path) + 1 :], context, identity)
        acts += [found] if isinstance(found, Act) else []
        yield found
    responses = sum(act.kind is Kind.COMMENT for act in acts)
    if responses:
        yield Note(
            f"Short texts without a title of their own, taken for responses: {responses}. "
            "Medium's export does not say what they answer."
        )
    if export.members:
        until = max([act.moment for act in acts] + [export.modified or 0])
        for who in {act.author.handle or act.author: act.author for act in acts}.values():
            yield Covers(_BOTH, who, until=until)


def _member(member: Export, inside: str, context: Context, identity: Identity) -> Act | Skip | Reject:
    if inside and not _POST.fullmatch(inside):
        leaflet = "/" not in inside
        return Skip("file beside an export" if leaflet else "private page, not opened")
    tree = LexborHTMLParser(member.read().decode("utf-8", "replace"))
    title, time = tree.css_first(".p-name"), tree.css_first("time.dt-published")
    links = tuple(str(link.attributes.get("href") or "") for link in tree.css("footer a"))
    date = time.attributes.get("datetime") if time else ""
    page = _Page(inside or member.name, tree, _words(title), date or "", links)
    return _found(page, context, identity)


def _found(page: _Page, context: Context, identity: Identity) -> Act | Skip | Reject:
    if page.draft:
        return Skip("draft")
    moment, who = iso_moment(page.date), _author(page.tree) or context.owner
    if moment is None or who is None:
        why = "no readable date" if moment is None else "no author; put the export into inbox/<e-mail address>/"
        return Reject(page.where, why)
    html = _body(page)
    body = text.plain(html)
    response = is_response(page.title, html, body)
    canonical = page.tree.css_first("a.p-canonical")
    return Act(
        ref=_ref(page) or identity.of((who.handle, page.date, page.title)),
        author=who,
        kind=Kind.COMMENT if response else Kind.POST,
        moment=moment,
        platform="medium",
        text=body,
        title="" if response else page.title,
        to=tuple(dict.fromkeys((*_named(page.tree), *(addressees(body) if response else ())))),
        tags=tuple(dict.fromkeys(tag for tag in map(_words, page.tree.css(".p-tags a")) if tag)),
        url=web((canonical.attributes.get("href") or "") if canonical else ""),
    )


def is_response(title: str, html: str, body: str) -> bool:
    """Tell a response from a post: it is short, and its title is only how its first paragraph begins."""
    begins = " ".join(title.split()).rstrip("….").rstrip()
    first = _FIRST_BLOCK.search(html)
    if not begins or first is None or first[1].casefold() != "p":
        return False
    return " ".join(body.split()).startswith(begins) and text.words(body) <= _LONGEST_RESPONSE


def _ref(page: _Page) -> str:
    """Name the post by the short address in its footer, as feeds do; else by the end of its address or file."""
    short = next(filter(None, map(medium_post, page.links)), "")
    found = next(filter(None, map(_ID.search, (*page.links, page.where))), None)
    return short or (f"medium:{found[1]}" if found else "")


def _author(tree: LexborHTMLParser) -> Who | None:
    signed = tree.css_first("a.p-author")
    site = blog(str(signed.attributes.get("href") or "")) if signed else ""
    return blog_author(site, _words(signed)) if site else None


def _body(page: _Page) -> str:
    """Return the HTML of the text without the title, which Medium repeats as its first line."""
    body = page.tree.css_first("section[data-field=body]")
    if body is None:
        return ""
    heading = body.css_first("h1, h2, h3, h4")
    if heading and "graf--title" in str(heading.attributes.get("class")) and _words(heading) == page.title:
        heading.decompose()
    return str(body.html or "")


def _named(tree: LexborHTMLParser) -> Iterator[Who]:
    """Yield the Medium accounts that the text mentions."""
    for link in tree.css("section[data-field=body] a.markup--user"):
        account = _ACCOUNT.match(str(link.attributes.get("href") or ""))
        if account:
            yield Who("medium", account[1], _words(link).lstrip("@"))


def _words(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node else ""


SOURCE = Source("medium", "Medium export", identify, extract)
