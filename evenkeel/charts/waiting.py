"""How a share of what waits has come to its end by a time: a line that only steps up."""

import altair as alt
import pandas as pd

from evenkeel.charts import theme
from evenkeel.charts.theme import Palette, Width


def chart(
    frame: pd.DataFrame, shades: Palette, *, across: str, up: str, width: Width = "container", height: int = 220
) -> alt.LayerChart:
    """Draw the steps of one curve.

    Columns: t (in the unit that `across` says), share (0 to 1, of what `up` says), said (the step in words). Dataset:
    `steps`.
    """
    rows = [{**record, "words": record["said"]} for record in theme.records(frame)]
    last = float(frame["t"].max()) if len(frame) else 1.0
    x = alt.X("t:Q", title=across).scale(domain=[0, last], nice=False).axis(grid=False)
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    y = alt.Y("share:Q", title=up).scale(domain=[0, 1], nice=False).axis(axis)
    data = alt.Chart(alt.NamedData("steps"))
    line = data.mark_line(color=shades.calm, strokeWidth=2.5, interpolate="step-after", aria=False).encode(x=x, y=y)
    dots = data.mark_point(filled=True, color=shades.calm, size=45, opacity=1).encode(
        x=x, y=y, description="words:N", tooltip=alt.Tooltip("words:N", title="Step")
    )
    said = f"{up}: which share by which time. {across} across."
    drawing = theme.themed([line, dots], shades, width=width, height=height, description=said)
    return theme.filled(drawing, {"steps": rows})
