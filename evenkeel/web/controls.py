"""The one row of controls that pages share: week, section, and whether names are shown."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from evenkeel.course.calendar import WeekState
from evenkeel.web import keys, reads
from evenkeel.web.reads import CourseWeek, Look

ALL = "All sections"
# What the week's box, and so the address, says for the whole term.
TERM_SAID = "term"
_TICK, _LAST, _PAGE = "tick", "last ", "page of "
_A_WEEK_LASTS = 1.6
_TERM = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the controls say: the week (None: none has begun), and the students of the section.

    `students` is `reads.students` of the section; `names` gives everybody's name as it is shown, by address.
    """

    week: CourseWeek | None
    begun: tuple[CourseWeek, ...]
    students: pd.DataFrame
    names: Mapping[str, str]
    names_shown: bool
    section: str = ""
    whole_term: bool = False

    @property
    def addresses(self) -> frozenset[str]:
        """The students of the section by address."""
        return frozenset(self.students["student"])

    def name(self, student: str) -> str:
        """Return a student's name as it is shown."""
        return self.names.get(student, student)

    def link(self, student: str) -> dict[str, str]:
        """Give what the address of *One student* says about whom; the week stays in it by itself."""
        return {keys.STUDENT: student if self.names_shown else self.name(student)}

    @property
    def of_whom(self) -> str:
        """Say the section after a count, or nothing where the class is looked at as a whole."""
        return f" in section {self.section}" if self.section else ""


def row(look: Look, *, week: bool = True, section: bool = True, steps: bool = False, term: bool = False) -> Chosen:
    """Draw the controls and return what they say; week and section stay in the address and across pages.

    `steps` adds buttons to the week: back, on, and play through all of them; `term` a switch to all at once.
    """
    everybody = reads.students(look)
    begun = begun_weeks(reads.weeks(look))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        number = _week(begun) if week and begun else None
        if steps and number is not None and len(begun) > 1:
            _steps(begun, number)
        whole = _term_switch() if term else False
        chosen = _section(everybody) if section else ""
        shown = names_switch()
    return Chosen(
        week=next((w for w in begun if w.number == number), None),
        begun=begun,
        students=in_section(everybody, chosen),
        names=shown_names(everybody, shown),
        names_shown=shown,
        section=chosen,
        whole_term=whole,
    )


def _term_switch() -> bool:
    return st.toggle(
        "The whole term",
        key=keys.WHOLE_TERM,
        persist_state="session",
        help="On: every week that has begun. Off: the week chosen, and those before it that it looks back over.",
    )


def week_or_term(begun: Sequence[CourseWeek]) -> int:
    """Draw the week's box with the term as its last choice, and return the week's number, 0 for the term."""
    numbers = [week.number for week in begun]
    if not numbers:
        return 0
    _recall(keys.WEEK, [*numbers, _TERM])
    chosen: int = st.selectbox(
        "Week", [*numbers, _TERM], index=usual_week(begun), format_func=lambda n: str(n) if n else TERM_SAID,
        key=keys.WEEK, bind="query-params", width=110,
    )  # fmt: skip
    if chosen:
        st.session_state[_LAST + keys.WEEK] = chosen
    return chosen


def names_switch() -> bool:
    """Draw the switch that hides names while the screen is shared; who may not see names gets none."""
    if st.session_state.get(keys.NAMES_WITHHELD):
        return False
    return st.toggle(
        "Names shown",
        value=True,
        key=keys.NAMES_SHOWN,
        persist_state="session",
        help="Off: “Student 7” in place of names, for a shared screen.",
    )


def begun_weeks(weeks: Sequence[CourseWeek]) -> tuple[CourseWeek, ...]:
    """Keep the weeks that have begun, newest first."""
    return tuple(week for week in reversed(weeks) if week.state is not WeekState.NOT_BEGUN)


def usual_week(begun: Sequence[CourseWeek]) -> int:
    """Return the place of the week a page opens with, in weeks newest first: the last completed one."""
    return next((place for place, w in enumerate(begun) if w.state is WeekState.COMPLETED), 0)


def step(begun: Sequence[CourseWeek], number: int, by: int) -> int:
    """Return the week that lies so many weeks later (or earlier) among those begun; at an end it stays."""
    numbers = [week.number for week in reversed(begun)]
    place = numbers.index(number) + by if number in numbers else len(numbers) - 1
    return numbers[min(max(place, 0), len(numbers) - 1)]


