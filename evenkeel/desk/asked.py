"""What was asked and what was done, in an opened course folder: how work stands, what it is, what was said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from evenkeel import accounts
from evenkeel.access import Viewer, require_instructor
from evenkeel.course.tasks import occasions, tasks
from evenkeel.desk.counting import Counting, visible
from evenkeel.errors import NoSuchTask, NotAllowed
from evenkeel.exercises import standing
from evenkeel.exercises.checklist import Item, Links
from evenkeel.exercises.standing import Work
from evenkeel.live.answers import Answer, Failure, Limits
from evenkeel.live.fetching import Fetcher
from evenkeel.metrics import readings
from evenkeel.model import DAY
from evenkeel.store import grading as shelf
from evenkeel.store import people as registry
from evenkeel.store.acts import said
from evenkeel.store.grading import Corrected as Corrected
from evenkeel.store.record import transaction

# How far around a task's window an act may lie that somebody wants to count for it.
_AROUND = 14 * DAY
_A_LINK = Limits(connect=5, read=5, total=10, retries=0)
_NOTHING = ("", "", "")
_UNREAD = frozenset({401, 403, 429, 451})  # somebody answers, but not to a program
_BY_HAND = ""  # the ref of work that no file shows

# A student's address, an exercise and an occasion.
Task = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Handed:
    """One student's work, opened: its words, what a checklist needs of it, and what else it could have been.

    `around` has the columns of `readings.around` and title; `corrections` are oldest first.
    """

    work: Work
    title: str
    url: str
    platform: str
    item: Item | None
    around: pd.DataFrame
    corrections: tuple[Corrected, ...]


class Asking(Counting):
    """The part of a desk that holds what was asked beside what was done. Every read and write takes the viewer."""

    def occasions(self) -> dict[str, tuple[str, ...]]:
        """Return, by exercise, the occasions on which it is asked in the term, in order of their due times."""
        asked = tasks(self.course)
        found: dict[str, list[str]] = {}
        for task, occasion in zip(asked, occasions(asked), strict=True):
            found.setdefault(accounts.tag(task.exercise), []).append(occasion)
        return {exercise: tuple(names) for exercise, names in found.items()}

    def work(self, viewer: Viewer, now: int) -> list[Work]:
        """Return how everybody's work stands for what has been released so far, by student and due time."""
        frame = self.handed_in(viewer, now)
        with self._lock:
            by_hand = _by_hand(shelf.corrections(self.record))
        ends = {week.number: week.end for week in self.weeks()}
        told = frame.astype(object).where(frame.notna(), None)
        rows = [_Row(*row) for row in told.itertuples(index=False, name=None)]
        return [_work(row, self._kind(row.exercise), by_hand, ends, now) for row in rows if row.released <= now]

    def in_one_day(self, viewer: Viewer, now: int) -> pd.DataFrame:
        """Return how each student's acts for exercises are spread (see `readings.in_one_day`)."""
        return visible(self.analysis(now).read(readings.in_one_day), viewer)

    def _kind(self, exercise: str) -> str:
        known = self.exercises.get(exercise)
        return known.kind.value if known else "act"

    def handed(self, viewer: Viewer, now: int, work: Work) -> Handed:
        """Open one student's work, one of `work`. Raises `NotAllowed` where the viewer may not see it."""
        student = work.student
        if not viewer.may_see(student):
            raise NotAllowed("This is about somebody else. Your own pages show everything held about you.")
        opens = work.due - 7 * DAY if work.release is None else work.release
        span = min(opens, work.handed_in or opens) - _AROUND, max(work.due, work.handed_in or work.due) + _AROUND
        analysis = self.analysis(now)
        around = analysis.read(lambda cursor: readings.around(cursor, student, *span))
        told = analysis.read(lambda cursor: readings.said_to(cursor, student, opens, work.due))
        with self._lock:
            texts = said(self.record, around["act"].tolist())
            made = [one for one in shelf.corrections(self.record) if one[:3] == work.key]
        around["title"] = [title or text for title, text, _ in (texts.get(a, _NOTHING) for a in around["act"])]
        own = around[around["act"] == work.act]
        title, text, url = texts.get(work.act or 0, _NOTHING)
        within = around[(around["moment"] >= opens) & (around["moment"] <= work.due)]
        item = _item(own, text, self._name(student), within, told) if len(own) else None
        platform = str(own["platform"].iloc[0]) if len(own) else ""
        return Handed(work, title, url, platform, item, around, tuple(made) if viewer.may_see("") else ())

    def _name(self, student: str) -> str:
        with self._lock:
            everybody = {person.email: person.name for person in registry.persons(self.record)}
        return everybody.get(student, "")

    def correct(
        self,
        viewer: Viewer,
        now: int,
        task: Task,
        act: int | None,
        counts: bool | None,
        why: str,
    ) -> None:
        """Remember whether an act counts for a task (student, exercise, occasion); None: as the rules have it, again.

        Without an act it is about work that no file shows. Raises `NoSuchTask` where the act is not the student's.
        """
        require_instructor(viewer)
        student, exercise, occasion = task
        self.require_task(exercise, occasion)
        with self._lock:
            ref = _BY_HAND if act is None else shelf.ref_of(self.record, act, student)
            if act is not None and not ref:
                raise NoSuchTask(f"That act is none of {student}.")
            told = Corrected(student, exercise, occasion, ref, counts, why.strip(), now, viewer.signature)
            # Work that no file shows has no time, and changes no number.
            with transaction(self.record, counted=act is not None):
                shelf.correct(self.record, told)

    def take_back(self, viewer: Viewer, now: int, said: Corrected, why: str) -> None:
        """Let the rules have it again, where a correction had said otherwise; that enters the history too."""
        require_instructor(viewer)
        again = said._replace(counts=None, why=why.strip(), at=now, by=viewer.signature)
        with self._lock, transaction(self.record, counted=bool(said.ref)):
            shelf.correct(self.record, again)

    def require_task(self, exercise: str, occasion: str) -> None:
        """Raise `NoSuchTask` unless the schedule asks for the exercise on this occasion."""
        known = self.occasions().get(exercise, ())
        if occasion not in known:
            times = ", ".join(known) or "none at all"
            raise NoSuchTask(f"The schedule has no {occasion or 'time'} of {exercise}; it has {times}.")

    def ask_links(self, viewer: Viewer, addresses: Iterable[str], fetcher: Fetcher | None = None) -> Links:
        """Ask whether web addresses answer, one after the other: the network is asked because somebody said so."""
        require_instructor(viewer)
        asking = fetcher or Fetcher(limits=_A_LINK)
        return Links({address: _answers(asking.get(address)) for address in addresses})


