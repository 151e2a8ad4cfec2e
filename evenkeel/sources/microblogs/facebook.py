"""Facebook archives (JSON): the owner's posts and comments, in groups too.

An entry is a post if it has words of the owner's own or shares something: a link, a photo, a place, an event, a poll,
somebody's post. Anything else that only its title tells, and a new profile picture, is an activity and said to nobody;
it is counted and left out. Whom a comment answers stands in its title alone, and is taken from there only where the
English sentence fits exactly.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from evenkeel.model import Act, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.microblogs import meta_archive
from evenkeel.sources.microblogs.meta_archive import FACEBOOK, List
from evenkeel.sources.microblogs.meta_json import Item, labels, moment, objects, words
from evenkeel.sources.microblogs.meta_site import site
from evenkeel.sources.microblogs.unnumbered import Acts, apart, owner
from evenkeel.text import mentions

_KEYS = ("comments_v2", "group_posts_v2", "group_comments_v2")
_COMMENTS = frozenset({"comments", "your_comments_in_groups"})
_ELSEWHERE = "posts_on_other_pages_and_profiles"
_ANSWERED = re.compile(
    r".+? (?:commented on|replied to) (?:(?P<own>(?:his|her|their|your) own)|(?P<who>.+?)['’]s|an?|this) "
    r"(?:comment|reply|post|photo|video|live video|link|reel|album|status|note|event|poll|question|memory|story|"
    r"life event|activity|check-in|GIF|sticker|profile picture|cover photo)(?: in .+)?\.?"
)
_ON_TIMELINE = re.compile(
    r".+? (?:wrote|posted|shared|added) (?:.+? )??(?:on|to) (?P<who>.+?)['’]s (?:timeline|profile|wall)\.?",
    re.IGNORECASE,
)
_PROFILE = re.compile(r".+? (?:updated|changed) (?:his|her|their|your) .+")
_SHARED_POST = re.compile(r".+? shared (?:an?|his|her|their|your|\d+) .+")
_OWN_STATUS = re.compile(r".+? updated (?:his|her|their|your) status\.?")
_MENTION = re.compile(r"@\[\d+:\d+:([^\]\n]+)\]")
_SHARED = frozenset({"media", "place", "event", "poll", "note", "life_event", "for_sale_item", "text"})
_AUDIENCE = Note(
    "Facebook does not say who could see a post or comment: all of them were kept, those for friends or a closed group "
    "only as well."
)


def identify(export: Export) -> bool:
    """Tell an archive by its folders and lists, and a single list by its entries."""
    return site(export) == FACEBOOK


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the posts and comments of every list of an archive, and from when to when it shows them."""
    lists = meta_archive.lists(export, FACEBOOK, *_KEYS)
    profile = meta_archive.profile(export, FACEBOOK)
    yield from meta_archive.left_shut(export, len(lists) + bool(profile))
    if not lists:
        return
    signed = _signed(lists)
    known = _named(profile) or signed
    yield from apart(known)
    posts = _Posts(owner(export, context, known), signed.name if signed else "")
    kinds: set[Kind] = set()
    for listed in lists:
        kinds.add(Kind.COMMENT if posts.of_comments(listed) else Kind.POST)
        for number, entry in enumerate(listed.items, 1):
            yield posts.found(listed, number, entry)
    yield _AUDIENCE
    yield from meta_archive.summary(export, posts.acts, frozenset(kinds))


