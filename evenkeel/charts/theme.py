"""One look for every chart: colours, type, axes, and what the fills and shapes stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

import altair as alt
import pandas as pd

from evenkeel.model import Evidence

# Streamlit ships Source Sans; on paper the viewer's own sans takes its place.
FONT = '"Source Sans", "Source Sans 3", "Liberation Sans", sans-serif'
TITLE, BODY, SMALL = 18, 14, 12.5

Width = int | Literal["container"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme; text keeps 4.5:1 on the ground, on panels and beyond the line, marks 3:1."""

    ground: str
    panel: str
    ink: str
    quiet: str
    calm: str
    rest: str
    worth: str
    unsure: str
    grid: str
    beyond: str


LIGHT = Palette(
    ground="#fbfaf7",
    panel="#ffffff",
    ink="#1f2d3d",
    quiet="#5b6b7b",
    calm="#2a6f97",
    rest="#87929d",
    worth="#c2410c",
    unsure="#8a6d1a",
    grid="#e7e4dc",
    beyond="#f9efea",
)
DARK = Palette(
    ground="#12202e",
    panel="#1a2b3c",
    ink="#e6edf3",
    quiet="#9fb3c8",
    calm="#6fb3d9",
    rest="#6b8095",
    worth="#ff9b6a",
    unsure="#e0b84c",
    grid="#26394b",
    beyond="#26282f",
)


def palette(theme: str | None) -> Palette:
    """Choose the colours for a viewer's theme, `dark` or anything else."""
    return DARK if theme == "dark" else LIGHT


EVIDENCE = [str(kind) for kind in (Evidence.MEASURED, Evidence.SELF_REPORTED, Evidence.UNPLACED, Evidence.ESTIMATED)]
OPACITY = [0.95, 0.4, 0.4, 0.0]
DASH = [[1, 0], [1, 0], [5, 2], [2, 2]]


def fill_opacity(field: str = "evidence") -> alt.FillOpacity:
    """Draw evidence as fill: measured solid, self-reported and unplaced pale, estimated empty."""
    return alt.FillOpacity(f"{field}:O", legend=None).scale(type="ordinal", domain=EVIDENCE, range=OPACITY)


def stroke_dash(field: str = "evidence") -> alt.StrokeDash:
    """Draw the outline of estimated and unplaced time dashed, all other whole."""
    return alt.StrokeDash(f"{field}:O", legend=None).scale(type="ordinal", domain=EVIDENCE, range=DASH)


def hatch(shades: Palette, stripes: int = 9) -> alt.LinearGradient:
    """Fill what is not finished, the running week, with slanting stripes."""
    stops = []
    for stripe in range(stripes):
        start, middle, end = stripe / stripes, (stripe + 0.4) / stripes, (stripe + 1) / stripes
        stops += [
            alt.GradientStop(offset=start, color=shades.calm),
            alt.GradientStop(offset=middle, color=shades.calm),
            alt.GradientStop(offset=middle, color=shades.ground),
            alt.GradientStop(offset=end, color=shades.ground),
        ]
    return alt.LinearGradient(gradient="linear", x1=0, y1=0, x2=0.35, y2=1, stops=stops)


def filled(drawing: alt.LayerChart, rows: Mapping[str, Sequence[Row]]) -> alt.LayerChart:
    """Give a drawing its data, each under a lasting name.

    A drawing is built once for a look and filled often: building takes fifty times as long. And when only the
    data under the names change, the page moves the marks instead of drawing the chart again.
    """
    chart: alt.LayerChart = drawing.copy(deep=False)
    chart.datasets = {name: list(found) for name, found in rows.items()}
    return chart


def spec(chart: alt.LayerChart) -> dict[str, Any]:
    """Give the Vega-Lite specification of a chart, for `st.vega_lite_chart` and for paper."""
    return chart.to_dict(validate=False)


def records(frame: pd.DataFrame) -> list[Row]:
    """Give a frame's rows as they stand."""
    return cast(list[Row], frame.to_dict("records"))


def themed(
    layers: Sequence[alt.Chart],
    shades: Palette,
    *,
    width: Width,
    height: int,
    description: str,
    title: str = "",
    subtitle: Sequence[str] = (),
) -> alt.LayerChart:
    """Finish a chart: its size, its words for a screen reader, and the house's type, axes and colours."""
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    chart = alt.LayerChart(layer=list(layers), width=width, height=height, description=description, autosize=fit)
    if title:
        chart = chart.properties(title=alt.TitleParams(title, subtitle=list(subtitle)))
    finished: alt.LayerChart = chart.configure(**_config(shades))
    return finished


def _config(shades: Palette) -> dict[str, Any]:
    text = {
        "labelColor": shades.quiet,
        "labelFontSize": SMALL,
        "titleColor": shades.ink,
        "titleFontSize": BODY,
    }
    return {
        "background": shades.ground,
        "font": FONT,
        "padding": {"left": 4, "right": 12, "top": 4, "bottom": 4},
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "offset": 14,
            "color": shades.ink,
            "fontSize": TITLE,
            "fontWeight": 600,
            "subtitleColor": shades.quiet,
            "subtitleFontSize": BODY,
            "subtitlePadding": 6,
        },
        "axis": {
            **text,
            "titleFontWeight": "normal",
            "titlePadding": 12,
            "labelPadding": 6,
            "domain": False,
            "ticks": False,
            "gridColor": shades.grid,
        },
        "text": {"color": shades.ink, "fontSize": BODY},
    }


def nobody(shades: Palette) -> alt.Chart:
    """Say in the middle of an empty chart why there is nothing to see; the words are its data `nobody`."""
    drawn: alt.Chart = (
        alt.Chart(alt.NamedData("nobody"))
        .mark_text(color=shades.quiet, fontSize=BODY)
        .encode(x=alt.value(alt.expr("width / 2")), y=alt.value(alt.expr("height / 2")), text="words:N")
    )
    return drawn
