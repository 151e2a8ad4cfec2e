"""A student's own usual range: a number week by week between the student's own limits, around their own middle."""

from collections.abc import Collection, Sequence

import altair as alt

from evenkeel import words
from evenkeel.charts import term, theme
from evenkeel.charts.theme import Palette, Row, Width


def chart(
    values: Sequence[tuple[int, float, str]],
    shades: Palette,
    *,
    title: str,
    weeks: int,
    limits: tuple[float, float, float],
    unusual: Collection[int],
    missing: Sequence[tuple[int, str]] = (),
    width: Width = "container",
    height: int = 200,
) -> alt.LayerChart:
    """Draw (week, value, the value in words) as dots over the range that `limits` (middle, low, high) tell.

    All in the unit of `title`, which must say it. Weeks in `unusual` are diamonds. `missing`: (week, why) of weeks
    without a number, in order. Datasets: `weeks`, `gaps`, `range`.
    """
    middle, low, high = limits
    shown = [_row(week, value, said, week in unusual) for week, value, said in values]
    x = term.across(weeks)
    domain = _domain([value for _, value, _ in values] + [low, high])
    y = alt.Y("top:Q", title=title).scale(domain=domain, nice=False, zero=False).axis(tickCount=4)
    layers = [*_range(x, y, title, shades), *term.gap_layers(x, shades), *_dots(y, shades)]
    said = f"{title}, week by week, over the student's own usual range."
    drawing = theme.themed(layers, shades, width=width, height=height, description=said)
    band = {"low": low, "top": high, "middle": middle, "left": 0.5, "right": weeks + 0.5, "words": "own middle"}
    return theme.filled(drawing, {"weeks": shown, "gaps": term.gaps(missing), "range": [band]})


def _domain(values: Sequence[float]) -> list[float]:
    low, high = min(values), max(values)
    room = (high - low) * 0.12 or 1.0
    return [low - room if low else 0.0, high + room]


def _row(week: int, value: float, said: str, unusual: bool) -> Row:
    mark = ": unusual" if unusual else ""
    return {
        "left": week - term.HALF,
        "middle": week,
        "top": value,
        "unusual": unusual,
        "words": f"{words.sentence(words.week(week))}: {said}{mark}",
    }


def _range(x: alt.X, y: alt.Y, title: str, shades: Palette) -> list[alt.Chart]:
    data = alt.Chart(alt.NamedData("range"))
    across = {"x": x, "x2": "right:Q"}
    rule = alt.Y("middle:Q", title=title)
    label = data.mark_text(color=shades.quiet, fontSize=theme.SMALL + 0.5, align="right", dx=-6, dy=-9, aria=False)
    return [
        data.mark_rect(color=shades.calm, opacity=0.14, aria=False).encode(y=y, y2="low:Q", **across),
        data.mark_rule(color=shades.quiet, strokeDash=[6, 4], aria=False).encode(y=rule, **across),
        label.encode(x=alt.value("width"), y=rule, text="words:N"),
    ]


def _dots(y: alt.Y, shades: Palette) -> list[alt.Chart]:
    data = alt.Chart(alt.NamedData("weeks"))
    said = {"description": "words:N", "tooltip": alt.Tooltip("words:N", title="Week")}
    usual = data.transform_filter("!datum.unusual").mark_point(filled=True, color=shades.calm, size=90, opacity=1)
    odd = data.transform_filter("datum.unusual").mark_point(
        filled=True, shape="diamond", color=shades.worth, size=170, opacity=1
    )
    return [part.encode(x=term.middle(), y=y, **said) for part in (usual, odd)]
