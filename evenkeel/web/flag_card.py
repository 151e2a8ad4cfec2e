"""A flag as a card, for whoever reads it: the sentence, how it stands, and folded the weeks, the rule and its life.

HTML alone, without a button: the same card can be shown to the student whom it is about.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from evenkeel import words
from evenkeel.access import Role
from evenkeel.course.values import Course, Rule
from evenkeel.flags.decide import Flag
from evenkeel.flags.life import OF_STUDENTS, Card, Entry
from evenkeel.model import State
from evenkeel.reports import flag_words
from evenkeel.reports.flag_words import Naming
from evenkeel.web import keys, listing, navigation, reads
from evenkeel.web.listing import Html
from evenkeel.web.reads import Look

CSS = """
.ek-card-head { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; }
.ek-card-head strong { font-weight: 600; overflow-wrap: anywhere; }
.ek-card p { margin: .35rem 0 0; max-width: 44rem; overflow-wrap: anywhere; }
.ek-card details { margin: .6rem 0 0; }
.ek-card summary { cursor: pointer; color: var(--ek-calm); text-decoration: underline; text-underline-offset: .2em; }
.ek-card .ek-part { margin: 1rem 0 .25rem !important; }
.ek-answer { border-left: 3px solid var(--ek-calm); padding-left: .75rem; white-space: pre-line; }
.ek-worth { color: var(--ek-worth); }
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a card, and how people are named to them; a student is told of themselves as "You"."""

    role: Role
    course: Course
    naming: Naming

    def name(self, card: Card) -> str:
        """Name the student as the sentence does."""
        return "You" if self.role is Role.STUDENT else self.naming.of(card.flag.student)


def html(card: Card, reader: Reader, between: Mapping[int, str], *, opened: bool = False) -> Html:
    """Write a card; `between` says why weeks between the flag's own had no number, `opened` unfolds it."""
    told = f"<p>{listing.text(reads.reason(card.flag, reader.name(card)))}</p>"
    status = _begin(flag_words.status(card, own=reader.role is Role.STUDENT))
    stands = f"<p><strong>{status}.</strong> {listing.text(flag_words.stands(card))}</p>"
    more = (
        f"<details{' open' if opened else ''}><summary>The weeks, the rule and what was done</summary>"
        f"{_weeks(card, reader, between)}{_rule(card, reader)}{_life(card, reader)}</details>"
    )
    return Html(f'<div class="ek-card">{_head(card, reader)}{told}{stands}{_answer(card, reader)}{more}</div>')


def link(look: Look, flag: Flag) -> None:
    """Say how far a flag has got, as a link to its card."""
    card = next((one for one in reads.cards(look) if key(one.flag) == key(flag)), None)
    if card is not None:
        said = words.sentence(flag_words.status(card))
        st.page_link(
            navigation.page("flags"),
            label=f"{said}. Open the flag",
            query_params={keys.FLAG: str(card.id)},
        )


def between(look: Look, card: Card) -> dict[int, str]:
    """Say why weeks between the flag's own had no number, where there are any."""
    weeks = [judged.week for judged in card.flag.weeks]
    if weeks[-1] - weeks[0] < len(weeks):
        return {}
    frame = reads.metric(look, card.flag.rule.metric)
    rows = frame[frame["student"] == card.flag.student]
    left_out = look.desk.left_out(look.viewer, card.flag.student)
    return {
        int(week): flag_words.no_number(State(state), firm=firm == firm, excused=week in left_out)  # NaN: none
        for week, state, firm in rows[["week", "state", "firm"]].itertuples(index=False)
    }


def key(flag: Flag) -> tuple[str, Rule, int]:
    """Return what makes a flag that one and no other."""
    return flag.student, flag.rule, flag.week


def _begin(said: str) -> Html:
    return Html(listing.text(words.sentence(said)))


def _head(card: Card, reader: Reader) -> str:
    whose = "Your flag" if reader.role is Role.STUDENT else reader.name(card)
    on = card.flag.off_week is None and not card.ended
    look = "ek-worth" if on else "ek-quiet"
    since = f"since week {card.flag.week}" if on else f"went on in week {card.flag.week}"
    return (
        f'<div class="ek-card-head"><strong>{listing.text(whose)}</strong><span class="{look}">▲ {since}</span></div>'
    )


def _answer(card: Card, reader: Reader) -> str:
    """Show the student's newest words beside the flag: an answer, or that they ask for a talk."""
    answer = next((entry for entry in reversed(card.entries) if entry.step in OF_STUDENTS), None)
    if answer is None:
        return ""
    head, said = flag_words.entry(answer, reader.course, reader.naming)
    words_ = f"{listing.text(said)}<br>" if said else ""
    return f'<p class="ek-answer">{words_}<span class="ek-quiet">{listing.text(head)}</span></p>'


def _weeks(card: Card, reader: Reader, between: Mapping[int, str]) -> Html:
    rows = flag_words.week_rows(card, reader.course.breaks, between)
    table = listing.table(flag_words.week_headings(card), rows, folds=True)
    return listing.section("The weeks, as they were when it went on", table)


def _rule(card: Card, reader: Reader) -> Html:
    rule = flag_words.rule(card.flag.rule, reader.course, reader.naming)
    return listing.section(
        "The rule", listing.paragraphs([rule, flag_words.origin(card, reader.course, reader.naming)])
    )


def _life(card: Card, reader: Reader) -> Html:
    raised = listing.Line(f"{flag_words.day(card.raised_at, reader.course)}: first shown here")
    entries = flag_words.seen_by(reader.role, card.entries)
    return listing.section("What was done", listing.lines([*(_line(one, reader) for one in reversed(entries)), raised]))


def _line(entry: Entry, reader: Reader) -> listing.Line:
    head, said = flag_words.entry(entry, reader.course, reader.naming)
    return listing.Line(head, text=said)
