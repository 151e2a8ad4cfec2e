"""Instagram archives (JSON): the owner's posts and reels, and their comments on what others posted.

A comment's text and the owner of what it stands under bear labels in the account's language: in English they are told
by these, else by where they stand, which is the same in all. With an archive comes what it holds of Threads.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from evenkeel.model import Act, Found, Kind, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.microblogs import meta_archive, threads
from evenkeel.sources.microblogs.meta_archive import INSTAGRAM, THREADS, List
from evenkeel.sources.microblogs.meta_json import Item, Label, labels, moment, objects, words
from evenkeel.sources.microblogs.meta_site import site
from evenkeel.sources.microblogs.unnumbered import Acts, apart, owner
from evenkeel.text import mentions

_KEYS = ("comments_media_comments", "comments_reels_comments", "ig_reels_media", "ig_igtv_media", "ig_stories")
_COMMENTS = frozenset({"post_comments", "reels_comments"})


def identify(export: Export) -> bool:
    """Tell an archive by its folders and lists, and a single list by its key or entries."""
    return site(export) == INSTAGRAM


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield posts and comments, what the archive holds of Threads, and from when to when it shows them."""
    lists = meta_archive.lists(export, INSTAGRAM, *_KEYS)
    of_threads = meta_archive.lists(export, THREADS) if meta_archive.holds(export, THREADS) else []
    opened = len(lists) + len(of_threads) + sum(bool(meta_archive.profile(export, one)) for one in (INSTAGRAM, THREADS))
    yield from meta_archive.left_shut(export, opened)
    if lists:
        yield from _of_instagram(export, context, lists)
    if of_threads:
        yield from threads.posts(export, context, of_threads)


def _of_instagram(export: Export, context: Context, lists: list[List]) -> Iterator[Found]:
    known = threads.named(export, INSTAGRAM, THREADS)
    yield from apart(known)
    acts = Acts(INSTAGRAM, owner(export, context, known))
    private = threads.is_private(export, INSTAGRAM)
    kinds: set[Kind] = set()
    for listed in lists:
        for number, entry in enumerate(listed.items, 1):
            try:
                found = _found(acts, listed, entry)
            except ValueError as error:
                yield Reject(listed.where(number), str(error))
            else:
                hidden = private and isinstance(found, Act) and found.kind is Kind.POST
                yield Skip("followers-only") if hidden else found
        if listed.name != "stories":
            kinds.add(Kind.COMMENT if _of_comments(listed) else Kind.POST)
    if private:
        yield threads.FOLLOWERS_ONLY
        kinds.discard(Kind.POST)
    yield from meta_archive.summary(export, acts, frozenset(kinds))


def _found(acts: Acts, listed: List, entry: Any) -> Act | Skip:
    if not isinstance(entry, dict):
        raise ValueError("is no post or comment")
    if listed.name == "stories" or _is_story(entry):
        return Skip("story")
    return _comment(acts, listed, entry) if _is_comment(listed, entry) else _post(acts, listed, entry)


def _post(acts: Acts, listed: List, entry: Item) -> Act | Skip:
    """Read a post: its caption stands on the post where it has several pictures, else on its one picture."""
    media = objects(entry.get("media"))
    dates = (entry.get("creation_timestamp"), *(one.get("creation_timestamp") for one in media), entry.get("timestamp"))
    when = acts.saw(moment(*dates))
    captions = [entry.get("title"), *(one.get("title") for one in media)]
    captions += [label.value for label in labels(entry) if label.name == "caption"]
    text = next(filter(None, map(words, captions)), "")
    return acts.act(listed.name, Kind.POST, when, text)


def _comment(acts: Acts, listed: List, entry: Item) -> Act | Skip:
    said = _said(entry)
    when = acts.saw(moment(*said.dates, entry.get("timestamp")))
    owner = said.owner.lstrip("@").casefold()
    to = dict.fromkeys(Who(INSTAGRAM, handle) for handle in [owner, *mentions(said.text)] if handle)
    return acts.act(listed.name, Kind.COMMENT, when, said.text, owner, to=tuple(to), parent=acts.unknown)


class _Said(NamedTuple):
    """What a comment says, under whose post, and the dates it bears."""

    text: str
    owner: str
    dates: list[object]


def _said(entry: Item) -> _Said:
    """Read a comment in any of the ways in which it has been written over the years."""
    listed = objects(entry.get("string_list_data"))
    if listed:  # until 2022 its title was the owner
        return _Said(words(listed[0].get("value")), words(entry.get("title")), [listed[0].get("timestamp")])
    known = labels(entry)
    dates = [label.timestamp for label in known if label.timestamp]
    texts = [label for label in known if len(label.path) == 1 and label.value and not label.href]
    owners = [label for label in known if len(label.path) > 1 and label.value and not label.href]
    if any(label.name in ("comment", "media owner") for label in known):
        text = next((label.value for label in texts if label.name == "comment"), "")
        owner = next((label.value for label in texts if label.name == "media owner"), "") or _username(owners)
        return _Said(text, owner, dates)
    return _Said(*_by_place(texts, owners), dates)


def _by_place(texts: list[Label], owners: list[Label]) -> tuple[str, str]:
    """Tell a comment from the owner by their order; where that is not sure, the owner stays unknown."""
    text = texts[0].value if texts else ""
    if len(texts) == 2 and threads.HANDLE.fullmatch(texts[1].value):
        return text, texts[1].value
    return text, _username(owners) if len(texts) == 1 else ""


def _username(owners: list[Label]) -> str:
    """Take the username from address, name and username of an owner, which comes last."""
    found = [label.value for label in owners if label.name == "username"] or [label.value for label in owners[-1:]]
    return found[0] if found and threads.HANDLE.fullmatch(found[0]) else ""


def _of_comments(listed: List) -> bool:
    entries = [entry for entry in listed.items[:20] if isinstance(entry, dict)]
    return listed.name in _COMMENTS or any(_is_comment(listed, entry) for entry in entries)


def _is_comment(listed: List, entry: Item) -> bool:
    """Tell a comment by its list, and in a list under another name by what it is made of."""
    if listed.name in _COMMENTS:
        return True
    said = {label.name for label in labels(entry)}
    return "string_map_data" in entry or "string_list_data" in entry or {"comment", "media owner"} <= said


def _is_story(entry: Item) -> bool:
    """Tell a story, which has no list of media, under any file name."""
    return "media" not in entry and "uri" in entry and "creation_timestamp" in entry


SOURCE = Source("instagram", "Instagram archive", identify, extract)
