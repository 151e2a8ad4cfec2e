"""Putting rules in force with the reason why, and every change so far."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

import streamlit as st

from evenkeel import words
from evenkeel.course import calendar
from evenkeel.course.rule_changes import changed
from evenkeel.course.values import Rule
from evenkeel.desk import RuleChange
from evenkeel.web import keys, line_trial, listing, reads, rule_draft, threshold_reads, threshold_words
from evenkeel.web.controls import Chosen
from evenkeel.web.listing import Html
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain
from evenkeel.web.threshold_preview import Proposal

ADD = -1
_CHANGED = "rules_changed"  # how often, so that every save begins with fresh fields
_SAID = "rules_said"


def slot(*parts: object) -> str:
    """Name a field of the page; once rules were set, all begin anew.

    Names of fields stand in the page's source, so a rule, which may name a student, is only told apart there.
    """
    told = (
        blake2b(str(part).encode(), digest_size=6).hexdigest() if isinstance(part, Rule) else part for part in parts
    )
    return " ".join(["rule", str(st.session_state.get(_CHANGED, 0)), *map(str, told)])


def said() -> None:
    """Say what was just put in force, once."""
    if told := st.session_state.pop(_SAID, ""):
        st.success(plain(told), icon=":material/check:")


def save(look: Look, rules: tuple[Rule, ...], place: int, tried: Proposal | None, edited: bool) -> None:
    """Draw the reason and the buttons, and put in force what was asked for."""
    with st.form(slot("save", place), border=False):
        why = st.text_input("Why (a few words, kept in the history)", max_chars=300)
        with st.container(horizontal=True):
            put = st.form_submit_button(_label(place, edited), type="primary")
            taken = place != ADD and not edited and st.form_submit_button("Take this rule out")
    if not (put or taken):
        return
    new = rule_draft.without_rule(rules, place) if taken else tried.rules if tried else None
    if new is None:
        st.warning("The YAML cannot be read yet: mend what is listed with it first.")
    elif not why.strip():
        st.warning("Say why in a few words first: whoever opens this page later will want to know.")
    elif new == rules:
        st.warning("This is in force as it stands: change something first.")
    else:
        _put(look, new, why.strip(), "Taken out." if taken else "In force from now on.")


def _label(place: int, edited: bool) -> str:
    if edited:
        return "Put these rules in force"
    return "Put this rule in force" if place == ADD else "Put this change in force"


def _put(look: Look, rules: tuple[Rule, ...], why: str, told: str) -> None:
    look.desk.set_rules(look.viewer, rules, reads.clock(look.course.zone), why)
    st.session_state.pop(keys.TRIED_RULE, None)
    st.session_state[_CHANGED] = st.session_state.get(_CHANGED, 0) + 1
    st.session_state[_SAID] = told
    st.rerun()


# The history


def history(look: Look, chosen: Chosen) -> None:
    """Show every change, newest first: version, when, by whom, why, and what it changed."""
    changes = reads.rule_history(look)
    with st.expander(f"History: {words.count(len(changes), 'change')}"):
        if not changes:
            st.markdown(plain(line_trial.origin(changes, look.course) + " Nobody has changed it here."))
            return
        headings = ("Version", "When", "By", "Why", "What changed")
        st.html(listing.table(headings, _rows(look, chosen, changes), folds=True))


def _rows(look: Look, chosen: Chosen, changes: Sequence[RuleChange]) -> list[tuple[str, ...]]:
    first = threshold_reads.rules_of_files(look)
    before = [*(change.rules for change in changes[1:]), first]
    rows = [
        (
            f"Version {change.number}",
            calendar.date_words(calendar.local(change.set_at, look.course.zone).date()),
            change.set_by,
            change.why,
            _difference(look, chosen, was, change.rules),
        )
        for change, was in zip(changes, before, strict=True)
    ]
    files = "course.yaml" if look.course.rules is not None else "Evenkeel's default"
    return [*rows, ("Before", "", files, "", _lines(_named(look, chosen, rule) for rule in first))]


def _difference(look: Look, chosen: Chosen, before: tuple[Rule, ...], after: tuple[Rule, ...]) -> Html:
    found = changed(before, after)
    students = [[threshold_reads.student_of(look, chosen, r) if r else "" for r in pair] for pair in found]
    said = (threshold_words.changed_words(one, *names) for one, names in zip(found, students, strict=True))
    return _lines([*said, *([] if after else ["No rule from then on."])])


def _named(look: Look, chosen: Chosen, rule: Rule) -> str:
    return threshold_words.rule_words(rule, threshold_reads.student_of(look, chosen, rule))


def _lines(said: Iterable[str]) -> Html:
    return Html("<br>".join(listing.text(part) for part in said) or "No rule")
