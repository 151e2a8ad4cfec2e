"""Whom a row of a platform's class list means: somebody on the roster under another name, or somebody new."""

from collections import Counter
from collections.abc import Iterable, Sequence

from evenkeel import accounts, people
from evenkeel.model import Person, RosterRow
from evenkeel.people import Roster


def enlisted(rows: Sequence[RosterRow], roster: Iterable[Person]) -> tuple[list[RosterRow], list[str]]:
    """Return the rows under the identity that the roster knows, and what to say about that.

    Only rows that are not complete are looked for: by address, by account, and by the exact full name where it is
    nobody else's and they have no other account on that platform.
    """
    everybody = {person.id: person for person in roster}
    index = people.roster(everybody.values(), "")
    emails = {person.email for person in everybody.values()}
    names = Counter(accounts.folded(row.name) for row in rows)
    found, by_name = [], []
    for row in rows:
        own = row._replace(email=accounts.folded(row.email))
        if row.complete or own.email in emails:
            found.append(own)
            continue
        person = _by_account(own, index)
        if person is None and names[accounts.folded(row.name)] == 1:
            person = _by_name(own, index)
            by_name += [row.name] if person else []
        found.append(_as(own, everybody[person]) if person else own)
    return found, _said(by_name)


def _pairs(row: RosterRow) -> list[tuple[str, str]]:
    return [(accounts.column(c), accounts.spelling(accounts.column(c), value)) for c, value in row.accounts]


def _by_account(row: RosterRow, index: Roster) -> int | None:
    """Find the one person who has this row's address or one of its accounts; two people are nobody."""
    found = {index.by_account.get(pair) for pair in (*_pairs(row), ("email", row.email))} - {None}
    return (found.pop() or None) if len(found) == 1 else None


def _by_name(row: RosterRow, index: Roster) -> int | None:
    person = index.by_name.get(accounts.folded(row.name)) if row.name else None
    taken = index.platforms.get(person or 0, set())
    return person if person and not any(platform in taken for platform, _ in _pairs(row)) else None


def _as(row: RosterRow, person: Person) -> RosterRow:
    """Let a row speak of somebody known; an address that is not theirs yet is a further one."""
    further = (("email", row.email),) if "@" in row.email else ()
    return row._replace(email=person.email, accounts=(*row.accounts, *further))


def _said(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    shown = ", ".join(sorted(names)[:5]) + ("" if len(names) <= 5 else f" and {len(names) - 5} more")
    return [f"On the roster under another address, and known by their full name: {shown}."]
