"""What is known of a week's time, by how it is known: measured, told and estimated side by side."""

import streamlit as st

from evenkeel import words
from evenkeel.course.calendar import WeekState
from evenkeel.metrics.registry import METRICS
from evenkeel.model import Evidence
from evenkeel.web import listing, reads
from evenkeel.web.student_numbers import Reading
from evenkeel.web.student_view import Person

_ROWS = {
    "coursework_minutes": "Coursework",
    "leisure_minutes": "Leisure",
    "procrastination_minutes": "Of it, while work was due or meant",
    "social_minutes": "On social platforms, for whatever",
}
_HOW = {
    "measured": ("Measured by a tracker", "no tracker", (Evidence.MEASURED,)),
    "told": ("Told in a diary", "no diary", (Evidence.SELF_REPORTED, Evidence.UNPLACED)),
    "estimated": ("Estimated from posting times", "no posts", (Evidence.ESTIMATED,)),
}
_READING = (
    "Nothing is counted twice: a diary adds what no tracker saw, and posting times add what neither tells. "
    "Estimated minutes alone never raise a flag."
)


def sentence(person: Person) -> str:
    """Say what is known of the chosen week: "Week 14, 13–19 April: 5 h of coursework and 3 h of leisure, …"."""
    if person.week is None:
        return "The course has not begun: there is nothing to say yet."
    if not any(_known(person).values()):
        return f"{words.sentence(person.week.label)}: nothing is known of your time yet. You can write it down below."
    course, leisure, due = (_reading(person, m) for m in list(_ROWS)[:3])
    parts = [f"{_hours(course)} of coursework", f"{_hours(leisure)} of leisure"]
    if due is not None and due.value is not None:
        parts.append(f"{_hours(due)} of that while work was due or meant")
    so_far = " so far" if person.week.state is WeekState.RUNNING else ""
    return f"{words.sentence(person.week.label)}: {', '.join(parts)}{so_far}."


def _reading(person: Person, metric: str) -> Reading | None:
    return person.found.get((metric, person.week.number if person.week else 0))


def _hours(reading: Reading | None) -> str:
    """Say minutes at least and at most; none where time is known, and this is none of it."""
    if reading is None or reading.value is None:
        return "an unknown time"
    firm = sum(m for kind, m in reading.minutes if kind != Evidence.ESTIMATED)
    if firm and reading.value - firm >= 1:
        return f"{words.hours(firm)} to {words.hours(reading.value)}"
    return words.hours(reading.value) if reading.value else "no time"


def _known(person: Person) -> dict[str, bool]:
    """Tell which kinds of evidence the chosen week has."""
    frame = reads.evidence(person.look)
    week = person.week.number if person.week else 0
    rows = frame[(frame["student"] == person.student) & (frame["week"] == week)]
    return {how: bool(rows[how].any()) for how in _HOW}


def table(person: Person) -> None:
    """Show the week's minutes by how they are known; what is not known is said as such, and is no 0."""
    known = _known(person)
    headings = ["What for", *(title for title, _, _ in _HOW.values()), "Together"]
    rows = [_row(title, _reading(person, metric), known) for metric, title in _ROWS.items()]
    st.html(listing.table(headings, rows, folds=True))
    st.html(listing.paragraphs([_READING, _unlabelled(person)]))


def _row(title: str, reading: Reading | None, known: dict[str, bool]) -> list[str]:
    if reading is None or reading.value is None:
        state = str(reading.state) if reading else "no data"
        return [title, *("" for _ in _HOW), _why_none(reading) or state]
    minutes = dict(reading.minutes)
    cells = [
        words.hours(sum(minutes.get(kind, 0.0) for kind in kinds)) if known[how] else none
        for how, (_, none, kinds) in _HOW.items()
    ]
    return [title, *cells, _hours(reading) if minutes else words.hours(0)]


def _why_none(reading: Reading | None) -> str:
    if reading is not None and reading.metric is METRICS["procrastination_minutes"] and reading.n:
        return "no data: no work was due, and nothing says you meant to work"
    return ""


def _unlabelled(person: Person) -> str:
    """Say how much time has no purpose yet."""
    frame = reads.timeline(person.look, person.student)
    week = person.week.number if person.week else 0
    unknown = float(frame.loc[(frame["week"] == week) & (frame["purpose"] == "unknown"), "minutes"].sum())
    if unknown < 1:
        return ""
    return f"Of {words.hours(unknown)} more nobody knows what for: that is neither coursework nor leisure."
