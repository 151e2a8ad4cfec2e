"""Which number the page *What the numbers mean* is about, and how other pages link to it."""

import streamlit as st

from evenkeel.metrics.registry import METRICS
from evenkeel.web import controls, keys
from evenkeel.web.counted_with import FIGURES

_BOX = "number_box"
ALL = (*METRICS, *FIGURES)


def numbers_link(number: str, student: str = "", week: int = 0) -> dict[str, str]:
    """Give what the address of the page says: `st.page_link(navigation.page("numbers"), query_params=numbers_link(…))`.

    `number` is the id of a metric or a figure. `student` is what `Chosen.link` puts into an address: the student's own
    address, or the name as it is shown while names are hidden. `week` 0 is the term.
    """
    found = {keys.NUMBER: number, keys.WEEK: str(week) if week else controls.TERM_SAID}
    return {**found, keys.STUDENT: student} if student else found


def title(number: str) -> str:
    """Name a metric or a figure."""
    return METRICS[number].title if number in METRICS else FIGURES[number].title


def choose() -> str:
    """Draw the box of all numbers and return the chosen one's id; `?number=` names it in the address."""
    asked = st.query_params.get(keys.NUMBER, "")
    if asked in ALL:
        st.session_state[_BOX] = asked
    chosen: str = st.selectbox(
        "Number", ALL, format_func=title, key=_BOX, on_change=_follow, persist_state="session", width=280
    )
    _put(chosen)
    return chosen


def _follow() -> None:
    """Let the address follow the box before the page reads it again."""
    _put(st.session_state[_BOX])


def _put(number: str) -> None:
    if st.query_params.get(keys.NUMBER) != number:
        st.query_params[keys.NUMBER] = number
