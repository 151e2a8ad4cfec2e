"""What if: one student's numbers, measured with answers that were not written and without minutes that were spent.

The supposed rows are laid over the record before the relations are built, so that the numbers come from the same code.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import duckdb
import pandas as pd

from evenkeel.course.values import Course
from evenkeel.metrics import relations
from evenkeel.metrics.inputs import Match, enter
from evenkeel.metrics.measures import frame
from evenkeel.metrics.workings.ground import Ground, Loose, Stretch
from evenkeel.model import HOUR, MINUTE, SECOND, Evidence, Purpose

# What is left of an entry: its number, begin and end (or none), and minutes where it has no place in its day.
_Piece = tuple[int, int | None, int | None, float | None]


class Waiting(NamedTuple):
    """The newest thing that somebody of the class said to a student and that waits for an answer: act and moment."""

    act: int
    at: int


class Answer(NamedTuple):
    """A supposed answer: the act that it answers, and its own moment."""

    parent: int
    at: int


class Span(NamedTuple):
    """A stretch of time, in microseconds."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is laid over the record: answers, stretches without anything, and entries with fewer minutes (0: none)."""

    answers: tuple[Answer, ...] = ()
    cut: tuple[Span, ...] = ()
    shortened: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Leeway:
    """What could have gone otherwise in a week: who waits for an answer, and leisure while work was due.

    `spans` are those stretches, `loose` the entries that only say how long (number and minutes), the latest first.
    """

    week: Span
    waiting: tuple[Waiting, ...] = ()
    spans: tuple[Span, ...] = ()
    loose: tuple[tuple[int, float], ...] = ()

    @property
    def minutes(self) -> float:
        """How many minutes could be taken away."""
        return sum(s.ends - s.starts for s in self.spans) / MINUTE + sum(minutes for _, minutes in self.loose)

    def supposing(self, replies: int, minutes: float) -> Supposed:
        """Choose what is supposed: an answer to each of the newest, and the latest minutes gone.

        An answer comes an hour after what it answers, but within the week.
        """
        answers = tuple(Answer(one.act, self._answered(one.at)) for one in self.waiting[:replies])
        cut, left = _latest(self.spans, minutes)
        shortened = []
        for entry, held in self.loose:
            if left <= 0:
                break
            shortened.append((entry, max(held - left, 0.0)))
            left -= held
        return Supposed(answers, tuple(cut), tuple(shortened))

    def _answered(self, at: int) -> int:
        return max(at, min(max(at + HOUR, self.week.starts), self.week.ends - SECOND))


def _latest(spans: Iterable[Span], minutes: float) -> tuple[list[Span], float]:
    """Take the latest so many minutes of stretches (the latest first), and say how many more were asked for."""
    taken, left = [], round(minutes * MINUTE)
    for span in spans:
        if left <= 0:
            break
        begin = max(span.starts, span.ends - left)
        taken.append(Span(begin, span.ends))
        left -= span.ends - begin
    return taken, left / MINUTE


def leeway(cursor: duckdb.DuckDBPyConnection, held: Ground, week: int, now: int) -> Leeway:
    """Tell what could have gone otherwise in a begun week, from the relations of a cursor and a student's ground.

    Only recorded minutes can be taken away: estimated ones are no more than a guess from posting times.
    """
    span = held.span(week)
    within = Span(span.starts, min(span.ends, now))
    found = cursor.execute(_WAITING, {"student": held.student, "week": week, "ends": within.ends}).fetchall()
    due = _merged(Span(window.starts, window.ends) for window in held.windows)
    stretches = [one for one in held.stretches if one.week == week and one.evidence != Evidence.ESTIMATED]
    spans = [part for one in stretches for part in _put_off(one, due)]
    loose = [(one.entry, one.minutes) for one in held.loose if one.week == week and _put_off(one, due, whole=True)]
    return Leeway(
        within, tuple(Waiting(*row) for row in found), tuple(sorted(spans, reverse=True)), tuple(reversed(loose))
    )


def _put_off(one: Stretch | Loose, due: Sequence[Span], whole: bool = False) -> list[Span]:
    """Return the parts of a stretch that count as leisure while work was due; `whole`: only where all of it does."""
    itself = Span(one.starts, one.ends)
    if one.meant:
        return [itself]
    parts = _shared(itself, due) if one.purpose == Purpose.LEISURE else []
    return parts if not whole or itself in parts else []


# Of everybody on the roster who spoke to the student: the newest thing, where it had no answer by the end of the week.
_WAITING = """
SELECT i.act, i.moment
FROM inbound i JOIN student s USING (who)
WHERE s.email = $student AND i.giver IN (SELECT who FROM peer)
  AND i.week IN (SELECT member FROM window_week WHERE week = $week) AND i.moment < $ends
QUALIFY row_number() OVER (PARTITION BY i.giver ORDER BY i.moment DESC, i.act DESC) = 1
    AND (i.answered IS NULL OR i.answered >= $ends)
ORDER BY i.moment DESC, i.act DESC
"""


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.starts <= found[-1].ends:
            found[-1] = Span(found[-1].starts, max(found[-1].ends, span.ends))
        else:
            found.append(span)
    return found


