"""The Grade Center download of Blackboard Learn (CSV, or tabs in a file called .xls): read for who is in the class."""

from collections.abc import Iterator

from evenkeel import words
from evenkeel.model import Found, Note, Reject, Skip
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.class_lists import BLACKBOARD, Listed, enrolled, list_of
from evenkeel.sources.reading.tables import Table, encoding_note, header, open_table

_FIELDS = ("last name", "first name", "username", "student id")
_PREVIEW = "_previewuser"


def identify(export: Export) -> bool:
    """Recognise the header: names, the user name that is Blackboard's key, and columns with their number."""
    return list_of(header(export)) == BLACKBOARD


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield one person a row."""
    table = open_table(export)
    if table is None or list_of(frozenset(name.casefold() for name in table.header)) != BLACKBOARD:
        raise export.refuse("this is no Grade Center download: it needs Last Name, First Name, Username, Student ID")
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
        last, first, username, number = (cell.strip() for cell in row[1])
        if username.casefold().endswith(_PREVIEW):
            yield Skip("test student")
            continue
        ids = (("blackboard", username), ("sis", number))
        yield Listed(f"line {row[0]}", f"{first} {last}".strip(), login=username, accounts=ids)


SOURCE = Source("blackboard-roster", "Blackboard Grade Center (class list)", identify, extract)
