"""What the record holds of one student, read from the relations that made the numbers, for working them out again.

Read on a cursor on which `measure` has built the relations. Those that were only steps on the way and have been let
go (`relations.release`) are built anew inside the query, from the same text, for this student alone.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import duckdb

from evenkeel.course.values import Course
from evenkeel.metrics import relations
from evenkeel.metrics.workings.values import OUTSIDE

T = TypeVar("T")


class Span(NamedTuple):
    """A begun course week (number 0: the whole term) and what a source would show of it."""

    number: int
    starts: int
    ends: int
    completed: bool
    covered: bool
    kinds: frozenset[str]
    in_data: bool


class Wrote(NamedTuple):
    """An act of the student's in a course week; `outside`: it addresses somebody outside the class."""

    act: int
    kind: str
    at: int
    week: int
    words: int
    whom: tuple[str, ...]
    outside: bool


class Tie(NamedTuple):
    """An act that the student addressed to somebody (`gave`), or the other way round, with its share 1/k.

    `counts`: between people whose exchanges count in the balance.
    """

    act: int
    kind: str
    at: int
    week: int
    other: str
    share: float
    gave: bool
    counts: bool


class Item(NamedTuple):
    """A post or short post to nobody in particular, and its fate: drawn, silent or young."""

    act: int
    kind: str
    at: int
    week: int
    fate: str


class Heard(NamedTuple):
    """A comment or mention that reached the student, and when it was answered."""

    act: int
    kind: str
    at: int
    week: int
    other: str
    answered: int | None
    ripe: bool


class Stretch(NamedTuple):
    """A stretch of the student's timeline, without overlap."""

    week: int
    day: int
    starts: int
    ends: int
    evidence: str
    purpose: str
    social: bool
    meant: bool
    marked: bool = False


class Loose(NamedTuple):
    """An entry that says how long, not when: its day, as moments, and its minutes."""

    entry: int
    week: int
    day: int
    starts: int
    ends: int
    minutes: float
    evidence: str
    purpose: str
    social: bool
    meant: bool
    marked: bool = False


class Entry(NamedTuple):
    """A placed time entry as it counts (cut at now)."""

    entry: int
    starts: int
    ends: int
    meant: bool


class Slice(NamedTuple):
    """What an act, or a visit (a number below 0), owns of an estimated session; `week`: its own, None outside."""

    act: int
    week: int | None
    starts: int
    ends: int


class Window(NamedTuple):
    """When work waited: for a task (its exercise), or in study hours (empty)."""

    starts: int
    ends: int
    exercise: str


class Handed(NamedTuple):
    """A task that the student handed in; how many did so earlier, at the same time (itself too), and at all."""

    exercise: str
    week: int | None
    at: int
    act: int
    earlier: int
    same: int
    of: int


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that the numbers of one student are worked out from."""

    student: str
    course: Course
    data_end: int | None
    wrote_any: bool
    addressed_any: bool
    spans: tuple[Span, ...]
    wrote: tuple[Wrote, ...]
    ties: tuple[Tie, ...]
    items: tuple[Item, ...]
    heard: tuple[Heard, ...]
    stretches: tuple[Stretch, ...]
    loose: tuple[Loose, ...]
    entries: tuple[Entry, ...]
    slices: tuple[Slice, ...]
    windows: tuple[Window, ...]
    handed: tuple[Handed, ...]

    def span(self, week: int) -> Span:
        """Return a begun week, or the term (0)."""
        return next(span for span in self.spans if span.number == week)

    @property
    def weeks(self) -> tuple[Span, ...]:
        """The begun course weeks."""
        return tuple(span for span in self.spans if span.number)

    def window(self, week: int) -> tuple[Span, ...]:
        """Return the weeks that a number of this week looks back over, itself included; of the term, all."""
        if not week:
            return self.weeks
        first = week - self.course.settings.window_weeks + 1
        return tuple(span for span in self.weeks if first <= span.number <= week)


def ground(cursor: duckdb.DuckDBPyConnection, course: Course, student: str) -> Ground:
    """Read what the numbers of one student (an address) are worked out from; nobody of that address: no spans."""
    asked = {"student": student}

    def read(kind: type[T], query: str) -> tuple[T, ...]:
        return tuple(kind(*row) for row in cursor.execute(query, asked).fetchall())

    data_end, wrote_any, addressed_any = cursor.execute(_WHOLE, asked).fetchone() or (None, False, False)
    return Ground(
        student,
        course,
        data_end,
        wrote_any,
        addressed_any,
        spans=tuple(_span(row) for row in cursor.execute(_SPANS, asked).fetchall()),
        wrote=tuple(_wrote(row) for row in cursor.execute(_WROTE, asked).fetchall()),
        ties=read(Tie, _TIES),
        items=read(Item, _ITEMS),
        heard=read(Heard, _HEARD),
        stretches=read(Stretch, _STRETCHES),
        loose=read(Loose, _LOOSE),
        entries=read(Entry, _rebuilt(_ENTRIES, "placed")),
        slices=read(Slice, _rebuilt(_SLICES, "visited", "slice")),
        windows=read(Window, _rebuilt(_WINDOWS, "work_window")),
        handed=read(Handed, _HANDED),
    )


def _span(row: tuple[Any, ...]) -> Span:
    number, starts, ends, completed, covered, *kinds, in_data = row
    names = ("post", "comment", "tweet", "repost")
    shown = frozenset(name for name, held in zip(names, kinds, strict=True) if held)
    return Span(number, starts, ends, completed, covered, shown, in_data)


def _wrote(row: tuple[Any, ...]) -> Wrote:
    act, kind, at, week, words, whom, outside = row
    return Wrote(act, kind, at, week, words, tuple(whom or ()), outside)


def _rebuilt(query: str, *names: str) -> str:
    """Put relations that were let go before a query, built from their own text for this student alone."""
    parts = ["student AS (SELECT * FROM temp.student WHERE email = $student)"]
    parts += [f"{name} AS (\n{relations.text(name)}\n)" for name in names]
    return f"WITH {', '.join(parts)}\n{query}"


_ME = "(SELECT who FROM student WHERE email = $student)"

_WHOLE = f"""
SELECT (SELECT moment FROM data_end), wrote, who IN (SELECT taker FROM addressed)
FROM student WHERE who = {_ME}
"""

_SPANS = f"""
SELECT s.week::BIGINT, coalesce(w.starts, 0), coalesce(w.ends, 0), coalesce(w.completed, TRUE), s.covered,
       s.post, s.comment, s.tweet, s.repost, s.in_data
