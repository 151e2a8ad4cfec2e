"""Live feeds on record: which addresses were asked for whose account, how that went, and up to when they are known."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

BEGINNING = -9223372036854775807  # as the record has it for "from the beginning"


class Fetched(NamedTuple):
    """One address of one account of the roster; moments are microseconds, 0 where there was none.

    `part` is what it publishes (posts, comments, statuses), empty where nothing was found. `reached_at`: it last
    answered as it should, and what it shows is known up to then. `problem` is a sentence, empty where all is well.
    """

    platform: str
    spelling: str
    address: str
    part: str = ""
    asked_at: int = 0
    reached_at: int = 0
    digest: str = ""
    etag: str = ""
    modified: str = ""
    moved_to: str = ""
    status: int = 0
    problem: str = ""
    failures: int = 0
    failing_since: int = 0
    not_before: int = 0


class Window(NamedTuple):
    """From when (None: from the beginning) to when an address shows everything; `cut_short`: older was left out."""

    since: int | None
    until: int
    cut_short: bool


def every(record: sqlite3.Connection) -> list[Fetched]:
    """Return all addresses ever asked."""
    return [
        Fetched(*row) for row in record.execute(f"SELECT {', '.join(Fetched._fields)} FROM fetched ORDER BY 1, 2, 3")
    ]


def keep(record: sqlite3.Connection, row: Fetched) -> None:
    """Remember how an address was last asked."""
    marks = ", ".join("?" * len(row))
    news = ", ".join(f"{name} = excluded.{name}" for name in Fetched._fields[3:])
    record.execute(
        f"INSERT INTO fetched ({', '.join(Fetched._fields)}) VALUES ({marks}) "
        f"ON CONFLICT (platform, spelling, address) DO UPDATE SET {news}",
        row,
    )


def forget(record: sqlite3.Connection, platform: str, spelling: str, addresses: Iterable[str]) -> None:
    """Forget addresses of an account that are not asked any more."""
    record.executemany(
        "DELETE FROM fetched WHERE platform = ? AND spelling = ? AND address = ?",
        [(platform, spelling, address) for address in addresses],
    )


def is_loaded(record: sqlite3.Connection, address: str) -> bool:
    """Tell whether something of an address is on record (its loads may have been undone)."""
    return record.execute("SELECT 1 FROM load WHERE path = ? LIMIT 1", (address,)).fetchone() is not None


def prolong(record: sqlite3.Connection, address: str, before: int, until: int) -> None:
    """Let what an address showed up to one moment hold up to a later one: it has nothing new."""
    record.execute(
        "UPDATE OR REPLACE coverage SET until = ? WHERE until = ? AND load_id IN (SELECT id FROM load WHERE path = ?)",
        (until, before, address),
    )


def carry(record: sqlite3.Connection, address: str, before: int, window: Window) -> None:
    """Let an address speak for those too whom it showed before and does not show now: they are silent there."""
    record.execute(
        f"""
        INSERT OR IGNORE INTO coverage (account_id, source, kinds, place, since, until, cut_short, load_id)
        SELECT account_id, source, kinds, place, coalesce(:since, {BEGINNING}), :until, :cut_short,
               (SELECT max(id) FROM load WHERE path = :path)
        FROM coverage
        WHERE until = :before AND load_id IN (SELECT id FROM load WHERE path = :path) AND account_id NOT IN (
            SELECT account_id FROM coverage
            WHERE until = :until AND load_id IN (SELECT id FROM load WHERE path = :path)
        )
        """,
        {"path": address, "before": before, **window._asdict()},
    )
