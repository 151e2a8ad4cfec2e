"""The page that explains each number, and works one student's out line by line."""

import streamlit as st

from evenkeel.access import Role, Viewer
from evenkeel.metrics.class_figures import CLASS_FIGURES
from evenkeel.metrics.registry import METRICS
from evenkeel.web import (
    controls,
    counted_with,
    listing,
    myself,
    numbers_choice,
    numbers_example,
    reads,
    student_choice,
    style,
)
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import Look
from evenkeel.web.saying import quiet
from evenkeel.web.student_view import Person


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.class_with_data(viewer)
    listing.put_on(style.shades())
    st.title("What the numbers mean", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        number = numbers_choice.choose()
        own = viewer.role is Role.STUDENT
        student = viewer.email if own else student_choice.choose(look)
        week = controls.week_or_term(controls.begun_weeks(reads.weeks(look)))
        chosen = myself.in_week_of(look, week).person.chosen if own else controls.row(look, week=False, section=False)
    _meaning(look, number)
    _example(look, number, student, week, chosen)


def _meaning(look: Look, number: str) -> None:
    about, settings = counted_with.about(number), look.course.settings
    st.header(numbers_choice.title(number), anchor=False)
    st.html(listing.lead(about.shows))
    told = [("Formula", about.formula), ("What it does not show", about.not_shown), ("Source", about.source)]
    st.html(listing.terms("", told))
    rows = counted_with.rows(settings, number)
    fixed = counted_with.FIXED if number in METRICS and METRICS[number].of_time else ""
    counted_with.show(settings, [number])
    if fixed:
        quiet(fixed)
    if rows and look.viewer.role is not Role.STUDENT:
        with st.expander("How to set it otherwise for this course" if len(rows) == 1 else "How to set these otherwise"):
            said = "A setting of ours has no published value. Write it into the course's course.yaml, under settings:"
            st.html(listing.paragraphs([said]))
            st.html(listing.table(["What it does here", "Where it is from", "In course.yaml"], rows, folds=True))


def _example(look: Look, number: str, student: str | None, week: int, chosen: Chosen) -> None:
    own = look.viewer.role is Role.STUDENT
    st.header("How yours is made" if own else "A worked example from this class", anchor=False)
    if number in CLASS_FIGURES:
        there = "only your instructor sees it." if own else "its own page shows what it is made of."
        st.markdown(f"This is a figure of the class, or of a pair in it; {there}")
        return
    asked = student_choice.asked_for()
    if student is None and asked:
        st.warning(student_choice.not_found(asked), icon=":material/person_search:")
        return
    if student is None:
        st.markdown("Choose a student above: then every act and every step behind the number stands here.")
        return
    if not chosen.begun:
        st.markdown("No week of the course has begun, so there is nothing to work out yet.")
        return
    numbers_example.show(Person(look, student, chosen), number, week)
