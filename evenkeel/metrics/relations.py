"""The relations between record and numbers, in the order in which each builds on those before it."""

from pathlib import Path

import duckdb

_FOLDER = Path(__file__).parent / "relations"

ACTS = ("seen", "data_end", "student", "peer", "window_week", "covered", "named", "addressed")
DIALOGUE = (
    *("unaddressed", "exchange", "matched", "entering", "balance"),
    *("inbound", "reply_back", "answer_time", "counts", "received"),
)
TIME = (
    *("submission", "class_thread", "purpose", "slice", "placed", "unplaced", "work_window"),
    *("work_time", "recorded", "estimated", "stretch", "segment", "part", "spent", "touched", "waiting_week"),
)
ROWS = ("lateness", "rhythm", "student_week", "ratio", "tally", "minutes", "over_term", "measure")
EVERYTHING = (*ACTS, *DIALOGUE, *TIME, *ROWS)
NETWORK = (*ACTS, "tie")


def build(cursor: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> None:
    """Make each named relation a temporary table of this cursor."""
    for name in names:
        cursor.execute(f"CREATE TEMP TABLE {name} AS {text(name)}")


def text(name: str) -> str:
    """Return the query that defines a relation."""
    return (_FOLDER / f"{name}.sql").read_text("utf-8")
