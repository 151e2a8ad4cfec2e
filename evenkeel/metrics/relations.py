"""The relations between record and numbers, in the order in which each builds on those before it."""

from pathlib import Path

import duckdb

_FOLDER = Path(__file__).parent / "relations"

ACTS = ("course_day", "seen", "data_end", "student", "peer", "window_week", "covered", "named", "addressed")
DIALOGUE = (
    *("unaddressed", "exchange", "matched", "entering", "balance"),
    *("inbound", "reply_back", "answer_time", "counts", "received"),
)
TIME = (
    *("fitting", "submission", "class_thread", "purpose", "visited", "slice", "placed", "unplaced", "work_window"),
    *("work_time", "work_day", "recorded", "estimated", "stretch", "segment", "part", "spent"),
    *("touched", "waiting_week"),
)
ROWS = ("lateness", "rhythm", "student_week", "ratio", "tally", "minutes", "over_term", "measure")
EVERYTHING = (*ACTS, *DIALOGUE, *TIME, *ROWS)
NETWORK = (*ACTS, "contact", "tie")
CONVERSATION = (*NETWORK, "node", "stair")

# Read once and no smaller than what they read: nothing is gained by keeping their rows, so they run inside whoever
# reads them. (A small result of a large sum is kept: its working memory is free again before the next begins.)
_READ_ONCE = frozenset(
    (
        *("matched", "entering", "fitting", "estimated", "stretch", "lateness", "ratio", "tally", "minutes"),
        *("over_term", "measure", "node", "stair"),
    )
)


# Tables that nothing reads once the rows of `measure` can be: their memory is wanted for those.
_PASSING = (
    "visited",
    "slice",
    "named",
    "exchange",
    "class_thread",
    "recorded",
    "placed",
    "work_window",
    "work_time",
    "work_day",
)


def build(cursor: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> None:
    """Make each named relation a temporary table or view of this cursor."""
    for name in names:
        kind = "VIEW" if name in _READ_ONCE else "TABLE"
        cursor.execute(f"CREATE TEMP {kind} {name} AS {text(name)}")


def release(cursor: duckdb.DuckDBPyConnection) -> None:
    """Let go of the tables that were only steps on the way; `measure` and what stands behind it stay."""
    for name in _PASSING:
        cursor.execute(f"DROP TABLE {name}")


def text(name: str) -> str:
    """Return the query that defines a relation."""
    return (_FOLDER / f"{name}.sql").read_text("utf-8")
