"""Mastodon's public JSON (`/api/v1/accounts/…/statuses`): the newest posts and boosts of an account.

A post says which one it answers by a number of its server alone. What that is in the network's own names is told
by the list itself, or by the server's way to make them; else only the person who is answered is known.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from evenkeel.accounts import mastodon
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.microblogs.json_lines import ODD, Value, unreadable, values
from evenkeel.sources.microblogs.mastodon_archive import written_by
from evenkeel.sources.reading.moments import iso_moment
from evenkeel.text import plain

_KINDS = frozenset({Kind.TWEET, Kind.REPOST})
_MARKS = (rb'"created_at"\s*:', rb'"account"\s*:\s*\{', rb'"acct"\s*:', rb'"visibility"\s*:', rb'"uri"\s*:')
_NAMED = tuple(map(re.compile, _MARKS))
_OWN_PLACE = re.compile(r"(https?://[^/]+/users/)([^/]+)/statuses/(\d+)(?:/activity)?", re.ASCII)
_SEVERAL = "Several people wrote these posts, so that they do not show all that anybody wrote: what lacks is unknown."
_NOTHING = "The list holds no posts: nothing is known from it, not even that nothing was written."

Item = dict[str, Any]


def identify(export: Export) -> bool:
    """Tell a list of posts by what every one of them says, on which server it ever was."""
    head = export.head()
    return head.lstrip()[:1] in (b"[", b"{") and all(mark.search(head) for mark in _NAMED)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield posts and boosts and, where they are one account's, how far back the list reaches."""
    lists = list(values(export))
    statuses = [one for value in lists if isinstance(value, Value) for one in _listed(value)]
    known = _Known(item for _, item in statuses)
    acts: list[Act] = []
    yield from (value for value in lists if isinstance(value, Reject))
    for where, item in statuses:
        try:
            found: Found = known.found(item)
        except ODD as error:
            found = unreadable(where, error)
        acts += [found] if isinstance(found, Act) else []
        yield found
    yield _reach(acts, known.promised)


def _reach(acts: list[Act], promised: int | None) -> Covers | Note:
    """Say how far back the list goes: to the beginning only where it holds as many as the account has."""
    if not acts:
        return Note(_NOTHING)
    if len({act.author.handle for act in acts}) > 1:
        return Note(_SEVERAL)
    moments = [act.moment for act in acts]
    cut_short = promised is None or len({act.ref for act in acts}) < promised
    return Covers(_KINDS, acts[0].author, min(moments) if cut_short else None, max(moments), cut_short)


def _listed(value: Value) -> Iterator[tuple[str, Any]]:
    """Yield the posts of a list, of pages of lists, or of a thread's two sides, each with its place."""
    waiting, number = [value.held], 0
    while waiting:
        held = waiting.pop(0)
        if isinstance(held, list) and held and isinstance(held[0], list):
            waiting += held
        elif isinstance(held, dict) and ("ancestors" in held or "descendants" in held or "statuses" in held):
            waiting += [held[side] for side in ("ancestors", "descendants", "statuses") if side in held]
        else:
            for item in held if isinstance(held, list) else [held]:
                number += 1
                yield value.place(f"post {number}"), item


class _Known:
    """Turns posts into acts, knowing which number of the server is which post."""

    def __init__(self, statuses: Iterator[Any]) -> None:
        self._uris: dict[str, str] = {}
        self.promised: int | None = None  # how many posts the account has, by its own count
        for item in statuses:
            for one in (item, item.get("reblog")) if isinstance(item, dict) else ():
                if isinstance(one, dict) and isinstance(one.get("uri"), str):
                    self._uris[str(one.get("id"))] = one["uri"]
            account = item.get("account") if isinstance(item, dict) else None
            count = account.get("statuses_count") if isinstance(account, dict) else None
            if isinstance(count, int):
                self.promised = max(count, self.promised or 0)

    def found(self, item: Item) -> Act | Skip:
        """Read one post; ValueError, KeyError, TypeError or AttributeError where it is none."""
        if item["visibility"] not in ("public", "unlisted"):
            return Skip("direct message" if item["visibility"] == "direct" else "followers-only")
        when = iso_moment(item["created_at"])
        if when is None:
            raise ValueError("it has no date")
        author = _who(item["account"], item["uri"])
        if item.get("reblog"):
            return _boost(item, item["reblog"], author, when)
        mentions = [one for one in item.get("mentions") or () if isinstance(one, dict)]
        host = author.handle.rpartition("@")[2]
        parent = self._parent(item, mentions)
        first = sorted(mentions, key=lambda one: one.get("id") != item.get("in_reply_to_account_id"))
        to = [*written_by(parent), *(_mentioned(one, host) for one in first)]
        return Act(
            f"mastodon:{_address(item['uri'])}",
            author,
            Kind.TWEET,
            when,
            "mastodon",
            plain(_text(item, "content")),
            plain(_text(item, "spoiler_text")),
            parent and f"mastodon:{parent}",
            tuple(dict.fromkeys(to)),
            tuple(dict.fromkeys(_text(tag, "name") for tag in item.get("tags") or () if _text(tag, "name"))),
            "",
            _text(item, "url") or item["uri"],
        )

    def _parent(self, item: Item, mentions: list[Item]) -> str:
        """Return the address of the post that this one answers; nothing where it answers none or nobody can tell."""
        number = item.get("in_reply_to_id")
        if not number:
            return ""
        if str(number) in self._uris:
            return self._uris[str(number)]
        own = _OWN_PLACE.fullmatch(item["uri"])
        if not own or own[3] != str(item.get("id")):
            return ""
        # A server names the posts of its own people by the same numbers.
        whom = item.get("in_reply_to_account_id")
        answered = own[2] if whom == item["account"].get("id") else ""
        local = (one for one in mentions if one.get("id") == whom and "@" not in _text(one, "acct"))
        name = answered or next((_text(one, "username") or _text(one, "acct") for one in local), "")
        return f"{own[1]}{name}/statuses/{number}" if name else ""


def _boost(item: Item, boosted: Item, author: Who, when: int) -> Act:
    """Make an act of a boost; what is boosted was public, or it could not have been."""
    return Act(
        f"mastodon:{_address(item['uri'])}",
        author,
        Kind.REPOST,
        when,
        "mastodon",
        parent=f"mastodon:{_address(boosted['uri'])}",
        to=(_who(boosted["account"], boosted["uri"]),),
        url=boosted["uri"],
    )


def _who(account: Item, uri: str) -> Who:
    """Name an account; one of the server that was asked is written without its host."""
    name = _text(account, "acct") or _text(account, "username")
    if not name:
        raise ValueError("it does not say who wrote it")
    host = urlsplit(_text(account, "url") or _address(uri)).netloc
    return Who("mastodon", mastodon(name if "@" in name else f"{name}@{host}"), _text(account, "display_name"))


def _mentioned(mention: Item, host: str) -> Who:
    name, url = _text(mention, "acct"), _text(mention, "url")
    if name and "@" not in name:
        name = f"{name}@{urlsplit(url).netloc or host}"
    if not (name or url):
        raise ValueError("it mentions nobody")
    return Who("mastodon", mastodon(name or url))


def _address(uri: Any) -> str:
    if not isinstance(uri, str) or not uri.startswith(("http://", "https://")):
        raise ValueError("it has no address")
    return uri


def _text(value: Any, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


SOURCE = Source("mastodon-statuses", "Mastodon posts (JSON)", identify, extract)
