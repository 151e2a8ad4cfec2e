"""Which column is which: a form for tables whose columns have names of their own, with guesses and a preview."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from typing import Any

import streamlit as st

from evenkeel import inbox, layouts, words
from evenkeel.layouts import ACTS, OPEN, ROSTER, TIES, TIME, Sheet
from evenkeel.tables import Waiting
from evenkeel.web import load_preview
from evenkeel.web.load_run import Job
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

NOT_NOW = ""
KINDS = {
    ACTS: "posts and comments",
    TIME: "time spent",
    ROSTER: "a class list",
    TIES: "who said something to whom",
    NOT_NOW: "leave it out",
}
# What the form calls each field; what a table most often has stands first.
LABELS: dict[str, dict[str, str]] = {
    ACTS: {
        "author": "Who wrote it", "at": "When", "text": "What was said", "id": "Its id",
        "in_reply_to": "Id of what it answers", "to": "To whom", "kind": "Kind (post, comment, tweet, repost)",
        "platform": "Platform", "tags": "Tags", "purpose": "Purpose (coursework, leisure)", "url": "Link",
    },
    TIME: {
        "student": "Whose time", "start": "When it began, or the day", "end": "When it ended", "minutes": "How long",
        "activity": "What was done", "platform": "Platform", "purpose": "Purpose (coursework, leisure)",
        "meant_to_work": "“I meant to be working”", "evidence": "Evidence (measured, self-reported)",
    },
    TIES: {
        "sender": "Who said it", "receiver": "To whom", "time": "When", "text": "What was said", "id": "Its id",
        "platform": "Platform", "weight": "Weight (0 is left out)",
    },
    ROSTER: {
        "email": "E-mail address", "name": "Full name", "role": "Role (student, instructor, assistant)",
        "section": "Section or group", "blog": "Blog", "x": "X (Twitter)", "mastodon": "Mastodon",
        "bluesky": "Bluesky", "threads": "Threads", "instagram": "Instagram", "facebook": "Facebook",
        "linkedin": "LinkedIn", "youtube": "YouTube", "reddit": "Reddit", "tumblr": "Tumblr", "medium": "Medium",
        "substack": "Substack", "tiktok": "TikTok",
    },
}  # fmt: skip
# Always shown; the others only where a column was guessed for them, or on demand.
_ALWAYS = {
    ACTS: ("author", "at", "text"),
    TIME: ("student", "start", "end", "minutes"),
    ROSTER: ("email", "name"),
    TIES: ("sender", "receiver", "time"),
}
_OPTIONS = {"date_order": "which part of its dates is the day"}
_ORDERS = {"dmy": "the day first (3/4 is 3 April)", "mdy": "the month first (3/4 is 4 March)"}
_UNITS = {"minutes": "minutes", "hours": "hours", "seconds": "seconds"}
_NONE = "– not in this file –"
_MANY = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """What a form says of a table: what it holds (empty: leave it out), our field -> column, what is still lacking."""

    kind: str
    mapping: Mapping[str, str] = default(default_factory=dict)
    lacking: str = ""


def jobs(look: Look, files: Iterable[Sequence[inbox.Offered]], student: str) -> tuple[list[Job], list[str]]:
    """Make a job of every file; ask about each table nobody knows, and say what is still to be chosen.

    A table of the same columns as one above it is read the same way, without asking again.
    """
    made: list[Job] = []
    lacking: list[str] = []
    choices: dict[str, Choice] = {}
    for offered in files:
        alone = offered if len(offered) <= _MANY else []
        tables = {one.sheet.path: one.sheet for one in look.desk.tables.unknown(look.viewer, alone)}
        for item in offered:
            sheet = tables.get(getattr(item, "path", ""))
            if sheet is None:
                chosen, why = _which(item)
                lacking += filter(None, [why])
                made.append(Job(item, student, chosen))
                continue
            if sheet.header not in choices:
                choices[sheet.header] = form(look, sheet, student)
                lacking += filter(None, [choices[sheet.header].lacking])
            choice = choices[sheet.header]
            if choice.kind and not choice.lacking:
                made.append(Job(item, student, choice.kind, choice.mapping))
    return made, lacking


def _which(item: inbox.Offered) -> tuple[str, str]:
    """Ask what a file is that could be several; return the format, or what is still to be chosen."""
    labels = inbox.claimed(item)
    if not labels:
        return "", ""
    called = plain(str(getattr(item, "path", "")).rsplit("/", 1)[-1])
    chosen: Any = st.radio(
        f"{called} could be read in {words.number(len(labels))} ways. What is it?", [*labels], index=None,
        format_func=labels.__getitem__, horizontal=True, key=f"load_which_{getattr(item, 'path', '')}",
    )  # fmt: skip
    return chosen or "", "" if chosen else f"{called} still needs: what it is."


def form(look: Look, sheet: Sheet, student: str) -> Choice:
    """Draw the form for one table: its first rows, the question, a box for each field, and how it would be read.

    A field that is not in the file is mapped to nothing, so that no column of that name is read by chance.
    """
    with st.container(border=True, key=f"mapper_{sheet.header}"):
        st.subheader(plain(name(sheet)), anchor=False)
        if sheet.format:
            return _only_dates(sheet)
        quiet(
            "Evenkeel does not know this table yet. Say once what its columns hold: every file with the same columns "
            "is then read without asking."
        )
        peek = st.container()
        kind = _kind(sheet)
        mapping = _boxes(sheet, kind, student) if kind else {}
        called = {column: LABELS[kind][field] for field, column in mapping.items() if column}
        with peek:
            load_preview.peek(sheet, called)
        if not kind:
            return Choice(NOT_NOW)
        mapping |= _questions(sheet, kind, mapping)
        return Choice(kind, mapping, _lacking(look, sheet, kind, mapping, student))


def name(sheet: Sheet) -> str:
    """Return the name of a table's file."""
    return sheet.path.rsplit("/", 1)[-1]


