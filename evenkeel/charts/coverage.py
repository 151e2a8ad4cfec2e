"""What the files could show: every student and week, whole, cut short or not at all."""

from functools import lru_cache

import altair as alt
import pandas as pd

from evenkeel.charts import theme
from evenkeel.charts.theme import Palette, Width

WHOLE, CUT_SHORT, NONE = "whole", "cut short", "none"
DESCRIPTION = (
    "Students by week: a square where a file covers the week, a diamond where it was cut short, "
    "a dot where nothing does."
)
_ROW = 22


def chart(frame: pd.DataFrame, shades: Palette, *, weeks: int, width: Width = "container") -> alt.LayerChart:
    """Draw one mark a student and week, its shape and size the coverage.

    Columns: name, week, coverage (`whole`, `cut short`, `none`), said (a sentence for the tooltip). Rows keep
    the order of the frame. Dataset: `cells`.
    """
    names = tuple(dict.fromkeys(frame["name"]))
    rows = [
        {"middle": int(r["week"]), "name": r["name"], "coverage": r["coverage"], "words": r["said"]}
        for r in theme.records(frame)
    ]
    return theme.filled(_drawing(shades, names, weeks, width), {"cells": rows})


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
            size=alt.Size("coverage:N", legend=None).scale(type="ordinal", domain=kinds, range=[130, 110, 10]),
            color=alt.Color("coverage:N", legend=None).scale(
                domain=kinds, range=[shades.calm, shades.unsure, shades.quiet]
            ),
            description="words:N",
            tooltip=alt.Tooltip("words:N", title="Coverage"),
        )
    )
    return theme.themed([cells], shades, width=width, height=max(1, len(names)) * _ROW, description=DESCRIPTION)
