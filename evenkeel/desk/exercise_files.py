"""What is asked in an opened course folder: its exercises, read as text and written as files."""

import os
from pathlib import Path

from evenkeel.access import Viewer, require_instructor
from evenkeel.desk.conversation import Talk
from evenkeel.desk.counting import Counting
from evenkeel.errors import ExerciseRefused
from evenkeel.exercises.definitions import FOLDER, Exercise, exercise_from, files, folders_of, read_exercises
from evenkeel.exercises.writing import exercise_yaml, is_file_name
from evenkeel.metrics.registry import BOUNDS


class ExerciseFiles(Counting):
    """The part of a desk that exercises are read and written through."""

    exercise_problems: tuple[str, ...]
    _talks: dict[tuple[int, int], Talk]

    def _follow_exercises(self) -> None:
        """Read the exercises anew; numbers that were made with the old ones are let go."""
        found, problems = read_exercises(folders_of(self.folder), BOUNDS)
        self.exercises = found
        self.exercise_problems = tuple(problem.sentence() for problem in problems)

    def own_exercises(self) -> frozenset[str]:
        """Return the names of the files in the course's own folder of exercises, also of those that cannot be read."""
        return frozenset(path.stem for path in files([self.folder / FOLDER]))

    def exercise_text(self, viewer: Viewer, name: str) -> str:
        """Return an exercise's file as it stands; of two files of one name, the course's own."""
        require_instructor(viewer)
        found = [path for path in files(folders_of(self.folder)) if path.stem == name]
        if not found:
            raise ExerciseRefused(f'There is no file of an exercise "{name}".')
        return found[-1].read_text("utf-8", errors="replace")

    def save_exercise(self, viewer: Viewer, exercise: Exercise, *, replace: bool = False) -> Path:
        """Write an exercise into the course's own folder, whole or not at all, and let the numbers follow.

        Raises `ExerciseRefused` where it would not be read back as it is, or a file stands there and is not to be
        replaced. The files that come with the product are never touched.
        """
        require_instructor(viewer)
        path, text = self.folder / FOLDER / f"{exercise.id}.yaml", exercise_yaml(exercise)
        _refuse_unreadable(exercise, text)
        with self._lock:
            if path.exists() and not replace:
                raise ExerciseRefused(f"{FOLDER}/{path.name} stands in the course folder already.")
            path.parent.mkdir(exist_ok=True)
            part = path.with_suffix(".part")
            part.write_text(text, "utf-8")
            os.replace(part, path)
            self._follow_exercises()
            self._analyses.clear()
            self._talks.clear()
        return path


def _refuse_unreadable(exercise: Exercise, text: str) -> None:
    if not is_file_name(exercise.id):
        raise ExerciseRefused(
            f'"{exercise.id}" cannot be the name of its file: expected small letters, digits and hyphens, as in '
            '"local-news-item".'
        )
    read, problems = exercise_from(text, f"{exercise.id}.yaml", exercise.id, BOUNDS)
    if read != exercise:
        raise ExerciseRefused("\n".join(problem.sentence() for problem in problems) or "It reads otherwise.")
