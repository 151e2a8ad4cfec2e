"""A student's own weeks as a chart: a number week by week, with the line, the own usual week and the own goal."""

import streamlit as st

from evenkeel.charts import key as chart_key
from evenkeel.charts import weeks as weeks_chart
from evenkeel.charts.term import Level
from evenkeel.metrics.registry import METRICS
from evenkeel.model import State
from evenkeel.web import listing, my_words, navigation, reads, style
from evenkeel.web import student_numbers as numbers
from evenkeel.web import student_term as term_of
from evenkeel.web.myself import Mine
from evenkeel.web.student_charts import WEEKLY, about, draw

_NUMBER = "my_number"
_FIRST = (*my_words.OWN, *my_words.OF_OTHERS)
NUMBERS = (*_FIRST, *(name for name in WEEKLY if name not in _FIRST))


def show(mine: Mine) -> None:
    """Show a chosen number over the weeks."""
    st.header("Your weeks", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        metric = st.selectbox(
            "Number",
            NUMBERS,
            _first(mine),
            format_func=lambda name: METRICS[name].title,
            key=_NUMBER,
            persist_state="session",
            width=300,
        )
        about(metric, mine.person)
    chart(mine, metric, "my_weeks")
    st.page_link(navigation.page("my_goal"), label="Your own limit and goal")


def _first(mine: Mine) -> int:
    """Begin with the first number that is known in some completed week."""
    known = {name for (name, week), reading in mine.person.found.items() if week and reading.state is State.OK}
    return next((place for place, name in enumerate(NUMBERS) if name in known), 0)


def chart(mine: Mine, metric: str, what: str) -> None:
    """Draw a number of the student week by week, with a sentence and a table; `what` names the chart."""
    person, kind = mine.person, METRICS[metric]
    frame = term_of.term(person.found, metric, begun=person.begun, course=person.course, flags=person.flags)
    rules = [line.rule for line in reads.rules(person.look)]
    shape: weeks_chart.Shape = "bar" if kind.unit in ("minutes", "count") else "dot"
    goal, usual = own_level(mine, metric), term_of.usual_level(person.found, metric, mine.week or len(frame) + 1)
    st.html(listing.paragraphs([term_of.term_sentence(frame, kind)]))
    draw(
        person,
        what,
        lambda shades: weeks_chart.chart(
            frame,
            shades,
            title=term_of.title(kind),
            weeks=person.course.weeks,
            line=term_of.line(rules, metric),
            usual=usual,
            goal=goal,
            shape=shape,
        ),
        metric,
        mine.week,
        goal,
    )
    shades = style.shades()
    entries = chart_key.evidence(shades, term_of.kinds_of(frame["evidence"]), "square")
    if shape == "bar" and frame["running"].any():
        entries.append(chart_key.Entry("the week is still running", shades.calm, "hatch"))
    if entries:
        st.html(chart_key.html(entries, shades))
    with st.expander("The weeks as a table"):
        st.html(listing.table(["Week", kind.title, "Rests on"], term_of.term_rows(person.found, metric, frame)))


def own_level(mine: Mine, metric: str) -> Level | None:
    """Give the student's own limit or goal on a number, as the chart draws it."""
    for goal, name in ((mine.goals.limit, "your limit"), (mine.goals.goal, "your goal")):
        if goal is not None and goal.metric == metric:
            said = f"{name}: {numbers.in_words(METRICS[metric], goal.amount)}"
            return Level(term_of.plotted(METRICS[metric], goal.amount), said, name == "your limit")
    return None
