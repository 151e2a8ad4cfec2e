"""Which pages there are, in which order, and who may open them."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from evenkeel.access import Role, Viewer

FOLDER = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the menu knows it; its address is the name of its file."""

    name: str
    title: str
    roles: frozenset[Role] = frozenset({Role.INSTRUCTOR, Role.ASSISTANT})

    @property
    def file(self) -> Path:
        """Where the page stands."""
        return FOLDER / f"{self.name}.py"


_STUDENTS = frozenset({Role.STUDENT})
PAGES = (
    Entry("my_balance", "My balance", _STUDENTS),
    Entry("my_time", "My time", _STUDENTS),
    Entry("my_goal", "My goal", _STUDENTS),
    Entry("my_flags", "My flags", _STUDENTS),
    Entry("my_data", "My data", _STUDENTS),
    Entry("this_week", "This week"),
    Entry("balance", "Balance"),
    Entry("student", "One student"),
    Entry("flags", "Flags"),
    Entry("conversation", "Conversation"),
    Entry("exercises", "Exercises"),
    Entry("thresholds", "Thresholds"),
    Entry("load", "Load"),
    Entry("numbers", "What the numbers mean", frozenset(Role)),
    Entry("people", "People", frozenset({Role.INSTRUCTOR})),
)
# Where an address without a page leads, for those who review the class and for a student.
FRONTS = ("this_week", "my_balance")


def pages(viewer: Viewer) -> list[Page]:
    """List the pages that the viewer may open; the first is where an address without a page leads."""
    return [_page(entry) for entry in PAGES if viewer.role in entry.roles]


def _page(entry: Entry) -> Page:
    return st.Page(entry.file, title=entry.title, url_path=entry.name, default=entry.name in FRONTS)


def page(name: str) -> Page:
    """Give a page to link to or to switch to."""
    return _page(next(entry for entry in PAGES if entry.name == name))
