"""How the class spends its time: stretches of work, of scrolling, and of things nobody can name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from evenkeel.sample.nouns import Hours, Person, Story, Stretch
from evenkeel.sample.patterns import over_weeks, untracked_weeks
from evenkeel.sample.plan import Plan

LEISURE = ("instagram", "youtube", "x", "reddit", "tiktok")
PASTIME = {
    "instagram": "scrolling",
    "youtube": "watching videos",
    "x": "reading the feed",
    "reddit": "reading threads",
    "tiktok": "watching clips",
}
# (day, hour, most minutes); no two slots of a week meet, so no minute is planned twice.
OVER_SLOTS: tuple[tuple[int, float, int], ...] = (
    (2, 12.0, 75),
    (2, 19.5, 100),
    (3, 12.5, 75),
    (3, 20.0, 110),
    (4, 12.0, 80),
    (4, 17.5, 100),
)
CALM_SLOTS: tuple[tuple[int, float, int], ...] = (
    (0, 20.0, 45),
    (2, 20.5, 50),
    (3, 20.5, 55),
    (4, 17.5, 40),
    (5, 15.0, 45),
    (6, 19.0, 45),
)
REST_SLOTS: tuple[tuple[int, float, int], ...] = (
    (5, 12.0, 110),
    (5, 16.0, 120),
    (5, 20.0, 110),
    (6, 13.0, 100),
    (6, 20.0, 90),
)
WORK_SLOTS: tuple[tuple[int, float, int], ...] = (
    (0, 14.0, 85),
    (1, 16.0, 80),
    (2, 9.5, 90),
    (3, 15.0, 80),
    (4, 9.0, 80),
    (6, 16.5, 60),
)
VAGUE_SLOTS = ((0, 10.0, 30), (3, 17.0, 30))
JITTER = 20
OVER_MINUTES, CALM_MINUTES, REST_MINUTES = (350, 470), (140, 195), (380, 470)


def plan_hours(plan: Plan) -> list[Stretch]:
    """Every stretch of everybody who records time, by student and start."""
    stretches: list[Stretch] = []
    for person in plan.students:
        if person.part.hours is Hours.NONE:
            continue
        skipped = untracked_weeks(person.part.story, plan.term)
        for week in range(1, plan.term.weeks + 1):
            if week not in skipped:
                stretches.extend(_week(plan, person, week))
    return sorted(stretches, key=lambda one: (one.student, one.start))


def tracked(person: Person, week: int, weeks: int) -> bool:
    """Whether a week of this person is measured rather than written down."""
    hours = person.part.hours
    return hours is Hours.TRACKER or (hours is Hours.TRACKER_THEN_DIARY and week <= weeks // 2)


def _week(plan: Plan, person: Person, week: int) -> Iterator[Stretch]:
    rng = plan.dice("hours", person.email, week)
    measured = tracked(person, week, plan.term.weeks)
    over = week in over_weeks(person.part.story, plan.term)
    yield from _leisure(plan, person, week, rng, measured=measured, over=over)
    for day, hour, most in rng.sample(WORK_SLOTS, rng.choice((2, 3, 4))):
        platform = rng.choice(("wordpress", "wordpress", "blogger"))
        span = _span(plan, week, day, hour, rng.randrange(35, most), rng)
        yield Stretch(person.email, *span, "drafting", platform, "coursework", measured)
    for day, hour, most in VAGUE_SLOTS if _vague(person) else VAGUE_SLOTS[: rng.randrange(2)]:
        span = _span(plan, week, day, hour, most - 5, rng)
        yield Stretch(person.email, *span, "something else", "", "unknown", measured)
    if not measured and not over and rng.random() < 0.25:
        day_start = plan.at(week, 5, 0, rng).replace(second=0)
        yield Stretch(person.email, day_start, None, rng.randrange(15, 40), "phone", "instagram", "leisure", False)


def _vague(person: Person) -> bool:
    return sum(map(ord, person.slug)) % 4 == 0


def _leisure(plan: Plan, person: Person, week: int, rng: Random, *, measured: bool, over: bool) -> Iterator[Stretch]:
    slots, minutes = (OVER_SLOTS, OVER_MINUTES) if over else (CALM_SLOTS, CALM_MINUTES)
    if person.part.story is Story.AHEAD:
        slots, minutes = REST_SLOTS, REST_MINUTES
    usual = plan.dice("usual", person.email).uniform(0.2, 1.0)
    wanted = rng.randrange(*minutes) * (1.0 if over or person.part.story is Story.AHEAD else usual)
    share = wanted / sum(most for _, _, most in slots)
    favorites = rng.sample(LEISURE, 2)
    for day, hour, most in slots:
        length = min(most, round(most * share * rng.uniform(0.9, 1.1)))
        span = _span(plan, week, day, hour, max(length, 8), rng)
        platform = rng.choice(favorites)
        labelled = person.part.story is Story.OWN_WORDS and over
        yield Stretch(person.email, *span, PASTIME[platform], platform, "leisure", measured, labelled)


def _span(plan: Plan, week: int, day: int, hour: float, length: int, rng: Random) -> tuple[datetime, datetime, float]:
    start = plan.at(week, day, hour + rng.randrange(JITTER) / 60, rng).replace(second=0)
    return start, start + timedelta(minutes=length), float(length)
