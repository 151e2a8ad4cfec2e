"""What a student's own pages read besides `reads`; cached as there."""

from evenkeel.desk.goals import Own
from evenkeel.desk.supposing import WhatIf
from evenkeel.metrics.quartiles import Quartiles
from evenkeel.metrics.supposing import Leeway
from evenkeel.web.reads import Look, cached


@cached
def class_quartiles(look: Look, week: int, metrics: tuple[str, ...]) -> dict[str, Quartiles] | None:
    """Return where the middle half of the others lies (see `Desk.class_quartiles`)."""
    return look.desk.class_quartiles(look.viewer, look.now, week, metrics)


@cached
def leeway(look: Look, week: int) -> Leeway:
    """Return what could have gone otherwise in a week (see `Desk.leeway`)."""
    return look.desk.leeway(look.viewer, look.now, week)


@cached
def what_if(look: Look, week: int, replies: int, minutes: int) -> WhatIf:
    """Return one's own numbers with more answers and fewer minutes (see `Desk.what_if`)."""
    return look.desk.what_if(look.viewer, look.now, week, replies, minutes)


def goals(look: Look, student: str) -> Own:
    """Return a student's own limit, goal and reflections, as far as the viewer may see them (see `Desk.goals`)."""
    # Not cached: it is three small rows, and whether somebody only looks on decides what is in them.
    return look.desk.goals(look.viewer, student)
