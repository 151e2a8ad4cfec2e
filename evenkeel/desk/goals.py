"""A student's own limit, goal and reflections in an opened course folder: private unless the student shares them."""

import sqlite3
import threading
from dataclasses import dataclass, replace

from evenkeel.access import Viewer, require_own
from evenkeel.errors import NotAGoal
from evenkeel.model import Role
from evenkeel.store import goals as shelf
from evenkeel.store.goals import Reflection
from evenkeel.store.record import transaction

__all__ = ["GOALS", "LIMITS", "LONGEST", "Goal", "Goals", "Own", "Reflection"]

# What a limit can be on, and what a goal: minutes a week, and replies a week or the share answered.
LIMITS = ("procrastination_minutes", "leisure_minutes", "social_minutes")
GOALS = ("replies", "reply_back_rate")
_MOST = {"reply_back_rate": 1.0, "replies": 500.0}
_MINUTES = 7 * 24 * 60.0
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit or a goal that holds: the number, how much of it a week (in its own unit), and whether it is shared."""

    metric: str
    amount: float
    shared: bool
    set_at: int


@dataclass(frozen=True, slots=True)
class Own:
    """What the viewer may see of a student's own limit, goal and reflections (the newest week first)."""

    limit: Goal | None = None
    goal: Goal | None = None
    reflections: tuple[Reflection, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to see."""
        return not (self.limit or self.goal or self.reflections)


class Goals:
    """The part of a desk that keeps what students want for themselves."""

    record: sqlite3.Connection
    _lock: threading.RLock

    def goals(self, viewer: Viewer, student: str) -> Own:
        """Return a student's own limit, goal and reflections: all to the student, to others what is shared."""
        if not viewer.may_see(student):
            return Own()
        with self._lock:
            found = shelf.goals(self.record, student)
            written = tuple(shelf.reflections(self.record, student))
        everything = Own(_holding(found, "limit"), _holding(found, "goal"), written)
        themself = viewer.role is Role.STUDENT and viewer.email == student and not viewer.looking_as
        return everything if themself else _shared(everything, texts=viewer.names)

    def set_limit(self, viewer: Viewer, metric: str, minutes: float | None, shared: bool, now: int) -> None:
        """Set the viewer's own limit on minutes a week; None takes it back. Raises `NotAGoal`."""
        self._set(viewer, "limit", LIMITS, metric, minutes, shared, now)

    def set_goal(self, viewer: Viewer, metric: str, amount: float | None, shared: bool, now: int) -> None:
        """Set the viewer's own goal: replies a week, or the share answered (0 to 1); None takes it back."""
        self._set(viewer, "goal", GOALS, metric, amount, shared, now)

    def _set(
        self, viewer: Viewer, aim: str, metrics: tuple[str, ...], metric: str, amount: float | None,
        shared: bool, now: int,
    ) -> None:  # fmt: skip
        require_own(viewer, viewer.email)
        most = _MOST.get(metric, _MINUTES)
        if metric not in metrics or not (amount is None or 0 <= amount <= most):
            raise NotAGoal(
                f"“{metric}: {amount}” cannot be a {aim}: expected one of {', '.join(metrics)}, 0 to {most:g}."
            )
        with self._lock, transaction(self.record, counted=False):
            shelf.set_goal(self.record, viewer.email, shelf.Goal(aim, metric, amount, shared, now))

    def reflect(self, viewer: Viewer, week: int, words: str, shared: bool, now: int) -> None:
        """Keep what the viewer writes about one of their weeks; without words, all that was written of it goes."""
        require_own(viewer, viewer.email)
        said = words.strip()
        if len(said) > LONGEST:
            raise NotAGoal(f"That is {len(said):,} characters long; a reflection can have {LONGEST:,}.")
        with self._lock, transaction(self.record, counted=False):
            if said:
                shelf.reflect(self.record, viewer.email, Reflection(week, said, shared, now))
            else:
                shelf.forget_reflection(self.record, viewer.email, week)


def _holding(found: list[shelf.Goal], aim: str) -> Goal | None:
    newest = next((one for one in found if one.aim == aim), None)
    if newest is None or newest.amount is None:
        return None
    return Goal(newest.metric, newest.amount, newest.shared, newest.set_at)


def _shared(own: Own, texts: bool) -> Own:
    """Keep what is shared; texts may name people, so whoever sees no names sees none."""
    return replace(
        own,
        limit=own.limit if own.limit and own.limit.shared else None,
        goal=own.goal if own.goal and own.goal.shared else None,
        reflections=tuple(one for one in own.reflections if one.shared and texts),
    )
