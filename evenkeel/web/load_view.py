"""The parts of the page for loading, from the box for files to what was loaded before."""

from collections.abc import Sequence

import streamlit as st

from evenkeel import inbox, words
from evenkeel.course.calendar import date_words, local
from evenkeel.web import listing, load_mapping, load_run, load_words, reads
from evenkeel.web.load_run import Job
from evenkeel.web.load_words import Told
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain

_REPORTS, _ROUND = "load_reports", "load_round"
_THEMSELVES = "The files say it themselves"
_AT_ONCE = 8


def drop(look: Look) -> None:
    """Take files, ask what they do not say, and load them; the upload is forgotten afterwards."""
    turn = st.session_state.setdefault(_ROUND, 0)
    limit = st.get_option("server.maxUploadSize")
    files = st.file_uploader(
        "Drop exports here, as the site gave them: zip, tar.gz, xml, json, csv, xlsx, …",
        accept_multiple_files=True,
        key=f"load_files_{turn}",
        help=f"Each file may have up to {limit} MB. What is larger goes into the folder inbox of the course.",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        student = _owner(look)
        waiting = not files and st.button("Load all of the folder inbox", key="load_inbox", help=_folder_help(look))
    if files:
        opened = [list(inbox.dropped(name, content)) for name, content in load_run.dropped(files)]
        jobs, lacking = load_mapping.jobs(look, opened, student)
        for why in lacking:
            st.warning(why, icon=":material/edit:")
        if st.button(f"Load {words.count(len(files), 'file')}", type="primary", disabled=bool(lacking)):
            _finish(load_run.with_bar(look, jobs))
            load_run.forget(files)
            st.session_state[_ROUND] = turn + 1
            st.rerun()
    elif waiting:
        _finish(load_run.with_bar(look, [Job(item, student) for item in inbox.waiting(look.desk.folder)]))
        st.rerun()


def _folder_help(look: Look) -> str:
    return (
        f"Reads everything that lies in “{plain(look.desk.folder.name)}/inbox”. What is known already stays as it is."
    )


def _owner(look: Look) -> str:
    everybody = {p.email: f"{p.name} ({p.email})" for p in look.desk.people(look.viewer)}
    chosen: str = st.selectbox(
        "Whose files are these?",
        ["", *everybody],
        format_func=lambda who: everybody.get(who, _THEMSELVES),
        key="load_owner",
        width=360,
    )
    return chosen


def tables(look: Look) -> None:
    """Ask about the tables in the inbox that nobody knows, and load what was said to be loaded."""
    if jobs := load_mapping.waiting(look):
        _finish(load_run.with_bar(look, jobs))
        st.rerun()


def _finish(reports: Sequence[Told]) -> None:
    st.session_state[_REPORTS] = list(reports)


def report(look: Look) -> None:
    """Show what became of the files loaded last: a sentence, a row for each, and details folded."""
    if going := load_run.stopped():
        _finish([*going.reports, *(Told(path, stopped=True) for path in going.left)])
    reports: list[Told] | None = st.session_state.get(_REPORTS)
    if reports is None:
        return
    st.header("What was loaded", anchor=False)
    if not reports:
        st.html(listing.paragraphs(["There was nothing to load: the folder inbox is empty."]))
        return
    st.html(listing.lead(load_words.summary(reports)))
    for refused in [r for r in reports if r.refused][:20]:
        st.error(
            f"**{plain(load_words.name(refused.path))}**: {plain(load_words.refusal(refused))}", icon=":material/error:"
        )
    taken = [r for r in reports if r.taken]
    if taken and len(reports) <= _AT_ONCE:
        _table(look, taken)
        _details(taken)
    elif taken:
        with st.expander(f"Every file: {words.count(len(taken), 'file')}"):
            _table(look, taken)
        _details(taken)
    with st.container(horizontal=True):
        unread(taken, "load_unread")
        st.button("Close this report", on_click=lambda: st.session_state.pop(_REPORTS, None), type="tertiary")


def unread(reports: Sequence[Told], key: str) -> None:
    """Offer the rows that could not be read as a table."""
    if any(told.rejected for told in reports):
        st.download_button(
            "Rows that could not be read (CSV)",
            load_words.rejected_csv(reports),
            "not-read.csv",
            "text/csv",
            key=key,
            on_click="ignore",
            icon=":material/download:",
        )


def _table(look: Look, taken: Sequence[Told]) -> None:
    rows = [load_words.row(told, look.course.zone) for told in taken]
    st.html(listing.table(load_words.HEADINGS, rows, numbers=load_words.NUMBERS, folds=True))


def _details(taken: Sequence[Told]) -> None:
    told_more = [(told, found) for told in taken if (found := load_words.details(told))]
    if told_more:
        with st.expander(f"Details of {words.count(len(told_more), 'file')}: what was left out, not read, or is new"):
            st.html("".join(listing.terms(load_words.name(told.path), found) for told, found in told_more))


def lead(look: Look) -> str:
    """Say what the class rests on so far."""
    held = reads.load_reports(look)
    people = words.count(len(reads.students(look)), "student")
    if reads.students(look).empty:
        return "Nobody is on the roster yet: drop the class's roster.csv below, then the exports."
    if not reads.loaded(look):
        return f"{words.sentence(people)} on the roster, and nothing loaded yet: drop the first export below."
    files = words.count(len(held), "file")
    newest = max(at for at, _ in held)
    on = f", the last on {date_words(local(newest, look.course.zone).date())}" if newest else ""
    return f"{words.sentence(people)} and {files} loaded so far{on}."
