"""What a student was asked, how it stands, and their grades once the instructor shows them."""

import streamlit as st

from evenkeel.access import Viewer
from evenkeel.course.calendar import local
from evenkeel.exercises.standing import SHAPES, Work
from evenkeel.web import exercises_reads, exercises_words, listing, reads, style
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet
from evenkeel.web.student_acts import clock


def show_page(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.open_class(viewer)
    listing.put_on(style.shades())
    found = exercises_reads.work_of(look, look.viewer.email)
    if not found:
        st.title("Nothing has been asked yet", anchor=False)
        return
    st.title(plain(exercises_words.finding(found)), anchor=False)
    quiet("If work of yours is not seen here, or counts for the wrong exercise, tell your instructor: it can be set.")
    rows = [_row(look, one) for one in sorted(found, key=lambda one: (-one.due, one.exercise))]
    st.html(listing.table(("Exercise", "Due", "It is", "Why it counts", "Grade"), rows, folds=True))
    _described(look, list(dict.fromkeys(one.exercise for one in found)))


def _described(look: Look, asked: list[str]) -> None:
    """Say what each exercise is for, step by step, folded."""
    for exercise in (look.desk.exercises[name] for name in asked if name in look.desk.exercises):
        with st.expander(plain(exercise.title)):
            if exercise.purpose:
                st.html(listing.paragraphs([exercise.purpose]))
            if exercise.steps:
                st.html(listing.numbered(exercise.steps))


def _row(look: Look, work: Work) -> tuple[str, str, str, str, str]:
    grade = exercises_reads.grades(look).get(work.key)
    said = ""
    if grade is not None:
        levels = [f"{criterion}: {level}" for criterion, level in grade.levels.items()]
        said = "; ".join([exercises_words.judged(grade), *levels, *([grade.comment] if grade.comment else [])])
    return (
        exercises_words.task_name(work, look.desk.exercises),
        clock(local(work.due - 1, look.course.zone)),
        f"{SHAPES[work.standing]} {work.standing}",
        work.why,
        said,
    )
