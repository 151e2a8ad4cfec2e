"""The page of the rules: what is in force, what another rule would have done, and every change so far."""

import streamlit as st

from evenkeel.access import Viewer
from evenkeel.course.values import Rule
from evenkeel.web import (
    controls,
    counted_with,
    keys,
    line_trial,
    listing,
    reads,
    rule_draft,
    states,
    style,
    threshold_fields,
    threshold_preview,
    threshold_reads,
    threshold_saving,
    threshold_words,
    threshold_yaml,
)
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet
from evenkeel.web.threshold_preview import Proposal
from evenkeel.web.threshold_saving import ADD
from evenkeel.web.threshold_yaml import Edited


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.open_class(viewer)
    if reads.students(look).empty:
        states.stop_without_students()
    listing.put_on(style.shades())
    rules = tuple(line.rule for line in reads.rules(look))
    st.title(_finding(len(rules)), anchor=False)
    above = st.container()
    chosen = controls.row(look, week=False)
    with above:
        _in_force(look, chosen, rules)
    st.header("Try a rule", anchor=False)
    _try(look, chosen, rules)
    threshold_saving.history(look, chosen)


def _try(look: Look, chosen: Chosen, rules: tuple[Rule, ...]) -> None:
    place = _which(look, chosen, rules)
    left, right = st.columns([0.4, 0.6], gap="large")
    written = st.container()
    start = _start(rules, place)
    with left:
        fields = threshold_fields.show(look, chosen, start, threshold_saving.slot(place, start))
    with_it = rule_draft.with_rule(rules, None if place == ADD else place, fields.rule)
    with written:
        edited = threshold_yaml.show(look, chosen, with_it, threshold_saving.slot("yaml"))
    if look.desk.looked_at(look.viewer, fields.rule):
        with fields.beside:
            quiet(threshold_words.past_sentence(threshold_reads.replay(look, fields.rule).among(chosen.addresses)))
    with right:
        tried = _proposal(look, chosen, rules, Proposal(with_it, fields.rule), edited)
        if tried:
            threshold_preview.show(look, chosen, rules, tried)
    threshold_saving.save(look, rules, place, tried, edited is not None)
    metrics = [condition.metric for condition in fields.rule.conditions]
    counted_with.show(look.course.settings, metrics, rules=True)


def _finding(n: int) -> str:
    if not n:
        return "No rule is in force: nobody is flagged"
    return "One rule says who is worth a look" if n == 1 else f"{n} rules say who is worth a look"


def _in_force(look: Look, chosen: Chosen, rules: tuple[Rule, ...]) -> None:
    for rule in rules:
        st.markdown(plain(threshold_reads.sentence(look, chosen, rule)))
        threshold_fields.nobody(look, chosen, rule)
    quiet(line_trial.origin(reads.rule_history(look), look.course))
    threshold_saving.said()


def _which(look: Look, chosen: Chosen, rules: tuple[Rule, ...]) -> int:
    """Choose the rule to change, by its place; `ADD` for a new one."""
    tried: Rule | None = st.session_state.get(keys.TRIED_RULE)
    place = rule_draft.place_of(rules, tried) if tried else (0 if rules else None)
    options = [*range(len(rules)), ADD]
    names = [threshold_words.rule_words(rule, threshold_reads.student_of(look, chosen, rule)) for rule in rules]
    found: int = st.selectbox(
        "Rule",
        options,
        index=options.index(ADD if place is None else place),
        format_func=lambda n: "A new rule" if n == ADD else f"Change: {names[n]}",
        key=threshold_saving.slot("which", tried),
        width=680,
    )
    return found


def _start(rules: tuple[Rule, ...], place: int) -> Rule:
    """Return what the fields begin with: what was tried on the chart, else the rule to change, else a usual one."""
    tried: Rule | None = st.session_state.get(keys.TRIED_RULE)
    if tried and place == (ADD if (found := rule_draft.place_of(rules, tried)) is None else found):
        return tried
    return line_trial.DEFAULT if place == ADD else rules[place]


def _proposal(
    look: Look, chosen: Chosen, rules: tuple[Rule, ...], by_fields: Proposal, edited: Edited | None
) -> Proposal | None:
    """Return what is tried: what the fields say, or the YAML once it was edited; None where that cannot be read."""
    if edited is None:
        return by_fields
    if edited.problems:
        st.markdown("The YAML cannot be read yet: what is wrong is listed with it, line by line.")
        return None
    new = [rule for rule in edited.rules if rule not in rules]
    if len(new) < 2:
        return Proposal(edited.rules, new[0] if new else None)
    names = {rule: threshold_words.rule_words(rule, threshold_reads.student_of(look, chosen, rule)) for rule in new}
    return Proposal(edited.rules, st.selectbox("New rule to look at", new, format_func=names.__getitem__))
