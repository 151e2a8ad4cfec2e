"""Blogger's backup until 2025 (`blog-MM-DD-YYYY.xml`), and its live Atom feeds of posts and comments."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from evenkeel.model import Found, Kind, Reject, Skip
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.blogs.blogger_entries import About, Entry, acts, labels, links, writer
from evenkeel.sources.blogs.refs import blog, blogger_item, iso, web
from evenkeel.sources.blogs.threads import answers, nearest
from evenkeel.sources.reading.xml_text import Sound, fields, head, name, parts, root_name, root_tag, sound

_KIND = "http://schemas.google.com/g/2005#kind"
_LABEL = "http://www.blogger.com/atom/ns#"
_TAKEOUT = "http://schemas.google.com/blogger/2018"
_KIND_TERM = re.compile(r"<(?:\w+:)?category\s[^<>]*http://schemas\.google\.com/blogger/2008/kind#")
_FEED_ID = re.compile(r"<(?:\w+:)?id>\s*tag:blogger\.com,1999:(?:blog|user)-")
_FIRST_ENTRY = re.compile(r"<(?:\w+:)?entry[\s>]")
_PARENT_COMMENT = re.compile(r"/comments/default/(\d+)", re.ASCII)
_HELD = re.compile(r"/(?:posts|comments)/default/(\d+)$", re.ASCII)
_OF_A_BACKUP = {Skip("settings"), Skip("template")}


def identify(export: Export) -> bool:
    """Tell Blogger's Atom by the feed's id or an entry's category, and from Takeout's by the namespace."""
    if root_name(export) != "feed" or _TAKEOUT in root_tag(export):
        return False
    begun = head(export)
    return bool(_FEED_ID.search(_FIRST_ENTRY.split(begun, 1)[0]) or _KIND_TERM.search(begun))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield posts and comments, what was left out (drafts, pages, settings), and whom the file covers."""
    content = sound(export)
    yield from content.notes
    about: dict[str, str] = {}
    related: dict[str, str] = {}
    found = list(_entries(content, about, related))
    # A live feed holds posts or comments, the newest only; a backup holds both, and the blog's settings.
    live = bool(about.get("atom:id")) and not about["atom:id"].endswith(".archive") and not _OF_A_BACKUP & set(found)
    total = about.get("openSearch:totalResults", "")
    cut_short = live and ("next" in related or (total.isdecimal() and int(total) > len(found)))
    kinds = frozenset({Kind.POST}) if live else About().kinds
    yield from acts(
        found,
        About(related.get("alternate", ""), iso(about.get("atom:updated", "")), kinds, cut_short),
        context,
    )


def _entries(content: Sound, about: dict[str, str], related: dict[str, str]) -> Iterator[Entry | Skip | Reject]:
    """Yield the feed's entries; what it says of itself is put into `about` and, by relation, `related`."""
    count = 0
    for part in parts(content, 1):
        key = name(part.tag)
        if key == "atom:entry":
            count += 1
            yield _entry(part, f"entry {count}", blog(related.get("alternate", "")))
        elif key == "atom:link":
            related.setdefault(part.get("rel", "alternate"), part.get("href", ""))
        elif key:
            about.setdefault(key, (part.text or "").strip())


def _entry(entry: Element, where: str, site: str) -> Entry | Skip | Reject:
    said = fields(entry)
    kind = _kind(entry)
    if kind not in ("post", "comment"):
        return Skip(kind)
    if any(fields(child).get("app:draft") == "yes" for child in entry if name(child.tag) == "app:control"):
        return Skip("draft")
    if any(child.get("name") == "blogger.contentRemoved" for child in entry):
        return Skip("removed comment")
    ref = blogger_item(said.get("atom:id", ""), site)
    if not ref:
        return Reject(where, "no id; expected tag:blogger.com,1999:blog-…")
    return Entry(
        where=where,
        kind=Kind(kind),
        ref=ref,
        writer=writer(entry),
        date=said.get("atom:published", ""),
        title=said.get("atom:title", ""),
        html=said.get("atom:content") or said.get("atom:summary", ""),
        parent=_parent(entry, ref, site) if kind == "comment" else "",
        labels=labels(entry, _LABEL),
        url=next((address for address in links(entry, "alternate") if web(address)), ""),
    )


def _kind(entry: Element) -> str:
    """Return what an entry is; feeds do not say, but only comments answer something."""
    for term in labels(entry, _KIND):
        return term.rpartition("#")[2]
    return "comment" if any(name(child.tag) == "thr:in-reply-to" for child in entry) else "post"


def _parent(entry: Element, ref: str, site: str) -> str:
    """Return the comment that a comment answers, else its post; without its id, by where its entry is found."""
    for address in links(entry, "related"):
        if found := _PARENT_COMMENT.search(address):
            return f"{ref.rpartition(':')[0]}:{found[1]}"
    answer = nearest(answers(entry))
    if answer is None:
        return ""
    number = _HELD.search(answer.source)
    return blogger_item(answer.ref, site) or (f"{ref.rpartition(':')[0]}:{number[1]}" if number else "")


SOURCE = Source("blogger-legacy", "Blogger backup or feed", identify, extract)
