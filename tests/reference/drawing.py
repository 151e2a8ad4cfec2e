"""Classes drawn by hypothesis: a seed, and a shape that can only make the class smaller, so that failures shrink."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from .classes import Shape

# How many classes the comparison of all numbers runs: as many as EVENKEEL_CLASSES says, or so many without it.
# Every other comparison runs as many times more than it usually does.
USUAL = 24
_ASKED = os.environ.get("EVENKEEL_CLASSES", "")
_KEPT = (0.02, 0.05, 0.1, 0.2, 0.4, 0.7, *[1.0] * 14)


def seeds() -> st.SearchStrategy[int]:
    """What decides everything that a shape leaves open."""
    return st.integers(0, 10**6)


def shapes() -> st.SearchStrategy[Shape]:
    """Mostly classes as their seed makes them; what shrinks has few people, weeks and rows."""
    return st.builds(
        Shape,
        students=st.sampled_from((1, 2, 3, *[None] * 15)),
        weeks=st.sampled_from((1, 2, 3, *[None] * 15)),
        acts=st.sampled_from(_KEPT),
        times=st.sampled_from(_KEPT),
    )


def long_shapes() -> st.SearchStrategy[Shape]:
    """Classes busy, large and long enough for stairs, for rules against the class and for the own past."""
    people = st.sampled_from(((3, 6), (2, 8), (10, 2), (11, 1), (11, 2), (12, 2)))
    return st.builds(
        lambda people, weeks, acts: Shape(people[0], weeks, people[1], acts),
        people,
        st.sampled_from((12, 10, 14, 16, 5)),
        st.sampled_from((1.0, 0.2, 1.0, 1.0)),
    )


def as_many_as(usual: int) -> settings:
    """So many classes, the same on every run; more and new ones where EVENKEEL_CLASSES asks for them."""
    many = max(usual, round(usual * int(_ASKED) / USUAL)) if _ASKED else usual
    return settings(
        max_examples=many,
        derandomize=not _ASKED,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
