"""The page of the exercises: sentences, then students by exercises, weekly ones apart; a cell opens the work."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.access import Viewer
from evenkeel.exercises.standing import Work
from evenkeel.web import (
    controls,
    exercises_gradebook,
    exercises_item,
    exercises_reads,
    exercises_words,
    listing,
    navigation,
    reads,
    style,
)
from evenkeel.web.controls import Chosen
from evenkeel.web.exercises_words import STUDENT, WORTH_KNOWING
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_WEEKLY, _GOING = "exercises_weekly", "exercises_going_through"
# How tall a grid may be, in pixels: a class of 50 is scrolled, not paged.
_ROW, _MOST = 35, 720


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.class_with_data(viewer)
    listing.put_on(style.shades())
    heading = st.container(gap="xsmall")
    chosen = controls.row(look, week=False)
    names = _in_order(chosen)
    opened = exercises_reads.opened(look, names)
    if opened is not None:
        exercises_item.show(viewer, names)
        return
    ours = chosen.addresses
    works = [one for one in exercises_reads.work(look) if one.student in ours]
    if not works:
        heading.title("Nothing has been asked yet", anchor=False)
        st.markdown("The `schedule` of course.yaml says which exercises are asked, and when.")
        return
    _heading(heading, look, works, chosen)
    st.html(exercises_words.standings(works, look.desk.exercises))
    _go_through(look, works, names, chosen)
    _dated(look, works, names, chosen)
    _weekly(look, works, names, chosen)
    st.html(listing.section("What the shapes say", exercises_words.legend()))
    exercises_gradebook.show(look, chosen)
    _writing(look)


def _writing(look: Look) -> None:
    """Lead to where exercises are written, and say which of their files cannot be read."""
    if problems := look.desk.exercise_problems:
        st.warning(
            plain(f"{words.sentence(words.count(len(problems), 'mistake'))} in the files of exercises: see the link."),
            icon=":material/edit:",
        )
    st.page_link(navigation.page("exercise"), label="Write or change an exercise")


def _in_order(chosen: Chosen) -> list[tuple[str, str]]:
    """List (address, name as shown); hidden names in the order of their numbers, not of the alphabet."""
    found = [(student, chosen.name(student)) for student in chosen.students["student"]]
    return found if chosen.names_shown else sorted(found, key=lambda one: (len(one[1]), one[1]))


def _heading(into: st.delta_generator.DeltaGenerator, look: Look, works: Sequence[Work], chosen: Chosen) -> None:
    into.title(plain(f"{exercises_words.finding(works)}{chosen.of_whom}"), anchor=False)
    with into:
        quiet("A week that is still running is not counted as missed, and what no file would show is not missing.")


def _go_through(look: Look, works: Sequence[Work], names: list[tuple[str, str]], chosen: Chosen) -> None:
    """Offer to read what was handed in for one task, one after the other; the latest due comes first."""
    tasks = {(one.exercise, one.occasion): one.due for one in works if one.act is not None}
    if not tasks:
        return
    in_order = sorted(tasks, key=lambda task: (-tasks[task], task))
    names_of = [exercises_words.occasion_name(*task, look.desk.exercises) for task in in_order]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        place: int = st.selectbox(
            "Read what was handed in for",
            list(range(len(in_order))),
            format_func=names_of.__getitem__,
            key=_GOING,
            width=320,
        )
        task = in_order[place]
        if st.button("One by one", key="exercises_one_by_one", type="primary"):
            waiting = exercises_reads.queue(look, names, *task)
            given = exercises_reads.grades(look)
            first = next((s for s in waiting if (s, *task) not in given), next(iter(waiting), ""))
            _open(chosen, first, *task)


def _open(chosen: Chosen, student: str, exercise: str, occasion: str) -> None:
    exercises_reads.open_work(student, exercise, occasion, shown=chosen.link(student)["student"])
    st.rerun()


def _dated(look: Look, works: Sequence[Work], names: list[tuple[str, str]], chosen: Chosen) -> None:
    dated = [one for one in works if one.week is None]
    if dated:
        st.header("Exercises with a date", anchor=False)
        _grid(look, dated, names, chosen, "exercises_dated", whole_term=False)


def _weekly(look: Look, works: Sequence[Work], names: list[tuple[str, str]], chosen: Chosen) -> None:
    weekly = [one for one in works if one.week is not None]
    if not weekly:
        return
    st.header("Every week", anchor=False)
    asked = sorted({one.exercise for one in weekly})
    exercise = asked[0]
    if len(asked) > 1:
        exercise = st.selectbox(
            "Weekly exercise",
            asked,
            format_func=lambda one: exercises_words.title_of(one, look.desk.exercises),
            key=_WEEKLY,
            persist_state="session",
            width=320,
        )
    rows = [one for one in weekly if one.exercise == exercise]
    _grid(look, rows, names, chosen, f"exercises_weekly_{exercise}", whole_term=True)


def _grid(
    look: Look, works: Sequence[Work], names: list[tuple[str, str]], chosen: Chosen, key: str, *, whole_term: bool
) -> None:
    heads = exercises_words.columns(works, look.desk.exercises)
    spread = exercises_reads.spread(look) if whole_term else {}
    frame = exercises_words.grid(works, exercises_reads.grades(look), names, heads, spread)
    quiet("Choose a cell to read the work, say whether it counts, and judge it.")
    event = st.dataframe(
        frame,
        key=key,
        hide_index=True,
        height=min(_MOST, _ROW * (len(frame) + 1) + 3),
        column_config=_looks(frame),
        on_select="rerun",
        selection_mode="single-cell",
    )
    cells = event.selection.cells
    if cells and cells[0][1] in heads:
        place, head = cells[0]
        _open(chosen, names[int(place)][0], *heads[head])


def _looks(frame: pd.DataFrame) -> dict[str, Any]:
    looks: dict[str, Any] = {STUDENT: st.column_config.TextColumn(STUDENT, pinned=True, width=170)}
    if WORTH_KNOWING in frame:
        looks[WORTH_KNOWING] = st.column_config.TextColumn(WORTH_KNOWING, width="large")
    return looks
