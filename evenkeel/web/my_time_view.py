"""The page *My time*: where the hours of a week went, how that is known, and the student's own word on it."""

import streamlit as st

from evenkeel.access import Viewer
from evenkeel.web import (
    controls,
    keys,
    listing,
    my_time_diary,
    my_time_files,
    my_time_known,
    my_time_stretches,
    reads,
    student_charts,
    style,
)
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import CourseWeek, Look
from evenkeel.web.student_view import Person


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.open_class(viewer)
    listing.put_on(style.shades())
    st.title("My time", anchor=False)
    lead = st.container()
    begun = controls.begun_weeks(reads.weeks(look))
    week = _week(begun) if begun else None
    person = Person(look, viewer.email, _chosen(look, begun, week))
    with lead:
        st.html(listing.lead(my_time_known.sentence(person)))
    if week is None:
        return
    my_time_known.table(person)
    my_time_diary.section(look, week)
    my_time_stretches.section(look, week)
    my_time_files.section(look)
    with st.container(key="my_time_chart"):
        student_charts.minutes(person)


def _week(begun: tuple[CourseWeek, ...]) -> CourseWeek:
    """Ask which week, beginning with the newest: a diary is written while one remembers."""
    numbers = [week.number for week in begun]
    # The address carries what the box shows, as on the instructor's pages: the bare number.
    number: int = st.selectbox("Week", numbers, key=keys.WEEK, bind="query-params", width=110)
    return next(week for week in begun if week.number == number)


def _chosen(look: Look, begun: tuple[CourseWeek, ...], week: CourseWeek | None) -> Chosen:
    """Say what the controls of an instructor's page would: the student alone, by name."""
    students = reads.students(look)
    names = dict(zip(students["student"], students["name"], strict=True))
    return Chosen(week, begun, students, names, names_shown=True)
