"""Small conversations written as words: who turned to whom, in which week, and how."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.metrics.small_class import write_course

TUESDAY = datetime(2025, 9, 2, 10, tzinfo=UTC)
SIX_WORDS = "one two three four five six"
TEXTS = {"": SIX_WORDS, "s": "one two three four five", "l": "see https://example.org/x", "r": ""}


def roster(students: Iterable[str], staff: Mapping[str, str] = {}) -> str:
    """Write a roster of first names; `staff` by name and role."""
    rows = [(name, "student") for name in students] + list(staff.items())
    return "\n".join(["name,email,role", *(f"{name},{name}@example.org,{role}" for name, role in rows), ""])


def write_talk(
    folder: Path, acts: Iterable[tuple[str, Iterable[str], int, str]], people: str, **course: object
) -> Path:
    """Write a course whose acts are (author, addressees, week, how), an hour apart in their week.

    How: empty for a tweet of six words, `s` for one of five, `l` for a link alone, `r` for a repost.
    """
    write_course(folder, people, **course)
    lines = ["author,kind,at,text,to"]
    for hour, (author, to, week, how) in enumerate(acts):
        at = TUESDAY + timedelta(weeks=week - 1, minutes=hour)
        lines.append(f"{author},{'repost' if how == 'r' else 'tweet'},{at.isoformat()},{TEXTS[how]},{';'.join(to)}")
    (folder / "inbox" / "acts.csv").write_text("\n".join([*lines, ""]), "utf-8")
    return folder


def address(name: str) -> str:
    return f"{name}@example.org"
