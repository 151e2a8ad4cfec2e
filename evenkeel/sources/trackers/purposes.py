"""What time was for, where the student's own words say it outright; anything less certain stays unknown."""

from collections.abc import Iterable, Mapping

from evenkeel.accounts import folded
from evenkeel.model import Purpose

SAID: Mapping[str, Purpose] = {"coursework": Purpose.COURSEWORK, "leisure": Purpose.LEISURE}


def purpose(names: Iterable[str], said: Mapping[str, Purpose] = SAID) -> str:
    """Return the one purpose that tags, projects or labels name; empty for none, and for two that disagree."""
    found = {said[spelt] for name in names if (spelt := folded(name.lstrip("#"))) in said}
    return found.pop().value if len(found) == 1 else ""
