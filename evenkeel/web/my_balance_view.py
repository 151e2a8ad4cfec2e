"""The page *My balance*."""

import streamlit as st

from evenkeel.access import Viewer


def show(viewer: Viewer) -> None:
    """Show the page."""
    st.title("My balance", anchor=False)