def in_section(students: pd.DataFrame, section: str) -> pd.DataFrame:
    """Keep the students of a section; an empty one means everybody."""
    return students[students["section"] == section] if section else students


def shown_names(students: pd.DataFrame, names_shown: bool) -> dict[str, str]:
    """Return everybody's name as it is shown, by address: their own, or "Student 7" in no order of names."""
    addresses = list(students["student"])
    if names_shown:
        return dict(zip(addresses, students["name"], strict=True))
    mixed = sorted(addresses, key=lambda a: blake2b(a.encode(), digest_size=8).digest())
    return {address: f"Student {place}" for place, address in enumerate(mixed, start=1)}


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return each name as a chart has room for it: the first name where nobody shares it, by address."""
    first = {address: name.split()[0] if name.split() else name for address, name in names.items()}
    shared = Counter(first.values())
    return {a: short if shared[short] == 1 else names[a] for a, short in first.items()}


def _week(begun: Sequence[CourseWeek]) -> int:
    numbers = [week.number for week in begun]
    _recall(keys.WEEK, numbers)
    # The address carries what the box shows, so it shows the bare number: ?week=14.
    chosen: int = st.selectbox("Week", numbers, index=usual_week(begun), key=keys.WEEK, bind="query-params", width=110)
    st.session_state[_LAST + keys.WEEK] = chosen
    return chosen


def _recall(key: str, options: Sequence[object]) -> None:
    """Begin a page with what the last one had: the menu's links leave the address behind, and the box its value."""
    last = st.session_state.get(_LAST + key)
    # The address may still be the last page's for this one run; another value in it was asked for.
    asked = st.query_params.get(key, str(last))
    if _comes_from_elsewhere(key) and asked == str(last) and last in options:
        st.session_state[key] = last


def _comes_from_elsewhere(key: str) -> bool:
    """Tell whether the viewer has just come from another page, once."""
    here = urlsplit(st.context.url or "").path
    before = st.session_state.get(_PAGE + key)
    st.session_state[_PAGE + key] = here
    return here != before


def _steps(begun: Sequence[CourseWeek], number: int) -> None:
    playing = bool(st.session_state.get(keys.PLAYING))
    at_end = step(begun, number, 1) == number
    with st.container(horizontal=True, gap="xsmall", width="content"):
        at_start = step(begun, number, -1) == number
        st.button("Earlier", on_click=_go, args=(begun, -1), disabled=at_start, help="The week before")
        st.button("Later", on_click=_go, args=(begun, 1), disabled=at_end, help="The week after")
        st.button(
            "Stop" if playing else "Play",
            key="play_weeks",
            on_click=_play,
            args=(begun,),
            icon=":material/stop:" if playing else ":material/play_arrow:",
            help="Go through the weeks one by one",
        )
    if playing and at_end:
        st.session_state[keys.PLAYING] = False
        st.rerun()
    if playing:
        st.session_state[_TICK] = False
        _ticker(begun)


def _go(begun: Sequence[CourseWeek], by: int) -> None:
    st.session_state[keys.PLAYING] = False
    st.session_state[keys.WEEK] = step(begun, st.session_state[keys.WEEK], by)


def _play(begun: Sequence[CourseWeek]) -> None:
    playing = st.session_state[keys.PLAYING] = not st.session_state.get(keys.PLAYING)
    if playing and step(begun, st.session_state[keys.WEEK], 1) == st.session_state[keys.WEEK]:
        st.session_state[keys.WEEK] = begun[-1].number


@st.fragment(run_every=_A_WEEK_LASTS)
def _ticker(begun: Sequence[CourseWeek]) -> None:
    # Drawn with the page it only waits; run alone, it is time for the next week.
    if st.session_state.get(_TICK) and st.session_state.get(keys.PLAYING):
        st.session_state[keys.WEEK] = step(begun, st.session_state[keys.WEEK], 1)
        st.rerun()
    st.session_state[_TICK] = True


def _section(students: pd.DataFrame) -> str:
    sections = sorted({section for section in students["section"] if section})
    if len(sections) < 2:
        return ""
    _recall(keys.SECTION, [ALL, *sections])
    chosen: str = st.selectbox("Section", [ALL, *sections], key=keys.SECTION, bind="query-params", width=170)
    st.session_state[_LAST + keys.SECTION] = chosen
    return "" if chosen == ALL else chosen
