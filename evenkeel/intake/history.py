"""What was loaded and what could not be, in one list."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from evenkeel.store import loads


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that was loaded (its number, and the report as values) or refused (no number, and the sentence why).

    `undoable` is false where an older version loaded it: which rows it brought was not kept.
    """

    number: int | None
    path: str
    format: str
    at: int
    report: dict[str, Any]
    undoable: bool
    refused: str = ""


def listed(record: sqlite3.Connection) -> list[Entry]:
    """Return every load, and the newest refusal of each path, newest first."""
    taken = [Entry(one.id, one.path, one.format, one.loaded_at, one.report, one.traced) for one in loads.listed(record)]
    refused = [
        Entry(None, one.path, "", one.refused_at, {"path": one.path, "refused": one.sentence}, False, one.sentence)
        for one in loads.refusals(record)
    ]
    # Loads stand in the order in which they were taken, whatever date a roster bears.
    for entry in reversed(refused):
        place = next((n for n, load in enumerate(taken) if load.at <= entry.at), len(taken))
        taken.insert(place, entry)
    return taken
