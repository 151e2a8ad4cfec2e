"""The form of a lab: its fields, asked in order, and every mistake said at once."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import streamlit as st

from evenkeel import words
from evenkeel.course.calendar import local
from evenkeel.labs.shape import Field, Kind, Lab
from evenkeel.web import keys, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

# How many rows were entered, so that each begins with an empty form.
_SERIAL = "lab_serial"
_NOT_SAID = "not said"
_LONG = frozenset({Kind.LONG})


def show(look: Look, lab: Lab) -> None:
    """Ask for one more row, and keep it."""
    st.header(f"Add {_a(lab.row)}", anchor=False)
    if look.viewer.looking_as:
        quiet("You look at this as the student; only the student may enter something here.")
        return
    st.html("<ol class='ek-steps'>" + "".join(f"<li>{step}</li>" for step in lab.steps) + "</ol>")
    if lab.private:
        quiet("Nobody but you sees these rows; taking one back removes it for good. The class counts them together.")
    if said := st.session_state.pop(keys.LAB_DONE, ""):
        st.success(said, icon=":material/check:")
    serial = st.session_state.setdefault(_SERIAL, 0)
    with st.form(f"lab_form_{lab.id}_{serial}", border=True):
        given = _fields(look, lab, f"{lab.id}_{serial}")
        if st.form_submit_button(f"Add this {lab.row}", type="primary"):
            _keep(look, lab, given)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def _fields(look: Look, lab: Lab, prefix: str) -> dict[str, str]:
    given: dict[str, str] = {}
    short = [field for field in lab.fields if field.kind not in _LONG]
    for start in range(0, len(short), 2):
        for place, field in zip(st.columns(2, gap="medium"), short[start : start + 2], strict=False):
            with place:
                given[field.name] = _asked(look, field, f"{prefix}_{field.name}")
    for field in lab.fields:
        if field.kind in _LONG:
            given[field.name] = _asked(look, field, f"{prefix}_{field.name}")
    return given


def _asked(look: Look, field: Field, key: str) -> str:
    label = field.label if field.required else f"{field.label} (optional)"
    return _ASKING.get(field.kind, _text)(look, field, label, key)


def _text(look: Look, field: Field, label: str, key: str) -> str:
    return st.text_input(label, key=key, help=field.help or None)


def _long(look: Look, field: Field, label: str, key: str) -> str:
    return st.text_area(label, key=key, help=field.help or None, height=90)


def _choice(look: Look, field: Field, label: str, key: str) -> str:
    chosen = st.selectbox(label, field.choices, index=None, key=key, help=field.help or None, placeholder="Choose")
    return chosen or ""


def _person(look: Look, field: Field, label: str, key: str) -> str:
    known = look.desk.own_partners(look.viewer, look.now) if look.viewer.email else {}
    chosen = st.selectbox(
        label, list(known), index=None, key=key, help=field.help or None, accept_new_options=True,
        format_func=lambda one: known.get(one, one), placeholder="Choose, or type a name",
    )  # fmt: skip
    return chosen or ""


def _yes_no(look: Look, field: Field, label: str, key: str) -> str:
    options = ("yes", "no") if field.required else ("yes", "no", _NOT_SAID)
    chosen = st.radio(label, options, index=None, key=key, help=field.help or None, horizontal=True)
    return "" if chosen in (None, _NOT_SAID) else str(chosen)


def _moment(look: Look, field: Field, label: str, key: str) -> str:
    now = local(look.now, look.course.zone).replace(tzinfo=None)
    chosen: datetime | None = st.datetime_input(
        label, value=None, key=key, help=field.help or f"On the course's clock ({look.course.zone.key}).",
        min_value=now - timedelta(days=3650), max_value=now + timedelta(days=366), step=60,
    )  # fmt: skip
    return chosen.isoformat(timespec="minutes") if chosen else ""


_ASKING: dict[Kind, Callable[[Look, Field, str, str], str]] = {
    Kind.LONG: _long,
    Kind.CHOICE: _choice,
    Kind.PERSON: _person,
    Kind.YES_NO: _yes_no,
    Kind.MOMENT: _moment,
}


def _keep(look: Look, lab: Lab, given: Mapping[str, str]) -> None:
    problems = look.desk.enter_lab_row(look.viewer, lab.id, given, reads.clock(look.course.zone))
    if problems:
        for problem in problems:
            st.error(plain(labelled(lab, problem)), icon=":material/error:")
        return
    st.session_state[_SERIAL] += 1
    st.session_state[keys.LAB_DONE] = f"{words.sentence(lab.row)} added."
    st.rerun()


def labelled(lab: Lab, problem: str) -> str:
    """Say a problem with the field's label in place of its name."""
    name, colon, rest = problem.partition(":")
    labels = {field.name: field.label for field in lab.fields}
    return f"{labels[name]}:{rest}" if colon and name in labels else problem
