"""The chart of the class with one student on it: the middle half of the others as a box, and nobody else."""

import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.charts import balance
from evenkeel.charts import key as chart_key
from evenkeel.flags.standing import standing
from evenkeel.metrics.quartiles import OTHERS, Quartiles
from evenkeel.web import balance_points, line_trial, listing, my_reads, reads
from evenkeel.web.balance_points import BALANCE, TIME
from evenkeel.web.line_trial import Trial
from evenkeel.web.myself import Mine
from evenkeel.web.student_charts import draw
from evenkeel.web.style import shades as shades_now

_OTHER_TIME = "leisure_minutes"


def show(mine: Mine) -> None:
    """Show the chart for the chosen week; the term has none."""
    st.header("You, and the middle of the class", anchor=False)
    if not mine.week:
        st.markdown("Choose a week above: the class is shown week by week.")
        return
    found = my_reads.class_quartiles(mine.look, mine.week, (TIME, BALANCE))
    frame, others = _point(mine), _box(found)
    st.html(listing.paragraphs([_own_place(frame), _class_words(mine, found)]))
    line, most = _line(mine), balance_points.largest_hours(reads.metric(mine.look, TIME))
    draw(
        mine.person,
        "my_class",
        lambda shades: balance.chart(frame, shades, line=line, max_hours=most, others=others),
        mine.week,
        line,
        others,
    )
    shades = shades_now()
    box = [chart_key.Entry("the middle half of the others", shades.rest, "square", "self-reported")] if others else []
    st.html(chart_key.html([*chart_key.evidence(shades), *box, chart_key.flag(shades, "worth a look")], shades))


def _line(mine: Mine) -> balance.Line | None:
    rules = line_trial.on_this_chart(line.rule for line in reads.rules(mine.look))
    return Trial(rules[0], rules[0], True).drawn if rules else None


def _point(mine: Mine) -> pd.DataFrame:
    """Give the student's own row as the chart of the class has it."""
    look = mine.look
    time, other, share = (reads.metric(look, name) for name in (TIME, _OTHER_TIME, BALANCE))
    frame = balance_points.points(reads.students(look), time, other, share, mine.week)
    on = standing(reads.flags(look), mine.week, {mine.me}).on
    note = f"worth a look since week {on[-1].week}" if on else "not flagged"
    return frame.assign(name="You", flagged=bool(on), named=True, note=note)


def _own_place(frame: pd.DataFrame) -> str:
    for hours, share, why in frame[["hours", "balance", "why"]].itertuples(index=False):
        if why:
            return f"You have no point in this week: {why}."
        spent = words.hours(hours * 60)
        return f"You: {spent} of leisure while work was due, and a balance of {words.score(share)} of 100."
    return ""


def _class_words(mine: Mine, found: dict[str, Quartiles] | None) -> str:
    if found is not None:
        time, share = found[TIME], found[BALANCE]
        return (
            f"The middle half of the others lies between {words.hours(time.low)} and {words.hours(time.high)}, and "
            f"between {words.score(share.low)} and {words.score(share.high)} of balance, roughly: rounded, so that it "
            "tells of nobody. Where you stand in it is no mark."
        )
    if mine.running:
        return "The class is shown once the week has ended."
    return f"The class is not shown in this week: it takes {OTHERS} others with both numbers."


def _box(found: dict[str, Quartiles] | None) -> balance.Others | None:
    if found is None:
        return None
    time, share = found[TIME], found[BALANCE]
    return balance.Others((time.low / 60, time.middle / 60, time.high / 60), (share.low, share.middle, share.high))
