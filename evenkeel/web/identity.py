"""Who is at the screen, asked anew at every run of a page."""

import streamlit as st

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.web import keys


def viewer() -> Viewer | None:
    """Return who is looking; None while nobody is signed in."""
    # Until there is sign-in, whoever reaches the app sits at the instructor's own computer.
    seen_as = st.session_state.get(keys.SEEN_AS)
    return Viewer(Role.STUDENT, seen_as, looking_as=True) if seen_as else LOCAL_INSTRUCTOR
