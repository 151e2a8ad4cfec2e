"""Asking for consent where data would come in; nothing is loaded before the student has agreed."""

from collections.abc import Sequence

import streamlit as st

from evenkeel.desk.consent import ASKED, Kind
from evenkeel.web import listing, reads
from evenkeel.web.reads import Look

__all__ = ["Kind", "agreed"]


def agreed(look: Look, kinds: Sequence[Kind], place: str) -> bool:
    """Tell whether the student has agreed to all of these; where not, ask, kind by kind."""
    lacking = [kind for kind in kinds if not look.desk.consented(look.viewer, kind)]
    if not lacking:
        return True
    with st.container(border=True, key=f"consent_{place}"):
        st.html(listing.terms("Before that, do you agree?", [ASKED[kind] for kind in lacking]))
        st.html(listing.paragraphs(["You can take it back at any time on My data."]))
        st.button("I agree", key=f"consent_{place}_yes", type="primary", on_click=_agree, args=(look, lacking))
    return False


def _agree(look: Look, kinds: Sequence[Kind]) -> None:
    for kind in kinds:
        look.desk.consent(look.viewer, kind, True, reads.clock(look.course.zone))
