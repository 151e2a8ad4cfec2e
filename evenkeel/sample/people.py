"""The invented people of the class, and where their accounts are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from random import Random

from evenkeel.sample.nouns import Blog, Hours, Micro, Part, Person, Story

SOCIAL_HOST = "social.example.org"

NAMES = (
    "Anna Lindqvist",
    "Babajide Okafor",
    "Chiara Bellandi",
    "Dmitri Volkonin",
    "Elena Ruvalcaba",
    "Farid Nazaryan",
    "Grace Whitcombe",
    "Hamza Qureshani",
    "Ingrid Solheimdal",
    "Jae-won Parkhurst",
    "Kavita Ramanujan",
    "Liam O'Donnabhain",
    "Mei Tanakawa",
    "Nomvula Dlaminthi",
    "Oskar Wisniewiec",
    "Priya Chandrasekar",
    "Quentin Marchebois",
    "Rosa Quispemayta",
    "Sami Haddadine",
    "Tala Mahmoudeh",
    "Umut Karadagli",
    "Valentina Orejuelos",
    "Wairimu Njeringa",
    "Zoë Vandermeerse",
)
MORE_FIRST = (
    "Amara",
    "Bruno",
    "Camila",
    "Daniyar",
    "Esther",
    "Felipe",
    "Gulnara",
    "Hiroko",
    "Ioana",
    "Jonas",
    "Kwame",
    "Leilani",
    "Mateo",
    "Nadia",
    "Olamide",
    "Petra",
    "Rahim",
    "Saoirse",
    "Thabo",
    "Ximena",
    "Yusuf",
    "Zanele",
)
MORE_LAST = (
    "Abernethwaite",
    "Bakareh",
    "Castellanza",
    "Delacroisse",
    "Eskandarni",
    "Fonsecado",
    "Grimaldesi",
    "Hoangviet",
    "Ivanchenkov",
    "Jurjevics",
    "Kimuraki",
    "Lopezarte",
    "Mbekwane",
    "Nielsgaard",
    "Obuasare",
)
INSTRUCTOR = "Ruth Amsterling"
OUTSIDERS = ("Harriet Pellworth", "Old Mill Bakery")

# The first eight tell all six stories a class has, so a class of eight is already complete.
PARTS = (
    Part(Story.BROADCASTER, Blog.WXR, Micro.X, Hours.TRACKER, 2.2, 0.12, 0.0, 6.0, 0.0, 0.03),
    Part(Story.TWO_WAY, Blog.PAIR, Micro.X, Hours.TRACKER, 1.1, 3.2, 0.97, 3.5, 0.85, 2.0),
    Part(Story.CROSSER, Blog.TAKEOUT, Micro.MASTODON_ZIP, Hours.TRACKER),
    Part(Story.NO_TRACKER, Blog.LEGACY, Micro.X, Hours.NONE, 1.1, 2.0, 0.7),
    Part(Story.CUT_FEED, Blog.CUT_RSS, Micro.NONE, Hours.DIARY, 2.0, 1.6, 0.5),
    Part(Story.SILENT, Blog.WXR, Micro.NONE, Hours.NONE, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    Part(Story.LATE_SLIDE, Blog.RSS, Micro.X, Hours.TRACKER, 1.0, 0.9, 0.3, 3.5, 0.2),
    Part(Story.OWN_WORDS, Blog.FORUM, Micro.NONE, Hours.DIARY, 1.0, 1.4, 0.6),
    Part(Story.RELAPSE, Blog.WXR, Micro.MASTODON_TAR, Hours.TRACKER, 1.0, 1.3, 0.5, 3.0, 0.4),
    Part(Story.AHEAD, Blog.WXR, Micro.X, Hours.TRACKER, 1.0, 2.2, 0.8, 2.0, 0.6),
    Part(Story.OVER_BREAK, Blog.LEGACY, Micro.X, Hours.TRACKER, 1.0, 0.6, 0.2, 5.0, 0.1, 0.6),
    Part(Story.ORDINARY, Blog.WXR, Micro.OUTBOX, Hours.DIARY, 1.0, 1.8, 0.75, 2.0, 0.6),
    Part(Story.ONE_OFF, Blog.TAKEOUT, Micro.X, Hours.TRACKER, 1.0, 1.6, 0.6, 2.5, 0.5),
    Part(Story.ORDINARY, Blog.ATOM, Micro.NONE, Hours.TRACKER, 1.1, 1.8, 0.8),
    Part(Story.ORDINARY, Blog.WXR, Micro.BLUESKY, Hours.NONE, 1.0, 0.9, 0.3, 4.0, 0.25, 0.7, films=5),
    Part(Story.ORDINARY, Blog.FORUM, Micro.X, Hours.DIARY, 1.0, 1.2, 0.45, 3.5, 0.25, 0.8),
    Part(Story.GIVER, Blog.WXR, Micro.X, Hours.TOGGL, 0.9, 4.4, 0.5, 1.5, 0.5, 0.05),
    Part(Story.RECEIVER, Blog.RSS, Micro.NONE, Hours.NONE, 1.4, 0.25, 0.08, 0.0, 0.0, 3.0, films=4),
    Part(Story.ORDINARY, Blog.WXR, Micro.X, Hours.TRACKER_THEN_DIARY, 1.0, 1.7, 0.7, 2.0, 0.5),
    Part(Story.QUIET, Blog.TAKEOUT, Micro.NONE, Hours.NONE, 0.28, 0.1, 0.1, 0.0, 0.0, 0.15),
    Part(Story.ORDINARY, Blog.LEGACY, Micro.BLUESKY, Hours.TRACKER, 1.0, 1.5, 0.6, 2.0, 0.4),
    Part(Story.ORDINARY, Blog.ATOM, Micro.X, Hours.DIARY, 1.0, 1.9, 0.8, 1.5, 0.7),
    Part(Story.GAP, Blog.FORUM, Micro.MASTODON_ZIP, Hours.TRACKER, 1.0, 0.8, 0.25, 3.5, 0.15, 0.7),
    Part(Story.ORDINARY, Blog.WXR, Micro.BLUESKY, Hours.NONE, 1.0, 1.4, 0.5, 2.0, 0.5),
)
# The nickname belongs to somebody without time data, so that no flag waits for a match made by hand.
NICKNAMED, NICKNAME = 3, "nightowl_writes"
INSTRUCTOR_PART = Part(Story.ORDINARY, Blog.FORUM, Micro.NONE, Hours.NONE, 0.8, 2.5, 0.4, 0.0, 0.0, 0.0)


def people(students: int, seed: int) -> list[Person]:
    """The students in roster order, then the instructor."""
    rng = Random(f"{seed}:people")
    names = list(NAMES)
    rng.shuffle(names)
    names.extend(name for name in _more_names(rng) if name not in names)
    cast = [_student(name, _part(at, rng), at) for at, name in enumerate(names[:students])]
    slug = _slug(INSTRUCTOR)
    teacher = Person(INSTRUCTOR, f"{slug}@example.org", "instructor", "", slug, INSTRUCTOR_PART)
    return [*sorted(cast, key=lambda person: person.slug), teacher]


def _more_names(rng: Random) -> Iterator[str]:
    pairs = [f"{first} {last}" for first in MORE_FIRST for last in MORE_LAST]
    rng.shuffle(pairs)
    return iter(pairs)


def _part(at: int, rng: Random) -> Part:
    if at < len(PARTS):
        return PARTS[at]
    return rng.choice([part for part in PARTS if part.story in (Story.ORDINARY, Story.ONE_OFF, Story.GIVER)])


def _student(name: str, part: Part, at: int) -> Person:
    slug = _slug(name)
    handle = slug.replace(".", "_")
    micro = part.micro
    return Person(
        name,
        f"{slug}@example.org",
        "student",
        "310-01" if at % 2 else "310-02",
        slug,
        part,
        blog=_address(slug, part.blog),
        x=f"{handle[:9]}_p310" if micro is Micro.X else "",
        mastodon=f"@{handle}@{SOCIAL_HOST}" if micro in (Micro.MASTODON_ZIP, Micro.MASTODON_TAR, Micro.OUTBOX) else "",
        bluesky=f"{slug.replace('.', '-')}.example.org" if micro is Micro.BLUESKY else "",
        nickname=NICKNAME if at == NICKNAMED else "",
    )


def _address(slug: str, blog: Blog) -> str:
    host = slug.replace(".", "-")
    if blog in (Blog.LEGACY, Blog.TAKEOUT):
        return f"https://{host}-notes.example.org"
    if blog in (Blog.RSS, Blog.ATOM):
        return f"https://blogs.example.org/{host}"
    return "" if blog in (Blog.FORUM, Blog.NONE) else f"https://{host}.example.org"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return ".".join("".join(letter for letter in word if letter.isalnum()) for word in plain.split())
