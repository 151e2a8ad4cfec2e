"""The instructor's own words for letters to students: a text with placeholders, checked before it is kept."""

import streamlit as st

from evenkeel.flags import drafting
from evenkeel.flags.drafting import PLACEHOLDERS, Template
from evenkeel.web import listing, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_TOLD = "letter_words_told"


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
        st.html(listing.terms("In braces stands what is filled in", _placeholders()))
        slot = f"letter_words_{hash(holds)}"
        subject = st.text_input("Subject of every letter", holds.subject, key=f"{slot}_subject", max_chars=300)
        body = st.text_area("Text of every letter", holds.body, key=f"{slot}_body", height=280)
        typed = Template(subject or "", body or "")
        problems = drafting.check(typed)
        for problem in problems:
            st.markdown(plain(problem))
        with st.container(horizontal=True, gap="small"):
            unchanged = bool(problems) or typed == holds
            st.button(
                "Keep these words", key="letter_words_keep", on_click=_keep, args=(look, typed), disabled=unchanged
            )
            if holds != drafting.DEFAULT:
                back = Template("", "")
                st.button("Back to Evenkeel's own words", key="letter_words_back", on_click=_keep, args=(look, back))
        quiet("They hold for every letter from now on; a letter that is being written begins anew with them.")


def _placeholders() -> list[tuple[str, str]]:
    return [(f"{{{name}}}", meaning) for name, meaning in PLACEHOLDERS.items()]


def _keep(look: Look, typed: Template) -> None:
    look.desk.set_words(look.viewer, typed.subject, typed.body, reads.clock(look.course.zone))
    st.session_state[_TOLD] = "These words hold from now on."
