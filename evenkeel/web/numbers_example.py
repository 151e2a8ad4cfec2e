"""One number of one student, worked out on the page: the result, the arithmetic, and every line behind it."""

from collections.abc import Callable

import streamlit as st

from evenkeel import accounts, words
from evenkeel.metrics.registry import METRICS
from evenkeel.metrics.workings import term_figures
from evenkeel.metrics.workings.values import Part, Working
from evenkeel.model import Role
from evenkeel.web import (
    exercises_reads,
    listing,
    navigation,
    number_reads,
    numbers_words,
    reads,
    student_lists,
    student_work,
)
from evenkeel.web import student_numbers as numbers
from evenkeel.web import student_term as term_of
from evenkeel.web.student_view import Person

_AT_ONCE = 12
_BASE = "number_of_baseline"


def show(person: Person, number: str, week: int) -> None:
    """Show the example of a metric, or of a figure of a student's term."""
    if number in METRICS:
        _metric(person, number, week)
    else:
        _FIGURES[number](person)
    if person.look.viewer.role is Role.STUDENT:
        st.page_link(navigation.page("my_balance"), label="My balance")
        return
    st.page_link(
        navigation.page("student"), label="Open the student's page", query_params=person.chosen.link(person.student)
    )


def _metric(person: Person, number: str, week: int) -> None:
    worked = number_reads.working(person.look, person.student, number, week)
    said = numbers_words.result(worked, person.name)
    if week and not METRICS[number].weekly:
        said += " It is a number of the whole term, whatever the week."
    st.html(listing.lead(said))
    _places(person, worked)
    _body(person, worked)


def _places(person: Person, worked: Working) -> None:
    """Say where the number stands: the student's own past first, then the class."""
    if worked.result.value is None:
        return
    told = []
    if worked.week:
        told.append(("Own usual week", numbers.own_past(person.found, worked.metric, worked.week)))
    reading = person.found.get((worked.metric, worked.week))
    if reading is not None and person.look.viewer.role is not Role.STUDENT:
        told.append(("Median of the class", numbers.median_words(student_lists.medians(person.look), reading)))
    st.html(listing.terms("", told))


def _body(person: Person, worked: Working) -> None:
    """Show the arithmetic, then what enters it."""
    if worked.steps:
        steps = "".join(f"<li>{listing.text(step)}</li>" for step in worked.steps)
        st.html(listing.section("The arithmetic", listing.Html(f'<ol class="ek-steps">{steps}</ol>')))
    if not person.chosen.names_shown and worked.lines:
        st.html(listing.paragraphs(["Names, texts and links are hidden while names are."]))
    acts = numbers_words.acts_of(person)
    for place, part in enumerate(worked.parts):
        _part(person, part, acts, f"{worked.metric} {worked.week} {place}")


def _part(person: Person, part: Part, acts: numbers_words.Acts, key: str) -> None:
    headings, rows = numbers_words.table(part, person, acts)
    st.html(listing.section(numbers_words.heading(part), listing.paragraphs([part.told])))
    if len(rows) <= _AT_ONCE:
        st.html(listing.table(headings, rows, folds=True))
        return
    st.html(listing.table(headings, rows[:_AT_ONCE], folds=True))
    more = st.expander(f"The other {len(rows) - _AT_ONCE:,}", key=f"more {person.student} {key}", on_change="rerun")
    if more.open:
        more.html(listing.table(headings, rows[_AT_ONCE:], folds=True))


# Figures of a student's term


def _oversaturation(person: Person) -> None:
    worked = number_reads.working(person.look, person.student, "oversaturation", 0)
    st.html(listing.lead(numbers_words.goes_with(worked, person.name)))
    _body(person, worked)


def _baseline(person: Person) -> None:
    metric = st.selectbox(
        "Usual range of which number", term_of.WITH_BASELINE, format_func=lambda name: METRICS[name].title,
        key=_BASE, persist_state="session", width=300,
    )  # fmt: skip
    kind = METRICS[metric]
    held = term_of.baseline(reads.of_student(person.look, person.student), person.found, metric)
    values = [(week, term_of.plotted(kind, value)) for week, value in held.weeks]
    worked = term_figures.baseline(term_of.title(kind), values, "")
    st.html(listing.lead(term_of.baseline_finding(held, person.name)))
    _body(person, worked)


def _task_lateness(person: Person) -> None:
    defined = {accounts.tag(name): exercise for name, exercise in person.look.desk.exercises.items()}
    found = student_work.tasks(exercises_reads.work_of(person.look, person.student), defined)
    worked = term_figures.task_lateness(
        term_figures.Due(task.name, task.release, task.due, task.handed_in, task.act) for task in found
    )
    n = words.count(worked.result.n, "task")
    st.html(listing.lead(f"{words.sentence(n)} handed in by {person.name} with a release and a due time."))
    _body(person, worked)


_FIGURES: dict[str, Callable[[Person], None]] = {
    "oversaturation": _oversaturation,
    "own_baseline": _baseline,
    "task_lateness": _task_lateness,
}
