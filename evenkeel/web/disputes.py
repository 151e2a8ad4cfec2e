"""Disputes as those who review the class see them, with a way to decide; and as a list for anybody who may see them."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from evenkeel import words
from evenkeel.desk.disputing import ACT, Claim, Dispute, Ruling
from evenkeel.errors import EvenkeelError
from evenkeel.flags.life import Card
from evenkeel.reports import dispute_words
from evenkeel.reports.flag_words import Naming
from evenkeel.web import reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_FAILED = "dispute_failed"
_AT_ONCE = 3
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
    for one in found[:_AT_ONCE]:
        _waiting(look, one, naming)
    if rest := found[_AT_ONCE:]:
        with st.expander(f"The other {len(rest)}"):
            for one in rest:
                _waiting(look, one, naming)


def _waiting(look: Look, one: Dispute, naming: Naming) -> None:
    with st.container(border=True, gap="small", key=f"dispute_{one.id}"):
        st.html(f"<strong>{escape(naming.of(one.student))}</strong>{_html(look, one, naming)}")
        _decide(look, one, naming)


def on_card(look: Look, card: Card, naming: Naming, *, opened: bool) -> None:
    """Show on a flag's card what it led the student to dispute; on a closed one, how much."""
    found = [one for one in of(look, [card.flag.student]) if one.flag == card.id]
    if found and opened:
        listed(look, found, naming)
    elif found:
        waits = sum(one.open for one in found)
        more = f", of which {waits} {'waits' if waits == 1 else 'wait'} for your word" if waits else ""
        quiet(f"{words.sentence(words.count(len(found), 'dispute'))} about what is behind it{more}.")


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
