"""Acts on record: entered in chunks, recognised by their identity at the source."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

CHUNK = 5_000
FEEDS = frozenset({"feed", "wordpress-comments"})


class ActRow(NamedTuple):
    """An act ready to be kept: accounts are ids, tags are folded (tag, stands in the text)."""

    ref: str
    account: int
    kind: str
    moment: int
    platform: str
    words: int
    parent: str | None
    address: str | None
    purpose: str
    source: str
    digest: int
    title: str
    text: str
    url: str
    to: tuple[int, ...]
    tags: tuple[tuple[str, int], ...]


class Tally(NamedTuple):
    """How many rows were new, known and changed."""

    new: int = 0
    known: int = 0
    changed: int = 0

    def __add__(self, other: "Tally") -> "Tally":  # type: ignore[override]  # sums tallies, not tuples
        return Tally(self.new + other.new, self.known + other.known, self.changed + other.changed)


def keep(record: sqlite3.Connection, rows: Sequence[ActRow]) -> Tally:
    """Keep a chunk of acts: new ones entered, changed ones replaced, the last row of one identity holding."""
    latest = {row.ref: row for row in rows}
    on_record = _on_record(record, latest)
    fresh = [row for row in latest.values() if row.ref not in on_record]
    changed = [row for row in latest.values() if row.ref in on_record and _supersedes(row, on_record[row.ref])]
    next_id = record.execute("SELECT coalesce(max(id), 0) + 1 FROM act").fetchone()[0]
    for row in changed:
        _forget(record, on_record[row.ref][0])
    _insert(record, enumerate(fresh, next_id))
    _insert(record, ((on_record[row.ref][0], row) for row in changed))
    return Tally(len(fresh), len(latest) - len(fresh) - len(changed), len(changed))


def _on_record(record: sqlite3.Connection, refs: Iterable[str]) -> dict[str, tuple[int, int, str]]:
    found = record.execute(
        "SELECT ref, id, digest, source FROM act WHERE ref IN (SELECT value FROM json_each(?))",
        (json.dumps(list(refs)),),
    )
    return {ref: (act, digest, source) for ref, act, digest, source in found}


def _supersedes(row: ActRow, held: tuple[int, int, str]) -> bool:
    """Two sources of one act: an export's word beats a feed's, else the first one's stays."""
    _, digest, source = held
    return digest != row.digest and (source == row.source or (source in FEEDS and row.source not in FEEDS))


def _forget(record: sqlite3.Connection, act: int) -> None:
    for table, key in (("tag", "act_id"), ("addressee", "act_id"), ("said", "act_id"), ("act", "id")):
        record.execute(f"DELETE FROM {table} WHERE {key} = ?", (act,))


def _insert(record: sqlite3.Connection, numbered: Iterable[tuple[int, ActRow]]) -> None:
    rows = list(numbered)
    if not rows:
        return
    record.executemany(
        "INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [(act, *row[:11]) for act, row in rows]
    )
    record.executemany("INSERT INTO said VALUES (?, ?, ?, ?)", [(act, *row[11:14]) for act, row in rows])
    addressed = [(act, to) for act, row in rows if row.to for to in row.to]
    record.executemany("INSERT INTO addressee VALUES (?, ?)", addressed)
    tagged = [(act, tag, place) for act, row in rows if row.tags for tag, place in row.tags]
    record.executemany("INSERT INTO tag VALUES (?, ?, ?)", tagged)


def said(record: sqlite3.Connection, acts: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """Return title, text and address of the acts with these ids."""
    found = record.execute(
        "SELECT act_id, title, text, url FROM said WHERE act_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(acts)),),
    )
    return {act: (title, text, url) for act, title, text, url in found}
