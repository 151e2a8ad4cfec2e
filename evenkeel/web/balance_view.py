"""The page of the chart: its line, its weeks, who stands where, and who has no place."""

from typing import Any

import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.access import Viewer
from evenkeel.charts import balance, key, theme
from evenkeel.course.calendar import WeekState
from evenkeel.course.values import Rule
from evenkeel.flags.standing import Standing, headline, standing, would_flag
from evenkeel.flags.wording import how_often_words
from evenkeel.web import balance_points, controls, counted_with, keys, line_trial, listing, navigation, reads, style
from evenkeel.web.balance_points import BALANCE, TIME
from evenkeel.web.controls import Chosen
from evenkeel.web.line_trial import Trial
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_OTHER_TIME = "leisure_minutes"


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.class_with_data(viewer)
    listing.put_on(style.shades())
    heading = st.container(gap="xsmall")
    chosen = controls.row(look, steps=True)
    if chosen.week is None:
        heading.title("The term has not begun", anchor=False)
        st.markdown("The chart begins with the first week's numbers.")
        return
    trial = _line(look)
    frame = _points_of(look, chosen)
    stands = standing(reads.preview(look, trial.rule), chosen.week.number, chosen.addresses)
    _heading(heading, look, chosen, stands, trial)
    running = chosen.week.state is WeekState.RUNNING
    drawn = balance_points.drawn(frame, stands, chosen.names, trial.rule, running)
    left, right = st.columns([0.72, 0.28], gap="medium")
    with left:
        _chart(look, drawn, chosen, trial)
    with right:
        _beside(drawn, chosen)
    _table(drawn, chosen)
    counted_with.show(look.course.settings, (TIME, BALANCE), rules=True)


def _points_of(look: Look, chosen: Chosen) -> pd.DataFrame:
    assert chosen.week is not None  # the page stops before where no week has begun
    everybody = _points(look, chosen.week.number)
    return everybody[everybody["student"].isin(chosen.addresses)]


@reads.cached
def _points(look: Look, week: int) -> pd.DataFrame:
    return balance_points.points(
        reads.students(look),
        reads.metric(look, TIME),
        reads.metric(look, _OTHER_TIME),
        reads.metric(look, BALANCE),
        week,
    )


# The line


def _line(look: Look) -> Trial:
    """Draw the line's controls and return the rule that they try."""
    rules = line_trial.on_this_chart(line.rule for line in reads.rules(look))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        base = _which(rules) if len(rules) > 1 else (rules or [line_trial.DEFAULT])[0]
        trial = line_trial.Trial(_slider(look, base, bool(rules)), base, bool(rules))
        with st.container(horizontal=True, gap="xsmall", width="content"):
            back = f"Back to {line_trial.line_words(base)}"
            st.button(back, on_click=_reset, args=(base,), disabled=not trial.moved)
            if st.button("Set this line…", help="See it over all weeks, say why, and put it in force"):
                st.session_state[keys.TRIED_RULE] = trial.rule
                # Not without: Streamlit would clear the address, and may not where a control is bound to it.
                st.switch_page(navigation.page("thresholds"), query_params={})
    return trial


def _which(rules: list[Rule]) -> Rule:
    return st.selectbox("Rule", rules, format_func=line_trial.rule_words, key="rule_on_chart", width=320)


def _slider(look: Look, base: Rule, in_force: bool) -> Rule:
    # Not by `value=`: the button back sets the same slot, and Streamlit warns of two sources.
    st.session_state.setdefault(_slot(base), base.line)
    most = balance_points.largest_hours(reads.metric(look, TIME))
    line = st.select_slider(
        "The line" if in_force else "A line to try (none is in force on this chart)",
        line_trial.places(base, most),
        format_func=lambda value: line_trial.line_words(line_trial.at(base, value)),
        key=_slot(base),
        persist_state="session",
        width=460,
    )
    return line_trial.at(base, line)


