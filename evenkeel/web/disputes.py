"""Disputes as those who review the class see them, with a way to decide; and as a list for anybody who may see them."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from evenkeel import words
from evenkeel.desk.disputing import ACT, Claim, Dispute, Ruling
from evenkeel.errors import EvenkeelError
from evenkeel.reports import dispute_words
from evenkeel.reports.flag_words import Naming
from evenkeel.web import listing, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_FAILED = "dispute_failed"
_ONE, _NOBODY = "this one alone", ""


@reads.cached
def _all(look: Look) -> list[Dispute]:
    return look.desk.disputes(look.viewer)


def of(look: Look, students: Sequence[str] | frozenset[str]) -> list[Dispute]:
    """Return the disputes of these students, the newest first."""
    return [one for one in _all(look) if one.student in students]


def listed(look: Look, found: Sequence[Dispute], naming: Naming) -> None:
    """Show disputes with what became of each."""
    st.html("".join(_html(look, one, naming) for one in found))


def _html(look: Look, one: Dispute, naming: Naming) -> str:
    said = naming.free(dispute_words.beginning(one.thing)) if one.noun == ACT else ""
    told = "\n".join(text for text in (f"It begins: {said}" if said else "", naming.free(one.words)) if text)
    return (
        f'<div class="ek-flag ek-calm"><div class="ek-line-head">{escape(dispute_words.claim(one, look.course))}</div>'
        f'<div class="ek-line-text">{escape(told)}</div>'
        f'<div class="ek-line-foot">{escape(_foot(look, one, naming))}</div></div>'
    )


def _foot(look: Look, one: Dispute, naming: Naming) -> str:
    held = dispute_words.counted_as(one.thing)
    return f"{dispute_words.outcome(one, look.course, naming)}{f' ({held})' if held else ''}"


def waiting(look: Look, students: frozenset[str], naming: Naming) -> None:
    """Show on *Flags* what waits for a word, each with a form to decide; nothing where nothing does."""
    found = [one for one in of(look, students) if one.open]
    if failed := st.session_state.pop(_FAILED, ""):
        st.warning(plain(failed))
    if not found:
        return
    wait = "waits" if len(found) == 1 else "wait"
    st.header(f"{words.sentence(words.count(len(found), 'dispute'))} {wait} for your word", anchor=False)
    quiet("A dispute changes nothing by itself. The student sees what you decide, and why.")
    for one in found:
        with st.container(border=True, gap="small", key=f"dispute_{one.id}"):
            st.html(listing.paragraphs([naming.of(one.student)]))
            listed(look, [one], naming)
            _decide(look, one, naming)


def of_student(look: Look, student: str, naming: Naming) -> None:
    """Show on *One student* what they dispute, with a form for what waits."""
    found = of(look, [student])
    if not found:
        return
    with st.expander(f"{words.sentence(words.count(len(found), 'dispute'))}", expanded=any(one.open for one in found)):
        if failed := st.session_state.pop(_FAILED, ""):
            st.warning(plain(failed))
        for one in found:
            listed(look, [one], naming)
            if one.ruling is not Ruling.TAKEN_BACK:
                _decide(look, one, naming)


def _decide(look: Look, one: Dispute, naming: Naming) -> None:
    """Ask for a decision; a decided dispute can be decided otherwise."""
    slot = f"dispute_{one.id}_{one.ruled_at}"
    with st.form(slot, border=False):
        st.text_input("A word to the student", key=f"{slot}_why", max_chars=500)
        if one.claim is Claim.NOT_MINE and one.thing is not None and one.thing.account:
            _ask_account(look, one, naming, f"{slot}_account")
        with st.container(horizontal=True, gap="small"):
            for ruling, label in ((Ruling.ACCEPTED, "Accept"), (Ruling.DECLINED, "Do not accept")):
                if one.ruling is not ruling:
                    args = (look, one.id, slot, ruling)
                    st.form_submit_button(label, key=f"{slot}_{ruling.name}", on_click=_take, args=args)


def _ask_account(look: Look, one: Dispute, naming: Naming, key: str) -> None:
    others = [p.email for p in look.desk.people(look.viewer) if p.email != one.student]
    said = {_ONE: "No: this one alone is not theirs", _NOBODY: "Yes: it belongs to nobody of the class"}
    st.selectbox(
        "Is the whole account somebody else's?",
        [_ONE, _NOBODY, *others],
        format_func=lambda who: said.get(who) or f"Yes: it is {naming.of(who)}",
        key=key,
        width=360,
    )


def _take(look: Look, dispute: int, slot: str, ruling: Ruling) -> None:
    chosen = st.session_state.get(f"{slot}_account", _ONE)
    account = None if chosen == _ONE else str(chosen)
    why = str(st.session_state.get(f"{slot}_why", ""))
    try:
        look.desk.decide_dispute(look.viewer, dispute, ruling, why, reads.clock(look.course.zone), account)
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)
