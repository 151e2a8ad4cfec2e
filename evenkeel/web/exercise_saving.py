"""Saving an exercise into the course folder; where a file stands there already, it is asked first."""

import streamlit as st

from evenkeel import accounts
from evenkeel.errors import EvenkeelError
from evenkeel.exercises.values import Exercise
from evenkeel.web import exercise_choice
from evenkeel.web.exercise_draft import Draft
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_SAID = "exercise_said"
_ASKED = "replace"


def tried(slot: str) -> bool:
    """Tell whether somebody has tried to save what these fields say."""
    return bool(st.session_state.get(f"{slot} tried"))


def said() -> None:
    """Say what was just saved, once, and how it comes to be due."""
    told = st.session_state.pop(_SAID, None)
    if told is None:
        return
    name, scheduled = told
    st.success(f"Saved as exercises/{name}.yaml in the course folder.", icon=":material/check:")
    if not scheduled:
        st.markdown("It is not due yet. To ask for it, add a line to the schedule in `course.yaml`, with your dates:")
        st.code(f'- {{exercise: {name}, release: "2026-03-02 09:00", due: 2026-03-13}}', language=None, wrap_lines=True)


def save(look: Look, draft: Draft, slot: str) -> None:
    """Draw the button, ask before a file is replaced, and save."""
    name = draft.exercise.id if draft.exercise else ""
    asking = f"{slot} {_ASKED}"
    if name and st.session_state.get(asking) == name:
        _ask(look, draft.exercise, asking)
        return
    if st.button("Save this exercise", type="primary", key=f"{slot} save", on_click=_try, args=(slot,)):
        if draft.exercise is None:
            st.warning("Not saved yet: mend what is marked above first.")
        elif name in look.desk.own_exercises():
            st.session_state[asking] = name
            st.rerun()
        else:
            _put(look, draft.exercise, replace=False)
    quiet("It goes into the folder exercises of your course. What came with Evenkeel is never changed.")


def _try(slot: str) -> None:
    st.session_state[f"{slot} tried"] = True


def _ask(look: Look, exercise: Exercise | None, asking: str) -> None:
    """Ask whether the file that stands there is to be replaced; only the one that was asked about is."""
    if exercise is None:
        return
    st.warning(
        f"exercises/{exercise.id}.yaml stands in your course already. Replace it? What counts as handed in follows "
        "the new one at once."
    )
    with st.container(horizontal=True):
        if st.button("Replace it", type="primary", key=f"{asking} yes"):
            _put(look, exercise, replace=True)
        st.button("Keep the old one", key=f"{asking} no", on_click=st.session_state.pop, args=(asking, None))


def _put(look: Look, exercise: Exercise, *, replace: bool) -> None:
    try:
        look.desk.save_exercise(look.viewer, exercise, replace=replace)
    except (EvenkeelError, OSError) as problem:
        st.error(plain(f"Not saved, and nothing was changed: {problem}"), icon=":material/error:")
        return
    scheduled = {accounts.tag(line.exercise) for line in look.course.schedule}
    st.session_state[_SAID] = (exercise.id, exercise.id in scheduled)
    exercise_choice.begin(exercise.id)
    st.rerun()