def _slot(base: Rule) -> str:
    # A line is moved from where it is: once another is set, the slider starts there.
    return f"line {line_trial.rule_words(base)}"


def _reset(base: Rule) -> None:
    st.session_state[_slot(base)] = base.line


# The words above


def _heading(
    into: st.delta_generator.DeltaGenerator, look: Look, chosen: Chosen, stands: Standing, trial: Trial
) -> None:
    of = len(chosen.students)
    if trial.moved or not trial.in_force:
        finding = f"A line at {trial.words} {would_flag(stands, of, chosen.of_whom)}"
    else:
        finding = headline(stands, of, chosen.of_whom)
    into.title(plain(finding), anchor=False)
    with into:
        quiet(_how_to_read(look, chosen, trial))


def _how_to_read(look: Look, chosen: Chosen, trial: Trial) -> str:
    week = chosen.week
    assert week is not None  # the page stops before where no week has begun
    how_often = how_often_words(trial.rule.k, trial.rule.m)
    side = "Past" if trial.rule.above else "Under"
    done = "has ended" if week.state is WeekState.COMPLETED else "is still running: it flags nobody until it ends"
    said = [f"{words.sentence(week.label)}, {done}.", f"{side} the line {how_often} raises a flag (▲)."]
    if trial.rule.metric == TIME:
        said.append("Estimated minutes never do.")
    if trial.in_force:
        said.append(f"The line in force: {line_trial.origin(reads.rule_history(look), look.course)}")
    return " ".join(said)


# The picture and what stands beside it


def _chart(look: Look, drawn: pd.DataFrame, chosen: Chosen, trial: Trial) -> None:
    assert chosen.week is not None
    shades = style.shades()
    state = (chosen.week.number, chosen.section, chosen.names_shown, str(trial.rule), shades.ground)
    happened = st.vega_lite_chart(
        _spec(look, state, drawn, chosen, trial, shades),
        width="stretch",
        theme=None,
        on_select="rerun",
        key="balance_chart",
    )
    st.html(key.html([*key.evidence(shades), key.flag(shades)], shades))
    if student := balance_points.clicked(happened):
        _open(student, chosen)


# Altair takes longest of all; `state` tells everything that the arguments after it can differ in.
@reads.cached
def _spec(
    look: Look,
    state: tuple[object, ...],
    _drawn: pd.DataFrame,
    _chosen: Chosen,
    _trial: Trial,
    _shades: theme.Palette,
) -> dict[str, Any]:
    short = controls.short_names(_chosen.names) if _chosen.names_shown else _chosen.names
    chart = balance.chart(
        _drawn.assign(name=_drawn["student"].map(short)),
        _shades,
        line=_trial.drawn,
        max_hours=balance_points.largest_hours(reads.metric(look, TIME)),
    )
    return theme.spec(chart)


def _beside(drawn: pd.DataFrame, chosen: Chosen) -> None:
    student = st.selectbox(
        "Open a student",
        list(chosen.students["student"]),
        index=None,
        format_func=chosen.name,
        placeholder="Choose a name, or click a point",
        key="open_student",
    )
    if student:
        _open(student, chosen)
    for why, names in balance_points.without_place(drawn):
        st.markdown(f"**{plain(words.sentence(why))}** ({len(names)})  \n{plain(', '.join(names))}")


def _open(student: str, chosen: Chosen) -> None:
    st.switch_page(navigation.page("student"), query_params=chosen.link(student))


def _table(drawn: pd.DataFrame, chosen: Chosen) -> None:
    with st.expander(f"The same numbers as a table, {words.count(len(drawn), 'student')}"):
        st.html(
            listing.table(
                (
                    "Student",
                    "Leisure while work was due",
                    "Evidence",
                    "Balance (0–100)",
                    "Acts behind it",
                    "Flag",
                ),
                balance_points.table_rows(drawn),
                numbers=frozenset({1, 3, 4}),
                folds=True,
            )
        )
