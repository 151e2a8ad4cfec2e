"""The page *My flags*: the card that the instructor sees, and the student's own say on it."""

from collections.abc import Sequence

import streamlit as st

from evenkeel import words
from evenkeel.access import Viewer
from evenkeel.errors import EvenkeelError
from evenkeel.flags.life import Card, Status, Step
from evenkeel.reports.flag_words import Naming
from evenkeel.web import disputes, flag_card, listing, my_disputes, reads, style
from evenkeel.web.flag_card import Reader
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_FAILED = "my_flags_failed"
_SAME = (
    "A flag says that a number passed a line, and that this is worth a look. It is no grade and no reproach. You see "
    "the same card as your instructor, at the same time, and your words stand on it."
)


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.open_class(viewer)
    listing.put_on(style.shades())
    st.html(f"<style>{flag_card.CSS}</style>")
    cards = reads.cards(look)
    st.title(headline(cards), anchor=False)
    quiet(_SAME)
    if failed := st.session_state.pop(_FAILED, ""):
        st.warning(plain(failed))
    names = reads.students(look)
    reader = Reader(viewer.role, look.course, Naming(dict(zip(names["student"], names["name"], strict=True))))
    for card in cards:
        _card(look, reader, card)
    if not cards:
        st.markdown("When a flag goes on, it stands here at once, with the numbers and the rule behind it.")
    _rest(look, reader, cards)


def headline(cards: Sequence[Card]) -> str:
    """Say how many flags are on."""
    on = sum(card.open for card in cards)
    if on:
        return f"{words.sentence(words.count(on, 'flag'))} {'is' if on == 1 else 'are'} on"
    return "No flag is on now" if cards else "You have no flag"


def _card(look: Look, reader: Reader, card: Card) -> None:
    asked = card.open or card.status is Status.SEEN
    with st.container(border=True, gap="small", key=f"my_flag_{card.id}"):
        st.html(flag_card.html(card, reader, flag_card.between(look, card), opened=False))
        own = [one for one in disputes.of(look, [look.viewer.email]) if one.flag == card.id]
        if own:
            my_disputes.listed(look, own, reader.naming)
        if look.viewer.looking_as:
            quiet("Only the student can answer, ask for a talk or dispute something.")
            return
        with st.expander("Answer, or ask for a talk", expanded=asked and not card.waits):
            _answer(look, card)
        my_disputes.form(look, card)


def _answer(look: Look, card: Card) -> None:
    slot = f"my_flag_{card.id}_{len(card.entries)}"
    with st.form(f"{slot}_answer", border=False):
        st.text_area(
            "Your words (those who review the class read them; nothing private is needed)",
            key=f"{slot}_words",
            max_chars=2_000,
            height=100,
        )
        with st.container(horizontal=True, gap="small"):
            for label, step in (("Send the answer", Step.ANSWER), ("Ask for a talk", Step.TALK_WANTED)):
                args = (look, card.id, slot, step)
                st.form_submit_button(label, key=f"{slot}_{step.name}", on_click=_say, args=args)


def _say(look: Look, card: int, slot: str, step: Step) -> None:
    said = str(st.session_state.get(f"{slot}_words", "")).strip()
    if step is Step.ANSWER and not said:
        st.session_state[_FAILED] = "Write your answer first. To ask for a talk no words are needed."
        return
    try:
        look.desk.mark(look.viewer, card, step, reads.clock(look.course.zone), said)
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)


def _rest(look: Look, reader: Reader, cards: Sequence[Card]) -> None:
    """Show disputes that belong to no flag that is shown."""
    shown = {card.id for card in cards}
    rest = [one for one in disputes.of(look, [look.viewer.email]) if one.flag not in shown]
    if rest:
        st.header("What else you disputed", anchor=False)
        my_disputes.listed(look, rest, reader.naming)
