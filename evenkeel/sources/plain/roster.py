"""roster.csv: who is in the class, and under which names they go elsewhere."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from evenkeel.accounts import column, folded
from evenkeel.model import Found, Note, Reject, Role, RosterRow, Skip
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.plain.columns import joined
from evenkeel.sources.reading.tables import Table, encoding_note, header, open_table

FIELDS = ("email", "name", "role", "section")
# Where accounts are looked for under column names of their own, once one of these is mapped.
ACCOUNTS = (
    "blog", "x", "mastodon", "bluesky", "threads", "instagram", "facebook", "linkedin", "youtube", "reddit", "tumblr",
    "medium", "substack", "tiktok",
)  # fmt: skip
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+")
# Columns that class lists often carry and that are nobody's account; they are never stored.
_PRIVATE = frozenset(
    ["password", "phone", "mobile", "telephone", "address", "birthday", "birthdate", "grade", "notes", "ip"]
)


def identify(export: Export) -> bool:
    """Recognise the header: an address and a name or role, and no moments."""
    names = {column(name) for name in header(export)}
    return "email" in names and bool(names & {"name", "role"}) and not names & {"at", "start"}


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield one person a row, or why there is none."""
    table = joined(open_table(export), context.mapping)
    columns = _columns(table, context.mapping) if table else {}
    if table is None or columns["email"] < 0:
        raise export.refuse("a roster needs a column “email”, or --map email=…")
    yield from encoding_note(table)
    yield from table.missing((*FIELDS, *ACCOUNTS), context.mapping)
    accounts = _account_columns(table, columns, context.mapping)
    left = sorted(name for name in table.header if column(name) in _PRIVATE)
    if left:
        yield Note(f"Not read, for nobody needs it here: {', '.join(left)}.")
    # Another program's list, whose columns somebody named, knows less of people than the class's own.
    complete = not context.mapping.keys() & {*FIELDS, *ACCOUNTS}
    seen: dict[str, int] = {}
    named: dict[str, list[str]] = defaultdict(list)
    for row in table.rows((*columns.values(), *accounts.values(), -1)):
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
        named[folded(person.name)].append(person.email)
        yield person
    for emails in named.values():
        if len(emails) > 1:
            yield Note(f"{' and '.join(emails)} have the same name: by the name alone neither is found.")


def _person(cells: list[str], accounts: tuple[tuple[str, int], ...], complete: bool) -> RosterRow:
    email, name, role, section = cells[: len(FIELDS)]
    if not _EMAIL.fullmatch(email):
        raise ValueError(f"“{email[:60]}” is not an e-mail address" if email else "has no e-mail address")
    known = role.casefold() or Role.STUDENT.value
    if known not in set(Role):
        raise ValueError(f"the role “{role[:40]}” is none of {', '.join(Role)}")
    pairs = (
        (platform, value.strip())
        for (platform, _), cell in zip(accounts, cells[len(FIELDS) :], strict=False)
        for value in cell.split(";")
        if value.strip()
    )
    return RosterRow(email.casefold(), name or email, known, section, tuple(dict.fromkeys(pairs)), complete)


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
    taken = set(columns.values())
    return {
        (column(name), place): place
        for place, name in enumerate(table.header)
        if name and place not in taken and column(name) not in _PRIVATE | set(FIELDS)
    }


SOURCE = Source("roster", "Class roster (CSV)", identify, extract)
