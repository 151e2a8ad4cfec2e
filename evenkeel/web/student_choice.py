"""Which student a page is about: by the select box, by the address, by a click on another page."""

from collections.abc import Mapping

import streamlit as st

from evenkeel.web import controls, keys, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain

_BOX = "student_box"


def choose(look: Look) -> str | None:
    """Draw the select box and return the chosen student's address, None where nobody is chosen.

    `?student=` may be an address or a name as it is shown; the box keeps it up to date, with the name shown
    in place of the address while names are hidden: a shared screen shows the address bar too.
    """
    everybody = reads.students(look)
    shown = bool(st.session_state.get(keys.NAMES_SHOWN, True))
    names = controls.shown_names(everybody, shown)
    if asked := asked_for():
        hidden = controls.shown_names(everybody, False)
        st.session_state[_BOX] = resolve(asked, dict(zip(everybody["student"], everybody["name"], strict=True)), hidden)
    elif len(names) == 1:
        st.session_state[_BOX] = next(iter(names))
    chosen: str | None = st.selectbox(
        "Student",
        list(names),
        index=None,
        format_func=lambda address: names.get(address, address),
        key=_BOX,
        placeholder="Choose a student",
        on_change=_follow_box,
        persist_state="session",
        width=260,
    )
    if chosen:
        _put(chosen if shown else names[chosen])
    return chosen


def asked_for() -> str:
    """Return whom the address asks for, as written there."""
    return str(st.query_params.get(keys.STUDENT, "")).strip()


def resolve(asked: str, *namings: Mapping[str, str]) -> str | None:
    """Find who is asked for: an address, or a name that only one student has in one of the namings."""
    folded = asked.strip().casefold()
    for names in namings:
        if folded in names:
            return folded
        fitting = [address for address, name in names.items() if name.casefold() == folded]
        if len(fitting) == 1:
            return fitting[0]
    return None


def not_found(asked: str) -> str:
    """Say that nobody is meant, and what to do."""
    return f"“{plain(asked[:80])}” is no student of this class, or more than one. Choose a student above."


def _follow_box() -> None:
    """Let the address follow the box before the page reads it again."""
    chosen = st.session_state[_BOX]
    if chosen:
        _put(chosen)
    else:
        st.query_params.pop(keys.STUDENT, None)


def _put(student: str) -> None:
    if st.query_params.get(keys.STUDENT) != student:
        st.query_params[keys.STUDENT] = student
