"""Words from outside on a page of ours: names and reasons are shown as text and never read as Markdown."""

from html import escape

import streamlit as st

_MARKS = frozenset("\\`*_[]<>$#|~:")


def plain(text: str) -> str:
    """Give a text so that Markdown shows it as it stands; line breaks stay."""
    safe = "".join(f"\\{letter}" if letter in _MARKS else letter for letter in text)
    return safe.replace("\n", "  \n")


def quiet(text: str) -> None:
    """Put a sentence in quiet ink (Streamlit's own caption is below 4.5:1)."""
    st.html(f'<p class="ek-quiet" style="margin:0;max-width:44rem">{escape(text)}</p>')
