"""The fields of an exercise, in the order of its file; each with a place below it for what is wrong there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from evenkeel.exercises import wording
from evenkeel.exercises.values import Exercise, PrModel
from evenkeel.exercises.writing import file_name
from evenkeel.model import Kind
from evenkeel.web import exercise_draft, exercise_preview, exercise_rubric, exercise_threshold
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet


@dataclass(slots=True)
class Fields:
    """What the fields say, with the keys of a file, and where each key's problems are shown."""

    entries: dict[str, object] = field(default_factory=dict)
    places: dict[str, DeltaGenerator] = field(default_factory=dict)

    def put(self, key: str, value: object) -> None:
        """Note what a field says, and leave a place below it."""
        self.entries[key] = value
        self.places[key] = st.empty()


def show(look: Look, start: Exercise, slot: str) -> Fields:
    """Draw the fields of an exercise that begins as `start`; `slot` names them, another one begins anew."""
    fields = Fields()
    _named(fields, start, slot)
    _recognised(fields, start, slot)
    _told(fields, start, slot)
    _counted(fields, start, slot)
    st.subheader("How it is judged", anchor=False)
    fields.entries["rubric"] = exercise_rubric.show(start.rubric, slot, fields.places)
    st.subheader("Background", anchor=False)
    _background(fields, look, start, slot)
    return fields


def _named(fields: Fields, start: Exercise, slot: str) -> None:
    title = st.text_input("Title", start.title, key=f"{slot} title", persist_state="session", max_chars=120)
    fields.put("title", title)
    typed = st.text_input(
        "Name of its file",
        start.id,
        key=f"{slot} id",
        persist_state="session",
        max_chars=60,
        placeholder=file_name(title),
        help="The schedule names the exercise by it, and work tagged with it is always handed in. Under another name "
        "it is another exercise.",
    )
    fields.put("id", typed.strip() or file_name(title))


def _recognised(fields: Fields, start: Exercise, slot: str) -> None:
    st.subheader("What is handed in", anchor=False)
    kinds = list(Kind)
    kind = st.selectbox(
        "Kind",
        kinds,
        index=kinds.index(start.kind),
        format_func=lambda kind: wording.KINDS[kind],
        key=f"{slot} kind",
        persist_state="session",
    )
    fields.put("kind", kind.value)
    tags = st.text_input(
        "Tags or categories, divided by commas",
        ", ".join(start.tags),
        key=f"{slot} tags",
        persist_state="session",
        help="Work of that kind that bears one of them is handed in. Without tags, any work of that kind counts that "
        "bears no other exercise's tag.",
    )
    fields.put("tags", exercise_draft.tags(tags))
    to_classmate = st.toggle(
        "Only on a classmate's work", start.to_classmate, key=f"{slot} to_classmate", persist_state="session"
    )
    fields.put("to_classmate", to_classmate)


def _told(fields: Fields, start: Exercise, slot: str) -> None:
    st.subheader("What students are told", anchor=False)
    purpose = st.text_area(
        "Why it is asked", start.purpose, key=f"{slot} purpose", persist_state="session", height="content"
    )
    fields.put("purpose", purpose)
    _lines(fields, "steps", "What to do, one step a line", start.steps, slot)
    _lines(fields, "evidence", "What they can show for it, one a line", start.evidence, slot)


def _lines(fields: Fields, key: str, label: str, start: Iterable[str], slot: str) -> None:
    typed = st.text_area(label, "\n".join(start), key=f"{slot} {key}", persist_state="session", height="content")
    fields.put(key, exercise_draft.lines(typed))


def _counted(fields: Fields, start: Exercise, slot: str) -> None:
    st.subheader("What is counted", anchor=False)
    quiet("A checklist beside the work, never a grade. What is left empty asks for nothing.")
    counts = start.counts
    with st.container(horizontal=True):
        low = _whole("Fewest words", counts.words_from, 20_000, f"{slot} words_from", 50)
        high = _whole("Most words", counts.words_to, 20_000, f"{slot} words_to", 50)
        links = _whole("Links, at least", counts.links, 50, f"{slot} links")
        classmates = _whole("Classmates, at least", counts.classmates, 200, f"{slot} classmates")
    video = st.toggle("A video", counts.video, key=f"{slot} video", persist_state="session")
    answer = st.toggle(
        "An answer to everybody who commented", counts.answer_everybody, key=f"{slot} answer", persist_state="session"
    )
    words = {"from": low, "to": high}
    found = {"words": words, "links": links, "video": video, "classmates": classmates, "answer_everybody": answer}
    fields.put("counts", found)


def _whole(label: str, start: int | None, most: int, key: str, step: int = 1) -> int | None:
    return st.number_input(label, 1, most, start, step, key=key, persist_state="session", placeholder="any", width=122)


def _background(fields: Fields, look: Look, start: Exercise, slot: str) -> None:
    model = st.selectbox(
        "Which of Grunig and Hunt's models it trains",
        list(PrModel),
        index=list(PrModel).index(start.model) if start.model else None,
        format_func=exercise_preview.model_words,
        key=f"{slot} model",
        persist_state="session",
        placeholder="none in particular",
        help="What it is meant for, never what came of it.",
    )
    fields.put("model", model.value if model else None)
    _lines(fields, "references", "References, one a line", start.references, slot)
    fields.put("threshold", exercise_threshold.show(look, start.rule, slot))


def say(fields: Fields, problems: dict[str, list[str]]) -> None:
    """Write what is wrong below the field it is about."""
    for key, said in problems.items():
        if key in fields.places:
            fields.places[key].markdown(f":orange[:material/edit:] {plain('; '.join(said))}")
