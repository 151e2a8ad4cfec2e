"""What was loaded, when, and the report that was given."""

import json
import sqlite3


def keep(record: sqlite3.Connection, path: str, source: str, digest: str, moment: int, report: object) -> None:
    """Remember a load; the same file again keeps its first entry, so that twice is once."""
    record.execute(
        "INSERT OR IGNORE INTO load (path, format, digest, loaded_at, report) VALUES (?, ?, ?, ?, ?)",
        (path, source, digest, moment, json.dumps(report, ensure_ascii=False)),
    )


def reports(record: sqlite3.Connection) -> list[tuple[int, dict[str, object]]]:
    """Return when each file was loaded and its report, newest first."""
    rows = record.execute("SELECT loaded_at, report FROM load ORDER BY id DESC")
    return [(moment, json.loads(report)) for moment, report in rows]
