"""What students say their own stretches of time were, in an opened course folder."""

import sqlite3
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evenkeel import accounts
from evenkeel.access import Viewer, require_own
from evenkeel.course.calendar import Week, local
from evenkeel.course.values import Course
from evenkeel.errors import NoSuchStretch, NotAllowed
from evenkeel.model import Purpose
from evenkeel.store import marks as shelf
from evenkeel.store.marks import Marked
from evenkeel.store.record import transaction


class Label(StrEnum):
    """What a student can say a stretch of time was."""

    COURSEWORK = "coursework"
    LEISURE = "leisure"
    MEANT = "I meant to be working"


_SAYS = {
    Label.COURSEWORK: (Purpose.COURSEWORK.value, False),
    Label.LEISURE: (Purpose.LEISURE.value, False),
    # What it was stays as the file has it; that work was meant is what makes it procrastination.
    Label.MEANT: ("", True),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time entry: when it was (`day` and `minutes` alone where its place in the day is not known) and what for.

    `purpose` and `meant_to_work` are as its file or, where that says nothing, the course has them for the platform;
    `label` is what the student says of it, if anything.
    """

    ref: str
    starts: int | None
    ends: int | None
    day: int | None
    minutes: float | None
    evidence: str
    purpose: str
    platform: str
    activity: str
    meant_to_work: bool
    label: Label | None


class Marking:
    """The part of a desk by which students say what their time was. Others see that it was said."""

    course: Course
    record: sqlite3.Connection
    _lock: threading.RLock

    def stretches(self, viewer: Viewer, student: str, week: Week) -> list[Stretch]:
        """Return a student's time entries that touch a week, oldest first, each with what the student says of it."""
        if not viewer.may_see(student):
            raise NotAllowed("This is about somebody else's time.")
        first = local(week.start, self.course.zone).date().toordinal()
        with self._lock:
            found = shelf.stretches(self.record, student, week.start, week.end, (first, first + 6))
            said = shelf.marks(self.record, student)
        usual = {accounts.platform(name): purpose.value for name, purpose in self.course.purposes.items()}
        return [_stretch(one, said.get(one.ref), usual) for one in found]

    def mark_time(self, viewer: Viewer, refs: Iterable[str], label: Label | None, now: int) -> None:
        """Say what stretches of one's own time were; None takes the word back, and they are as their files have them.

        All numbers follow. Raises `NotAllowed` for anybody but the student, `NoSuchStretch` for what is not theirs.
        """
        require_own(viewer, viewer.email)
        asked = list(refs)
        with self._lock, transaction(self.record):
            if not all(shelf.owns(self.record, viewer.email, "entry", ref) for ref in asked):
                raise NoSuchStretch("This stretch of time is not yours, or its file has been taken back.")
            if label is None:
                shelf.unmark(self.record, viewer.email, asked)
                return
            for ref in asked:
                shelf.mark(self.record, viewer.email, ref, Marked(*_SAYS[label], now))


def _stretch(one: shelf.Stretch, said: Marked | None, usual: Mapping[str, str]) -> Stretch:
    label = next((label for label, says in _SAYS.items() if said and says == said[:2]), None)
    purpose = one.purpose or usual.get(one.platform, Purpose.UNKNOWN.value)
    return Stretch(*one[:6], purpose, one.platform, one.activity, bool(one.meant_to_work), label)
