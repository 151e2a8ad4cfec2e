"""Who does what: the whole term as acts and stretches of time, before any file is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evenkeel.sample.blogging import plan_answers, plan_comments, plan_posts, plan_visitors
from evenkeel.sample.chatter import plan_chatter
from evenkeel.sample.corner import plan_corner
from evenkeel.sample.handing_in import plan_exercises
from evenkeel.sample.hours import plan_hours
from evenkeel.sample.nouns import Act, Person, Stretch
from evenkeel.sample.people import people
from evenkeel.sample.plan import Plan
from evenkeel.sample.term import Term


@dataclass(frozen=True, slots=True)
class ClassStory:
    """Everything that happened in the invented class."""

    term: Term
    cast: tuple[Person, ...]
    acts: tuple[Act, ...]
    stretches: tuple[Stretch, ...]
    people: Mapping[str, Person]
    venues: Mapping[str, Sequence[Act]]

    @property
    def students(self) -> tuple[Person, ...]:
        """The cast without the instructor."""
        return tuple(person for person in self.cast if person.role == "student")

    def person(self, email: str) -> Person | None:
        """Whose address this is, if anybody's."""
        return self.people.get(email)

    def act(self, key: int) -> Act:
        """An act by its key: keys are its place in time, from 1."""
        return self.acts[key - 1]

    def at_venue(self, venue: str) -> Sequence[Act]:
        """The acts that stand in one place, such as somebody's blog, oldest first."""
        return self.venues.get(venue, ())

    def by(self, author: str, venue: str) -> list[Act]:
        """What one person did in one place."""
        return [act for act in self.at_venue(venue) if act.author == author]


def tell(students: int, weeks: int, seed: int) -> ClassStory:
    """Plan a term from its size and seed alone."""
    plan = Plan(Term(weeks), people(students, seed), seed)
    plan_posts(plan)
    plan_comments(plan)
    plan_visitors(plan)
    plan_answers(plan)
    plan_chatter(plan)
    plan_corner(plan)
    plan_exercises(plan)
    acts = tuple(plan.numbered())
    venues: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        venues[act.venue].append(act)
    return ClassStory(plan.term, tuple(plan.cast), acts, tuple(plan_hours(plan)), plan.people, venues)
