"""How a share of what waits has come to its end by a time: a line that only steps up."""

import altair as alt
import pandas as pd

from evenkeel.charts import theme
from evenkeel.charts.theme import Palette, Width


def chart(
    frame: pd.DataFrame,
    shades: Palette,
    *,
    across: str,
    up: str,
    until: float,
    width: Width = "container",
    height: int = 220,
) -> alt.LayerChart:
    """Draw the steps of one curve, and its last level on to `until`.

    Columns: t (in the unit that `across` says), share (0 to 1, of what `up` says), said (the step in words). Datasets:
    `steps`, `line`.
    """
    rows = [{**record, "words": record["said"]} for record in theme.records(frame)]
    line = [*rows, {**rows[-1], "t": until}] if rows else []
    x = alt.X("t:Q", title=across).scale(domain=[0, until], nice=False).axis(grid=False, tickCount=7)
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    y = alt.Y("share:Q", title=up).scale(domain=[0, 1], nice=False).axis(axis)
    data = alt.Chart(alt.NamedData("steps"))
    curve = alt.Chart(alt.NamedData("line")).mark_line(
        color=shades.calm, strokeWidth=2.5, interpolate="step-after", aria=False
    )
    dots = data.mark_point(filled=True, color=shades.calm, size=45, opacity=1).encode(
        x=x, y=y, description="words:N", tooltip=alt.Tooltip("words:N", title="Step")
    )
    said = f"{up}: which share by which time. {across} across."
    drawing = theme.themed([curve.encode(x=x, y=y), dots], shades, width=width, height=height, description=said)
    return theme.filled(drawing, {"steps": rows, "line": line})
