"""The page *People*."""

import streamlit as st

from evenkeel.access import Viewer


def show(viewer: Viewer) -> None:
    """Show the page."""
    st.title("People", anchor=False)
