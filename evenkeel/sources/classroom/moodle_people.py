"""Who is in a Moodle course: the participants' table, a grade export or a user upload file. No grade is looked at."""

from collections.abc import Iterator

from evenkeel import words
from evenkeel.model import Found, Note, Reject, Role, Skip
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.class_lists import MOODLE, MOODLE_NAMES, Listed, enrolled, list_of
from evenkeel.sources.reading.tables import Table, encoding_note, header, open_table

# Moodle's roles, as it shows them and as its files call them; any other is a student's.
_ROLES = {
    "teacher": Role.INSTRUCTOR, "editingteacher": Role.INSTRUCTOR, "manager": Role.INSTRUCTOR,
    "course creator": Role.INSTRUCTOR, "non-editing teacher": Role.ASSISTANT,
}  # fmt: skip
_ROLES_IN_FILES = _ROLES | {"teacher": Role.ASSISTANT}


def identify(export: Export) -> bool:
    """Recognise the header: first and last name, and Moodle's own name for address, login or number."""
    return list_of(header(export)) == MOODLE


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield one person a row."""
    table = open_table(export)
    if table is None or list_of(frozenset(name.casefold() for name in table.header)) != MOODLE:
        raise export.refuse("this is no class list of Moodle: it needs First name, Last name and Email address")
    yield from encoding_note(table)
    places = _places(table)
    others = len(table.header) - sum(place >= 0 for place in places)
    if others:
        yield Note(f"Read for who is in the class. Grades and the like ({words.count(others, 'column')}) are not read.")
    in_files = any(name.casefold() == "role1" for name in table.header)
    yield from enrolled(_listed(table, places, _ROLES_IN_FILES if in_files else _ROLES))


def _places(table: Table) -> tuple[int, ...]:
    names = [name.casefold() for name in table.header]
    return tuple(next((names.index(name) for name in called if name in names), -1) for called in MOODLE_NAMES.values())


def _listed(table: Table, places: tuple[int, ...], roles: dict[str, Role]) -> Iterator[Listed | Skip | Reject]:
    for row in table.rows(places):
        if isinstance(row, (Skip, Reject)):
            yield row
            continue
        first, last, email, login, number, groups, role, suspended = (cell.strip() for cell in row[1])
        if suspended:
            yield Skip("suspended")
            continue
        held = {roles.get(one.strip().casefold(), Role.STUDENT) for one in role.split(",")}
        highest = next(one for one in Role if one in held)
        name = f"{first} {last}".strip()
        yield Listed(f"line {row[0]}", name, email, login, highest, groups, (("sis", number),))


SOURCE = Source("moodle-roster", "Moodle participants or grades (class list)", identify, extract)