def _only_dates(sheet: Sheet) -> Choice:
    """Ask of a table that an importer knows which part of its dates is the day."""
    quiet(f"{sheet.label}. Its dates can be read in two ways, and nothing in the file says which.")
    load_preview.peek(sheet, {})
    answer = _order(sheet, sheet.format, {})
    missing = "" if answer else f"{plain(name(sheet))} still needs: {_OPTIONS['date_order']}."
    return Choice(sheet.format, answer, missing)


def _kind(sheet: Sheet) -> str:
    kinds = [*KINDS]
    chosen: str = st.radio(
        "What is this?", kinds, index=kinds.index(sheet.likely.kind), format_func=KINDS.__getitem__, horizontal=True,
        key=f"load_kind_{sheet.header}",
    )  # fmt: skip
    if chosen == sheet.likely.kind:
        load_preview.small(f"Most likely {KINDS[chosen]}: {sheet.likely.why}.")
    return chosen


def _boxes(sheet: Sheet, kind: str, student: str) -> dict[str, str]:
    """Draw a box for each field: what is needed or was guessed first, the others folded."""
    first = [field for field in LABELS[kind] if field in _ALWAYS[kind] or field in sheet.guesses[kind]]
    others = [field for field in LABELS[kind] if field not in first]
    with st.container(horizontal=True, key=f"mapper_boxes_{sheet.header}"):
        mapping = {field: _box(sheet, kind, field, student) for field in first}
    more = st.expander(f"{len(others)} more fields, for columns that are not named above")
    with more, st.container(horizontal=True):
        mapping |= {field: _box(sheet, kind, field, student) for field in others}
    return mapping


def _box(sheet: Sheet, kind: str, field: str, student: str) -> str:
    guess = sheet.guesses[kind].get(field)
    options = [_NONE, *dict.fromkeys(filter(None, (*sheet.joins, *sheet.columns)))]
    with st.container(width=250, gap=None, key=f"mapper_box_{sheet.header}_{kind}_{field}"):
        column: str = st.selectbox(
            plain(LABELS[kind][field]), options, index=options.index(guess.column) if guess else 0,
            key=f"load_map_{sheet.header}_{kind}_{field}",
        )  # fmt: skip
        if guess and column == guess.column:
            load_preview.small(guess.why)
        elif column == _NONE and field == layouts.WHO.get(kind) and student:
            load_preview.small("not needed: it is said above whose file this is")
        elif column == _NONE and field in layouts.needed(kind):
            who = ", or say above whose file this is" if field == layouts.WHO.get(kind) else ""
            load_preview.small(f"needed, and nothing fits for certain: please choose{who}")
    return "" if column == _NONE else column


