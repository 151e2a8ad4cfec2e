"""Who is who: names that fit nobody on the roster, decided once by a person and remembered until forgotten."""

from collections.abc import Iterable

import streamlit as st

from evenkeel import words
from evenkeel.course.calendar import date_words, local
from evenkeel.desk.naming import Decided, Waiting
from evenkeel.errors import EvenkeelError
from evenkeel.web import listing, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain

UNDECIDED, NOBODY = "– not decided –", "not one of ours"
_AT_ONCE, _MANY = 12, 8
# The sentence on what was just decided or forgotten, or why it could not be.
_SAVED, _FAILED = "load_matched", "load_unmatched"


def section(look: Look) -> None:
    """List who fits nobody, and let a person decide."""
    st.header("Names that fit nobody", anchor=False)
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(saved, icon=":material/check:")
    if failed := st.session_state.pop(_FAILED, ""):
        st.error(plain(failed), icon=":material/error:")
    several = len(reads.unmatched(look))
    if several:
        _queue(look, several)
    else:
        everybody = "Everybody who wrote or logged something is on the roster, or decided about."
        st.html(listing.paragraphs([everybody if reads.loaded(look) else "Nothing is loaded yet."]))
    _remembered(look)


def _queue(look: Look, several: int) -> None:
    names = words.count(several, "account fits", "accounts fit")
    st.html(
        listing.paragraphs(
            [
                f"{words.sentence(names)} nobody on the roster. Say whose it is, or that it is not one of ours: that "
                "is remembered and holds for every file, past and to come. What stays undecided counts as somebody "
                "outside the class."
            ]
        )
    )
    everybody = _everybody(look)
    found = reads.waiting(look, _AT_ONCE)
    chosen = [(one.key, _one(one, everybody, look)) for one in found]
    if several > len(found):
        st.html(listing.paragraphs([f"{several - len(found):,} more appear once these are decided."]))
    decided = [(key, who) for key, who in chosen if who != UNDECIDED]
    if st.button("Remember these", type="primary", key="load_who_remember") and decided:
        _remember(look, decided)
        st.rerun()


def _one(one: Waiting, everybody: dict[str, str], look: Look) -> str:
    """Show an account with what stands behind it, offer the likeliest person, and ask."""
    likely = [suggestion.person.email for suggestion in one.suggestions]
    options = [UNDECIDED, NOBODY, *likely, *(email for email in everybody if email not in likely)]
    chosen: str = st.selectbox(
        _label(one, look),
        options,
        format_func=lambda who: everybody.get(who, who),
        key=f"load_who_{one.key}",
        width=420,
    )
    for suggestion in one.suggestions[:1]:
        name = suggestion.person.name
        with st.container(horizontal=True, vertical_alignment="center", key=f"load_row_{one.key}"):
            st.html(f'<p class="ek-quiet" style="margin:0">{listing.text(_asks(one))}</p>', width="content")
            st.button(
                f"Yes, {plain(name)}",
                key=f"load_yes_{one.key}",
                on_click=_remember,
                args=(look, [(one.key, suggestion.person.email)]),
            )
    return chosen


def _label(one: Waiting, look: Look) -> str:
    counts = ((one.acts, "act", "acts"), (one.entries, "time entry", "time entries"), (one.visits, "visit", "visits"))
    behind = words.together([words.count(n, noun, many) for n, noun, many in counts if n])
    newest = f", the newest on {date_words(local(one.newest, look.course.zone).date())}" if one.newest else ""
    where = f" on {one.platform}" if one.platform else " in a table"
    return f"**{plain(one.shown)}**{plain(where)}: {behind}{newest}"


def _asks(one: Waiting) -> str:
    """Ask after the likeliest person, with the reason, and name who else it may be."""
    first, *others = one.suggestions
    told = [f"Is this {first.person.name}? {words.sentence(first.reason)}."]
    told += [f"Or {other.person.name}: {other.reason}." for other in others]
    return " ".join(told)


def _everybody(look: Look) -> dict[str, str]:
    """Give everybody on the roster by address, as name and address."""
    return {p.email: f"{p.name} ({p.email})" for p in look.desk.people(look.viewer)}


def _remembered(look: Look) -> None:
    """Show what was decided and let it be forgotten; let any name be decided, also one that does not wait."""
    found = reads.decided(look)
    title = f"Decided so far: {words.count(len(found), 'name')}" if found else "Decide about another name"
    with st.expander(title, key="load_decided", on_change="rerun") as opened:
        if not opened.open:
            return
        part = ""
        if len(found) > _MANY:
            part = st.text_input("Find a name", key="load_find_name", width=360).casefold()
        shown = [one for one in found if part in f"{one.shown} {one.name} {one.email}".casefold()]
        for one in shown[:_AT_ONCE]:
            _decision(look, one)
        if len(shown) > _AT_ONCE:
            st.html(listing.paragraphs([f"And {len(shown) - _AT_ONCE:,} more: name a part of the one you look for."]))
        _other(look)


def _decision(look: Look, one: Decided) -> None:
    who = one.name or f"{one.email}, who is not on the roster now" if one.email else "not one of ours"
    where = f"on {one.platform}" if one.platform else "wherever it stands"
    on = f", decided on {date_words(local(one.at, look.course.zone).date())}" if one.at else ""
    with st.container(horizontal=True, vertical_alignment="center", key=f"load_decided_{one.spelling}"):
        st.html(listing.lines([listing.Line(f"{where}{on}", f"{one.shown}: {who}")]), width="stretch")
        st.button("Forget", key=f"load_forget_{one.spelling}", on_click=_forget, args=(look, one))


def _other(look: Look) -> None:
    with st.form("load_rename", border=False, clear_on_submit=True):
        everybody = _everybody(look)
        handle = st.text_input("Any name or handle, as the files spell it; it then holds on every platform", width=420)
        who = st.selectbox(
            "Who it is",
            [NOBODY, *everybody],
            format_func=lambda w: everybody.get(w, w),
            key="load_rename_who",
            width=420,
        )
        if st.form_submit_button("Remember") and handle.strip():
            _remember(look, [(handle.strip(), who)])
            st.rerun()


def _remember(look: Look, decided: Iterable[tuple[str, str]]) -> None:
    now, done = reads.clock(look.course.zone), 0
    try:
        for handle, who in decided:
            look.desk.match(look.viewer, handle, "nobody" if who == NOBODY else who, now)
            done += 1
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)
    else:
        st.session_state[_SAVED] = f"Remembered: {words.count(done, 'name')}. All numbers follow at once."


def _forget(look: Look, one: Decided) -> None:
    look.desk.forget(look.viewer, one.spelling)
    st.session_state[_SAVED] = f"Forgotten: {plain(one.shown)}. All numbers follow at once."
