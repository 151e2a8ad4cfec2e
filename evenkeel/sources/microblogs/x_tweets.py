"""One record of an X archive as an act: links expanded, long posts whole, reposts and quotes told apart."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from evenkeel.model import Act, Kind, Who
from evenkeel.sources.reading.moments import iso_moment, twitter_moment
from evenkeel.text import mentions

_SECOND = 1_000_000
_REPOST = re.compile(r"RT @(\w+):", re.ASCII)
_STATUS = re.compile(r"https?://(?:\w+\.)?(?:x|twitter)\.com/(\w+)/status(?:es)?/\d+", re.ASCII)
_TAIL = re.compile(r"(?:\s*https://t\.co/\w+)*\s*$", re.ASCII)
_GREETING = re.compile(r"(?:@\w+\s+)*", re.ASCII)

Record = dict[str, Any]
# As it stands in a text, and what it stands for.
Link = tuple[str | None, str | None]


class LongPosts:
    """The full texts of posts cut off in tweets.js; they bear other ids, so second and start must fit."""

    def __init__(self, notes: Iterable[Record]) -> None:
        self._by_second: dict[int, list[tuple[str, Record]]] = defaultdict(list)
        self.left = 0
        for note in notes:
            core = note.get("core")
            core = core if isinstance(core, dict) else {}
            self._by_second[_second(note)].append((unescape(str(core.get("text", ""))), core))
            self.left += 1

    def whole(self, moment: int, text: str) -> tuple[str, list[Record]] | None:
        """Return the full text and its links for a text that may be cut off, None if there is none."""
        candidates = self._by_second.get(moment // _SECOND)
        if not candidates:
            return None
        begun = _TAIL.sub("", text).removesuffix("…").rstrip()
        greeting = _GREETING.match(begun)
        names = greeting[0] if greeting else ""
        for found in candidates:
            full, core = found
            own = begun if full.startswith(begun) else begun[len(names) :]
            if own and full.startswith(own):
                candidates.remove(found)
                self.left -= 1
                # The people a reply is to stand before the text in tweets.js only.
                return (full if own is begun else names + full), core.get("urls") or []
        return None


class People:
    """Names people of X by their handles, each made once."""

    def __init__(self) -> None:
        self._known: dict[str, Who] = {}

    def who(self, handle: str) -> Who:
        """Return somebody; @user@host is how people point to the fediverse, for X has no such handles."""
        found = self._known.get(handle)
        if found is None:
            plain = handle.casefold()
            found = self._known[handle] = Who("mastodon" if "@" in plain else "x", plain)
        return found

    def addressees(self, text: str, answered: str | None, links: list[Link]) -> Iterator[Who]:
        """Name whom a post answers, whom it mentions, and whose posts it quotes."""
        if answered:
            yield self.who(answered)
        for handle in mentions(text):
            yield self.who(handle)
        for _, expanded in links:
            quoted = _STATUS.match(expanded or "")
            if quoted and quoted[1] != "i":  # x.com/i/… is an address without a name
                yield self.who(quoted[1])


def written_out(text: str, links: list[Link], pictures: Iterable[Link]) -> str:
    """Return a text with its short links as what they stand for, and without those of its pictures."""
    for short, _ in pictures:
        text = text.replace(short or "\0", "")
    for short, expanded in links:
        if short and expanded:
            text = text.replace(short, expanded)
    return text.strip()


class Tweets:
    """Turns records into acts of one author."""

    def __init__(self, author: Who, long_posts: LongPosts) -> None:
        self._author = author
        self._page = f"https://x.com/{author.handle if author.platform == 'x' else 'i'}/status/"
        self._long_posts = long_posts
        self._people = People()

    def act(self, tweet: Record) -> Act:
        """Read one record; ValueError, KeyError, TypeError or AttributeError where it is none."""
        number = str(tweet.get("id_str") or tweet["id"])
        moment = twitter_moment(tweet["created_at"])
        text: str = tweet["full_text"] if "full_text" in tweet else tweet["text"]
        repost = _REPOST.match(text) if text.startswith("RT @") else None
        if repost:
            to: tuple[Who, ...] = (self._people.who(repost[1]),)
            return Act(f"x:{number}", self._author, Kind.REPOST, moment, "x", to=to, url=self._page + number)
        if "&" in text:
            text = unescape(text)
        entities = tweet.get("entities") or {}
        links = [(link.get("url"), link.get("expanded_url")) for link in entities.get("urls") or ()]
        whole = self._long_posts.whole(moment, text)
        if whole:
            text = whole[0]
            links += [(link.get("shortUrl"), link.get("expandedUrl")) for link in whole[1]]
        answered = tweet.get("in_reply_to_status_id_str") or tweet.get("in_reply_to_status_id")
        addressed = dict.fromkeys(self._people.addressees(text, tweet.get("in_reply_to_screen_name"), links))
        pictures = [(link.get("url"), None) for link in entities.get("media") or ()]
        return Act(
            f"x:{number}",
            self._author,
            Kind.TWEET,
            moment,
            "x",
            written_out(text, links, pictures),
            "",
            f"x:{answered}" if answered else "",
            tuple(addressed),
            (),
            "",
            self._page + number,
        )


def _second(note: Record) -> int:
    """Read 2026-03-06T13:02:05.000Z to the second; 0, which fits no post, where it cannot be read."""
    return (iso_moment(note.get("createdAt")) or 0) // _SECOND
