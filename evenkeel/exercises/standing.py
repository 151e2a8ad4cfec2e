"""How one student's work for one thing that was asked stands; nothing here knows how it was found."""

from dataclasses import dataclass
from enum import StrEnum

from evenkeel import words


class Standing(StrEnum):
    """How work stands: unknown is not missing, and late is late."""

    DONE = "done"
    LATE = "late"
    CHECKED = "checked by hand"
    MISSING = "missing"
    NO_DATA = "no data"
    OPEN = "still open"


# Each state's own shape, so that colour is never needed.
SHAPES = {
    Standing.DONE: "●",
    Standing.LATE: "◐",
    Standing.CHECKED: "✓",
    Standing.MISSING: "○",
    Standing.NO_DATA: "–",
    Standing.OPEN: "·",
}
MEANINGS = {
    Standing.DONE: "handed in by the due time",
    Standing.LATE: "handed in after it",
    Standing.CHECKED: "you said so; no file shows it",
    Standing.MISSING: "due, and the student's own files do not show it",
    Standing.NO_DATA: "due, and no file would show it",
    Standing.OPEN: "not due yet, or its week is still running",
}


def standing(handed_in: int | None, due: int, now: int, *, closes: int, covered: bool, by_hand: bool) -> Standing:
    """Tell how work stands, in microseconds; before `closes` (a weekly task: its week's end) nothing is missing.

    `covered`: a source would show such work, if there was any; `by_hand`: somebody has said that it was handed in.
    """
    if handed_in is not None:
        return Standing.DONE if handed_in <= due else Standing.LATE
    if by_hand:
        return Standing.CHECKED
    if now <= max(due, closes):
        return Standing.OPEN
    return Standing.MISSING if covered else Standing.NO_DATA


def reason(surer: int, tag: str, kind: str) -> str:
    """Say why an act counts: set by hand (0), the exercise's id (1) or another tag of it (2), or its kind alone (3)."""
    if surer == 0:
        return "set by hand"
    if surer in (1, 2):
        return f"tagged {tag}"
    return f"a {kind} within the window, without another exercise's tag"


def crowded(fitting: int, last_day: int) -> str:
    """Say that most of several acts for one task came on its last day, or nothing where they did not."""
    return f"{last_day} of {fitting} on the last day" if fitting >= 3 and last_day * 2 > fitting else ""


def spread(acts: int, most: int) -> str:
    """Say that most work of a term came within one day, or nothing where it did not (or there is little of it)."""
    return f"{most} of {words.count(acts, 'act')} within one day" if acts >= 5 and most * 2 > acts else ""


@dataclass(frozen=True, slots=True)
class Work:
    """One student's work for one occasion of an exercise: when it was asked, what was handed in, and how that stands.

    Moments are microseconds; `release` None: open from the beginning. `act` None: nothing that a file shows. `why`
    says how the act was recognised, `crowd` that most acts for it came on the last day (empty: they did not).
    """

    student: str
    exercise: str
    occasion: str
    week: int | None
    release: int | None
    due: int
    handed_in: int | None
    act: int | None
    standing: Standing
    why: str = ""
    crowd: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """The student, the exercise and the occasion."""
        return self.student, self.exercise, self.occasion
