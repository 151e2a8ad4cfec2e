"""What the invented class is made of: people with their parts, acts, stretches of time, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Story(StrEnum):
    """What a student's term is about."""

    BROADCASTER = "broadcaster"
    TWO_WAY = "steady two-way"
    CROSSER = "crosses the line and comes back"
    NO_TRACKER = "no tracker"
    CUT_FEED = "feed cut short"
    SILENT = "silent"
    LATE_SLIDE = "over the line at the end"
    OWN_WORDS = "self-reported only"
    RELAPSE = "over the line twice"
    AHEAD = "works ahead, then rests"
    OVER_BREAK = "over the line around the break"
    GAP = "over the line, with an untracked week between"
    ONE_OFF = "one bad week"
    GIVER = "gives more than comes back"
    RECEIVER = "is asked a lot, answers little"
    QUIET = "says little"
    ORDINARY = "ordinary"


class Blog(StrEnum):
    """How a student's blog reaches the inbox."""

    WXR = "wordpress export"
    PAIR = "wordpress export and feed"
    RSS = "wordpress feed"
    CUT_RSS = "wordpress feed, newest ten only"
    ATOM = "wordpress atom feed"
    LEGACY = "blogger backup"
    TAKEOUT = "blogger takeout"
    FORUM = "class forum"
    NONE = "none"


class Micro(StrEnum):
    """How a student's microblog reaches the inbox."""

    X = "x archive"
    MASTODON_ZIP = "mastodon zip"
    MASTODON_TAR = "mastodon tar.gz"
    OUTBOX = "mastodon outbox.json"
    BLUESKY = "bluesky repository"
    NONE = "none"


class Hours(StrEnum):
    """How a student's time is recorded."""

    TRACKER = "activitywatch"
    DIARY = "diary"
    TRACKER_THEN_DIARY = "activitywatch, then diary"
    TOGGL = "toggl"
    NONE = "none"


class Kind(StrEnum):
    """The four kinds of public acts."""

    POST = "post"
    COMMENT = "comment"
    TWEET = "tweet"
    REPOST = "repost"


@dataclass(frozen=True, slots=True)
class Part:
    """The part a student plays: where they write and how much, in acts a week; `films` at most an evening."""

    story: Story
    blog: Blog
    micro: Micro
    hours: Hours
    posts: float = 1.0
    comments: float = 1.6
    answers: float = 0.6
    tweets: float = 2.5
    talk: float = 0.5
    draw: float = 1.0
    films: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """One invented member of the class; account fields are empty where there is no account."""

    name: str
    email: str
    role: str
    section: str
    slug: str
    part: Part
    blog: str = ""
    x: str = ""
    mastodon: str = ""
    bluesky: str = ""
    nickname: str = ""

    @property
    def network(self) -> str:
        """The platform of this person's microblog, or an empty string."""
        return "x" if self.x else "mastodon" if self.mastodon else "bluesky" if self.bluesky else ""


@dataclass(frozen=True, slots=True)
class Act:
    """One public act; `author` is a roster e-mail or an outsider's name, `parent` another act's key."""

    key: int
    kind: Kind
    author: str
    at: datetime
    venue: str
    text: tuple[str, ...]
    title: str = ""
    labels: tuple[str, ...] = ()
    parent: int | None = None
    mentions: tuple[str, ...] = ()
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One planned stretch of time; without `end`, `minutes` stand for a day and no clock time is known."""

    student: str
    start: datetime
    end: datetime | None
    minutes: float
    activity: str
    platform: str
    purpose: str
    measured: bool
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """One file of the class: its path below the course folder, its bytes, what a reader must skip in it."""

    path: str
    data: bytes
    skipped: Mapping[str, int] = field(default_factory=dict)
