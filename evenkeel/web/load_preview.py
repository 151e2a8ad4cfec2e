"""A table that nobody knows, as it stands and as it would be read: first rows, what is not read, what was said."""

from collections.abc import Mapping
from datetime import date
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from evenkeel import layouts, words
from evenkeel.course.calendar import date_words, local
from evenkeel.layouts import ACTS, LOOKED_AT, OPTIONS, ORDERS, TIES, TIME, Preview, Sheet
from evenkeel.model import Act, RosterRow, TimeEntry
from evenkeel.tables import Layout
from evenkeel.web import listing
from evenkeel.web.listing import Html

_ROWS, _CELL, _SHOWN, _REASONS = 3, 60, 4, 4
_CSS = """
.ek-peek { overflow-x: auto; margin: .25rem 0 .5rem; }
.ek-peek table { border-collapse: collapse; font-size: .875rem; line-height: 1.35; }
.ek-peek th, .ek-peek td { text-align: left; vertical-align: top; padding: .3rem 1rem .3rem 0; white-space: nowrap;
  border: 0; border-bottom: 1px solid color-mix(in srgb, var(--ek-quiet) 30%, transparent); max-width: 16rem;
  overflow: hidden; text-overflow: ellipsis; }
.ek-peek th { font-weight: 400; color: var(--ek-quiet); }
.ek-peek th b { display: block; font-weight: 600; color: var(--ek-calm); }
.ek-peek .ek-unread { color: var(--ek-quiet); }
.ek-small { margin: .2rem 0 .4rem !important; color: var(--ek-quiet); font-size: .875rem; line-height: 1.35; }
@media (max-width: 640px) {
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-mapper_box_"]) { flex: 1 1 100% !important; }
  [class*="st-key-mapper_box_"] { width: 100% !important; }
}
"""
_HEADINGS = {
    ACTS: ("In the file", "Who", "When", "What"),
    TIES: ("In the file", "Who", "When", "What"),
    TIME: ("In the file", "Whose time", "When", "How long", "What"),
}
_ROSTER = ("In the file", "Name", "E-mail", "Section", "Accounts")


def small(text: str) -> None:
    """Put a reason under what it is the reason of."""
    st.html(f'<p class="ek-small">{escape(text)}</p>')


