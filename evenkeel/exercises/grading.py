"""Grades: the levels that somebody chose, the points these are worth, and what is written to the student."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evenkeel.exercises.values import Criterion


@dataclass(frozen=True, slots=True)
class Grade:
    """How one student's work for one occasion was judged; without levels and comment it was looked at alone."""

    student: str
    exercise: str
    occasion: str
    levels: Mapping[str, str]
    points: float | None
    comment: str
    at: int
    by: str


@dataclass(frozen=True, slots=True)
class Total:
    """A student's points of an exercise over the occasions that were graded, how many those are, and of how many."""

    student: str
    points: float
    graded: int
    asked: int


def points(rubric: Iterable[Criterion], levels: Mapping[str, str]) -> float | None:
    """Return the sum of the chosen levels' points; None where no chosen level has any."""
    worth = [
        level.points
        for criterion in rubric
        for level in criterion.levels
        if levels.get(criterion.name) == level.name and level.points is not None
    ]
    return sum(worth) if worth else None


def most(rubric: Iterable[Criterion]) -> float | None:
    """Return the most points that a rubric can give; None where its levels have none."""
    best = [
        max(worth) for one in rubric if (worth := [level.points for level in one.levels if level.points is not None])
    ]
    return sum(best) if best else None


def left_open(rubric: Iterable[Criterion], levels: Mapping[str, str]) -> tuple[str, ...]:
    """Name the criteria for which no level is chosen."""
    return tuple(one.name for one in rubric if one.name not in levels)


def newest(given: Iterable[Grade]) -> dict[tuple[str, str, str], Grade]:
    """Return the grade that holds, by student, exercise and occasion; `given` is oldest first."""
    return {(grade.student, grade.exercise, grade.occasion): grade for grade in given}


def totals(given: Iterable[Grade], exercise: str, occasions: Iterable[str]) -> dict[str, Total]:
    """Add up each student's points of an exercise over occasions; who has none is left out."""
    asked = set(occasions)
    found: dict[str, list[float]] = {}
    for grade in newest(given).values():
        if grade.exercise == exercise and grade.occasion in asked and grade.points is not None:
            found.setdefault(grade.student, []).append(grade.points)
    return {student: Total(student, sum(worth), len(worth), len(asked)) for student, worth in found.items()}
