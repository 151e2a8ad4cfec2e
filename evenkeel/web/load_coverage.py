"""What the files could show of everybody, week by week: which source, whole or cut short, and how minutes are known."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.charts import coverage as chart
from evenkeel.charts import key as chart_key
from evenkeel.charts import theme
from evenkeel.metrics.cut_short import is_cut_short
from evenkeel.web import listing, reads, style
from evenkeel.web.reads import Look
from evenkeel.web.student_work import ranges, source_name

_SHAPES = {chart.WHOLE: "covered by a file", chart.CUT_SHORT: "cut short by the source", chart.NONE: "no file"}
# How minutes are known, the surest first: the column of the reading, how it is drawn, and in words.
_TIME = (
    ("measured", "measured", "minutes from a tracker"),
    ("told", "self-reported", "minutes from a diary"),
    ("estimated", "estimated", "minutes only estimated"),
)
_KINDS = {"post": "posts", "comment": "comments", "tweet": "tweets", "repost": "reposts", "any": "all that it holds"}
_AT_ONCE = 60
HEADINGS = ("Student", "What shows it", "Weeks", "Weeks cut short")


class Shown(NamedTuple):
    """What one source shows of somebody in one week."""

    source: str
    kinds: str
    cut_short: bool


Weeks = Mapping[tuple[str, int], Sequence[Shown]]
Minutes = Mapping[tuple[str, int], Sequence[str]]


def by_week(coverage: pd.DataFrame, labels: Mapping[str, str]) -> dict[tuple[str, int], list[Shown]]:
    """Gather what each source shows of each student-week; `coverage` as `metrics.readings.coverage`."""
    held: dict[tuple[str, int], list[Shown]] = {}
    columns = ["student", "week", "source", "kinds", "cut_short"]
    for student, week, source, kinds, cut in coverage[columns].itertuples(index=False):
        name = labels.get(str(source)) or source_name(str(source))
        held.setdefault((str(student), int(week)), []).append(Shown(name, str(kinds), bool(cut)))
    return held


def minutes(evidence: pd.DataFrame) -> dict[tuple[str, int], list[str]]:
    """Gather how the minutes of each student-week are known; estimated ones only where there are no others."""
    held: dict[tuple[str, int], list[str]] = {}
    columns = ["student", "week", *(column for column, _, _ in _TIME)]
    for student, week, *flags in evidence[columns].itertuples(index=False):
        found = [drawn for (_, drawn, _), flag in zip(_TIME, flags, strict=True) if flag]
        held[str(student), int(week)] = [kind for kind in found if kind != "estimated"] or found
    return held


def cells(shown: Weeks, timed: Minutes, students: pd.DataFrame, begun: Sequence[int]) -> pd.DataFrame:
    """Give one row a student and begun week, as `charts.coverage` reads it; `students` as `reads.students`.

    A week is whole where each kind of act is shown by a source that begins before it.
    """
    rows = [
        (name, week, *_cell(name, week, shown.get((student, week), ())), *_known(timed.get((student, week), ())))
        for student, name in students[["student", "name"]].itertuples(index=False)
        for week in begun
    ]
    frame = pd.DataFrame(rows, columns=["name", "week", "coverage", "said", "evidence", "told"])
    frame["said"] = frame["said"] + frame["told"]
    return frame.drop(columns="told")


def _cell(name: str, week: int, sources: Sequence[Shown]) -> tuple[str, str]:
    if not sources:
        return chart.NONE, f"{name}, week {week}: no file shows what was written"
    kind = chart.CUT_SHORT if is_cut_short((one.kinds, one.cut_short) for one in sources) else chart.WHOLE
    listed = [f"{one.source} ({_kinds(one.kinds)}{', cut short' * one.cut_short})" for one in sources]
    return kind, f"{name}, week {week}: {words.together(list(dict.fromkeys(listed)))}"


def _kinds(kinds: str) -> str:
    return words.together([_KINDS.get(kind, kind) for kind in kinds.split(",")])


def _known(kinds: Sequence[str]) -> tuple[str, str]:
    """Return how a week's minutes are drawn and told of."""
    told = [text for _, drawn, text in _TIME if drawn in kinds]
    return (kinds[0], f"; {words.together(told)}") if kinds else ("", "; no minutes")


