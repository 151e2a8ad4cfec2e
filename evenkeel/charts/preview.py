"""Whom a rule would have flagged: students by week, from the week a flag goes on to the one it goes off."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
import pandas as pd

from evenkeel.charts import key, term, theme
from evenkeel.charts.theme import Palette, Width

NEW, ON, ON_WITHIN, ON_UNKNOWN = "goes on", "on, past the line", "on, not past it", "on, no number"
PAST, CALM, UNKNOWN = "past the line, no flag", "not past it", "no number"
DESCRIPTION = (
    "Students by week: a triangle where a flag goes on, a square while it is on (pale where the week itself is not "
    "past the line), a circle where a week is past the line without a flag, a dot where it is not, "
    "and an empty square where there is no number."
)
_KINDS = (NEW, ON, ON_WITHIN, ON_UNKNOWN, PAST, CALM, UNKNOWN)
_SHAPES = ("triangle-up", "square", "square", "square", "circle", "circle", "square")
_SIZES = (150, 110, 110, 110, 90, 14, 60)
_OPACITY = (1.0, 1.0, 0.3, 0.0, 1.0, 1.0, 0.0)
_ROW, _LEAST_ROWS = 24, 4


def chart(
    frame: pd.DataFrame,
    shades: Palette,
    *,
    weeks: int,
    gaps: Sequence[tuple[int, str]] = (),
    width: Width = "container",
) -> alt.LayerChart:
    """Draw one mark a student and week, its shape and fill how the student stood.

    Columns: name, week (1 to `weeks`), stand (one of the kinds above), said (a sentence for the tooltip). Rows keep
    the order of the frame. `gaps`: weeks in which nobody stood anywhere, with why. Datasets: `stands`, `gaps`.
    """
    names = tuple(dict.fromkeys(frame["name"]))
    rows = [
        {"middle": int(r["week"]), "name": r["name"], "stand": r["stand"], "words": r["said"]}
        for r in theme.records(frame)
    ]
    return theme.filled(_drawing(shades, names, weeks, width), {"stands": rows, "gaps": term.gaps(sorted(gaps))})


@lru_cache(maxsize=32)
def _drawing(shades: Palette, names: tuple[str, ...], weeks: int, width: Width) -> alt.LayerChart:
    layers = [*term.gap_layers(_across(weeks), shades), _marks(shades, names, weeks)]
    height = max(_LEAST_ROWS, len(names)) * _ROW
    return theme.themed(layers, shades, width=width, height=height, description=DESCRIPTION)


def _across(weeks: int) -> alt.X:
    axis = alt.Axis(values=list(range(1, weeks + 1)), format="d", grid=False, orient="top", labelOverlap="greedy")
    return alt.X("left:Q", title="Course week", axis=axis).scale(domain=[0.5, weeks + 0.5], nice=False)


def _marks(shades: Palette, names: tuple[str, ...], weeks: int) -> alt.Chart:
    colours = [*[shades.worth] * 4, shades.calm, shades.quiet, shades.quiet]
    sizes = [alt.ExprRef(expr=f"min({size}, pow(0.6 * width / {weeks}, 2))") for size in _SIZES]
    drawn: alt.Chart = (
        alt.Chart(alt.NamedData("stands"))
        .mark_point(strokeWidth=1.4, opacity=1)
        .encode(
            x=term.middle(),
            y=alt.Y("name:N", title=None, sort=list(names))
            .scale(domain=list(names))
            .axis(labelColor=shades.ink, labelLimit=140),
            shape=alt.Shape("stand:N", legend=None).scale(domain=list(_KINDS), range=list(_SHAPES)),
            size=alt.Size("stand:N", legend=None).scale(type="ordinal", domain=list(_KINDS), range=sizes),
            fill=alt.Fill("stand:N", legend=None).scale(domain=list(_KINDS), range=colours),
            stroke=alt.Stroke("stand:N", legend=None).scale(domain=list(_KINDS), range=colours),
            fillOpacity=alt.FillOpacity("stand:N", legend=None).scale(
                type="ordinal", domain=list(_KINDS), range=list(_OPACITY)
            ),
            description="words:N",
            tooltip=alt.Tooltip("words:N", title="Week"),
        )
    )
    return drawn


def legend(shades: Palette) -> list[key.Entry]:
    """Give the entries that say what the marks mean."""
    return [
        key.Entry("flag goes on", shades.worth, "triangle"),
        key.Entry("on, past the line", shades.worth, "square"),
        key.Entry("on, not past it", shades.worth, "square", "self-reported"),
        key.Entry("past the line, no flag", shades.calm, "circle"),
        key.Entry("not past it", shades.quiet, "dot"),
        key.Entry("no number", shades.quiet, "hollow"),
    ]
