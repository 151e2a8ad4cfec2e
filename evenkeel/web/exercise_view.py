"""The page *Write an exercise*: fields, the exercise as a student reads it, and its YAML; all three say the same."""

import streamlit as st

from evenkeel.access import Viewer
from evenkeel.exercises import wording
from evenkeel.exercises.values import Exercise
from evenkeel.web import (
    exercise_choice,
    exercise_draft,
    exercise_fields,
    exercise_preview,
    exercise_saving,
    listing,
    reads,
    style,
)
from evenkeel.web.exercise_draft import Draft
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_CSS = """
@media (min-width: 641px) {
  [data-testid="stColumn"]:has(.st-key-exercise_preview) { position: sticky; top: 4.5rem; align-self: flex-start;
    max-height: calc(100vh - 5.5rem); overflow-y: auto; }
}
.ek-exercise { overflow-wrap: anywhere; }
.ek-exercise .ek-line-title { margin-top: .6rem; }
@media print { [data-testid="stColumn"]:has(.st-key-exercise_preview) { max-height: none; } }
"""


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.open_class(viewer)
    listing.put_on(style.shades())
    st.html(f"<style>{_CSS}</style>")
    st.title("Write an exercise", anchor=False)
    exercise_saving.said()
    _unread(look.desk.exercise_problems)
    start = exercise_choice.choose(look)
    quiet(_origin(look, start))
    slot = exercise_choice.slot(start)
    left, right = st.columns([0.58, 0.42], gap="large")
    with left:
        fields = exercise_fields.show(look, start, slot)
        draft = exercise_draft.read(fields.entries)
        _say(fields, draft, slot)
        exercise_saving.save(look, draft, slot)
    with right, st.container(key="exercise_preview"):
        _preview(look, draft)


def _say(fields: exercise_fields.Fields, draft: Draft, slot: str) -> None:
    worth = exercise_draft.worth_saying(draft.problems, exercise_saving.tried(slot))
    placed = exercise_draft.placed(worth, fields.places)
    exercise_fields.say(fields, placed)
    for text in placed.get("", ()):
        st.markdown(f":orange[:material/edit:] {plain(text)}")


def _preview(look: Look, draft: Draft) -> None:
    st.subheader("As a student reads it", anchor=False)
    if draft.exercise is None:
        quiet("It appears here once title, kind and the rest can be read.")
    else:
        for said in wording.shared_tags(draft.exercise, look.desk.exercises.values()):
            st.info(plain(said), icon=":material/sell:")
        st.html(exercise_preview.shown(draft.exercise))
    with st.expander("As YAML"):
        # Without colours: those that Streamlit gives YAML are below 4.5:1.
        st.code(draft.text, language=None, wrap_lines=True)


def _origin(look: Look, start: Exercise) -> str:
    if not start.id:
        return "What students are asked, how it is recognised and how it is judged: three fields are enough to begin."
    if start.id in look.desk.own_exercises():
        return f"Your course's own: exercises/{start.id}.yaml."
    if start.id in look.desk.exercises:
        return "It comes with Evenkeel. What you save becomes your course's own, and wins over it."
    return "A copy, not saved yet. Its tags were left out, so that no work is handed in for both."


def _unread(problems: tuple[str, ...]) -> None:
    """Say which files cannot be read: they are asked of nobody until they are mended."""
    if not problems:
        return
    with st.expander("Some files of exercises cannot be read", icon=":material/edit:"):
        st.html(listing.paragraphs(problems))
