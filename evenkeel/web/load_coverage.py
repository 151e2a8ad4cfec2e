"""What the files could show of everybody, week by week."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from evenkeel import words
from evenkeel.charts import coverage as chart
from evenkeel.charts import key as chart_key
from evenkeel.charts import theme
from evenkeel.web import listing, reads, style
from evenkeel.web.cut_short import is_cut_short
from evenkeel.web.reads import Look
from evenkeel.web.student_work import ranges, source_name

_SHAPES = {chart.WHOLE: "covered by a file", chart.CUT_SHORT: "cut short by the source", chart.NONE: "no file"}


def cells(coverage: pd.DataFrame, students: pd.DataFrame, begun: Sequence[int]) -> pd.DataFrame:
    """Give one row a student and begun week, as `charts.coverage` reads it.

    `coverage` as `metrics.readings.coverage`, `students` as `reads.students`. A week is whole where each kind of act
    is shown by a source that begins before it.
    """
    held: dict[tuple[str, int], list[tuple[str, str, bool]]] = {}
    columns = ["student", "week", "source", "kinds", "cut_short"]
    for student, week, source, kinds, cut in coverage[columns].itertuples(index=False):
        held.setdefault((student, int(week)), []).append((source_name(str(source)), str(kinds), bool(cut)))
    rows = [
        (name, week, *_cell(name, week, held.get((student, week), [])))
        for student, name in students[["student", "name"]].itertuples(index=False)
        for week in begun
    ]
    return pd.DataFrame(rows, columns=["name", "week", "coverage", "said"])


def _cell(name: str, week: int, sources: Sequence[tuple[str, str, bool]]) -> tuple[str, str]:
    if not sources:
        return chart.NONE, f"{name}, week {week}: no file shows what was written"
    kind = chart.CUT_SHORT if is_cut_short((kinds, cut) for _, kinds, cut in sources) else chart.WHOLE
    listed = words.together(list(dict.fromkeys(f"{source}{' (cut short)' * cut}" for source, _, cut in sources)))
    return kind, f"{name}, week {week}: {listed}"


def table(found: pd.DataFrame, timed: dict[str, list[int]], students: pd.DataFrame) -> list[tuple[str, ...]]:
    """Write one row a student: weeks that files cover, weeks cut short, weeks without a file, weeks with minutes."""
    rows = []
    for student, name in students[["student", "name"]].itertuples(index=False):
        own = found[found["name"] == name]
        by_kind = [ranges(sorted(int(w) for w in own.loc[own["coverage"] == kind, "week"])) for kind in _SHAPES]
        rows.append((name, *(weeks or "–" for weeks in by_kind), ranges(sorted(timed.get(student, []))) or "–"))
    return rows


def sentence(found: pd.DataFrame, timed: dict[str, list[int]], students: pd.DataFrame) -> str:
    """Say of how many students files show every week, some, or none, and how many have minutes of their own."""
    whole = found.assign(dark=found["coverage"] == chart.NONE).groupby("name")["dark"].agg(["sum", "size"])
    every, none = int((whole["sum"] == 0).sum()), int((whole["sum"] == whole["size"]).sum())
    of = words.count(len(students), "student")
    minutes = sum(1 for student in students["student"] if timed.get(student))
    cut = found.loc[found["coverage"] == chart.CUT_SHORT, "name"].nunique()
    short = f" (cut short for {cut})" if cut else ""
    return (
        f"Files show every week of {every} of {of}{short} and nothing of {none}; {minutes} have a tracker or a diary."
    )


def section(look: Look, names: dict[str, str]) -> None:
    """Show the picture, its key and its table; `names` are those shown, by address."""
    st.header("What the files cover", anchor=False)
    begun = [week.number for week in reads.weeks(look) if week.start <= look.now]
    students = reads.students(look)
    if students.empty or not begun:
        st.html(listing.paragraphs(["There is nothing to show until somebody is on the roster and a week has begun."]))
        return
    shown = students.assign(name=[names.get(student, student) for student in students["student"]])
    found, said, written = _told(look, tuple(shown["name"]), shown, begun)
    st.html(listing.paragraphs([said]))
    shades = style.shades()
    entries = [
        chart_key.Entry(_SHAPES[chart.WHOLE], shades.calm, "square"),
        chart_key.Entry(_SHAPES[chart.CUT_SHORT], shades.unsure, "diamond"),
        chart_key.Entry(f"{_SHAPES[chart.NONE]} (a small dot)", shades.quiet),
    ]
    with st.expander("Student by week", key="load_coverage", on_change="rerun") as opened:
        if opened.open:
            st.html(chart_key.html(entries, shades))
            spec = _spec(look, (shades.ground, *shown["name"]), found, look.course.weeks)
            st.vega_lite_chart(spec=spec, theme=None, key="load_coverage_chart")
    with st.expander("The same as a table"):
        st.html(written)


@reads.cached
def _told(
    look: Look, names: tuple[str, ...], _shown: pd.DataFrame, _begun: Sequence[int]
) -> tuple[pd.DataFrame, str, str]:
    """Give the cells, the sentence and the table as HTML; they follow from the record and the names shown."""
    found, timed = cells(reads.coverage(look), _shown, _begun), _timed(reads.entries(look))
    headings = ("Student", "Weeks covered", "Weeks cut short", "Weeks without a file", "Weeks with minutes")
    written = listing.table(headings, table(found, timed, _shown), folds=True)
    return found, sentence(found, timed, _shown), str(written)


@reads.cached
def _spec(look: Look, key: tuple[str, ...], _found: pd.DataFrame, _weeks: int) -> dict[str, Any]:
    return theme.spec(chart.chart(_found, style.shades(), weeks=_weeks))


def _timed(entries: pd.DataFrame) -> dict[str, list[int]]:
    held: dict[str, list[int]] = {}
    for student, week, rows in entries[["student", "week", "rows"]].itertuples(index=False):
        if week and rows:
            held.setdefault(str(student), []).append(int(week))
    return held
