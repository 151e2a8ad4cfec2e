"""What a load brought that is not one student's own: the check on files that students load themselves."""

import sqlite3
from typing import NamedTuple

_MINE = "(SELECT a.id FROM account a JOIN person p ON p.id = a.person_id WHERE p.email = :email)"
# Rows that the loads wrote, and rows of others that they hold too.
_TOUCHED = (
    "(SELECT id FROM {noun} WHERE load_id >= :first UNION "
    "SELECT row_id FROM held WHERE noun = '{noun}' AND load_id >= :first)"
)


class Brought(NamedTuple):
    """What loads hold: rows in all of each noun, how many of them somebody else's, and lines of class lists.

    `foreign_cover`: how often they say what a source shows, or a tracker watched, of somebody else.
    """

    acts: int
    times: int
    foreign_acts: int
    foreign_times: int
    foreign_cover: int
    roster: int


def brought(record: sqlite3.Connection, email: str, first: int) -> Brought:
    """Say what the loads from a number on hold, seen from one person."""
    asked = {"email": email, "first": first}

    def count(query: str) -> int:
        return int(record.execute(query, asked).fetchone()[0])

    def whole(noun: str) -> int:
        return count(f"SELECT count(*) FROM {_TOUCHED.format(noun=noun)}")

    def foreign(noun: str) -> int:
        """Count rows that are, or that another load says are, somebody else's: so nobody's row can be taken over."""
        touched = _TOUCHED.format(noun=noun)
        return count(
            f"SELECT count(*) FROM (SELECT id FROM {noun} WHERE id IN {touched} AND account_id NOT IN {_MINE} UNION "
            f"SELECT row_id FROM version WHERE noun = '{noun}' AND row_id IN {touched} "
            f"AND json_extract(content, '$[1]') NOT IN {_MINE})"
        )

    cover = sum(
        count(f"SELECT count(*) FROM {table} WHERE load_id >= :first AND account_id NOT IN {_MINE}")
        for table in ("tracked", "coverage")
    )
    return Brought(
        whole("act"),
        whole("entry") + whole("visit"),
        foreign("act"),
        foreign("entry") + foreign("visit"),
        cover,
        count("SELECT count(*) FROM roster_row WHERE load_id >= :first"),
    )


def posted_by_others(record: sqlite3.Connection, email: str, first: int) -> bool:
    """Tell whether what loads from a number on hold was posted by others of the roster, and nothing by this person."""
    posted = (
        f"SELECT p.email FROM act c JOIN account a ON a.id = c.account_id JOIN person p ON p.id = a.person_id "
        f"WHERE c.id IN {_TOUCHED.format(noun='act')} AND c.kind <> 'comment' GROUP BY p.email"
    )
    found = {str(row[0]) for row in record.execute(posted, {"first": first})}
    return bool(found) and email not in found


def accounts_of(record: sqlite3.Connection, email: str) -> frozenset[tuple[str, str]]:
    """Return the accounts of one person as files name them: platform and spelling."""
    return frozenset(record.execute(f"SELECT platform, spelling FROM account WHERE id IN {_MINE}", {"email": email}))


def claimed(before: dict[int, int | None], after: dict[int, int | None], person: int) -> bool:
    """Tell whether somebody else gained or lost an account between two states of who is who."""
    changed = [(was, after.get(account)) for account, was in before.items() if after.get(account) != was]
    return any(was is not None or now != person for was, now in changed)
