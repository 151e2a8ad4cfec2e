"""Everything that was decided in one list, newest first: about flags, thresholds, letters and names. Pure."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from evenkeel.course import calendar
from evenkeel.course.values import Course
from evenkeel.desk import RuleChange
from evenkeel.desk.disputing import Dispute
from evenkeel.desk.naming import Decided
from evenkeel.flags.life import Card
from evenkeel.metrics.registry import METRICS
from evenkeel.reports import dispute_words, flag_words
from evenkeel.reports.flag_words import Naming

COLUMNS = ("when", "by", "about", "student", "what", "why")
# What a spreadsheet would take for a formula.
_FORMULA = frozenset("=+-@")


class About(StrEnum):
    """What a decision is about."""

    FLAG = "a flag"
    RULES = "thresholds"
    WORDS = "letters"
    NAMES = "names in files"
    DISPUTES = "a dispute"


class Letters(Protocol):
    """The words for letters that somebody set; both empty: Evenkeel's own again."""

    @property
    def subject(self) -> str:
        """The subject."""

    @property
    def body(self) -> str:
        """The text."""

    @property
    def set_at(self) -> int:
        """When."""

    @property
    def set_by(self) -> str:
        """By whom."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry: when, by whom (as shown), about what, about which student (address, or nothing), what and why."""

    at: int
    by: str
    about: About
    student: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that was decided, as a desk gives it."""

    cards: Sequence[Card] = ()
    changes: Sequence[RuleChange] = ()
    letters: Sequence[Letters] = ()
    names: Sequence[Decided] = ()
    disputes: Sequence[Dispute] = ()


def decisions(record: Record, course: Course, naming: Naming) -> list[Decision]:
    """Merge all that was decided, newest first; what was decided at one moment keeps its order."""
    found = [
        *_about_flags(record.cards, naming),
        *_about_rules(record.changes, course, naming),
        *_about_letters(record.letters, naming),
        *_about_names(record.names, naming),
        *_about_disputes(record.disputes, course, naming),
    ]
    return sorted(found, key=lambda one: -one.at)


def _about_flags(cards: Iterable[Card], naming: Naming) -> Iterator[Decision]:
    for card in cards:
        title = METRICS[card.flag.rule.metric].title
        for entry in reversed(card.entries):
            weeks = f" for {flag_words.weeks_words(entry.weeks)}" if entry.weeks else ""
            what = f"{title}, flag of week {card.flag.week}: {flag_words.step(entry.step)}{weeks}"
            by, why = naming.by(entry.by), naming.free(entry.words)
            yield Decision(entry.at, by, About.FLAG, card.flag.student, what, why)


def _about_rules(changes: Iterable[RuleChange], course: Course, naming: Naming) -> Iterator[Decision]:
    for change in changes:
        rules = " ".join(flag_words.rule(rule, course, naming) for rule in change.rules)
        what = f"Version {change.number}: {rules or 'no rule, so nobody is flagged.'}"
        yield Decision(change.set_at, naming.by(change.set_by), About.RULES, "", what, naming.free(change.why))


def _about_letters(letters: Iterable[Letters], naming: Naming) -> Iterator[Decision]:
    for one in letters:
        own = f"Own words for letters: “{naming.free(one.subject)}”"
        what = own if one.subject or one.body else "Back to Evenkeel's own words for letters"
        yield Decision(one.set_at, naming.by(one.set_by), About.WORDS, "", what, "")


def _about_names(names: Iterable[Decided], naming: Naming) -> Iterator[Decision]:
    for one in names:
        account = f"“{one.shown}”{f' ({one.platform})' if one.platform else ''}" if naming.shown else "A name"
        what = f"{account} is {naming.of(one.email)}" if one.email else f"{account} is not one of ours"
        yield Decision(one.at, naming.by(one.by), About.NAMES, one.email, what, "")


def _about_disputes(disputes: Iterable[Dispute], course: Course, naming: Naming) -> Iterator[Decision]:
    for one in disputes:
        said = dispute_words.claim(one, course)
        made = f"{said}: disputed"
        yield Decision(one.at, naming.by(one.student), About.DISPUTES, one.student, made, naming.free(one.words))
        if not one.open:
            told = f"{said}: {one.ruling}"
            by, why = naming.by(one.ruled_by), naming.free(one.why)
            yield Decision(one.ruled_at, by, About.DISPUTES, one.student, told, why)


def rows(found: Iterable[Decision], course: Course, naming: Naming) -> list[list[str]]:
    """Write decisions in the order of `COLUMNS`, with the names that are shown; moments on the course's clock."""
    return [
        [
            f"{calendar.local(one.at, course.zone):%Y-%m-%d %H:%M}",
            one.by,
            one.about.value,
            naming.of(one.student) if one.student else "",
            one.what,
            one.why,
        ]
        for one in found
    ]


def as_csv(found: Iterable[Decision], course: Course, naming: Naming) -> str:
    """Write decisions as CSV; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(cell) for cell in row] for row in rows(found, course, naming))
    return out.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.lstrip()[:1] in _FORMULA else text
