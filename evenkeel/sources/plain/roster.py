"""roster.csv: who is in the class, and under which names they go elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from evenkeel.accounts import column, folded
from evenkeel.model import Found, Note, Reject, Role, RosterRow, Skip
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.plain.columns import PLUS, joined, parts
from evenkeel.sources.reading.class_lists import EMAIL, list_of
from evenkeel.sources.reading.tables import Table, encoding_note, header, open_table

FIELDS = ("email", "name", "role", "section")
# Read by its own name alone: the day since which somebody is in the class.
_JOINED = "joined"
# Where accounts are looked for under column names of their own, once one of these is mapped.
ACCOUNTS = (
    "blog", "x", "mastodon", "bluesky", "threads", "instagram", "facebook", "linkedin", "youtube", "reddit", "tumblr",
    "medium", "substack", "tiktok",
)  # fmt: skip
# What lists often call the address and the name; first and last name are the name together.
_ADDRESS = ("email address", "e-mail address", "email-address", "e-mail adresse")
_FULL = ("full name", "student name")
_FIRST = ("first name", "firstname", "given name", "forename", "vorname")
_LAST = ("last name", "lastname", "surname", "family name", "nachname")
# Columns that class lists often carry and that are nobody's account; they are never stored.
_PRIVATE = frozenset({
    "password", "phone", "mobile", "telephone", "address", "birthday", "birthdate", "grade", "notes", "ip", "timestamp",
})  # fmt: skip
# Where these stand, a row is what somebody did, not who they are; the others only tell where the header is loose.
_SAID = frozenset({"at", "start", "sender", "receiver", "recipient", "target"})
_DONE = frozenset({"date", "time", "created", "minutes", "hours", "duration", "text", "message"})


def identify(export: Export) -> bool:
    """Recognise the header: an address and a name or role, no moments, and no platform's own list."""
    own = header(export)
    names, usual = {column(name) for name in own}, _usual(own).keys()
    if names & _SAID or (usual and names & _DONE) or list_of(own):
        return False
    return "email" in names | usual and bool((names | usual) & {"name", "role"})


def _usual(names: Iterable[str]) -> dict[str, str]:
    """Say in which columns address and name stand where a list calls them as lists often do."""
    own = {name.casefold(): name for name in names}
    found = {}
    if "email" not in {column(name) for name in own}:
        found["email"] = next((own[name] for name in _ADDRESS if name in own), "")
    if "name" not in own:
        first, last = (next((own[name] for name in called if name in own), "") for called in (_FIRST, _LAST))
        both = f"{first}{PLUS}{last}" if first and last else ""
        found["name"] = next((own[name] for name in _FULL if name in own), both)
    return {field: place for field, place in found.items() if place}


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield one person a row, or why there is none."""
    read = open_table(export)
    mapping = {**_usual(read.header), **context.mapping} if read else {}
    table = joined(read, mapping)
    columns = _columns(table, mapping) if table else {}
    if table is None or columns["email"] < 0:
        raise export.refuse("a roster needs a column “email”, or --map email=…")
    yield from encoding_note(table)
    yield from table.missing((*FIELDS, *ACCOUNTS), context.mapping)
    accounts = _account_columns(table, columns, mapping)
    left = sorted(name for name in table.header if column(name) in _PRIVATE)
    if left:
        yield Note(f"Not read, for nobody needs it here: {', '.join(left)}.")
    # Another program's list, whose columns somebody named, knows less of people than the class's own.
    complete = not context.mapping.keys() & {*FIELDS, *ACCOUNTS}
    seen: dict[str, int] = {}
    named: dict[str, list[str]] = defaultdict(list)
    since = next((n for n, name in enumerate(table.header) if column(name) == _JOINED), -1)
    for row in table.rows((*columns.values(), since, *accounts.values(), -1)):
        if isinstance(row, (Skip, Reject)):
            yield row
            continue
        line, cells = row
        try:
            person = _person([cell.strip() for cell in cells], tuple(accounts), complete)
            if person.email in seen:
                raise ValueError(f"{person.email} stands in line {seen[person.email]} already")
        except ValueError as error:
            yield Reject(f"line {line}", str(error))
            continue
        seen[person.email] = line
        if (told := cells[len(FIELDS)].strip()) and person.joined is None:
            yield Note(f"Line {line}: “{told[:40]}” is no date like 2026-02-09, so when they joined stays open.")
        named[folded(person.name)].append(person.email)
        yield person
    for emails in named.values():
        if len(emails) > 1:
            yield Note(f"{' and '.join(emails)} have the same name: by the name alone neither is found.")


def _person(cells: list[str], accounts: tuple[tuple[str, int], ...], complete: bool) -> RosterRow:
    email, name, role, section, joined = cells[: len(FIELDS) + 1]
    if not EMAIL.fullmatch(email):
        raise ValueError(f"“{email[:60]}” is not an e-mail address" if email else "has no e-mail address")
    known = role.casefold() or Role.STUDENT.value
    if known not in set(Role):
        raise ValueError(f"the role “{role[:40]}” is none of {', '.join(Role)}")
    pairs = (
        (platform, value.strip())
        for (platform, _), cell in zip(accounts, cells[len(FIELDS) + 1 :], strict=False)
        for value in cell.split(";")
        if value.strip()
    )
    held = tuple(dict.fromkeys(pairs))
    return RosterRow(email.casefold(), name or email, known, section, held, complete, _day(joined))


def _day(written: str) -> int | None:
    try:
        return date.fromisoformat(written).toordinal()
    except ValueError:
        return None


def _columns(table: Table, mapping: Mapping[str, str]) -> dict[str, int]:
    found = table.columns(FIELDS, mapping)
    for field, place in found.items():
        if place < 0 and field not in mapping:
            found[field] = next((n for n, name in enumerate(table.header) if column(name) == field), -1)
    return found


def _account_columns(
    table: Table, columns: Mapping[str, int], mapping: Mapping[str, str]
) -> dict[tuple[str, int], int]:
    """Take the accounts that are mapped, else every other named column; the place keeps two `blog` columns apart."""
    if chosen := [platform for platform in ACCOUNTS if platform in mapping]:
        places = table.columns(chosen, mapping)
        return {(platform, place): place for platform, place in places.items() if place >= 0}
    joint = {name.casefold() for columns_ in mapping.values() for name in parts(columns_)}
    taken, ours = set(columns.values()), _PRIVATE | {*FIELDS, _JOINED}
    return {
        (column(name), place): place
        for place, name in enumerate(table.header)
        if name and place not in taken and name.casefold() not in joint and column(name) not in ours
    }


SOURCE = Source("roster", "Class roster (CSV)", identify, extract)
