"""The threshold that fits an exercise: a number, a side, a line, and how often."""

import streamlit as st

from evenkeel.course.rules import as_written
from evenkeel.course.values import Rule
from evenkeel.metrics.registry import METRICS
from evenkeel.web import rule_draft
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet


def show(look: Look, start: Rule | None, slot: str) -> dict[str, object] | None:
    """Draw the fields and return the rule as a file has it; None where there is to be none."""
    if start and _beyond(start):
        return _kept(look, start, slot)
    weekly = [name for name, metric in METRICS.items() if metric.weekly]
    metric = st.selectbox(
        "A threshold that fits it",
        weekly,
        index=weekly.index(start.metric) if start else None,
        format_func=lambda name: METRICS[name].title,
        key=f"{slot} metric",
        persist_state="session",
        placeholder="none",
        help="Nobody is flagged by it until it is put in force on the page Thresholds.",
    )
    return as_written(_rule(metric, start, slot)) if metric else None


def _rule(metric: str, start: Rule | None, slot: str) -> Rule:
    field = rule_draft.line_field(METRICS[metric])
    begun = start if start and start.metric == metric else None
    first = begun.line if begun else rule_draft.first_line(METRICS[metric], None)
    often = list(rule_draft.HOW_OFTEN)
    usual = rule_draft.how_often_choice(start.k, start.m) if start else often[1]
    with st.container(horizontal=True):
        above = st.selectbox(
            "Worth a look when",
            ["above", "below"],
            index=int(bool(start and not start.above)),
            key=f"{slot} side",
            persist_state="session",
        )
        typed = st.number_input(
            field.label,
            field.low,
            field.high,
            field.typed(first),
            field.step,
            key=f"{slot} line {metric}",
            persist_state="session",
        )
        how = st.selectbox("How often", often, index=often.index(usual), key=f"{slot} often", persist_state="session")
    line = rule_draft.exact(field, float(typed), begun.conditions[0]) if begun else field.line(float(typed))
    return Rule(metric, line, above == "above", *rule_draft.HOW_OFTEN[how])


def _beyond(rule: Rule) -> bool:
    """Tell whether a rule says more than these few fields can; it is then kept as it is or left out."""
    return (
        rule_draft.has_more(rule)
        or rule_draft.how_often_choice(rule.k, rule.m) == rule_draft.CUSTOM
        or not METRICS[rule.metric].weekly
    )


def _kept(look: Look, rule: Rule, slot: str) -> dict[str, object] | None:
    st.markdown(plain(look.desk.sentence(rule)))
    quiet("It says more than the fields here can: keep it, or leave it out.")
    return (
        as_written(rule)
        if st.toggle("Keep this threshold", True, key=f"{slot} keep", persist_state="session")
        else None
    )
