"""The page of the flags: what was done about each, and what still asks for a look."""

from collections.abc import Sequence

import streamlit as st

from evenkeel.access import Viewer
from evenkeel.flags.life import Card
from evenkeel.reports import flag_words
from evenkeel.web import (
    controls,
    disputes,
    flag_card,
    flag_history,
    flag_letter,
    flag_people,
    flag_steps,
    keys,
    listing,
    navigation,
    reads,
    student_choice,
    style,
)
from evenkeel.web.controls import Chosen
from evenkeel.web.flag_card import Reader
from evenkeel.web.numbers_choice import numbers_link
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_OPEN, _ALL = "Open", "All"
_WHICH, _WHOSE, _SHOWN, _CLICKED = "flags_which", "flags_whose", "flags_shown", "flag_clicked"
_EVERYBODY = ""
_AT_ONCE = 12


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.class_with_data(viewer)
    listing.put_on(style.shades())
    st.html(f"<style>{flag_card.CSS}</style>")
    heading = st.container(gap="xsmall")
    which, whose, chosen = _controls(look)
    naming = flag_people.naming(look, chosen)
    ours = [
        c for c in reads.cards(look) if c.flag.student in chosen.addresses and whose in (_EVERYBODY, c.flag.student)
    ]
    _heading(heading, look, ours, f" for {chosen.name(whose)}" if whose else chosen.of_whom)
    about = frozenset([whose]) if whose else chosen.addresses
    disputes.waiting(look, about & chosen.addresses, naming)
    _list(look, chosen, Reader(viewer.role, look.course, naming), ours, which)
    flag_history.section(look, chosen, naming)


def _controls(look: Look) -> tuple[str, str, Chosen]:
    everybody = reads.students(look)
    _follow_address(look)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        which: str = st.selectbox(
            "Flags", [_OPEN, _ALL], key=_WHICH, width=110, help="Open: still worth a look, or answered by the student."
        )
        names = controls.shown_names(everybody, bool(st.session_state.get(keys.NAMES_SHOWN, True)))
        whose: str = st.selectbox(
            "Student",
            [_EVERYBODY, *names],
            format_func=lambda address: names.get(address, "Everybody"),
            key=_WHOSE,
            on_change=_drop_student,
            width=220,
        )
        chosen = controls.row(look, week=False)
    return which, whose, chosen


def _follow_address(look: Look) -> None:
    """Take up `?student=`, once: then the boxes hold, and all flags of one student are shown."""
    asked = student_choice.asked_for()
    if not asked:
        return
    everybody = reads.students(look)
    hidden = controls.shown_names(everybody, False)
    found = student_choice.resolve(asked, dict(zip(everybody["student"], everybody["name"], strict=True)), hidden)
    if found:
        st.session_state[_WHOSE], st.session_state[_WHICH] = found, _ALL
    _drop_student()


def _drop_student() -> None:
    st.query_params.pop(keys.STUDENT, None)


def _heading(into: st.delta_generator.DeltaGenerator, look: Look, cards: Sequence[Card], of_whom: str) -> None:
    with into:
        st.title(plain(flag_words.headline(cards) + of_whom), anchor=False)
        if said := flag_words.useful_sentence(cards):
            quiet(said)
        if not reads.rules(look):
            quiet("No rule is in force, so nobody can be flagged.")


# The cards


def _list(look: Look, chosen: Chosen, reader: Reader, cards: Sequence[Card], which: str) -> None:
    asked = str(st.query_params.get(keys.FLAG, ""))
    known = {str(card.id): card for card in reads.cards(look)}
    if asked and asked not in known:
        st.warning("There is no such flag in this class; perhaps it left with the student it was about.")
    listed = [card for card in cards if which == _ALL or card.open or card.waits or str(card.id) == asked]
    most = st.session_state.get(_SHOWN, _AT_ONCE)
    shown = listed[:most]
    # Who comes by a link finds the flag first; who opens one here finds it where it stood.
    if asked in known and (st.session_state.get(_CLICKED) != asked or known[asked] not in shown):
        shown = [known[asked], *(card for card in shown if str(card.id) != asked)]
    for card in shown:
        _card(look, chosen, reader, card, opened=str(card.id) == asked)
    if not shown:
        _nothing(cards)
    if len(listed) > most:
        st.button(f"Show more ({len(listed) - most:,})", key="flags_more", on_click=_show_more, args=(most,))


def _nothing(cards: Sequence[Card]) -> None:
    if cards:
        st.markdown(f"Nothing is open. Choose {_ALL} above for the flags of before.")
        return
    st.markdown("A flag goes on when a rule says that something is worth a look.")
    st.page_link(navigation.page("thresholds"), label="See what the rules say")


def _show_more(most: int) -> None:
    st.session_state[_SHOWN] = most + _AT_ONCE


def _card(look: Look, chosen: Chosen, reader: Reader, card: Card, *, opened: bool) -> None:
    with st.container(border=True, gap="small", key=f"flag_card_{card.id}"):
        st.html(flag_card.html(card, reader, flag_card.between(look, card), opened=opened))
        disputes.on_card(look, card, reader.naming, opened=opened)
        if not opened:
            label = f"Open {plain(reader.name(card))}, week {card.flag.week}"
            st.button(label, key=f"flag_open_{card.id}", on_click=_open, args=(card.id,))
            return
        _links(chosen, card)
        flag_steps.show(look, card)
        flag_letter.show(look, chosen, card)
        st.button("Close", key=f"flag_close_{card.id}", on_click=_close)


def _open(card: int) -> None:
    st.query_params[keys.FLAG] = st.session_state[_CLICKED] = str(card)


def _close() -> None:
    st.query_params.pop(keys.FLAG, None)


def _links(chosen: Chosen, card: Card) -> None:
    whose, week = chosen.link(card.flag.student), card.flag.week
    with st.container(horizontal=True, gap="medium"):
        label = f"The acts and hours of week {week}"
        st.page_link(navigation.page("student"), label=label, query_params={**whose, keys.WEEK: str(week)})
        asked = numbers_link(card.flag.rule.metric, whose[keys.STUDENT], week)
        st.page_link(navigation.page("numbers"), label="How this number is made", query_params=asked)
