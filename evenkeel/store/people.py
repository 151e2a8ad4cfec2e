"""People, their accounts, and the decisions about who is who.

The store keeps spellings and answers; how an answer is found is told by `matcher`, a function from an account
(id, platform, spelling, handle, name, mail_key, site, alias) to (person id or None, how).
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from evenkeel.model import GIVEN_BY_PLATFORMS, Account, Person

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
        "SELECT id, email, name, role, section, joined FROM person WHERE listed >= ? ORDER BY name, email",
        (int(listed_only),),
    )
    return [
        Person(person, email, name, role, section, held.get(person, {}), joined)
        for person, email, name, role, section, joined in rows
    ]


def keep_person(
    record: sqlite3.Connection,
    email: str,
    name: str,
    role: str,
    section: str,
    accounts: Mapping[tuple[str, str], str],
    load: int = 0,
    complete: bool = True,
    joined: int | None = None,
) -> str:
    """Enter or update one person as a load has them; return `new`, `known` or `changed`.

    What is not `complete` adds accounts and fills in what is blank.
    """
    said = Entered(name, role, section, 1, dict(accounts), joined)
    _log(record, load, [(email, _as_json(said, complete))])
    before = _entered(record, email)
    after = _after(before, said, complete, email)
    if before != after:
        _enter(record, email, after)
    return "new" if before is None else "known" if before == after else "changed"


class Entered(NamedTuple):
    """What the record has of a person."""

    name: str
    role: str
    section: str
    listed: int
    accounts: dict[tuple[str, str], str]
    joined: int | None = None


def _after(before: Entered | None, said: Entered, complete: bool, email: str) -> Entered:
    """Say what is known of a person now that one more roster speaks of them."""
    if before is None:
        return said
    if not complete:
        name = said.name if before.name in ("", email) else before.name
        section = before.section or said.section
        joined = said.joined if before.joined is None else before.joined
        held = {**said.accounts, **before.accounts}
        return before._replace(name=name, section=section, accounts=held, joined=joined)
    named = {platform for platform, _ in said.accounts}
    kept = {key: written for key, written in before.accounts.items() if key[0] in GIVEN_BY_PLATFORMS - named}
    return said._replace(accounts={**kept, **said.accounts})


def _as_json(said: Entered, complete: bool) -> str:
    accounts = [[*key, written] for key, written in said.accounts.items()]
    content = {"name": said.name, "role": said.role, "section": said.section, "accounts": accounts}
    since = {} if said.joined is None else {"joined": said.joined}
    return json.dumps(content | since | ({} if complete else {"complete": False}), ensure_ascii=False)


def _entered(record: sqlite3.Connection, email: str) -> Entered | None:
    row = record.execute(
        "SELECT id, name, role, section, listed, joined FROM person WHERE email = ?", (email,)
    ).fetchone()
    if row is None:
        return None
    *known, joined = row[1:]
    held = record.execute("SELECT platform, spelling, written FROM person_account WHERE person_id = ?", row[:1])
    return Entered._make((*known, {(platform, spelling): written for platform, spelling, written in held}, joined))


def _enter(record: sqlite3.Connection, email: str, found: Entered) -> None:
    person = record.execute(
        "INSERT INTO person (email, name, role, section, listed, joined) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (email) DO UPDATE SET name = excluded.name, role = excluded.role, section = excluded.section, "
        "listed = excluded.listed, joined = excluded.joined RETURNING id",
        (email, *found[:4], found.joined),
    ).fetchone()[0]
    record.execute("DELETE FROM person_account WHERE person_id = ?", (person,))
    record.executemany(
        "INSERT INTO person_account VALUES (?, ?, ?, ?)", [(person, *key, w) for key, w in found.accounts.items()]
    )


def _log(record: sqlite3.Connection, load: int, said: Iterable[tuple[str, str]]) -> None:
    record.executemany(
        "INSERT INTO roster_row (load_id, email, content) VALUES (?, ?, ?)", [(load, *one) for one in said]
    )


def give_address(record: sqlite3.Connection, login: str, email: str) -> None:
    """Let an address be the identity of somebody who was known by a login; all that was said of them follows."""
    if record.execute("SELECT 1 FROM person WHERE email = ?", (email,)).fetchone():
        record.execute("DELETE FROM person WHERE email = ?", (login,))
    else:
        record.execute("UPDATE person SET email = ? WHERE email = ?", (email, login))
    for table in ("decision", "roster_row", "lay_in"):
        record.execute(f"UPDATE {table} SET email = ? WHERE email = ?", (email, login))


def unlist_all_but(record: sqlite3.Connection, emails: Iterable[str], load: int = 0) -> int:
    """Take everybody else off the roster (their past stays on record); return how many that were."""
    record.execute("CREATE TEMP TABLE IF NOT EXISTS on_roster (email TEXT PRIMARY KEY)")
    record.execute("DELETE FROM on_roster")
    record.executemany("INSERT OR IGNORE INTO on_roster VALUES (?)", [(e,) for e in emails])
    left = record.execute(
        "UPDATE person SET listed = 0 WHERE listed = 1 AND email NOT IN (SELECT email FROM on_roster) RETURNING email"
    ).fetchall()
    _log(record, load, [(email, "") for (email,) in left])
    return len(left)


def only_in(record: sqlite3.Connection, load: int) -> tuple[int, int]:
    """Count the people whom a load alone lists, and the accounts of outsiders that it alone names."""
    people, outsiders = record.execute(
        """
        SELECT (SELECT count(DISTINCT email) FROM roster_row WHERE load_id = ?1
                AND email NOT IN (SELECT email FROM roster_row WHERE load_id <> ?1)),
               (SELECT count(*) FROM account WHERE person_id IS NULL
                AND id IN (SELECT account_id FROM naming WHERE load_id = ?1)
                AND id NOT IN (SELECT account_id FROM naming WHERE load_id <> ?1))
        """,
        (load,),
    ).fetchone()
    return people, outsiders


def unload_roster(record: sqlite3.Connection, load: int) -> int:
    """Take back what a load says of the roster; return how many people left it. Others are again as they were."""
    emails = record.execute("SELECT DISTINCT email FROM roster_row WHERE load_id = ?", (load,)).fetchall()
    record.execute("DELETE FROM roster_row WHERE load_id = ?", (load,))
    return sum(_replay(record, email) for (email,) in emails)


def _replay(record: sqlite3.Connection, email: str) -> bool:
    """Let the remaining loads say, in their order, who somebody is; tell whether they left the roster."""
    before, after = _entered(record, email), None
    for (content,) in record.execute("SELECT content FROM roster_row WHERE email = ? ORDER BY id", (email,)):
        if content:
            said = json.loads(content)
            held = {(platform, spelling): written for platform, spelling, written in said["accounts"]}
            one = Entered(said["name"], said["role"], said["section"], 1, held, said.get("joined"))
            after = _after(after, one, said.get("complete", True), email)
        elif after:
            after = after._replace(listed=0)
    if after is None:
        record.execute("DELETE FROM person WHERE email = ?", (email,))
    elif after != before:
        _enter(record, email, after)
    return bool(before and before.listed) and not (after and after.listed)


def find_account(record: sqlite3.Connection, platform: str, spelling: str) -> Account | None:
    """Return an account, or None."""
    row = record.execute(f"{_ACCOUNT} WHERE platform = ? AND spelling = ?", (platform, spelling)).fetchone()
    return Account(*row) if row else None


def account(record: sqlite3.Connection, number: int) -> tuple[Account, str]:
    """Return the account of a number, and how it is known whose it is."""
    *found, how = record.execute(f"{_ACCOUNT.replace(' FROM', ', matched_by FROM')} WHERE id = ?", (number,)).fetchone()
    return Account(*found), how


def add_account(record: sqlite3.Connection, account: Account, person: int | None, how: str) -> int:
    """Enter a new account with its answer and return its id (the row's own id is not used)."""
    return int(
        record.execute(
            "INSERT INTO account (platform, spelling, handle, name, mail_key, site, alias, person_id, matched_by) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (*account[1:], person, how),
        ).fetchone()[0]
    )


def learn(record: sqlite3.Connection, account: Account, person: int | None, how: str) -> None:
    """Keep what has been learnt of an account, and who that makes it."""
    record.execute(
        "UPDATE account SET handle = ?, name = ?, mail_key = ?, site = ?, alias = ?, person_id = ?, matched_by = ? "
        "WHERE id = ?",
        (*account[3:], person, how, account.id),
    )


def rematch(record: sqlite3.Connection, matcher: Matcher) -> int:
    """Ask the matcher again about every account; return how many answers changed."""
    rows = record.execute(_ACCOUNT.replace(" FROM", ", person_id, matched_by FROM")).fetchall()
    answers = [(*matcher(Account(*row[:8])), row) for row in rows]
    changed = [(person, how, row[0]) for person, how, row in answers if (person, how) != (row[8], row[9])]
    record.executemany("UPDATE account SET person_id = ?, matched_by = ? WHERE id = ?", changed)
    return len(changed)


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


def decided(record: sqlite3.Connection) -> list[tuple[str, str, int, str]]:
    """List what holds of all that was decided: (spelling, address or nothing, when, by whom), the newest first."""
    return record.execute(
        "SELECT spelling, email, decided_at, decided_by FROM decision "
        "WHERE id IN (SELECT max(id) FROM decision GROUP BY spelling) ORDER BY id DESC"
    ).fetchall()


def forget(record: sqlite3.Connection, spelling: str) -> bool:
    """Forget whatever was decided about a spelling; tell whether anything was."""
    return record.execute("DELETE FROM decision WHERE spelling = ?", (spelling,)).rowcount > 0


def unmatched(record: sqlite3.Connection) -> list[tuple[str, str, str, str, int, int, int, int]]:
    """List who wrote, logged or visited something and is nobody on the roster, busiest first.

    Rows are (platform, spelling, handle, name, acts, time entries, newest moment, visits); accounts that somebody
    decided about are left out.
    """
    return record.execute(
        """
        WITH wrote AS (SELECT account_id, count(*) AS acts, max(moment) AS newest FROM act GROUP BY account_id),
        logged AS (SELECT account_id, count(*) AS entries FROM entry GROUP BY account_id),
        went AS (SELECT account_id, count(*) AS visits FROM visit GROUP BY account_id)
        SELECT c.platform, c.spelling, c.handle, c.name, coalesce(w.acts, 0) AS acts, coalesce(l.entries, 0) AS entries,
               coalesce(w.newest, 0) AS newest, coalesce(v.visits, 0) AS visits
        FROM account c LEFT JOIN wrote w ON w.account_id = c.id LEFT JOIN logged l ON l.account_id = c.id
        LEFT JOIN went v ON v.account_id = c.id
        WHERE c.person_id IS NULL AND c.matched_by <> 'decision' AND coalesce(w.acts, l.entries, v.visits, 0) > 0
        ORDER BY coalesce(w.acts, 0) + coalesce(l.entries, 0) + coalesce(v.visits, 0) DESC, c.spelling, c.platform
        """
    ).fetchall()
