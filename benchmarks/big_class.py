"""A class of any size as acts.csv, time.csv, roster.csv and course.yaml; the same size gives the same bytes.

Fifteen weeks from Monday 2026-01-12 in New York, week 9 a break, clocks forward on 8 March. People have some
twenty friends whose latest items they answer, repost or mention, and they come back to what was said to them;
one act in a hundred is the instructor's, one an outsider's. Everybody and every word is invented.

    python -m benchmarks.big_class DIR [--acts N] [--students N] [--entries N] [--seed N]
"""

import argparse
import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

ACT_COLUMNS = (
    *("id", "author", "kind", "at", "text", "platform"),
    *("in_reply_to", "to", "tags", "purpose", "url"),
)
TIME_COLUMNS = (
    *("student", "start", "end", "minutes", "activity"),
    *("platform", "purpose", "meant_to_work", "evidence"),
)
WEEKS, BREAK = 15, 9
# On the course's own clock, as the files write it.
FIRST_DAY = datetime(2026, 1, 12)  # noqa: DTZ001
AFTER_TERM = datetime(2026, 5, 4)  # noqa: DTZ001
INSTRUCTOR = "tess.ward@example.org"
FRIENDS, OUTSIDERS, KEPT = 20, 200, 4
COURSE = """\
# An invented course; every name and address in this folder is made up.
title: "A class for measuring"
timezone: America/New_York
starts_on: 2026-01-12
weeks: 15
breaks: [9]
class_tags: [prclass]
purposes: {wordpress: coursework, forum: coursework, x: leisure, mastodon: unknown, youtube: leisure}
schedule:
  - {exercise: weekly-blog-post, every: week, release: "Mon 09:00", due: "Fri 23:59"}
  - {exercise: comments-on-classmates, every: week, release: "Mon 09:00", due: "Sun 23:59"}
  - {exercise: local-news-item, release: "2026-02-02T09:00", due: "2026-02-13"}
  - {exercise: video, release: "2026-03-23T09:00", due: "2026-04-03"}
study_blocks:
  - {days: [Tue, Thu], from: "10:00", to: "11:15"}
"""
# How busy each hour of the day is, from midnight on.
HOURS = (3, 1, 1, 1, 1, 1, 2, 4, 6, 9, 10, 10, 9, 9, 10, 11, 11, 10, 10, 12, 14, 14, 11, 7)
SOME_WORDS = """
the a of to and in that it with for on this was they who said about public people company answer post reply
campaign customers reporter question story brand crisis apology channel audience honest silence week class
reading example source idea doubt number evidence local council library ferry market kitchen garden weather
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a class is."""

    acts: int = 1_000_000
    students: int = 2_000
    entries: int = 60_000
    seed: int = 7


@dataclass(slots=True)
class Person:
    """Somebody who writes: whom they know, their latest items, and what was lately said to them."""

    name: str
    handle: str
    friends: list["Person"]
    items: deque[tuple[str, "Person"]]
    said_to: deque[tuple[str, "Person"]]


def write(folder: Path, size: Size = Size()) -> Path:  # frozen
    """Write the course folder and return it."""
    rng = Random(size.seed)
    (folder / "inbox").mkdir(parents=True, exist_ok=True)
    (folder / "course.yaml").write_text(COURSE, "utf-8")
    students = [_person(f"student{n}@example.org", f"student_{n}") for n in range(1, size.students + 1)]
    _table(folder / "roster.csv", ["name", "email", "role", "section", "x"], _roster(students))
    for person in students:
        person.friends = rng.sample(students, min(FRIENDS, len(students)))
    _table(folder / "inbox" / "acts.csv", ACT_COLUMNS, _Acts(rng, students, size).rows())
    _table(folder / "inbox" / "time.csv", TIME_COLUMNS, _entries(rng, students, size))
    return folder


def _person(name: str, handle: str) -> Person:
    return Person(name, handle, [], deque(maxlen=KEPT), deque(maxlen=KEPT))


