"""The page *My data*: what is held about a student, who sees it, and everything they can do about it."""

import streamlit as st

from evenkeel.access import Viewer
from evenkeel.course.calendar import date_words, local
from evenkeel.desk.consent import ASKED, WORDS, Consent, Kind
from evenkeel.desk.everything import Everything
from evenkeel.desk.leaving import Load
from evenkeel.errors import EvenkeelError
from evenkeel.reports.takeaway import packed
from evenkeel.web import listing, load_words, my_data_words, reads, style
from evenkeel.web.reads import Look, cached
from evenkeel.web.saying import plain, quiet

_ASKED, _TOLD = "my_data_asked", "my_data_told"


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.open_class(viewer)
    listing.put_on(style.shades())
    st.title("My data", anchor=False)
    if viewer.looking_as:
        st.html(listing.lead("What is held about a student is shown to the student alone. All of them see this."))
        _who_sees_what()
        return
    found = _everything(look)
    st.html(listing.lead(my_data_words.lead(found)))
    _held(found)
    _who_sees_what()
    _consent(look)
    _files(look)
    _take_along(look, found)
    _who_looked(look)
    _leave(look)


@cached
def _everything(look: Look) -> Everything:
    """Return all that is held about the viewer."""
    return look.desk.everything_about(look.viewer, look.viewer.email, look.now)


def _held(found: Everything) -> None:
    rows = my_data_words.held_rows(found)
    if not rows:
        st.html(listing.paragraphs(["Your name is on the roster. Nothing else was loaded about you yet."]))
        return
    st.html(listing.table(my_data_words.HELD, rows, numbers=frozenset({1, 2}), folds=True))


def _who_sees_what() -> None:
    st.subheader("Who sees what", anchor=False)
    st.html(listing.table(my_data_words.SEEN, my_data_words.seen_rows()))
    quiet(
        "Your classmates see none of it: only the middle of the class, and only where ten others are behind it. What "
        "you published elsewhere can be seen there as before."
    )


# Consent


def _consent(look: Look) -> None:
    st.subheader("What you agree to", anchor=False)
    held = look.desk.consents(look.viewer, look.viewer.email)
    for kind in Kind:
        _switch(look, held[kind])
    quiet("Switched off, no file brings more of it. What is here already stays until you take it back below.")


def _switch(look: Look, held: Consent) -> None:
    name, meaning = ASKED[held.kind]
    key = f"consent_{held.kind}"
    st.session_state[key] = bool(held.given) and held.words == WORDS
    with st.container(gap="xxsmall"):
        st.toggle(name, key=key, on_change=_say, args=(look, held.kind, key))
        quiet(f"{meaning} {_said(look, held)}")


def _said(look: Look, held: Consent) -> str:
    if held.given is None:
        return "You were not asked yet."
    on = date_words(local(held.at, look.course.zone).date())
    return f"You {'agreed' if held.given else 'withdrew this'} on {on}."


def _say(look: Look, kind: Kind, key: str) -> None:
    look.desk.consent(look.viewer, kind, bool(st.session_state[key]), reads.clock(look.course.zone))


# Files


def _files(look: Look) -> None:
    st.subheader("Files with something of yours", anchor=False)
    if said := st.session_state.pop(_TOLD, ""):
        st.success(plain(said), icon=":material/undo:")
    held = look.desk.loads_with(look.viewer, look.viewer.email)
    for load, own in held:
        if own:
            _file(look, load)
    if not any(own for _, own in held):
        st.html(listing.paragraphs(["No file here is yours alone."]))
    if said := my_data_words.of_several([load.path for load, own in held if not own]):
        quiet(said)


def _file(look: Look, load: Load) -> None:
    on = date_words(local(load.loaded_at, look.course.zone).date()) if load.loaded_at else ""
    told = load_words.read_back(load.report)
    head = ", ".join(part for part in (told.label, f"loaded on {on}" if on else "") if part)
    with st.container(horizontal=True, vertical_alignment="center", key=f"my_file_{load.id}"):
        st.html(listing.lines([listing.Line(head, my_data_words.own_name(load.path))]), width="stretch")
        st.button("Take back", key=f"my_undo_{load.id}", on_click=_ask, args=(load.id,))
    if st.session_state.get(_ASKED) == load.id:
        _confirm(look, load)


def _ask(number: int | None) -> None:
    st.session_state[_ASKED] = number


def _confirm(look: Look, load: Load) -> None:
    with st.container(border=True):
        said = "What only this file brought leaves the record, and the file leaves your folder."
        st.html(listing.section(f"Take back {my_data_words.own_name(load.path)}?", listing.paragraphs([said])))
        with st.container(horizontal=True):
            st.button("Take it back", type="primary", key="my_undo_yes", on_click=_withdraw, args=(look, load))
            st.button("Keep it", key="my_undo_no", on_click=_ask, args=(None,))


def _withdraw(look: Look, load: Load) -> None:
    _ask(None)
    try:
        found = look.desk.withdraw(look.viewer, load.id)
    except EvenkeelError as problem:
        st.session_state[_TOLD] = str(problem)
        return
    st.session_state[_TOLD] = f"{my_data_words.own_name(load.path)} is taken back: {found.left} left the record."


# A copy, who looked, leaving


def _take_along(look: Look, found: Everything) -> None:
    st.subheader("Take it along", anchor=False)
    st.html(listing.paragraphs(["One file with all of it: tables for a spreadsheet, and a page that explains them."]))
    st.download_button(
        "Download everything",
        lambda: packed(found),
        file_name="my-data.zip",
        mime="application/zip",
        icon=":material/download:",
        on_click="ignore",
    )


def _who_looked(look: Look) -> None:
    st.subheader("Who looked", anchor=False)
    looks = look.desk.who_looked(look.viewer, look.viewer.email)
    if not looks:
        st.html(listing.paragraphs(["Nobody has opened your pages so far."]))
        return
    st.html(listing.table(my_data_words.LOOKS, my_data_words.look_rows(looks)))
    quiet("One line a day. Pages about the whole class are not listed.")


def _leave(look: Look) -> None:
    st.subheader("Leave", anchor=False)
    st.html(
        listing.paragraphs(
            [
                "Everything on this page is erased, and your files in the class's folder with it. Nobody can bring it "
                "back. That somebody left stays known, not who. It does not take you off your university's course."
            ]
        )
    )
    with st.form("leave", border=False):
        typed = st.text_input("Type your e-mail address to leave", key="leave_typed", width=360)
        if st.form_submit_button("Erase all of it and leave"):
            _left(look, typed)


def _left(look: Look, typed: str) -> None:
    if typed.strip().casefold() != look.viewer.email:
        st.warning("That is not your e-mail address, so nothing was erased.")
        return
    try:
        erased = look.desk.erase(look.viewer, look.viewer.email, reads.clock(look.course.zone))
    except (EvenkeelError, OSError) as problem:
        st.error(plain(f"You could not be erased yet ({problem}). Please try again, or ask your instructor."))
        return
    st.cache_data.clear()
    st.cache_resource.clear()
    st.session_state.clear()
    st.success("You have left, and all of it is erased. You can close this page.")
    if said := my_data_words.left_over(erased.files.shared):
        st.markdown(plain(said))
    st.stop()