def _shared(span: Span, others: Sequence[Span]) -> list[Span]:
    """Return the parts of a stretch that lie in others, which do not overlap."""
    cut = (Span(max(span.starts, other.starts), min(span.ends, other.ends)) for other in others)
    return [part for part in cut if part.starts < part.ends]


def measure(
    cursor: duckdb.DuckDBPyConnection,
    course: Course,
    now: int,
    definitions: Iterable[Match],
    student: str,
    supposed: Supposed,
) -> pd.DataFrame:
    """Return one student's numbers as `measures.measure` does, with what is supposed; on a fresh snapshot's cursor."""
    _lay_over(cursor, student, supposed)
    enter(cursor, course, now, definitions)
    relations.build(cursor, _CLASS)
    # What the class did to one another is known by now; what follows is worked out for this student alone.
    cursor.execute("DELETE FROM student WHERE email <> $student", {"student": student})
    relations.build(cursor, tuple(name for name in relations.EVERYTHING if name not in _CLASS))
    return frame(cursor)


_CLASS = (*relations.ACTS, *relations.DIALOGUE, "fitting", "submission")


def _lay_over(cursor: duckdb.DuckDBPyConnection, student: str, supposed: Supposed) -> None:
    """Hide the record's tables behind temporary ones that say what is supposed, and hold one student's time alone."""
    (who,) = cursor.execute("SELECT who FROM person WHERE email = $student", {"student": student}).fetchone() or (0,)
    cursor.execute("CREATE TEMP TABLE supposed_act AS SELECT * FROM memory.main.act LIMIT 0")
    for answer in supposed.answers:
        cursor.execute(_ANSWER, {"who": who, "parent": answer.parent, "at": answer.at})
    _cut(cursor, who, supposed)
    cursor.execute("CREATE TEMP VIEW act AS FROM memory.main.act UNION ALL FROM temp.supposed_act")
    cursor.execute(f"CREATE TEMP TABLE entry AS {_ENTRIES}", {"who": who})
    for table in ("visit", "tracked"):
        cursor.execute(f"CREATE TEMP TABLE {table} AS FROM memory.main.{table} WHERE who = $who", {"who": who})


def _cut(cursor: duckdb.DuckDBPyConnection, who: int, supposed: Supposed) -> None:
    """Write down which entries are touched, and what is left of them."""
    placed = cursor.execute(_PLACED, {"who": who}).fetchall()
    cut = {entry: _left(Span(*span), supposed.cut) for entry, *span in placed if _shared(Span(*span), supposed.cut)}
    pieces: list[_Piece] = [(entry, *span, None) for entry, spans in cut.items() for span in spans]
    pieces += [(entry, None, None, minutes) for entry, minutes in supposed.shortened if minutes > 0]
    cursor.execute("CREATE TEMP TABLE piece (entry BIGINT, starts BIGINT, ends BIGINT, minutes DOUBLE)")
    if pieces:
        cursor.executemany("INSERT INTO piece VALUES (?, ?, ?, ?)", pieces)
    gone = [*cut, *(entry for entry, _ in supposed.shortened)]
    cursor.execute("CREATE TEMP TABLE touched_entry AS SELECT unnest(?::BIGINT[]) AS entry", [gone])


_ANSWER = """
INSERT INTO supposed_act BY NAME
SELECT (SELECT max(act) FROM memory.main.act) + 1 + (SELECT count(*) FROM supposed_act) AS act, $who AS who,
       'comment' AS kind, platform, $at AS moment, 0 AS words, FALSE AS linked, TRUE AS answers, '' AS purpose,
       $parent AS parent
FROM memory.main.act WHERE act = $parent
"""

# Two pieces of one entry are two entries, as two rows of a file would be.
_ENTRIES = """
SELECT * FROM memory.main.entry WHERE who = $who AND entry NOT IN (SELECT entry FROM touched_entry)
UNION ALL
SELECT e.* REPLACE (
    (SELECT max(entry) FROM memory.main.entry) + row_number() OVER () AS entry, p.starts AS starts, p.ends AS ends,
    coalesce(p.minutes, e.minutes) AS minutes)
FROM memory.main.entry e JOIN piece p USING (entry)
"""


_PLACED = "SELECT entry, starts, ends FROM memory.main.entry WHERE who = $who AND starts IS NOT NULL"


def _left(span: Span, gone: Sequence[Span]) -> list[Span]:
    """Return what is left of a stretch."""
    edges = [span.starts, *(edge for part in _shared(span, _merged(gone)) for edge in part), span.ends]
    parts = [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)]
    return [part for part in parts if part.starts < part.ends]
