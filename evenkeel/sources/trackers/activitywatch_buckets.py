"""The files of an ActivityWatch export: all buckets as JSON, one bucket as CSV, and the rules of categories."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from evenkeel.model import Found, Reject, Skip
from evenkeel.sources.base import Export
from evenkeel.sources.reading.json_text import parsed
from evenkeel.sources.reading.tables import header, open_table

_BUCKETS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"buckets"\s*:\s*[\[{]')
_CATEGORIES = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"categories"\s*:\s*\[')
# The columns that tell what a bucket's CSV holds; the others follow its first event and vary.
_OF_CSV = {
    "currentwindow": frozenset({"timestamp", "duration", "app", "title"}),
    "web.tab.current": frozenset({"timestamp", "duration", "url", "title"}),
    "afkstatus": frozenset({"timestamp", "duration", "status"}),
}
_READ = ("timestamp", "duration", "app", "title", "package", "status", "url", "incognito")
# As many files as exports of one person can lie together; more are something else.
_MOST = 60


class Bucket(NamedTuple):
    """What one watcher saw on one computer; `client` also names a browser, `kind` is empty where it is not known."""

    name: str
    kind: str
    client: str
    host: str
    events: Iterable[Any]


def holds_buckets(export: Export) -> bool:
    """Recognise buckets as JSON or CSV."""
    return bool(_BUCKETS.match(export.head())) or bool(_kind_of_csv(export))


def holds_categories(export: Export) -> bool:
    """Recognise the rules of categories."""
    head = export.head()
    return bool(_CATEGORIES.match(head)) and b'"name"' in head and b'"rule"' in head


def parts(export: Export) -> tuple[Export, ...]:
    """Return the files of a folder that holds nothing but exports of ActivityWatch; empty for any other."""
    members = export.members
    if not 2 <= len(members) <= _MOST or any("/" in one.path[len(export.path) + 1 :] for one in members):
        return ()
    known = all(holds_buckets(one) or holds_categories(one) for one in members)
    return members if known and any(map(holds_buckets, members)) else ()


def buckets(export: Export) -> Iterator[Bucket | Found]:
    """Yield the buckets of one file, or why one is none."""
    if _kind_of_csv(export):
        yield from _of_csv(export)
        return
    for one in _listed(export):
        if not isinstance(one, dict) or not isinstance(one.get("events"), list):
            yield Reject("bucket", "holds no events")
            continue
        name, kind = str(one.get("id", "")), one.get("type")
        yield Bucket(name, str(kind), str(one.get("client")), str(one.get("hostname") or "unknown"), one["events"])


def _listed(export: Export) -> list[Any]:
    found = parsed(export)
    held = found.get("buckets") if isinstance(found, dict) else None
    if isinstance(held, dict):
        return list(held.values())
    if isinstance(held, list):
        return held
    raise export.refuse("holds no buckets. Export with Raw Data > Export all buckets as JSON.")


def _kind_of_csv(export: Export) -> str:
    names = header(export)
    return next((kind for kind, needed in _OF_CSV.items() if names >= needed), "")


def _of_csv(export: Export) -> Iterator[Bucket | Found]:
    """Read a bucket's CSV; it does not say on which computer it was, so that all of one folder are one's."""
    table = open_table(export)
    if table is None:
        raise export.refuse("holds no rows. Export the bucket again.")
    columns = table.columns(_READ, {}).values()
    odd: list[Found] = []
    events: list[dict[str, Any]] = []
    for row in table.rows(columns):
        if isinstance(row, (Skip, Reject)):
            odd.append(row)
            continue
        stamp, lasting, *data = row[1]
        events.append({"timestamp": stamp, "duration": lasting, "data": dict(zip(_READ[2:], data, strict=True))})
    yield from odd
    yield Bucket(export.name, _kind_of_csv(export), export.name, "unknown", events)
