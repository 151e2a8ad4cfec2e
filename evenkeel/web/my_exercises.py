"""What a student was asked, how it stands, and their grades once the instructor shows them."""

import streamlit as st

from evenkeel.course.calendar import local
from evenkeel.exercises.standing import SHAPES, Work
from evenkeel.web import exercises_reads, exercises_words, listing
from evenkeel.web.reads import Look
from evenkeel.web.saying import quiet
from evenkeel.web.student_acts import clock


def show(look: Look) -> None:
    """Show the student's own exercises as a part of a page; nothing is written here."""
    found = exercises_reads.work_of(look, look.viewer.email)
    st.header("What was asked of you", anchor=False)
    if not found:
        quiet("Nothing has been asked yet.")
        return
    st.html(listing.paragraphs(exercises_words.sentences(found, look.desk.exercises)))
    quiet("If work of yours is not seen here, or counts for the wrong exercise, tell your instructor: it can be set.")
    rows = [_row(look, one) for one in sorted(found, key=lambda one: (-one.due, one.exercise))]
    with st.expander("Each of them", expanded=len(rows) < 8):
        st.html(listing.table(("Exercise", "Due", "It is", "Why it counts", "Grade"), rows, folds=True))


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
