"""Loading a file of one's own: an archive or a tracker's export, and nothing of anybody else."""

import streamlit as st

from evenkeel.errors import EvenkeelError
from evenkeel.web import listing, load_run, load_words, my_time_consent, reads
from evenkeel.web.load_words import Told
from evenkeel.web.my_time_consent import Kind
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_TOLD, _ROUND = "own_files_told", "own_files_round"
_ALL = (Kind.TIME, Kind.WRITING, Kind.ARCHIVES)
_ASK = "Your instructor can load it, and is asked what its columns mean; or write the time down above"
_HOW = (
    "Your archive from a platform, or your tracker's export, as the site gave it. Of a blog only what "
    "you wrote yourself is taken; a table with rows of other people is not, and your instructor can load it. Direct messages, "
    "followers-only posts and window titles are never kept."
)


def section(look: Look) -> None:
    """Show the box for files to the student, and what became of the last ones."""
    st.header("Load a file of your own", anchor=False)
    if look.viewer.looking_as:
        quiet("Only the student can load files here.")
        return
    _report(look)
    quiet(_HOW)
    if not my_time_consent.agreed(look, _ALL, "files"):
        return
    turn = st.session_state.setdefault(_ROUND, 0)
    files = st.file_uploader(
        "Your archive or export: zip, tar.gz, json, csv, xlsx, …", accept_multiple_files=True, key=f"own_files_{turn}"
    )
    if files and st.button("Load it" if len(files) == 1 else f"Load {len(files)} files", type="primary"):
        with st.spinner("Reading…"):
            found = [each for name, content in load_run.dropped(files) for each in _load(look, name, content)]
        load_run.forget(files)
        st.session_state[_TOLD] = found
        st.session_state[_ROUND] = turn + 1
        st.rerun()


def _load(look: Look, name: str, content: bytes) -> list[Told]:
    try:
        reports = look.desk.load_own(look.viewer, name, content, reads.clock(look.course.zone))
    except (EvenkeelError, OSError) as problem:
        return [Told(name, refused=f"{name}: {problem}")]
    return [load_words.told(report) for report in reports]


def _report(look: Look) -> None:
    reports: list[Told] | None = st.session_state.get(_TOLD)
    if not reports:
        return
    st.html(listing.lead(load_words.summary(reports)))
    for refused in [one for one in reports if one.refused]:
        said = f"**{plain(load_words.name(refused.path))}**: {plain(load_words.refusal(refused, _ASK))}"
        st.error(said, icon=":material/error:")
    taken = [one for one in reports if one.taken]
    if taken:
        rows = [load_words.row(one, look.course.zone) for one in taken]
        st.html(listing.table(load_words.HEADINGS, rows, numbers=load_words.NUMBERS, folds=True))
    st.button("Close this report", key="own_files_close", on_click=_close, type="tertiary")


def _close() -> None:
    st.session_state.pop(_TOLD, None)
