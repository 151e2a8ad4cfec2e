"""How often two sayings about one thing meet: a square for each pair of kinds, darker for more."""

from typing import Any

import altair as alt
import pandas as pd

from evenkeel.charts import theme
from evenkeel.charts.matrix import DARKEST, mixed
from evenkeel.charts.theme import Palette, Width

_CELL, _PALEST = 44, 0.06


def chart(frame: pd.DataFrame, shades: Palette, *, across: str, up: str, width: Width = "container") -> alt.LayerChart:
    """Draw the pairs of kinds, in the order of the frame.

    Columns: row, column (kinds), n (how often), said (a sentence). `across` and `up` name the two who say. Dataset:
    `cells`.
    """
    rows = [{**record, "words": record["said"], "text": str(record["n"] or "")} for record in theme.records(frame)]
    across_kinds = list(dict.fromkeys(str(row["column"]) for row in rows))
    up_kinds = list(dict.fromkeys(str(row["row"]) for row in rows))
    labels: dict[str, Any] = {"grid": False, "labelColor": shades.ink, "labelLimit": 130}
    # On a phone there is no room for a word above a column: its kinds are in the order of the rows.
    narrow = f"width / {max(1, len(across_kinds))} < 90 ? '' : datum.label"
    x = alt.X("column:N", title=across, sort=across_kinds).scale(domain=across_kinds, paddingInner=0.05)
    y = alt.Y("row:N", title=up, sort=up_kinds).scale(domain=up_kinds, paddingInner=0.05)
    x = x.axis(**labels, labelAngle=0, labelOverlap=False, labelExpr=narrow)
    data = alt.Chart(alt.NamedData("cells"))
    shade = alt.Color("n:Q", legend=None).scale(
        domain=[0, max([1, *(int(row["n"]) for row in rows)])],
        range=[mixed(shades.panel, shades.calm, _PALEST), mixed(shades.panel, shades.calm, DARKEST)],
    )
    told = {"description": "words:N", "tooltip": alt.Tooltip("words:N", title="Together")}
    squares = data.mark_rect(cornerRadius=2).encode(x=x, y=y.axis(**labels), color=shade, **told)
    numbers = data.mark_text(color=shades.ink, baseline="middle", aria=False, tooltip=None).encode(
        x=x, y=y.axis(**labels), text="text:N"
    )
    height = max(1, len(up_kinds)) * _CELL
    said = f"{across} against {up}: how often each pair of kinds met."
    drawing = theme.themed([squares, numbers], shades, width=width, height=height, description=said)
    return theme.filled(drawing, {"cells": rows})
