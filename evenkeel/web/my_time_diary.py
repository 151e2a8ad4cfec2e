"""A week of a diary, typed: minutes a day, and single stretches; saving goes in by the door of all files."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time

import streamlit as st

from evenkeel import words
from evenkeel.course.calendar import WEEKDAYS, Week, date_words, local
from evenkeel.desk.diary import Cell, Diary, Span, What
from evenkeel.errors import EvenkeelError
from evenkeel.web import load_totals, my_time_consent, reads
from evenkeel.web.my_time_consent import Kind
from evenkeel.web.reads import CourseWeek, Look
from evenkeel.web.saying import plain, quiet

_SHORT = {What.COURSEWORK: "coursework", What.LEISURE: "leisure", What.MEANT: "meant"}
_CHOICES = {What.COURSEWORK: "Coursework", What.LEISURE: "Leisure", What.MEANT: "Leisure, but I meant to be working"}
_PLATFORMS = ("", "Instagram", "TikTok", "YouTube", "Snapchat", "X", "Mastodon", "Bluesky", "Reddit", "Discord")
_HOW = (
    "Write times as 0:45 or 1 h 20 min. “Meant” is leisure at a time when you meant to be working; “leisure” is all "
    "other leisure. An empty box says nothing about its day, 0 says that there was none. A diary counts as told, not "
    "as measured, and adds only what no tracker has seen already."
)
_TOLD, _FAILED, _ROUND = "diary_told", "diary_failed", "diary_round"
_QUARTER = 900


def section(look: Look, shown: CourseWeek) -> None:
    """Show the diary of a week to its student; to anybody else, that it is theirs to write."""
    st.header("Write it down", anchor=False)
    if look.viewer.looking_as:
        quiet("Only the student can write the diary.")
        return
    if not my_time_consent.agreed(look, [Kind.TIME], "diary"):
        return
    week = next(one for one in look.desk.weeks() if one.number == shown.number)
    diary = look.desk.diary(look.viewer, week)
    _say()
    quiet(_HOW)
    slot = f"diary_{shown.number}_{st.session_state.get(_ROUND, 0)}"
    _grid(look, week, diary, slot)
    _spans(look, week, diary, slot)


def _say() -> None:
    if told := st.session_state.pop(_TOLD, ""):
        st.success(plain(told), icon=":material/check:")
    if failed := st.session_state.pop(_FAILED, ""):
        st.error(plain(failed), icon=":material/edit:")


def _days(look: Look, diary: Diary) -> list[date]:
    """Return the days of the week that have begun."""
    today = local(reads.clock(look.course.zone), look.course.zone).date()
    return [day for day in diary.days() if day <= today]


def _grid(look: Look, week: Week, diary: Diary, slot: str) -> None:
    """Draw three boxes a day; on a phone they stand side by side too."""
    days = _days(look, diary)
    with st.form(f"{slot}_grid", border=False):
        for day in days:
            with st.container(horizontal=True, gap="small", key=f"{slot}_{day}"):
                for what, short in _SHORT.items():
                    st.text_input(
                        f"{WEEKDAYS[day.weekday()][:3]}, {short}",
                        value=_written(diary.minutes(day, what)),
                        placeholder="h:mm",
                        key=_box(slot, day, what),
                        width=104,
                    )
        args = (look, week, diary, slot, days)
        st.form_submit_button("Save this week", type="primary", key=f"{slot}_save", on_click=_save_grid, args=args)


def _box(slot: str, day: date, what: What) -> str:
    return f"{slot}_{day}_{what.name}"


def _written(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60}:{minutes % 60:02}"


def _save_grid(look: Look, week: Week, diary: Diary, slot: str, days: list[date]) -> None:
    """Read the boxes; a week is kept only when every one of them can be read."""
    typed = {(day, what): str(st.session_state.get(_box(slot, day, what), "")) for day in days for what in What}
    found, wrong = _read(typed)
    if wrong:
        st.session_state[_FAILED] = " ".join(wrong)
        return
    later = tuple(cell for cell in diary.cells if cell.day not in days)
    _keep(look, week, replace(diary, cells=(*found, *later)))


def _read(typed: Mapping[tuple[date, What], str]) -> tuple[list[Cell], list[str]]:
    found, wrong = [], []
    for (day, what), text in typed.items():
        try:
            if (minutes := load_totals.minutes(text)) is not None:
                found.append(Cell(day, what, minutes))
        except ValueError as error:
            wrong.append(f"{WEEKDAYS[day.weekday()]}, {_SHORT[what]}: {error}")
    return found, wrong


def _keep(look: Look, week: Week, diary: Diary) -> None:
    if wrong := list(diary.problems()):
        st.session_state[_FAILED] = " ".join(wrong)
        return
    try:
        look.desk.keep_diary(look.viewer, week, diary, reads.clock(look.course.zone))
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)
        return
    st.session_state[_TOLD] = _kept(diary)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _kept(diary: Diary) -> str:
    if diary.empty:
        return "Nothing is left of this week's diary."
    parts = [words.hours(sum(cell.minutes for cell in diary.cells)) + " by day"] * bool(diary.cells)
    parts += [words.count(len(diary.spans), "stretch", "stretches")] * bool(diary.spans)
    return f"Kept: {words.together(parts)}. All numbers follow at once."


# Single stretches


def _spans(look: Look, week: Week, diary: Diary, slot: str) -> None:
    for place, span in enumerate(diary.spans):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(plain(said(span)))
            without = replace(diary, spans=tuple(one for one in diary.spans if one != span))
            label = f"Remove {span.begins:%H:%M}"
            st.button(label, key=f"{slot}_remove_{place}", on_click=_keep, args=(look, week, without))
    with st.expander("Add a stretch with its beginning and end"), st.form(f"{slot}_span", border=False):
        with st.container(horizontal=True, gap="small"):
            st.selectbox("Day", _days(look, diary), format_func=_day, key=f"{slot}_day", width=150)
            st.time_input("From", value=time(20), key=f"{slot}_from", step=_QUARTER, width=110)
            st.time_input("To", value=time(21), key=f"{slot}_to", step=_QUARTER, width=110)
        st.radio("It was", list(_CHOICES), format_func=lambda what: _CHOICES[what], key=f"{slot}_what")
        st.selectbox(
            "On which app or site, if on one",
            _PLATFORMS,
            key=f"{slot}_where",
            accept_new_options=True,
            width=260,
            format_func=lambda where: where or "none",
        )
        args = (look, week, diary, slot)
        st.form_submit_button("Add this stretch", key=f"{slot}_add", on_click=_add_span, args=args)


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {date_words(day)}"


def said(span: Span) -> str:
    """Say a stretch: "Tue 14 April, 20:00–21:30: leisure, on instagram"."""
    where = f", on {span.where}" if span.where else ""
    what = _CHOICES[span.what]
    return f"{_day(span.day)}, {span.begins:%H:%M}–{span.ends:%H:%M}: {what[0].lower()}{what[1:]}{where}"


def _add_span(look: Look, week: Week, diary: Diary, slot: str) -> None:
    held = {name: st.session_state.get(f"{slot}_{name}") for name in ("day", "from", "to", "what", "where")}
    day, begins, ends = held["day"], held["from"], held["to"]
    if not (isinstance(day, date) and isinstance(begins, time) and isinstance(ends, time)):
        st.session_state[_FAILED] = "Say when the stretch began and when it ended."
        return
    where = " ".join(str(held["where"] or "").split())
    _keep(look, week, replace(diary, spans=(*diary.spans, Span(day, begins, ends, What(str(held["what"])), where))))
