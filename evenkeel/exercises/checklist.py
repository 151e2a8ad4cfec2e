"""What an exercise asks of an item, held beside what the item has: found, not found, or nobody can tell."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

from evenkeel import words
from evenkeel.exercises import readability
from evenkeel.exercises.values import Counts

_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
_VIDEO_HOSTS = ("youtube.com", "youtu.be", "vimeo.com", "tiktok.com", "dailymotion.com", "loom.com", "twitch.tv")
_VIDEO_FILES = (".mp4", ".webm", ".mov", ".m4v")
_NAME = r"[A-Z][\w'’-]+(?:\s+(?:[A-Z]\.|[A-Z][\w'’-]+)){1,3}"
_SPOKE = r"(?:said|says|told|explained|explains|wrote|writes|added|adds|noted|notes)"
_SOURCE = re.compile(rf"(?:according to|{_SPOKE})\s+({_NAME})|({_NAME})(?:,[^.\n]{{1,60}},)?\s+{_SPOKE}\b")
_BY = re.compile(r"(?:^|\n)\s*by\s+\S", re.IGNORECASE)


class Holds(StrEnum):
    """What can be said of one line: it is there, it is not, nobody can tell, or it is told without being asked for."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "cannot tell"
    TOLD = "for your reading"


class Line(NamedTuple):
    """One line of a checklist: what is asked, how it holds, and what was seen."""

    asked: str
    holds: Holds
    seen: str


@dataclass(frozen=True, slots=True)
class Item:
    """What was handed in, and what was written around it.

    `linked`: the source says that there is a link. `classmates`: different ones addressed in the window. `got`,
    `answered`: who commented in it, and how many of those were answered. None: not known.
    """

    text: str
    words: int
    author: str
    linked: bool = False
    classmates: int | None = None
    got: int | None = None
    answered: int | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """Whether addresses answered, for those that somebody has asked for."""

    answers: Mapping[str, bool] = field(default_factory=dict)


def checklist(counts: Counts, item: Item, links: Links | None = None) -> tuple[Line, ...]:
    """Hold an item to what counts, then tell what a reader may want to know besides."""
    return (*_asked(counts, item, links), *_told(counts, item, links))


def addresses(text: str) -> tuple[str, ...]:
    """List the different web addresses that stand in a text, in its order."""
    return tuple(dict.fromkeys(found.rstrip(".,;:!?") for found in _ADDRESS.findall(text)))


def _asked(counts: Counts, item: Item, links: Links | None) -> Iterable[Line]:
    if counts.words_from is not None or counts.words_to is not None:
        yield _length(counts, item.words)
    if counts.links is not None:
        yield _links(counts.links, item, links)
    if counts.video:
        yield _video(item)
    if counts.classmates is not None:
        yield _classmates(counts.classmates, item.classmates)
    if counts.answer_everybody:
        yield _everybody(item)


def _told(counts: Counts, item: Item, links: Links | None) -> Iterable[Line]:
    if counts.words_from is None and counts.words_to is None:
        yield Line("Length", Holds.TOLD, words.count(item.words, "word"))
    if counts.links is None and addresses(item.text):
        yield Line("Links", Holds.TOLD, _links(0, item, links).seen)
    yield Line("A named source", Holds.TOLD, _source(item.text))
    ease = readability.reading_ease(item.text)
    rough = "too short to say" if ease is None else f"{readability.in_words(ease)} (reading ease {ease:.0f}, rough)"
    yield Line("Reads", Holds.TOLD, rough)
    yield Line("Signed", Holds.TOLD, _signed(item))


def _length(counts: Counts, found: int) -> Line:
    low, high = counts.words_from, counts.words_to
    holds = (low is None or found >= low) and (high is None or found <= high)
    ends = f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}"
    return Line(f"{ends} words", _yes(holds), words.count(found, "word"))


def _links(least: int, item: Item, links: Links | None) -> Line:
    found = addresses(item.text)
    asked = words.count(least, "link")
    if not found and item.linked:
        return Line(asked, Holds.UNKNOWN, "there is a link, but the file does not say how many")
    seen = words.count(len(found), "link") if found else "none in the text that the file has"
    return Line(asked, _yes(len(found) >= least), f"{seen}{_answering(found, links)}")


def _answering(found: tuple[str, ...], links: Links | None) -> str:
    if not found:
        return ""
    known = [address for address in found if links and address in links.answers]
    if not known or links is None:
        return ", whether they answer was not checked"
    silent = [address for address in known if not links.answers[address]]
    return f", {len(known) - len(silent)} of {len(found)} answer" + (f"; not {', '.join(silent)}" if silent else "")


def _video(item: Item) -> Line:
    if any(map(is_video, addresses(item.text))):
        return Line("A video", Holds.YES, "a link to one")
    # Feeds and exports leave out what was embedded, so its absence from the text says little.
    return Line("A video", Holds.UNKNOWN, "no link to one in the text; it may be embedded")


def is_video(address: str) -> bool:
    """Tell whether an address is that of a video, by its host or the end of its path."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return False
    return host.endswith(_VIDEO_HOSTS) or parts.path.casefold().endswith(_VIDEO_FILES)


def _classmates(least: int, found: int | None) -> Line:
    asked = f"{words.count(least, 'different classmate')}"
    if found is None:
        return Line(asked, Holds.UNKNOWN, "no file shows it")
    return Line(asked, _yes(found >= least), f"{found} addressed in the window")


def _everybody(item: Item) -> Line:
    asked = "Everybody who commented is answered"
    if item.got is None or item.answered is None:
        return Line(asked, Holds.UNKNOWN, "no file shows it")
    if not item.got:
        return Line(asked, Holds.UNKNOWN, "nobody commented in the window")
    return Line(asked, _yes(item.answered >= item.got), f"{item.answered} of {item.got} answered")


def _source(text: str) -> str:
    found = _SOURCE.search(text)
    if found is None:
        return "none seen (looked for “said” or “according to” beside a name; it can miss one)"
    return f"perhaps {found[1] or found[2]} (by “said” or “according to” beside a name)"


def _signed(item: Item) -> str:
    if item.author and item.author.casefold() in item.text.casefold():
        return "with the student's name"
    return "with “by …”" if _BY.search(item.text) else "not in the text"


def _yes(holds: bool) -> Holds:
    return Holds.YES if holds else Holds.NO
