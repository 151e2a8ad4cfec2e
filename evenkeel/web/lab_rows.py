"""The rows of a lab, one by one: to see, to take back, to bring from a CSV and to take along."""

import streamlit as st

from evenkeel import words
from evenkeel.access import Role
from evenkeel.desk.lab_work import LabFile
from evenkeel.errors import EvenkeelError
from evenkeel.labs.reading import written
from evenkeel.labs.shape import Field, Kind, Lab, Row
from evenkeel.labs.tables import to_csv
from evenkeel.web import controls, keys, lab_form, listing, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_AT_ONCE, _COLUMNS = 50, 6
# What became of the file that was brought last.
_BROUGHT = "lab_brought"


@reads.cached
def _rows(look: Look, lab: str) -> list[Row]:
    return look.desk.lab_rows(look.viewer, lab, look.now)


def show(look: Look, lab: Lab) -> None:
    """Show the rows that the viewer may see, and how they come and go."""
    rows = _rows(look, lab.id)
    student = look.viewer.role is Role.STUDENT
    st.header(f"Your {lab.rows}" if student else f"The {lab.rows}", anchor=False)
    if lab.private and (not student or look.viewer.looking_as):
        quiet("Private to the student.")
        return
    names = None if student else _names(look)
    if rows:
        _table(look, lab, rows, names)
        if not look.viewer.looking_as:
            _taking_back(look, lab, rows)
    _files(look, lab, rows, names)


def _names(look: Look) -> dict[str, str]:
    shown = controls.names_switch() and look.viewer.names
    return {"": "instructor", **controls.shown_names(reads.students(look), shown)}


def _as_by(names: dict[str, str] | None) -> dict[str, str] | None:
    """Leave the instructor's own rows without a name in a file: they are theirs again when it comes back."""
    return None if names is None else {**names, "": ""}


def _table(look: Look, lab: Lab, rows: list[Row], names: dict[str, str] | None) -> None:
    fields = [field for field in lab.fields if field.kind is not Kind.LONG][:_COLUMNS]
    newest = rows[::-1][:_AT_ONCE]
    cells = [
        (str(row.id), *([names.get(row.author, "")] if names else []), *(_cell(look, f, row) for f in fields))
        for row in newest
    ]
    many = words.count(len(rows), lab.row, lab.rows)
    said = f"the newest {len(newest)} of {many}" if len(newest) < len(rows) else many
    with st.expander(f"One by one: {said}"):
        headings = ("No.", *(["By"] if names else []), *(field.label for field in fields))
        st.html(listing.table(headings, cells, folds=True))


def _cell(look: Look, field: Field, row: Row) -> str:
    return written(field, row.content.get(field.name), look.course.zone)


def _taking_back(look: Look, lab: Lab, rows: list[Row]) -> None:
    with (
        st.expander(f"Change {lab_form.a(lab.row)}, or take it back"),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        row = st.selectbox("Which", rows[::-1], format_func=lambda r: _label(look, lab, r), key=keys.LAB_ROW + lab.id)
        st.button("Take it back", on_click=_take_back, args=(look, lab, row.id), key=f"lab_undo_do_{lab.id}")
        if row.author == look.viewer.email:
            st.button("Change it", on_click=lab_form.begin_from, args=(row,), key=f"lab_change_{lab.id}")


def _label(look: Look, lab: Lab, row: Row) -> str:
    said = [_cell(look, field, row) for field in lab.fields if field.kind is not Kind.LONG][:3]
    return f"No. {row.id}: {', '.join(one for one in said if one)[:80]}"


def _take_back(look: Look, lab: Lab, row: int) -> None:
    look.desk.take_back_lab_row(look.viewer, lab.id, row, reads.clock(look.course.zone))
    st.session_state[keys.LAB_DONE] = "Taken back."


def _files(look: Look, lab: Lab, rows: list[Row], names: dict[str, str] | None) -> None:
    with st.expander("From a CSV, and as a CSV"):
        quiet(
            "The first line names the columns; the empty table has them all. What is there "
            "already changes nothing: a file may be brought twice."
        )
        with st.container(horizontal=True, gap="small"):
            st.download_button("Empty table", to_csv(lab, (), look.course.zone, with_by=names is not None),
                               f"{lab.id}-empty.csv", "text/csv", on_click="ignore")  # fmt: skip
            if rows:
                data = look.desk.lab_csv(look.viewer, lab.id, look.now, _as_by(names))
                st.download_button(f"{words.sentence(lab.rows)} as CSV", data, f"{lab.id}.csv", "text/csv",
                                   on_click="ignore")  # fmt: skip
        if not look.viewer.looking_as:
            _upload(look, lab)


def _upload(look: Look, lab: Lab) -> None:
    file = st.file_uploader("A CSV of this lab", type=["csv"], key=f"lab_file_{lab.id}", max_upload_size=5)
    if file is not None:
        args = (look, lab, file.getvalue(), file.name)
        st.button("Add its rows", key=f"lab_file_do_{lab.id}", on_click=_bring, args=args)
    # Said here, once: the rest of the page is drawn anew with the rows that came.
    told = st.session_state.pop(_BROUGHT, None)
    if isinstance(told, str):
        st.error(plain(told), icon=":material/error:")
    elif told is not None:
        st.success(plain(said(lab, told)), icon=":material/check:")
        st.html(listing.paragraphs([f"Line {line}: {why}" for line, why in told.refused[:_AT_ONCE]]))


def _bring(look: Look, lab: Lab, data: bytes, name: str) -> None:
    now = reads.clock(look.course.zone)
    try:
        st.session_state[_BROUGHT] = look.desk.load_lab(look.viewer, lab.id, data, now, name)
    except EvenkeelError as problem:
        st.session_state[_BROUGHT] = str(problem)


def said(lab: Lab, told: LabFile) -> str:
    """Say what became of a file."""
    refused = f", {words.count(len(told.refused), 'line')} refused" if told.refused else ""
    return f"{words.sentence(words.count(told.new, f'new {lab.row}', f'new {lab.rows}'))}, {told.known} known{refused}."
