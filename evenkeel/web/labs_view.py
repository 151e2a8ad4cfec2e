"""The page of the labs: choose one of them, or see one."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from evenkeel import words
from evenkeel.access import Viewer
from evenkeel.labs import LABS
from evenkeel.web import keys, lab_page, listing, reads, style
from evenkeel.web.reads import Look
from evenkeel.web.saying import quiet

_ALL = "all"


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.open_class(viewer)
    listing.put_on(style.shades())
    heading = st.container(gap="xsmall")
    chosen = _choose()
    if chosen == _ALL:
        _list(look, heading)
    else:
        lab_page.show(look, LABS[chosen], heading)


def _choose() -> str:
    # The address says which lab it is by its id, and a box bound to it would say its title.
    asked = st.query_params.get(keys.LAB, _ALL)
    st.session_state[keys.LAB_CHOICE] = asked if asked in LABS else _ALL
    chosen: str = st.selectbox("Lab", [_ALL, *LABS], format_func=_name, key=keys.LAB_CHOICE, on_change=_go, width=320)
    return chosen


def _go() -> None:
    _open(st.session_state[keys.LAB_CHOICE])


def _open(lab: str) -> None:
    if lab == _ALL:
        st.query_params.pop(keys.LAB, None)
    else:
        st.query_params[keys.LAB] = lab


def _name(lab: str) -> str:
    return LABS[lab].title if lab in LABS else "All labs"


def _list(look: Look, heading: DeltaGenerator) -> None:
    heading.title("What do you want to find out?", anchor=False)
    with heading:
        quiet(
            "Each lab is an experiment that the class does together: everybody enters a few rows, and all see what "
            "comes out."
        )
    counts = look.desk.lab_counts(look.viewer)
    for lab in LABS.values():
        with st.container(gap=None, key=f"lab_{lab.id.replace('-', '_')}"):
            # No link: one to the page that is open loses what its address says with the next click.
            st.button(lab.title, key=f"open_lab_{lab.id}", type="tertiary", on_click=_open, args=(lab.id,))
            quiet(
                f"{lab.question} {lab.purpose} {words.sentence(words.count(counts[lab.id], lab.row, lab.rows))} so far."
            )
