"""What the files could show: every student and week, whole, cut short or not at all."""

from functools import lru_cache

import altair as alt
import pandas as pd

from evenkeel.charts import theme
from evenkeel.charts.theme import Palette, Width

WHOLE, CUT_SHORT, NONE = "whole", "cut short", "none"
DESCRIPTION = (
    "Students by week: a square where a file covers the week, a diamond where it was cut short, "
    "a dot where nothing does; beside it a circle where there are minutes, filled by how they are known."
)
_ROW, _BESIDE = 22, 0.3


def chart(frame: pd.DataFrame, shades: Palette, *, weeks: int, width: Width = "container") -> alt.LayerChart:
    """Draw one mark a student and week, its shape and size the coverage.

    Columns: name, week, coverage (`whole`, `cut short`, `none`), said (a sentence for the tooltip), evidence (how
    minutes of the week are known, empty where there are none; may be missing). Rows keep the order of the frame.
    Datasets: `cells`, `minutes`.
    """
    names = tuple(dict.fromkeys(frame["name"]))
    found = theme.records(frame)
    rows = [{"middle": int(r["week"]), "name": r["name"], "coverage": r["coverage"], "words": r["said"]} for r in found]
    minutes = [
        {"middle": int(r["week"]) + _BESIDE, "name": r["name"], "evidence": r["evidence"], "words": r["said"]}
        for r in found
        if r.get("evidence")
    ]
    return theme.filled(_drawing(shades, names, weeks, width), {"cells": rows, "minutes": minutes})


@lru_cache(maxsize=16)
def _drawing(shades: Palette, names: tuple[str, ...], weeks: int, width: Width) -> alt.LayerChart:
    kinds = [WHOLE, CUT_SHORT, NONE]
    axis = alt.Axis(values=list(range(1, weeks + 1)), format="d", grid=False, orient="top", labelOverlap="greedy")
    cells = (
        alt.Chart(alt.NamedData("cells"))
        .mark_point(filled=True, opacity=1)
        .encode(
            x=alt.X("middle:Q", title="Course week", axis=axis).scale(domain=[0.5, weeks + 0.5], nice=False),
            y=alt.Y("name:N", title=None, sort=list(names))
            .scale(domain=list(names))
            .axis(labelColor=shades.ink, labelLimit=140),
            shape=alt.Shape("coverage:N", legend=None).scale(domain=kinds, range=["square", "diamond", "circle"]),
            size=alt.Size("coverage:N", legend=None).scale(
                type="ordinal", domain=kinds, range=[_fits(130, 0.45, weeks), _fits(110, 0.4, weeks), 10]
            ),
            color=alt.Color("coverage:N", legend=None).scale(
                domain=kinds, range=[shades.calm, shades.unsure, shades.quiet]
            ),
            description="words:N",
            tooltip=alt.Tooltip("words:N", title="Coverage"),
        )
    )
    minutes = (
        alt.Chart(alt.NamedData("minutes"))
        .mark_point(
            shape="circle",
            size=_fits(34, 0.25, weeks),
            filled=True,
            color=shades.calm,
            stroke=shades.calm,
            strokeWidth=1.2,
        )
        .encode(
            x="middle:Q",
            y=alt.Y("name:N", sort=list(names)),
            stroke=alt.value(shades.calm),
            strokeWidth=alt.value(1.2),
            fillOpacity=theme.fill_opacity(),
            strokeDash=theme.stroke_dash(),
            description="words:N",
            tooltip=alt.Tooltip("words:N", title="Coverage"),
        )
    )
    return theme.themed(
        [cells, minutes], shades, width=width, height=max(1, len(names)) * _ROW, description=DESCRIPTION
    )


def _fits(size: int, share: float, weeks: int) -> alt.ExprRef:
    """Give a mark its size, smaller where a week is narrow: on a phone two marks still stand side by side."""
    return alt.ExprRef(expr=f"min({size}, pow({share} * width / {weeks}, 2))")
