"""What a student shares of their own limit, goal and reflections, on the instructor's page about them."""

import streamlit as st

from evenkeel import words
from evenkeel.web import listing, my_reads
from evenkeel.web.my_goal_view import shared
from evenkeel.web.my_goal_words import wanted
from evenkeel.web.student_view import Person


def show(person: Person) -> None:
    """Show it, if there is anything; what is not shared is not there."""
    held = my_reads.goals(person.look, person.student)
    if held.nothing:
        return
    st.header("What the student shares", anchor=False)
    told = [
        f"{name}: {wanted(goal)}."
        for name, goal in (("Own limit", held.limit), ("Own goal", held.goal))
        if goal is not None
    ]
    if told:
        st.html(listing.paragraphs(told))
    if held.reflections:
        with st.expander(f"Own words, {words.count(len(held.reflections), 'week')}"):
            st.html(shared(held.reflections))
