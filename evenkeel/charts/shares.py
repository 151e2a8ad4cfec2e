"""Shares of groups side by side, each a dot on its interval; and published shares as lines."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from evenkeel.charts import theme
from evenkeel.charts.theme import Palette, Width

_ROW, _LEAST = 34, 90


def chart(
    frame: pd.DataFrame,
    shades: Palette,
    *,
    title: str,
    lines: Sequence[tuple[str, float]] = (),
    width: Width = "container",
) -> alt.LayerChart:
    """Draw a row for each group, in the order of the frame.

    Columns: label, share, low, high (0 to 1), said (the share in words). `title` says what the share is of. `lines`:
    published shares (0 to 1), each with a short name. Datasets: `shares`, `lines`.
    """
    rows = [{**record, "words": f"{record['label']}: {record['said']}"} for record in theme.records(frame)]
    labels = [str(row["label"]) for row in rows]
    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], grid=True, labelOverlap="parity")
    x = alt.X("share:Q", title=title).scale(domain=[0, 1], nice=False).axis(axis)
    y = (
        alt.Y("label:N", title=None, sort=labels)
        .scale(domain=labels)
        .axis(grid=False, labelLimit=190, labelColor=shades.ink, labelFontSize=theme.BODY)
    )
    data = alt.Chart(alt.NamedData("shares"))
    whisker = data.mark_rule(color=shades.calm, strokeWidth=3, opacity=0.4, aria=False).encode(
        x=alt.X("low:Q", title=title), x2="high:Q", y=y
    )
    dot = data.mark_point(filled=True, color=shades.calm, size=110, opacity=1).encode(
        x=x, y=y, description="words:N", tooltip=alt.Tooltip("words:N", title="Share")
    )
    height = max(_LEAST, _ROW * len(rows))
    said = f"{title}: a dot for each group on the interval that chance leaves open."
    published = [{"line": share, "name": name} for name, share in lines]
    layers = [*_lines(shades, title), whisker, dot] if published else [whisker, dot]
    drawing = theme.themed(layers, shades, width=width, height=height, description=said)
    return theme.filled(drawing, {"shares": rows, **({"lines": published} if published else {})})


def _lines(shades: Palette, title: str) -> list[alt.Chart]:
    """Draw published shares as dashed lines, named at their foot."""
    data = alt.Chart(alt.NamedData("lines"))
    x = alt.X("line:Q", title=title)
    rule = data.mark_rule(color=shades.quiet, strokeDash=[5, 4], aria=False).encode(x=x)
    name = data.mark_text(color=shades.quiet, align="left", dx=4, fontSize=theme.BODY - 1, baseline="bottom").encode(
        x=x, y=alt.value("height"), text="name:N"
    )
    return [rule, name]
