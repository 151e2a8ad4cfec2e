"""What a page shows in place of its content: an error, a class without students, a class without data."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import streamlit as st

from evenkeel.errors import CourseRefused, DataExpired, ExportRefused, RecordRefused
from evenkeel.web import navigation
from evenkeel.web.saying import plain

_BEGIN = """\
A class is one folder. Put two files into it, then name the folder when you start:

1. `course.yaml` says when the term begins and what is asked of whom. Copy the sample's and change it.
2. `roster.csv` lists who is in the class: `name,email,role,section`, and a column for each kind of account,
   such as `blog`, `x` or `mastodon`.
3. `python3 run.py --course path/to/folder` opens it. Exports go into its folder `inbox`, or onto the page
   *Load*.
"""


def stop_with(problem: Exception, folder: Path) -> NoReturn:
    """Say what happened, what is safe and what to do, and end the page."""
    what, safe, do = _words(problem, folder)
    st.title("The class could not be opened")
    st.error(plain(what), icon=":material/error:")
    st.markdown(f"**What is safe.** {safe}")
    st.markdown(f"**What to do.** {do}")
    if st.button("Try again", type="primary"):
        st.rerun()
    if isinstance(problem, CourseRefused):
        with st.expander("Begin a class of your own"):
            st.markdown(_BEGIN)
    st.stop()


def stop_expired(over: DataExpired, erase: Callable[[], None] | None) -> NoReturn:
    """Say that the day is over up to which data about people were kept; the instructor can erase them here."""
    st.title("This class is over", anchor=False)
    st.markdown(plain(str(over)))
    if erase is None:
        st.markdown("Your instructor erases them. There is nothing for you to do.")
    else:
        st.markdown("The record, the roster and all of `inbox` go, for everybody. Only `course.yaml` stays.")
        st.button("Erase them now", type="primary", on_click=erase)
    st.stop()


def stop_without_students() -> NoReturn:
    """Show how to begin where nobody is on the roster, and end the page."""
    _stop_empty(
        "Nobody is in this class yet",
        "There is no student on the roster: put a `roster.csv` beside `course.yaml`, or load one.",
    )


def stop_without_data() -> NoReturn:
    """Show how to begin where nothing but the roster has been loaded, and end the page."""
    _stop_empty(
        "Nothing has been loaded yet",
        "The class is here, but no export of what its students wrote, and no time data.",
    )


def stop_without_self() -> NoReturn:
    """Say to somebody who is on no roster that there is nothing to show, and end the page."""
    st.title("You are not on this class's list", anchor=False)
    st.markdown("Nothing of yours is shown or counted here. If you should be on the list, please tell your instructor.")
    st.stop()


def stop_without_own_data() -> NoReturn:
    """Say to a student of whom nothing is known how to begin, and end the page."""
    st.title("Nothing of yours has been loaded yet", anchor=False)
    st.markdown(
        "Once there is an archive of what you wrote, or a record of your time, your own numbers stand here. "
        "Until then nothing is known, and nothing is assumed."
    )
    st.page_link(navigation.page("my_time"), label="My time loads an archive", icon=":material/upload_file:")
    st.stop()


def sample_note() -> None:
    """Say that the class is invented, and how to begin one's own."""
    with st.expander("This is a sample class: everybody in it is invented. Begin a class of your own"):
        st.markdown(_BEGIN)


def _stop_empty(title: str, why: str) -> NoReturn:
    st.title(title)
    st.markdown(why)
    st.page_link(navigation.page("load"), label="Go to Load", icon=":material/upload_file:")
    with st.expander("Begin a class of your own", expanded=True):
        st.markdown(_BEGIN)
    st.stop()


def _words(problem: Exception, folder: Path) -> tuple[str, str, str]:
    """Return what happened, what is safe, and what to do."""
    untouched = "Nothing was changed: the record of the class and every export are as they were."
    if isinstance(problem, CourseRefused):
        if not (folder / "course.yaml").exists():
            return (
                f"There is no course.yaml in the folder “{folder.name}”.",
                untouched,
                "Name a folder that has one when you start, or put one there; then try again.",
            )
        do = "Open `course.yaml` in an editor, mend the lines named above, save it, and try again."
        return str(problem), untouched, do
    if isinstance(problem, ExportRefused):
        return str(problem), untouched, "Mend `roster.csv`, save it, and try again."
    if isinstance(problem, RecordRefused):
        do = (
            "If a newer Evenkeel wrote the record, update this one. Otherwise put back a copy of `class.db`, "
            "or move it away and load the exports again: all but your decisions and rules comes back."
        )
        return str(problem), "Nothing was changed. The exports in `inbox` hold what students wrote.", do
    do = "Check that the folder can be read and written and the disk is not full; then try again."
    return f"The folder “{folder.name}” could not be read ({problem}).", untouched, do
