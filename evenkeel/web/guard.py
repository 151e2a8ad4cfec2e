"""The first statement of every page: who is looking, and may they?"""

from typing import NoReturn

import streamlit as st

from evenkeel.access import Role, Viewer
from evenkeel.web import address, identity, keys, style

__all__ = ["Role", "require"]


def require(*roles: Role, title: str, names: bool = False) -> Viewer:
    """Give the viewer of a page that these roles may open; anybody else gets a sentence and no page.

    A page asks this before anything else: a deep link can run a page's file without app.py (Streamlit's old
    `pages/` feature), and the page must be as safe then, and look the same. `names`: the page cannot do without names.
    """
    st.set_page_config(page_title=f"{title} · Evenkeel", page_icon=style.ICON, layout="wide")
    style.put_on()
    if why := address.refusal():
        _stop_with(why)
    viewer = identity.viewer()
    if viewer is None:
        _stop_with("Please sign in first. Your instructor can give you a link.")
    if viewer.role not in roles:
        _stop_with("This page is not open to you. Your own pages show everything that is held about you.")
    st.session_state[keys.NAMES_WITHHELD] = not viewer.names
    if not viewer.names:
        # Before any page asks, and at every run: whatever the browser says of the switch.
        st.session_state[keys.NAMES_SHOWN] = False
        if names:
            _stop_with("This page shows people by name, and your instructor has not let assistants see names.")
    return viewer


def _stop_with(why: str) -> NoReturn:
    st.error(why, icon=":material/lock:")
    st.stop()
