"""Small classes as values, to be changed a little and asked again: what is written to the files of a course folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from hypothesis import strategies as st

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from tests.metrics.small_class import micros, opened, write_course
from tests.reference.drawing import as_many_as

MONDAY = datetime(2025, 9, 1, tzinfo=UTC)
WEEKS = 5
HOURS = 24 * 7 * WEEKS
AFTER_ALL = MONDAY + timedelta(weeks=WEEKS + 3)
KINDS = ("post", "tweet", "comment", "repost")
# Each example loads one or two classes: few examples, but of many acts.
few = as_many_as(3)


class Act(NamedTuple):
    """One line of acts.csv: who, what, how many hours after the term's Monday, and to whom."""

    author: int
    kind: str
    hour: float
    parent: str = ""
    to: int | None = None
    id: str = ""


class Span(NamedTuple):
    """One line of time.csv: whose, from which minute of the term on, how long, what for, how it is known."""

    student: int
    start: int
    minutes: int
    purpose: str = "leisure"
    evidence: str = "self-reported"


@dataclass(frozen=True)
class Class:
    """So many students, s0 to s…, with their acts and minutes."""

    people: int
    acts: tuple[Act, ...] = ()
    spans: tuple[Span, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)
    begins: datetime = MONDAY

    def with_act(self, *acts: Act) -> Class:
        """Return the class with some acts more."""
        return replace(self, acts=(*self.acts, *acts))

    def with_span(self, *spans: Span) -> Class:
        """Return the class with some time entries more."""
        return replace(self, spans=(*self.spans, *spans))


def address(student: int) -> str:
    return f"s{student}@example.org"


def written(one: Class, folder: Path) -> Path:
    """Write a class as a course folder."""
    roster = "\n".join(["name,email,role", *(f"S{n} Ash,{address(n)},student" for n in range(one.people)), ""])
    course = {"starts_on": one.begins.date().isoformat(), "weeks": WEEKS, "settings": {"min_acts": 1}} | dict(one.more)
    write_course(folder, roster, **course)
    acts = [
        ",".join((act.id, address(act.author), act.kind, at(one, hours=act.hour), act.parent, _to(act)))
        for act in one.acts
    ]
    rows = [
        ",".join((address(s.student), at(one, minutes=s.start), str(s.minutes), s.purpose, s.evidence))
        for s in one.spans
    ]
    _file(folder / "inbox" / "acts.csv", "id,author,kind,at,in_reply_to,to", acts)
    _file(folder / "inbox" / "time.csv", "student,start,minutes,purpose,evidence", rows)
    return folder


def at(one: Class, **after: float) -> str:
    """Write a moment so long after the term's Monday."""
    return (one.begins + timedelta(**after)).isoformat()


def _to(act: Act) -> str:
    return "" if act.to is None else address(act.to)


def _file(path: Path, header: str, lines: Sequence[str]) -> None:
    path.write_text("\n".join([header, *lines, ""]), "utf-8")


@contextmanager
def desk_of(one: Class) -> Iterator[Desk]:
    """Open the desk of a class, all of its files loaded."""
    with tempfile.TemporaryDirectory() as place, opened(written(one, Path(place)), AFTER_ALL) as desk:
        yield desk


def numbers(one: Class) -> pd.DataFrame:
    """Return all numbers of a class after its term: value, n and state by student, week and metric."""
    with desk_of(one) as desk:
        now = micros(one.begins + (AFTER_ALL - MONDAY))
        found = desk.measures(LOCAL_INSTRUCTOR, now)
    rows = found[["student", "week", "metric", "value", "n", "state"]].astype({"student": str, "metric": str})
    return rows.astype({"state": str}).set_index(["student", "week", "metric"]).sort_index()


def value(found: pd.DataFrame, student: int, metric: str, week: int = 0) -> float | None:
    """Return one number (week 0: the term), None where there is none."""
    cell = found.loc[(address(student), week, metric), "value"]
    return None if pd.isna(cell) else float(cell)


def hours() -> st.SearchStrategy[float]:
    """Any hour of the term, half hours too."""
    return st.integers(0, 2 * HOURS - 1).map(lambda n: n / 2)


@st.composite
def talks(draw: st.DrawFn, people: int = 3, most: int = 40) -> tuple[Act, ...]:
    """Draw acts: said to nobody, to somebody, or in answer to one before."""
    acts: list[Act] = []
    for n in range(draw(st.integers(most // 4, most))):
        author, hour = draw(st.integers(0, people - 1)), draw(hours())
        shape = draw(st.sampled_from(("alone", "to", "answer")))
        if shape == "answer" and acts:
            asked = draw(st.sampled_from(acts))
            act = Act(author, draw(st.sampled_from(KINDS[1:])), asked.hour + draw(hours()) / WEEKS, asked.id, None)
        elif shape == "to":
            act = Act(author, draw(st.sampled_from(KINDS[1:])), hour, "", draw(st.integers(0, people - 1)))
        else:
            act = Act(author, draw(st.sampled_from(KINDS[:2])), hour)
        acts.append(act._replace(id=f"a{n}"))
    return tuple(acts)


def entries(people: int = 2, most: int = 16) -> st.SearchStrategy[tuple[Span, ...]]:
    """Time entries that like to meet: quarters of an hour of a few days."""
    one = st.builds(
        Span,
        student=st.integers(0, people - 1),
        start=st.integers(0, 200).map(lambda n: 15 * n + 6 * 24 * 60),
        minutes=st.integers(0, 16).map(lambda n: 15 * n),
        purpose=st.sampled_from(("leisure", "coursework", "unknown")),
        evidence=st.sampled_from(("measured", "self-reported")),
    )
    return st.lists(one, min_size=(most + 1) // 2, max_size=most).map(tuple)