def table(shown: Weeks, timed: Minutes, students: pd.DataFrame, begun: Sequence[int]) -> list[tuple[str, ...]]:
    """Write what shows each student: a row for each source and for each way minutes are known, with its weeks."""
    rows: list[tuple[str, ...]] = []
    for student, name in students[["student", "name"]].itertuples(index=False):
        whole: dict[str, list[int]] = {}
        cut: dict[str, list[int]] = {}
        for week in begun:
            for one in shown.get((student, week), ()):
                what = f"{one.source}: {_kinds(one.kinds)}"
                (cut if one.cut_short else whole).setdefault(what, []).append(week)
                (whole if one.cut_short else cut).setdefault(what, [])
            for _, drawn, text in _TIME:
                if drawn in timed.get((student, week), ()):
                    whole.setdefault(text, []).append(week)
        if not cut:
            rows.append((name, "no file of what was written", ranges(list(begun)), ""))
        rows += [(name, what, _ranges(weeks), _ranges(cut.get(what, []))) for what, weeks in whole.items()]
    return rows


def _ranges(weeks: Sequence[int]) -> str:
    return ranges(sorted(set(weeks)))


def sentence(found: pd.DataFrame) -> str:
    """Say of how many students files show every week, some, or none, and how their minutes are known."""
    of_each = found.assign(dark=found["coverage"] == chart.NONE).groupby("name")["dark"].agg(["sum", "size"])
    every, none = int((of_each["sum"] == 0).sum()), int((of_each["sum"] == of_each["size"]).sum())
    of = words.count(len(of_each), "student")
    cut = found.loc[found["coverage"] == chart.CUT_SHORT, "name"].nunique()
    short = f" (cut short for {cut})" if cut else ""
    own = found.loc[found["evidence"].isin(["measured", "self-reported"]), "name"].nunique()
    return f"Files show every week of {every} of {of}{short} and nothing of {none}; {own} have a tracker or a diary."


def section(look: Look, names: dict[str, str]) -> None:
    """Show the picture, its key and its table; `names` are those shown, by address."""
    st.header("What the files cover", anchor=False)
    begun = [week.number for week in reads.weeks(look) if week.start <= look.now]
    students = reads.students(look)
    if students.empty or not begun:
        st.html(listing.paragraphs(["There is nothing to show until somebody is on the roster and a week has begun."]))
        return
    shown = students.assign(name=[names.get(student, student) for student in students["student"]])
    found, said, rows = _told(look, tuple(shown["name"]), shown, begun)
    st.html(listing.paragraphs([said]))
    shades = style.shades()
    entries = [
        chart_key.Entry(_SHAPES[chart.WHOLE], shades.calm, "square"),
        chart_key.Entry(_SHAPES[chart.CUT_SHORT], shades.unsure, "diamond"),
        chart_key.Entry(f"{_SHAPES[chart.NONE]} (a small dot)", shades.quiet),
        *(chart_key.Entry(text, shades.calm, "circle", drawn) for _, drawn, text in _TIME),
    ]
    with st.expander("Student by week", key="load_coverage", on_change="rerun") as opened:
        if opened.open:
            st.html(chart_key.html(entries, shades))
            spec = _spec(look, (shades.ground, *shown["name"]), found, look.course.weeks)
            st.vega_lite_chart(spec=spec, theme=None, key="load_coverage_chart")
    with st.expander("The same as a table, source by source", key="load_sources", on_change="rerun") as opened:
        if opened.open:
            _table(rows)


def _table(rows: Sequence[tuple[str, ...]]) -> None:
    """Show the table; of a large class only as much as can be read, and a box to find somebody."""
    part = ""
    if len(rows) > _AT_ONCE:
        part = st.text_input("Find a student or a source", key="load_sources_find", width=360).casefold()
    found = [row for row in rows if part in f"{row[0]} {row[1]}".casefold()]
    st.html(listing.table(HEADINGS, found[:_AT_ONCE], folds=True))
    if len(found) > _AT_ONCE:
        st.html(listing.paragraphs([f"And {len(found) - _AT_ONCE:,} more: name a part of the one you look for."]))


@reads.cached
def _told(
    look: Look, names: tuple[str, ...], _shown: pd.DataFrame, _begun: Sequence[int]
) -> tuple[pd.DataFrame, str, list[tuple[str, ...]]]:
    """Give the cells, the sentence and the table's rows; they follow from the record and the names shown."""
    labels = {entry.format: str(entry.report.get("label") or "") for entry in reads.loads(look)}
    shown, timed = by_week(reads.coverage(look), labels), minutes(reads.evidence(look))
    found = cells(shown, timed, _shown, _begun)
    return found, sentence(found), table(shown, timed, _shown, _begun)


@reads.cached
def _spec(look: Look, key: tuple[str, ...], _found: pd.DataFrame, _weeks: int) -> dict[str, Any]:
    return theme.spec(chart.chart(_found, style.shades(), weeks=_weeks))
