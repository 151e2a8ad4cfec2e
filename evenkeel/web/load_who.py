"""Who is who: names that fit nobody on the roster, decided once by a person and remembered."""

from typing import NamedTuple

import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.course.calendar import date_words, local
from evenkeel.errors import EvenkeelError
from evenkeel.web import listing, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain

UNDECIDED, NOBODY = "– not decided –", "not one of ours"
_AT_ONCE = 12
_SAVED = "load_matched"
# What stands before a spelling that is no handle.
_PREFIXES = ("mail:", "name:", "site:")


class Somebody(NamedTuple):
    """A name that fits nobody on the roster: what to remember it by, how it is shown, and what stands behind it."""

    handle: str
    shown: str
    where: str
    acts: int
    entries: int
    newest: int


def somebodies(unmatched: pd.DataFrame) -> list[Somebody]:
    """Join the accounts that one decision would settle, busiest first; columns as `Desk.unmatched`."""
    found: dict[str, Somebody] = {}
    columns = ["platform", "spelling", "handle", "name", "acts", "entries", "newest"]
    for platform, spelling, handle, name, acts, entries, newest in unmatched[columns].itertuples(index=False):
        known_by = str(name or spelling) if str(spelling).startswith(_PREFIXES) else str(spelling)
        shown = str(name or handle or spelling)
        before = found.get(known_by.casefold())
        where = [*(before.where.split(", ") if before and before.where else []), *([str(platform)] if platform else [])]
        found[known_by.casefold()] = Somebody(
            before.handle if before else known_by,
            before.shown if before else shown,
            ", ".join(dict.fromkeys(where)),
            int(acts) + (before.acts if before else 0),
            int(entries) + (before.entries if before else 0),
            max(int(newest), before.newest if before else 0),
        )
    return sorted(found.values(), key=lambda one: (-(one.acts + one.entries), one.shown.casefold()))


def section(look: Look) -> None:
    """List who fits nobody, and let a person decide."""
    st.header("Names that fit nobody", anchor=False)
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved, icon=":material/check:")
    found = somebodies(reads.unmatched(look))
    if not found:
        everybody = "Everybody who wrote or logged something is on the roster, or decided about."
        st.html(listing.paragraphs([everybody if reads.loaded(look) else "Nothing is loaded yet."]))
    else:
        _form(look, found)
    _other(look)


def _form(look: Look, found: list[Somebody]) -> None:
    several = words.count(len(found), "name fits", "names fit")
    st.html(
        listing.paragraphs(
            [
                f"{words.sentence(several)} nobody on the roster. Say who it is, or that it is not one of ours: "
                "that is remembered and holds for every file, past and to come. What stays undecided counts as "
                "somebody outside the class."
            ]
        )
    )
    everybody = _everybody(look)
    options = [UNDECIDED, NOBODY, *everybody]
    with st.form("load_who", border=False):
        chosen = [_one(somebody, options, everybody, look) for somebody in found[:_AT_ONCE]]
        if len(found) > _AT_ONCE:
            st.caption(f"{len(found) - _AT_ONCE} more appear once these are decided.")
        sent = st.form_submit_button("Remember these", type="primary")
    if sent:
        _remember(look, [(s.handle, who) for s, who in zip(found, chosen, strict=False) if who != UNDECIDED])


def _one(somebody: Somebody, options: list[str], everybody: dict[str, str], look: Look) -> str:
    behind = [words.count(somebody.acts, "act")] if somebody.acts else []
    behind += [words.count(somebody.entries, "time entry", "time entries")] if somebody.entries else []
    newest = f", the newest on {date_words(local(somebody.newest, look.course.zone).date())}" if somebody.newest else ""
    where = f" on {somebody.where}" if somebody.where else ""
    label = f"**{plain(somebody.shown)}**: {words.together(behind)}{plain(where)}{newest}"
    chosen: str = st.selectbox(
        label, options, format_func=lambda who: everybody.get(who, who), key=f"load_who_{somebody.handle}", width=420
    )
    return chosen


def _everybody(look: Look) -> dict[str, str]:
    """Give everybody on the roster by address, as name and address."""
    return {p.email: f"{p.name} ({p.email})" for p in look.desk.people(look.viewer)}


def _other(look: Look) -> None:
    """Let any name or handle be decided, also one that was decided before: the newest decision holds."""
    with st.expander("Change an earlier decision"), st.form("load_rename", border=False, clear_on_submit=True):
        everybody = _everybody(look)
        handle = st.text_input("The name or handle, as the files spell it", width=420)
        who = st.selectbox(
            "Who it is",
            [NOBODY, *everybody],
            format_func=lambda w: everybody.get(w, w),
            key="load_rename_who",
            width=420,
        )
        if st.form_submit_button("Remember") and handle.strip():
            _remember(look, [(handle.strip(), who)])


def _remember(look: Look, decided: list[tuple[str, str]]) -> None:
    now = reads.clock(look.course.zone)
    try:
        for handle, who in decided:
            look.desk.match(look.viewer, handle, "nobody" if who == NOBODY else who, now)
    except EvenkeelError as problem:
        st.error(plain(str(problem)), icon=":material/error:")
        return
    if decided:
        st.session_state[_SAVED] = f"Remembered: {words.count(len(decided), 'name')}. All numbers follow at once."
        st.rerun()
