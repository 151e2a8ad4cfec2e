"""One lab on a page: what its rows say, what to do next, and the rows."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from evenkeel import words
from evenkeel.access import Role
from evenkeel.desk.lab_work import OTHERS, ClassTold
from evenkeel.labs import MEDIA_RELEASE, OVERSATURATION
from evenkeel.labs.shape import Lab
from evenkeel.labs.telling import Table, Told
from evenkeel.web import lab_cadence, lab_form, lab_pictures, lab_release, lab_rows, listing, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet


@reads.cached
def _together(look: Look, lab: str) -> ClassTold:
    return look.desk.lab_told(look.viewer, lab, look.now)


@reads.cached
def _own(look: Look, lab: str) -> Told | None:
    return look.desk.own_told(look.viewer, lab, look.now)


def show(look: Look, lab: Lab, heading: DeltaGenerator) -> None:
    """Show the lab as the viewer may see it."""
    together, own = _together(look, lab.id), _own(look, lab.id)
    first = together.told or own
    heading.title(plain(first.finding if first else lab.question), anchor=False)
    with heading:
        quiet(lab.purpose)
    # What is private is about oneself first.
    if lab.private:
        _yours(lab, own, together)
    _class(look, lab, together)
    if not lab.private:
        _yours(lab, own, together)
    if lab is OVERSATURATION:
        lab_cadence.show(look)
    if lab is MEDIA_RELEASE:
        lab_release.show(look, look.desk.lab_rows(look.viewer, lab.id, look.now))
    lab_form.show(look, lab)
    lab_rows.show(look, lab)
    _limits(lab)


def _class(look: Look, lab: Lab, together: ClassTold) -> None:
    if look.viewer.role is Role.STUDENT and together.told:
        st.header("The class together", anchor=False)
    if together.told:
        _told(together.told, whole=True)
    else:
        st.markdown(plain(_why_not(look, lab, together)))


def _yours(lab: Lab, own: Told | None, together: ClassTold) -> None:
    if own is None:
        return
    st.header("Yours", anchor=False)
    if together.told:
        st.markdown(f"**{plain(own.finding)}**")
    # Of a few rows of one's own, beside those of a class, words say enough.
    _told(own, whole=lab.private or together.told is None)


def _why_not(look: Look, lab: Lab, together: ClassTold) -> str:
    if look.viewer.role is Role.STUDENT:
        return (
            f"What the class found stands here once {OTHERS} others have entered something, so that nobody can be "
            "made out."
        )
    if lab.private and together.rows:
        return f"{words.sentence(words.count(together.authors, 'person', 'people'))} so far: too few to show anything."
    return "Nothing has been entered yet."


def _told(told: Told, *, whole: bool) -> None:
    if told.sentences:
        st.markdown(plain(" ".join(told.sentences)))
    if whole:
        quiet(told.note)
        lab_pictures.show(told.pictures)
    for said in told.worth:
        st.html(f'<div class="ek-flag">Worth a look: {listing.text(said)}</div>')
    for table in told.tables:
        if table.rows:
            _table(table)


def _table(table: Table) -> None:
    with st.expander(table.caption):
        st.html(listing.table(table.headings, table.rows, numbers=table.numbers, folds=len(table.headings) > 3))


def _limits(lab: Lab) -> None:
    with st.expander("What this does not show"):
        st.markdown(plain(lab.limits))
