"""What if a student had answered more, or spent less: their own numbers, worked out by the same code."""

from dataclasses import dataclass

import pandas as pd

from evenkeel.access import Viewer
from evenkeel.desk.counting import Analysis, Counting
from evenkeel.errors import NotAllowed
from evenkeel.metrics import supposing
from evenkeel.metrics.supposing import Leeway
from evenkeel.metrics.workings.ground import ground
from evenkeel.model import Role


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A student's numbers as they would be (see `metrics.measures.measure`), and what was supposed for them."""

    measures: pd.DataFrame
    replies: int
    minutes: float


class Supposing(Counting):
    """The part of a desk that answers *what if*; of the student who looks, and nobody else."""

    def leeway(self, viewer: Viewer, now: int, week: int) -> Leeway:
        """Tell what could have gone otherwise in a begun week of the student who looks."""
        return _leeway(self, self.analysis(now), _student(viewer), week)

    def what_if(self, viewer: Viewer, now: int, week: int, replies: int = 0, minutes_less: float = 0) -> WhatIf:
        """Measure the student who looks as if they had written more answers in a week and spent less of it on leisure.

        The answers go to the people of the class who wait for one, the newest first; the minutes are the last ones of
        leisure while work was due. No more than there are of either.
        """
        student, analysis = _student(viewer), self.analysis(now)
        held = _leeway(self, analysis, student, week)
        replies, minutes = min(max(replies, 0), len(held.waiting)), min(max(minutes_less, 0.0), held.minutes)
        supposed = held.supposing(replies, minutes)
        cursor = self.snapshots.cursor()
        found = supposing.measure(cursor, self.course, analysis.now, self.matches, student, supposed)
        return WhatIf(found, replies, minutes)


def _leeway(desk: Counting, analysis: Analysis, student: str, week: int) -> Leeway:
    return analysis.read(
        lambda cursor: supposing.leeway(cursor, ground(cursor, desk.course, student), week, analysis.now)
    )


def _student(viewer: Viewer) -> str:
    if viewer.role is not Role.STUDENT:
        raise NotAllowed("What would change is for a student's own numbers.")
    return viewer.email
