"""What runs around every page: the menu, then the page that the address names.

Streamlit runs this file, not app.py. It stands apart from `pages/` on purpose: beside a folder of that name
Streamlit would run a page on its own for a deep link, without the menu, until somebody had opened the front.
"""

import streamlit as st

from evenkeel.web import address, identity, navigation, seeing_as, signing_in


def show() -> None:
    """Show the menu and run the page."""
    if why := address.refusal():
        st.error(why, icon=":material/lock:")
        st.stop()
    viewer = identity.viewer()
    if viewer is None:
        signing_in.show()
        st.stop()
    # A flat list on top: sectioned menus fail axe, and the sidebar would take the charts' width.
    page = st.navigation(navigation.pages(viewer), position="top")
    signing_in.line(viewer)
    seeing_as.banner(viewer)
    page.run()


if __name__ == "__main__":
    show()
