"""Threads, as it comes inside Instagram's archive (JSON): the owner's posts and replies.

A reply says that it is one, not to whom: it answers something unknown, so that it is never taken for a broadcast. Old
exports do not even say which are replies; then nothing in them is taken for one.
"""

import re
from collections.abc import Iterator
from typing import Any

from evenkeel.model import Act, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.microblogs import meta_archive
from evenkeel.sources.microblogs.meta_archive import INSTAGRAM, THREADS, List
from evenkeel.sources.microblogs.meta_json import Item, labels, moment, objects, words
from evenkeel.sources.microblogs.meta_site import site
from evenkeel.sources.microblogs.unnumbered import Acts, apart, owner
from evenkeel.text import mentions

HANDLE = re.compile(r"@?[a-z0-9._]{1,30}", re.ASCII | re.IGNORECASE)
_UNTOLD = Note(
    "The export does not say which of its entries are replies: they count as posts, and none is taken for one that "
    "nobody answered."
)
_KEY = "text_post_app_text_posts"
FOLLOWERS_ONLY = Note(
    "The account is set to private: what it posted was for its followers only and is left out. Nothing is known of its "
    "posts, then, not even that there were none."
)


def identify(export: Export) -> bool:
    """Tell an archive of Threads alone by its folder, and the list of posts by its key."""
    return site(export) == THREADS


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the posts and replies, and from when to when the archive shows them."""
    lists = meta_archive.lists(export, THREADS, _KEY)
    yield from meta_archive.left_shut(export, len(lists) + bool(meta_archive.profile(export, THREADS)))
    if lists:
        yield from posts(export, context, lists)


def posts(export: Export, context: Context, lists: list[List]) -> Iterator[Found]:
    """Yield what the lists of an archive hold of Threads."""
    known = named(export, THREADS, INSTAGRAM)
    yield from apart(known)
    acts = Acts(THREADS, owner(export, context, known))
    private, untold = is_private(export, THREADS), False
    for listed in lists:
        for number, entry in enumerate(listed.items, 1):
            try:
                found = _post(acts, listed.name, entry)
                untold = untold or not _told(entry)
            except ValueError as error:
                yield Reject(listed.where(number), str(error))
            else:
                yield Skip("followers-only") if private and isinstance(found, Act) else found
    if private:
        yield FOLLOWERS_ONLY
    else:
        if untold:
            yield _UNTOLD
        yield from meta_archive.summary(export, acts, frozenset({Kind.TWEET}))


def named(export: Export, site: str, other: str) -> Who | None:
    """Take the owner from the site's profile or the other's, which is the same account; else from the archive's name.

    Of a profile username and name are kept, and nothing else.
    """
    name = ""
    for profile in (meta_archive.profile(export, one) for one in (site, other)):
        said = {label.name: label.value for label in labels(profile)}
        name = name or said.get("name", "")
        if handle := said.get("username") or words(profile.get("username")):
            return Who(site, handle.casefold(), name)
    given = meta_archive.given(export)
    if given and given["site"].casefold() in (INSTAGRAM, THREADS) and HANDLE.fullmatch(given["who"]):
        return Who(site, given["who"].casefold(), name)
    return None


def is_private(export: Export, site: str) -> bool:
    """Tell whether the profile says that only followers see the account's posts."""
    said = labels(meta_archive.profile(export, site))
    return any(label.name == "private account" and label.value.casefold() == "true" for label in said)


def _post(acts: Acts, place: str, entry: Any) -> Act | Skip:
    if not isinstance(entry, dict):
        raise ValueError("is no post")
    media = objects(entry.get("media"))
    when = acts.saw(moment(entry.get("creation_timestamp"), *(one.get("creation_timestamp") for one in media)))
    text = words(entry.get("title")) or next(filter(None, (words(one.get("title")) for one in media)), "")
    answered = [words(one.get("in_reply_to_username")).lstrip("@").casefold() for one in _about(entry)]
    to = dict.fromkeys(Who(THREADS, handle) for handle in [*answered, *mentions(text)] if handle)
    alone = not any(answered) and _told(entry) and not any(one.get("is_reply") for one in _about(entry))
    return acts.act(place, Kind.TWEET, when, text, to=tuple(to), parent="" if alone else acts.unknown)


def _about(entry: Item) -> list[Item]:
    said = (one.get("text_app_post") for one in objects(entry.get("media")))
    return [one for one in said if isinstance(one, dict)]


def _told(entry: Item) -> bool:
    """Tell whether an entry says if it is a reply."""
    return any(isinstance(one.get("is_reply"), bool) for one in _about(entry))


SOURCE = Source("threads", "Threads (in Instagram's archive)", identify, extract)