FROM student_week s LEFT JOIN week w USING (week) WHERE s.who = {_ME} ORDER BY s.week
"""

_WROTE = f"""
SELECT s.act, s.kind::VARCHAR, s.moment, s.week::BIGINT, s.words,
       list(DISTINCT CASE WHEN a.taker < 0 THEN '{OUTSIDE}' ELSE p.email END) FILTER (a.taker IS NOT NULL),
       coalesce(bool_or(a.taker < 0), FALSE)
FROM seen s LEFT JOIN addressed a USING (act) LEFT JOIN person p ON p.who = a.taker
WHERE s.who = {_ME} AND s.week IS NOT NULL
GROUP BY s.act, s.kind, s.moment, s.week, s.words ORDER BY s.moment, s.act
"""

_TIES = f"""
SELECT a.act, a.kind::VARCHAR, a.moment, a.week::BIGINT, coalesce(p.email, '{OUTSIDE}'), a.share, a.giver = {_ME},
       a.giver IN (SELECT who FROM peer) AND a.taker IN (SELECT who FROM peer)
FROM addressed a
LEFT JOIN person p ON p.who = CASE WHEN a.giver = {_ME} THEN a.taker ELSE a.giver END
WHERE (a.giver = {_ME} OR a.taker = {_ME}) AND a.week IS NOT NULL ORDER BY a.moment, a.act
"""

_ITEMS = f"""
SELECT act, s.kind::VARCHAR, u.moment, u.week::BIGINT, u.fate
FROM unaddressed u JOIN seen s USING (act) WHERE u.who = {_ME} AND u.week IS NOT NULL ORDER BY u.moment, act
"""

_HEARD = f"""
SELECT i.act, s.kind::VARCHAR, i.moment, i.week::BIGINT, coalesce(p.email, '{OUTSIDE}'), i.answered, i.ripe
FROM inbound i JOIN seen s USING (act) LEFT JOIN person p ON p.who = i.giver
WHERE i.who = {_ME} AND i.week IS NOT NULL ORDER BY i.moment, i.act
"""

_STRETCHES = f"""
SELECT week::BIGINT, day::BIGINT, starts, ends, evidence::VARCHAR, purpose::VARCHAR, social, meant_to_work,
       marked
FROM segment WHERE who = {_ME} ORDER BY starts
"""

_LOOSE = f"""
SELECT entry, week::BIGINT, day::BIGINT, starts, ends, minutes, evidence::VARCHAR, purpose::VARCHAR, social,
       meant_to_work, marked
FROM unplaced WHERE who = {_ME} ORDER BY day, entry
"""

_ENTRIES = "SELECT entry, starts, ends, meant_to_work FROM placed ORDER BY starts, entry"

_SLICES = "SELECT act, week::BIGINT, starts, ends FROM slice ORDER BY ends, act"

_WINDOWS = """
SELECT v.starts, v.ends, coalesce(t.exercise, '') FROM work_window v LEFT JOIN task t USING (task)
ORDER BY v.starts, v.ends
"""

_HANDED = f"""
WITH ranked AS (
    SELECT who, task, act, moment, rank() OVER (PARTITION BY task ORDER BY moment) - 1 AS earlier,
           count(*) OVER (PARTITION BY task, moment) AS same, count(*) OVER (PARTITION BY task) AS submitters
    FROM submission
)
SELECT t.exercise, t.week::BIGINT, r.moment, r.act, r.earlier, r.same, r.submitters
FROM ranked r JOIN task t USING (task) WHERE r.who = {_ME} ORDER BY r.moment, t.task
"""
