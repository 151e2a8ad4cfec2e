"""The nouns: what a file can hold, before anybody knows whose it is.

Moments are epoch microseconds UTC (`int`); days are proleptic ordinals of the course's local date.
Values that come a million at a time are named tuples: a frozen dataclass costs five times as much to make.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Kind(StrEnum):
    """What somebody did in public."""

    POST = "post"
    COMMENT = "comment"
    TWEET = "tweet"
    REPOST = "repost"


class Purpose(StrEnum):
    """What an act or a stretch of time was for."""

    COURSEWORK = "coursework"
    LEISURE = "leisure"
    UNKNOWN = "unknown"


class Evidence(StrEnum):
    """How minutes are known, strongest first; a file can bring only the first two."""

    MEASURED = "measured"
    SELF_REPORTED = "self-reported"
    UNPLACED = "unplaced"
    ESTIMATED = "estimated"


class Role(StrEnum):
    """What somebody is in the class."""

    INSTRUCTOR = "instructor"
    ASSISTANT = "assistant"
    STUDENT = "student"


class State(StrEnum):
    """What a number is worth."""

    OK = "ok"
    TOO_LITTLE = "too little to say"
    NO_DATA = "no data"
    PENDING = "pending"


class Who(NamedTuple):
    """Somebody as a file names them; every part may be empty, at least one is not.

    `platform` is the roster column the handle belongs to (`x`, `mastodon`, `blog`, …) or empty where the
    file says only "somebody": then `handle` may be any name, address or handle of the roster.
    `site` is a blog address they signed with. `email` is used to match and never stored in the clear.
    `alias` is another handle of the same account, where `handle` is the one that never changes (Bluesky's DID).
    """

    platform: str = ""
    handle: str = ""
    name: str = ""
    email: str = ""
    site: str = ""
    alias: str = ""


class Account(NamedTuple):
    """Somebody as files name them, as the record keeps it; `spelling` is what is compared."""

    id: int
    platform: str
    spelling: str
    handle: str
    name: str
    mail_key: str
    site: str
    alias: str = ""


class Act(NamedTuple):
    """One public act; `ref` is its identity at its source, the same in every export that holds it.

    `parent` is the `ref` of the item it answers, empty where it answers none. `to` holds everybody it
    names besides that item's author. `tags` are categories and tags; hashtags are read from `text`.
    """

    ref: str
    author: Who
    kind: Kind
    moment: int
    platform: str = ""
    text: str = ""
    title: str = ""
    parent: str = ""
    to: tuple[Who, ...] = ()
    tags: tuple[str, ...] = ()
    purpose: str = ""
    url: str = ""


class TimeEntry(NamedTuple):
    """A stretch of time (`start`, `end`), or minutes on a `day` whose place in the day is not known."""

    ref: str
    student: Who
    start: int | None
    end: int | None
    day: int | None
    minutes: float | None
    evidence: Evidence
    purpose: str = ""
    platform: str = ""
    activity: str = ""
    meant_to_work: bool = False


class Visit(NamedTuple):
    """Somebody was on a platform at a moment, and nobody knows for how long: a page opened, a film begun.

    No act, for it says nothing to anybody; together with the acts it shapes the estimated sessions.
    """

    ref: str
    student: Who
    moment: int
    platform: str
    purpose: str = ""


class TrackerSpan(NamedTuple):
    """A tracker was watching from `start` to `end`: inside it, silence is zero."""

    student: Who
    start: int
    end: int


class RosterRow(NamedTuple):
    """Somebody of the class; `accounts` are (column, value) pairs as written.

    `email` is the identity: an address, or a login where a platform's list has no addresses. A row that is not
    `complete` adds accounts to somebody known and fills in what is blank; it takes nothing away. `joined` is the
    day since which they are in the class, None: from the beginning.
    """

    email: str
    name: str
    role: str
    section: str
    accounts: tuple[tuple[str, str], ...]
    complete: bool = True
    joined: int | None = None


class Covers(NamedTuple):
    """For whom, for which kinds and from when to when a file would show an act if there was one.

    `who` None means everybody who wrote something in the file. `since` None is "from the beginning";
    `until` None is "to the end of the data". `cut_short`: what lies before `since` was left out by the source.
    """

    kinds: frozenset[Kind]
    who: Who | None = None
    since: int | None = None
    until: int | None = None
    cut_short: bool = False


class Skip(NamedTuple):
    """Something left out on purpose, with the reason that the load report counts."""

    reason: str


class Reject(NamedTuple):
    """Something that could not be read: the place in the file, and why."""

    where: str
    why: str


class Note(NamedTuple):
    """A sentence the load report should say about a file."""

    text: str


Found = Act | TimeEntry | Visit | TrackerSpan | RosterRow | Covers | Skip | Reject | Note

ALL_KINDS = frozenset(Kind)
# Accounts that a class's own platform gives (`email`: a further address); a roster without them takes none away.
GIVEN_BY_PLATFORMS = frozenset({"canvas", "blackboard", "oneroster", "sis", "login", "email"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster; `email` in lower case is the identity that commands print.

    `accounts` maps (platform, canonical spelling) to the value as written; `joined` as in `RosterRow`.
    """

    id: int
    email: str
    name: str
    role: str
    section: str
    accounts: Mapping[tuple[str, str], str]
    joined: int | None = None
