"""What the charts of a term share: the weeks across, weeks without a number by name, and the line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from evenkeel.charts import theme
from evenkeel.charts.theme import Palette, Row

HALF = 0.36  # of a bar's width, in weeks
_WEEKS = "Course week"


@dataclass(frozen=True, slots=True)
class Level:
    """A horizontal line in the chart's own unit, with its words and its side."""

    value: float
    text: str
    above: bool = True


def across(weeks: int) -> alt.X:
    """Give the axis of the course's weeks, each a unit wide around its number."""
    axis = alt.Axis(values=list(range(1, weeks + 1)), format="d", grid=False, labelOverlap="greedy")
    return alt.X("left:Q", title=_WEEKS, axis=axis).scale(domain=[0.5, weeks + 0.5], nice=False)


def middle() -> alt.X:
    """Place something over the middle of its week."""
    return alt.X("middle:Q", title=_WEEKS)


def gaps(missing: Sequence[tuple[int, str]]) -> list[Row]:
    """Join neighbouring weeks without a number, given as (week, why) in order, into named stretches."""
    runs: list[tuple[int, int, str]] = []
    for week, why in missing:
        if runs and runs[-1][2] == why and runs[-1][1] == week - 1:
            runs[-1] = (runs[-1][0], week, why)
        else:
            runs.append((week, week, why))
    return [
        {
            "left": first - 0.47,
            "right": last + 0.47,
            "middle": (first + last) / 2,
            "words": why,
            "angle": -90 if last - first < 2 else 0,
        }
        for first, last, why in runs
    ]


def gap_layers(x: alt.X, shades: Palette) -> list[alt.Chart]:
    """Draw the stretches of dataset `gaps`: a quiet ground over the whole height, and why in words."""
    data = alt.Chart(alt.NamedData("gaps"))
    return [
        data.mark_rect(color=shades.grid, opacity=0.45, aria=False).encode(x=x, x2="right:Q"),
        data.mark_text(
            color=shades.quiet,
            fontSize=theme.SMALL,
            fontStyle="italic",
            angle=alt.expr("datum.angle"),
            baseline="middle",
            align="center",
        ).encode(x=middle(), y=alt.value(alt.expr("height / 2")), text="words:N"),
    ]


def level_rows(level: Level | None, top: float) -> list[Row]:
    """Give dataset `line` for a line in a chart that ends at `top`: nothing where there is none."""
    if level is None:
        return []
    return [{"top": level.value, "end": top if level.above else 0.0, "words": level.text}]


def level_layers(y: alt.Y, shades: Palette) -> tuple[alt.Chart, list[alt.Chart]]:
    """Draw dataset `line`: the ground beyond it (to lie under the marks), then the line and its words."""
    data = alt.Chart(alt.NamedData("line"))
    ground = data.mark_rect(color=shades.beyond, aria=False).encode(y=y, y2="end:Q")
    rule = data.mark_rule(color=shades.worth, strokeWidth=2, aria=False).encode(y=y)
    return ground, [
        rule,
        *_words(data, y, shades, color=shades.worth, fontWeight=600, align="right", dx=-6, dy=-9),
    ]


def usual_layers(y: alt.Y, shades: Palette) -> tuple[alt.Chart, list[alt.Chart]]:
    """Draw dataset `usual`, the student's own usual week: its rule (to lie under the marks) and its words."""
    data = alt.Chart(alt.NamedData("usual"))
    rule = data.mark_rule(color=shades.quiet, strokeDash=[6, 4], aria=False).encode(y=y)
    return rule, _words(data, y, shades, color=shades.quiet, align="right", dx=-6, dy=-9)


def goal_layers(y: alt.Y, shades: Palette) -> list[alt.Chart]:
    """Draw dataset `goal`, what the student wants for themself: its rule and its words, on the left."""
    data = alt.Chart(alt.NamedData("goal"))
    rule = data.mark_rule(color=shades.calm, strokeDash=[2, 3], strokeWidth=2, aria=False).encode(y=y)
    look = {"color": shades.calm, "fontWeight": 600, "align": "left", "dx": 6, "dy": -9}
    return [rule, *_words(data, y, shades, at=0, **look)]


def _words(data: alt.Chart, y: alt.Y, shades: Palette, at: int | str = "width", **look: Any) -> list[alt.Chart]:
    # The ground's colour under the letters keeps them readable over bars.
    halo = {**look, "color": shades.ground, "stroke": shades.ground, "strokeWidth": 4, "strokeJoin": "round"}
    return [
        data.mark_text(aria=False, fontSize=theme.SMALL + 0.5, **how).encode(x=alt.value(at), y=y, text="words:N")
        for how in (halo, look)
    ]


def triangles(y: alt.Y, shades: Palette) -> alt.Chart:
    """Mark the weeks of dataset `flags` with the flag's triangle."""
    drawn: alt.Chart = (
        alt.Chart(alt.NamedData("flags"))
        .mark_point(shape="triangle-up", filled=True, size=130, color=shades.worth, opacity=1, yOffset=-12)
        .encode(x=middle(), y=y, description="words:N", tooltip=alt.Tooltip("words:N", title="Flag"))
    )
    return drawn
