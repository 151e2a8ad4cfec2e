"""One collected tweet as an act, of X's interface 1.1 or 2; named as in the X archive of whoever wrote it."""

import re
from html import unescape
from typing import Any, NamedTuple

from evenkeel.model import Act, Kind, Who
from evenkeel.sources.microblogs.x_tweets import Link, People, written_out
from evenkeel.sources.reading.moments import iso_moment, twitter_moment

_REPOSTED = re.compile(r"RT @(\w+):", re.ASCII)

Record = dict[str, Any]


class Hidden(Exception):
    """The tweet is one that only its author's followers could see."""


class Tweet(NamedTuple):
    """What both interfaces tell of a tweet.

    `answers` and `reposts` are numbers of tweets, empty for none; `to` are handles, the answered person's first.
    """

    number: str
    handle: str
    name: str
    when: str
    text: str
    links: list[Link]
    pictures: list[Link]
    answers: str = ""
    to: tuple[str, ...] = ()
    reposts: str = ""
    reposted: str = ""


class Included:
    """What pages bring beside their tweets: the people and tweets that those point to."""

    def __init__(self) -> None:
        self.users: dict[str, Record] = {}
        self.tweets: dict[str, Record] = {}
        self.people = People()

    def learn(self, includes: Any) -> None:
        """Take in what a page includes; later pages may point to it too."""
        for key, held in (("users", self.users), ("tweets", self.tweets)):
            listed = includes.get(key) if isinstance(includes, dict) else None
            for one in listed if isinstance(listed, list) else ():
                if isinstance(one, dict) and isinstance(one.get("id"), str):
                    held[one["id"]] = one

    def author(self, tweet: Record) -> Record:
        """Return who wrote a tweet: what it says itself, or what its page includes."""
        found = tweet.get("author") or tweet.get("user") or self.users.get(_text(tweet, "author_id"))
        return found if isinstance(found, dict) else {}

    def handle(self, tweet: Record) -> str:
        """Return the handle of who wrote a tweet, empty where nothing tells."""
        who = self.author(tweet)
        return _text(who, "username") or _text(who, "screen_name")


def act(record: Record, included: Included) -> Act:
    """Make an act of a tweet; ValueError, KeyError, TypeError or AttributeError where it is none, or Hidden."""
    author = included.author(record)
    if author.get("protected") is True:
        raise Hidden
    old = "user" in record or "id_str" in record
    tweet = _version_1(record, included) if old else _version_2(record, included)
    if not (tweet.number.isdecimal() and tweet.handle):
        raise ValueError("it does not say who wrote it" if tweet.number else "it has no number")
    when = twitter_moment(tweet.when) if old else iso_moment(tweet.when)
    if when is None:
        raise ValueError("it has no date")
    who, people = Who("x", tweet.handle.casefold(), tweet.name), included.people
    page = f"https://x.com/{who.handle}/status/{tweet.number}"
    text = written_out(tweet.text, tweet.links, tweet.pictures)
    if tweet.reposts:
        by = tuple(map(people.who, filter(None, (tweet.reposted,))))
        return Act(f"x:{tweet.number}", who, Kind.REPOST, when, "x", text, "", f"x:{tweet.reposts}", by, url=page)
    first = tweet.to[0] if tweet.to else None
    addressed = [*people.addressees(tweet.text, first, tweet.links), *map(people.who, tweet.to[1:])]
    parent = f"x:{tweet.answers}" if tweet.answers else ""
    to = tuple(dict.fromkeys(addressed))
    return Act(f"x:{tweet.number}", who, Kind.TWEET, when, "x", text, "", parent, to, url=page)


def _version_1(record: Record, included: Included) -> Tweet:
    author = included.author(record)
    reposted, quoted = _record(record, "retweeted_status"), _record(record, "quoted_status")
    source = reposted or record
    # A text cut off at 140 characters has the whole one beside it.
    whole = _record(source, "extended_tweet")
    text = _text(whole, "full_text") or _text(source, "full_text") or _text(source, "text")
    links, pictures = _links(_record(whole, "entities") or _record(source, "entities"))
    answered = record.get("in_reply_to_status_id_str") or record.get("in_reply_to_status_id")
    to = [_text(record, "in_reply_to_screen_name"), included.handle(quoted)]
    return Tweet(
        str(record.get("id_str") or record["id"]),
        _text(author, "screen_name"),
        _text(author, "name"),
        record["created_at"],
        unescape(text),
        links,
        pictures,
        _number(answered),
        tuple(filter(None, to)),
        _number(reposted.get("id_str") or reposted.get("id")),
        included.handle(reposted),
    )


def _version_2(record: Record, included: Included) -> Tweet:
    author = included.author(record)
    pointed = {one["type"]: one for one in record.get("referenced_tweets") or ()}
    known = {kind: {**included.tweets.get(str(one.get("id")), {}), **one} for kind, one in pointed.items()}
    answered, quoted, reposted = (known.get(kind, {}) for kind in ("replied_to", "quoted", "retweeted"))
    source = reposted or record
    long = _record(source, "note_tweet")
    text = _text(long, "text") or _text(source, "text")
    links, pictures = _links(_record(long, "entities") or _record(source, "entities"))
    start = _REPOSTED.match(record["text"])
    return Tweet(
        _number(record.get("id")),
        _text(author, "username"),
        _text(author, "name"),
        _text(record, "created_at"),
        unescape(text),
        links,
        pictures,
        _number(answered.get("id")),
        tuple(filter(None, (_answered(record, answered, included), included.handle(quoted)))),
        _number(reposted.get("id")),
        included.handle(reposted) or (start[1] if start else ""),
    )


def _answered(record: Record, answered: Record, included: Included) -> str:
    """Return the handle of whom a tweet of interface 2 answers."""
    who = record.get("in_reply_to_user") or included.users.get(_text(record, "in_reply_to_user_id"))
    return _text(who, "username") or included.handle(answered)


def _links(entities: Record) -> tuple[list[Link], list[Link]]:
    """Return a text's links and those of its pictures, which interface 2 lists among the others."""
    listed = entities.get("urls") or ()
    shown = [*(entities.get("media") or ()), *(one for one in listed if "media_key" in one)]
    links = [(one.get("url"), one.get("expanded_url")) for one in listed if "media_key" not in one]
    return links, [(one.get("url"), None) for one in shown]


def _record(value: Any, key: str) -> Record:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _text(value: Any, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def _number(value: object) -> str:
    return str(value) if str(value).isdecimal() else ""
