"""Grades: whether students see them, and out into the file that Canvas, Moodle or Blackboard gave."""

from pathlib import PurePath

import streamlit as st

from evenkeel import words
from evenkeel.access import Role
from evenkeel.errors import EvenkeelError
from evenkeel.gradebooks.filling import Filled, Into
from evenkeel.gradebooks.knowing import TAKES_COMMENTS, TAKES_NEW, Gradebook, gradebook_from
from evenkeel.web import exercises_reads, exercises_words, listing, reads
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_NEW, _NONE, _ALL = "A new column", "Nowhere", "Added up over the term"
_FILES = ["csv", "txt", "tsv", "xls"]
_FAILED = "release_failed"


def show(look: Look, chosen: Chosen) -> None:
    """Show what can be done with grades once there are some."""
    graded = sorted({exercise for (_, exercise, _), one in exercises_reads.grades(look).items()})
    if not graded:
        return
    st.header("Grades", anchor=False)
    if look.viewer.role is Role.INSTRUCTOR:
        _release(look, graded)
    if look.viewer.names:
        with st.expander("Put them into a gradebook of Canvas, Moodle or Blackboard"):
            _gradebook(look, chosen, graded)


def _release(look: Look, graded: list[str]) -> None:
    if failed := st.session_state.pop(_FAILED, ""):
        st.warning(plain(failed))
    quiet("Students see a grade, with its levels and comment, only once you show them the exercise's grades.")
    shown = look.desk.released(look.viewer)
    with st.container(horizontal=True, gap="medium"):
        for exercise in graded:
            title = exercises_words.title_of(exercise, look.desk.exercises)
            key = f"released_{exercise}"
            label = f"Students see {plain(title)}"
            st.toggle(label, value=exercise in shown, key=key, on_change=_set, args=(look, exercise, key))


def _set(look: Look, exercise: str, key: str) -> None:
    try:
        shown = bool(st.session_state[key])
        look.desk.release_grades(look.viewer, reads.clock(look.course.zone), exercise, shown)
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)


@st.fragment
def _gradebook(look: Look, chosen: Chosen, graded: list[str]) -> None:
    quiet(
        "Download the gradebook there and drop it here. It comes back as it was, with points in the one column you "
        "choose and no other letter changed. It stays on this computer."
    )
    file = st.file_uploader("The gradebook's file", type=_FILES, key="gradebook_file")
    if file is None:
        return
    try:
        book = gradebook_from(file.getvalue())
        exercise, occasion = _whose(look, graded)
        into = _into(look, book, exercise, occasion)
        if into is not None:
            filled = look.desk.fill_gradebook(look.viewer, file.getvalue(), exercise, occasion, into)
            _offer(chosen, filled, into, file.name)
    except EvenkeelError as problem:
        st.warning(plain(str(problem)))


def _whose(look: Look, graded: list[str]) -> tuple[str, str]:
    known = look.desk.exercises
    with st.container(horizontal=True, gap="medium"):
        exercise: str = st.selectbox(
            "Points of", graded, format_func=lambda one: exercises_words.title_of(one, known), key="gradebook_exercise",
            width=280,
        )  # fmt: skip
        occasions = look.desk.occasions().get(exercise, ())
        if len(occasions) == 1:
            return exercise, occasions[0]
        occasion: str = st.selectbox("Which of them", [_ALL, *occasions], key="gradebook_occasion", width=220)
    return exercise, "" if occasion == _ALL else occasion


def _into(look: Look, book: Gradebook, exercise: str, occasion: str) -> Into | None:
    """Ask for the columns; None while the name of a new one is not there yet."""
    new = [_NEW] if book.system in TAKES_NEW else []
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        column: str | None = st.selectbox(
            f"Column of the {book.system} file", [*book.grades, *new], index=None, key="gradebook_column",
            placeholder="Choose a column", width=320,
        )  # fmt: skip
        if column == _NEW:
            title = exercises_words.occasion_name(exercise, occasion or "time 1", look.desk.exercises)
            column = st.text_input("Its name", value=title, key="gradebook_new", width=280)
        comments = _NONE
        if occasion and book.system in TAKES_COMMENTS and book.comments:
            comments = st.selectbox("Comments go into", [_NONE, *book.comments], key="gradebook_comments", width=320)
    return Into(column, "" if comments == _NONE else comments) if column else None


def _offer(chosen: Chosen, filled: Filled, into: Into, name: str) -> None:
    changed = words.count(len(filled.changes), "cell changes", "cells change")
    st.html(listing.paragraphs([f"{words.sentence(changed)}. Nothing else does.", *_left(chosen, filled)]))
    if filled.changes:
        rows = [(chosen.name(c.student), c.column, c.before or "empty", c.after) for c in filled.changes]
        st.html(listing.table(("Student", "Column", "Now", "Then"), rows, folds=True))
    path = PurePath(name)
    st.download_button(
        "Download the filled file",
        filled.data,
        file_name=f"{path.stem} with grades{path.suffix}",
        mime="application/octet-stream",
        key="gradebook_download",
        on_click="ignore",
        disabled=not filled.changes,
    )


def _left(chosen: Chosen, filled: Filled) -> list[str]:
    """Say whom the file and the class do not share; other people's names only while names are shown."""
    said = []
    if filled.kept:
        said.append(f"{words.sentence(words.count(len(filled.kept), 'grade'))} stood there already.")
    if filled.absent:
        absent = words.together([chosen.name(student) for student in filled.absent])
        said.append(f"Judged here, but not in the file: {absent}.")
    others = {"In more than one row, so written in none": filled.twice, "Not of this class": filled.unknown}
    for told, rows in others.items():
        if rows:
            named = words.together(list(rows)) if chosen.names_shown else words.count(len(rows), "row")
            said.append(f"{told}: {named}.")
    return said
