"""The page of the labs: choose one of them, or see one."""

import streamlit as st

from evenkeel import words
from evenkeel.access import Viewer
from evenkeel.labs import LABS
from evenkeel.web import keys, lab_page, listing, navigation, reads, style
from evenkeel.web.reads import Look
from evenkeel.web.saying import quiet

_ALL = "all"


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.open_class(viewer)
    listing.put_on(style.shades())
    chosen = _choose()
    if chosen == _ALL:
        _list(look)
    else:
        lab_page.show(look, LABS[chosen])


def _choose() -> str:
    if st.query_params.get(keys.LAB, _ALL) not in LABS:
        st.query_params.pop(keys.LAB, None)
    chosen: str = st.selectbox("Lab", [_ALL, *LABS], format_func=_name, key=keys.LAB, bind="query-params", width=320)
    return chosen


def _name(lab: str) -> str:
    return LABS[lab].title if lab in LABS else "All labs"


def _list(look: Look) -> None:
    st.title("What do you want to find out?", anchor=False)
    quiet("Each lab is an experiment that the class does together: everybody enters a few rows, all see what they say.")
    counts = look.desk.lab_counts(look.viewer)
    for lab in LABS.values():
        with st.container(gap=None, key=f"lab_{lab.id.replace('-', '_')}"):
            st.page_link(navigation.page("labs"), label=f"{lab.title}: {lab.question}", query_params={keys.LAB: lab.id})
            quiet(f"{lab.purpose} {words.sentence(words.count(counts[lab.id], lab.row, lab.rows))} so far.")