class _Posts:
    """Turns the entries of all lists into acts of their owner."""

    def __init__(self, owner: Who, signed: str) -> None:
        self.acts = Acts(FACEBOOK, owner)
        self._owner = owner
        # Comments may bear a name that the owner has given up since; any third one is that of a page of theirs.
        self._names = {"", owner.name, signed}

    def of_comments(self, listed: List) -> bool:
        """Tell whether a list is one of comments, by its name or, under another, by its first entries."""
        return listed.name in _COMMENTS or any(
            _comment(entry) is not None for entry in listed.items[:20] if isinstance(entry, dict)
        )

    def found(self, listed: List, number: int, entry: Any) -> Act | Skip | Reject:
        """Read one entry of a list."""
        if not isinstance(entry, dict):
            return Reject(listed.where(number), "is no post or comment")
        try:
            said = _comment(entry)
            if said is not None or listed.name in _COMMENTS or _ANSWERED.fullmatch(words(entry.get("title"))):
                return self._comment(listed, entry, said or {})
            return self._elsewhere(listed, entry) if "label_values" in entry else self._post(listed, entry)
        except ValueError as error:
            return Reject(listed.where(number), str(error))

    def _comment(self, listed: List, entry: Item, said: Item) -> Act | Skip:
        when = self.acts.saw(moment(entry.get("timestamp"), said.get("timestamp")))
        text, named = _plain(words(said.get("comment")) or _post_text(entry))
        signed = " ".join(words(said.get("author")).split())
        author = self._owner if signed in self._names else Who(FACEBOOK, name=signed)
        answered = _ANSWERED.fullmatch(words(entry.get("title")))
        to = [author] if answered and answered["own"] else _somebody(answered["who"]) if answered else []
        to += [*named, *(Who(FACEBOOK, handle) for handle in mentions(text))]
        everybody, unknown = tuple(dict.fromkeys(to)), self.acts.unknown
        return self.acts.act(listed.name, Kind.COMMENT, when, text, author=author, to=everybody, parent=unknown)

    def _post(self, listed: List, entry: Item) -> Act | Skip:
        when = self.acts.saw(moment(entry.get("timestamp")))
        title = words(entry.get("title"))
        text, named = _plain(_post_text(entry))
        if not text and _PROFILE.fullmatch(title) and not _OWN_STATUS.fullmatch(title):
            return Skip("change of the profile")
        if not text and not _shares(entry) and not _SHARED_POST.fullmatch(title):
            return Skip("activity without words")
        timeline = _ON_TIMELINE.fullmatch(title)
        to = [*(_somebody(timeline["who"]) if timeline else ()), *named, *_tagged(entry)]
        shown = "" if text else title
        return self.acts.act(listed.name, Kind.POST, when, text, to=tuple(dict.fromkeys(to)), title=shown)

    def _elsewhere(self, listed: List, entry: Item) -> Act | Skip:
        """Read what was written on somebody else's page or profile: an answer, even where that is not named."""
        when = self.acts.saw(moment(entry.get("timestamp")))
        said = labels(entry)
        text, named = _plain(next((label.value for label in said if label.name == "message"), ""))
        target = [label.value for label in said if "target" in label.path and label.name in ("name", "target")]
        to = [*(who for name in target for who in _somebody(name)), *named]
        if not text and not any(label.name == "media" for label in said):
            return Skip("activity without words")
        everybody, unknown = tuple(dict.fromkeys(to)), self.acts.unknown
        return self.acts.act(listed.name, Kind.POST, when, text, to=everybody, parent=unknown)


def _named(profile: Item) -> Who | None:
    """Take the owner's name and short address from a profile, and nothing else of it."""
    name = profile.get("name")
    full = " ".join(words(name.get("full_name") if isinstance(name, dict) else name).split())
    handle = words(profile.get("username")).casefold()
    return Who(FACEBOOK, handle, full) if handle or full else None


def _signed(lists: list[List]) -> Who | None:
    """Take the owner's name from the comments, which are all signed with it but for those of a page of theirs."""
    entries = (entry for listed in lists for entry in listed.items if isinstance(entry, dict))
    names = Counter(" ".join(words(said.get("author")).split()) for entry in entries if (said := _comment(entry)))
    names.pop("", None)
    return Who(FACEBOOK, name=names.most_common(1)[0][0]) if names else None


def _comment(entry: Item) -> Item | None:
    found = (part.get("comment") for part in objects(entry.get("data")))
    return next((said for said in found if isinstance(said, dict)), None)


def _post_text(entry: Item) -> str:
    """Return the words of a post: its own, else those of its note, else the caption of its photo."""
    own = [words(part.get("post")) for part in objects(entry.get("data"))]
    if any(own):
        return "\n".join(filter(None, own))
    for part in _attached(entry):
        note = part.get("note")
        if isinstance(note, dict) and (words(note.get("text")) or words(note.get("title"))):
            return "\n".join(filter(None, (words(note.get("title")), words(note.get("text")))))
        media = part.get("media")
        if isinstance(media, dict) and words(media.get("description")):
            return words(media["description"])
    return ""


def _attached(entry: Item) -> Iterator[Item]:
    for attachment in objects(entry.get("attachments")):
        yield from objects(attachment.get("data"))


def _shares(entry: Item) -> bool:
    """Tell whether something is attached: a link has an address, which is left empty where it was somebody's post."""
    for part in _attached(entry):
        link = part.get("external_context")
        if any(part.get(kind) for kind in _SHARED) or (isinstance(link, dict) and "url" in link):
            return True
    return False


def _plain(text: str) -> tuple[str, list[Who]]:
    """Write @[4:2048:Ben B] as Ben B, and name him."""
    named = [who for name in _MENTION.findall(text) for who in _somebody(name)] if "@[" in text else []
    return (_MENTION.sub(r"\1", text) if named else text), named


def _somebody(name: str | None) -> list[Who]:
    """Name somebody as a title does, where words may be two blanks apart."""
    plain = " ".join((name or "").split())
    return [Who(FACEBOOK, name=plain)] if plain else []


def _tagged(entry: Item) -> list[Who]:
    """Name whom a post is tagged with: objects with a name, in old exports names alone."""
    tags = entry.get("tags")
    names = [tag.get("name") if isinstance(tag, dict) else tag for tag in tags] if isinstance(tags, list) else []
    return [who for name in names for who in _somebody(words(name))]


SOURCE = Source("facebook", "Facebook archive", identify, extract)
