"""The lists of the page about one student: all numbers of a week, the acts behind one, tasks and files."""

from collections.abc import Iterable

import streamlit as st

from evenkeel import accounts, words
from evenkeel.metrics.measures import TERM
from evenkeel.metrics.registry import METRICS
from evenkeel.model import State
from evenkeel.web import counted_with, exercises_reads, listing, reads, student_own
from evenkeel.web import student_acts as acts_of
from evenkeel.web import student_numbers as numbers
from evenkeel.web import student_time as time_of
from evenkeel.web import student_work as work_of
from evenkeel.web.reads import Look
from evenkeel.web.student_charts import about
from evenkeel.web.student_view import Person

_MORE = "student_more"
_AT_ONCE = 15
# No figure of the class rests on fewer.
_FLOOR = 5
_NUMBERS = tuple(m.id for m in (*acts_of.choices(), *time_of.choices()))
_RIGHT = frozenset({2})


@reads.cached
def medians(look: Look) -> dict[tuple[str, int], tuple[float, int]]:
    """Return the class's median of each metric and week and how many students it rests on."""
    frame = look.desk.measures(look.viewer, look.now)
    good = frame[(frame["state"] == State.OK) & frame["value"].notna()]
    found = good.groupby(["metric", "week"])["value"].agg(["median", "size"])
    printed = found[found["size"] >= _FLOOR]
    return {(str(m), int(w)): (float(x), int(n)) for (m, w), x, n in printed.itertuples(name=None)}


def headline_links(person: Person) -> None:
    """Say with which settings the week's numbers were counted, and link each to where it is worked out."""
    if person.week is None:
        return
    links(person, numbers.HEADLINE)
    counted_with.show(person.course.settings, numbers.HEADLINE)


def week_table(person: Person) -> None:
    """Show every number of the chosen week, folded: the own past stands before the class."""
    if person.week is None:
        return
    opened = st.expander(f"All numbers of week {person.week.number}", key="student_all_numbers", on_change="rerun")
    if not opened.open:
        return
    rows = numbers.week_table(medians(person.look), person.found, person.week.number)
    headings = ["Number", f"Week {person.week.number}", "Rests on", "Own usual week", "Median of the class"]
    opened.html(listing.table(headings, rows, folds=True))
    with opened:
        links(person, [m for m in METRICS if (m, person.week.number) in person.found])


def links(person: Person, metrics: Iterable[str]) -> None:
    """Link each number of the chosen week to where it is worked out."""
    week = person.week.number if person.week else TERM
    st.html(listing.paragraphs(["How each number was made:"]))
    with st.container(horizontal=True, gap="small"):
        for metric in metrics:
            student_own.how_made(person, metric, METRICS[metric].title, week)


def behind(person: Person) -> None:
    """Show the acts, or the stretches of time, that a chosen number of a chosen week is made of."""
    st.header("The acts behind a number", anchor=False)
    if not person.begun:
        st.html(listing.paragraphs(["No week has begun."]))
        return
    metric, week = _which(person)
    reading = person.found.get((metric, week))
    if reading is None:
        st.html(listing.paragraphs([f"{METRICS[metric].title} is a number of the whole term: choose the term."]))
        return
    said = numbers.week_words(reading, person.course)
    student_own.how_made(person, metric, week=week)
    if METRICS[metric].of_time:
        _stretches(person, metric, week, said)
    else:
        _acts(person, metric, week, said)


def _which(person: Person) -> tuple[str, int]:
    weeks = [*sorted(person.begun, reverse=True), TERM]
    at = person.week.number if person.week else TERM
    with st.container(horizontal=True, vertical_alignment="bottom"):
        metric = st.selectbox(
            "Number behind which to look", _NUMBERS, format_func=lambda name: METRICS[name].title,
            key="student_behind", persist_state="session", width=300,
        )  # fmt: skip
        week = st.selectbox(
            "Of", weeks, index=weeks.index(at), width=150,
            format_func=lambda number: words.sentence(words.week(number)) if number else "The term",
            key=f"student_behind_week_{at}",
        )  # fmt: skip
        about(metric, person)
    return metric, week


def _acts(person: Person, metric: str, week: int, said: str) -> None:
    parts = acts_of.behind(person.acts, metric, week, person.course)
    window = acts_of.window_words(metric, week, person.course)
    made = acts_of.made_of(parts)
    st.html(
        listing.paragraphs(
            [said, f"Behind it, from {window}: {made}." if made else f"No act is behind it in {window}."]
        )
    )
    if not person.chosen.names_shown:
        st.html(listing.paragraphs(["Names, texts and links are hidden while names are."]))
    everything = st.session_state.get(_MORE) == (person.student, metric, week)
    room = len(person.acts) if everything else _AT_ONCE
    left = 0
    for part in parts:
        shown = part.acts.head(room)
        room, left = room - len(shown), left + len(part.acts) - len(shown)
        if len(shown):
            st.html(
                listing.section(
                    f"{words.sentence(part.words)}: {len(part.acts)}",
                    listing.lines(acts_of.lines(shown, person.course)),
                )
            )
    if left:
        st.button(f"Show the other {left}", on_click=_show_all, args=(person.student, metric, week))


def _show_all(*what: object) -> None:
    st.session_state[_MORE] = what


def _stretches(person: Person, metric: str, week: int, said: str) -> None:
    found = time_of.behind(reads.timeline(person.look, person.student), metric, week)
    all_shown = st.session_state.get(_MORE) == (person.student, metric, week)
    shown = found if all_shown else found.head(_AT_ONCE)
    st.html(listing.paragraphs([said, time_of.made_of(found, metric)]))
    if len(shown):
        st.html(
            listing.table(
                ["When", "Counted", "What for", "How it is known"],
                time_of.rows(shown, person.course),
                folds=True,
            )
        )
    if len(shown) < len(found):
        st.button(
            f"Show the other {len(found) - len(shown)}",
            on_click=_show_all,
            args=(person.student, metric, week),
        )


def tasks(person: Person) -> None:
    """Show what was asked and how it was handed in."""
    st.header("What was asked and handed in", anchor=False)
    defined = {accounts.tag(name): exercise for name, exercise in person.look.desk.exercises.items()}
    found = work_of.tasks(exercises_reads.work_of(person.look, person.student), defined)
    st.html(listing.paragraphs([work_of.task_sentence(found)]))
    if found:
        with st.expander("Every task"):
            rows = work_of.task_rows(found, work_of.links_of(person.acts), person.course)
            headings = ["Task", "Due", "State", "Handed in", "Lateness (0 at release, 1 when due)"]
            st.html(listing.table(headings, rows, folds=True))
        st.html(listing.paragraphs([work_of.fairness(person.found.get(("lateness", TERM)))]))
        student_own.how_made(person, "task_lateness", "How lateness is made")


def coverage(person: Person) -> None:
    """Show which files tell of the student, and which weeks they leave dark."""
    st.header("What the files cover", anchor=False)
    held = reads.coverage(person.look, person.student)
    entries = reads.entries(person.look)
    timed = entries.loc[(entries["student"] == person.student) & (entries["rows"] > 0), "week"]
    said = work_of.coverage_sentence(held, person.begun, [int(week) for week in timed])
    st.html(listing.paragraphs([said]))
    if len(held):
        with st.expander("Every source"):
            st.html(
                listing.table(
                    ["Source", "Shows", "Weeks", "Cut short"], _coverage_rows(person.look, person.student), folds=True
                )
            )


@reads.cached
def _coverage_rows(look: Look, student: str) -> list[tuple[str, ...]]:
    return list(work_of.coverage_rows(reads.coverage(look, student)))
