"""The instructor's own words for letters to students: a text with placeholders, checked before it is kept."""

import streamlit as st

from evenkeel.flags import drafting
from evenkeel.flags.drafting import PLACEHOLDERS, Template
from evenkeel.web import listing, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_TOLD, _FAILED = "letter_words_told", "letter_words_failed"


def template(look: Look) -> Template:
    """Return the words that hold: the instructor's own, else Evenkeel's."""
    own = look.desk.words(look.viewer)
    return Template(own.subject, own.body) if own else drafting.DEFAULT


def editor(look: Look) -> None:
    """Let the words for all letters be changed, folded."""
    holds = template(look)
    with st.expander("Your words for every such letter"):
        if told := st.session_state.pop(_TOLD, ""):
            st.success(told, icon=":material/check:")
        if failed := st.session_state.pop(_FAILED, ""):
            st.warning(failed)
        st.html(listing.terms("In braces stands what is filled in", _placeholders()))
        slot = f"letter_words_{hash(holds)}"
        st.text_input("Subject of every letter", holds.subject, key=f"{slot}_subject")
        st.text_area("Text of every letter", holds.body, key=f"{slot}_body", height=280)
        for problem in drafting.check(_typed(slot)):
            st.markdown(plain(problem))
        with st.container(horizontal=True, gap="small"):
            st.button("Keep these words", key="letter_words_keep", on_click=_keep, args=(look, slot))
            if holds != drafting.DEFAULT:
                st.button("Back to Evenkeel's own words", key="letter_words_back", on_click=_go_back, args=(look,))
        quiet("They hold for every letter from now on; a letter that is being written begins anew with them.")


def _placeholders() -> list[tuple[str, str]]:
    return [(f"{{{name}}}", meaning) for name, meaning in PLACEHOLDERS.items()]


def _typed(slot: str) -> Template:
    """Return the words as they stand in their fields, the last change among them."""
    return Template(st.session_state.get(f"{slot}_subject", ""), st.session_state.get(f"{slot}_body", ""))


def _keep(look: Look, slot: str) -> None:
    typed = _typed(slot)
    if drafting.check(typed):
        st.session_state[_FAILED] = "These words are not kept yet: mend what is named below first."
    elif typed == template(look):
        st.session_state[_TOLD] = "These words hold already."
    else:
        _set(look, typed)


def _go_back(look: Look) -> None:
    _set(look, Template("", ""))


def _set(look: Look, chosen: Template) -> None:
    look.desk.set_words(look.viewer, chosen.subject, chosen.body, reads.clock(look.course.zone))
    st.session_state[_TOLD] = "These words hold from now on."
