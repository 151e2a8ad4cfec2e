"""A small course folder of invented people, loaded, and the pages run on it without a server."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from evenkeel import inbox
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk

NOW = "2026-04-27T14:00:00Z"
NOW_MOMENT = 1_777_298_400_000_000
Open = Callable[..., AppTest]

COURSE = "title: Small\ntimezone: UTC\nstarts_on: 2026-01-12\nweeks: 15\n"
ROSTER = "name,email,role\nAda Example,ada@example.org,student\n"


def begin(folder: Path, roster: str = ROSTER, **files: str) -> Path:
    """Write a course folder."""
    (folder / "inbox").mkdir(parents=True)
    (folder / "course.yaml").write_text(COURSE, "utf-8")
    if roster:
        (folder / "roster.csv").write_text(roster, "utf-8")
    for name, content in files.items():
        (folder / "inbox" / f"{name}.csv").write_text(content, "utf-8")
    return folder


def load(folder: Path) -> Path:
    """Load what lies in a course folder's inbox."""
    desk = Desk(folder)
    desk.load(LOCAL_INSTRUCTOR, inbox.waiting(folder), inbox.Asked(NOW_MOMENT))
    desk.close()
    return folder


def html_of(at: AppTest) -> str:
    """Return all HTML of a page but its style sheets."""
    return "\n".join(e.proto.body for e in at.get("html") if not e.proto.body.startswith("<style"))
