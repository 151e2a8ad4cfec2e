"""The class as a graph: who lies between others, and where to draw whom."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from math import cos, hypot, pi, sin
from typing import TypeVar

import rustworkx

_SEED, _ROUNDS, _FEWEST = 7, 200, 12
# Pairs looked at, in all rounds together, to push people apart; with more people than the last they may touch.
_WORK, _CROWD = 200_000, 300
# In the unit square: how near two people may stand, and how much of the height is the row of those without a tie.
_APART, _ROW, _EVENED = 0.085, 0.12, 0.65

P = TypeVar("P", bound=Hashable)
Tie = tuple[P, P, float]
Place = tuple[float, float]


def digraph(people: Sequence[P], ties: Iterable[Tie[P]]) -> "rustworkx.PyDiGraph[P, float]":
    """Make a directed graph of people, in their order, and their ties (giver, taker, weight)."""
    graph: rustworkx.PyDiGraph[P, float] = rustworkx.PyDiGraph()
    place = dict(zip(people, graph.add_nodes_from(people), strict=True))
    # In order, so that the same ties give the same sums; and in no order a large graph takes five times as long.
    graph.add_edges_from(sorted((place[giver], place[taker], weight) for giver, taker, weight in ties))
    return graph


def betweenness(people: Sequence[P], ties: Iterable[Tie[P]]) -> dict[P, float]:
    """Return everybody's share, 0 to 1, of the shortest ways between two others that lead through them.

    Directed, every tie one step whatever its weight; over (n - 1)(n - 2), as NetworkX does (Freeman 1977; Brandes
    2001). It does not show that anything was passed on.
    """
    found = rustworkx.digraph_betweenness_centrality(digraph(people, ties), normalized=True)
    return {person: found[place] for place, person in enumerate(people)}


def layout(people: Sequence[P], ties: Sequence[Tie[P]]) -> dict[P, Place]:
    """Return where to draw everybody, x and y from 0 to 1, y upwards; the same input gives the same places.

    Springs pull together who has ties (Fruchterman & Reingold 1991, from a fixed seed); who has none stands in a row
    below. Nearness is a drawing's, and no number.
    """
    tied = {person for giver, taker, _ in ties for person in (giver, taker)}
    inside = [person for person in people if person in tied]
    outside = [person for person in people if person not in tied]
    floor = _ROW if outside and inside else 0.0
    places = {p: (x, floor + y * (1 - floor)) for p, (x, y) in _sprung(inside, ties).items()}
    return places | {p: ((n + 0.5) / len(outside), 0.0 if inside else 0.5) for n, p in enumerate(outside)}


def _sprung(people: Sequence[P], ties: Sequence[Tie[P]]) -> dict[P, Place]:
    if not people:
        return {}
    graph = digraph(people, ties)
    # From evenly round a circle, not from chance: the springs alone decide.
    start = {n: _on_circle(n, len(people)) for n in range(len(people))}
    # Each round takes the square of their number: a large class gets fewer.
    rounds = max(_FEWEST, min(_ROUNDS, 20_000 // len(people)))
    found = rustworkx.spring_layout(
        graph, pos=start, k=2.2 / len(people) ** 0.5, num_iter=rounds, weight_fn=_pull, seed=_SEED
    )
    points = [(found[n][0], found[n][1]) for n in range(len(people))]
    return dict(zip(people, _spread(_evened(points)), strict=True))


def _pull(weight: float) -> float:
    return float(weight**0.5)


def _on_circle(n: int, of: int) -> Place:
    return cos(2 * pi * n / of), sin(2 * pi * n / of)


def _evened(points: Sequence[Place]) -> list[Place]:
    """Go most of the way to equal steps, in each direction: one far out must not squeeze all others into a corner."""
    evened = []
    for values, fitted in zip(zip(*points, strict=True), zip(*_fitted(points), strict=True), strict=True):
        order = sorted(range(len(values)), key=lambda n: values[n])
        rank = {n: place / max(1, len(order) - 1) for place, n in enumerate(order)}
        evened.append([(1 - _EVENED) * value + _EVENED * rank[n] for n, value in enumerate(fitted)])
    return list(zip(*evened, strict=True))


def _fitted(points: Sequence[Place]) -> list[Place]:
    """Stretch points over the unit square."""
    fitted = []
    for values in zip(*points, strict=True):
        low, high = min(values), max(values)
        fitted.append([(v - low) / (high - low) if high > low else 0.5 for v in values])
    return list(zip(*fitted, strict=True))


def _spread(points: Sequence[Place]) -> list[Place]:
    """Push apart who stands on another's toes: as many rounds as it takes, few in a large class."""
    apart = min(_APART, 0.8 / max(1, len(points)) ** 0.5)
    pairs = list(combinations(range(len(points)), 2)) if len(points) <= _CROWD else []
    moved = [list(point) for point in points]
    for _ in range(min(_ROUNDS, _WORK // max(1, len(pairs)))):
        if not [True for a, b in pairs if _pushed(moved[a], moved[b], apart)]:
            break
    return _fitted([(x, y) for x, y in moved])


def _pushed(one: list[float], other: list[float], apart: float) -> bool:
    """Move two that are nearer than they may, each by half of what lacks; tell whether they were."""
    across, up = one[0] - other[0], one[1] - other[1]
    distance = hypot(across, up)
    if distance >= apart:
        return False
    if not distance:
        across = distance = 1e-6
    push = 0.5 * (apart - distance) / distance
    for axis, step in enumerate((across * push, up * push)):
        one[axis] += step
        other[axis] -= step
    return True
