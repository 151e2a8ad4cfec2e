"""A week of a diary as a student types it, and as the plain table that goes in; pure.

A day has minutes whose place in it is not told; a stretch has a beginning and an end. "Meant to be working" is leisure
that the student says was taken from work. A cell of 0 says that there was none, an empty one says nothing.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from evenkeel.model import Purpose

FIELDS = ("student", "start", "end", "minutes", "activity", "platform", "purpose", "meant_to_work", "evidence")
WHOLE_DAY = 24 * 60


class What(StrEnum):
    """What minutes of a diary were."""

    COURSEWORK = "coursework"
    LEISURE = "leisure"
    MEANT = "meant to be working"


_SAYS = {
    What.COURSEWORK: (Purpose.COURSEWORK.value, ""),
    What.LEISURE: (Purpose.LEISURE.value, ""),
    What.MEANT: (Purpose.LEISURE.value, "yes"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """Minutes of one kind on one day."""

    day: date
    what: What
    minutes: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch that began on a day; an end that is not after the begin is on the next day. `where`: which app."""

    day: date
    begins: time
    ends: time
    what: What
    where: str = ""

    @property
    def until(self) -> datetime:
        """When it ended, on the course's clock."""
        return datetime.combine(self.day + timedelta(days=self.ends <= self.begins), self.ends)


@dataclass(frozen=True, slots=True)
class Diary:
    """One week of a diary, from a Monday on."""

    monday: date
    cells: tuple[Cell, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.cells or self.spans)

    def minutes(self, day: date, what: What) -> int | None:
        """Return what a cell says; None: nothing."""
        return next((cell.minutes for cell in self.cells if (cell.day, cell.what) == (day, what)), None)

    def problems(self) -> Iterator[str]:
        """Say what cannot be: more than a day in a day, or the same stretch twice."""
        for day in self.days():
            if sum(cell.minutes for cell in self.cells if cell.day == day) > WHOLE_DAY:
                yield f"{day:%A} has more than 24 hours."
        if len(set(self.spans)) < len(self.spans):
            yield "The same stretch stands there twice."

    def days(self) -> list[date]:
        """Return its seven days."""
        return [self.monday + timedelta(days=after) for after in range(7)]


def file_name(monday: date) -> str:
    """Name the file of a week's diary: `diary-2026-W17.csv`, by the calendar's week."""
    year, week, _ = monday.isocalendar()
    return f"diary-{year}-W{week:02}.csv"


def as_csv(diary: Diary, student: str) -> str:
    """Write a diary as the plain table of time."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(FIELDS)
    for cell in sorted(diary.cells, key=lambda one: (one.day, one.what)):
        purpose, meant = _SAYS[cell.what]
        table.writerow((student, cell.day, "", cell.minutes, "", "", purpose, meant, "self-reported"))
    for span in sorted(diary.spans, key=lambda one: (one.day, one.begins, one.ends, one.what)):
        purpose, meant = _SAYS[span.what]
        begins, ends = datetime.combine(span.day, span.begins), span.until
        row = (student, _minute(begins), _minute(ends), "", "", span.where, purpose, meant, "self-reported")
        table.writerow(row)
    return out.getvalue()


def _minute(when: datetime) -> str:
    return when.isoformat(timespec="minutes")


def from_csv(text: str, monday: date) -> Diary:
    """Read a diary that `as_csv` wrote."""
    cells, spans = [], []
    for row in csv.DictReader(io.StringIO(text)):
        what = next(what for what, says in _SAYS.items() if says == (row["purpose"], row["meant_to_work"]))
        if row["minutes"]:
            cells.append(Cell(date.fromisoformat(row["start"]), what, int(row["minutes"])))
        else:
            begins, ends = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])
            spans.append(Span(begins.date(), begins.time(), ends.time(), what, row["platform"]))
    return Diary(monday, tuple(cells), tuple(spans))
