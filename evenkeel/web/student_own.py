"""One student against nobody but themselves: the own usual range, and what answers go with."""

import streamlit as st

from evenkeel import words
from evenkeel.charts import baseline as baseline_chart
from evenkeel.charts import key as chart_key
from evenkeel.metrics.registry import METRICS
from evenkeel.metrics.workings.values import num
from evenkeel.model import State
from evenkeel.web import listing, navigation, number_reads, numbers_choice, numbers_words, reads, style
from evenkeel.web import student_numbers as numbers
from evenkeel.web import student_term as term_of
from evenkeel.web.student_charts import chosen_number, draw
from evenkeel.web.student_view import Person


def baseline(person: Person) -> None:
    """Show the number that the term's chart shows between the student's own limits, once there are enough weeks."""
    metric = chosen_number(person)
    kind, held = METRICS[metric], _held(person, metric)
    st.header(term_of.baseline_finding(held, person.name), anchor=False)
    if held.limits is not None:
        _draw(person, held)
    how_made(person, "own_baseline", f"How the usual range of {kind.title.lower()} is made")


def _held(person: Person, metric: str) -> term_of.Baseline:
    return term_of.baseline(reads.of_student(person.look, person.student), person.found, metric)


def _draw(person: Person, held: term_of.Baseline) -> None:
    kind, (middle, low, high) = METRICS[held.metric], held.drawn
    ends = f"{numbers.in_words(kind, low)} to {numbers.in_words(kind, high)}"
    weeks = words.count(len(held.weeks), "week")
    st.html(
        listing.paragraphs(
            [f"Usual for {person.name} is {ends}, around {numbers.in_words(kind, middle)}, from {weeks}."]
        )
    )
    plotted = [(week, term_of.plotted(kind, x), numbers.in_words(kind, x)) for week, x in held.weeks]
    draw(
        person,
        "baseline",
        lambda shades: baseline_chart.chart(
            plotted,
            shades,
            title=term_of.title(kind),
            weeks=person.course.weeks,
            limits=(term_of.plotted(kind, middle), term_of.plotted(kind, low), term_of.plotted(kind, high)),
            unusual={week for week, _ in held.unusual},
            missing=_missing(person, held),
        ),
        held.metric,
    )
    shades = style.shades()
    entries = [chart_key.Entry("own usual range", shades.calm, "square", "self-reported")]
    if held.unusual:
        entries.append(chart_key.Entry("a week outside it", shades.worth, "diamond"))
    st.html(chart_key.html(entries, shades))


def _missing(person: Person, held: term_of.Baseline) -> list[tuple[int, str]]:
    """Name the weeks so far that are not in the range, with why."""
    known = {week for week, _ in held.weeks}
    last = max(person.begun, default=0)
    return [
        (week, "break" if week in person.course.breaks else _why(person, held.metric, week))
        for week in range(1, last + 1)
        if week not in known
    ]


def _why(person: Person, metric: str, week: int) -> str:
    reading = person.found.get((metric, week))
    if reading is None or reading.lower_bound:
        return "no data" if reading is None else "cut short"
    if reading.state is State.OK:
        return "estimated alone" if METRICS[metric].of_time else str(State.NO_DATA)
    return "still running" if reading.state is State.PENDING else str(reading.state)


def answers(person: Person) -> None:
    """Show whether answers go with how much the student posts, and how many answers posts drew in fuller weeks."""
    st.header("Do answers go with how much is posted?", anchor=False)
    worked = number_reads.working(person.look, person.student, "oversaturation", 0)
    st.html(listing.paragraphs([numbers_words.goes_with(worked, person.name)]))
    held = number_reads.cadence(person.look, person.student)
    if len(held):
        rows = [
            (words.count(cadence, "post"), str(weeks), str(items), num(float(responses)))
            for cadence, weeks, items, responses in held.itertuples(index=False)
        ]
        headings = ["In a week with", "Weeks", "Posts in them", "Answers to a post (median)"]
        with st.expander("Answers by how much was posted"):
            st.html(listing.table(headings, rows, folds=True))
    how_made(person, "oversaturation")


def how_made(person: Person, number: str, label: str = "How this number was made", week: int = 0) -> None:
    """Link to the page that works a number out."""
    student = person.chosen.link(person.student)["student"]
    st.page_link(
        navigation.page("numbers"), label=label, query_params=numbers_choice.numbers_link(number, student, week)
    )
