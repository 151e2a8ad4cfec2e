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


PAGES = (
    Entry("this_week", "This week"),
    Entry("balance", "Balance"),
    Entry("student", "One student"),
    Entry("flags", "Flags"),
    Entry("conversation", "Conversation"),
    Entry("thresholds", "Thresholds"),
    Entry("load", "Load"),
    Entry("numbers", "What the numbers mean"),
)


def pages(viewer: Viewer) -> list[Page]:
    """List the pages that the viewer may open; the first is where an address without a page leads."""
    allowed = [entry for entry in PAGES if viewer.role in entry.roles]
    return [_page(entry, default=place == 0) for place, entry in enumerate(allowed)]


def _page(entry: Entry, *, default: bool = False) -> Page:
    return st.Page(entry.file, title=entry.title, url_path=entry.name, default=default)


def page(name: str) -> Page:
    """Give a page to link to or to switch to."""
    found = next(place for place, entry in enumerate(PAGES) if entry.name == name)
    return _page(PAGES[found], default=found == 0)
