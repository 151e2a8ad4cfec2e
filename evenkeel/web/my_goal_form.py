"""The forms of *My goal*: a limit, a goal, and a few words about a week, each with its own switch to share."""

from collections.abc import Callable

import streamlit as st

from evenkeel.desk.goals import GOALS, LIMITS, LONGEST, Goal, Reflection
from evenkeel.errors import EvenkeelError
from evenkeel.web import reads
from evenkeel.web.my_goal_words import REPLIES, TITLES
from evenkeel.web.myself import Mine
from evenkeel.web.saying import plain, quiet

_SHARE = "Share it with my instructor"
_SHARED_HELP = "Off: only you see it. On: your instructor sees it on your page until you switch it off."
_TOLD = "goal_told"


def told() -> None:
    """Say once what the last click did."""
    if said := st.session_state.pop(_TOLD, ""):
        st.toast(said)
    if wrong := st.session_state.pop(f"{_TOLD} wrong", ""):
        st.error(plain(wrong))


def limit(mine: Mine) -> None:
    """Draw the form of the limit: minutes a week."""
    held = mine.goals.limit
    with st.form("goal_limit", border=True):
        metric = st.selectbox("A limit on", LIMITS, _place(LIMITS, held), format_func=TITLES.__getitem__)
        hours = st.number_input(
            "Hours a week at most", 0.0, 100.0, held.amount / 60 if held else 5.0, 0.5, format="%.1f", width=200
        )
        shared = st.toggle(_SHARE, bool(held and held.shared), help=_SHARED_HELP, key="share_limit")
        keep, back = _buttons(held is not None, "limit")
    if keep or back:
        minutes = None if back else round(hours * 60)
        _do(lambda: mine.look.desk.set_limit(mine.look.viewer, metric, minutes, shared, _now(mine)), bool(back))


def goal(mine: Mine) -> None:
    """Draw the form of the goal: replies a week, or the share answered."""
    held = mine.goals.goal
    metric = st.selectbox(
        "A goal for", GOALS, _place(GOALS, held), format_func=TITLES.__getitem__, key="goal_metric", width=400
    )
    amount = held.amount if held and held.metric == metric else (3.0 if metric == REPLIES else 0.8)
    with st.form(f"goal_goal {metric}", border=True):
        if metric == REPLIES:
            wanted = float(st.number_input("How many a week", 1, 500, round(amount), width=200))
        else:
            wanted = st.slider("Of every 100, how many answered in time", 5, 100, round(amount * 100), 5) / 100
        shared = st.toggle(_SHARE, bool(held and held.shared), help=_SHARED_HELP, key="share_goal")
        keep, back = _buttons(held is not None, "goal")
    if keep or back:
        number = None if back else wanted
        _do(lambda: mine.look.desk.set_goal(mine.look.viewer, metric, number, shared, _now(mine)), bool(back))


def reflection(mine: Mine) -> None:
    """Draw the form of a week's reflection."""
    begun = [week.number for week in mine.person.chosen.begun]
    week = st.selectbox("Week", begun, key="reflect_on", width=110)
    held = next((one for one in mine.goals.reflections if one.week == week), Reflection(week, "", False, 0))
    with st.form(f"reflection {week}", border=True):
        said = st.text_area(
            "What went well, what got in the way, what do you try next?", held.words, max_chars=LONGEST, height=120
        )
        shared = st.toggle(_SHARE, held.shared, help=_SHARED_HELP, key=f"share_reflection {week}")
        keep = st.form_submit_button("Keep")
    quiet("An empty box takes it back: then no word of it stays.")
    if keep:
        _do(lambda: mine.look.desk.reflect(mine.look.viewer, week, said, shared, _now(mine)), not said.strip())


def _buttons(held: bool, what: str) -> tuple[bool, bool]:
    with st.container(horizontal=True, gap="small"):
        keep = st.form_submit_button(f"Keep this {what}", type="primary")
        return keep, st.form_submit_button(f"No {what} any more") if held else False


def _place(options: tuple[str, ...], held: Goal | None) -> int:
    return options.index(held.metric) if held and held.metric in options else 0


def _now(mine: Mine) -> int:
    return reads.clock(mine.person.course.zone)


def _do(change: Callable[[], None], back: bool) -> None:
    try:
        change()
        st.session_state[_TOLD] = "Taken back." if back else "Kept."
    except EvenkeelError as problem:
        st.session_state[f"{_TOLD} wrong"] = str(problem)
    st.rerun()
