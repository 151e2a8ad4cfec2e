"""The page *My balance*: the week in a sentence, the own past, the middle of the class, the line, and what if."""

import streamlit as st

from evenkeel.access import Viewer
from evenkeel.web import counted_with, listing, my_class, my_line, my_week, my_weeks, my_what_if, myself, reads, style
from evenkeel.web.my_words import OF_OTHERS, OWN


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.class_with_data(viewer)
    listing.put_on(style.shades())
    head = st.container(gap="small")
    mine = myself.in_week(look)
    if not mine.person.chosen.begun:
        head.title("The term has not begun", anchor=False)
        st.markdown("Your own numbers stand here from the first week on.")
        return
    with head:
        my_week.heading(mine)
    my_week.table(mine)
    my_what_if.show(mine)
    my_week.waiting(mine)
    my_weeks.show(mine)
    my_line.show(mine)
    my_class.show(mine)
    counted_with.show(look.course.settings, (*OWN, *OF_OTHERS), rules=True)
