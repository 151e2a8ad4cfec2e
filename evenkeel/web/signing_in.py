"""What somebody sees who is not signed in."""

import streamlit as st

from evenkeel.web import style


def show() -> None:
    """Say that signing in comes first."""
    st.set_page_config(page_title="Sign in · Evenkeel", page_icon=style.ICON)
    style.put_on()
    st.title("Please sign in", anchor=False)
