"""Whose gradebook a sheet is, which of its columns may take grades, and who its rows are."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from evenkeel.accounts import folded
from evenkeel.errors import ExportRefused
from evenkeel.gradebooks.cells import Cell, Sheet, read
from evenkeel.sources.reading.class_lists import (
    BLACKBOARD,
    CANVAS,
    MOODLE,
    MOODLE_NAMES,
    MOODLE_PROFILE,
    list_of,
)


class System(StrEnum):
    """Whose gradebook a file is."""

    CANVAS = "Canvas"
    MOODLE = "Moodle"
    BLACKBOARD = "Blackboard"


# Where a column that the file does not have becomes a new item when the file is taken in.
TAKES_NEW = frozenset({System.CANVAS, System.MOODLE})
# Where a column for comments is read.
TAKES_COMMENTS = frozenset({System.MOODLE})
_SYSTEMS = {CANVAS: System.CANVAS, MOODLE: System.MOODLE, BLACKBOARD: System.BLACKBOARD}
# Column by the kind of id that stands in it, the surest first.
_KEYS: Mapping[System, tuple[tuple[str, tuple[str, ...]], ...]] = {
    System.CANVAS: (("canvas", ("id",)), ("sis", ("sis user id",)), ("login", ("sis login id",))),
    System.BLACKBOARD: (("blackboard", ("username",)), ("sis", ("student id",)), ("login", ("username",))),
    System.MOODLE: (
        ("sis", MOODLE_NAMES["number"]),
        ("login", MOODLE_NAMES["login"]),
        ("email", MOODLE_NAMES["email"]),
    ),
}
_NAMES: Mapping[System, tuple[str, ...]] = {
    System.CANVAS: ("student", "lastname", "firstname"),
    System.BLACKBOARD: ("first name", "last name"),
    System.MOODLE: MOODLE_NAMES["first"] + MOODLE_NAMES["last"],
}
_CANVAS_ITEM = re.compile(r".*\(\d+\)", re.DOTALL)
_BLACKBOARD_ITEM = re.compile(r"(?!(?:weighted )?total\b).*\|\s*\d+", re.DOTALL | re.IGNORECASE)
_MOODLE_OTHER = re.compile(r".*\((?:percentage|letter)\)|last downloaded from this course", re.DOTALL)
_MOODLE_WORDS = re.compile(r".*\((?:feedback|feedback \w+|rückmeldung|commentaires?|retroalimentación)\)", re.DOTALL)
_UNIX_TIME = re.compile(r"1\d{9}")
_GUARDED = re.compile(r'="(.*)"', re.DOTALL)


class Somebody(NamedTuple):
    """A student of the class and the ids that a gradebook may know them by: (kind, value) in small letters."""

    student: str
    name: str
    ids: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Gradebook:
    """A gradebook as read: whose, its sheet, where the header stands, and which columns may take grades or comments."""

    system: System
    sheet: Sheet
    head: int
    grades: tuple[str, ...]
    comments: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The columns' names, trimmed."""
        return tuple(cell.value.strip() for cell in self.sheet.rows[self.head])

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows below the header."""
        return self.sheet.rows[self.head + 1 :]


def gradebook_from(data: bytes) -> Gradebook:
    """Read a gradebook. Raises `ExportRefused` where it is none of the three."""
    sheet = read(data)
    for head, row in enumerate(sheet.rows[:10]):
        names = [cell.value.strip().casefold() for cell in row]
        system = _SYSTEMS.get(list_of(frozenset(names)))
        if system is not None:
            return _known(system, sheet, head)
    raise ExportRefused(
        "This is no gradebook of Canvas, Moodle or Blackboard. Download the gradebook there (Canvas: Export, Moodle: "
        "Export as plain text, Blackboard: Work offline) and give that file."
    )


def _known(system: System, sheet: Sheet, head: int) -> Gradebook:
    names = tuple(cell.value.strip() for cell in sheet.rows[head])
    below = sheet.rows[head + 1 :]
    grades = tuple(name for place, name in enumerate(names) if _takes_grades(system, name, _column(below, place)))
    comments = tuple(name for name in names if system in TAKES_COMMENTS and _MOODLE_WORDS.fullmatch(name.casefold()))
    # A name that two columns share says nothing about which of them is meant.
    return Gradebook(system, sheet, head, tuple(n for n in grades if names.count(n) == 1), comments)


def _column(rows: Iterable[tuple[Cell, ...]], place: int) -> list[str]:
    return [value for row in rows if place < len(row) and (value := row[place].value.strip())]


def _takes_grades(system: System, name: str, values: list[str]) -> bool:
    low = name.casefold()
    if system is System.CANVAS:
        return bool(_CANVAS_ITEM.fullmatch(low)) and "(read only)" not in [value.casefold() for value in values]
    if system is System.BLACKBOARD:
        return bool(_BLACKBOARD_ITEM.fullmatch(low))
    stamped = bool(values) and all(map(_UNIX_TIME.fullmatch, values))  # when it was downloaded, in any language
    other = low in MOODLE_PROFILE or _MOODLE_OTHER.fullmatch(low) or _MOODLE_WORDS.fullmatch(low)
    return bool(low) and not (other or stamped)


class Row(NamedTuple):
    """A person's row: its place below the header, what the file calls them, and who that is (empty: nobody of ours)."""

    place: int
    name: str
    student: str


def people(book: Gradebook, everybody: Iterable[Somebody]) -> tuple[Row, ...]:
    """Say who the rows are: by id, then login, then address. Rows of points and of a test student are nobody's."""
    known: dict[tuple[str, str], set[str]] = {}
    for one in everybody:
        for id_ in one.ids:
            known.setdefault(id_, set()).add(one.student)
    names = [name.casefold() for name in book.header]
    found = []
    for place, row in enumerate(book.rows):
        keys = _ids(book.system, names, row)
        name = _name(book.system, names, row)
        if keys and not _invented(book.system, name, keys):
            found.append(Row(place, name or keys[0][1], _who(keys, known)))
    return tuple(found)


def _ids(system: System, names: list[str], row: tuple[Cell, ...]) -> list[tuple[str, str]]:
    return [
        (kind, value)
        for kind, called in _KEYS[system]
        for place, name in enumerate(names[: len(row)])
        if name in called and (value := folded(_bare(row[place].value)))
    ]


def _who(keys: list[tuple[str, str]], known: Mapping[tuple[str, str], set[str]]) -> str:
    """Return the one student whom the ids name; whom two ids name differently is nobody."""
    # A class without addresses knows its people by a login or an id, which then stands where the address does.
    meant = [known.get(key) or known.get(("email", key[1])) or set() for key in keys]
    named = [students for students in meant if students]
    agreed = set.intersection(*named) if named else set()
    return next(iter(agreed)) if len(agreed) == 1 else ""


def _name(system: System, names: list[str], row: tuple[Cell, ...]) -> str:
    parts = [_bare(row[place].value) for place, name in enumerate(names[: len(row)]) if name in _NAMES[system]]
    return " ".join(part for part in parts if part)


def _invented(system: System, name: str, keys: list[tuple[str, str]]) -> bool:
    if system is System.CANVAS:
        return name.casefold() in ("student, test", "test student") and not any(kind == "sis" for kind, _ in keys)
    return any(value.endswith("_previewuser") for _, value in keys)


def _bare(value: str) -> str:
    found = _GUARDED.fullmatch(value.strip())
    return (found[1] if found else value).strip()
