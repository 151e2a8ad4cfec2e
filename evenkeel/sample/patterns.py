"""In which weeks a student's story goes over the line, and how a student spends the days of a week."""

from __future__ import annotations

from random import Random

from evenkeel.sample.nouns import Person, Story
from evenkeel.sample.term import Term

Slot = tuple[int, float]
# Week days count from Monday = 0. A week over the line hands in on Friday night, so that all of Wednesday to
# Friday evening lies in the pending window whatever else was handed in.
LAST_MINUTE: tuple[Slot, ...] = ((4, 21.6), (4, 22.4), (4, 23.2), (5, 11.0), (5, 15.5))
EARLY: tuple[Slot, ...] = ((0, 14.0), (0, 16.5), (1, 9.0), (1, 13.0), (1, 17.0))
USUAL: tuple[Slot, ...] = (
    (1, 19.0),
    (2, 11.0),
    (2, 15.0),
    (2, 20.5),
    (3, 9.5),
    (3, 14.0),
    (3, 19.5),
    (3, 22.0),
    (4, 10.0),
    (4, 14.0),
    (4, 17.0),
    (4, 20.0),
    (4, 22.5),
)
COMMENT_USUAL: tuple[Slot, ...] = (
    (2, 16.0),
    (3, 12.0),
    (3, 18.0),
    (4, 11.0),
    (4, 16.0),
    (5, 10.0),
    (5, 14.0),
    (5, 19.0),
    (6, 11.0),
    (6, 15.0),
    (6, 18.0),
    (6, 21.0),
    (6, 22.8),
)
COMMENT_EARLY: tuple[Slot, ...] = ((2, 8.5), (2, 10.0), (2, 12.0))
COMMENT_LATE: tuple[Slot, ...] = ((5, 18.0), (6, 14.0), (6, 20.0), (6, 22.5))


def over_weeks(story: Story, term: Term) -> frozenset[int]:
    """The weeks in which this story's leisure passes the line while work is due."""
    weeks = term.course_weeks
    last = len(weeks) - 1

    def pick(*at: int) -> frozenset[int]:
        return frozenset(weeks[one] for one in at if 0 <= one <= last)

    third = max(0, min(last // 3, last - 3))
    rejoin = next((at for at, week in enumerate(weeks) if term.breaks and week > term.breaks[0]), last // 2 + 1)
    spread: dict[Story, frozenset[int]] = {
        Story.CROSSER: pick(third, third + 1, third + 2) if last >= 7 else pick(0, 1),
        Story.LATE_SLIDE: pick(last - 2, last - 1, last) if last >= 5 else pick(last - 1, last),
        Story.OWN_WORDS: pick(third - 1, third) if last >= 7 else pick(0, 1),
        Story.RELAPSE: pick(1, 2, last - 4, last - 3) if last >= 9 else pick(0, 1),
        Story.OVER_BREAK: pick(rejoin - 1, rejoin) if last >= 5 else pick(),
        Story.GAP: pick(third + 1, third + 3) if last >= 7 else pick(),
        Story.ONE_OFF: pick(last // 2),
    }
    return spread.get(story, frozenset())


def untracked_weeks(story: Story, term: Term) -> frozenset[int]:
    """The weeks from which no time is recorded although there is a tracker."""
    over = sorted(over_weeks(story, term))
    return frozenset(range(over[0] + 1, over[-1])) if story is Story.GAP and over else frozenset()


def hand_in(person: Person, week: int, term: Term, rng: Random) -> Slot:
    """When the week's post is up."""
    if person.part.story is Story.AHEAD:
        return _shifted(rng.choice(EARLY), rng)
    return _shifted(rng.choice(LAST_MINUTE if week in over_weeks(person.part.story, term) else USUAL), rng)


def comment_slot(person: Person, week: int, term: Term, rng: Random) -> Slot:
    """When somebody reads the others' blogs."""
    if person.part.story is Story.AHEAD or person.role == "instructor":
        return _shifted(rng.choice(COMMENT_EARLY), rng)
    return _shifted(rng.choice(COMMENT_LATE if week in over_weeks(person.part.story, term) else COMMENT_USUAL), rng)


def _shifted(slot: Slot, rng: Random) -> Slot:
    return slot[0], slot[1] + rng.randrange(0, 40) / 60


def times(rate: float, rng: Random) -> int:
    """How often something happens in a week that has it `rate` times on average."""
    return int(rate) + (rng.random() < rate - int(rate))
