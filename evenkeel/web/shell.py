"""What runs around every page: the menu, then the page that the address names.

Streamlit runs this file, not app.py. It stands apart from `pages/` on purpose: beside a folder of that name
Streamlit would run a page on its own for a deep link, without the menu, until somebody had opened the front.
"""

import streamlit as st

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.web import address, navigation


def show() -> None:
    """Show the menu and run the page."""
    if why := address.refusal():
        st.error(why, icon=":material/lock:")
        st.stop()
    # A flat list on top: sectioned menus fail axe, and the sidebar would take the charts' width.
    st.navigation(navigation.pages(LOCAL_INSTRUCTOR), position="top").run()


if __name__ == "__main__":
    show()
