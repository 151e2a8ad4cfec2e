"""Blogger as Google Takeout gives it since 2025: `feed.atom`, one file a blog."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from evenkeel.model import Found, Kind, Reject, Skip
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.blogs.blogger_entries import About, Entry, acts, labels, writer
from evenkeel.sources.blogs.refs import blogger_item, iso, web
from evenkeel.sources.reading.xml_text import fields, name, parts, root_name, root_tag, sound

_SPACE = "http://schemas.google.com/blogger/2018"
_STATUS = {
    "LIVE": "",
    "DRAFT": "draft",
    "SCHEDULED": "scheduled post",
    "SPAM_COMMENT": "spam",
    "PENDING_COMMENT": "comment not approved",
}
_KINDS = {"POST": Kind.POST, "COMMENT": Kind.COMMENT}


def identify(export: Export) -> bool:
    """Tell Takeout's feed.atom by the namespace that only it has."""
    return root_name(export) == "feed" and _SPACE in root_tag(export)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield live posts and comments, what was left out (spam, drafts, pages), and whom the file covers."""
    content = sound(export)
    yield from content.notes
    about: dict[str, str] = {}
    address = ""
    found: list[Entry | Skip | Reject] = []
    for part in parts(content, 1):
        key = name(part.tag)
        if key == "atom:entry":
            found.append(_entry(part, f"entry {len(found) + 1}", address))
        elif key == "atom:link" and part.get("rel", "alternate") == "alternate":
            address = address or web(part.get("href", ""))
        elif key:
            about.setdefault(key, (part.text or "").strip())
    yield from acts(found, About(address, iso(about.get("atom:updated", ""))), context)


def _entry(entry: Element, where: str, address: str) -> Entry | Skip | Reject:
    said = fields(entry)
    kind, status = said.get("blogger:type", ""), said.get("blogger:status", "")
    if not kind or not status:
        return Reject(where, "no blogger:type or no blogger:status; expected both")
    left_out = _left_out(kind, status, said.get("blogger:trashed", ""))
    if left_out:
        return Skip(left_out)
    ref = blogger_item(said.get("atom:id", ""))
    if not ref:
        return Reject(where, "no id; expected tag:blogger.com,1999:blog-….post-…")
    answered = said.get("blogger:inReplyTo") or said.get("blogger:parent", "")
    filename = said.get("blogger:filename", "")
    return Entry(
        where=where,
        kind=_KINDS[kind],
        ref=ref,
        writer=writer(entry),
        date=said.get("atom:published") or said.get("blogger:created", ""),
        title=said.get("atom:title", ""),
        html=said.get("atom:content", ""),
        parent=_named(answered, ref) if kind == "COMMENT" else "",
        labels=labels(entry, "tag:blogger.com,1999:blog-"),
        url=web(address.rstrip("/") + filename) if filename else "",
    )


def _left_out(kind: str, status: str, trashed: str) -> str:
    """Say why an entry is no public post or comment; nothing where it is one."""
    plain = kind.casefold().replace("_", " ")
    if kind not in _KINDS:
        return plain
    if trashed:
        return f"trashed {plain}"
    return _STATUS.get(status, status.casefold().replace("_", " "))


def _named(answered: str, ref: str) -> str:
    """Name what a comment answers, which is written as a whole id or as its number alone."""
    if answered.isdecimal():
        return f"{ref.rpartition(':')[0]}:{answered}"
    return blogger_item(answered)


SOURCE = Source("blogger-takeout", "Blogger from Google Takeout", identify, extract)
