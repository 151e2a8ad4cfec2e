"""Engagement ladder: how far up do people go with a brand, who skips steps, and who are the champions?"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from evenkeel import words
from evenkeel.labs.shape import Content, Field, Kind, Lab, Row, Standpoint
from evenkeel.labs.telling import Picture, PictureKind, Share, Table, Told, percent, share_frame, share_table

# The class's own ladder, lowest step first: field, what it is called.
STEPS = (
    ("likes", "like it"),
    ("visits", "visit it"),
    ("posts", "post there"),
    ("writes", "write about it"),
    ("tells_ten", "tell ten others"),
)
# Consume, contribute, create (after Muntinga, Moorman & Smit 2011): which steps of ours stand for which is our choice.
LEVELS = (
    ("consume", ("visits",)),
    ("contribute", ("likes", "posts")),
    ("create", ("writes", "tells_ten")),
)
_NOTE = (
    "Who does a step counts as having reached every step below it; in brackets 95 % intervals (Wilson). The order of "
    "the ladder is the class's own."
)


class Climbed(NamedTuple):
    """How far somebody goes: the highest step (0: none), and how many below it are left out."""

    highest: int
    skipped: int


def climbed(content: Content, rungs: Sequence[Sequence[str]]) -> Climbed:
    """Return how far up somebody goes on a ladder whose rungs are fields, any of which is enough."""
    done = [any(content.get(name) for name in rung) for rung in rungs]
    highest = max((place for place, holds in enumerate(done, start=1) if holds), default=0)
    return Climbed(highest, sum(not holds for holds in done[:highest]))


def reach(people: Sequence[Climbed], names: Sequence[str]) -> list[Share]:
    """Return how many reach each step or a higher one; it can only fall from step to step."""
    return [
        Share(name, sum(p.highest >= place for p in people), len(people)) for place, name in enumerate(names, start=1)
    ]


def step_rates(reached: Sequence[Share]) -> list[Share]:
    """Return, of those on each step, how many reach the next."""
    return [
        Share(f"from “{below.label}” to “{above.label}”", above.hits, below.hits or 0)
        for below, above in pairwise(reached)
    ]


def read(rows: Sequence[Row], at: Standpoint) -> Told:
    """Say how far up people go, at which step most stay behind, and who skips steps."""
    if not rows or len(rows) < at.floor:
        return Told("Nobody asked yet" if not rows else "Too few people to be shown")
    people = [climbed(row.content, [(name,) for name, _ in STEPS]) for row in rows]
    reached = reach(people, [name for _, name in STEPS])
    levels = [climbed(row.content, [fields for _, fields in LEVELS]) for row in rows]
    return Told(
        _finding(people),
        _sentences(people, step_rates(reached)),
        _NOTE,
        (_picture(reached),),
        (
            share_table("From step to step", "Step", step_rates(reached)),
            share_table("Consume, contribute, create", "Level or higher", reach(levels, [name for name, _ in LEVELS])),
            *(() if at.floor else (_brands(rows, people),)),
        ),
    )


def _finding(people: Sequence[Climbed]) -> str:
    champions = sum(p.highest == len(STEPS) for p in people)
    return f"{champions} of {len(people)} people are champions: they tell ten others"


def _sentences(people: Sequence[Climbed], rates: Sequence[Share]) -> tuple[str, ...]:
    skip = Share("", sum(p.skipped > 0 for p in people), len(people))
    said = [f"Steps are skipped by {skip.said}."]
    known = [rate for rate in rates if rate.n and rate.hits is not None]
    if known:
        steepest = min(known, key=lambda rate: (rate.hits or 0) / rate.n)
        gone = percent((steepest.hits or 0) / steepest.n)
        said.append(f"The steepest step is {steepest.label}: {gone} of those below it take it.")
    straight = sum(p.highest == len(STEPS) and not p.skipped for p in people)
    champions = sum(p.highest == len(STEPS) for p in people)
    if champions:
        said.append(f"{straight} of {champions} champions came up step by step; the others skipped some.")
    return tuple(said)


def _picture(reached: Sequence[Share]) -> Picture:
    return Picture(
        PictureKind.SHARES, share_frame(reached), "How many reach each step",
        "Share of all people asked who do this or something higher up.", "Reached this step or a higher one",
    )  # fmt: skip


def _brands(rows: Sequence[Row], people: Sequence[Climbed]) -> Table:
    of: dict[str, list[Climbed]] = {}
    for row, person in zip(rows, people, strict=True):
        of.setdefault(" ".join(str(row.content["brand"]).split()), []).append(person)
    found = [
        Share(brand, sum(p.highest == len(STEPS) for p in group), len(group)) for brand, group in sorted(of.items())
    ]
    return share_table(f"Champions by brand, {words.count(len(found), 'brand')}", "Brand", found)


LAB = Lab(
    id="engagement-ladder",
    title="Engagement ladder",
    question="How far up do people go, and who skips steps?",
    purpose="People like a brand, visit it, post there, write about it, and some tell ten others. Ask around, and see "
    "at which step most stay behind; champions often do not come up step by step.",
    steps=(
        "Choose a brand and ask people who know it; write no names down.",
        "Ask for each step whether they did it in the last four weeks.",
        "Enter a row a person, also for those who did nothing: without them every share is too high.",
    ),
    limits="It shows what people say they did, at one time. It does not show that one step leads to the next, nor what "
    "a champion is worth.",
    fields=(
        Field("brand", "Brand", shared=True),
        *(
            Field(name, f"They {said}", Kind.YES_NO, help=help_)
            for (name, said), help_ in zip(
                STEPS, ("Or follow it.", "Its site, page or shop.", "A comment or post on its pages.",
                        "On a page of their own.", "In person or in writing."), strict=True,
            )
        ),
    ),
    read=read,
    row="answer",
    rows="answers",
)  # fmt: skip
