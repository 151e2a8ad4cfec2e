"""What happened when, a lane for each who acts, and the silence of one of them as a band."""

import altair as alt
import pandas as pd

from evenkeel.charts import theme
from evenkeel.charts.theme import Palette, Width

_LANE = 46


def chart(frame: pd.DataFrame, shades: Palette, *, across: str, width: Width = "container") -> alt.LayerChart:
    """Draw moments as dots in their lanes; a row with an end is a band with its words.

    Columns: t, end (as `across` says; no end: a moment), lane, said. Datasets: `moments`, `bands`.
    """
    lanes = [str(lane) for lane in dict.fromkeys(frame["lane"])]
    rows = [{**record, "words": record["said"]} for record in theme.records(frame)]
    moments = [{**row, "end": None} for row in rows if pd.isna(row["end"])]
    bands = [row for row in rows if not pd.isna(row["end"])]
    x = alt.X("t:Q", title=across).scale(nice=True, zero=True).axis(grid=True, tickCount=6)
    y = alt.Y("lane:N", title=None, sort=lanes).scale(domain=lanes)
    y = y.axis(grid=False, labelColor=shades.ink, labelFontSize=theme.BODY, labelLimit=130)
    band = alt.Chart(alt.NamedData("bands"))
    silence = band.mark_bar(color=shades.worth, opacity=0.22, size=26, aria=False).encode(x=x, x2="end:Q", y=y)
    words = band.mark_text(color=shades.worth, align="left", dx=6, dy=-20, fontSize=theme.SMALL + 0.5, aria=False)
    told = {"description": "words:N", "tooltip": alt.Tooltip("words:N", title="Moment")}
    dots = (
        alt.Chart(alt.NamedData("moments"))
        .mark_point(filled=True, color=shades.calm, size=110, opacity=1)
        .encode(x=x, y=y, **told)
    )
    said = "What happened when, a lane for each who acts."
    layers = [silence, words.encode(x=x, y=y, text="words:N"), dots]
    drawing = theme.themed(layers, shades, width=width, height=max(1, len(lanes)) * _LANE, description=said)
    return theme.filled(drawing, {"moments": moments, "bands": bands})
