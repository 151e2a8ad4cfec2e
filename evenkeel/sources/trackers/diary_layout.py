"""How a diary is laid out: which column holds the dates, or whether they head the columns; slots or platforms."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from evenkeel.accounts import folded
from evenkeel.errors import ExportRefused
from evenkeel.model import Reject, Skip
from evenkeel.sources.base import Export, in_memory
from evenkeel.sources.reading import durations
from evenkeel.sources.reading.moments import bare_day
from evenkeel.sources.reading.tables import header, open_table
from evenkeel.sources.reading.written_dates import ORDERS, Dates
from evenkeel.sources.trackers.apps import activity
from evenkeel.sources.trackers.diary_slots import start_and_end
from evenkeel.sources.trackers.purposes import purpose

_STUDENT = frozenset({"student", "name", "who", "person", "email", "e-mail", "user"})
_BESIDE = frozenset({"note", "notes", "comment", "comments", "total", "totals", "sum", "weekday", "week", "mood"})
_UNIT = re.compile(r"\s*[(\[,]?\s*\b(min|mins|minutes|minuten|h|hrs|hours|stunden|std)\b\.?\s*[)\]]?$", re.IGNORECASE)
_LOOKED_AT = 8
_NO_FILE = in_memory("", b"")  # is not asked for anything where the order of a date is given
_Rows = list[tuple[str, ...]]


class Layout(NamedTuple):
    """Where a sheet's dates (-1: they head the columns) and students (-1: none) stand, and which columns hold cells.

    `heads` are all slots in their order, where they head the columns.
    """

    day: int
    student: int
    columns: tuple[int, ...]
    slots: bool
    heads: tuple[str, ...] = ()


def layout(export: Export) -> Layout | None:
    """Work out how a diary is laid out; None for any other table."""
    names = header(export)
    if not (_several(names, _is_slot) or _several(names, _is_day) or any(map(is_counted, names))):
        return None
    try:
        table = open_table(export)
        if table is None:
            return None
        rows: Iterator[object] = islice(table.rows((*range(len(table.header)), -1)), _LOOKED_AT)
        looked_at = [row[1] for row in rows if isinstance(row, tuple) and not isinstance(row, (Skip, Reject))]
    except ExportRefused:
        return None
    return _across(table.header, looked_at) or _down(table.header, looked_at)


def _across(names: Sequence[str], rows: _Rows) -> Layout | None:
    """Dates head the columns; slots or platforms stand in the first one."""
    columns = tuple(place for place, name in enumerate(names) if place and _is_day(name))
    firsts = [row[0] for row in rows if row[0].strip()]
    if len(columns) < 2 or _is_day(names[0]) or not firsts:
        return None
    if _several(firsts, _is_slot):
        return Layout(-1, -1, columns, True)
    counted = [row[place] for row in rows if is_counted(row[0]) for place in columns]
    return Layout(-1, -1, columns, False) if _are_durations(counted) else None


def _down(names: Sequence[str], rows: _Rows) -> Layout | None:
    """Dates stand in a column; slots or platforms head the others."""
    student = next((place for place, name in enumerate(names) if folded(name) in _STUDENT), -1)
    day = next((place for place in range(len(names)) if _holds_days(rows, place)), -1)
    others = [
        place for place in range(len(names)) if place not in (day, student) and folded(names[place]) not in _BESIDE
    ]
    if day < 0:
        return None
    slots = tuple(place for place in others if _is_slot(names[place]))
    if len(slots) > 1 and len(slots) == len(others):
        return Layout(day, student, slots, True, tuple(names[place] for place in slots))
    counted = [row[place] for row in rows for place in others if is_counted(names[place])]
    return Layout(day, student, tuple(others), False) if _are_durations(counted) else None


def about(names: Iterable[str]) -> tuple[str, str]:
    """Return the purpose and the platform that names say; both are empty where they say neither."""
    bare = [name for written in names if (name := bare_name(written))]
    return purpose(bare), next(filter(None, (activity(name).platform for name in bare)), "")


def bare_name(name: str) -> str:
    """Return a name without the unit beside it: `Instagram (min)` is Instagram."""
    return _UNIT.sub("", name.strip())


def unit(name: str) -> str:
    """Return the unit that stands beside a name, as `durations` calls it; empty for none."""
    found = _UNIT.search(name.strip())
    return "" if found is None else "minutes" if found[1].casefold().startswith("m") else "hours"


@lru_cache(maxsize=4096)
def is_counted(name: str) -> bool:
    """Tell whether a name says a platform or a purpose, so that minutes under it mean something."""
    return about([name]) != ("", "")


def _is_slot(text: str) -> bool:
    return start_and_end(text) is not None


def _is_day(text: str) -> bool:
    return any(_read_as(text, order) for order in ORDERS)


def _read_as(text: str, order: str) -> bool:
    try:
        return bare_day(Dates(_NO_FILE, tuple, order).iso(text.strip())[:10]) is not None
    except ValueError:
        return False


def _holds_days(rows: _Rows, place: int) -> bool:
    cells = [cell for row in rows if (cell := row[place].strip()) and folded(cell) != "total"]
    return _mostly(cells, _is_day)


def _are_durations(cells: Iterable[str]) -> bool:
    return _mostly([cell for cell in cells if cell.strip() not in ("", "-", "–")], _is_duration)


def _is_duration(cell: str) -> bool:
    try:
        return durations.minutes(cell) >= 0
    except ValueError:
        return False


def _several(texts: Iterable[str], one: Callable[[str], bool]) -> bool:
    return sum(map(one, texts)) > 1


def _mostly(texts: Sequence[str], one: Callable[[str], bool]) -> bool:
    """Tell whether more than half are of a kind: a slip in one cell makes a diary none the less."""
    return 2 * sum(map(one, texts)) > len(texts)