def peek(sheet: Sheet, called: Mapping[str, str]) -> None:
    """Show a table's first rows as they stand; what a column is read as stands over it, what is not read is pale."""
    read = {part: label for column, label in called.items() for part in layouts.parts(column)}
    head = "".join(f"<th scope=col><b>{escape(read.get(name, ''))}</b>{escape(name)}</th>" for name in sheet.columns)
    body = "".join(
        f"<tr>{''.join(_cell(cell, name in read) for name, cell in zip(sheet.columns, row, strict=True))}</tr>"
        for row in layouts.shown(sheet, _ROWS, _CELL)
    )
    st.html(
        f"<style>{_CSS}</style><div class=ek-peek tabindex=0 role=region aria-label='First rows'>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(text: str, read: bool) -> str:
    return f"<td>{escape(text)}</td>" if read else f"<td class=ek-unread>{escape(text)}</td>"


def show(preview: Preview, kind: str, zone: ZoneInfo) -> None:
    """Show how the first rows would be read, and which would not, with the reason."""
    st.html(listing.section("How it would be read", listing.paragraphs([_counted(preview)])))
    rows = [_row(number, one, preview, zone) for number, one in preview.read[:_SHOWN]]
    if rows:
        st.html(listing.table(_HEADINGS.get(kind, _ROSTER), rows, folds=True))
    reasons = [(reject.where, reject.why) for reject in preview.rejected[:_REASONS]]
    if len(preview.rejected) > _REASONS:
        reasons.append(("", f"and {len(preview.rejected) - _REASONS} more"))
    if reasons:
        st.html(listing.terms("Not read", reasons))


def _counted(preview: Preview) -> str:
    """Say how many of the first rows can be read, and who in them is nobody on the roster."""
    if preview.refused:
        return words.sentence(preview.refused)
    looked, read = preview.looked_at, len(preview.read)
    rows = f"the first {looked} rows" if looked >= LOOKED_AT else f"its {words.count(looked, 'row')}"
    if read == looked:
        said = [f"All of {rows} can be read." if looked > 1 else "Its one row can be read."]
    else:
        left = [f"{words.count(len(preview.rejected), 'cannot', 'cannot')}"] if preview.rejected else []
        left += [f"{n} × {reason}" for reason, n in preview.skipped.items()]
        said = [f"Of {rows}, {read} can be read; {words.together(left)}."]
    strangers = sorted({_who(one) for _, one in preview.read} - {"", *preview.names})
    if strangers:
        shown = words.together([f"“{name}”" for name in strangers[:3]])
        more = f" and {len(strangers) - 3} more" if len(strangers) > 3 else ""
        verb = "is" if len(strangers) == 1 else "are"
        said.append(f"{shown}{more} {verb} nobody on the roster yet; who that is can be said once the table is loaded.")
    return " ".join(said)


def _who(one: Act | TimeEntry | RosterRow) -> str:
    return "" if isinstance(one, RosterRow) else layouts.who(one)


def _row(number: int, one: Act | TimeEntry | RosterRow, preview: Preview, zone: ZoneInfo) -> tuple[str, ...]:
    where = f"line {number}"
    if isinstance(one, RosterRow):
        accounts = ", ".join(f"{platform}: {value}" for platform, value in one.accounts)
        return where, one.name, one.email, one.section, accounts
    who = preview.names.get(_who(one)) or f"“{_who(one)}”"
    if isinstance(one, Act):
        what = one.text[:_CELL] + ("…" if len(one.text) > _CELL else "")
        answers = f" answering {one.parent[:20]}" if one.parent else ""
        to = [preview.names.get(whom.handle) or f"“{whom.handle}”" for whom in one.to[:2]]
        said = f"{one.kind.value}{answers}{' to ' + words.together(to) if to else ''}"
        return where, who, _moment(one.moment, zone), f"{said}: {what}" if what else said
    return where, who, *_span(one, zone), one.activity


def _span(one: TimeEntry, zone: ZoneInfo) -> tuple[str, str]:
    if one.start is None or one.end is None:
        return _day(one.day or 1), words.hours(one.minutes or 0)
    end = local(one.end, zone)
    return f"{_moment(one.start, zone)} to {end:%H:%M}", words.hours((one.end - one.start) / 60_000_000)


def _moment(moment: int, zone: ZoneInfo) -> str:
    when = local(moment, zone)
    return f"{when:%a} {date_words(when.date())} {when.year}, {when:%H:%M}"


def _day(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return f"{day:%a} {date_words(day)} {day.year}"


def layout(said: Layout, kinds: Mapping[str, str], labels: Mapping[str, Mapping[str, str]], zone: ZoneInfo) -> Html:
    """Write what was said of a header: its columns, what they are read as, when and by whom it was said."""
    fields = labels.get(said.kind, {})
    named = [
        f"{column} → {fields.get(name, name)}"
        for name, column in said.mapping.items()
        if column and name not in OPTIONS
    ]
    if said.mapping.get("date_order") in ORDERS:
        named.append(f"dates have the {ORDERS[said.mapping['date_order']]}")
    if said.mapping.get("minutes_in"):
        named.append(f"bare numbers are {said.mapping['minutes_in']}")
    when = local(said.said_at, zone)
    columns = ", ".join([*said.columns[:6], *(["…"] if len(said.columns) > 6 else [])])
    title = f"{words.sentence(kinds.get(said.kind, said.kind))}: {columns}"
    read = f"{'; '.join(named)}. Said on {date_words(when.date())} {when.year}."
    return Html(f'<div class="ek-line-title">{escape(title)}</div><div class="ek-quiet">{escape(read)}</div>')
