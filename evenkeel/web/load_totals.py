"""Totals that a phone shows on its own screen and gives to nobody as a file: typed in, day by day.

Apple Screen Time and Digital Wellbeing have no export, but both show a bar for each day. So days are asked for and
weeks are not: a week's total would have to be spread over days that nobody knows. What is typed goes in by the door of
all files, as a small table, so that it is listed, counted and taken back like any other.
"""

import csv
import re
from collections.abc import Mapping
from datetime import date, timedelta
from io import StringIO
from typing import NamedTuple

import streamlit as st

from evenkeel import inbox, words
from evenkeel.course.calendar import WEEKDAYS, date_words, local
from evenkeel.web import listing, load_run, reads
from evenkeel.web.load_run import Job
from evenkeel.web.load_words import Told, refusal
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain

_PLATFORMS = (
    "Instagram", "TikTok", "YouTube", "Snapchat", "X", "Facebook", "Reddit", "Threads", "LinkedIn", "Pinterest",
    "Discord", "Twitch",
)  # fmt: skip
_SCREEN, _MEMORY = "read off the phone’s own screen", "remembered or guessed"
_EVIDENCE = {_SCREEN: "measured", _MEMORY: "self-reported"}
_HEADER = ("student", "day", "platform", "minutes", "evidence")
_SAVED, _ROUND = "totals_saved", "totals_round"
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
_WORDED = re.compile(
    r"(?:(\d{1,2})\s*h(?:r|rs|ours?)?)?\s*(?:(\d{1,4})\s*m(?:in|ins|inutes?)?)?", re.IGNORECASE | re.ASCII
)
_WHOLE_DAY = 24 * 60
_HOW = (
    "Apple’s Screen Time and Android’s Digital Wellbeing have no export, but show each app day by day. On an iPhone: "
    "Settings > Screen Time > See All App & Website Activity > Week, then the app. On Android: Settings > Digital "
    "Wellbeing > Dashboard, then the app. Type what stands there, one app at a time.",
    "An empty box says nothing about its day, 0:00 says that there was none. Typing a day again replaces it. Where in "
    "the day these minutes lie is not known, so they count only as far as no tracker or diary has placed as many "
    "minutes on that day already.",
)


class Totals(NamedTuple):
    """What was typed: whose, on what, minutes by day, and how they are known."""

    student: str
    week: str
    platform: str
    minutes: Mapping[date, int]
    evidence: str

    @property
    def name(self) -> str:
        """What the table is listed as among the loads."""
        return f"typed totals, {self.student}, {self.week}, {self.platform}"

    def as_csv(self) -> bytes:
        """Write the table that goes in."""
        text = StringIO(newline="")
        table = csv.writer(text)
        table.writerow(_HEADER)
        for day, minutes in sorted(self.minutes.items()):
            table.writerow((self.student, day.isoformat(), self.platform, minutes, self.evidence))
        return text.getvalue().encode()


def minutes(text: str) -> int | None:
    """Read `1:20`, `1 h 20 min` or `45m` as minutes, an empty text as None.

    ValueError, with a sentence, for anything else: a bare 2 may be minutes or hours.
    """
    typed = text.strip()
    if not typed:
        return None
    found = _CLOCK.fullmatch(typed) or _WORDED.fullmatch(typed)
    if typed == "0":
        return 0
    if found is None:
        either = ": write 0:45 for minutes, 2:00 for hours" if typed.isdigit() else "; write it as 1:20"
        raise ValueError(f"“{typed[:20]}” is not a time{either}.")
    lasting = int(found[1] or 0) * 60 + int(found[2] or 0)
    if lasting > _WHOLE_DAY:
        raise ValueError(f"“{typed[:20]}” is more than a day.")
    return lasting


