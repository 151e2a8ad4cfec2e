"""Grades in an opened course folder: given by an instructor, kept with who and when, shown to whom they are about."""

from collections.abc import Mapping
from dataclasses import replace

from evenkeel.access import Viewer, require_head, require_instructor
from evenkeel.desk.asked import Asking, Task
from evenkeel.errors import NoSuchTask
from evenkeel.exercises import grading
from evenkeel.exercises.grading import Grade, Total
from evenkeel.exercises.values import Criterion
from evenkeel.model import Role
from evenkeel.store import grading as shelf
from evenkeel.store.record import transaction


class Grading(Asking):
    """The part of a desk that grades are given and read through."""

    def grades(self, viewer: Viewer) -> list[Grade]:
        """Return every grade that was ever given, oldest first; a student sees their own, once they are released.

        A student is not told who gave one.
        """
        with self._lock:
            given, shown = shelf.grades(self.record), shelf.released(self.record)
        found = [Grade(*one) for one in given if viewer.may_see(one.student)]
        if viewer.role is not Role.STUDENT:
            return found
        return [replace(one, by="") for one in found if one.exercise in shown]

    def grade(self, viewer: Viewer, now: int, task: Task, levels: Mapping[str, str], comment: str) -> None:
        """Give a grade for a task (student, exercise, occasion); without levels and comment it was looked at alone.

        The newest holds. Raises `NoSuchTask` for what the schedule or the rubric does not have.
        """
        require_instructor(viewer)
        student, exercise, occasion = task
        self.require_task(exercise, occasion)
        rubric = self.rubric(exercise)
        _require_levels(rubric, levels)
        given = shelf.Graded(
            student, exercise, occasion, levels, grading.points(rubric, levels), comment.strip(), now, viewer.signature
        )
        # A grade is no part of any number.
        with self._lock, transaction(self.record, counted=False):
            shelf.give(self.record, given)

    def rubric(self, exercise: str) -> tuple[Criterion, ...]:
        """Return how an exercise is judged; nothing where it has no rubric, or no definition."""
        known = self.exercises.get(exercise)
        return known.rubric if known else ()

    def totals(self, viewer: Viewer, exercise: str, occasion: str = "") -> dict[str, Total]:
        """Return each student's points of an exercise, on one occasion or (empty) added up over all of the term."""
        require_instructor(viewer)
        if occasion:
            self.require_task(exercise, occasion)
        asked = (occasion,) if occasion else self.occasions().get(exercise, ())
        if not asked:
            self.require_task(exercise, "")
        return grading.totals(self.grades(viewer), exercise, asked)

    def released(self, viewer: Viewer) -> frozenset[str]:
        """Return the exercises whose grades students see."""
        require_instructor(viewer)
        with self._lock:
            return shelf.released(self.record)

    def release_grades(self, viewer: Viewer, now: int, exercise: str, shown: bool) -> None:
        """Show students their grades of an exercise from now on, or no more; only an instructor may."""
        require_head(viewer)
        if exercise not in self.occasions():
            raise NoSuchTask(f"The schedule does not have the exercise {exercise}.")
        with self._lock, transaction(self.record, counted=False):
            shelf.release(self.record, exercise, shown, now, viewer.signature)


def _require_levels(rubric: tuple[Criterion, ...], levels: Mapping[str, str]) -> None:
    known = {criterion.name: [level.name for level in criterion.levels] for criterion in rubric}
    for criterion, level in levels.items():
        if level not in known.get(criterion, ()):
            raise NoSuchTask(f"The rubric has no level “{level}” of “{criterion}”.")
