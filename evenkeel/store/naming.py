"""How each load names the accounts, so that what is known of somebody goes when the last file with it goes."""

import json
import sqlite3
from collections.abc import Callable, Mapping

from evenkeel.model import Account

# So that whatever still belongs to an account is found without reading every act for each of them.
_BELONGINGS = ("act", "addressee", "entry", "visit")
# What is known of an account and what one more file says of it in, what is known then out.
Learning = Callable[[Account, Account], Account]


def name(record: sqlite3.Connection, load: int, account: int, said: Account) -> None:
    """Remember that a load names an account, and how."""
    record.execute(
        "INSERT INTO naming (load_id, account_id, handle, name, mail_key, site, alias) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (load, account, *said[3:]),
    )


def lay_in(record: sqlite3.Connection, load: int, account: int, person: int) -> None:
    """Remember that an account's archive lay in somebody's folder."""
    record.execute("INSERT OR IGNORE INTO lay_in SELECT ?, ?, email FROM person WHERE id = ?", (load, account, person))


def folders(record: sqlite3.Connection) -> Mapping[int, int]:
    """Return whose folder each account's archive lay in, the first where it lay in several."""
    rows = record.execute(
        "SELECT l.account_id, p.id FROM lay_in l JOIN person p USING (email) WHERE p.listed = 1 ORDER BY l.load_id DESC"
    )
    return dict(rows.fetchall())


def take_back(record: sqlite3.Connection, load: int, learned: Learning) -> int:
    """Forget how a load names people, and the accounts that no other load names; return how many outsiders those were.

    What else belonged to these accounts must have gone before.
    """
    touched = [a for (a,) in record.execute("SELECT DISTINCT account_id FROM naming WHERE load_id = ?", (load,))]
    for table in ("naming", "lay_in"):
        record.execute(f"DELETE FROM {table} WHERE load_id = ?", (load,))
    rest: dict[int, Account] = {}
    for account, *said in record.execute(
        "SELECT n.account_id, a.platform, a.spelling, n.handle, n.name, n.mail_key, n.site, n.alias "
        "FROM naming n JOIN account a ON a.id = n.account_id "
        "WHERE n.account_id IN (SELECT value FROM json_each(?)) ORDER BY n.id",
        (json.dumps(touched),),
    ):
        one = Account(account, *said)
        rest[account] = learned(rest[account], one) if account in rest else one
    record.executemany(
        "UPDATE account SET handle = ?, name = ?, mail_key = ?, site = ?, alias = ? WHERE id = ?",
        [(*one[3:], one.id) for one in rest.values()],
    )
    return _remove(record, [account for account in touched if account not in rest])


def _remove(record: sqlite3.Connection, accounts: list[int]) -> int:
    """Remove accounts to which nothing belongs, and what was said to be covered of them; count the outsiders."""
    if not accounts:
        return 0
    for table in _BELONGINGS:
        record.execute(f"CREATE INDEX undoing_{table} ON {table} (account_id)")
    nothing = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {table} WHERE account_id = account.id)" for table in _BELONGINGS)
    lonely = record.execute(
        f"SELECT id, person_id IS NULL FROM account WHERE id IN (SELECT value FROM json_each(?)) AND {nothing}",
        (json.dumps(accounts),),
    ).fetchall()
    for table, column in (("coverage", "account_id"), ("tracked", "account_id"), ("account", "id")):
        record.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(account,) for account, _ in lonely])
    for table in _BELONGINGS:
        record.execute(f"DROP INDEX undoing_{table}")
    return sum(outside for _, outside in lonely)
