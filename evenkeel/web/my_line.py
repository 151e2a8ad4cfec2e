"""The lines that can concern a student, each in words, and how far away the student is from it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.course.values import Against, Condition, Rule
from evenkeel.flags.judging import MIN_OWN_WEEKS, Series, is_over, own_scales
from evenkeel.flags.wording import amount, how_often_words, line_words
from evenkeel.metrics.registry import METRICS
from evenkeel.web import listing, navigation, reads
from evenkeel.web.myself import Mine, completed
from evenkeel.web.saying import quiet


def show(mine: Mine) -> None:
    """Show each line with how far away it is in the chosen week, for the term in the last completed one."""
    rules = reads.rules(mine.look)
    st.header("The line" if len(rules) == 1 else "The lines", anchor=False)
    if not rules:
        st.markdown("No line is in force that looks at you, so nothing of yours can be flagged.")
        return
    done = completed(mine)
    week = mine.week or (done[-1] if done else 0)
    told = [(title(line.rule), _far(mine, line.rule, week) if week else "No week has ended yet.") for line in rules]
    st.html(listing.terms("", told))
    with st.expander("The whole rule in words" if len(rules) == 1 else "The whole rules in words"):
        st.html(listing.paragraphs([line.sentence for line in rules]))
        quiet("What is past a line is worth a look, and no more: it is no mark, and you see a flag when others do.")
    st.page_link(navigation.page("my_flags"), label="My flags")


def title(rule: Rule) -> str:
    """Say a rule as a line: "The line: leisure while work was due above 5 h, in 2 of the last 3 weeks"."""
    whats = " and ".join(_what(condition) for condition in rule.conditions)
    return f"The line: {whats}, {how_often_words(rule.k, rule.m)}"


def _what(condition: Condition) -> str:
    kind = METRICS[condition.metric]
    name = f"{kind.title[:1].lower()}{kind.title[1:]}"
    if condition.against is Against.LINE:
        return f"{name} {'above' if condition.above else 'below'} {line_words(condition.line, kind)}"
    whose = "for the class" if condition.against is Against.CLASS else "for you"
    return f"{name} unusually {'high' if condition.above else 'low'} {whose}"


def _far(mine: Mine, rule: Rule, week: int) -> str:
    if week in mine.look.desk.left_out(mine.look.viewer, mine.me):
        return f"Week {week} is not looked at: it is excused, or you had just joined."
    frame = reads.of_student(mine.look, mine.me)
    said = []
    for condition in rule.conditions:
        series = mine.look.desk.series(mine.look.viewer, mine.look.now, condition.metric).get(mine.me, ())
        said.append(distance(condition, firm(frame, condition.metric, week), series, week, mine.running))
    return " ".join([*said, _so_often(mine, rule, week)]).strip()


def firm(frame: pd.DataFrame, metric: str, week: int) -> float | None:
    """Return what a rule would look at in a week, without estimated minutes; None where there is nothing."""
    held = frame.loc[(frame["metric"] == metric) & (frame["week"] == week), "firm"].dropna()
    return float(held.iloc[0]) if len(held) else None


def distance(condition: Condition, value: float | None, series: Series, week: int, running: bool) -> str:
    """Say how far a value is from a line: "You are 40 min below it in week 9"."""
    kind, when = METRICS[condition.metric], "so far this week" if running else f"in week {week}"
    if value is None:
        known = "estimated minutes never count here" if kind.of_time else "there is too little to say"
        return f"Week {week} has no number that it could look at ({known})."
    if condition.against is Against.CLASS:
        return "Where it stands depends on the middle of the class in that week, so only a flag tells it."
    line = _line_of(condition, series, week)
    if line is None:
        return f"It takes {MIN_OWN_WEEKS} earlier weeks of your own, so it does not look at week {week}."
    away = abs(value - line)
    if away < 1e-9:
        return f"You are exactly at it {when}, and not past it."
    side = "above" if value > line else "below"
    past = value > line if condition.above else value < line
    mark = " That is past it." if past else ""
    return f"You are {_amount(away, kind.unit)} {side} it {when} ({amount(value, kind.unit)}).{mark}"


def _amount(away: float, unit: str) -> str:
    return f"{words.score(away)} points" if unit == "share" else amount(away, unit)


def _line_of(condition: Condition, series: Series, week: int) -> float | None:
    if condition.against is Against.LINE:
        return condition.line
    scale = own_scales(series).get(week)
    return None if scale is None else scale.middle + (1 if condition.above else -1) * condition.line * scale.spread


def _so_often(mine: Mine, rule: Rule, week: int) -> str:
    """Say in how many of the last weeks that count the student was past a plain line."""
    if rule.m == 1 or rule.also or rule.against is not Against.LINE:
        return ""
    series = mine.look.desk.series(mine.look.viewer, mine.look.now, rule.metric).get(mine.me, ())
    return so_often(rule, [each for each in series if each[0] <= week])


def so_often(rule: Rule, series: Sequence[tuple[int, float]]) -> str:
    """Say how many of the last completed weeks with numbers were past the line."""
    last = series[-rule.m :]
    if not last:
        return ""
    over = sum(is_over(rule, x) for _, x in last)
    weeks = words.together([str(week) for week, _ in last])
    name, were = ("week" if len(last) == 1 else "weeks"), ("was" if over < 2 else "were")
    return f"Of your last completed {name} with a number ({weeks}), {over or 'none'} {were} past it."
