"""What Blogger's two exports and its feeds have in common: who wrote an entry, and whom a file covers."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from evenkeel import text
from evenkeel.model import Act, Covers, Found, Kind, Reject, Skip, Who
from evenkeel.sources.base import Context
from evenkeel.sources.blogs.refs import addressees, blog, iso, signed
from evenkeel.sources.reading.xml_text import fields, name

BOTH = frozenset({Kind.POST, Kind.COMMENT})
Writer = tuple[str, str, str]


class Entry(NamedTuple):
    """A post or comment as Blogger writes it; `writer` is name, profile and type of whoever signed it."""

    where: str
    kind: Kind
    ref: str
    writer: Writer
    date: str
    title: str
    html: str
    parent: str = ""
    labels: tuple[str, ...] = ()
    url: str = ""


class About(NamedTuple):
    """What a file says of itself: the blog, its date, what it shows of writers, and if older is left out."""

    address: str = ""
    date: int | None = None
    kinds: frozenset[Kind] = BOTH
    cut_short: bool = False


def writer(entry: Element) -> Writer:
    """Return name, profile and type of an entry's author; their e-mail is always noreply@blogger.com."""
    author = next((fields(child) for child in entry if name(child.tag) == "atom:author"), {})
    return author.get("atom:name", ""), blog(author.get("atom:uri", "")), author.get("blogger:type", "")


def labels(entry: Element, scheme: str) -> tuple[str, ...]:
    """Return the terms of an entry's categories whose scheme begins so."""
    found = (child for child in entry if name(child.tag) == "atom:category")
    terms = [child.get("term", "").strip() for child in found if child.get("scheme", "").startswith(scheme)]
    return tuple(dict.fromkeys(term for term in terms if term))


def links(entry: Element, rel: str) -> list[str]:
    """Return the addresses an entry or feed links to in one relation."""
    found = (child for child in entry if name(child.tag) == "atom:link")
    return [child.get("href", "") for child in found if child.get("rel", "alternate") == rel]


def acts(found: Iterable[Entry | Skip | Reject], about: About, context: Context) -> Iterator[Found]:
    """Yield the entries as acts, the rest as it is, and whom the file covers.

    A blog whose posts have one writer is theirs, and what they comment on it is too.
    """
    items = list(found)
    posters = {item.writer: None for item in items if isinstance(item, Entry) and item.kind is Kind.POST}
    people: dict[Writer, Who] = {}
    if len(posters) == 1:
        (sole,) = posters
        people[sole] = context.owner or signed("blog", blog(about.address), sole[0])
    moments = []
    for item in items:
        made: Act | Skip | Reject
        if isinstance(item, Entry):
            who = people.setdefault(item.writer, signed("blogger", "", item.writer[0], site=item.writer[1]))
            made = _act(item, who)
        else:
            made = item
        if isinstance(made, Act):
            moments.append(made.moment)
        yield made
    if moments:
        posted = {who for key, who in people.items() if key in posters}
        yield from _covers(dict.fromkeys(people.values()), posted, about, min(moments), max(moments))


def _act(entry: Entry, who: Who) -> Act | Reject:
    moment = iso(entry.date)
    if moment is None:
        return Reject(entry.where, "no readable date; expected one in published")
    body = text.plain(entry.html)
    return Act(
        ref=entry.ref,
        author=who,
        kind=entry.kind,
        moment=moment,
        platform="blogger",
        text=body,
        # A comment's title is only the beginning of its text.
        title=text.plain(entry.title) if entry.kind is Kind.POST else "",
        parent=entry.parent,
        to=addressees(body) if entry.kind is Kind.COMMENT else (),
        tags=entry.labels,
        url=entry.url,
    )


def _covers(people: Iterable[Who], posted: set[Who], about: About, first: int, last: int) -> Iterator[Covers]:
    since = first if about.cut_short else None
    until = max(last, about.date or last)
    for who in people:
        kinds = about.kinds if who in posted else frozenset({Kind.COMMENT})
        yield Covers(kinds, who, since, until, about.cut_short)