def _table(path: Path, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _roster(students: list[Person]) -> Iterator[tuple[str, ...]]:
    for n, person in enumerate(students, 1):
        yield f"Student Number {n}", person.name, "student", "AB"[n % 2], person.handle
    yield "Tess Ward", INSTRUCTOR, "instructor", "", "tess_ward"


class _Acts:
    """The conversation, act after act in order of time."""

    def __init__(self, rng: Random, students: list[Person], size: Size) -> None:
        self.rng, self.students, self.size = rng, students, size
        self.instructor = _person(INSTRUCTOR, "tess_ward")
        self.instructor.friends = students
        self.outsiders = [_person(f"outsider_{n}", f"outsider_{n}") for n in range(OUTSIDERS)]
        for outsider in self.outsiders:
            outsider.friends = rng.sample(students, min(5, len(students)))
        self.text = " ".join(rng.choices(SOME_WORDS.split(), k=50_000))
        self.kinds = {
            "tweet": (42, self.tweet),
            "comment": (33, self.comment),
            "post": (14, self.post),
            "repost": (11, self.repost),
        }

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows of acts.csv."""
        rng = self.rng
        busy = list(accumulate(rng.lognormvariate(0, 0.6) for _ in self.students))
        authors = rng.choices(self.students, cum_weights=busy, k=self.size.acts)
        weights, writers = zip(*self.kinds.values(), strict=True)
        chosen = rng.choices(writers, weights, k=self.size.acts)
        for n, (at, author, write_act) in enumerate(zip(self.moments(), authors, chosen, strict=True)):
            lot = rng.random()
            if lot < 0.02:
                author = self.instructor if lot < 0.01 else rng.choice(self.outsiders)
            yield write_act(f"a{n}", author, at)

    def moments(self) -> list[str]:
        """Draw when acts happen, in order: few in the break, most in the evening."""
        rng, many = self.rng, self.size.acts
        weeks = rng.choices(range(WEEKS), [1 if week + 1 == BREAK else 10 for week in range(WEEKS)], k=many)
        hours = rng.choices(range(24), HOURS, k=many)
        seconds = sorted(
            ((week * 7 + rng.randrange(7)) * 24 + hour) * 3600 + rng.randrange(3600)
            for week, hour in zip(weeks, hours, strict=True)
        )
        return [(FIRST_DAY + timedelta(seconds=second)).isoformat() for second in seconds]

    def words(self, low: int, high: int) -> str:
        """Cut some words' worth of text, five or six letters a word, at a blank."""
        start = self.rng.randrange(len(self.text) - 6 * high)
        cut = self.text[start : start + 6 * self.rng.randint(low, high)]
        return cut[cut.find(" ") + 1 : cut.rfind(" ")]

    def post(self, ref: str, author: Person, at: str) -> tuple[str, ...]:
        """Write a blog post, half of them for this week's task."""
        lot = self.rng.random()
        chances = ((0.5, "weekly-blog-post"), (0.55, "local-news"), (0.7, "prclass"), (1, ""))
        tags = next(tag for chance, tag in chances if lot < chance)
        author.items.append((ref, author))
        return ref, author.name, "post", at, self.words(60, 160), "wordpress", "", "", tags, "", ""

    def tweet(self, ref: str, author: Person, at: str) -> tuple[str, ...]:
        """Write a status: an answer to what was said, a word to friends, or one to nobody in particular."""
        rng, lot, text, parent = self.rng, self.rng.random(), self.words(8, 35), ""
        if lot < 0.4 and author.said_to:
            parent, other = author.said_to.pop()
            other.said_to.append((ref, author))
        elif lot < 0.65:
            friends = rng.sample(author.friends, min(rng.randint(1, 2), len(author.friends)))
            text = " ".join([*(f"@{friend.handle}" for friend in friends), text])
            for friend in friends:
                friend.said_to.append((ref, author))
        elif lot < 0.69:
            text = f"@{rng.choice(self.outsiders).handle} {text}"
        elif lot < 0.8:
            text = f"{text} #prclass"
        author.items.append((ref, author))
        purpose, platform = "leisure" if rng.random() < 0.05 else "", "x" if lot < 0.7 else "mastodon"
        return ref, author.name, "tweet", at, text, platform, parent, "", "", purpose, ""

    def comment(self, ref: str, author: Person, at: str) -> tuple[str, ...]:
        """Comment on something said to the author, or on a friend's latest item."""
        parent, other = self.item(author)
        other.said_to.append((ref, author))
        author.items.append((ref, author))
        tags = "comments-on-classmates" if self.rng.random() < 0.3 else ""
        to = INSTRUCTOR if self.rng.random() < 0.02 else ""
        return ref, author.name, "comment", at, self.words(8, 45), "forum", parent, to, tags, "", ""

    def repost(self, ref: str, author: Person, at: str) -> tuple[str, ...]:
        """Pass a friend's item on."""
        parent, _ = self.item(author)
        return ref, author.name, "repost", at, "", "x", parent, "", "", "", ""

    def item(self, author: Person) -> tuple[str, Person]:
        """Choose what to answer: now and then something said to the author, else a friend's latest item."""
        if author.said_to and self.rng.random() < 0.3:
            return author.said_to.pop()
        friend = self.rng.choice(author.friends)
        return self.rng.choice(friend.items) if friend.items else ("", friend)


def _entries(rng: Random, students: list[Person], size: Size) -> Iterator[tuple[str, ...]]:
    """Yield the rows of time.csv: half a tracker's, most others a diary's, some without an hour."""
    for _ in range(size.entries):
        lot, day, hour = rng.random(), rng.randrange(7 * WEEKS), rng.choices(range(24), HOURS)[0]
        start = FIRST_DAY + timedelta(days=day, hours=hour, minutes=rng.randrange(60))
        platform = rng.choice(("youtube", "x", "instagram", "forum", ""))
        purpose = rng.choice(("coursework", "leisure", "", ""))
        meant = "yes" if rng.random() < 0.04 else ""
        minutes = rng.randint(5, 150)
        end = (start + timedelta(minutes=minutes)).isoformat(" ") if lot < 0.5 else ""
        begun = start.date().isoformat() if lot > 0.85 else start.isoformat(" ")
        evidence = "measured" if lot < 0.5 or lot > 0.98 else "self-reported"
        told = "" if end else str(minutes)
        yield rng.choice(students).name, begun, end, told, "", platform, purpose, meant, evidence


def options() -> argparse.ArgumentParser:
    """Describe a size on the command line, for all benchmarks."""
    parser = argparse.ArgumentParser()
    for name, value in (("acts", 1_000_000), ("students", 2_000), ("entries", 60_000), ("seed", 7)):
        parser.add_argument(f"--{name}", type=int, default=value, metavar="N")
    return parser


def made(chosen: argparse.Namespace, scratch: Path) -> Path:
    """Write the class that was asked for, unless it is kept from before, and return its folder."""
    folder: Path = chosen.course or scratch / "class"
    if not (folder / "course.yaml").exists():
        write(folder, size_of(chosen))
    return folder


def size_of(chosen: argparse.Namespace) -> Size:
    """Return the size that was asked for."""
    return Size(chosen.acts, chosen.students, chosen.entries, chosen.seed)


if __name__ == "__main__":
    parser = options()
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    print(write(chosen.folder, size_of(chosen)))
