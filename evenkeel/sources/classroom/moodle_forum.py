"""Moodle's forum export (Forum > Export: CSV, Excel or JSON): posts and threaded replies of a whole class."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.class_lists import list_of
from evenkeel.sources.reading.json_stream import elements
from evenkeel.sources.reading.moments import Clock
from evenkeel.sources.reading.tables import encoding_note, header, open_table
from evenkeel.sources.reading.written_dates import Dates
from evenkeel.text import mentions, plain

_FIELDS = (
    "id", "discussion", "parent", "userid", "userfullname", "created", "subject", "message", "messageformat",
    "deleted", "privatereplyto",
)  # fmt: skip
_REQUIRED = frozenset({"id", "discussion", "parent", "userid", "created", "message"})
_KEYS = tuple(re.compile(rb'"%s"\s*:' % name.encode()) for name in sorted(_REQUIRED))
_KINDS = frozenset({Kind.POST, Kind.COMMENT})
_AS_WRITTEN = frozenset({"2", "4"})  # plain text and Markdown; all else is HTML
_NO = frozenset({"", "0"})


class _Post(NamedTuple):
    """A post's place in the file, and its cells in the order of the fields."""

    where: str
    cells: tuple[str, ...]


def identify(export: Export) -> bool:
    """Recognise the columns, or the keys of the first post in JSON."""
    names = header(export)
    return (names >= _REQUIRED and not {"author", "at"} <= names and not list_of(names)) or _is_json(export)


def _is_json(export: Export) -> bool:
    head = export.head()
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") and all(key.search(head) for key in _KEYS)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield a post for each thread's opening and a comment for each reply, and whom the file covers."""
    forum = _Forum(export, context)
    for post in _posts(export):
        yield forum.found(post) if isinstance(post, _Post) else post
    yield from forum.covered()


def _posts(export: Export) -> Iterator[_Post | Note | Skip | Reject]:
    if _is_json(export):
        yield from _of_json(export)
        return
    table = open_table(export)
    columns = table.columns(_FIELDS, {}) if table else {}
    if table is None or any(columns[name] < 0 for name in _REQUIRED):
        raise export.refuse(f"this is no forum export of Moodle: it needs the columns {', '.join(sorted(_REQUIRED))}")
    yield from encoding_note(table)
    for row in table.rows(columns.values()):
        yield row if isinstance(row, (Skip, Reject)) else _Post(f"line {row[0]}", row[1])


def _of_json(export: Export) -> Iterator[_Post | Reject]:
    number = 0
    for sheet in elements(export):
        for record in sheet if isinstance(sheet, list) else [sheet]:
            number += 1
            if isinstance(record, dict):
                yield _Post(f"post {number}", tuple(_cell(record.get(name)) for name in _FIELDS))
            else:
                yield Reject(f"post {number}", "is no post")


def _cell(value: Any) -> str:
    if isinstance(value, (str, int, float)):
        return str(int(value)) if isinstance(value, bool) else str(value)
    return ""


class _Forum:
    """One export on its way: its clock, who wrote in it, and which threads it holds from the beginning."""

    def __init__(self, export: Export, context: Context) -> None:
        self._people: dict[tuple[str, str], Who] = {}
        self._threads: set[str] = set()
        self._begun: set[str] = set()
        self._first, self._last = 2**62, -1
        self._undated = False
        dates = Dates(export, lambda: self._dates(export), context.mapping.get("date_order", ""))
        self._moment = dates.readable(Clock(context.zone))

    def found(self, written: _Post) -> Found:
        """Read one post, or say why it is none."""
        where, cells = written
        post = dict(zip(_FIELDS, cells, strict=True))
        ref, thread, parent = (post[name].strip() for name in ("id", "discussion", "parent"))
        self._threads.add(thread)
        if parent in _NO:
            self._begun.add(thread)
        if post["deleted"].strip() not in _NO:
            return Skip("deleted")
        if post["privatereplyto"].strip() not in _NO:
            return Skip("private reply")
        if not ref or not post["userid"].strip():
            return Reject(where, "has no author" if ref else "has no id")
        try:
            moment = self._moment(post["created"])
        except ValueError as error:
            self._undated = True
            return Reject(where, str(error))
        self._first, self._last = min(self._first, moment), max(self._last, moment)
        return self._act(post, ref, "" if parent in _NO else parent, moment)

    def _act(self, post: Mapping[str, str], ref: str, parent: str, moment: int) -> Act:
        message = post["message"]
        text = message.strip() if post["messageformat"].strip() in _AS_WRITTEN else plain(message)
        return Act(
            ref=f"moodle:post:{ref}",
            author=self._who(post["userid"].strip(), post["userfullname"].strip()),
            kind=Kind.COMMENT if parent else Kind.POST,
            moment=moment,
            platform="moodle",
            text=text,
            title="" if parent else post["subject"].strip(),
            parent=f"moodle:post:{parent}" if parent else "",
            to=tuple(Who(handle=name) for name in dict.fromkeys(mentions(text))) if parent and "@" in text else (),
        )

    def _who(self, number: str, name: str) -> Who:
        found = self._people.get((number, name))
        return found or self._people.setdefault((number, name), Who("moodle", number, name))

    def covered(self) -> Iterator[Found]:
        """Say from when to when the forum is known, for everybody who wrote in it."""
        if self._undated:
            yield Note("Dates in words of another language: export again without “human-readable dates”.")
        if self._last < 0:
            return
        part = self._threads - self._begun
        if part:
            yield Note("Some threads begin outside this file: only a part of the forum was exported.")
        yield Covers(_KINDS, None, self._first if part else None, self._last, bool(part))

    def _dates(self, export: Export) -> Iterator[str]:
        created = _FIELDS.index("created")
        return (post.cells[created] for post in _posts(export) if isinstance(post, _Post))


SOURCE = Source("moodle-forum", "Moodle forum", identify, extract)