def _questions(sheet: Sheet, kind: str, mapping: Mapping[str, str]) -> dict[str, str]:
    """Ask what the cells leave open: which part of 3/4/2026 is the day, and what bare numbers count."""
    answers = _order(sheet, kind, mapping) if layouts.order(sheet, kind, mapping) == OPEN else {}
    guessed = layouts.unit(sheet, mapping) if kind == TIME else ""
    if guessed:
        unit: str = st.radio(
            f"Bare numbers in “{plain(mapping['minutes'])}” are", [*_UNITS], index=[*_UNITS].index(guessed),
            horizontal=True, key=f"load_unit_{sheet.header}",
        )  # fmt: skip
        answers |= {"minutes_in": unit} if unit != "minutes" else {}
    return answers


def _order(sheet: Sheet, kind: str, mapping: Mapping[str, str]) -> dict[str, str]:
    example = next(iter(layouts.open_dates(sheet, kind, mapping)), "3/4/2026")
    chosen: Any = st.radio(
        f"Dates such as {plain(example)} have", [*_ORDERS], index=None, format_func=_ORDERS.__getitem__,
        horizontal=True, key=f"load_order_{sheet.header}_{kind}",
    )  # fmt: skip
    return {"date_order": chosen} if chosen else {}


def _lacking(look: Look, sheet: Sheet, kind: str, mapping: Mapping[str, str], student: str) -> str:
    """Show how the first rows would be read, or say what is needed for that."""
    missing = layouts.lacking(sheet, kind, mapping, owned=bool(student))
    if missing:
        called = [LABELS[kind].get(field) or _OPTIONS[field] for field in missing]
        return f"{plain(name(sheet))} still needs: {plain(words.together(called))}."
    preview = look.desk.tables.preview(look.viewer, sheet, kind, mapping, student)
    load_preview.show(preview, kind, look.course.zone)
    if not preview.read:
        return f"None of the first rows of {plain(name(sheet))} can be read this way."
    return ""


def waiting(look: Look) -> list[Job]:
    """Show the tables in the inbox that nobody knows, folded; return what is to be loaded now."""
    found = look.desk.tables.waiting(look.viewer)
    if not found:
        return []
    tables = {one.sheet.header: one for one in reversed(found)}
    pressed: list[Job] = []
    with st.expander(_title(found), icon=":material/help:", key="load_waiting", on_change="rerun") as opened:
        if not opened.open:
            return []
        for one in [*tables.values()][:_MANY]:
            choice = form(look, one.sheet, "")
            if choice.lacking:
                st.warning(choice.lacking, icon=":material/edit:")
            ready = bool(choice.kind) and not choice.lacking
            if st.button(f"Load {plain(name(one.sheet))}", key=f"load_waiting_{one.sheet.header}", disabled=not ready):
                pressed = [Job(one.item, "", choice.kind, choice.mapping)]
        if len(tables) > _MANY:
            quiet(f"And {len(tables) - _MANY} more, once these are loaded or taken out of the inbox.")
    return pressed


def _title(found: Sequence[Waiting]) -> str:
    names = words.together([plain(name(one.sheet)) for one in found[:_MANY]])
    return f"{words.sentence(words.count(len(found), 'table'))} in the inbox to ask you about: {names}"


def remembered(look: Look) -> None:
    """List the tables whose columns were named once, folded; each can be forgotten."""
    held = look.desk.tables.remembered(look.viewer)
    if not held:
        return
    title = f"Remembered tables: {len(held)}"
    with st.expander(title, key="load_remembered", on_change="rerun") as opened:
        if not opened.open:
            return
        quiet("Files with these columns are read as said here, without asking. Forget one to be asked again.")
        for layout in held:
            with st.container(horizontal=True, vertical_alignment="center", key=f"layout_{layout.header}"):
                st.html(load_preview.layout(layout, KINDS, LABELS, look.course.zone), width="stretch")
                if st.button("Forget", key=f"forget_{layout.header}"):
                    look.desk.tables.forget(look.viewer, layout.header)
                    st.rerun()
