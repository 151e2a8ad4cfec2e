"""Live feeds on the page for loading: whom they would ask, one button, how far it is, and what came of it.

The page itself asks nothing and nobody: only the button does, and the first time only once it is said where it asks.
"""

import logging
import sqlite3

import streamlit as st

from evenkeel import words
from evenkeel.errors import EvenkeelError
from evenkeel.refresh import Plan, Refreshed
from evenkeel.web import controls, keys, listing, load_words, reads, refresh_words
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain

# What came, whether the question is being asked, and whether to fetch in this run.
_TOLD, _SURE, _GO = "feeds_told", "feeds_sure", "feeds_go"
_SYNC = ":material/sync:"
_AT_ONCE = 8
_log = logging.getLogger(__name__)
_WHAT_IS_SENT = (
    "A request holds the account's address and says that Evenkeel asks; the site sees this computer's internet "
    "address, as it does of any visitor. Nothing else of your class is sent, and nothing is ever fetched but by this "
    "button or the command refresh."
)


def section(look: Look) -> None:
    """Show the part of the page about live feeds."""
    if reads.students(look).empty:
        return
    plan = look.desk.to_fetch(look.viewer)
    st.header("Fetch new posts", anchor=False)
    st.html(listing.paragraphs([f"{refresh_words.whom(plan)} {refresh_words.others(plan)}".strip()]))
    if plan.accounts:
        _ask(look, plan)
    _result(look)
    _failing(look, plan)


def _ask(look: Look, plan: Plan) -> None:
    """Offer the button; before anything was ever fetched, say first what it does."""
    if st.session_state.pop(_GO, False):
        _fetch(look)
    elif st.session_state.get(_SURE):
        with st.container(border=True):
            st.markdown(f"This sends requests to {plain(refresh_words.sites(plan))}. {_WHAT_IS_SENT}")
            with st.container(horizontal=True):
                st.button("Yes, fetch now", type="primary", key="feeds_yes", on_click=_answer, args=(True,))
                st.button("Not now", key="feeds_no", on_click=_answer, args=(False,))
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            label, sure = "Fetch new posts now", bool(plan.asked_at)
            st.button(label, key="feeds_fetch", icon=_SYNC, help=_WHAT_IS_SENT, on_click=_press, args=(sure,))
            if _TOLD not in st.session_state:
                st.html(_beside(refresh_words.last(plan, look.course.zone)), width="content")


def _beside(said: str) -> str:
    """Write a quiet sentence that stands beside a button."""
    return f'<p class="ek-quiet" style="margin:0">{listing.text(said)}</p>'


def _press(sure: bool) -> None:
    st.session_state[_GO if sure else _SURE] = True


def _answer(yes: bool) -> None:
    st.session_state.pop(_SURE, None)
    st.session_state[_GO] = yes


def _fetch(look: Look) -> None:
    """Fetch with a bar that says who is asked. Any click ends it, so the button to stop need do nothing itself."""
    with st.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, text="Asking…")
        st.button("Stop fetching", key="feeds_stop", help="What is loaded already stays.")

    def say(told: Refreshed) -> None:
        st.session_state[_TOLD] = told
        share, said = refresh_words.progress(told)
        bar.progress(share, text=plain(said))

    try:
        st.session_state[_TOLD] = look.desk.refresh(look.viewer, reads.clock(look.course.zone), say)
    except EvenkeelError as problem:
        st.error(plain(str(problem)), icon=":material/error:")
    except (OSError, sqlite3.Error) as problem:
        st.error(plain(f"The record could not be written ({problem}). Check that the disk is not full."))
    except Exception:  # no mistake of ours may end the page
        _log.exception("The feeds could not be fetched")
        st.error("An error inside Evenkeel ended this. What was loaded stays; the terminal has the details.")
    else:
        st.rerun()


def _result(look: Look) -> None:
    """Show what the last refresh of this visit brought."""
    told: Refreshed | None = st.session_state.get(_TOLD)
    if told is None:
        return
    st.html(listing.paragraphs([refresh_words.summary(told)]))
    hidden = not _names_shown()
    rows = refresh_words.loaded(told, _names(look), look.course.zone, hidden=hidden)
    if not rows:
        return
    several = words.count(len(rows), "address", "addresses")
    with st.expander(f"What came: {several}", expanded=len(rows) <= _AT_ONCE):
        st.html(listing.table(refresh_words.HEADINGS, rows, numbers=refresh_words.NUMBERS, folds=True))
        if not hidden and (details := "".join(_details(told))):
            st.html(details)


def _details(told: Refreshed) -> list[str]:
    reports = [load_words.told(report) for report in told.reports]
    return [listing.terms(load_words.name(r.path), found) for r in reports if (found := load_words.details(r))]


def _failing(look: Look, plan: Plan) -> None:
    """Show what could not be fetched, from the record: it stays until it is over."""
    if not plan.failing:
        return
    several = words.count(len(plan.failing), "address", "addresses")
    with st.expander(f"Could not be fetched: {several}", expanded=len(plan.failing) <= _AT_ONCE):
        rows = refresh_words.failed(plan.failing, _names(look), look.course.zone, hidden=not _names_shown())
        st.html(listing.table(refresh_words.FAILED, rows, folds=True))
        st.html(listing.paragraphs(["Their weeks since then have no data from there. An export fills them."]))


def _names_shown() -> bool:
    return bool(st.session_state.get(keys.NAMES_SHOWN, True))


def _names(look: Look) -> dict[str, str]:
    """Name everybody as the page shows them; while names are hidden, students alone have one."""
    students = controls.shown_names(reads.students(look), _names_shown())
    others = {person.email: person.name for person in look.desk.people(look.viewer)} if _names_shown() else {}
    return {**others, **students}
