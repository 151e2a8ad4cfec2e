"""What pages read of how numbers are made; cached as in `reads`."""

import pandas as pd

from evenkeel.metrics.workings.values import Working
from evenkeel.model import Role
from evenkeel.web.reads import Look, cached


@cached
def working(look: Look, student: str, number: str, week: int) -> Working:
    """Return one number of a student worked out (see `Desk.working`)."""
    return look.desk.working(look.viewer, look.now, student, number, week)


@cached
def cadence(look: Look, student: str) -> pd.DataFrame:
    """Return one student's answers by how much they posted (see `Desk.cadence`)."""
    return look.desk.cadence(look.viewer, look.now, student)


@cached
def staff(look: Look) -> dict[str, str]:
    """Return the names of those on the roster who are no students, by address."""
    return {p.email: p.name for p in look.desk.people(look.viewer) if p.role != Role.STUDENT}
