"""How numbers come about, and figures of one student's term beside the metrics, in an opened course folder."""

from dataclasses import replace

import pandas as pd

from evenkeel.access import Viewer
from evenkeel.desk.counting import Counting
from evenkeel.errors import NotAllowed
from evenkeel.metrics import oversaturation
from evenkeel.metrics.workings import term_figures
from evenkeel.metrics.workings.ground import ground
from evenkeel.metrics.workings.values import Working as Worked
from evenkeel.metrics.workings.working import working
from evenkeel.store.people import persons


class Working(Counting):
    """The part of a desk that shows how numbers are made; every read takes the viewer."""

    def working(self, viewer: Viewer, now: int, student: str, metric: str, week: int) -> Worked:
        """Work out one number of a student (an address) in a begun week (0: the term), from what it is made of.

        Oversaturation (`student_figures`) is worked out too. A student reads the names of others in `whom`, not their
        addresses. Raises `NotAllowed` where the viewer may not see the
        student, and `KeyError` for a number that is none.
        """
        _require(viewer, student)
        analysis = self.analysis(now)
        if metric == "oversaturation":
            found = term_figures.oversaturation(analysis.read(lambda cursor: oversaturation.items(cursor, student)))
        else:
            found = working(analysis.read(lambda cursor: ground(cursor, self.course, student)), metric, week)
        return found if viewer.may_see("") else self._by_name(found, student)

    def _by_name(self, worked: Worked, student: str) -> Worked:
        """Put names in the place of others' addresses: a student knows who wrote to them, and need not know where."""
        with self._lock:
            names = {person.email: person.name for person in persons(self.record) if person.email != student}
        parts = [
            replace(
                part, lines=tuple(replace(one, whom=tuple(names.get(w, w) for w in one.whom)) for one in part.lines)
            )
            for part in worked.parts
        ]
        return replace(worked, parts=tuple(parts))

    def oversaturation(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return how answers went with how much was posted (see `metrics.oversaturation.by_student`)."""
        everybody = self.analysis(now).read(oversaturation.by_student)
        return everybody if viewer.may_see("") else everybody[everybody["student"] == viewer.email]

    def cadence(self, viewer: Viewer, now: int, student: str) -> pd.DataFrame:
        """Return a student's answers by how much they posted (see `metrics.oversaturation.by_cadence`)."""
        _require(viewer, student)
        return self.analysis(now).read(lambda cursor: oversaturation.by_cadence(cursor, student))


def _require(viewer: Viewer, student: str) -> None:
    if not viewer.may_see(student):
        raise NotAllowed("This is about somebody else. Your own pages show everything held about you.")
