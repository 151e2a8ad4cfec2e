"""Reading the JSON of Facebook, Instagram and Threads: letters garbled on the way, labels in the account's language.

Their exports write each byte of a text's UTF-8 as a character of its own: “é” comes as “Ã©”, in values and in keys.
"""

import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from evenkeel.sources.base import Export
from evenkeel.sources.reading.json_text import parsed

_SECOND = 1_000_000
_LAST = 7_258_118_400  # the year 2200, in seconds: no calendar breaks before
_FOREIGN = re.compile(rb"\\u00[89a-fA-F]|[\x80-\xff]")

Item = dict[str, Any]


class Label(NamedTuple):
    """One labelled value of an entry; `path` holds the labels from the outermost in, lower case."""

    path: tuple[str, ...]
    value: str
    href: str
    timestamp: object

    @property
    def name(self) -> str:
        """The innermost label."""
        return self.path[-1]


def mended(text: str) -> str:
    """Put a text's bytes together again; what is no garbled text (or cannot be) stays as it is."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def contents(export: Export) -> Any:
    """Return what a file holds, with every value and key mended. Raises ExportRefused."""
    content = export.read()
    value = parsed(export, content)
    try:
        return _mended(value) if _FOREIGN.search(content) else value
    except RecursionError as error:
        raise export.refuse("is nested too deep to be an export") from error


def records(export: Export, *keys: str) -> list[Any]:
    """Return the list in a file: the file itself, what stands under one of the keys, or its only list."""
    found = _listed(contents(export), keys)
    if found is None:
        raise export.refuse("holds no list of posts or comments. Download the archive again, as JSON.")
    return found


def moment(*values: object) -> int:
    """Return the first date there is, from unix seconds, as epoch microseconds. Raises ValueError."""
    for value in values:
        seconds = _seconds(value)
        if seconds:
            if not 0 < seconds <= _LAST:
                raise ValueError(f"its date {str(value)[:20]} lies outside the years 1970 to 2199")
            return round(seconds * _SECOND)
    raise ValueError("it has no date")


def labels(item: Item) -> list[Label]:
    """List the labelled values of an entry, in both ways in which these exports write them."""
    mapped = item.get("string_map_data")
    if isinstance(mapped, dict):
        return [_label((name,), entry) for name, entry in mapped.items() if isinstance(entry, dict)]
    return list(_below((), item.get("label_values")))


def objects(value: object) -> list[Item]:
    """Return the objects of a list; none where it is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def words(value: object) -> str:
    """Return a text, trimmed; nothing where it is none."""
    return value.strip() if isinstance(value, str) else ""


def _below(path: tuple[str, ...], value: object, depth: int = 0) -> Iterator[Label]:
    """Go through label_values: an entry has a value, or a `dict` or `vec` of more entries under its title."""
    for entry in objects(value):
        name = words(entry.get("label")) or words(entry.get("title"))
        here = (*path, name)
        inner = entry.get("dict") or entry.get("vec")
        if inner and depth < 8:
            yield from _below(here if name else path, inner, depth + 1)
        else:
            yield _label(here, entry)


def _label(path: tuple[str, ...], entry: Item) -> Label:
    date = entry.get("timestamp") or entry.get("timestamp_value")
    folded = tuple(name.strip().casefold() for name in path)
    return Label(folded, words(entry.get("value")), words(entry.get("href")), date)


def _listed(value: Any, keys: tuple[str, ...]) -> list[Any] | None:
    for _ in range(3):  # old exports wrap a list twice: {"group_posts": {"activity_log_data": […]}}
        if isinstance(value, list):
            return value
        if not isinstance(value, dict):
            return None
        if not value:
            return []
        known = [value[key] for key in keys if key in value]
        inner = known or [held for held in value.values() if isinstance(held, list | dict)]
        value = inner[0] if len(inner) == 1 else None
    return None


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return mended(value)
    if isinstance(value, list):
        return [_mended(one) for one in value]
    if isinstance(value, dict):
        return {mended(key): _mended(one) for key, one in value.items()}
    return value


def _seconds(value: object) -> float:
    """Read unix seconds, also written as text or in thousandths; 0 where there are none."""
    if isinstance(value, str) and re.fullmatch(r"\d{9,13}", value, re.ASCII):
        value = int(value)
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or (isinstance(value, float) and math.isnan(value))
    ):
        return 0
    return value / 1000 if 10 * _LAST < value < 1000 * _LAST else value
