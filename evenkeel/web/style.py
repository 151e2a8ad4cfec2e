"""The looks that Streamlit's theme cannot say, in one place and put on once a run."""

from pathlib import Path

import streamlit as st

from evenkeel.charts import theme
from evenkeel.charts.theme import Palette

# A file of our own: Streamlit has the browser fetch a material icon from the network for the tab.
ICON = str(Path(__file__).with_name("mark.svg"))

# Only test ids and our own classes: Streamlit's generated class names change with every version.
_CSS = """
[data-testid="stMainBlockContainer"] { max-width: 72rem; padding-top: 4.5rem; padding-bottom: 4rem; }
[data-testid="stApp"] { font-variant-numeric: tabular-nums; }
[data-testid="stHtml"] a { color: var(--ek-calm, var(--ek-ink)); }
[class*="st-key-signed_in"] a { color: var(--ek-quiet); }
h1 { font-size: 1.75rem !important; font-weight: 600 !important; text-wrap: balance; }
h2 { font-size: 1.25rem !important; font-weight: 600 !important; }
h3 { font-size: 1rem !important; font-weight: 600 !important; }
[data-testid="stMarkdownContainer"] p { max-width: 44rem; }
/* A link on a page looks like one; the menu keeps its own looks. */
[data-testid="stPageLink"] a { padding-left: 0; }
[data-testid="stPageLink"] p { text-decoration: underline; text-underline-offset: .2em; }
[class*="st-key-open_lab_"] p { text-decoration: underline; text-underline-offset: .2em; font-weight: 600; }
.ek-key { display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; font-size: .875rem; line-height: 1.4; }
.ek-key-item { display: inline-flex; align-items: center; gap: .4rem; }
.ek-quiet { color: var(--ek-quiet); }
/* Streamlit's own colours for these two are below 4.5:1. */
[data-testid="stSlider"] [data-testid="stMarkdownContainer"] p { color: var(--ek-ink); }
[data-testid="stCaptionContainer"] { color: var(--ek-quiet) !important; }

@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
  h1 { font-size: 1.4rem !important; }
}

@media print {
  [data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stToolbar"], [data-testid="stButton"],
  [data-testid="stElementToolbar"], .ek-screen-only { display: none !important; }
  [data-testid="stMainBlockContainer"] { max-width: none; padding: 0; }
  [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"] {
    position: static !important; overflow: visible !important; height: auto !important;
    background: #fff !important;
  }
  [data-testid="stVegaLiteChart"], [data-testid="stTable"] { break-inside: avoid; }
}
"""


def shades() -> Palette:
    """Give the colours of the theme that the viewer sees."""
    return theme.palette(st.context.theme.type)


def put_on() -> None:
    """Add the style sheet to the page; it takes no room."""
    colours = shades()
    st.html(f"<style>:root {{ --ek-ink: {colours.ink}; --ek-quiet: {colours.quiet}; }}{_CSS}</style>")
