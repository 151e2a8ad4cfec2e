"""The class as a graph: who lies between others, and where to draw whom."""

from collections.abc import Hashable, Iterable, Sequence
from math import hypot, pi
from typing import TypeVar

import rustworkx

_SEED, _ROUNDS, _FEWEST = 7, 200, 12
# In the unit square: how near two people may stand, and how much of the height is the row of those without a tie.
_APART, _ROW, _EVENED = 0.085, 0.12, 0.65

P = TypeVar("P", bound=Hashable)
Tie = tuple[P, P, float]
Place = tuple[float, float]


def digraph(people: Sequence[P], ties: Iterable[Tie[P]]) -> "rustworkx.PyDiGraph[P, float]":
    """Make a directed graph of people, in their order, and their ties (giver, taker, weight)."""
    graph: rustworkx.PyDiGraph[P, float] = rustworkx.PyDiGraph()
    place = dict(zip(people, graph.add_nodes_from(people), strict=True))
    graph.add_edges_from([(place[giver], place[taker], weight) for giver, taker, weight in ties])
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
    turn = complex(0, 2 * pi * n / of)
    point = 2.718281828459045**turn
    return point.real, point.imag


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


def _spread(points: list[Place]) -> list[Place]:
    """Push apart who stands on another's toes: a few rounds, each pair by half of what it lacks."""
    apart = min(_APART, 0.8 / len(points) ** 0.5)
    moved = [list(point) for point in points]
    for _ in range(_ROUNDS if len(points) <= 300 else 0):
        calm = True
        for a in range(len(moved)):
            for b in range(a):
                across, up = moved[a][0] - moved[b][0], moved[a][1] - moved[b][1]
                distance = hypot(across, up)
                if distance >= apart:
                    continue
                calm = False
                across, up = (across, up) if distance else (1e-3 * (a - b), 1e-3)
                push = 0.5 * (apart - distance) / (hypot(across, up) or 1)
                for who, side in ((a, push), (b, -push)):
                    moved[who][0] += across * side
                    moved[who][1] += up * side
        if calm:
            break
    return _fitted([(x, y) for x, y in moved])
