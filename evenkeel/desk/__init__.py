"""A course folder, opened: the conductor between record, course, metrics and flags, for pages and commands alike."""

import threading
from pathlib import Path

from evenkeel import inbox
from evenkeel import refresh as feeds
from evenkeel.access import Viewer, require_instructor
from evenkeel.course.reading import load_course
from evenkeel.desk.comparing import Comparing
from evenkeel.desk.conversation import Talk
from evenkeel.desk.counting import Analysis
from evenkeel.desk.disputing import Disputing
from evenkeel.desk.everything import Holding
from evenkeel.desk.exercise_files import ExerciseFiles
from evenkeel.desk.flagging import RuleChange
from evenkeel.desk.goals import Goals
from evenkeel.desk.gradebooks import Gradebooks
from evenkeel.desk.lab_work import LabWork
from evenkeel.desk.looking import Looking
from evenkeel.desk.marking import Marking
from evenkeel.desk.own_files import OwnFiles
from evenkeel.desk.signing import Signing
from evenkeel.desk.supposing import Supposing
from evenkeel.desk.working import Working
from evenkeel.metrics.registry import BOUNDS
from evenkeel.store.record import FILE_NAME, open_record
from evenkeel.store.snapshot import Snapshots
from evenkeel.tables import Tables

__all__ = ["Desk", "RuleChange"]


class Desk(
    Holding,
    Disputing,
    Working,
    LabWork,
    Comparing,
    Supposing,
    Goals,
    ExerciseFiles,
    OwnFiles,
    Marking,
    Looking,
    Gradebooks,
    Signing,
):
    """An opened course folder. Every read takes the viewer and returns only what they may see.

    Raises `CourseRefused` for a wrong course.yaml and `RecordRefused` for a record that cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.course, problems = load_course(folder, BOUNDS)
        self.notices = tuple(problem.sentence() for problem in problems)
        self._follow_exercises()
        self.record = open_record(folder / FILE_NAME)
        self.roster_report = inbox.follow_roster(self.record, folder, self.course.zone)
        self.snapshots = Snapshots(folder / FILE_NAME)
        self._lock = threading.RLock()
        self.tables = Tables(self.record, self._lock, folder, self.course.zone)
        self._analyses: dict[tuple[int, int], Analysis] = {}
        self._talks: dict[tuple[int, int], Talk] = {}

    def close(self) -> None:
        """Let go of the record."""
        self.snapshots.close()
        self.record.close()

    # Live feeds

    def to_fetch(self, viewer: Viewer, student: str = "") -> feeds.Plan:
        """Return which live feeds a refresh would ask for. Raises `NobodyFound`."""
        require_instructor(viewer)
        with self._lock:
            return feeds.plan(self.record, student)

    def refresh(
        self,
        viewer: Viewer,
        now: int,
        progress: feeds.Progress | None = None,
        student: str = "",
        fetcher: feeds.Fetcher | None = None,
    ) -> feeds.Refreshed:
        """Fetch what the class has published since, the one thing that asks the network, and load it."""
        when = feeds.When(now, self.weeks()[0].start, self.course.zone)
        return feeds.refresh(self.record, self._lock, self.to_fetch(viewer, student), when, fetcher, progress)
