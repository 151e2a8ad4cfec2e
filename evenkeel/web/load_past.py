"""What was loaded before, file by file: what each brought, and a way to take it back."""

from collections.abc import Sequence

import streamlit as st

from evenkeel import words
from evenkeel.course.calendar import date_words, local
from evenkeel.errors import EvenkeelError
from evenkeel.intake.history import Entry
from evenkeel.web import listing, load_view, load_words, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain

# The load that is looked at closely, the one that is asked about, and the sentence on the one just taken back.
_OPEN, _ASKED, _TOLD = "past_open", "past_asked", "past_told"
_AT_ONCE, _MANY = 20, 8


def section(look: Look) -> None:
    """Show what was loaded before, newest first, folded."""
    held = reads.loads(look)
    if not held:
        return
    if said := st.session_state.pop(_TOLD, ""):
        st.success(plain(said), icon=":material/undo:")
    with st.expander(heading(held), key="load_past", on_change="rerun") as opened:
        if opened.open:
            _list(look, held)


def heading(held: Sequence[Entry]) -> str:
    """Say how many files were loaded and how many could not be."""
    refused = sum(bool(entry.refused) for entry in held)
    could_not = f", and {refused:,} that could not be loaded" if refused else ""
    return f"Loaded before: {words.count(len(held) - refused, 'file')}{could_not}"


def _list(look: Look, held: Sequence[Entry]) -> None:
    found = held
    if len(held) > _MANY:
        part = st.text_input("Find a file", key="past_find", width=360, placeholder="part of its name or format")
        found = [entry for entry in held if part.casefold() in _searched(entry)]
    for place, entry in enumerate(found[:_AT_ONCE]):
        _entry(look, entry, f"{entry.number or f'refused_{place}'}")
    if len(found) > _AT_ONCE:
        st.html(listing.paragraphs([f"And {len(found) - _AT_ONCE:,} more: name a part of the one you look for."]))
    if any(entry.refused for entry in held):
        st.button("Clear the files that could not be loaded", key="past_clear", on_click=_clear, args=(look,))


def _searched(entry: Entry) -> str:
    return f"{entry.path} {entry.format} {entry.report.get('label', '')}".casefold()


def _clear(look: Look) -> None:
    look.desk.clear_refused(look.viewer)


def _entry(look: Look, entry: Entry, key: str) -> None:
    told = load_words.read_back(entry.report)
    with st.container(horizontal=True, vertical_alignment="center", key=f"past_row_{key}"):
        st.html(listing.lines([_line(look, entry)]), width="stretch")
        if entry.number is None:
            return
        details = load_words.details(told)
        if details:
            shown = st.session_state.get(_OPEN) == entry.number
            label = "Less" if shown else "Details"
            st.button(label, key=f"past_more_{key}", on_click=_look_at, args=(entry.number,))
        if entry.undoable:
            st.button("Take back", key=f"past_undo_{key}", on_click=_ask, args=(entry.number,))
    if details and st.session_state.get(_OPEN) == entry.number:
        st.html(listing.terms("", details))
        load_view.unread([told], f"past_unread_{key}")
    if st.session_state.get(_ASKED) == entry.number:
        _confirm(look, entry.number, entry.path)


def _line(look: Look, entry: Entry) -> listing.Line:
    told = load_words.read_back(entry.report)
    on = date_words(local(entry.at, look.course.zone).date()) if entry.at else ""
    if entry.refused:
        return listing.Line(
            f"not loaded{f' on {on}' if on else ''}", load_words.name(entry.path), load_words.refusal(told)
        )
    head = ", ".join(part for part in (told.label, f"loaded on {on}" if on else "", load_words.holds(told)) if part)
    foot = load_words.brought(told, look.course.zone)
    bound = "" if entry.undoable else " Loaded by an older version, so it cannot be taken back."
    return listing.Line(head, load_words.name(entry.path), foot=f"{foot}{bound}")


def _look_at(number: int) -> None:
    st.session_state[_OPEN] = None if st.session_state.get(_OPEN) == number else number


def _ask(number: int | None) -> None:
    st.session_state[_ASKED] = number


def _confirm(look: Look, number: int, path: str) -> None:
    """Say what would leave, and ask."""
    with st.container(border=True):
        try:
            found = look.desk.outlook(look.viewer, number)
        except EvenkeelError as problem:
            st.markdown(plain(str(problem)))
            st.button("Close", key="past_close", on_click=_ask, args=(None,))
            return
        said = (
            f"{words.sentence(found.left)} would leave the record. {found.kept} Decisions about names stay, and the "
            "file itself is not touched: it can be loaded again."
        )
        st.html(listing.section(f"Take back {load_words.name(path)}?", listing.paragraphs([said])))
        with st.container(horizontal=True):
            st.button("Take it back", type="primary", key="past_yes", on_click=_undo, args=(look, number, path))
            st.button("Keep it", key="past_no", on_click=_ask, args=(None,))


def _undo(look: Look, number: int, path: str) -> None:
    st.session_state[_ASKED] = None
    try:
        found = look.desk.undo(look.viewer, number)
    except EvenkeelError as problem:
        st.session_state[_TOLD] = str(problem)
        return
    st.session_state[_TOLD] = (
        f"{load_words.name(path)} is taken back: {found.left} left the record. {found.kept}".strip()
    )
