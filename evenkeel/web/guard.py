"""The first statement of every page: who is looking, and may they?"""

from typing import NoReturn

import streamlit as st

from evenkeel.access import Role, Viewer
from evenkeel.web import address, identity, style

__all__ = ["Role", "require"]


def require(*roles: Role, title: str) -> Viewer:
    """Give the viewer of a page that these roles may open; anybody else gets a sentence and no page.

    A page asks this before anything else: a deep link can run a page's file without app.py (Streamlit's old
    `pages/` feature), and the page must be as safe then, and look the same.
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
    return viewer


def _stop_with(why: str) -> NoReturn:
    st.error(why, icon=":material/lock:")
    st.stop()
