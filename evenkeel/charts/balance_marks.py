"""How the chart of the class is drawn, whatever its data: ground, line, captions, points and names."""

from functools import lru_cache
from typing import Any

import altair as alt

from evenkeel.charts import theme
from evenkeel.charts.theme import Palette, Width

ACROSS = "Hours of leisure while work was due"
UP = "Engagement balance (0 one-way, 100 fully two-way)"
DESCRIPTION = (
    "Each point is a student: hours of leisure while work was due across, "
    "engagement balance from 0 to 100 up. The table beside the chart holds the same numbers."
)
SELECTION = "student"

# Corner captions need room above 100 and below 0; on a phone they are shorter and break into two lines.
TOP, BOTTOM = 114.0, -14.0
_NARROW = 560
_CORNERS = (
    ("left", TOP, "talks with people, work done first", "'talks,', 'work done first'"),
    ("right", TOP, "talks with people while work waits", "'talks', 'while work waits'"),
    ("left", BOTTOM, "speaks without answers, work done first", "'no answers,', 'work done first'"),
    ("right", BOTTOM, "speaks without answers while work waits", "'no answers', 'while work waits'"),
)


def left(limit: float) -> float:
    """Give where the hours' axis begins: a little before 0, so that a point at 0 is whole."""
    return -0.02 * limit


@lru_cache(maxsize=64)
def drawing(
    shades: Palette, limit: float, title: str, subtitle: tuple[str, ...], week: str, width: Width, height: int
) -> alt.LayerChart:
    """Draw everything but the data: `students`, `line` (upright), `level` (across), `others` (a box) and `nobody`."""
    across = f"{ACROSS}, {week}" if week else ACROSS
    x = alt.X("hours:Q", title=across).scale(domain=[left(limit), limit], nice=False).axis(tickCount=6, format=".1~f")
    y = alt.Y("score:Q", title=UP).scale(domain=[BOTTOM, TOP], nice=False).axis(values=[0, 25, 50, 75, 100])
    layers = [
        *_beyond(x, y, shades),
        *_corners(shades),
        *_line(x, y, shades),
        *_others(x, y, shades),
        _points(x, y, shades),
        _names(x, y, shades),
        theme.nobody(shades),
    ]
    return theme.themed(
        layers, shades, width=width, height=height, description=DESCRIPTION, title=title, subtitle=subtitle
    )


def _beyond(x: alt.X, y: alt.Y, shades: Palette) -> list[alt.Chart]:
    across = alt.Chart(alt.NamedData("line")).mark_rect(color=shades.beyond, tooltip=None, aria=False)
    upward = alt.Chart(alt.NamedData("level")).mark_rect(color=shades.beyond, tooltip=None, aria=False)
    return [across.encode(x=x, x2="end:Q"), upward.encode(y=y, y2="end:Q")]


def _others(x: alt.X, y: alt.Y, shades: Palette) -> list[alt.Chart]:
    data = alt.Chart(alt.NamedData("others"))
    box = data.mark_rect(
        fill=shades.rest, fillOpacity=0.16, stroke=shades.rest, strokeOpacity=0.7, tooltip=None, aria=False
    )
    dashed: dict[str, Any] = {"color": shades.rest, "strokeDash": [4, 4], "strokeWidth": 1.4, "aria": False}
    words = data.mark_text(
        color=shades.quiet, fontSize=theme.SMALL + 0.5, align="left", dx=4, dy=-8, baseline="middle", aria=False
    )
    # The same axis with another field: a title of its own would be written beside the axis's.
    middle, half = x.copy(), y.copy()
    middle["shorthand"], half["shorthand"] = "middle:Q", "half:Q"
    return [
        box.encode(x=x, x2="end:Q", y=y, y2="bottom:Q"),
        data.mark_rule(**dashed).encode(x=middle, y=y, y2="bottom:Q"),
        data.mark_rule(**dashed).encode(x=x, x2="end:Q", y=half),
        words.encode(x=x, y=y, text="words:N"),
    ]


