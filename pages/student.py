"""One student: the term in numbers, and the acts behind each of them."""

import streamlit as st

from evenkeel.web import (
    controls,
    guard,
    listing,
    reads,
    seeing_as,
    student_charts,
    student_choice,
    student_lists,
    student_own,
    student_shared,
    student_view,
    style,
)

viewer = guard.require(guard.Role.INSTRUCTOR, guard.Role.ASSISTANT, title="One student")
look = reads.class_with_data(viewer)
listing.put_on(style.shades())

head = st.container()
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    student = student_choice.choose(look)
    chosen = controls.row(look, section=False)

if student is None:
    with head:
        student_view.nobody_chosen(look, chosen, student_choice.asked_for())
    st.stop()

person = student_view.Person(look, student, chosen)
student_view.note_look(person)
with head:
    student_view.headline(person)
    student_view.flags(person)
    student_view.disputed(person)
    if viewer.role is guard.Role.INSTRUCTOR:
        seeing_as.offer(look, student)
student_view.week(person)
student_lists.headline_links(person)
student_lists.week_table(person)
student_charts.term(person)
student_own.baseline(person)
student_charts.minutes(person)
student_charts.timeline(person)
student_own.answers(person)
student_shared.show(person)
student_lists.behind(person)
student_lists.tasks(person)
student_lists.coverage(person)
