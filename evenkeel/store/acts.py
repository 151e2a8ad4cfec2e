"""Acts on record: entered in chunks, recognised by their identity at the source."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from evenkeel.store import held
from evenkeel.store.held import BLOGS, CHUNK, FEEDS, Shelf, Tally, Word

__all__ = ["CHUNK", "FEEDS", "SHELF", "ActRow", "Tally", "keep", "said", "told_elsewhere"]


class ActRow(NamedTuple):
    """An act ready to be kept: accounts are ids, tags are folded (tag, stands in the text).

    `likeness` is what another source's word on the same act has in common with it; None for a row of a plain table.
    """

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
    likeness: int | None
    title: str
    text: str
    url: str
    to: tuple[int, ...]
    tags: tuple[tuple[str, int], ...]

    @property
    def linked(self) -> int:
        """1 where the text holds a link, else 0; the act's own address is none."""
        return int("http://" in self.text or "https://" in self.text)


def keep(
    record: sqlite3.Connection, rows: Sequence[ActRow], load: int = 0, trail: dict[int, int] | None = None
) -> Tally:
    """Keep a chunk of acts that a load brings: new ones entered, changed ones replaced, of one identity the last."""
    return held.keep(record, SHELF, rows, load, trail)


def _found(record: sqlite3.Connection, refs: Iterable[str]) -> dict[str, Word]:
    found = record.execute(
        "SELECT ref, id, load_id, digest, source FROM act WHERE ref IN (SELECT value FROM json_each(?))",
        (json.dumps(list(refs)),),
    )
    return {ref: Word(*word) for ref, *word in found}


def _write(record: sqlite3.Connection, numbered: Iterable[tuple[int, ActRow]], load: int) -> None:
    rows = list(numbered)
    if not rows:
        return
    record.executemany(
        "INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(act, *row[:11], load, row.likeness, row.linked) for act, row in rows],
    )
    record.executemany("INSERT INTO said VALUES (?, ?, ?, ?)", [(act, *row[12:15]) for act, row in rows])
    addressed = [(act, to) for act, row in rows if row.to for to in row.to]
    record.executemany("INSERT INTO addressee VALUES (?, ?)", addressed)
    tagged = [(act, tag, place) for act, row in rows if row.tags for tag, place in row.tags]
    record.executemany("INSERT INTO tag VALUES (?, ?, ?)", tagged)


def _read(record: sqlite3.Connection, acts: Iterable[int]) -> dict[int, ActRow]:
    asked = json.dumps(list(acts))
    some = "act_id IN (SELECT value FROM json_each(?))"
    to: dict[int, list[int]] = {}
    for act, account in record.execute(f"SELECT act_id, account_id FROM addressee WHERE {some} ORDER BY 2", (asked,)):
        to.setdefault(act, []).append(account)
    tags: dict[int, list[tuple[str, int]]] = {}
    for act, *tag in record.execute(f"SELECT act_id, tag, in_text FROM tag WHERE {some} ORDER BY 2, 3", (asked,)):
        tags.setdefault(act, []).append((tag[0], tag[1]))
    rows = record.execute(
        "SELECT id, ref, account_id, kind, moment, platform, words, parent, address, purpose, source, digest, "
        f"likeness, title, text, url FROM act JOIN said ON act_id = id WHERE {some}",
        (asked,),
    )
    return {act: ActRow._make((*row, tuple(to.get(act, ())), tuple(tags.get(act, ())))) for act, *row in rows}


def _remove(record: sqlite3.Connection, acts: Sequence[int]) -> None:
    for table, key in (("tag", "act_id"), ("addressee", "act_id"), ("said", "act_id"), ("act", "id")):
        record.executemany(f"DELETE FROM {table} WHERE {key} = ?", [(act,) for act in acts])


def _row(content: list[Any]) -> ActRow:
    *plain, to, tags = content
    return ActRow._make((*plain, tuple(to), tuple((tag, place) for tag, place in tags)))


SHELF = Shelf("act", _found, _read, _write, _remove, _row)


_WHO = "coalesce(person_id, -account.id)"
_HOST = "substr({0}.address, 1, instr({0}.address || '/', '/'))"
# The snapshot says exactly which acts are one; this only counts them for a load's report.
_TOLD = f"""
    WITH mine AS (
        SELECT act.*, {_WHO} AS who FROM act INDEXED BY act_likeness JOIN account ON account.id = account_id
        WHERE likeness IS NOT NULL AND load_id = ?1
    ),
    others AS (
        SELECT address FROM act INDEXED BY act_likeness
        WHERE likeness IS NOT NULL AND source <> ?2 AND address LIKE '%/%'
    )
    SELECT count(*) FROM mine WHERE address IN (SELECT address FROM others) OR EXISTS (
        SELECT 1 FROM act JOIN account ON account.id = act.account_id
        WHERE act.likeness = mine.likeness AND act.source <> ?2 AND {_WHO} = mine.who
          AND (act.platform = mine.platform
               OR ('blog' IN (act.platform, mine.platform)
                   AND act.platform IN (SELECT value FROM json_each(?3))
                   AND mine.platform IN (SELECT value FROM json_each(?3))))
          AND coalesce({_HOST.format("act")} = {_HOST.format("mine")}, TRUE)
    )
"""


def told_elsewhere(record: sqlite3.Connection, load: int, source: str) -> int:
    """Count the acts a load wrote of which another source has told as well."""
    return int(record.execute(_TOLD, (load, source, json.dumps(sorted(BLOGS)))).fetchone()[0])


def said(record: sqlite3.Connection, acts: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """Return title, text and address of the acts with these ids."""
    found = record.execute(
        "SELECT act_id, title, text, url FROM said WHERE act_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(acts)),),
    )
    return {act: (title, text, url) for act, title, text, url in found}
