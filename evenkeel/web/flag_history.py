"""Everything that was decided, folded on *Flags*: in one list, for one student or all, to read and to take along."""

import streamlit as st

from evenkeel import words
from evenkeel.reports import decisions
from evenkeel.reports.decisions import Decision, Record
from evenkeel.reports.flag_words import Naming
from evenkeel.web import listing, reads
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import Look

_AT_ONCE = 40
_EVERYBODY = ""


def section(look: Look, chosen: Chosen, naming: Naming) -> None:
    """Show the history, newest first; it is read only once it is unfolded."""
    with st.expander("Everything that was decided", key="flags_history", on_change="rerun") as opened:
        if opened.open:
            _list(look, chosen, naming)


def _list(look: Look, chosen: Chosen, naming: Naming) -> None:
    everything = decisions.decisions(_record(look), look.course, naming)
    found = _about(everything, chosen)
    if not found:
        st.html(listing.paragraphs(["Nothing was decided yet."]))
        return
    shown = found if len(found) <= _AT_ONCE or st.session_state.get("flags_history_all") else found[:_AT_ONCE]
    rows = decisions.rows(shown, look.course, naming)
    headings = [words.sentence(column) for column in decisions.COLUMNS]
    st.html(listing.table(headings, rows, folds=True))
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(shown) < len(found):
            st.button(f"Show all {len(found):,}", key="flags_history_more", on_click=_show_all)
        st.download_button(
            "Download as CSV",
            decisions.as_csv(found, look.course, naming),
            "decisions.csv",
            "text/csv",
            key="flags_history_csv",
            on_click="ignore",
        )


def _about(found: list[Decision], chosen: Chosen) -> list[Decision]:
    who: str = st.selectbox(
        "About",
        [_EVERYBODY, *chosen.names],
        format_func=lambda address: chosen.name(address) if address else "Everybody and everything",
        key="flags_history_of",
        width=260,
    )
    return [one for one in found if who in (_EVERYBODY, one.student)]


def _show_all() -> None:
    st.session_state["flags_history_all"] = True


def _record(look: Look) -> Record:
    return Record(
        reads.cards(look),
        reads.rule_history(look),
        look.desk.words_history(look.viewer),
        reads.decided(look),
        look.desk.disputes(look.viewer),
    )
