"""What the page of the exercises reads, once for each state of the record; and which work it has open."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import streamlit as st

from evenkeel.exercises import standing
from evenkeel.exercises.grading import Grade, newest
from evenkeel.exercises.standing import Work
from evenkeel.web import controls, keys, reads, student_choice
from evenkeel.web.reads import Look


@reads.shared
def work(look: Look) -> tuple[Work, ...]:
    """Return how everybody's work stands (see `Desk.work`)."""
    return tuple(look.desk.work(look.viewer, look.now))


def work_of(look: Look, student: str) -> list[Work]:
    """Return how one student's work stands."""
    return [one for one in work(look) if one.student == student]


@reads.shared
def grades(look: Look) -> Mapping[tuple[str, str, str], Grade]:
    """Return the grades that hold, by student, exercise and occasion."""
    return MappingProxyType(newest(look.desk.grades(look.viewer)))


@reads.cached
def spread(look: Look) -> dict[str, str]:
    """Say, by student, where most work of the term came within one day."""
    frame = look.desk.in_one_day(look.viewer, look.now)
    found = zip(frame["student"], frame["acts"].tolist(), frame["most"].tolist(), strict=True)
    said = {str(student): standing.spread(acts, most) for student, acts, most in found}
    return {student: words for student, words in said.items() if words}


class Opened(NamedTuple):
    """One student's work that is open on the page, and the students whose work for the same task is gone through."""

    work: Work
    queue: tuple[str, ...]

    @property
    def place(self) -> int:
        """Where the student stands among them; -1: not among them."""
        return self.queue.index(self.work.student) if self.work.student in self.queue else -1

    def step(self, by: int) -> str:
        """Return who comes so many later (or earlier), empty at an end."""
        place = self.place + by
        return self.queue[place] if 0 <= place < len(self.queue) else ""


def open_work(student: str, exercise: str, occasion: str, *, shown: str) -> None:
    """Open one student's work; the address says so too, with the student as they are shown."""
    st.query_params.update({keys.STUDENT: shown, keys.EXERCISE: exercise, keys.OCCASION: occasion})


def close_work() -> None:
    """Go back to the class."""
    for key in (keys.STUDENT, keys.EXERCISE, keys.OCCASION):
        st.query_params.pop(key, None)


def opened(look: Look, names: Sequence[tuple[str, str]]) -> Opened | None:
    """Return the work that the address asks for, if there is such work; `names` are (address, name as shown)."""
    asked = student_choice.asked_for()
    task = str(st.query_params.get(keys.EXERCISE, "")), str(st.query_params.get(keys.OCCASION, ""))
    if not asked or not all(task):
        return None
    everybody = reads.students(look)
    by_name = dict(zip(everybody["student"], everybody["name"], strict=True))
    student = student_choice.resolve(asked, by_name, controls.shown_names(everybody, False))
    found = next((one for one in work(look) if one.key == (student, *task)), None)
    return None if found is None else Opened(found, queue(look, names, *task))


def queue(look: Look, names: Sequence[tuple[str, str]], exercise: str, occasion: str) -> tuple[str, ...]:
    """List, in the order shown, the students whose work for a task can be read."""
    there = {one.student for one in work(look) if one.key[1:] == (exercise, occasion) and one.act is not None}
    return tuple(student for student, _ in names if student in there)


def next_unread(look: Look, at: Opened) -> str:
    """Return whose work comes next that nobody has looked at, else whose is next at all; empty: it was the last."""
    given = grades(look)
    after = at.queue[at.place + 1 :]
    unread = [s for s in after if (s, at.work.exercise, at.work.occasion) not in given]
    return next(iter([*unread, *after]), "")
