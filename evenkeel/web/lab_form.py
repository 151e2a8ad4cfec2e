"""The form of a lab: its fields, asked in order, and every mistake said at once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import streamlit as st

from evenkeel import words
from evenkeel.course.calendar import local
from evenkeel.labs.reading import written
from evenkeel.labs.shape import Content, Field, Kind, Lab, Row, Value
from evenkeel.web import keys, listing, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

# How many rows were entered, so that each begins with an empty form.
_SERIAL = "lab_serial"
# The row that is being changed.
_CHANGED = "lab_changed"
_NOT_SAID = "not said"
_LONG = frozenset({Kind.LONG})


def show(look: Look, lab: Lab) -> None:
    """Ask for one more row, and keep it."""
    old = _begun_from(look, lab)
    st.header(f"Change No. {old.id}" if old else f"Add {a(lab.row)}", anchor=False)
    if look.viewer.looking_as:
        quiet("You look at this as the student; only the student may enter something here.")
        return
    st.html(listing.numbered(lab.steps))
    if lab.private:
        quiet("Nobody but you sees these rows; taking one back removes it for good. The class counts them together.")
    if said := st.session_state.pop(keys.LAB_DONE, ""):
        st.success(said, icon=":material/check:")
    serial = st.session_state.setdefault(_SERIAL, 0)
    with st.form(f"lab_form_{lab.id}_{serial}", border=True):
        if old is not None:
            st.markdown(f"You change No. {old.id}; it stays as it is until you keep the change.")
        given = _fields(look, lab, f"{lab.id}_{serial}", old.content if old else {})
        said = "Keep the change" if old else f"Add this {lab.row}"
        if st.form_submit_button(said, type="primary"):
            _keep(look, lab, given, old)


def _begun_from(look: Look, lab: Lab) -> Row | None:
    """Return the viewer's own row that is being changed; a row of another lab, or one that is gone, is none."""
    asked = st.session_state.get(_CHANGED)
    if asked is None:
        return None
    rows = look.desk.lab_rows(look.viewer, lab.id, look.now)
    return next((row for row in rows if row.id == asked and row.author == look.viewer.email), None)


def begin_from(row: Row) -> None:
    """Let the form begin with what a row holds."""
    st.session_state[_CHANGED] = row.id
    st.session_state[_SERIAL] = st.session_state.get(_SERIAL, 0) + 1


def a(noun: str) -> str:
    """Put the article before a noun."""
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def _fields(look: Look, lab: Lab, prefix: str, held: Content) -> dict[str, str]:
    given: dict[str, str] = {}
    short = [field for field in lab.fields if field.kind not in _LONG]
    for start in range(0, len(short), 2):
        for place, field in zip(st.columns(2, gap="medium"), short[start : start + 2], strict=False):
            with place:
                given[field.name] = _asked(look, lab, field, f"{prefix}_{field.name}", held.get(field.name))
    for field in lab.fields:
        if field.kind in _LONG:
            given[field.name] = _asked(look, lab, field, f"{prefix}_{field.name}", held.get(field.name))
    return given


def _asked(look: Look, lab: Lab, field: Field, key: str, before: Value) -> str:
    label = field.label if field.required else f"{field.label} (optional)"
    held = written(field, before, look.course.zone)
    return _ASKING.get(field.kind, _text)(Asked(look, lab, field, label, key, held))


class Asked(NamedTuple):
    """One question of a form: the field, how it is said, its key, and what stands there already (empty: nothing)."""

    look: Look
    lab: Lab
    field: Field
    label: str
    key: str
    held: str

    @property
    def help(self) -> str | None:
        """What helps to answer."""
        return self.field.help or None

    def place(self, options: Sequence[str]) -> int | None:
        """Return where what is held stands among the options."""
        return options.index(self.held) if self.held in options else None


def _text(one: Asked) -> str:
    if one.field.shared:
        return _shared(one)
    return st.text_input(one.label, one.held, key=one.key, help=one.help)


def _long(one: Asked) -> str:
    return st.text_area(one.label, one.held, key=one.key, help=one.help, height=90)


def _choice(one: Asked) -> str:
    options = one.field.choices
    chosen = st.selectbox(
        one.label, options, index=one.place(options), key=one.key, help=one.help, placeholder="Choose"
    )
    return chosen or ""


def _shared(one: Asked) -> str:
    known = one.look.desk.lab_names(one.look.viewer, one.lab.id, one.field.name)
    options = list(dict.fromkeys([*known, *([one.held] if one.held else [])]))
    chosen = st.selectbox(
        one.label, options, index=one.place(options), key=one.key, help=one.help, accept_new_options=True,
        placeholder="Choose, or type a name",
    )  # fmt: skip
    return chosen or ""


def _person(one: Asked) -> str:
    viewer = one.look.viewer
    known = one.look.desk.own_partners(viewer, one.look.now) if viewer.email else {}
    options = list(dict.fromkeys([*known, *([one.held] if one.held else [])]))
    chosen = st.selectbox(
        one.label, options, index=one.place(options), key=one.key, help=one.help, accept_new_options=True,
        format_func=lambda email: known.get(email, email), placeholder="Choose, or type a name",
    )  # fmt: skip
    return chosen or ""


def _yes_no(one: Asked) -> str:
    options = ("yes", "no") if one.field.required else ("yes", "no", _NOT_SAID)
    chosen = st.radio(one.label, options, index=one.place(options), key=one.key, help=one.help, horizontal=True)
    return "" if chosen in (None, _NOT_SAID) else str(chosen)


def _moment(one: Asked) -> str:
    zone = one.look.course.zone
    now = local(one.look.now, zone).replace(tzinfo=None)
    held = datetime.fromisoformat(one.held).replace(tzinfo=None) if one.held else None
    chosen: datetime | None = st.datetime_input(
        one.label, held, key=one.key, help=one.help or f"On the course's clock ({zone.key}).",
        min_value=now - timedelta(days=3650), max_value=now + timedelta(days=366), step=60,
    )  # fmt: skip
    return chosen.isoformat(timespec="minutes") if chosen else ""


_ASKING: dict[Kind, Callable[[Asked], str]] = {
    Kind.LONG: _long,
    Kind.CHOICE: _choice,
    Kind.PERSON: _person,
    Kind.YES_NO: _yes_no,
    Kind.MOMENT: _moment,
}


def _keep(look: Look, lab: Lab, given: Mapping[str, str], old: Row | None) -> None:
    now, desk = reads.clock(look.course.zone), look.desk
    if old:
        problems = desk.change_lab_row(look.viewer, lab.id, old.id, given, now)
    else:
        problems = desk.enter_lab_row(look.viewer, lab.id, given, now)
    if problems:
        for problem in problems:
            st.error(plain(labelled(lab, problem)), icon=":material/error:")
        return
    st.session_state[_SERIAL] += 1
    for name in (_CHANGED, keys.LAB_RELEASE, keys.LAB_ROW + lab.id):
        st.session_state.pop(name, None)
    st.session_state[keys.LAB_DONE] = "Changed." if old else f"{words.sentence(lab.row)} added."
    st.rerun()


def labelled(lab: Lab, problem: str) -> str:
    """Say a problem with the field's label in place of its name."""
    name, colon, rest = problem.partition(":")
    labels = {field.name: field.label for field in lab.fields}
    return f"{labels[name]}:{rest}" if colon and name in labels else problem
