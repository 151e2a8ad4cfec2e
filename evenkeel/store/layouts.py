"""Which column of a table is which, as somebody said it; of one header the newest word holds."""

import json
import sqlite3
from typing import NamedTuple


class Layout(NamedTuple):
    """What was said of a header: what such tables hold, our field -> their column, when and by whom."""

    header: str
    columns: tuple[str, ...]
    kind: str
    mapping: dict[str, str]
    said_at: int
    said_by: str


def keep(record: sqlite3.Connection, layout: Layout) -> bool:
    """Remember what was said of a header; return whether that was news."""
    before = find(record, layout.header)
    if before and (before.kind, before.mapping) == (layout.kind, layout.mapping):
        return False
    record.execute(
        "INSERT INTO layout (header, columns, kind, mapping, said_at, said_by) VALUES (?, ?, ?, ?, ?, ?)",
        (
            layout.header,
            json.dumps(layout.columns, ensure_ascii=False),
            layout.kind,
            json.dumps(layout.mapping, ensure_ascii=False),
            layout.said_at,
            layout.said_by,
        ),
    )
    return True


def find(record: sqlite3.Connection, header: str) -> Layout | None:
    """Return what holds for a header, or None."""
    return next((layout for layout in listed(record) if layout.header == header), None)


def listed(record: sqlite3.Connection) -> list[Layout]:
    """Return what holds for each header, newest first."""
    rows = record.execute(
        "SELECT header, columns, kind, mapping, said_at, said_by FROM layout "
        "WHERE id IN (SELECT max(id) FROM layout GROUP BY header) ORDER BY id DESC"
    )
    return [
        Layout(header, tuple(json.loads(columns)), kind, json.loads(mapping), said_at, said_by)
        for header, columns, kind, mapping, said_at, said_by in rows
    ]


def forget(record: sqlite3.Connection, header: str) -> int:
    """Forget everything that was said of a header; return how many words of it there were."""
    return record.execute("DELETE FROM layout WHERE header = ?", (header,)).rowcount
