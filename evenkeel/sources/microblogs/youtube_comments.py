"""YouTube comments from Google Takeout (comments.csv), in the language of whoever exported them.

Only the English names of the columns are known for sure, but their order is the same in all languages:
elsewhere they are told by what lies in the first rows.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.json_text import whole
from evenkeel.sources.reading.moments import iso_moment
from evenkeel.sources.reading.tables import Table, encoding_note, header, open_table

_KINDS = frozenset({Kind.COMMENT})
_CHANNEL = re.compile(r"UC[\w-]{22}", re.ASCII)
_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*", re.ASCII)
_SEGMENTS = re.compile(r'\s*\{\s*"(?:text|takeoutSegments|mention)"')
_ENGLISH = {
    "comment id": "number",
    "channel id": "channel",
    "comment create timestamp": "when",
    "parent comment id": "parent",
    "post id": "post",
    "video id": "video",
    "comment text": "text",
    "top-level comment id": "top",
    "top level comment id": "top",
}
_NEEDED = frozenset({"number", "channel", "when", "text"})
_FIELDS = ("number", "channel", "when", "text", "parent", "top", "post", "video")
_LOOKED_AT = 20
# Some texts hold line breaks as they are, which JSON forbids.
_DECODE = json.JSONDecoder(strict=False).decode


class _Text(NamedTuple):
    text: str
    mentioned: tuple[Who, ...]


def identify(export: Export) -> bool:
    """Tell the comments, and the live chats beside them, by their columns' names or by what lies in them."""
    names = header(export)
    if len(names) < len(_NEEDED):
        return False
    if _english(names) or "live chat id" in names:
        return True
    return b"UC" in export.head() and bool(_by_shape(export.once("table", _table)))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield the comments, and until when the file shows them."""
    table = open_table(export)
    columns = _columns(table) if table else {}
    if table is None or not columns:
        raise export.refuse("has no comments whose columns could be told apart. Export with the language English.")
    yield from encoding_note(table)
    chats = "chat" in table.header[0].casefold()
    last: dict[Who, int] = {}
    for row in table.rows(columns.get(field, -1) for field in _FIELDS):
        if isinstance(row, Skip | Reject):
            yield row
        elif chats:
            yield Skip("live chat message")
        else:
            found = _comment(row[1], f"line {row[0]}", context.owner)
            if isinstance(found, Act):
                last[found.author] = max(found.moment, last.get(found.author, 0))
            yield found
    yield from (Covers(_KINDS, who, None, until) for who, until in last.items())
    if not last:
        yield Note("The file holds no comments: nothing is known from it, not even that nothing was written.")


def _comment(cells: Sequence[str], where: str, owner: Who | None) -> Act | Reject:
    number, channel, written, text, parent, top, post, video = (cell.strip() for cell in cells)
    when = iso_moment(written)
    author = Who("youtube", channel) if channel else owner
    if not number or when is None or author is None:
        return Reject(where, "has no id, no channel or no readable date; expected all three")
    places = ("comment", parent or top), ("video", video), ("post", post)
    answered = next((f"youtube:{kind}:{one}" for kind, one in places if one), "")
    said = _said(text)
    url = f"https://www.youtube.com/watch?v={video}&lc={number}" if video else ""
    return Act(
        f"youtube:comment:{number}",
        author,
        Kind.COMMENT,
        when,
        "youtube",
        said.text,
        parent=answered,
        to=said.mentioned,
        url=url,
    )


def _said(cell: str) -> _Text:
    """Put a text together from its segments; a cell that holds none is the text itself."""
    if not cell.startswith("{"):
        return _Text(cell, ())
    try:
        held: list[Any] = _DECODE(f"[{cell}]")
    except (ValueError, RecursionError):
        return _Text(cell, ())
    held = whole(held) if "\\u" in cell else held
    wrapped = held[0].get("takeoutSegments") if isinstance(held[0], dict) else None
    segments = [one for one in (wrapped if isinstance(wrapped, list) else held) if isinstance(one, dict)]
    people = [one["mention"].get("channelId") for one in segments if isinstance(one.get("mention"), dict)]
    known = (Who("youtube", who) for who in people if isinstance(who, str) and who)
    text = "".join(one["text"] for one in segments if isinstance(one.get("text"), str))
    return _Text(text.strip(), tuple(dict.fromkeys(known)))


def _table(export: Export) -> Table | None:
    try:
        return open_table(export)
    except ExportRefused:
        return None


def _columns(table: Table) -> dict[str, int]:
    """Say in which column each field stands; empty where they cannot be told apart."""
    names = {name.casefold(): place for place, name in enumerate(table.header)}
    if _english(names) or "live chat id" in names:
        return {field: names[name] for name, field in _ENGLISH.items() if name in names} or {"number": 0}
    return _by_shape(table)


def _english(names: Any) -> bool:
    return {field for name, field in _ENGLISH.items() if name in names} >= _NEEDED


def _by_shape(table: Table | None) -> dict[str, int]:
    """Tell the columns by their first rows: id, channel, time, price, [parent, [post,]] video, text, [top]."""
    width = len(table.header) if table else 0
    if table is None or not 6 <= width <= 12:
        return {}
    rows = (row[1] for row in table.rows(range(width)) if not isinstance(row, Skip | Reject))
    shown = [row for row in islice(rows, _LOOKED_AT) if _CHANNEL.fullmatch(row[1]) and _WHEN.fullmatch(row[2])]
    texts = {place for row in shown for place, cell in enumerate(row) if _SEGMENTS.match(cell)}
    if len(texts) != 1 or min(texts) < 5:
        return {}
    text = texts.pop()
    found = {"number": 0, "channel": 1, "when": 2, "text": text, "video": text - 1}
    between = range(4, text - 1)
    found |= dict(zip(("parent", "post"), between, strict=False))
    return found | ({"top": text + 1} if text + 1 < width else {})


SOURCE = Source("youtube-comments", "YouTube comments (Takeout)", identify, extract)
