"""A student's own disputes: saying what is wrong about an act or a stretch behind a flag, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from evenkeel.course.calendar import WEEKDAYS, date_words, local
from evenkeel.course.values import Course
from evenkeel.desk.disputing import ACT, ENTRY, Claim, Dispute
from evenkeel.errors import EvenkeelError
from evenkeel.flags.life import Card
from evenkeel.metrics.registry import METRICS
from evenkeel.model import Purpose
from evenkeel.reports.flag_words import Naming
from evenkeel.web import disputes, my_time_stretches, reads
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

_FAILED = "my_dispute_failed"
_CLAIMS = {
    Claim.COURSEWORK: "It was coursework",
    Claim.LEISURE: "It was leisure",
    Claim.NOT_MINE: "It is not mine",
}
_BEGINNING = 50
_MOST = 200


@dataclass(frozen=True, slots=True)
class Disputable:
    """An act (its number) or a stretch (the identities of its entries), as a choice of a list."""

    noun: str
    said: str
    act: int = 0
    refs: tuple[str, ...] = ()


def listed(look: Look, found: Sequence[Dispute], naming: Naming) -> None:
    """Show own disputes with what became of them; what nobody has decided yet can be taken back."""
    for one in found:
        disputes.listed(look, [one], naming)
        if one.open and not look.viewer.looking_as:
            st.button("Take this back", key=f"my_dispute_{one.id}_back", on_click=_take_back, args=(look, one.id))


def form(look: Look, card: Card) -> None:
    """Ask what is wrong about something behind a flag."""
    with st.expander("Something here is not right", key=f"my_dispute_{card.id}", on_change="rerun") as opened:
        if failed := st.session_state.pop(_FAILED, ""):
            st.warning(plain(failed))
        if not opened.open:
            return
        choices = _choices(look, card)
        if not choices:
            quiet("Nothing of your own is on record for these weeks.")
            return
        quiet("Say which and why. It changes nothing by itself: your instructor decides, and you see what and why.")
        slot = f"my_dispute_{card.id}_{len(disputes.of(look, [look.viewer.email]))}"
        with st.form(slot, border=False):
            st.selectbox("Which", choices, format_func=lambda one: one.said, key=f"{slot}_which")
            st.radio("What is wrong", list(_CLAIMS), format_func=lambda one: _CLAIMS[one], key=f"{slot}_claim")
            st.text_area("Why", key=f"{slot}_words", max_chars=1_000, height=80)
            st.form_submit_button("Dispute it", key=f"{slot}_send", on_click=_send, args=(look, card.id, slot))


def _choices(look: Look, card: Card) -> list[Disputable]:
    """List what a flag's weeks hold of one's own: where the flag is about time stretches first, and of them leisure."""
    weeks = {judged.week for judged in card.flag.weeks}
    acts = _acts(look, weeks)
    of_time = METRICS[card.flag.rule.metric].of_time
    return ([*_stretches(look, weeks), *acts] if of_time else acts)[:_MOST]


def _acts(look: Look, weeks: set[int]) -> list[Disputable]:
    frame = reads.acts(look, look.viewer.email)
    own = frame[frame["wrote"] & frame["week"].isin(weeks)]
    columns = own[["act", "moment", "kind", "purpose", "title", "text"]].itertuples(index=False, name=None)
    return [Disputable(ACT, _act(look.course, *said), act=int(act)) for act, *said in columns]


def _act(course: Course, moment: int, kind: str, purpose: str, title: str, text: str) -> str:
    when, said = local(int(moment), course.zone), " ".join((title or text).split())
    short = said if len(said) <= _BEGINNING else f"{said[:_BEGINNING].rsplit(' ', 1)[0]} …"
    return f"{_day(when.date())} {when:%H:%M}, {'short post' if kind == 'tweet' else kind} ({purpose}): {short}"


def _stretches(look: Look, weeks: set[int]) -> list[Disputable]:
    found = []
    for week in (one for one in look.desk.weeks() if one.number in weeks):
        held = look.desk.stretches(look.viewer, look.viewer.email, week)
        for run in sorted(my_time_stretches.runs(held), key=lambda run: run.first.purpose != Purpose.LEISURE):
            day = my_time_stretches.day_of(run.first, look.course)
            said = f"{_day(day)}, {my_time_stretches.line(run, look.course)}"
            found.append(Disputable(ENTRY, said, refs=run.refs))
    return found


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {date_words(day)}"


def _send(look: Look, card: int, slot: str) -> None:
    which, claim = st.session_state.get(f"{slot}_which"), st.session_state.get(f"{slot}_claim")
    why = str(st.session_state.get(f"{slot}_words", ""))
    if not isinstance(which, Disputable) or claim is None:
        return
    try:
        now = reads.clock(look.course.zone)
        refs = which.refs or (look.desk.ref_of(look.viewer, which.act),)
        look.desk.dispute(look.viewer, which.noun, refs, Claim(str(claim)), why, now, card)
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)


def _take_back(look: Look, dispute: int) -> None:
    try:
        look.desk.take_dispute_back(look.viewer, dispute, reads.clock(look.course.zone))
    except EvenkeelError as problem:
        st.session_state[_FAILED] = str(problem)