def _line(x: alt.X, y: alt.Y, shades: Palette) -> list[alt.Chart]:
    vertical, level = alt.Chart(alt.NamedData("line")), alt.Chart(alt.NamedData("level"))
    said: dict[str, Any] = {
        "color": shades.worth,
        "fontWeight": 600,
        "fontSize": theme.BODY,
        "aria": False,
        "baseline": "middle",
    }
    beside: dict[str, Any] = {"dx": alt.expr("datum.dx"), "align": alt.expr("datum.align")}
    return [
        vertical.mark_rule(color=shades.worth, strokeWidth=2, aria=False).encode(x=x),
        level.mark_rule(color=shades.worth, strokeWidth=2, aria=False).encode(y=y),
        vertical.mark_text(**said, **beside).encode(x=x, y=y, text="words:N"),
        level.mark_text(**said, dy=alt.expr("datum.dy"), dx=-8, align="right").encode(
            x=alt.value("width"), y=y, text="words:N"
        ),
    ]


def _corners(shades: Palette) -> list[alt.Chart]:
    return [_corner(*corner, shades) for corner in _CORNERS]


def _corner(side: str, level: float, wide: str, narrow: str, shades: Palette) -> alt.Chart:
    top, left = level == TOP, side == "left"
    text = alt.expr(f"width < {_NARROW} ? [{narrow}] : '{wide}'")
    lift = alt.expr(f"height - (width < {_NARROW} ? 24 : 8)")
    drawn: alt.Chart = alt.Chart(alt.InlineData([{}])).mark_text(
        text=text,
        align="left" if left else "right",
        baseline="top" if top else "alphabetic",
        aria=False,
        color=shades.quiet,
        fontStyle="italic",
        fontSize=theme.SMALL,
        lineHeight=16,
        x=8 if left else alt.expr("width - 8"),
        y=8 if top else lift,
    )
    return drawn


def _points(x: alt.X, y: alt.Y, shades: Palette) -> alt.Chart:
    chosen = alt.selection_point(name=SELECTION, fields=["student"], on="click", empty=False)
    flagged, worth, calm = alt.datum.flagged, alt.value(shades.worth), alt.value(shades.calm)
    drawn: alt.Chart = (
        alt.Chart(alt.NamedData("students"))
        .mark_point(cursor="pointer", filled=True, opacity=1)
        .encode(
            x=x,
            y=y,
            fill=alt.when(flagged).then(worth).otherwise(calm),
            stroke=alt.when(chosen).then(alt.value(shades.ink)).when(flagged).then(worth).otherwise(calm),
            strokeWidth=alt.when(chosen).then(alt.value(3)).otherwise(alt.value(1.6)),
            shape=alt.Shape("flagged:N", legend=None).scale(domain=[False, True], range=["circle", "triangle-up"]),
            size=alt.when(flagged).then(alt.value(190)).otherwise(alt.value(150)),
            fillOpacity=theme.fill_opacity(),
            strokeDash=theme.stroke_dash(),
            description="words:N",
            tooltip=_tooltip(),
        )
        .add_params(chosen)
    )
    return drawn


def _tooltip() -> list[alt.Tooltip]:
    said = {
        "who": "Student",
        "time": "Leisure while work was due",
        "balance": "Engagement balance",
        "note": "Line",
    }
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in said.items()]


def _names(x: alt.X, y: alt.Y, shades: Palette) -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart(alt.NamedData("students"))
        .mark_text(
            dx=alt.expr("datum.dx"),
            dy=alt.expr("datum.dy"),
            align=alt.expr("datum.align"),
            baseline="middle",
            color=shades.ink,
            fontSize=theme.BODY,
            aria=False,
        )
        .encode(x=x, y=y, text="label:N")
    )
    return drawn