def section(look: Look) -> None:
    """Show the form, folded, where there are students and a week has begun."""
    students, weeks = reads.students(look), [week for week in reads.weeks(look) if week.start <= look.now]
    if students.empty or not weeks:
        return
    saved: str = st.session_state.pop(_SAVED, "")
    with st.expander("Type in what a phone shows", expanded=bool(saved)):
        if saved:
            st.success(saved, icon=":material/check:")
        st.html(listing.paragraphs(_HOW))
        names = {str(student): str(name) for student, name in students[["student", "name"]].itertuples(index=False)}
        with st.container(horizontal=True):
            student = st.selectbox(
                "Whose phone", list(names), format_func=lambda who: names[who], key="totals_student", width=240
            )
            week = st.selectbox(
                "Week", weeks, index=len(weeks) - 1, format_func=lambda week: week.label, key="totals_week", width=240
            )
            platform = st.selectbox(
                "App", _PLATFORMS, key="totals_platform", accept_new_options=True, width=240,
                help="One that is not listed can be typed in.",
            )  # fmt: skip
        evidence = st.radio("These times are", list(_EVIDENCE), key="totals_evidence", horizontal=True)
        first = local(week.start, look.course.zone).date()
        begun = [day for day in _days(first) if day <= local(look.now, look.course.zone).date()]
        typed = _boxes(begun, f"{student}_{week.number}_{platform}_{st.session_state.get(_ROUND, 0)}")
        app = " ".join(str(platform or "").replace("/", " ").split())
        if typed is not None:
            _take(look, typed, Totals(student, f"week {week.number}", app, {}, _EVIDENCE[evidence]), names)


def _days(first: date) -> list[date]:
    return [first + timedelta(days=after) for after in range(7)]


def _boxes(days: list[date], key: str) -> dict[date, str] | None:
    """Draw a box for each day; return what was typed once the button is pressed."""
    with st.form(f"totals_{key}", border=False):
        with st.container(horizontal=True, key="totals_days"):
            typed = {
                day: st.text_input(_said(day), placeholder="h:mm", key=f"totals_{key}_{day}", width=104) for day in days
            }
        pressed = st.form_submit_button("Keep these totals", type="primary")
    return typed if pressed else None


def _said(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {date_words(day)}"


def _take(look: Look, typed: Mapping[date, str], totals: Totals, names: Mapping[str, str]) -> None:
    """Keep what was typed, or say what of it is no time; nothing is kept unless all of it is."""
    found: dict[date, int] = {}
    wrong: list[str] = []
    for day, text in typed.items():
        try:
            if (lasting := minutes(text)) is not None:
                found[day] = lasting
        except ValueError as error:
            wrong.append(f"{_said(day)}: {error}")
    if not totals.platform:
        st.warning("Say which app it was.", icon=":material/edit:")
    elif wrong:
        st.error(plain(" ".join(wrong)), icon=":material/error:")
    elif not found:
        st.warning("Nothing is typed in yet.", icon=":material/edit:")
    else:
        _keep(look, totals._replace(minutes=found), names[totals.student])


def _keep(look: Look, totals: Totals, name: str) -> None:
    jobs = [Job(item) for item in inbox.dropped(totals.name, totals.as_csv())]
    reports = load_run.load(look, jobs, lambda _share, _said: None)
    failed = [report for report in reports if report.refused or report.rejected]
    if failed:
        for report in failed:
            st.error(plain(refusal(report) if report.refused else str(report.rejected[0].get("why", ""))))
        return
    st.session_state[_SAVED] = plain(kept(totals, name, reports))
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def kept(totals: Totals, name: str, reports: list[Told]) -> str:
    """Say what was kept, and what it replaced."""
    together = words.hours(sum(totals.minutes.values()))
    on = words.count(len(totals.minutes), "day")
    changed, known = sum(report.changed for report in reports), sum(report.known for report in reports)
    more = [f"{n} {what}" for n, what in ((changed, "replaced"), (known, "as typed before")) if n]
    said = f" ({words.together(more)})" if more else ""
    return f"Kept for {name}, {totals.week}: {totals.platform}, {together} on {on}{said}. All numbers follow at once."
