"""A flag's life: raised, seen, talked about, excused or resolved; what was noted, and whether it was useful. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from evenkeel.flags.decide import Flag


class Step(StrEnum):
    """What can be done about a flag."""

    SEEN = "seen"
    TALKED = "talked"
    EXCUSED = "excused"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    NOTE = "note"
    USEFUL = "useful"
    NOT_USEFUL = "not useful"
    MESSAGE = "message"
    ANSWER = "answer"
    TALK_WANTED = "talk wanted"


class Status(StrEnum):
    """How far a flag has got."""

    NEW = "new"
    SEEN = "seen"
    TALKED = "talked"
    EXCUSED = "excused"
    RESOLVED = "resolved"


class Ended(StrEnum):
    """Why a flag that was raised is none any more, other than by calm weeks."""

    NOT = ""
    RULE = "the rule has been changed since"
    NUMBERS = "by what is known now it would not have been raised"


_STATUS = {
    Step.SEEN: Status.SEEN,
    Step.TALKED: Status.TALKED,
    Step.EXCUSED: Status.EXCUSED,
    Step.RESOLVED: Status.RESOLVED,
    Step.REOPENED: Status.SEEN,
}
# How a status is said after a name; a new flag needs no word.
DONE = {
    Status.NEW: "",
    Status.SEEN: "seen",
    Status.TALKED: "talked about",
    Status.EXCUSED: "excused",
    Status.RESOLVED: "resolved",
}
_MARKS = {Step.USEFUL: True, Step.NOT_USEFUL: False}
OF_STUDENTS = frozenset({Step.ANSWER, Step.TALK_WANTED})
# What a student writes, and what all who review the class do, stands on the card that both see; a note does not.
OF_INSTRUCTORS = frozenset({Step.NOTE, Step.USEFUL, Step.NOT_USEFUL})


@dataclass(frozen=True, slots=True)
class Entry:
    """One step: what was done, when and by whom, in which words, about which weeks (only where excused)."""

    step: Step
    at: int
    by: str
    words: str = ""
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a flag's rule comes from: the number of the change that set it (0: a file), when, by whom and why."""

    version: int
    set_at: int | None
    set_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Card:
    """A flag with its life; `id` is its number on record, `n` what the value of each of its weeks rests on."""

    id: int
    flag: Flag
    n: tuple[int, ...]
    raised_at: int
    origin: Origin
    ended: Ended = Ended.NOT
    entries: tuple[Entry, ...] = ()

    @property
    def status(self) -> Status:
        """How far it has got."""
        return next((_STATUS[entry.step] for entry in reversed(self.entries) if entry.step in _STATUS), Status.NEW)

    @property
    def useful(self) -> bool | None:
        """Whether it was marked useful; None: not marked."""
        return next((_MARKS[entry.step] for entry in reversed(self.entries) if entry.step in _MARKS), None)

    @property
    def open(self) -> bool:
        """Whether it still asks for a look: on, its rule in force, and neither excused nor resolved."""
        done = self.status in (Status.EXCUSED, Status.RESOLVED)
        return self.flag.off_week is None and self.ended is Ended.NOT and not done

    @property
    def waits(self) -> bool:
        """Whether the student has said something and nothing was done since that they could know of."""
        told = (entry.step for entry in reversed(self.entries) if entry.step not in OF_INSTRUCTORS)
        return next(told, None) in OF_STUDENTS

    @property
    def talk_wanted(self) -> bool:
        """Whether the student asks for a talk and nothing but their own words came since."""
        told = [entry.step for entry in self.entries if entry.step not in OF_INSTRUCTORS]
        own = takewhile(lambda step: step in OF_STUDENTS, reversed(told))
        return Step.TALK_WANTED in own

    @property
    def excused(self) -> frozenset[int]:
        """The weeks in which the student is not looked at because of what was said here."""
        return excused_weeks(self.entries)


def excused_weeks(entries: Iterable[Entry]) -> frozenset[int]:
    """Return the weeks that the steps so far excuse; opening a flag again takes its excuses back."""
    weeks: frozenset[int] = frozenset()
    for entry in entries:
        if entry.step is Step.REOPENED:
            weeks = frozenset()
        elif entry.step is Step.EXCUSED:
            weeks |= frozenset(entry.weeks)
    return weeks


def precision(cards: Iterable[Card]) -> tuple[int, int]:
    """Return how many flags were marked useful, and how many were marked at all."""
    marks = [card.useful for card in cards if card.useful is not None]
    return sum(marks), len(marks)
