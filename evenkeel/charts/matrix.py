"""Who addresses whom as a table of shades: rows give, columns receive."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from evenkeel.charts import theme
from evenkeel.charts.theme import Palette, Width

DESCRIPTION = "Who addresses whom: a row for each who gives, a column for each who receives, darker for more."
GIVES, RECEIVES = "Gives", "Receives"
_CELL, _TOP = 24, 150
# Never so dark that the ink of the number is hard to read.
_PALEST, DARKEST = 0.12, 0.48
# Cells narrower than this have no room for a number, or for a name above.
_READABLE, _NAMEABLE = 21, 13


def chart(
    cells: pd.DataFrame, order: Sequence[str], shades: Palette, *, folded: str = "", width: Width = "container"
) -> alt.LayerChart:
    """Draw a square for each pair with a tie, with its weight as text where there is room.

    Columns: giver, taker (names as in `order`, which rows and columns keep), weight, said (a sentence for the tooltip).
    `folded` is the name that stands for many people: its shades end where those of single people do. Dataset: `cells`.
    """
    rows = [
        {
            "giver": record["giver"],
            "taker": record["taker"],
            "weight": float(record["weight"]),
            "text": _short(float(record["weight"])),
            "words": record["said"],
        }
        for record in theme.records(cells)
    ]
    single = [row["weight"] for row in rows if folded not in (row["giver"], row["taker"])]
    most = max(single or [row["weight"] for row in rows] or [1.0])
    return theme.filled(_drawing(shades, tuple(order), most, width), {"cells": rows})


def _short(weight: float) -> str:
    """Say a weight in a cell: `3`, `0.5`, `12`, `179k`."""
    if weight >= 9999.5:
        return f"{weight / 1000:.0f}k"
    return f"{weight:.1f}".rstrip("0").rstrip(".") if weight < 10 else f"{weight:.0f}"


def mixed(one: str, other: str, share: float) -> str:
    """Mix two colours `#rrggbb`: `share` of the second."""
    pairs = [(int(one[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@lru_cache(maxsize=16)
def _drawing(shades: Palette, order: tuple[str, ...], most: float, width: Width) -> alt.LayerChart:
    names = list(order)
    axis: dict[str, Any] = {"grid": False, "labelColor": shades.ink, "labelLimit": _TOP, "labelOverlap": False}
    x = alt.X("taker:N", title=RECEIVES, sort=names).scale(domain=names, paddingInner=0.06)
    y = alt.Y("giver:N", title=GIVES, sort=names).scale(domain=names, paddingInner=0.06)
    # On a phone the columns are too narrow for names; they are in the order of the rows.
    narrow = f"width / {max(1, len(names))} < {_NAMEABLE} ? '' : datum.label"
    x = x.axis(**axis, orient="top", labelAngle=-50, labelExpr=narrow)
    y = y.axis(**axis)
    range_ = [mixed(shades.panel, shades.calm, _PALEST), mixed(shades.panel, shades.calm, DARKEST)]
    data = alt.Chart(alt.NamedData("cells"))
    squares = data.mark_rect(cornerRadius=2).encode(
        x=x,
        y=y,
        color=alt.Color("weight:Q", legend=None).scale(type="sqrt", domain=[0, most], range=range_, clamp=True),
        description="words:N",
        tooltip=alt.Tooltip("words:N", title="Tie"),
    )
    room = f"width / {max(1, len(names))} < {_READABLE} ? 0 : 1"
    numbers = data.mark_text(
        color=shades.ink, fontSize=11, baseline="middle", aria=False, tooltip=None, opacity=alt.expr(room)
    ).encode(x=x, y=y, text="text:N")
    height = max(1, len(names)) * _CELL
    return theme.themed([squares, numbers], shades, width=width, height=height, description=DESCRIPTION)
