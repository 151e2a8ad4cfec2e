"""The stairway of the class on the page: how many pairs stand on which stair, with the cuts that decided it."""

from collections.abc import Mapping

import pandas as pd

from evenkeel import words
from evenkeel.access import Role, Viewer
from evenkeel.course.values import Settings
from evenkeel.metrics.class_figures import CLASS_FIGURES, STAIR_FIGURES
from evenkeel.metrics.conversation import CANNOT_TELL, STAIRS
from evenkeel.metrics.descriptions import setting
from evenkeel.metrics.groups import FLOOR, printable

HIDDEN = "hidden"
_CANNOT_TELL = "The partner wrote nothing on record: their side of it is not in the files."


def counts(stairway: pd.DataFrame) -> dict[str, int]:
    """Return how many pairs (a student sees a partner) stand on each stair, those nobody can tell last."""
    found = stairway["stair"].value_counts()
    return {stair: int(found.get(stair, 0)) for stair in (*STAIRS, CANNOT_TELL)}


def shown(found: Mapping[str, int], viewer: Viewer, *, names_shown: bool) -> dict[str, int | None]:
    """Return the counts as they may be shown: all to an instructor, unless names are hidden; else by the floor."""
    everything = names_shown and viewer.role is Role.INSTRUCTOR
    return dict(found) if everything else printable(found, FLOOR)


def rows(found: Mapping[str, int | None], settings: Settings) -> list[tuple[str, str, str, str]]:
    """Return a table's rows: stair, pairs, what it means, and the cuts of this course that decide it."""
    return [
        (words.sentence(stair), HIDDEN if n is None else f"{n:,}", *_about(stair, settings))
        for stair, n in found.items()
    ]


def _about(stair: str, settings: Settings) -> tuple[str, str]:
    if stair == CANNOT_TELL:
        return _CANNOT_TELL, "Decided before all others."
    about = CLASS_FIGURES[STAIR_FIGURES[stair]].about
    return about.shows, words.sentence("; ".join(setting(name, settings) for name in about.settings)) + "."


def sentence(found: Mapping[str, int | None], pairs: int) -> str:
    """Say what the stairs amount to, without a number that stands for a hidden group."""
    if not pairs:
        return "Nobody has a partner yet."
    if all(n is None for n in found.values()):
        return f"Too few to print: every group is under {FLOOR} pairs."
    most, stair = max((n, stair) for stair, n in found.items() if n is not None)
    said = (
        f"{pairs:,} pairs, each a student and a partner as the student sees them; most, {most:,}, stand on “{stair}”."
    )
    hidden = any(n is None for n in found.values())
    return said + (f" Groups under {FLOOR} are hidden, and the next with them." if hidden else "")
