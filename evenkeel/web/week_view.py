"""The page of the week: who needs a look, what came in, what is missing, what to do next."""

from collections.abc import Sequence

import streamlit as st

from evenkeel import words
from evenkeel.access import Viewer
from evenkeel.course import calendar
from evenkeel.course.calendar import WeekState
from evenkeel.flags import standing
from evenkeel.flags.decide import Flag
from evenkeel.flags.standing import Standing
from evenkeel.reports import news
from evenkeel.reports.news import KINDS, Missing
from evenkeel.web import controls, counted_with, flag_card, listing, navigation, reads, states, style
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import CourseWeek, Look
from evenkeel.web.saying import plain, quiet

# More cards than this are no longer a list of whom to look at; the rest is one click away.
_SHOWN = 12


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.open_class(viewer)
    if _not_begun(look):
        return
    look = reads.class_with_data(viewer)
    listing.put_on(style.shades())
    heading = st.container(gap="xsmall")
    chosen = controls.row(look)
    week = chosen.week
    assert week is not None  # a term that has not begun has been shown above
    stands = standing.standing(reads.flags(look), week.number, chosen.addresses)
    _heading(heading, look, chosen, stands)
    _flagged(look, chosen, stands)
    _calm_again(chosen, stands)
    missing = _missing(look, chosen, week)
    left, right = st.columns(2, gap="large")
    with left:
        _came_in(look, chosen, week)
    with right:
        _show_missing(look, chosen, missing)
    _next(chosen, stands, missing)
    counted_with.show(look.course.settings, (line.rule.metric for line in reads.rules(look)), rules=True)
    if reads.is_sample(look):
        states.sample_note()


def _not_begun(look: Look) -> bool:
    weeks = reads.weeks(look)
    if any(week.state is not WeekState.NOT_BEGUN for week in weeks):
        return False
    first = calendar.local(weeks[0].start, look.course.zone).date()
    st.title(f"The term begins on {calendar.date_words(first)}", anchor=False)
    everybody = reads.students(look)
    st.markdown(
        f"{words.sentence(words.count(len(everybody), 'student'))} on the roster. Until then nothing is counted."
    )
    for line in reads.rules(look):
        st.markdown(plain(line.sentence))
    _link("load", "Load what is there already")
    _link("thresholds", "Look at the rules")
    return True


def _heading(into: st.delta_generator.DeltaGenerator, look: Look, chosen: Chosen, stands: Standing) -> None:
    week = chosen.week
    assert week is not None
    with into:
        st.title(plain(standing.headline(stands, len(chosen.students), chosen.of_whom)), anchor=False)
        quiet(" ".join((f"{words.sentence(week.label)}, {_how_far(look, week)}.", *_no_rules(look))))


def _how_far(look: Look, week: CourseWeek) -> str:
    weeks = reads.weeks(look)
    if week.state is WeekState.RUNNING:
        return "is still running: its numbers are so far, and it flags nobody until it ends"
    if week.number == weeks[-1].number:
        return "the last of the term, has ended"
    return "has ended; the term is over" if weeks[-1].state is WeekState.COMPLETED else "has ended"


def _no_rules(look: Look) -> tuple[str, ...]:
    return () if reads.rules(look) else ("No rule is in force, so nobody can be flagged.",)


# Who


def _flagged(look: Look, chosen: Chosen, stands: Standing) -> None:
    everyone = st.session_state.get("all_flagged", False)
    shown = stands.students if everyone else stands.students[:_SHOWN]
    for start in range(0, len(shown), 2):
        for place, student in zip(st.columns(2, gap="small"), shown[start : start + 2], strict=False):
            with place:
                _card(look, chosen, student, [flag for flag in stands.on if flag.student == student], stands)
    if len(shown) < len(stands.students):
        st.toggle(f"Show all {len(stands.students)}", key="all_flagged")


def _card(look: Look, chosen: Chosen, student: str, theirs: Sequence[Flag], stands: Standing) -> None:
    name = chosen.name(student)
    since = min(flag.week for flag in theirs)
    since_when = "new this week" if student in stands.newly else f"since {words.week(since)}"
    with st.container(border=True, gap="xsmall", height="stretch"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.page_link(navigation.page("student"), label=f"**{plain(name)}**", query_params=chosen.link(student))
            st.html(f'<span style="color:var(--ek-worth)">▲ {since_when}</span>', width="content")
        for flag in theirs:
            st.markdown(plain(reads.reason(flag, name)))
            flag_card.link(look, flag)


def _calm_again(chosen: Chosen, stands: Standing) -> None:
    calm = sorted({chosen.name(flag.student) for flag in stands.calm if flag.student not in stands.students})
    if calm:
        st.markdown(f"Calm again since this week: {plain(words.together(calm))}.")


# What


def _came_in(look: Look, chosen: Chosen, week: CourseWeek) -> None:
    completed = [each.number for each in chosen.begun if each.state is WeekState.COMPLETED]
    counts = {kind: reads.metric(look, kind) for kind in KINDS}
    cut = news.cut_kinds(reads.coverage(look), week.number, chosen.addresses)
    found = news.came_in(counts, week.number, completed, chosen.addresses, cut)
    running = week.state is WeekState.RUNNING
    st.header("What came in", anchor=False)
    st.markdown(news.came_in_sentence(found, week.number, running))
    rows = news.came_in_rows(found, len(chosen.students))
    if rows:
        headings = ("Kind", "So far" if running else "This week", "Usual week", "Students who wrote any")
        st.html(listing.table(headings, rows, numbers=frozenset({1, 2, 3}), folds=True))


def _missing(look: Look, chosen: Chosen, week: CourseWeek) -> list[Missing]:
    coverage, entries = reads.coverage(look), reads.entries(look)
    ever = set(coverage["student"]) | set(entries.loc[entries["rows"] > 0, "student"])
    return news.missing(list(chosen.students["student"]), coverage, entries, week.number, ever)


def _show_missing(look: Look, chosen: Chosen, missing: Sequence[Missing]) -> None:
    st.header("What is missing", anchor=False)
    unmatched = news.unmatched_sentence(reads.unmatched(look))
    if not missing and not unmatched:
        st.markdown("Nothing: every student has an export and time data for this week.")
    for each in missing:
        names = [chosen.name(student) for student in each.who]
        st.markdown(f"**{each.what}** ({len(names)}): {plain(', '.join(names))}.  \n{each.means}")
    if unmatched:
        st.markdown(unmatched)


def _next(chosen: Chosen, stands: Standing, missing: Sequence[Missing]) -> None:
    st.header("What to do next", anchor=False)
    with st.container(horizontal=True, gap="medium"):
        if first := next(iter(stands.students), ""):
            label = f"Look at {plain(chosen.name(first))} first"
            st.page_link(navigation.page("student"), label=label, query_params=chosen.link(first))
        _link("balance", "See the class on the chart")
        if missing:
            _link("load", "Load what is missing")
        if not stands.on:
            _link("thresholds", "See what another line would flag")


def _link(name: str, label: str) -> None:
    st.page_link(navigation.page(name), label=label)