def _answers(came: Answer | Failure) -> bool:
    return isinstance(came, Answer) or came.status in _UNREAD


def _by_hand(made: Iterable[Corrected]) -> set[Task]:
    """Return the tasks of which the newest word is that they were handed in where no file shows it."""
    newest = {c[:3]: c.counts for c in made if c.ref == _BY_HAND}
    return {task for task, counts in newest.items() if counts}


class _Row(NamedTuple):
    """A row of `readings.handed_in`; what is empty is None."""

    student: str
    exercise: str
    occasion: str
    week: int | None
    release: int | None
    due: int
    moment: int | None
    act: int | None
    surer: int | None
    tag: str | None
    covered: bool
    fitting: int
    last_day: int

    @property
    def released(self) -> int:
        """When it was asked; without a release, a week before it was due."""
        return self.due - 7 * DAY if self.release is None else self.release


def _work(row: _Row, kind: str, by_hand: set[Task], ends: Mapping[int, int], now: int) -> Work:
    closes = ends.get(row.week or 0, 0)
    stands = standing.standing(row.moment, row.due, now, closes=closes, covered=row.covered, by_hand=row[:3] in by_hand)
    why = "" if row.surer is None else standing.reason(row.surer, row.tag or "", kind)
    crowd = standing.crowded(row.fitting, row.last_day)
    return Work(*row[:5], row.due, row.moment, row.act, stands, why, crowd)


def _item(own: pd.DataFrame, text: str, author: str, within: pd.DataFrame, told: pd.DataFrame) -> Item:
    classmates = {one for listed in within["classmates"] for one in listed.split()}
    unanswered = set(told.loc[told["answered"].isna(), "giver"])
    givers = set(told["giver"])
    row = own.iloc[0]
    return Item(
        text, int(row["words"]), author, bool(row["linked"]), len(classmates), len(givers), len(givers - unanswered)
    )
