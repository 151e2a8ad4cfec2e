"""The class as a conversation, in an opened course folder: ties, people, stairs; an instructor's side alone."""

import threading
from collections.abc import Callable
from typing import TypeVar

import duckdb
import pandas as pd

from evenkeel.access import Viewer, require_instructor
from evenkeel.course.values import Course
from evenkeel.desk.counting import Counting
from evenkeel.metrics import conversation
from evenkeel.metrics.inputs import Match
from evenkeel.metrics.network import Network, summary
from evenkeel.metrics.settled import settled

T = TypeVar("T")
_KEPT = 2


class Talk:
    """The relations of a class at one moment, read window by window and never twice."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, course: Course, now: int, matches: tuple[Match, ...]) -> None:
        self._cursor = cursor
        self._lock = threading.Lock()
        self._read: dict[tuple[str, int], object] = {}
        conversation.build(cursor, course, now, matches)

    def ask(self, reading: Callable[[duckdb.DuckDBPyConnection, int], T], week: int) -> T:
        """Return a reading of a window (0: the term)."""
        key = (reading.__qualname__, week)
        with self._lock:
            if key not in self._read:
                self._read[key] = reading(self._cursor, week)
            return self._read[key]  # type: ignore[return-value]  # kept under its own reading


class Conversing(Counting):
    """The part of a desk that tells who talks with whom. A week is its trailing window; 0 is the term."""

    _talks: dict[tuple[int, int], Talk]

    def network(self, viewer: Viewer, now: int, week: int = 0) -> Network:
        """Describe the class as a network."""
        return self._talk(viewer, now).ask(summary, week)

    def ties(self, viewer: Viewer, now: int, week: int = 0) -> pd.DataFrame:
        """Return who addressed whom (see `conversation.ties`)."""
        return self._talk(viewer, now).ask(conversation.ties, week)

    def nodes(self, viewer: Viewer, now: int, week: int = 0) -> pd.DataFrame:
        """Return everybody on the roster as a node of the network (see `conversation.nodes`)."""
        return self._talk(viewer, now).ask(conversation.nodes, week)

    def stairway(self, viewer: Viewer, now: int, week: int = 0) -> pd.DataFrame:
        """Return on which stair each student's partners stand (see `conversation.stairway`)."""
        return self._talk(viewer, now).ask(conversation.stairway, week)

    def places(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return where everybody is drawn, in every week alike (see `conversation.layout`)."""
        return self._talk(viewer, now).ask(conversation.layout, 0)

    def _talk(self, viewer: Viewer, now: int) -> Talk:
        require_instructor(viewer)
        self.refuse_expired(now)
        with self._lock:
            moment = settled(self.snapshots.cursor(), self.course, now)
            key = (self.snapshots.counted(), moment)
            if key not in self._talks:
                while len(self._talks) >= _KEPT:
                    del self._talks[next(iter(self._talks))]
                self._talks[key] = Talk(self.snapshots.cursor(), self.course, moment, self.matches)
            return self._talks[key]
