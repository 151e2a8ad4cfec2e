"""One student's leisure week by week, in hours, stacked by how it is known."""

from collections.abc import Iterator
from functools import lru_cache

import altair as alt
import pandas as pd

from evenkeel import words
from evenkeel.charts import term, theme
from evenkeel.charts.term import HALF, Level
from evenkeel.charts.theme import EVIDENCE, Palette, Row, Width

TITLE = "Leisure (hours)"
DUE, OTHER = "while work was due", "other leisure"


def chart(
    frame: pd.DataFrame,
    shades: Palette,
    *,
    weeks: int,
    line: Level | None = None,
    missing: tuple[tuple[int, str], ...] = (),
    width: Width = "container",
    height: int = 280,
) -> alt.LayerChart:
    """Stack each week's minutes: leisure while work was due from the ground up, other leisure in grey on it.

    Columns: week, evidence, due (bool: while work was due), minutes, running (bool). Within each part the
    strongest evidence lies lowest, so the top of the solid is "at least" and the top of all is
    "up to". `missing`: weeks without data, in order, as (week, why). `line` (hours) is compared with the
    lower, coloured part alone.
    Datasets: `parts`, `gaps`, `line`.
    """
    parts = [row for _, week in frame.groupby("week", sort=True) for row in _stacked(week)]
    ceiling = (max([*(row["top"] for row in parts), line.value if line else 0.0]) or 1.0) * 1.12
    drawing = _drawing(shades, weeks, ceiling, width, height)
    return theme.filled(drawing, {"parts": parts, "gaps": term.gaps(missing), "line": term.level_rows(line, ceiling)})


def _stacked(week: pd.DataFrame) -> Iterator[Row]:
    rank = {kind: place for place, kind in enumerate(EVIDENCE)}
    records = sorted(theme.records(week), key=lambda r: (not r["due"], rank[str(r["evidence"])]))
    bottom = 0.0
    for record in records:
        minutes = float(record["minutes"])
        if minutes > 0:
            yield _part(record, minutes, bottom)
            bottom += minutes / 60


def _part(record: Row, minutes: float, bottom: float) -> Row:
    number, evidence = int(record["week"]), str(record["evidence"])
    part = DUE if record["due"] else OTHER
    so_far = ", so far" if record["running"] else ""
    return {
        "left": number - HALF,
        "right": number + HALF,
        "bottom": bottom,
        "top": bottom + minutes / 60,
        "evidence": evidence,
        "part": part,
        "words": f"{words.sentence(words.week(number))}: {words.hours(minutes)} {part}, {evidence}{so_far}",
    }


@lru_cache(maxsize=64)
def _drawing(shades: Palette, weeks: int, top: float, width: Width, height: int) -> alt.LayerChart:
    x = term.across(weeks)
    y = alt.Y("top:Q", title=TITLE).scale(domain=[0, top], nice=False).axis(tickCount=4)
    ground, line = term.level_layers(y, shades)
    colours = alt.Scale(domain=[DUE, OTHER], range=[shades.calm, shades.rest])
    bars = (
        alt.Chart(alt.NamedData("parts"))
        .mark_bar(strokeWidth=1.2, orient="vertical")
        .encode(
            x=x,
            x2="right:Q",
            y=y,
            y2="bottom:Q",
            fill=alt.Fill("part:N", scale=colours, legend=None),
            stroke=alt.Stroke("part:N", scale=colours, legend=None),
            fillOpacity=theme.fill_opacity(),
            strokeDash=theme.stroke_dash(),
            description="words:N",
            tooltip=alt.Tooltip("words:N", title="Leisure"),
        )
    )
    description = "Hours of leisure, week by week, stacked by evidence; the lower part was while work was due."
    layers = [ground, *term.gap_layers(x, shades), bars, *line]
    return theme.themed(layers, shades, width=width, height=height, description=description)
