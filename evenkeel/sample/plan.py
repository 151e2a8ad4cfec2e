"""The growing plan of a term: acts are added in any order and numbered by time at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from evenkeel.sample.nouns import Act, Kind, Person
from evenkeel.sample.term import ZONE, Term, utc


@dataclass(slots=True)
class Plan:
    """The class, its term and what has been planned so far."""

    term: Term
    cast: Sequence[Person]
    seed: int
    acts: list[Act] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people = {person.email: person for person in self.cast}

    @property
    def students(self) -> list[Person]:
        """The cast without the instructor."""
        return [person for person in self.cast if person.role == "student"]

    def dice(self, *about: object) -> Random:
        """Chance that depends on the seed and the subject alone, so that one change moves little."""
        return Random(":".join(map(str, (self.seed, *about))))

    def at(self, week: int, day: int, hour: float, rng: Random) -> datetime:
        """A moment of the term, with seconds."""
        return utc(self.term.moment(week, day, hour)) + timedelta(seconds=rng.randrange(60))

    def inside(self, at: datetime) -> bool:
        """Whether a moment lies before the end of the term."""
        return at < self.term.week_span(self.term.weeks)[1]

    def add(
        self,
        kind: Kind,
        author: str,
        at: datetime,
        venue: str,
        text: Sequence[str],
        *,
        title: str = "",
        labels: tuple[str, ...] = (),
        parent: int | None = None,
        mentions: tuple[str, ...] = (),
        alias: str = "",
    ) -> Act:
        """Plan one more act."""
        key = len(self.acts)
        act = Act(key, kind, author, at, venue, tuple(text), title, labels, parent, mentions, alias)
        self.acts.append(act)
        return act

    def numbered(self) -> list[Act]:
        """All acts by time, with keys from 1 in that order, so that identifiers grow as real ones do."""
        order = sorted(self.acts, key=lambda act: (act.at, act.key))
        keys = {act.key: number for number, act in enumerate(order, 1)}
        return [
            replace(act, key=keys[act.key], parent=None if act.parent is None else keys[act.parent]) for act in order
        ]


def awake(at: datetime) -> datetime:
    """The same moment, or after a night's sleep."""
    hour = at.astimezone(ZoneInfo(ZONE)).hour
    return at + timedelta(hours=7) if 1 <= hour < 8 else at
