"""The pictures of a lab: each frame by the chart of its kind, under its finding."""

from collections.abc import Callable, Sequence

import altair as alt
import streamlit as st

from evenkeel.charts import grid, key, points, shares, theme, timeline, waiting
from evenkeel.charts.theme import Palette
from evenkeel.labs.telling import Picture, PictureKind
from evenkeel.web import style
from evenkeel.web.saying import plain, quiet

_DRAWN: dict[PictureKind, Callable[[Picture, Palette], alt.LayerChart]] = {
    PictureKind.SHARES: lambda one, shades: shares.chart(one.frame, shades, title=one.across, lines=one.lines),
    PictureKind.WAITING: lambda one, shades: waiting.chart(
        one.frame, shades, across=one.across, up=one.up, until=one.until
    ),
    PictureKind.POINTS: lambda one, shades: points.chart(one.frame, shades, across=one.across, up=one.up),
    PictureKind.TIMELINE: lambda one, shades: timeline.chart(one.frame, shades, across=one.across),
    PictureKind.GRID: lambda one, shades: grid.chart(one.frame, shades, across=one.across, up=one.up),
}


def show(pictures: Sequence[Picture]) -> None:
    """Show pictures one under the other."""
    shades = style.shades()
    for picture in pictures:
        st.header(plain(picture.title), anchor=False)
        quiet(picture.how)
        st.vega_lite_chart(theme.spec(_DRAWN[picture.kind](picture, shades)), width="stretch", theme=None)
        if picture.kind is PictureKind.POINTS:
            st.html(key.html(_groups(picture, shades), shades))


def _groups(picture: Picture, shades: Palette) -> list[key.Entry]:
    glyphs = zip(points.groups(picture.frame), points.SHAPES, strict=False)
    return [key.Entry(group, shades.calm, glyph) for group, glyph in glyphs]
