"""The page *My goal*."""

import streamlit as st

from evenkeel.access import Viewer


def show(viewer: Viewer) -> None:
    """Show the page."""
    st.title("My goal", anchor=False)
