"""Looking at the class as one student sees it: begun on that student's page, marked on every page, ended anywhere."""

import streamlit as st

from evenkeel.access import Viewer
from evenkeel.desk.looking import What
from evenkeel.web import keys, navigation, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain


def offer(look: Look, student: str) -> None:
    """Show the button that begins it."""
    pressed = st.button(
        "See as this student",
        key="see_as",
        icon=":material/visibility:",
        help="Opens this student's own pages, exactly as the student sees them. What is private to the student stays "
        "hidden, and nothing can be written in their name.",
    )
    if pressed:
        look.desk.looked(look.viewer, student, What.PAGES, look.now)
        st.session_state[keys.SEEN_AS] = student
        st.switch_page(navigation.page("my_balance"))


def banner(viewer: Viewer) -> None:
    """Say, above whatever page it is, that it is somebody else's, and offer the way back."""
    if not viewer.looking_as:
        return
    names = {person.email: person.name for person in reads.open_class(viewer).desk.people(viewer)}
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="seeing_as"):
        st.markdown(f"You see what **{plain(names.get(viewer.email, viewer.email))}** sees. Nothing is written.")
        st.button("Back to the class", key="see_as_end", on_click=_end)


def _end() -> None:
    st.session_state.pop(keys.SEEN_AS, None)
