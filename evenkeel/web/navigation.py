"""Which pages there are, in which order, and who may open them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.navigation.page import Page

from evenkeel.access import Role, Viewer

FOLDER = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as the menu knows it; its address is the name of its file. `in_menu`: others are reached by links."""

    name: str
    title: str
    roles: frozenset[Role] = frozenset({Role.INSTRUCTOR, Role.ASSISTANT})
    in_menu: bool = True

    @property
    def file(self) -> Path:
        """Where the page stands."""
        return FOLDER / f"{self.name}.py"


_STUDENTS = frozenset({Role.STUDENT})
PAGES = (
    Entry("my_balance", "My balance", _STUDENTS),
    Entry("my_time", "My time", _STUDENTS),
    Entry("my_exercises", "My exercises", _STUDENTS),
    Entry("my_goal", "My goal", _STUDENTS),
    Entry("my_flags", "My flags", _STUDENTS),
    Entry("my_data", "My data", _STUDENTS),
    Entry("this_week", "This week"),
    Entry("balance", "Balance"),
    Entry("student", "One student"),
    Entry("flags", "Flags"),
    Entry("conversation", "Conversation"),
    Entry("exercise", "Write an exercise", in_menu=False),
    Entry("exercises", "Exercises"),
    Entry("thresholds", "Thresholds"),
    Entry("labs", "Labs", frozenset(Role)),
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
    shown: Literal["visible", "hidden"] = "visible" if entry.in_menu else "hidden"
    front = entry.name in FRONTS
    return st.Page(entry.file, title=entry.title, url_path=entry.name, default=front, visibility=shown)


def page(name: str) -> Page:
    """Give a page to link to or to switch to."""
    return _page(next(entry for entry in PAGES if entry.name == name))
