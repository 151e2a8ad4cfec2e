"""Rows that several loads hold: whose word stands, what the others say, and what is left when one is undone.

Each row knows the load that wrote it. Only where another load holds the row too is that kept, with a print of what it
says, and what it says itself where that is another thing. So a load can be taken back as if it had never been.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import groupby
from typing import Any, NamedTuple, Protocol

CHUNK = 5_000
FEEDS = frozenset({"feed", "json-feed", "wordpress-comments", "bluesky", "mastodon-statuses", "mastodon-feed"})
# Platforms of which a feed may say only that they are a blog.
BLOGS = frozenset({"blog", "wordpress", "blogger", "medium", "substack", "ghost", "tumblr"})


class Row(Protocol):
    """A row ready to be kept: its identity, a digest of what it says, and the source whose word it is."""

    @property
    def ref(self) -> str:
        """Its identity at the source."""

    @property
    def digest(self) -> int:
        """64 bits of all that its source says of it."""

    @property
    def source(self) -> str:
        """The importer whose word it is."""


class Word(NamedTuple):
    """One load's word on a row that is on record."""

    id: int
    load: int
    digest: int
    source: str


class Tally(NamedTuple):
    """How many rows were new, known and changed."""

    new: int = 0
    known: int = 0
    changed: int = 0

    def __add__(self, other: "Tally") -> "Tally":  # type: ignore[override]  # sums tallies, not tuples
        return Tally(self.new + other.new, self.known + other.known, self.changed + other.changed)


class Gone(NamedTuple):
    """How many rows left with a load, stayed because another load holds them, and say again what they said before."""

    left: int = 0
    stayed: int = 0
    restored: int = 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """How the rows of one noun are found, read, written and removed; `row` makes one from its JSON."""

    noun: str
    found: Callable[[sqlite3.Connection, Iterable[str]], dict[str, Word]]
    read: Callable[[sqlite3.Connection, Iterable[int]], Mapping[int, Row]]
    write: Callable[[sqlite3.Connection, Iterable[tuple[int, Any]], int], None]
    remove: Callable[[sqlite3.Connection, Sequence[int]], None]
    row: Callable[[list[Any]], Row]


def keep(
    record: sqlite3.Connection, shelf: Shelf, rows: Sequence[Row], load: int, trail: dict[int, int] | None = None
) -> Tally:
    """Keep a chunk of rows: new ones entered, changed ones replaced, the last row of one identity holding.

    A `trail` takes the id of each row that another load wrote and this one replaces, and a print of what it said.
    """
    latest = {row.ref: row for row in rows}
    known = shelf.found(record, latest)
    fresh = [row for ref, row in latest.items() if ref not in known] if known else list(latest.values())
    next_id = record.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {shelf.noun}").fetchone()[0]
    shelf.write(record, enumerate(fresh, next_id), load)
    met = [(latest[ref], word) for ref, word in known.items()]
    if trail is not None:
        for row, word in met:
            if word.load != load and supersedes(row, word):
                trail.setdefault(word.id, _print(word))
    return Tally(len(fresh)) + (_meet(record, shelf, met, load) if met else Tally())


def as_before(record: sqlite3.Connection, shelf: Shelf, trail: Mapping[int, int]) -> bool:
    """Tell whether the rows of a trail say in the end what they said at its beginning."""
    return all(_print(row) == trail[id_] for id_, row in shelf.read(record, trail).items())


