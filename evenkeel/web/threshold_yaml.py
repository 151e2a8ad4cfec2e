"""The rules as YAML: what the fields say, to be read, copied and edited; and what is wrong with it, all at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from evenkeel.course.rule_reading import rules_from
from evenkeel.course.rules import rules_yaml
from evenkeel.course.values import Rule
from evenkeel.course.yaml_lines import Problem
from evenkeel.metrics.registry import BOUNDS
from evenkeel.web import listing, threshold_reads
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import Look
from evenkeel.web.saying import quiet

_FILE = "YAML"


@dataclass(frozen=True, slots=True)
class Edited:
    """What was typed as YAML: its rules, or what is wrong with it."""

    rules: tuple[Rule, ...]
    problems: tuple[Problem, ...] = ()


def show(look: Look, chosen: Chosen, rules: tuple[Rule, ...], slot: str) -> Edited | None:
    """Show rules as YAML that can be edited; None while nobody has, else what stands there by now."""
    aliases = shown_students(look, chosen, rules)
    written = rules_yaml(shown(rule, aliases) for rule in rules)
    with st.expander("As YAML"):
        text = _area(written, slot)
        if text == st.session_state[_begun(slot)]:
            quiet("The rules in force with this one as it would be, as course.yaml and the command line have them.")
            return None
        edited = read(text, aliases, look.course.weeks)
        _problems(edited.problems)
        quiet("Edited: what stands here is previewed and put in force, not what the fields say.")
        st.button("Back to the fields", on_click=_forget, args=(slot,), key=f"{slot} back")
    return edited


def _area(written: str, slot: str) -> str:
    """Draw the text: it follows the fields until somebody edits it."""
    begun = _begun(slot)
    if slot not in st.session_state or st.session_state[slot] == st.session_state.get(begun):
        st.session_state[slot] = st.session_state[begun] = written
    lines = min(max(written.count("\n") + 1, 3), 16)
    return str(st.text_area("Rules as YAML", key=slot, height=26 * lines + 40))


def _begun(slot: str) -> str:
    return f"{slot} begun"


def _forget(slot: str) -> None:
    st.session_state.pop(_begun(slot), None)
    st.session_state.pop(slot, None)


def _problems(problems: Iterable[Problem]) -> None:
    rows = [(f"{problem.line}", problem.key, problem.text) for problem in problems]
    if rows:
        st.html(listing.table(("Line", "Key", "What is wrong"), rows, folds=True))


def read(text: str, aliases: Mapping[str, str], weeks: int) -> Edited:
    """Read what was typed; students are given back the names that the rules are written with."""
    written = {alias: student for student, alias in aliases.items()}
    rules, problems = rules_from(text, BOUNDS, weeks, _FILE)
    if problems:
        return Edited((), problems)
    return Edited(tuple(dict.fromkeys(replace(r, student=written.get(r.student, r.student)) for r in rules)))


def shown(rule: Rule, aliases: Mapping[str, str]) -> Rule:
    """Give a rule with its student as the page shows them."""
    return replace(rule, student=aliases.get(rule.student, rule.student))


def shown_students(look: Look, chosen: Chosen, rules: Iterable[Rule]) -> dict[str, str]:
    """Return how each student that a rule names is written while names are hidden; nothing while they are shown."""
    if chosen.names_shown:
        return {}
    found = {student: chosen.name(student) for student in chosen.names}
    for rule in rules:
        if rule.student and rule.student not in found:
            hidden = threshold_reads.looked_at(look, rule)
            place = f"Not on the roster {len(found)}"
            found[rule.student] = chosen.name(hidden[0]) if hidden else place
    return found
