"""People, their accounts, and the decisions about who is who.

The store keeps spellings and answers; how an answer is found is told by `matcher`, a function from an account
(id, platform, spelling, handle, name, mail_key, site, alias) to (person id or None, how).
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping

from evenkeel.model import Account, Person

Matcher = Callable[[Account], tuple[int | None, str]]
_ACCOUNT = "SELECT id, platform, spelling, handle, name, mail_key, site, alias FROM account"


def persons(record: sqlite3.Connection, listed_only: bool = True) -> list[Person]:
    """Return everybody on the roster, by name."""
    held: dict[int, dict[tuple[str, str], str]] = {}
    for person, platform, spelling, written in record.execute(
        "SELECT person_id, platform, spelling, written FROM person_account"
    ):
        held.setdefault(person, {})[platform, spelling] = written
    rows = record.execute(
        "SELECT id, email, name, role, section FROM person WHERE listed >= ? ORDER BY name, email",
        (int(listed_only),),
    )
    return [
        Person(person, email, name, role, section, held.get(person, {})) for person, email, name, role, section in rows
    ]


def keep_person(
    record: sqlite3.Connection,
    email: str,
    name: str,
    role: str,
    section: str,
    accounts: Mapping[tuple[str, str], str],
) -> str:
    """Enter or update one person; return `new`, `known` or `changed`."""
    before = record.execute("SELECT id, name, role, section, listed FROM person WHERE email = ?", (email,)).fetchone()
    person = record.execute(
        "INSERT INTO person (email, name, role, section) VALUES (?, ?, ?, ?) ON CONFLICT (email) DO UPDATE "
        "SET name = excluded.name, role = excluded.role, section = excluded.section, listed = 1 RETURNING id",
        (email, name, role, section),
    ).fetchone()[0]
    held = {
        (platform, spelling): written
        for platform, spelling, written in record.execute(
            "SELECT platform, spelling, written FROM person_account WHERE person_id = ?", (person,)
        )
    }
    if held != dict(accounts):
        record.execute("DELETE FROM person_account WHERE person_id = ?", (person,))
        record.executemany(
            "INSERT INTO person_account VALUES (?, ?, ?, ?)", [(person, *key, w) for key, w in accounts.items()]
        )
    if before is None:
        return "new"
    return "known" if before[1:] == (name, role, section, 1) and held == dict(accounts) else "changed"


def unlist_all_but(record: sqlite3.Connection, emails: Iterable[str]) -> int:
    """Take everybody else off the roster (their past stays on record); return how many that were."""
    record.execute("CREATE TEMP TABLE IF NOT EXISTS on_roster (email TEXT PRIMARY KEY)")
    record.execute("DELETE FROM on_roster")
    record.executemany("INSERT OR IGNORE INTO on_roster VALUES (?)", [(e,) for e in emails])
    return record.execute(
        "UPDATE person SET listed = 0 WHERE listed = 1 AND email NOT IN (SELECT email FROM on_roster)"
    ).rowcount


def find_account(record: sqlite3.Connection, platform: str, spelling: str) -> int | None:
    """Return the id of an account, or None."""
    row = record.execute("SELECT id FROM account WHERE platform = ? AND spelling = ?", (platform, spelling)).fetchone()
    return int(row[0]) if row else None


def know_alias(record: sqlite3.Connection, account: int, alias: str, name: str) -> Account | None:
    """Remember the newest other handle (and a name, where none was known) of an account; return it if that was news."""
    row = record.execute(
        "UPDATE account SET alias = ?, name = CASE name WHEN '' THEN ? ELSE name END "
        "WHERE id = ? AND alias <> ? RETURNING id, platform, spelling, handle, name, mail_key, site, alias",
        (alias, name, account, alias),
    ).fetchone()
    return Account(*row) if row else None


def answer(record: sqlite3.Connection, account: int, person: int | None, how: str) -> None:
    """Say who one account is."""
    record.execute("UPDATE account SET person_id = ?, matched_by = ? WHERE id = ?", (person, how, account))


def add_account(record: sqlite3.Connection, account: Account, person: int | None, how: str) -> int:
    """Enter a new account with its answer and return its id (the row's own id is not used)."""
    return int(
        record.execute(
            "INSERT INTO account (platform, spelling, handle, name, mail_key, site, alias, person_id, matched_by) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (*account[1:], person, how),
        ).fetchone()[0]
    )


def rematch(record: sqlite3.Connection, matcher: Matcher) -> int:
    """Ask the matcher again about every account; return how many answers changed."""
    rows = record.execute(_ACCOUNT.replace(" FROM", ", person_id, matched_by FROM")).fetchall()
    answers = [(*matcher(Account(*row[:8])), row) for row in rows]
    changed = [
        (person, how, row[0])
        for person, how, row in answers
        if (person, how) != (row[8], row[9]) and not (row[9] == "folder" and not how)
    ]
    record.executemany("UPDATE account SET person_id = ?, matched_by = ? WHERE id = ?", changed)
    return len(changed)


def name_by_folder(record: sqlite3.Connection, account: int, person: int) -> bool:
    """Answer an unmatched account with the student whose folder its archive lies in; tell whether it was."""
    return (
        record.execute(
            "UPDATE account SET person_id = ?, matched_by = 'folder' WHERE id = ? AND person_id IS NULL "
            "AND matched_by <> 'decision'",
            (person, account),
        ).rowcount
        > 0
    )


def answers(record: sqlite3.Connection) -> dict[int, int | None]:
    """Return the person behind each account."""
    return dict(record.execute("SELECT id, person_id FROM account").fetchall())


def decide(record: sqlite3.Connection, spelling: str, email: str, moment: int, by: str) -> None:
    """Remember who a spelling is (an empty address: not one of ours)."""
    record.execute(
        "INSERT INTO decision (spelling, email, decided_at, decided_by) VALUES (?, ?, ?, ?)",
        (spelling, email, moment, by),
    )


def decisions(record: sqlite3.Connection) -> dict[str, int | None]:
    """Return the newest decision about each spelling: a person, or None for "not one of ours"."""
    return dict(
        record.execute(
            "SELECT d.spelling, p.id FROM decision d LEFT JOIN person p ON p.email = d.email "
            "WHERE d.email = '' OR p.id IS NOT NULL ORDER BY d.id"
        ).fetchall()
    )


def unmatched(record: sqlite3.Connection) -> list[tuple[str, str, str, str, int, int, int]]:
    """List who wrote or logged something and is nobody on the roster, busiest first.

    Rows are (platform, spelling, handle, name, acts, time entries, newest moment); accounts that somebody
    decided about are left out.
    """
    return record.execute(
        """
        WITH wrote AS (SELECT account_id, count(*) AS acts, max(moment) AS newest FROM act GROUP BY account_id),
        logged AS (SELECT account_id, count(*) AS entries FROM entry GROUP BY account_id)
        SELECT c.platform, c.spelling, c.handle, c.name,
               coalesce(w.acts, 0) AS acts, coalesce(l.entries, 0) AS entries, coalesce(w.newest, 0) AS newest
        FROM account c LEFT JOIN wrote w ON w.account_id = c.id LEFT JOIN logged l ON l.account_id = c.id
        WHERE c.person_id IS NULL AND c.matched_by <> 'decision' AND (w.acts > 0 OR l.entries > 0)
        ORDER BY coalesce(w.acts, 0) + coalesce(l.entries, 0) DESC, c.spelling
        """
    ).fetchall()
