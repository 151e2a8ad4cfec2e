"""The page *People*: who is in the class, and who may sign in as what."""

import csv
import io

import streamlit as st

from evenkeel import words
from evenkeel.access import Role, Viewer
from evenkeel.course.calendar import date_words, local
from evenkeel.desk.signing import Made, Standing
from evenkeel.web import keys, listing, reads, states, style
from evenkeel.web.door import keeper
from evenkeel.web.door.settings import Way, door
from evenkeel.web.reads import Look
from evenkeel.web.saying import quiet

_HEADINGS = ("Name", "Role", "Section", "Signing in")
_FILE = ("name", "email", "link", "code", "good until")


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.open_class(viewer)
    listing.put_on(style.shades())
    everybody = look.desk.standings(viewer)
    if not everybody:
        states.stop_without_students()
    st.title(_sentence(everybody), anchor=False)
    _how()
    if door().way is Way.LINKS:
        _links(look, everybody)
    _assistants(look, everybody)
    _everybody(look, everybody)


def _sentence(everybody: list[Standing]) -> str:
    named = ((Role.STUDENT, "student"), (Role.ASSISTANT, "assistant"), (Role.INSTRUCTOR, "instructor"))
    counted = [(sum(one.role == role for one in everybody), noun) for role, noun in named]
    return f"{words.sentence(words.together([words.count(n, noun) for n, noun in counted if n]))} in this class"


def _how() -> None:
    match door().way:
        case Way.LINKS:
            said = "Everybody signs in by a personal link that you make here, or by its short code."
        case Way.UNIVERSITY:
            said = (
                "Everybody signs in with the account of your university. Who is let in, and as what, is what "
                "`roster.csv` says of the address that the university vouches for."
            )
        case _:
            said = (
                "Nobody signs in: this class is shown on this computer alone, to you. To let students see their own "
                "pages from theirs, set up a way to sign in (`docs/deployment.md`)."
            )
    st.markdown(said)
    quiet(
        "Roles come from roster.csv, in the course folder: student, assistant or instructor. A change holds at the "
        "next click of whom it is about."
    )


def _everybody(look: Look, everybody: list[Standing]) -> None:
    rows = [(_name(one), one.role, one.section, _said(look, one)) for one in everybody]
    st.html(
        listing.table(
            _HEADINGS if door().way is Way.LINKS else _HEADINGS[:3],
            rows if door().way is Way.LINKS else [row[:3] for row in rows],
            folds=True,
        )
    )


def _name(one: Standing) -> str:
    return one.name if st.session_state.get(keys.NAMES_SHOWN, True) else "hidden"


def _said(look: Look, one: Standing) -> str:
    if not one.made_at:
        return "no link yet"
    used = f"last used on {_day(look, one.used_at)}" if one.used_at else "not used yet"
    if one.ended or one.expires_at <= keeper.now():
        return f"the link is no longer good; {used}"
    return f"link good until {_day(look, one.expires_at)}; {used}"


def _day(look: Look, moment: int) -> str:
    return date_words(local(moment, look.course.zone).date())


# Links


def _links(look: Look, everybody: list[Standing]) -> None:
    st.header("Personal links", anchor=False)
    if not st.session_state.get(keys.NAMES_SHOWN, True):
        quiet("Names are hidden now, so links are too.")
        return
    names = {one.email: one.name for one in everybody}
    chosen = st.multiselect(
        "Whom for",
        list(names),
        format_func=names.__getitem__,
        key="invite_whom",
        placeholder="Everybody who has none that is good",
    )
    without = [one.email for one in everybody if one.ended or one.expires_at <= keeper.now()]
    wanted = chosen or without
    with st.container(horizontal=True):
        label = f"Make {words.count(len(wanted), 'link')}" if wanted else "Make links"
        if st.button(label, type="primary", disabled=not wanted, key="invite_make"):
            made = look.desk.invite(look.viewer, wanted, keeper.now())
            _made(look, made)
        if st.button(
            "Take back, and sign out",
            disabled=not chosen,
            key="invite_revoke",
            help="Ends the chosen people's links, and signs them out everywhere at their next click.",
        ):
            for email in chosen:
                look.desk.revoke(look.viewer, email, keeper.now())
            st.rerun()
    quiet("A link is good for 14 days and may be opened on several devices. A new link ends the one before.")


def _made(look: Look, made: list[Made]) -> None:
    """Show links this once: they are not kept anywhere, not even with this session."""
    rows = [(m.name, m.email, f"{door().url}/in/{m.key}", m.code, _day(look, m.expires_at)) for m in made]
    with st.container(border=True):
        st.markdown("**Send each of these to its person alone.** They are shown this once; nobody can look them up.")
        st.html(
            listing.table(("Name", "Link", "Code", "Good until"), [(r[0], r[2], r[3], r[4]) for r in rows], folds=True)
        )
        text = io.StringIO()
        csv.writer(text).writerows([_FILE, *rows])
        st.download_button("Download as CSV", text.getvalue(), "links.csv", "text/csv", on_click="ignore")


# Assistants


def _assistants(look: Look, everybody: list[Standing]) -> None:
    if not any(one.role == Role.ASSISTANT for one in everybody):
        return
    st.header("Assistants", anchor=False)
    seen = look.desk.assistants_see_names(look.viewer)
    wanted = st.toggle("Assistants see names", value=seen, key="assistants_see_names")
    quiet("Without names they see pseudonyms, and no texts: the same as Names shown switched off, for good.")
    if wanted != seen:
        look.desk.let_assistants_see_names(look.viewer, wanted)
        st.rerun()
