"""What Toggl and Clockify share: detailed reports of stopwatches that people start and stop by hand.

Such time is self-reported: a stopwatch says what somebody meant to do, and runs on when they do something else.
Reports name no time zone, so their times are read on the course's clock. Descriptions are never kept.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from evenkeel.model import DAY, HOUR, MINUTE, Evidence, Found, Note, Reject, Skip, TimeEntry, Who
from evenkeel.sources.base import Context, Export
from evenkeel.sources.reading import durations
from evenkeel.sources.reading.moments import Clock
from evenkeel.sources.reading.platforms import of_app
from evenkeel.sources.reading.tables import Table, encoding_note, header, open_table
from evenkeel.sources.reading.written_dates import Dates, iso_clock
from evenkeel.sources.trackers.purposes import purpose
from evenkeel.sources.trackers.whose import key

# Our field, and what reports call it in English, German, French and Spanish.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "user": ("user", "member", "benutzer", "mitglied", "utilisateur", "membre", "usuario", "miembro"),
    "email": ("email", "e-mail", "courriel", "correo electrónico"),
    "client": ("client", "kunde", "cliente"),
    "project": ("project", "projekt", "projet", "proyecto"),
    "task": ("task", "activity", "aufgabe", "aktivität", "tâche", "activité", "tarea", "actividad"),
    "tags": ("tags", "schlagwörter", "étiquettes", "etiquetas"),
    "start_day": ("start date", "startdatum", "date de début", "fecha de inicio"),
    "start_time": ("start time", "startzeit", "heure de début", "hora de inicio"),
    "end_day": ("end date", "stop date", "enddatum", "date de fin", "fecha de fin", "fecha de finalización"),
    "end_time": ("end time", "stop time", "endzeit", "heure de fin", "hora de fin", "hora de finalización"),
    "lasting": ("duration", "duration (h)", "dauer", "dauer (h)", "durée", "durée (h)", "duración", "duración (h)"),
    "decimal": ("duration (decimal)", "dauer (dezimal)", "durée (décimal)", "durée (décimale)", "duración (decimal)"),
}
_FIELD = {name: field for field, names in _NAMES.items() for name in names}
_ABOUT = ("client", "project", "tags", "task", "user", "email")
_MOST_MINUTES = 1_000_000.0  # more than any row lasts, and still a number
_LISTED = re.compile(r"\s*[,;]\s*")


class _Row(NamedTuple):
    user: str
    email: str
    client: str
    project: str
    task: str
    tags: str
    start_day: str
    start_time: str
    end_day: str
    end_time: str
    lasting: str
    decimal: str


class _Places(NamedTuple):
    """In which column each cell of a row stands, -1 where there is none."""

    user: int
    email: int
    client: int
    project: int
    task: int
    tags: int
    start_day: int
    start_time: int
    end_day: int
    end_time: int
    lasting: int
    decimal: int


def fields(export: Export) -> frozenset[str]:
    """Return which of a report's fields stand in the header of a file; empty where it is no such report."""
    found = frozenset(_FIELD[name] for name in header(export) if name in _FIELD)
    ends = found & {"end_time", "lasting", "decimal"}
    return (
        found if {"start_day", "start_time"} <= found and ends and len(found.intersection(_ABOUT)) > 1 else frozenset()
    )


def read(export: Export, context: Context, app: str) -> Iterator[Found]:
    """Yield a time entry for each row of a report; `app` names the accounts of whom it is about."""
    table = open_table(export)
    places = _places(table) if table else None
    if table is None or places is None or min(places.start_day, places.start_time) < 0:
        raise export.refuse("holds no rows with a start. Export the detailed report as CSV.")
    yield from encoding_note(table)
    yield Note(f"The report names no time zone: its times were read on the course's clock ({context.zone}).")
    dates = Dates(export, lambda: _days(table, places), context.mapping.get("date_order", ""))
    reader = _Reader(app, context, dates)
    for row in table.rows(places):
        if isinstance(row, (Skip, Reject)):
            yield row
            continue
        line, cells = row
        try:
            yield reader.entry(_Row(*map(str.strip, cells)))
        except ValueError as error:
            yield Reject(f"line {line}", str(error))


