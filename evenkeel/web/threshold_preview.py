"""What a rule would have done: whom it would have flagged, week by week, out of how many; and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.charts import key, preview, theme
from evenkeel.course.values import Rule
from evenkeel.flags import life
from evenkeel.flags.replay import Replay, Stand, tallies
from evenkeel.flags.wording import amount
from evenkeel.metrics.registry import METRICS
from evenkeel.web import controls, listing, reads, style, threshold_reads, threshold_words
from evenkeel.web.controls import Chosen
from evenkeel.web.reads import Look
from evenkeel.web.saying import plain, quiet

# More rows than this are no picture any more; the table has everybody.
_IN_CHART = 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is tried: the rules as they would be, and the one of them that is looked at closely (None: only less)."""

    rules: tuple[Rule, ...]
    rule: Rule | None


def show(look: Look, chosen: Chosen, in_force: tuple[Rule, ...], tried: Proposal) -> None:
    """Show what the proposal would have done."""
    if tried.rule:
        reading = "It reads: " if tried.rule in in_force else "It would read: "
        st.markdown(plain(reading + threshold_reads.sentence(look, chosen, tried.rule)))
        found = threshold_reads.replay(look, tried.rule).among(chosen.addresses)
        students = _looked_at(look, chosen, tried.rule)
        _flagged(look, chosen, tried.rule, found, len(students))
    if tried.rules != in_force:
        _difference(look, chosen, in_force, tried.rules)
    if tried.rule and students:
        _picture(look, chosen, tried.rule, found)
        _tables(chosen, found)
        _chance(look, tried.rule, len(students))
    _how_sure(look)


def _flagged(look: Look, chosen: Chosen, rule: Rule, found: Replay, of: int) -> None:
    if of:
        st.markdown(f"**{plain(threshold_words.preview_sentence(found.flags, of, len(found.weeks)))}**")
    else:
        st.warning(plain(threshold_reads.nobody(look, chosen, rule) or "It looks at nobody in this section."))


def _looked_at(look: Look, chosen: Chosen, rule: Rule) -> list[str]:
    ours = chosen.addresses
    return [student for student in threshold_reads.looked_at(look, rule) if student in ours]


def _difference(look: Look, chosen: Chosen, in_force: tuple[Rule, ...], would: tuple[Rule, ...]) -> None:
    ours, both = chosen.addresses, (reads.flags(look), threshold_reads.flags(look, would))
    before, after = ([flag for flag in flags if flag.student in ours] for flags in both)
    several = len(in_force) > 1
    said = threshold_words.change_sentence(before, after, chosen.names, several)
    st.markdown(plain(said or threshold_words.same_sentence(several)))


# The picture, and the same as tables


def _picture(look: Look, chosen: Chosen, rule: Rule, found: Replay) -> None:
    if not found.flags:
        quiet(threshold_words.last_week_sentence(found))
        return
    flagged = sorted({flag.student for flag in found.flags}, key=lambda s: chosen.name(s).casefold())
    shown, shades = flagged[:_IN_CHART], style.shades()
    state = (str(rule), chosen.section, chosen.names_shown, shades.ground)
    spec = _spec(look, state, found, tuple(shown), dict(chosen.names), shades)
    st.vega_lite_chart(spec, width="stretch", theme=None, key="rule_preview")
    st.html(key.html(preview.legend(shades), shades))
    if len(shown) < len(flagged):
        quiet(f"The first {len(shown)} of {len(flagged)} by name; the table has all.")
    quiet(threshold_words.last_week_sentence(found))


# Altair takes longest of all; `state` tells everything that the arguments after it can differ in.
@reads.cached
def _spec(
    look: Look,
    state: tuple[object, ...],
    _found: Replay,
    _shown: tuple[str, ...],
    _names: Mapping[str, str],
    _shades: theme.Palette,
) -> dict[str, Any]:
    short = controls.short_names(_names) if state[2] else dict(_names)
    gaps = _gaps(look, _found)
    empty = {week for week, _ in gaps}
    rows = [
        (short[stand.student], stand.week, kind(stand), said(stand, _names[stand.student], _found.rule))
        for student in _shown
        for stand in _found.stands
        if stand.student == student and (stand.on or stand.week not in empty)
    ]
    frame = pd.DataFrame(rows, columns=["name", "week", "stand", "said"])
    last = max(_found.weeks)
    chart = preview.chart(frame, _shades, weeks=last, gaps=[gap for gap in gaps if gap[0] <= last])
    return theme.spec(chart)


def _gaps(look: Look, found: Replay) -> list[tuple[int, str]]:
    """List the weeks in which there is nothing to see, with why."""
    breaks = [(week, "break") for week in look.course.breaks]
    before = range(1, found.rule.since)
    early = [(week, "not looked at") for week in before if week not in look.course.breaks]
    return sorted([*breaks, *early, *((each.week, "no data") for each in tallies(found) if not each.numbers)])


def kind(stand: Stand) -> str:
    """Name how a student stood in a week, as the chart draws it."""
    if stand.new:
        return preview.NEW
    over = stand.judged is not None and stand.judged.over
    if stand.on:
        return preview.ON if over else preview.ON_WITHIN if stand.judged else preview.ON_UNKNOWN
    return preview.PAST if over else preview.CALM if stand.judged else preview.UNKNOWN


def said(stand: Stand, name: str, rule: Rule) -> str:
    """Say how a student stood in a week, with the numbers."""
    units = [METRICS[condition.metric].unit for condition in rule.conditions]
    met = stand.judged.met if stand.judged else ()
    values = " with ".join(amount(each.value, unit) for each, unit in zip(met, units, strict=False))
    return f"{name}, week {stand.week}: {kind(stand)}{f' ({values})' if values else ''}"


def _tables(chosen: Chosen, found: Replay) -> None:
    if not found.weeks:
        return
    many = len({flag.student for flag in found.flags})
    with st.expander(f"The same as tables: {words.count(len(found.weeks), 'week')}, {words.count(many, 'student')}"):
        st.html(listing.table(("Week", "Worth a look"), threshold_words.week_rows(found)))
        if rows := threshold_words.preview_rows(found, chosen.names):
            headings = ("Student", "Worth a look", "Because of", "No number in week")
            st.html(listing.table(headings, rows, folds=True))


# How sure it is


def _chance(look: Look, rule: Rule, students: int) -> None:
    weeks = sum(week.number >= rule.since for week in reads.weeks(look))
    quiet(threshold_words.chance_sentence(rule, students, weeks))


def _how_sure(look: Look) -> None:
    with st.expander("How sure is a flag?"):
        st.markdown(plain(threshold_words.right_sentence()))
        st.markdown(plain(threshold_words.marks_sentence(*life.precision(reads.cards(look)))))
