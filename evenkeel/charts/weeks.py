"""One student's term: a metric week by week, beside their own usual week."""

from collections.abc import Iterable
from functools import lru_cache
from math import isnan
from typing import Literal

import altair as alt
import pandas as pd

from evenkeel import words
from evenkeel.charts import term, theme
from evenkeel.charts.term import HALF, Level
from evenkeel.charts.theme import Palette, Row, Width
from evenkeel.model import State

Shape = Literal["bar", "dot"]
RUNNING = "so far"


def chart(
    frame: pd.DataFrame,
    shades: Palette,
    *,
    title: str,
    weeks: int,
    line: Level | None = None,
    usual: Level | None = None,
    goal: Level | None = None,
    shape: Shape = "bar",
    top: float = 0.0,
    width: Width = "container",
    height: int = 260,
) -> alt.LayerChart:
    """Draw each week's value as a bar, or as a dot joined to its neighbours where a bar would say "amount".

    Columns: week (1 to `weeks`), value (in the unit of `title`, which must say it; NaN where there is none),
    state, evidence ("" where a value is no time), flagged, running, on_break (bools), said (the value in
    words). `usual` is the student's own usual week with its words, `goal` what they want for themself. Weeks
    of the frame without a value are named, never drawn at zero; weeks not in the frame have not come yet.
    Datasets: `weeks`, `gaps`, `flags`, `line`, `usual`, `goal`.
    """
    records = theme.records(frame.sort_values("week"))
    shown = [_row(record) for record in records if _has_value(record)]
    ceiling = _top(shown, (line, usual, goal), top)
    drawing = _drawing(shades, title, weeks, shape, ceiling, width, height)
    return theme.filled(
        drawing,
        {
            "weeks": shown,
            "gaps": term.gaps([(int(r["week"]), _why(r)) for r in records if not _has_value(r)]),
            "flags": [{**row, "words": f"{row['name']}: flagged"} for row in shown if row["flagged"]],
            "line": term.level_rows(line, ceiling),
            "usual": term.level_rows(usual, ceiling),
            "goal": term.level_rows(goal, ceiling),
        },
    )


def _has_value(record: Row) -> bool:
    value = record["value"]
    return value is not None and not isnan(float(value)) and not record["on_break"]


def _why(record: Row) -> str:
    if record["on_break"]:
        return "break"
    state = str(record["state"])
    return state if state != State.OK else str(State.NO_DATA)


def _row(record: Row) -> Row:
    week, running = int(record["week"]), bool(record["running"])
    name = words.sentence(words.week(week))
    evidence = f", {record['evidence']}" if record["evidence"] else ""
    so_far = " so far, the week is still running" if running else ""
    return {
        "left": week - HALF,
        "right": week + HALF,
        "middle": week,
        "top": float(record["value"]),
        "bottom": 0,
        "evidence": record["evidence"] or "measured",
        "flagged": bool(record["flagged"]),
        "running": running,
        "name": name,
        "words": f"{name}: {record['said']}{evidence}{so_far}",
        "note": RUNNING if running else "",
    }


def _top(shown: list[Row], drawn: Iterable[Level | None], top: float) -> float:
    levels = [level.value for level in drawn if level is not None]
    # Room above the highest bar for its triangle; an empty term still has an axis.
    return (max([*(row["top"] for row in shown), *levels, top]) or 1.0) * 1.15


@lru_cache(maxsize=64)
def _drawing(
    shades: Palette, title: str, weeks: int, shape: Shape, top: float, width: Width, height: int
) -> alt.LayerChart:
    x = term.across(weeks)
    y = alt.Y("top:Q", title=title).scale(domain=[0, top], nice=False).axis(tickCount=4)
    ground, line = term.level_layers(y, shades)
    marks = _bars(x, y, shades) if shape == "bar" else _dots(y, shades)
    rule, usual = term.usual_layers(y, shades)
    layers = [
        ground,
        *term.gap_layers(x, shades),
        rule,
        *marks,
        *usual,
        *term.goal_layers(y, shades),
        *line,
        term.triangles(y, shades),
    ]
    description = f"{title}, week by week; weeks without data are named, not drawn at zero."
    return theme.themed(layers, shades, width=width, height=height, description=description)


def _bars(x: alt.X, y: alt.Y, shades: Palette) -> list[alt.Chart]:
    data = alt.Chart(alt.NamedData("weeks"))
    whole = data.transform_filter("!datum.running").mark_bar(
        fill=shades.calm, stroke=shades.calm, strokeWidth=1.4, orient="vertical"
    )
    running = data.transform_filter("datum.running").mark_bar(
        fill=theme.hatch(shades), stroke=shades.calm, strokeWidth=1.4, orient="vertical"
    )
    said = {"description": "words:N", "tooltip": alt.Tooltip("words:N", title="Week")}
    return [
        whole.encode(
            x=x,
            x2="right:Q",
            y=y,
            y2="bottom:Q",
            fillOpacity=theme.fill_opacity(),
            strokeDash=theme.stroke_dash(),
            **said,
        ),
        running.encode(x=x, x2="right:Q", y=y, y2="bottom:Q", **said),
        _so_far(y, shades),
    ]


def _dots(y: alt.Y, shades: Palette) -> list[alt.Chart]:
    # A line over a gap would claim what nobody knows: each stretch of neighbouring weeks has its own.
    stretches = (
        alt.Chart(alt.NamedData("weeks"))
        .transform_filter("!datum.running")
        .transform_window(order="row_number()", sort=[alt.SortField("middle")])
        .transform_calculate(stretch="datum.middle - datum.order")
        .mark_line(color=shades.calm, opacity=0.5, strokeWidth=1.6, aria=False)
    )
    fill = alt.when(alt.datum.running).then(alt.value(shades.ground)).otherwise(alt.value(shades.calm))
    dots = alt.Chart(alt.NamedData("weeks")).mark_point(stroke=shades.calm, strokeWidth=1.6, size=130, opacity=1)
    return [
        stretches.encode(x=term.middle(), y=y, detail="stretch:N"),
        dots.encode(
            x=term.middle(),
            y=y,
            fill=fill,
            description="words:N",
            tooltip=alt.Tooltip("words:N", title="Week"),
        ),
        _so_far(y, shades),
    ]


def _so_far(y: alt.Y, shades: Palette) -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart(alt.NamedData("weeks"))
        .mark_text(color=shades.quiet, fontSize=theme.SMALL, fontStyle="italic", dy=-14, aria=False)
        .encode(x=term.middle(), y=y, text="note:N")
    )
    return drawn
