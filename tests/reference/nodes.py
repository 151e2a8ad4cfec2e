"""Each person's place in the network (rules 50, 51; METRICS 4), by counting shortest paths one by one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from .metrics import record_at
from .network import ties_in, window

Pairs = Collection[tuple[str, str]]


@dataclass(frozen=True)
class Node:
    """One person of the roster and their ties."""

    person: str
    in_degree: int
    out_degree: int
    given: float
    received: float
    reciprocity: float | None
    betweenness: float


def nodes(folder: Path, now: datetime, week: int | None = None) -> list[Node]:
    """Everybody on the roster over all begun weeks, or over one week's trailing window."""
    record = record_at(folder, now)
    ties, _ = ties_in(record, window(record, week))
    people = sorted(record.course.roster)
    between = betweenness(people, ties)
    return [
        Node(
            person=one,
            in_degree=sum(1 for _, taker in ties if taker == one),
            out_degree=sum(1 for giver, _ in ties if giver == one),
            given=float(sum(weight for (giver, _), weight in ties.items() if giver == one)),
            received=float(sum(weight for (_, taker), weight in ties.items() if taker == one)),
            reciprocity=reciprocity(one, ties),
            betweenness=float(between[one]),
        )
        for one in people
    ]


def reciprocity(person: str, ties: Pairs) -> float | None:
    """The share of a person's ties, in and out, that are one half of a pair (NetworkX's definition)."""
    touching = [(a, b) for a, b in ties if person in {a, b}]
    if not touching:
        return None
    return sum(1 for a, b in touching if (b, a) in ties) / len(touching)


def betweenness(people: Collection[str], ties: Pairs) -> dict[str, Fraction]:
    """The share of shortest paths between two others that lead through each, over (n - 1)(n - 2) (Brandes)."""
    found = dict.fromkeys(people, Fraction(0))
    for start in people:
        for end in people:
            paths = shortest_paths(start, end, ties) if start != end else []
            for path in paths:
                for person in path[1:-1]:
                    found[person] += Fraction(1, len(paths))
    pairs = (len(people) - 1) * (len(people) - 2)
    return {person: count / pairs if pairs else Fraction(0) for person, count in found.items()}


def shortest_paths(start: str, end: str, ties: Pairs) -> list[tuple[str, ...]]:
    """All shortest paths from one person to another, each written out."""
    reached, paths = {start}, [(start,)]
    while paths:
        arrived = [path for path in paths if path[-1] == end]
        if arrived:
            return arrived
        paths = [(*path, b) for path in paths for a, b in sorted(ties) if a == path[-1] and b not in reached]
        reached |= {path[-1] for path in paths}
    return []
