"""Substack's export: posts.csv with the folder `posts` beside it. Lists of subscribers are never opened.

Neither says whose newsletter it is, nor where it is read: whose is said by the folder it lies in, where by the
buttons in its texts, if they agree. What only subscribers may read is counted without its text.
"""

import re
from collections.abc import Iterator
from html import unescape
from json import loads
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evenkeel import text
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.moments import iso_moment
from evenkeel.sources.reading.tables import encoding_note, header, open_table
from evenkeel.words import count

_REQUIRED = frozenset({"post_id", "post_date", "is_published", "audience"})
_TEXT = re.compile(r"posts/(.+)\.html", re.IGNORECASE)
# Who subscribed, and who got and opened which letter.
_SUBSCRIBERS = re.compile(r"posts/.+\.(?:opens|delivers)\.csv|[^/]*(?:email|subscriber)[^/]*\.csv", re.IGNORECASE)
_FURNITURE = ".button-wrapper, .subscription-widget-wrap, .subscription-widget, a.button, svg"
_SUBSCRIBE = re.compile(r"(https?://[\w.-]+)/subscribe\b", re.ASCII)
_NO_POSTS = {"page": "page", "adhoc_email": "sent by e-mail only"}


class _Row(NamedTuple):
    """A line of posts.csv; `post_id` is a number and, behind a dot, the last part of the address."""

    post_id: str
    post_date: str
    is_published: str
    type: str
    audience: str
    title: str


class _Text(NamedTuple):
    """What a post says, whom it mentions, and the sites that its buttons lead to."""

    body: str = ""
    named: tuple[Who, ...] = ()
    sites: frozenset[str] = frozenset()


def identify(export: Export) -> bool:
    """Tell it by the columns of posts.csv, alone or with the folder `posts` beside it."""
    if not export.members:
        return header(export) >= _REQUIRED
    listed = _inside(export).get("posts.csv")
    pure = all(_TEXT.fullmatch(name) or _SUBSCRIBERS.fullmatch(name) for name in _inside(export) if name != "posts.csv")
    return listed is not None and pure and identify(listed)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the published posts, what was left out (drafts, pages, subscriber lists), and until when they are shown."""
    if context.owner is None:
        raise export.refuse(
            "does not say whose newsletter it is. Put it into inbox/<e-mail address>/, "
            "or name the student with --student."
        )
    newsletter = _Newsletter(export, context.owner)
    yield from newsletter.posts()
    yield from newsletter.beside()
    yield from newsletter.summary()


class _Newsletter:
    """One newsletter as its export describes it: its rows, their texts, and what has been taken of it."""

    def __init__(self, export: Export, owner: Who) -> None:
        self.inside = _inside(export)
        self.export, self.owner = export, owner
        self.rows = list(_rows(self.inside.get("posts.csv", export)))
        shown = [row for _, row in self.rows if isinstance(row, _Row) and not _left_out(row)]
        self.texts = {row.post_id: self._text(row) for row in shown}
        sites = frozenset[str]().union(*(one.sites for one in self.texts.values()))
        self.site = next(iter(sites)) if len(sites) == 1 else ""
        self.locked = sum(map(_locked, shown))
        self.last = 0

    def _text(self, row: _Row) -> _Text:
        file = self.inside.get(f"posts/{row.post_id}.html")
        return _read(file) if file and not _locked(row) else _Text()

    def posts(self) -> Iterator[Found]:
        """Yield each row of posts.csv as a post, or why it is none."""
        for line, row in self.rows:
            found = self._post(f"line {line}", row) if isinstance(row, _Row) else row
            if isinstance(found, Act):
                self.last = max(self.last, found.moment)
            yield found

    def _post(self, where: str, row: _Row) -> Act | Skip | Reject:
        left_out, moment = _left_out(row), iso_moment(row.post_date)
        if left_out:
            return Skip(left_out)
        if moment is None or not row.post_id:
            return Reject(where, "no post_id or no readable post_date; expected both")
        number, _, slug = row.post_id.partition(".")
        said = self.texts[row.post_id]
        return Act(
            ref=f"substack:{number if number.isdecimal() else row.post_id}",
            author=self.owner,
            kind=Kind.POST,
            moment=moment,
            platform="substack",
            text=said.body,
            title=" ".join(unescape(row.title).split()),
            to=said.named,
            url=f"{self.site}/p/{slug}" if self.site and slug else "",
        )

    def beside(self) -> Iterator[Skip]:
        """Yield what lies beside the posts and is not read."""
        listed = {f"posts/{row.post_id}.html" for _, row in self.rows if isinstance(row, _Row)}
        for name in self.inside:
            if _SUBSCRIBERS.fullmatch(name):
                yield Skip("subscriber list, not opened")
            elif name != "posts.csv" and name not in listed:
                yield Skip("text of no row in posts.csv")

    def summary(self) -> Iterator[Note | Covers]:
        """Yield what one should know of the export, and until when it shows the owner's posts."""
        if self.locked:
            yield Note(f"Counted without the text, which only subscribers may read: {count(self.locked, 'post')}.")
        if not self.inside:
            yield Note("posts.csv alone tells titles and dates; load the whole zip for what the posts say.")
        yield Note("Substack's export holds no comments: what was said about these posts is not known from it.")
        dated = self.export.modified or 0 if self.inside else 0
        yield Covers(frozenset({Kind.POST}), self.owner, until=max(self.last, dated) or None)


def _inside(export: Export) -> dict[str, Export]:
    """Return the members by their path inside the export."""
    return {member.path[len(export.path) + 1 :]: member for member in export.members}


def _rows(export: Export) -> Iterator[tuple[int, Found | _Row]]:
    table = open_table(export)
    if table is None:
        raise export.refuse("holds no header; expected the columns of Substack's posts.csv")
    for note in encoding_note(table):
        yield 0, note
    places = table.columns(_Row._fields, {})
    for found in table.rows(places[field] for field in _Row._fields):
        if isinstance(found, Skip | Reject):
            yield 0, found
        else:
            yield found[0], _Row(*(cell.strip() for cell in found[1]))


def _left_out(row: _Row) -> str:
    """Say why a row is no public post; nothing where it is one."""
    published = row.is_published.casefold() in ("true", "1", "yes")
    return _NO_POSTS.get(row.type.casefold(), "") or ("" if published else "draft")


def _locked(row: _Row) -> bool:
    return row.audience.casefold() not in ("everyone", "")


def _read(file: Export) -> _Text:
    """Read one text; the buttons of the page are none of its words, and a mention's name is only an attribute."""
    tree = LexborHTMLParser(file.read().decode("utf-8", "replace"))
    sites: set[str] = set()
    # One at a time: with a button goes all that lies in it, which must not be touched again.
    while (button := tree.css_first(_FURNITURE)) is not None:
        sites.update(_SUBSCRIBE.findall(str(button.html)))
        button.decompose()
    named = [mention for mention in map(_mention, tree.css(".mention-wrap")) if mention]
    return _Text(text.plain(str(tree.html or "")), tuple(dict.fromkeys(named)), frozenset(sites))


def _mention(node: LexborNode) -> Who | None:
    """Write a mention's name into the text, and return whom it means where that is a person."""
    try:
        held = loads(str(node.attributes.get("data-attrs") or "{}"))
    except (ValueError, RecursionError):
        return None
    name = held.get("name") if isinstance(held, dict) else None
    if not isinstance(name, str) or not name.strip():
        return None
    node.insert_child(name)
    return Who("substack", "", name.strip()) if held.get("type", "user") == "user" else None


SOURCE = Source("substack", "Substack export", identify, extract)
