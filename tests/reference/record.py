"""The acts that can be seen at `now`: who addressed whom, words and purpose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .clock import Week
from .folder import OUTSIDER, Act, Course

# Not preceded by a letter, digit, _, ., / or @ (rule 11).
MENTION = re.compile(r"(?<![\w./@])@([\w.-]+)(?:@([\w.-]+))?")
HASHTAG = re.compile(r"(?<!\w)#(\w+)")
TALK = {"post", "comment", "tweet"}


def words(text: str) -> int:
    """Blank-separated pieces with a letter or digit, no links, no mentions (rule 9)."""
    pieces = [piece for piece in text.split() if not piece.startswith(("http://", "https://", "@"))]
    return sum(1 for piece in pieces if any(char.isalnum() for char in piece))


def mentions(text: str) -> list[str]:
    """The handles that a text mentions, with their host where it is given (rule 11)."""
    found = []
    for handle, host in MENTION.findall(text):
        handle, host = handle.rstrip(".-"), host.rstrip(".-")
        if handle:
            found.append(f"{handle}@{host}" if host else handle)
    return found


@dataclass(frozen=True, eq=False)
class Record:
    """A course as it stands at one moment: nothing dated after `now` is in it (rule 4)."""

    course: Course
    now: int

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The visible acts in order of time."""
        seen = [act for act in self.course.acts if act.at <= self.now]
        return tuple(sorted(seen, key=lambda act: (act.at, act.key)))

    @cached_property
    def by_id(self) -> dict[str, Act]:
        """The visible acts that others can refer to."""
        return {act.id: act for act in self.acts if act.id}

    @cached_property
    def end_of_data(self) -> int | None:
        """The latest visible act of anybody (rule 5)."""
        return max((act.at for act in self.acts), default=None)

    @cached_property
    def begun(self) -> tuple[Week, ...]:
        """The course weeks that have begun."""
        return tuple(week for week in self.course.plan.weeks if week.start <= self.now)

    def running(self, week: Week) -> bool:
        """Whether a begun week has not ended yet."""
        return self.now < week.end

    def trailing(self, week: Week) -> tuple[Week, ...]:
        """The week and the three (or as many as set) calendar weeks before it, less breaks (rule 12)."""
        first = week.number - self.course.plan.window_weeks + 1
        return tuple(w for w in self.begun if first <= w.number <= week.number)

    def parent(self, act: Act) -> Act | None:
        """The visible item that an act answers."""
        return self.by_id.get(act.parent) if act.parent else None

    @cached_property
    def _named(self) -> dict[str, frozenset[str]]:
        """Everybody each act names, its author included."""
        return {act.key: self._names(act) for act in self.acts}

    def _names(self, act: Act) -> frozenset[str]:
        """`to`, the parent's author, and text mentions in tweets and comments."""
        named = set(act.to)
        parent = self.parent(act)
        if parent is not None:
            named.add(parent.author)
        if act.kind in {"tweet", "comment"}:
            named |= {self.course.who(handle) for handle in mentions(act.text)}
        return frozenset(named)

    @cached_property
    def _addressees(self) -> dict[str, frozenset[str]]:
        """The addressees of each act by its key."""
        return {act.key: self._named[act.key] - {act.author} for act in self.acts}

    def addressees(self, act: Act) -> frozenset[str]:
        """The persons an act speaks to, outsiders included, less its author (rule 10)."""
        return self._addressees[act.key]

    def self_reply(self, act: Act) -> bool:
        """Whether the author is the only addressee (rule 13)."""
        return self._named[act.key] == {act.author}

    def outreach(self, act: Act) -> bool:
        """Whether an act has an outsider among its addressees (rule 17)."""
        return any(who.startswith(OUTSIDER) for who in self.addressees(act))

    def own(self, student: str) -> list[Act]:
        """The visible acts of one person."""
        return [act for act in self.acts if act.author == student]

    def towards(self, student: str) -> list[Act]:
        """The visible acts of others that have the person among the addressees."""
        return [act for act in self.acts if student in self.addressees(act)]

    def covered(self, student: str) -> tuple[Week, ...]:
        """The begun weeks that the record covers for a student (rule 7)."""
        return self.weeks_with_data if self.own(student) else ()

    @cached_property
    def weeks_with_data(self) -> tuple[Week, ...]:
        """Course weeks 1 .. the week of the end of the data."""
        end = self.end_of_data
        return tuple(w for w in self.begun if end is not None and w.start <= end)

    def purpose(self, act: Act) -> str:
        """What an act was for, by rule 22's order."""
        if act.purpose:
            return act.purpose
        if any(self._marked(one) for one in self._thread(act)):
            return "coursework"
        return self.course.plan.purposes.get(act.platform, "unknown")

    def _marked(self, act: Act) -> bool:
        """Whether an act itself carries a class tag or the id of scheduled work."""
        plan = self.course.plan
        hashtags = {found.lower() for found in HASHTAG.findall(act.text)}
        return bool(act.tags & (plan.class_tags | plan.exercise_ids) or hashtags & plan.class_tags)

    def _thread(self, act: Act) -> list[Act]:
        """The act and all its ancestors by `in_reply_to`."""
        chain: list[Act] = []
        step: Act | None = act
        # An export can name a circle of replies; each act is looked at once.
        while step is not None and step not in chain:
            chain.append(step)
            step = self.parent(step)
        return chain
