"""Which act counts for a task, where an instructor knows it better than the tags; what was said is kept."""

import streamlit as st

from evenkeel.course.calendar import local
from evenkeel.desk.asked import Corrected, Handed
from evenkeel.errors import EvenkeelError
from evenkeel.web import listing, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet
from evenkeel.web.student_acts import clock

_FAILED = "correction_failed"
_SHORT = 60


def show(look: Look, handed: Handed) -> None:
    """Draw what can be said of a match, and what was said so far."""
    with st.expander("Is this the right one?", expanded=handed.item is None):
        if failed := st.session_state.pop(_FAILED, ""):
            st.warning(plain(failed))
        slot = f"{'_'.join(handed.work.key)}_{len(handed.corrections)}"
        why = f"why_{slot}"
        st.text_input("Why (kept; say if the student asked for it)", key=why, max_chars=500)
        with st.container(horizontal=True, gap="small"):
            _buttons(look, handed, slot, why)
        _another(look, handed, slot, why)
        if handed.corrections:
            st.html(listing.lines(_line(look, one) for one in reversed(handed.corrections)))


def _buttons(look: Look, handed: Handed, slot: str, why: str) -> None:
    act = handed.work.act
    if act is None:
        label, key, counts = "It was handed in where no file shows it", f"checked_{slot}", True
    else:
        label, key, counts = "This does not count", f"refuse_{slot}", False
    st.button(label, key=key, on_click=_say, args=(look, handed, act, counts, why))
    newest = handed.corrections[-1] if handed.corrections else None
    if newest is not None and newest.counts is not None:
        st.button("Take back the last word", key=f"back_{slot}", on_click=_take_back, args=(look, handed, newest, why))


def _another(look: Look, handed: Handed, slot: str, why: str) -> None:
    others = handed.around[handed.around["act"] != handed.work.act]
    if others.empty:
        quiet("The student's files show nothing else around that time.")
        return
    rows = others[["act", "moment", "kind", "title"]].itertuples(index=False, name=None)
    said = {int(act): _said(look, int(moment), str(kind), str(title)) for act, moment, kind, title in rows}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        act: int | None = st.selectbox(
            "Something else the student wrote around that time", list(said), index=None, key=f"other_{slot}",
            format_func=lambda one: said[one], placeholder="Choose it",
        )  # fmt: skip
        args = (look, handed, act, True, why)
        st.button("Count this one", key=f"count_{slot}", on_click=_say, args=args, disabled=act is None)


def _said(look: Look, moment: int, kind: str, title: str) -> str:
    line = " ".join(title.split())
    short = line if len(line) <= _SHORT else f"{line[:_SHORT].rsplit(' ', 1)[0]} …"
    return f"{clock(local(moment, look.course.zone))}, {kind}: {short or 'no text'}"


def _say(look: Look, handed: Handed, act: int | None, counts: bool | None, why: str) -> None:
    try:
        at, words = reads.clock(look.course.zone), str(st.session_state.get(why, ""))
        look.desk.correct(look.viewer, at, handed.work.key, act, counts, words)
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)


def _take_back(look: Look, handed: Handed, newest: Corrected, why: str) -> None:
    try:
        look.desk.take_back(look.viewer, reads.clock(look.course.zone), newest, str(st.session_state.get(why, "")))
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)


def _line(look: Look, one: Corrected) -> listing.Line:
    what = {
        True: "counts" if one.ref else "handed in where no file shows it",
        False: "does not count",
        None: "taken back: as the rules have it",
    }[one.counts]
    return listing.Line(f"{clock(local(one.at, look.course.zone))}, {one.by}", what, one.why)
