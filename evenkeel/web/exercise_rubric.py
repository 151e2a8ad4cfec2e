"""The rubric's fields: criteria that come and go, each with its levels."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from evenkeel.exercises.rubric_reading import FEWEST_LEVELS
from evenkeel.exercises.values import Criterion, Level
from evenkeel.web.exercise_draft import usual_criterion

_MOST_LEVELS = 6
_WIDTHS = (0.24, 0.2, 0.56)


class Row(NamedTuple):
    """One criterion on the page: a number that stays its own, what it begins with, and how many levels it has."""

    serial: int
    start: Criterion
    levels: int


def show(rubric: Sequence[Criterion], slot: str, places: dict[str, DeltaGenerator]) -> list[dict[str, object]]:
    """Draw the criteria and return them as a file has them; `places` takes where each one's problems are shown."""
    kept = f"{slot} rubric"
    if kept not in st.session_state:
        st.session_state[kept] = tuple(Row(n, each, len(each.levels)) for n, each in enumerate(rubric))
    rows: tuple[Row, ...] = st.session_state[kept]
    found = [_criterion(row, place, kept, places) for place, row in enumerate(rows, start=1)]
    st.button("Add a criterion", on_click=_add, args=(kept,), key=f"{kept} add", icon=":material/add:")
    return found


def _criterion(row: Row, place: int, kept: str, places: dict[str, DeltaGenerator]) -> dict[str, object]:
    slot, key = f"{kept} {row.serial}", f"rubric[{place}]"
    with st.container(border=True):
        name = st.text_input(
            f"Criterion {place}", row.start.name, key=f"{slot} name", persist_state="session", max_chars=120
        )
        places[f"{key}.criterion"] = st.empty()
        levels = [_level(row, n, slot) for n in range(row.levels)]
        places[key] = st.empty()
        with st.container(horizontal=True):
            st.button(
                "Add a level", on_click=_resize, args=(kept, row.serial, 1), key=f"{slot} more",
                disabled=row.levels >= _MOST_LEVELS,
            )  # fmt: skip
            st.button(
                "Take the last level out", on_click=_resize, args=(kept, row.serial, -1), key=f"{slot} less",
                disabled=row.levels <= FEWEST_LEVELS,
            )  # fmt: skip
            st.button("Take this criterion out", on_click=_take_out, args=(kept, row.serial), key=f"{slot} out")
    return {"criterion": name, "levels": levels}


def _level(row: Row, n: int, slot: str) -> dict[str, object]:
    begun = row.start.levels[n] if n < len(row.start.levels) else Level("")
    # The first line's labels stand above the others' too; those are only read aloud.
    label: Literal["visible", "collapsed"] = "visible" if n == 0 else "collapsed"
    first, second, third = st.columns(_WIDTHS)
    name = first.text_input(
        "Level" if n == 0 else f"Level {n + 1}",
        begun.name,
        key=f"{slot} {n} level",
        persist_state="session",
        label_visibility=label,
        placeholder="level",
        max_chars=60,
    )
    points = second.number_input(
        "Points" if n == 0 else f"Points of level {n + 1}",
        0.0,
        1000.0,
        None if begun.points is None else float(begun.points),
        1.0,
        key=f"{slot} {n} points",
        persist_state="session",
        label_visibility=label,
        placeholder="none",
        format="%g",
    )
    looks = third.text_area(
        "What it looks like" if n == 0 else f"What level {n + 1} looks like",
        begun.looks,
        key=f"{slot} {n} looks",
        persist_state="session",
        label_visibility=label,
        placeholder="what it looks like",
        height="content",
    )
    return {"level": name, "points": points, "looks": looks}


def _add(kept: str) -> None:
    rows: tuple[Row, ...] = st.session_state[kept]
    begun = usual_criterion(row.start for row in rows)
    serial = max((row.serial for row in rows), default=-1) + 1
    st.session_state[kept] = (*rows, Row(serial, begun, len(begun.levels)))


def _resize(kept: str, serial: int, by: int) -> None:
    rows: tuple[Row, ...] = st.session_state[kept]
    st.session_state[kept] = tuple(
        row._replace(levels=row.levels + by) if row.serial == serial else row for row in rows
    )


def _take_out(kept: str, serial: int) -> None:
    st.session_state[kept] = tuple(row for row in st.session_state[kept] if row.serial != serial)
