"""What a student says their stretches of time were: one click for as many as are ticked, and one to take it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from evenkeel import words
from evenkeel.course.calendar import WEEKDAYS, date_words, local
from evenkeel.course.values import Course
from evenkeel.desk.marking import Label, Stretch
from evenkeel.errors import EvenkeelError
from evenkeel.model import MINUTE, Purpose
from evenkeel.web import listing, reads
from evenkeel.web.reads import CourseWeek, Look
from evenkeel.web.saying import plain, quiet

_FAILED, _ROUND = "stretches_failed", "stretches_round"
_AT_ONCE = 40
# A tracker cuts an evening into hundreds of windows; what is alike and so close is one stretch to a person.
_CLOSE = 5 * MINUTE
_BUTTONS = {Label.COURSEWORK: "Coursework", Label.LEISURE: "Leisure", Label.MEANT: "I meant to be working"}


@dataclass(frozen=True, slots=True)
class Run:
    """Entries that follow each other and are alike, as one stretch: the first of them, and when the last ended."""

    first: Stretch
    ends: int | None
    refs: tuple[str, ...]


def runs(stretches: Iterable[Stretch]) -> list[Run]:
    """Join entries that lie close together and say the same."""
    found: list[Run] = []
    for one in stretches:
        last = found[-1] if found else None
        if last is not None and _goesday_of(last, one):
            found[-1] = Run(last.first, max(last.ends or 0, one.ends or 0), (*last.refs, one.ref))
        else:
            found.append(Run(one, one.ends, (one.ref,)))
    return found


def _goesday_of(last: Run, one: Stretch) -> bool:
    close = last.ends is not None and one.starts is not None and one.starts - last.ends <= _CLOSE
    return close and _alike(last.first, one)


def _alike(one: Stretch, other: Stretch) -> bool:
    def says(stretch: Stretch) -> tuple[object, ...]:
        return stretch.evidence, stretch.purpose, stretch.platform, stretch.meant_to_work, stretch.label

    return says(one) == says(other)


def section(look: Look, shown: CourseWeek) -> None:
    """Show the week's stretches, day by day, with a way to say what they were."""
    week = next(one for one in look.desk.weeks() if one.number == shown.number)
    held = look.desk.stretches(look.viewer, look.viewer.email, week)
    st.header("Say what a stretch was", anchor=False)
    if not held:
        quiet(f"No tracker and no diary tells of {words.week(shown.number)}.")
        return
    if failed := st.session_state.pop(_FAILED, ""):
        st.warning(plain(failed))
    marked = sum(one.label is not None for one in held)
    said = f"{words.count(marked, 'entry', 'entries')} marked by you. " if marked else ""
    quiet(f"{said}Your word goes before the file's, and all numbers follow. Your instructor sees that you marked it.")
    day = _day(look, held)
    of_day = runs(one for one in held if day_of(one, look.course) == day)
    if look.viewer.looking_as:
        st.html(listing.lines(listing.Line(line(run, look.course)) for run in of_day))
    else:
        _form(look, of_day[:_AT_ONCE], f"stretches_{day}_{st.session_state.get(_ROUND, 0)}")
    if len(of_day) > _AT_ONCE:
        quiet(f"These are the first {_AT_ONCE} of {len(of_day)} on this day.")


def _day(look: Look, held: Sequence[Stretch]) -> date:
    days = sorted({day_of(one, look.course) for one in held})
    chosen: date = st.selectbox(
        "Day", days, index=len(days) - 1, format_func=_day_words, key=f"stretches_day_{days[0]}", width=200
    )
    return chosen


def day_of(one: Stretch, course: Course) -> date:
    """Return the day on which a stretch began, on the course's clock."""
    return local(one.starts, course.zone).date() if one.starts is not None else date.fromordinal(one.day or 1)


def _day_words(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {date_words(day)}"


def line(run: Run, course: Course) -> str:
    """Say a stretch: "10:00–11:30, instagram: leisure, measured; marked by you as coursework"."""
    one = run.first
    if one.starts is None or run.ends is None:
        when = f"{words.hours(one.minutes or 0)}, no time of day"
    else:
        when = f"{local(one.starts, course.zone):%H:%M}–{local(run.ends, course.zone):%H:%M}"
    where = f", {one.platform}" if one.platform else ""
    what = one.purpose if one.purpose not in ("", Purpose.UNKNOWN) else "purpose unknown"
    meant = ", meant to be working" if one.meant_to_work else ""
    marked = f"; marked by you: {one.label}" if one.label else ""
    return f"{when}{where}: {what}{meant}, {one.evidence}{marked}"


def _form(look: Look, shown: Sequence[Run], slot: str) -> None:
    with st.form(slot):
        for place, run in enumerate(shown):
            st.checkbox(plain(line(run, look.course)), key=f"{slot}_{place}")
        with st.container(horizontal=True, gap="small"):
            for label, name in _BUTTONS.items():
                args = (look, shown, slot, label)
                st.form_submit_button(name, key=f"{slot}_{label.name}", on_click=_mark, args=args)
            if any(run.first.label for run in shown):
                args_back = (look, shown, slot, None)
                st.form_submit_button("As the file has it", key=f"{slot}_back", on_click=_mark, args=args_back)


def _mark(look: Look, shown: Sequence[Run], slot: str, label: Label | None) -> None:
    ticked = [run for place, run in enumerate(shown) if st.session_state.get(f"{slot}_{place}")]
    if not ticked:
        st.session_state[_FAILED] = "Tick the stretches first."
        return
    try:
        refs = [ref for run in ticked for ref in run.refs]
        look.desk.mark_time(look.viewer, refs, label, reads.clock(look.course.zone))
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
