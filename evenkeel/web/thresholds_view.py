"""The page of the rules: what is in force, what another line would have done, and every change so far."""

import streamlit as st

from evenkeel import words
from evenkeel.access import Viewer
from evenkeel.course import calendar
from evenkeel.course.calendar import WeekState
from evenkeel.course.values import Rule
from evenkeel.metrics.registry import METRICS
from evenkeel.web import controls, counted_with, keys, line_trial, listing, reads, rule_draft, states, style
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import Look
from evenkeel.web.rule_draft import CUSTOM, HOW_OFTEN
from evenkeel.web.saying import plain, quiet

_CHANGED = "rules_changed"  # how often, so that every save begins with fresh fields
_SAID = "rules_said"
_ADD = -1


def show(viewer: Viewer) -> None:
    """Show the page."""
    look = reads.open_class(viewer)
    if reads.students(look).empty:
        states.stop_without_students()
    listing.put_on(style.shades())
    rules = tuple(line.rule for line in reads.rules(look))
    st.title(_finding(len(rules)), anchor=False)
    _in_force(look)
    chosen = controls.row(look, week=False)
    st.header("Try a rule", anchor=False)
    place = _which(rules)
    left, right = st.columns([0.4, 0.6], gap="large")
    with left:
        rule = _fields(look, rules, place)
    with right:
        _preview(look, chosen, rules, place, rule)
    _save(look, rules, place, rule)
    _history(look)
    counted_with.show(look.course.settings, (rule.metric,), rules=True)


def _finding(n: int) -> str:
    if not n:
        return "No rule is in force: nobody is flagged"
    return "One rule says who is worth a look" if n == 1 else f"{n} rules say who is worth a look"


def _in_force(look: Look) -> None:
    for line in reads.rules(look):
        st.markdown(plain(line.sentence))
    quiet(line_trial.origin(reads.rule_history(look), look.course))
    if said := st.session_state.pop(_SAID, ""):
        st.success(plain(said), icon=":material/check:")


# The fields


def _which(rules: tuple[Rule, ...]) -> int:
    """Choose the rule to change, by its place; `_ADD` for a new one."""
    tried: Rule | None = st.session_state.get(keys.TRIED_RULE)
    place = rule_draft.place_of(rules, tried) if tried else (0 if rules else None)
    options = [*range(len(rules)), _ADD]
    chosen: int = st.selectbox(
        "Rule",
        options,
        index=options.index(_ADD if place is None else place),
        format_func=lambda n: "A new rule" if n == _ADD else f"Change: {line_trial.rule_words(rules[n])}",
        key=_slot("which", str(tried)),
        width=520,
    )
    return chosen


def _slot(*parts: object) -> str:
    return " ".join(["rule", str(st.session_state.get(_CHANGED, 0)), *map(str, parts)])


def _start(rules: tuple[Rule, ...], place: int) -> Rule:
    """Return what the fields begin with: what was tried on the chart, else the rule to change, else a usual one."""
    tried: Rule | None = st.session_state.get(keys.TRIED_RULE)
    if tried and place == (_ADD if (found := rule_draft.place_of(rules, tried)) is None else found):
        return tried
    return line_trial.DEFAULT if place == _ADD else rules[place]


def _fields(look: Look, rules: tuple[Rule, ...], place: int) -> Rule:
    start = _start(rules, place)
    slot = _slot(place, start)
    weekly = [name for name, metric in METRICS.items() if metric.weekly]
    name = st.selectbox(
        "Number",
        weekly,
        index=weekly.index(start.metric) if start.metric in weekly else 0,
        format_func=lambda metric: METRICS[metric].title,
        key=f"{slot} metric",
    )
    side = st.radio(
        "Worth a look when it is",
        ["above", "below"],
        index=0 if start.above else 1,
        horizontal=True,
        key=f"{slot} side",
    )
    line = _line(look, name, side == "above", start, f"{slot} {name} line")
    k, m = _how_often(start, slot)
    return Rule(name, line, side == "above", k, m)


