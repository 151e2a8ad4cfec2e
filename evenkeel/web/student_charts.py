"""The pictures of the page about one student: the term, the minutes and the acts, with words and tables."""

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.charts import acts as acts_chart
from evenkeel.charts import key as chart_key
from evenkeel.charts import minutes as minutes_chart
from evenkeel.charts import theme
from evenkeel.charts import weeks as weeks_chart
from evenkeel.charts.theme import Palette
from evenkeel.course.calendar import local
from evenkeel.metrics.descriptions import setting
from evenkeel.metrics.registry import METRICS
from evenkeel.web import listing, reads, style
from evenkeel.web import student_acts as acts_of
from evenkeel.web import student_term as term_of
from evenkeel.web import student_time as time_of
from evenkeel.web.reads import Look
from evenkeel.web.student_view import Person

# The chart's axis begins at 0, and a direction does not.
WEEKLY = tuple(metric.id for metric in METRICS.values() if metric.weekly and metric.low == 0)


_NUMBER = "student_number"
_WITHOUT = "Bars leave out estimated minutes where a tracker or a diary tells of the week, as rules do."


def draw(person: Person, what: str, build: Callable[[Palette], alt.LayerChart], *on: object) -> None:
    """Put a chart on the page; `on` is what it depends on besides the student and the record."""
    shades = style.shades()
    key = (what, person.student, shades.ground, str(person.chosen.names_shown), *map(str, on))
    _picture(person.look, key, lambda: build(shades))


@reads.cached
def _picture(look: Look, key: tuple[str, ...], _build: Callable[[], alt.LayerChart]) -> None:
    # Building a chart and sending its data are the page's cost; both follow from the key and the record, and what is
    # put on a page inside a cached function is put there again as it was.
    st.vega_lite_chart(spec=theme.spec(_build()), theme=None, key=f"student_{key[0]}")


def term(person: Person) -> None:
    """Show a chosen number week by week, with the line if a rule is on it and the own usual week."""
    st.header("The term, week by week", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        metric = st.selectbox(
            "Number",
            WEEKLY,
            index=_first(person),
            format_func=lambda name: METRICS[name].title,
            key=_NUMBER,
            persist_state="session",
            width=300,
        )
        about(metric, person)
    rules = [rule.rule for rule in reads.rules(person.look)]
    frame = term_of.term(person.found, metric, begun=person.begun, course=person.course, flags=person.flags)
    until = person.week.number if person.week else 0
    kind = METRICS[metric]
    said = term_of.term_sentence(frame, kind)
    st.html(listing.paragraphs([said, _WITHOUT if kind.unit == "minutes" else ""]))
    draw(
        person,
        "term",
        lambda shades: weeks_chart.chart(
            frame,
            shades,
            title=term_of.title(kind),
            weeks=person.course.weeks,
            line=term_of.line(rules, metric),
            usual=term_of.usual_level(person.found, metric, until),
            shape="bar" if kind.unit in ("minutes", "count") else "dot",
        ),
        metric,
        until,
    )
    shades = style.shades()
    entries = chart_key.evidence(shades, term_of.kinds_of(frame["evidence"]), "square")
    if frame["flagged"].any():
        entries.append(chart_key.flag(shades, "a week that raised a flag"))
    if frame["running"].any():
        entries.append(chart_key.Entry("the week is still running", shades.calm, "hatch"))
    if entries:
        st.html(chart_key.html(entries, shades))
    _table(
        "The weeks as a table",
        ["Week", kind.title, "Rests on"],
        term_of.term_rows(person.found, metric, frame),
    )


def chosen_number(person: Person) -> str:
    """Return the number that the term's chart shows."""
    return str(st.session_state.get(_NUMBER) or WEEKLY[_first(person)])


def _first(person: Person) -> int:
    """Begin with the number that raised the newest flag, else with the engagement balance."""
    flagged = [flag.rule.metric for flag in person.flags if flag.rule.metric in WEEKLY]
    return WEEKLY.index(flagged[0]) if flagged else 0


def about(metric: str, person: Person) -> None:
    """Say in a popover what a number means and does not show."""
    with st.popover("What it means", type="tertiary"):
        kind, told = METRICS[metric], METRICS[metric].about
        rows = [
            ("Shows", told.shows),
            ("Does not show", told.not_shown),
            ("Formula", told.formula),
            ("Source", told.source),
        ]
        if told.settings:
            held = words.together([setting(name, person.course.settings) for name in told.settings])
            rows.append(("Settings", f"{words.sentence(held)}."))
        st.html(listing.terms(kind.title, rows))


@reads.cached
def _stacked(look: Look, student: str, running: tuple[int, ...]) -> pd.DataFrame:
    return time_of.stacked(reads.timeline(look, student), running)


def minutes(person: Person) -> None:
    """Show leisure minutes stacked by evidence."""
    st.header("Leisure by how it is known", anchor=False)
    frame = _stacked(person.look, person.student, tuple(person.running))
    said = time_of.sentence(person.found, person.begun)
    st.html(listing.paragraphs([said, time_of.READING]))
    line = term_of.line([rule.rule for rule in reads.rules(person.look)], time_of.DUE)
    draw(
        person,
        "minutes",
        lambda shades: minutes_chart.chart(
            frame,
            shades,
            weeks=person.course.weeks,
            line=line,
            missing=time_of.missing(person.found, person.begun, person.course),
        ),
    )
    shades = style.shades()
    due = [
        chart_key.Entry(f"{minutes_chart.DUE}", shades.calm, "square"),
        chart_key.Entry(minutes_chart.OTHER, shades.rest, "square"),
    ]
    st.html(chart_key.html([*due, *chart_key.evidence(shades, term_of.kinds_of(frame["evidence"]), "square")], shades))
    headings = ["Week", "Leisure while work was due", "All leisure", "Coursework"]
    _table("The minutes as a table", headings, time_of.by_week(person.found, person.begun))


def timeline(person: Person) -> None:
    """Show every act of the term as a mark."""
    st.header("What was written and received", anchor=False)
    wrote = int(person.acts["wrote"].sum())
    answered = f"{words.count(wrote, 'act')} written, {len(person.acts) - wrote:,} received in the term so far."
    st.html(listing.paragraphs([words.sentence(answered)]))
    if person.acts.empty:
        return
    weeks = [week for week in reads.weeks(person.look) if week.number in person.begun]
    until = local(min(weeks[-1].end, max(person.look.now, weeks[-1].start)), person.course.zone)
    draw(
        person,
        "acts",
        lambda shades: acts_chart.chart(
            acts_of.marks(person.acts, person.course.zone),
            shades,
            weeks=acts_of.week_starts(weeks, person.course.zone),
            until=acts_of.naive(until),
        ),
    )
    shades = style.shades()
    entries = [
        chart_key.Entry("to or from somebody", shades.calm),
        chart_key.Entry("to nobody in particular", shades.rest, "square"),
    ]
    st.html(chart_key.html(entries, shades))


def _table(label: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with st.expander(label):
        st.html(listing.table(headings, rows, folds=len(headings) > 3))
