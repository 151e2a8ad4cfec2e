"""Which exercise the page is about: by its box, by the address (`?exercise=video`), or a copy of one."""

import streamlit as st

from evenkeel.exercises.values import Exercise
from evenkeel.web import exercise_draft, keys
from evenkeel.web.reads import Look

NEW = ""
_BOX = "exercise_box"
_COPY = "exercise_copied"
_BEGUN = "exercise_begun"


def exercise_link(name: str) -> dict[str, str]:
    """Give what the page's address says: `st.page_link(navigation.page("exercise"), query_params=exercise_link(…))`."""
    return {keys.EXERCISE: name}


def choose(look: Look) -> Exercise:
    """Draw the box with the button that copies, and return what the fields begin with."""
    known = look.desk.exercises
    asked = st.query_params.get(keys.EXERCISE, "")
    if asked in known:
        st.session_state[_BOX] = asked
    elif st.session_state.get(_BOX) not in known:
        st.session_state[_BOX] = NEW
    copied: Exercise | None = st.session_state.get(_COPY)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen: str = st.selectbox(
            "Exercise",
            [NEW, *sorted(known, key=lambda name: known[name].title.casefold())],
            format_func=lambda name: known[name].title if name else "A new exercise",
            key=_BOX,
            persist_state="session",
            on_change=_follow,
            width=380,
        )
        if chosen:
            st.button("Copy it", on_click=_copy, args=(known[chosen], tuple(known)), icon=":material/content_copy:")
    return known[chosen] if chosen else copied or exercise_draft.NEW


def slot(start: Exercise) -> str:
    """Name a field of the page; after each save and each choice all begin anew."""
    return f"exercise {st.session_state.get(_BEGUN, 0)} {start.id}"


def begin(name: str) -> None:
    """Begin the page anew with an exercise, or with none."""
    st.session_state[_BEGUN] = st.session_state.get(_BEGUN, 0) + 1
    st.session_state.pop(_COPY, None)
    if name:
        st.query_params[keys.EXERCISE] = name
    else:
        st.query_params.pop(keys.EXERCISE, None)
        st.session_state[_BOX] = NEW


def _follow() -> None:
    begin(st.session_state[_BOX])


def _copy(exercise: Exercise, taken: tuple[str, ...]) -> None:
    begin(NEW)
    st.session_state[_COPY] = exercise_draft.copied(exercise, taken)
