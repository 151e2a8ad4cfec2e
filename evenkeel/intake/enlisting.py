"""Whom a row of a class list means: somebody on the roster under another name, or somebody new."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from evenkeel import accounts, people
from evenkeel.model import GIVEN_BY_PLATFORMS, Person, RosterRow
from evenkeel.people import Roster


class Enlisted(NamedTuple):
    """Rows under the identity they shall be kept by; logins that get an address; what to say of it."""

    rows: list[RosterRow]
    addresses: dict[str, str]
    notes: list[str]


def enlisted(rows: Sequence[RosterRow], roster: Iterable[Person]) -> Enlisted:
    """Find whom the rows mean: by address, by account, and by the exact full name where that is nobody else's.

    By the name nobody is found who has another account on a platform that the row names. A row that is complete
    speaks of its own address; but any row with an address gives it to somebody who was known by a login alone.
    """
    everybody = {person.id: person for person in roster}
    emails = {person.email for person in everybody.values()}
    index = people.roster(everybody.values(), "")
    logins = people.roster((person for person in everybody.values() if "@" not in person.email), "")
    names = Counter(accounts.folded(row.name) for row in rows)
    found, addresses, by_name = [], {}, []
    for row in rows:
        own = row._replace(email=accounts.folded(row.email))
        single = names[accounts.folded(row.name)] == 1
        known = own.complete or own.email in emails
        person = None if known else _by_account(own, index)
        if person is None and not known and single:
            person = _by_name(own, index)
            by_name += [row.name] if person else []
        if person and "@" in everybody[person].email:
            found.append(_as(own, everybody[person]))
        elif "@" in own.email and (login := _by_account(own, logins) or (_by_name(own, logins) if single else None)):
            addresses[everybody[login].email] = own.email
            found.append(own._replace(accounts=(*own.accounts, *_given(everybody[login].accounts))))
        else:
            found.append(_as(own, everybody[person]) if person else own)
    return Enlisted(found, addresses, _said(by_name))


def _pairs(row: RosterRow) -> list[tuple[str, str]]:
    return [(accounts.column(c), accounts.spelling(accounts.column(c), value)) for c, value in row.accounts]


def _given(held: Mapping[tuple[str, str], str]) -> Iterable[tuple[str, str]]:
    return ((platform, written) for (platform, _), written in held.items() if platform in GIVEN_BY_PLATFORMS)


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
    return [f"Found on the roster by the full name alone: {shown}."]
