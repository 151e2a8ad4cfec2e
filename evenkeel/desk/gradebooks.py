"""Grades of an opened course folder into the file that a gradebook gave."""

from evenkeel.access import Viewer, require_instructor
from evenkeel.accounts import folded
from evenkeel.desk.grading import Grading
from evenkeel.errors import NotAllowed
from evenkeel.exercises import grading
from evenkeel.gradebooks.filling import Filled, Given, Into, fill
from evenkeel.gradebooks.knowing import Somebody, gradebook_from
from evenkeel.model import Role
from evenkeel.store import people as registry

# Ids that a gradebook may have, as rosters bring them.
_IDS = frozenset({"canvas", "sis", "login", "blackboard"})


class Gradebooks(Grading):
    """The part of a desk that takes grades out."""

    def fill_gradebook(self, viewer: Viewer, data: bytes, exercise: str, occasion: str, into: Into) -> Filled:
        """Write an exercise's points (of one occasion, or all) into a gradebook; nothing is sent anywhere.

        Raises `ExportRefused`, `NoSuchTask`, and `NotAllowed` for who may not see names: a gradebook is full of them.
        """
        require_instructor(viewer)
        if not viewer.names:
            raise NotAllowed("A gradebook names everybody, and your instructor has not let assistants see names.")
        totals = self.totals(viewer, exercise, occasion)
        held = grading.newest(self.grades(viewer))
        given = {
            student: Given(total.points, held[student, exercise, occasion].comment if occasion else "")
            for student, total in totals.items()
        }
        asked = self.occasions()[exercise]
        most = grading.most(self.rubric(exercise))
        worth = None if most is None else most * (1 if occasion else len(asked))
        return fill(gradebook_from(data), given, self._somebodies(), Into(into.column, into.comments, worth))

    def _somebodies(self) -> list[Somebody]:
        with self._lock:
            everybody = registry.persons(self.record)
        return [
            Somebody(
                person.email,
                person.name,
                frozenset(
                    [("email", person.email)]
                    + [(kind, folded(written)) for (kind, _), written in person.accounts.items() if kind in _IDS]
                ),
            )
            for person in everybody
            if person.role == Role.STUDENT
        ]
