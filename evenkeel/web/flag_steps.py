"""What can be done about a flag: one click a step, with a few words where they help."""

from collections.abc import Sequence

import streamlit as st

from evenkeel.errors import EvenkeelError
from evenkeel.flags.life import Card, Status, Step
from evenkeel.web import reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

# The flag whose weeks are being excused, and what went wrong with the last step.
_EXCUSING, _FAILED = "flag_excusing", "flag_failed"
_CLOSED = (Status.EXCUSED, Status.RESOLVED)


def show(look: Look, card: Card) -> None:
    """Draw the steps of an open card."""
    if failed := st.session_state.pop(_FAILED, ""):
        st.warning(plain(failed))
    _steps(look, card)
    if st.session_state.get(_EXCUSING) == card.id:
        _excuse(look, card)
    _note(look, card)
    _useful(look, card)


def take(look: Look, card: int, step: Step, words: str = "", weeks: Sequence[int] = ()) -> None:
    """Take a step; what keeps it from being taken is said on the page."""
    try:
        look.desk.mark(look.viewer, card, step, reads.clock(look.course.zone), words, weeks)
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)
    _stop_excusing()


def _slot(card: Card, part: str) -> str:
    """Name a field of a card so that it begins empty after every step."""
    return f"flag_{part}_{card.id}_{len(card.entries)}"


def _steps(look: Look, card: Card) -> None:
    words = _slot(card, "words")
    with st.form(_slot(card, "steps"), border=False):
        st.text_input("A few words with it, if they help (kept; the student may read them)", key=words, max_chars=500)
        with st.container(horizontal=True, gap="small"):
            _step(look, card, "Seen", Step.SEEN, words)
            _step(look, card, "Talked", Step.TALKED, words)
            st.form_submit_button("Excuse…", key=_slot(card, "excuse"), on_click=_begin_excuse, args=(card.id,))
            _step(look, card, "Resolved", Step.RESOLVED, words)
            if card.status in _CLOSED:
                _step(look, card, "Open again", Step.REOPENED, words)


def _step(look: Look, card: Card, label: str, step: Step, words: str) -> None:
    st.form_submit_button(label, key=_slot(card, step.value), on_click=_take_typed, args=(look, card.id, step, words))


def _take_typed(look: Look, card: int, step: Step, words: str) -> None:
    take(look, card, step, st.session_state.get(words, ""))


def _begin_excuse(card: int) -> None:
    st.session_state[_EXCUSING] = card


def _stop_excusing() -> None:
    st.session_state.pop(_EXCUSING, None)


def _excuse(look: Look, card: Card) -> None:
    """Ask which weeks are excused, the flag's own unless others are chosen."""
    weeks, why = _slot(card, "excused_weeks"), _slot(card, "excused_why")
    options = [week.number for week in reads.weeks(look)]
    with st.form(_slot(card, "excusing")):
        own = [judged.week for judged in card.flag.over if judged.week in options]
        st.multiselect("Weeks that are not to be looked at", options, default=own, key=weeks)
        typed = st.session_state.get(_slot(card, "words"), "")
        st.text_input("Why (kept; nothing private is needed)", value=typed, key=why, max_chars=500)
        with st.container(horizontal=True, gap="small"):
            args = (look, card.id, weeks, why)
            st.form_submit_button("Excuse these weeks", key=_slot(card, "excused"), on_click=_take_excuse, args=args)
            st.form_submit_button("Leave it", key=_slot(card, "leave"), on_click=_stop_excusing)


def _take_excuse(look: Look, card: int, weeks: str, why: str) -> None:
    chosen = st.session_state.get(weeks, ())
    if not chosen:
        st.session_state[_FAILED] = "Choose the weeks that are excused first."
        return
    take(look, card, Step.EXCUSED, st.session_state.get(why, ""), chosen)


def _note(look: Look, card: Card) -> None:
    note = _slot(card, "note")
    with st.form(_slot(card, "noting"), border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("A note (only those who review the class see notes)", key=note, max_chars=2_000)
        args = (look, card.id, note)
        st.form_submit_button("Keep the note", key=_slot(card, "keep_note"), on_click=_take_note, args=args)


def _take_note(look: Look, card: int, note: str) -> None:
    words = st.session_state.get(note, "")
    if words.strip():
        take(look, card, Step.NOTE, words)


def _useful(look: Look, card: Card) -> None:
    """Ask whether the flag was worth the look, once something came of it."""
    if card.useful is None and card.status not in (Status.TALKED, *_CLOSED):
        return
    marked = {None: "Was the look worth it?", True: "Marked as useful.", False: "Marked as not useful."}
    quiet(f"{marked[card.useful]} Only those who review the class see this.")
    with st.container(horizontal=True, gap="small"):
        for label, step, is_so in (("Useful", Step.USEFUL, True), ("Not useful", Step.NOT_USEFUL, False)):
            if card.useful is not is_so:
                st.button(label, key=_slot(card, step.value), on_click=take, args=(look, card.id, step))