def _line(look: Look, name: str, above: bool, start: Rule, slot: str) -> float:
    metric, found = METRICS[name], reads.suggestion(look, name)
    field = rule_draft.line_field(metric)
    first = start.line if name == start.metric else rule_draft.first_line(metric, found.line)
    st.session_state.setdefault(slot, field.typed(first))
    typed = st.number_input(
        field.label, min_value=field.low, max_value=field.high, step=field.step, key=slot, persist_state="page"
    )
    if above:
        quiet(rule_draft.suggestion_sentence(found, metric))
        if found.line is not None and (metric.high is None or found.line <= metric.high):
            use = f"Use {line_trial.line_words(Rule(name, found.line))}"
            st.button(use, on_click=_use, args=(slot, field.typed(found.line)), key=f"{slot} use")
    return field.line(float(typed))


def _use(slot: str, typed: float) -> None:
    st.session_state[slot] = typed


def _how_often(start: Rule, slot: str) -> tuple[int, int]:
    choices = [*HOW_OFTEN, CUSTOM]
    choice = st.selectbox(
        "How often",
        choices,
        index=choices.index(rule_draft.how_often_choice(start.k, start.m)),
        key=f"{slot} often",
    )
    if choice != CUSTOM:
        return HOW_OFTEN[choice]
    with st.container(horizontal=True):
        most = max(start.m, rule_draft.LONGEST)
        m = int(st.number_input("Of the last (weeks)", 1, most, min(max(start.m, 1), most), key=f"{slot} m"))
        k = int(st.number_input("At least (weeks)", 1, m, min(start.k, m), key=f"{slot} k {m}"))
    return k, m


# What it would do


def _preview(look: Look, chosen: Chosen, rules: tuple[Rule, ...], place: int, rule: Rule) -> None:
    weeks = [week.number for week in reads.weeks(look) if week.state is WeekState.COMPLETED]
    found = [flag for flag in reads.preview(look, rule) if flag.student in chosen.addresses]
    st.markdown(f"**{plain(rule_draft.preview_sentence(found, len(chosen.students), len(weeks)))}**")
    if place != _ADD and rule != rules[place]:
        now = [flag for flag in reads.preview(look, rules[place]) if flag.student in chosen.addresses]
        st.markdown(plain(rule_draft.change_sentence(now, found, chosen.names)))
    rows = rule_draft.preview_rows(found, chosen.names, weeks)
    if rows:
        st.html(listing.table(("Student", "Worth a look", "Because of"), rows, folds=True))
    quiet(rule_draft.chance_sentence(rule, len(chosen.students), len(reads.weeks(look))))


# Saving


def _save(look: Look, rules: tuple[Rule, ...], place: int, rule: Rule) -> None:
    if rule not in rules:
        st.markdown(f"It would read: {plain(reads.sentence(look, rule))}")
    with st.form(_slot("save", place), border=False):
        why = st.text_input("Why (a few words, kept in the history)", max_chars=300)
        with st.container(horizontal=True):
            label = "Put this rule in force" if place == _ADD else "Put this change in force"
            put = st.form_submit_button(label, type="primary")
            taken = place != _ADD and st.form_submit_button("Take this rule out")
    if not (put or taken):
        return
    if not why.strip():
        st.warning("Say why in a few words first: whoever opens this page later will want to know.")
        return
    changed = (
        rule_draft.without_rule(rules, place)
        if taken
        else rule_draft.with_rule(rules, None if place == _ADD else place, rule)
    )
    if changed == rules:
        st.warning("This rule is in force as it stands: change something first.")
        return
    look.desk.set_rules(look.viewer, changed, reads.clock(look.course.zone), why.strip())
    st.session_state.pop(keys.TRIED_RULE, None)
    st.session_state[_CHANGED] = st.session_state.get(_CHANGED, 0) + 1
    st.session_state[_SAID] = "Taken out." if taken else "In force from now on."
    st.rerun()


def _history(look: Look) -> None:
    changes = reads.rule_history(look)
    with st.expander(f"History: {words.count(len(changes), 'change')}"):
        if not changes:
            st.markdown(plain(line_trial.origin(changes, look.course) + " Nobody has changed it here."))
            return
        rows = [
            (
                calendar.date_words(calendar.local(change.set_at, look.course.zone).date()),
                change.set_by,
                change.why,
                "; ".join(map(line_trial.rule_words, change.rules)) or "no rule",
            )
            for change in changes
        ]
        st.html(listing.table(("When", "By", "Why", "Rules from then on"), rows, folds=True))