def _places(table: Table) -> _Places:
    found: dict[str, int] = {}
    for place, name in enumerate(table.header):
        found.setdefault(_FIELD.get(name.casefold(), ""), place)
    return _Places(*(found.get(field, -1) for field in _Row._fields))


def _days(table: Table, places: _Places) -> Iterator[str]:
    for row in table.rows((places.start_day, places.end_day)):
        if not isinstance(row, (Skip, Reject)):
            yield from row[1]


class _Reader:
    """Turns rows into entries."""

    def __init__(self, app: str, context: Context, dates: Dates) -> None:
        self._app, self._owner, self._clock = app, context.owner, Clock(context.zone)
        # A report has few days and clock times, each many times over.
        self._day, self._time = lru_cache(maxsize=4096)(dates.iso), lru_cache(maxsize=4096)(iso_clock)
        self._about = lru_cache(maxsize=4096)(_about)
        self._seen: Counter[tuple[str, int]] = Counter()

    def entry(self, row: _Row) -> TimeEntry:
        """Read one row; ValueError says what is wrong with it."""
        who = self._who(row)
        start = self._moment(row.start_day, row.start_time)
        end = self._moment(row.end_day or row.start_day, row.end_time) if row.end_time else None
        ended = stopped(start, end, _lasting(row))
        label, what_for, platform = self._about(row.project, row.task, row.tags, row.client)
        twin = (key(who), start)
        self._seen[twin] += 1
        ref = f"{self._app}:{twin[0]}:{start}:{self._seen[twin]}"
        return TimeEntry(ref, who, start, ended, None, None, Evidence.SELF_REPORTED, what_for, platform, label)

    def _moment(self, day: str, time: str) -> int:
        return self._clock.moment(f"{self._day(day)}T{self._time(time)}" if time else self._day(day))

    def _who(self, row: _Row) -> Who:
        if row.user or row.email:
            return Who(self._app, "", row.user or row.email.partition("@")[0], row.email)
        if self._owner is None:
            raise ValueError("names nobody. Put the report into the student's folder, or say whose it is")
        return self._owner


def _about(project: str, task: str, tags: str, client: str) -> tuple[str, str, str]:
    """Return a label, the purpose and the platform that a project, a task, tags or a client name."""
    listed = [tag for tag in _LISTED.split(tags) if tag]
    names = [name for name in (project, task, *listed, client) if name]
    return project or task or ", ".join(listed), purpose(names), next(filter(None, map(of_app, names)), "")


def stopped(start: int, end: int | None, lasting: float | None) -> int:
    """Say when something ended by its end on the clock and its minutes; ValueError where neither makes sense.

    Minutes are believed where both nearly agree, for once a year the clock shows an hour twice.
    """
    by_minutes = None if lasting is None else start + round(min(lasting, _MOST_MINUTES) * MINUTE)
    if by_minutes is not None and (end is None or abs(by_minutes - end) <= HOUR + MINUTE):
        end = by_minutes
    if end is None:
        raise ValueError("has neither an end nor a duration")
    if end < start:
        raise ValueError("ends before it starts")
    if end - start > DAY:
        raise ValueError(f"lasts {(end - start) / HOUR:.1f} hours; a row may last 24 at most")
    return end


def _lasting(row: _Row) -> float | None:
    """Read how long a row was, in minutes; a bare number stands for hours in the column of decimals alone."""
    for text, unit in ((row.lasting if ":" in row.lasting else "", "minutes"), (row.decimal, "hours")):
        try:
            if text:
                return durations.minutes(text, unit)
        except ValueError:
            continue
    return None
