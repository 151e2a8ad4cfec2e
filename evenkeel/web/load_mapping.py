"""Which column is which: a form for tables whose columns have names of their own."""

from collections.abc import Mapping, Sequence

import streamlit as st

from evenkeel.inbox import Sheet
from evenkeel.web import listing
from evenkeel.web.saying import plain

ACTS, TIME, NOT_NOW = "what people wrote", "how time was spent", "leave it out"
_KINDS = {ACTS: "acts", TIME: "time"}
# Our field, what the form calls it, and the names that such columns often have, the likeliest first.
FIELDS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    ACTS: (
        ("author", "Who wrote it", ("author", "userfullname", "user", "username", "name", "from", "student", "email")),
        ("at", "When", ("at", "created", "date", "time", "timestamp", "posted", "published", "datetime", "created_at")),
        ("text", "The text", ("text", "message", "content", "body", "comment", "post")),
        ("id", "Its id", ("id", "post_id", "message_id", "postid")),
        ("in_reply_to", "Id of what it answers", ("in_reply_to", "parent", "reply_to", "parent_id", "replyto")),
        ("to", "To whom", ("to", "recipient", "addressee", "mentions")),
        ("kind", "Kind (post, comment, tweet, repost)", ("kind", "type")),
        ("platform", "Platform", ("platform", "site", "channel", "source")),
        ("tags", "Tags", ("tags", "labels", "categories", "hashtags")),
        ("url", "Link", ("url", "link", "permalink")),
    ),
    TIME: (
        ("student", "Whose time", ("student", "user", "name", "email", "username", "who", "author")),
        ("start", "Start or day", ("start", "started", "begin", "start_time", "date", "day", "from")),
        ("end", "End", ("end", "ended", "stop", "end_time", "finish", "until", "to")),
        ("minutes", "Minutes", ("minutes", "duration", "mins", "min", "duration_minutes")),
        ("activity", "What was done", ("activity", "task", "description", "what", "title")),
        ("platform", "Platform", ("platform", "app", "site")),
        ("purpose", "Purpose (coursework, leisure)", ("purpose", "category")),
        ("meant_to_work", "“I meant to be working”", ("meant_to_work", "meant to work", "procrastination")),
        ("evidence", "Evidence (measured, self-reported)", ("evidence",)),
    ),
}  # fmt: skip
REQUIRED = {ACTS: ("author", "at"), TIME: ("student", "start")}
_NONE = "– not in this file –"


def suggest(columns: Sequence[str], likely: Sequence[str], taken: Sequence[str] = ()) -> str | None:
    """Find the column that a field most likely stands in, by its name alone; None: no name fits."""
    folded = {_letters(column): column for column in columns if column not in taken}
    for name in likely:
        if found := folded.get(_letters(name)):
            return found
    # “Created on” for “created”; too short a beginning would fit anything.
    for name in likely:
        wanted = _letters(name)
        found = next((column for spelt, column in folded.items() if len(wanted) > 3 and spelt.startswith(wanted)), None)
        if found:
            return found
    return None


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def suggestions(columns: Sequence[str], kind: str) -> dict[str, str]:
    """Suggest a column for each field of a kind of table; no column stands for two."""
    found: dict[str, str] = {}
    for name, _, likely in FIELDS[kind]:
        column = suggest(columns, likely, list(found.values()))
        if column:
            found[name] = column
    return found


def likely_kind(columns: Sequence[str]) -> str:
    """Tell what a table most likely holds: an end, a duration or minutes mean time."""
    time = suggestions(columns, TIME)
    return TIME if {"end", "minutes"} & time.keys() and "text" not in suggestions(columns, ACTS) else ACTS


def lacking(kind: str, mapping: Mapping[str, str]) -> list[str]:
    """Name the fields without which nothing can be read."""
    called = {name: label for name, label, _ in FIELDS.get(kind, ())}
    return [called[name] for name in REQUIRED.get(kind, ()) if not mapping.get(name)]


def form(sheet: Sheet, place: int) -> tuple[str, dict[str, str]]:
    """Draw the form for one table; return the format (empty: leave it out) and our field -> their column.

    A field that is not in the file is mapped to nothing, so that no column of that name is read by chance.
    """
    st.markdown(f"**{plain(sheet.path)}** is a table with columns of its own. What does it hold?")
    st.html(listing.table(sheet.columns, sheet.rows, caption="Its first rows"))
    kinds = [ACTS, TIME, NOT_NOW]
    kind = st.radio(
        "This table holds", kinds, index=kinds.index(likely_kind(sheet.columns)), horizontal=True,
        key=f"load_kind_{place}",
    )  # fmt: skip
    if kind == NOT_NOW:
        return "", {}
    found = suggestions(sheet.columns, kind)
    mapping = {}
    with st.container(horizontal=True):
        for name, label, _ in FIELDS[kind]:
            options = [_NONE, *dict.fromkeys(sheet.columns)]
            column = st.selectbox(
                plain(label), options, index=options.index(found.get(name, _NONE)), width=220,
                key=f"load_map_{place}_{kind}_{name}",
            )  # fmt: skip
            mapping[name] = "" if column == _NONE else column
    return _KINDS[kind], mapping
