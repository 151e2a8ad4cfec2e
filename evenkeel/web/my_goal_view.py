"""The page *My goal*: what a student wants for themself, how far the week has come, and what they write down."""

import streamlit as st

from evenkeel import words
from evenkeel.access import Viewer
from evenkeel.course.calendar import week_label
from evenkeel.desk.goals import Goal, Reflection
from evenkeel.metrics.registry import METRICS
from evenkeel.web import listing, my_goal_form, my_weeks, myself, reads, states, style
from evenkeel.web.listing import Html, Line
from evenkeel.web.my_goal_words import REPLIES, progress, wanted, week_of
from evenkeel.web.my_words import talk
from evenkeel.web.myself import Mine
from evenkeel.web.saying import plain, quiet

# So many weeks stand beside what is wanted.
_WEEKS = 3
_PRIVATE = "Private to the student: what is not shared is not shown here."


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.open_class(viewer)
    if reads.students(look).empty:
        states.stop_without_self()
    listing.put_on(style.shades())
    mine = myself.newest(look)
    my_goal_form.told()
    _heading(mine)
    if viewer.looking_as:
        quiet(_PRIVATE)
        if mine.goals.reflections:
            st.html(shared(mine.goals.reflections))
        return
    _charts(mine)
    left, right = st.columns(2, gap="large")
    with left:
        st.header("A limit", anchor=False)
        my_goal_form.limit(mine)
    with right:
        st.header("A goal", anchor=False)
        my_goal_form.goal(mine)
    if mine.person.chosen.begun:
        st.header("A few words about a week", anchor=False)
        my_goal_form.reflection(mine)
        _earlier(mine)


def _heading(mine: Mine) -> None:
    held = [goal for goal in (mine.goals.limit, mine.goals.goal) if goal is not None]
    if not held:
        st.title("What do you want for yourself?" if not mine.look.viewer.looking_as else "My goal", anchor=False)
        if not mine.look.viewer.looking_as:
            quiet("A limit and a goal of your own, if you like. They are private until you share them, and no mark.")
        return
    st.title(plain(f"You want {words.together([wanted(goal) for goal in held])}"), anchor=False)
    weeks = sorted((week.number for week in mine.person.chosen.begun), reverse=True)[:_WEEKS]
    rows = [(_week_words(mine, week), *(words.sentence(standing(mine, goal, week)) for goal in held)) for week in weeks]
    names = ["Your limit" if goal is mine.goals.limit else "Your goal" for goal in held]
    st.html(listing.table(["", *names], rows, folds=True))


def _week_words(mine: Mine, week: int) -> str:
    return f"Week {week}, still running" if week in mine.person.running else f"Week {week}"


def standing(mine: Mine, goal: Goal, week: int) -> str:
    """Say how far a week has come."""
    found, running = mine.person.found, week in mine.person.running
    if goal.metric != REPLIES:
        return progress(goal, week_of(found.get((goal.metric, week)), running))
    replies = talk(mine.person.acts, week).to_people
    return progress(goal, week_of(found.get(("acts", week)), running, replies))


def _charts(mine: Mine) -> None:
    """Draw the numbers that a limit or a goal is on, each with its line."""
    for goal in (mine.goals.limit, mine.goals.goal):
        if goal is not None and goal.metric in METRICS and mine.week:
            st.header(METRICS[goal.metric].title, anchor=False)
            my_weeks.chart(mine, goal.metric, f"goal_{goal.metric}")


def _earlier(mine: Mine) -> None:
    held = mine.goals.reflections
    if held:
        with st.expander(f"What you wrote so far, {words.count(len(held), 'week')}"):
            lines = [
                Line(f"{words.sentence(week_label(mine.person.course, one.week))}, {_who_sees(one)}", text=one.words)
                for one in held
            ]
            st.html(listing.lines(lines))


def _who_sees(one: Reflection) -> str:
    return "shared with your instructor" if one.shared else "seen by you alone"


def shared(reflections: tuple[Reflection, ...]) -> Html:
    """Write shared reflections as a list, the newest week first."""
    return listing.lines(Line(words.sentence(words.week(one.week)), text=one.words) for one in reflections)