def _meet(record: sqlite3.Connection, shelf: Shelf, met: Sequence[tuple[Row, Word]], load: int) -> Tally:
    """Hold again what is on record, and let a row's new words stand where they count more."""
    replacing = [(row, word) for row, word in met if supersedes(row, word)]
    taken = {word.id for _, word in replacing}
    again = [(row, word) for row, word in met if word.id not in taken and word.load != load]
    _say(record, shelf, ((word.id, row) for row, word in again if _print(row) != _print(word)))
    _hold(record, shelf, ((word.id, load, _print(row)) for row, word in again))
    before = [word for _, word in replacing if word.load != load]
    _say(record, shelf, shelf.read(record, [word.id for word in before]).items())
    record.executemany(
        "DELETE FROM held WHERE noun = ? AND row_id = ? AND load_id = ?", [(shelf.noun, id_, load) for id_ in taken]
    )
    _hold(record, shelf, ((word.id, word.load, _print(word)) for word in before))
    shelf.remove(record, list(taken))
    shelf.write(record, ((word.id, row) for row, word in replacing), load)
    changed = sum(row.digest != word.digest for row, word in replacing)
    return Tally(0, len(met) - changed, changed)


def supersedes(row: Row | Word, word: Row | Word) -> bool:
    """Two sources of one row: an export's word beats a feed's, else the first one's stays; of one source the last."""
    if row.source == word.source:
        return row.digest != word.digest
    return word.source in FEEDS and row.source not in FEEDS


@cache
def _salt(source: str) -> int:
    return digest_of(source) if source else 0


