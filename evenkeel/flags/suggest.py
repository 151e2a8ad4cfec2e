"""A threshold that fits the class: far above what most of its weeks look like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import median

from evenkeel.flags.judging import Series, spread

MIN_STUDENTS = 10
MIN_WEEKS = 4
_SPREADS = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested line (None where the weeks so far do not carry one) and the sentence that says why."""

    line: float | None
    why: str
    students: int
    weeks: int


def suggested_line(series_by_student: Mapping[str, Series], step: float = 15, above: bool = True) -> Suggestion:
    """Suggest a line: median + 3 spreads of all student-weeks, rounded up to `step` (15 minutes); below, the mirror.

    It says what is unusual in this class, not what is too much.
    """
    found = [(week, x) for series in series_by_student.values() for week, x in series]
    students = sum(1 for series in series_by_student.values() if series)
    weeks = len({week for week, _ in found})
    if students < MIN_STUDENTS or weeks < MIN_WEEKS:
        why = (
            f"A suggestion needs at least {MIN_STUDENTS} students and {MIN_WEEKS} weeks with numbers; "
            f"there are {students} and {weeks} so far."
        )
        return Suggestion(None, why, students, weeks)
    return _from_values([x for _, x in found], step, above, students, weeks)


def _from_values(values: Sequence[float], step: float, above: bool, students: int, weeks: int) -> Suggestion:
    wide = spread(values)
    if not wide:
        return Suggestion(None, "All weeks so far are alike, so none can be called unusual.", students, weeks)
    # A hair is taken off first, so that 300.0000000001 does not become 315.
    edge = (median(values) + (_SPREADS if above else -_SPREADS) * wide) / step
    line = step * (ceil(edge - 1e-9) if above else floor(edge + 1e-9))
    side = "above" if above else "below"
    why = f"The middle of {len(values)} weeks of {students} students, and three times their spread {side} it."
    return Suggestion(line, why, students, weeks)
