"""Visits on record: moments at which somebody was on a platform, of unknown length."""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from evenkeel.store.acts import Tally


class VisitRow(NamedTuple):
    """A visit ready to be kept."""

    ref: str
    account: int
    moment: int
    platform: str
    purpose: str


def keep(record: sqlite3.Connection, rows: Sequence[VisitRow]) -> Tally:
    """Keep a chunk of visits by their identity; a changed one replaces the old."""
    latest = {row.ref: row for row in rows}
    held = {
        row[0]: VisitRow(*row)
        for row in record.execute(
            "SELECT ref, account_id, moment, platform, purpose FROM visit "
            "WHERE ref IN (SELECT value FROM json_each(?))",
            (json.dumps(list(latest)),),
        )
    }
    fresh = [row for ref, row in latest.items() if ref not in held]
    changed = [row for ref, row in latest.items() if ref in held and held[ref] != row]
    record.executemany(
        "INSERT INTO visit (ref, account_id, moment, platform, purpose) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (ref) DO UPDATE SET account_id = excluded.account_id, moment = excluded.moment, "
        "platform = excluded.platform, purpose = excluded.purpose",
        [*fresh, *changed],
    )
    return Tally(len(fresh), len(latest) - len(fresh) - len(changed), len(changed))