def digest_of(content: str) -> int:
    """Return 64 bits of a text, as the record's integers hold them."""
    return int.from_bytes(blake2b(content.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def _print(word: Row | Word) -> int:
    return word.digest ^ _salt(word.source)


def _hold(record: sqlite3.Connection, shelf: Shelf, rows: Iterable[tuple[int, int, int]]) -> None:
    record.executemany("INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?)", ((shelf.noun, *row) for row in rows))


def _say(record: sqlite3.Connection, shelf: Shelf, rows: Iterable[tuple[int, Row]]) -> None:
    """Keep what rows say elsewhere than in themselves."""
    record.executemany(
        "INSERT OR IGNORE INTO version VALUES (?, ?, ?, ?)",
        ((shelf.noun, id_, _print(row), json.dumps(row, ensure_ascii=False)) for id_, row in rows),
    )


def held_by(record: sqlite3.Connection, shelf: Shelf, load: int) -> Gone:
    """Count what would leave with a load and what would stay, and change nothing."""
    written, shared = record.execute(
        f"SELECT count(*), count(h.row_id) FROM {shelf.noun} t LEFT JOIN "
        "(SELECT DISTINCT row_id FROM held WHERE noun = ?) h ON h.row_id = t.id WHERE t.load_id = ?",
        (shelf.noun, load),
    ).fetchone()
    again = record.execute("SELECT count(*) FROM held WHERE noun = ? AND load_id = ?", (shelf.noun, load)).fetchone()
    return Gone(written - shared, shared + again[0])


def let_go(record: sqlite3.Connection, shelf: Shelf, load: int) -> Gone:
    """Take a load's rows back: they leave, or go back to what the remaining loads say of them."""
    noun, counted = shelf.noun, held_by(record, shelf, load)
    spoken = "row_id IN (SELECT row_id FROM version WHERE noun = ?)"
    contested = record.execute(
        f"SELECT row_id FROM held WHERE noun = ? AND load_id = ? AND {spoken}", (noun, load, noun)
    ).fetchall()
    record.execute("DELETE FROM held WHERE noun = ? AND load_id = ?", (noun, load))
    record.execute(
        f"DELETE FROM {noun} WHERE load_id = ? AND id NOT IN (SELECT row_id FROM held WHERE noun = ?)", (load, noun)
    )
    _hand_over(record, shelf, load)
    contested += record.execute(f"SELECT id FROM {noun} WHERE load_id = ?", (load,)).fetchall()
    restored = 0
    for first in range(0, len(contested), CHUNK):
        ids = [id_ for (id_,) in contested[first : first + CHUNK]]
        restored += _settle(record, shelf, ids, load)
    return counted._replace(restored=restored)


def _hand_over(record: sqlite3.Connection, shelf: Shelf, load: int) -> None:
    """Give rows of which every load says the same to the first of those that remain."""
    noun = shelf.noun
    record.execute(
        f"UPDATE {noun} SET load_id = (SELECT min(load_id) FROM held WHERE noun = ?1 AND row_id = {noun}.id) "
        "WHERE load_id = ?2 AND id NOT IN (SELECT row_id FROM version WHERE noun = ?1)",
        (noun, load),
    )
    record.execute(
        f"DELETE FROM held WHERE noun = ? AND load_id = (SELECT load_id FROM {noun} WHERE id = held.row_id)", (noun,)
    )


def _settle(record: sqlite3.Connection, shelf: Shelf, ids: Sequence[int], without: int) -> int:
    """Ask the remaining loads anew, in their order, what rows say; return how many say another thing than before."""
    writers = dict(_of(record, f"SELECT id, load_id FROM {shelf.noun} WHERE id IN", ids))
    said, holders = _versions(record, shelf, ids), _holders(record, shelf, ids)
    settled = []
    for id_, now in shelf.read(record, ids).items():
        words = {_print(now): now, **said.get(id_, {})}
        loads = [(load, words[print_]) for load, print_ in holders.get(id_, ())]
        loads += [(writers[id_], now)] if writers[id_] != without else []
        settled.append(_settled(id_, sorted(loads, key=lambda one: one[0]), _print(now)))
    _enter(record, shelf, settled)
    return sum(one.changed for one in settled)


class _Settled(NamedTuple):
    """A row, the load that now writes it, what it says, whether that is news, and what other loads say."""

    id: int
    writer: int
    row: Row
    changed: bool
    others: list[tuple[int, Row]]


def _settled(id_: int, loads: Sequence[tuple[int, Row]], before: int) -> _Settled:
    writer, row = loads[0]
    for load, said in loads[1:]:
        if supersedes(said, row):
            writer, row = load, said
    return _Settled(id_, writer, row, _print(row) != before, [one for one in loads if one[0] != writer])


def _enter(record: sqlite3.Connection, shelf: Shelf, settled: Sequence[_Settled]) -> None:
    """Write rows as one load has them, and what the others say beside them."""
    for table in ("held", "version"):
        record.executemany(
            f"DELETE FROM {table} WHERE noun = ? AND row_id = ?", [(shelf.noun, one.id) for one in settled]
        )
    news = [one for one in settled if one.changed]
    shelf.remove(record, [one.id for one in news])
    for writer in {one.writer for one in news}:
        shelf.write(record, ((one.id, one.row) for one in news if one.writer == writer), writer)
    record.executemany(
        f"UPDATE {shelf.noun} SET load_id = ? WHERE id = ?",
        [(one.writer, one.id) for one in settled if not one.changed],
    )
    _hold(record, shelf, ((one.id, load, _print(row)) for one in settled for load, row in one.others))
    _say(
        record,
        shelf,
        ((one.id, row) for one in settled for _, row in one.others if _print(row) != _print(one.row)),
    )


def _of(record: sqlite3.Connection, query: str, ids: Sequence[int], *before: object) -> Iterator[tuple[Any, ...]]:
    yield from record.execute(f"{query} (SELECT value FROM json_each(?))", (*before, json.dumps(ids)))


def _versions(record: sqlite3.Connection, shelf: Shelf, ids: Sequence[int]) -> dict[int, dict[int, Row]]:
    found: dict[int, dict[int, Row]] = {}
    query = "SELECT row_id, print, content FROM version WHERE noun = ? AND row_id IN"
    for id_, print_, content in _of(record, query, ids, shelf.noun):
        found.setdefault(id_, {})[print_] = shelf.row(json.loads(content))
    return found


def _holders(record: sqlite3.Connection, shelf: Shelf, ids: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    query = "SELECT row_id, load_id, print FROM held WHERE noun = ? AND row_id IN"
    rows = sorted(_of(record, query, ids, shelf.noun))
    return {id_: [(load, print_) for _, load, print_ in group] for id_, group in groupby(rows, lambda row: row[0])}
