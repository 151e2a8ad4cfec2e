"""The gradebook that Canvas exports (CSV): read for who is in the class; no grade is looked at."""

import re
from collections.abc import Iterator

from evenkeel import words
from evenkeel.model import Found, Note, Reject, Skip
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.class_lists import CANVAS, Listed, enrolled, first_last, list_of
from evenkeel.sources.reading.tables import Table, encoding_note, header, open_table

_FIELDS = ("student", "lastname", "firstname", "id", "sis user id", "sis login id", "section")
# How Canvas keeps a spreadsheet from taking a name for a formula.
_GUARDED = re.compile(r'="(.*)"', re.DOTALL)
_TEST_STUDENT = "Test Student"


def identify(export: Export) -> bool:
    """Recognise the header: who, their ids, and graded columns."""
    return list_of(header(export)) == CANVAS


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield one person a row; rows of points and of posting are none."""
    table = open_table(export)
    if table is None or list_of(frozenset(name.casefold() for name in table.header)) != CANVAS:
        raise export.refuse("this is no gradebook of Canvas: it needs the columns Student, ID, SIS Login ID, Section")
    yield from encoding_note(table)
    columns = table.columns(_FIELDS, {})
    others = len(table.header) - sum(place >= 0 for place in columns.values())
    if others:
        yield Note(f"Read for who is in the class. Grades and the like ({words.count(others, 'column')}) are not read.")
    yield from enrolled(_listed(table, tuple(columns.values())))


def _listed(table: Table, columns: tuple[int, ...]) -> Iterator[Listed | Skip | Reject]:
    for row in table.rows(columns):
        if isinstance(row, (Skip, Reject)):
            yield row
            continue
        student, last, first, number, sis, login, section = (cell.strip() for cell in row[1])
        name = first_last(_bare(student)) or f"{_bare(first)} {_bare(last)}".strip()
        if not (number or sis or login) and (not name or "points possible" in f"{student}{last}".casefold()):
            yield Skip("row of points, no student")
        elif name == _TEST_STUDENT and not sis:
            yield Skip("test student")
        else:
            ids = (("sis", sis), ("canvas", number))
            yield Listed(f"line {row[0]}", name, login=login, section=section, accounts=ids)


def _bare(name: str) -> str:
    found = _GUARDED.fullmatch(name)
    return (found[1] if found else name).strip()


SOURCE = Source("canvas-roster", "Canvas gradebook (class list)", identify, extract)
