"""Two numbers of many things: a point each, its group by shape and fill."""

from typing import Literal

import altair as alt
import pandas as pd

from evenkeel.charts import theme
from evenkeel.charts.theme import Palette, Row, Width

SHAPES: tuple[Literal["circle", "square", "diamond"], ...] = ("circle", "square", "diamond")


def chart(
    frame: pd.DataFrame, shades: Palette, *, across: str, up: str, width: Width = "container", height: int = 280
) -> alt.LayerChart:
    """Draw the points; groups are told apart by shape, in the order in which they come.

    Columns: x (as `across` says), y (as `up` says), group, said (a sentence). Dataset: `points`.
    """
    rows = [{**record, "words": record["said"]} for record in theme.records(frame)]
    kinds = groups(frame)
    x = alt.X("x:Q", title=across).scale(domain=_reach(rows, "x"), nice=True).axis(grid=False, tickMinStep=1)
    y = alt.Y("y:Q", title=up).scale(domain=_reach(rows, "y"), nice=True)
    shape = alt.Shape("group:N", legend=None).scale(domain=kinds, range=list(SHAPES[: len(kinds)]))
    dots = (
        alt.Chart(alt.NamedData("points"))
        .mark_point(filled=True, color=shades.calm, size=70, opacity=0.55)
        .encode(x=x, y=y, shape=shape, description="words:N", tooltip=alt.Tooltip("words:N", title="Week"))
    )
    said = f"{up} against {across.lower()}, a point each."
    drawing = theme.themed([dots], shades, width=width, height=height, description=said)
    return theme.filled(drawing, {"points": rows})


def _reach(rows: list[Row], name: str) -> list[float]:
    # From 0, and never to 0: an axis needs some length.
    return [0.0, max([1.0, *(float(row[name]) for row in rows)])]


def groups(frame: pd.DataFrame) -> list[str]:
    """Return the groups in the order in which the key lists them."""
    return [str(group) for group in dict.fromkeys(frame["group"])]
