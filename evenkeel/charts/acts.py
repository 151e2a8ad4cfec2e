"""What one student wrote and received, day by day."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from evenkeel.charts import theme
from evenkeel.charts.theme import Palette, Row, Width
from evenkeel.model import Kind

DESCRIPTION = (
    "Every public act as a mark on its day, one lane a kind. Above a lane's middle: what the student wrote; "
    "below: what others addressed to them. Circles speak to somebody, grey squares to nobody in particular."
)
KINDS = [str(kind) for kind in Kind]
_LANES = ["posts", "comments", "tweets", "reposts"]
_HALF = 0.42
_STEP = 0.13
_NOON = 12 * 3_600_000


class WeekStart(NamedTuple):
    """Where a course week begins: its number and the local midnight."""

    week: int
    at: pd.Timestamp


def chart(
    frame: pd.DataFrame,
    shades: Palette,
    *,
    weeks: Sequence[WeekStart],
    until: pd.Timestamp,
    width: Width = "container",
    height: int = 300,
) -> alt.LayerChart:
    """Draw each act as one mark: a circle if addressed, a grey square if not; received ones below the lane.

    Columns: at (naive timestamp in the course's zone), kind, wrote (bool; False: received), addressed (bool),
    said (a sentence for the tooltip). `weeks` are the starts that the axis shows, `until` where it ends.
    Datasets: `acts`, `weeks`.
    """
    drawing = _drawing(shades, width, height)
    starts = [{"day": _moment(week.at), "words": str(week.week)} for week in weeks]
    ends = [_moment(weeks[0].at), _moment(until)] if weeks else []
    return theme.filled(drawing, {"acts": list(_rows(frame)), "weeks": starts, "ends": [{"day": end} for end in ends]})


def _moment(at: pd.Timestamp) -> int:
    # The axis is in UTC and shows the course's clock as it is, whatever the viewer's own zone.
    return int(at.tz_localize("UTC").timestamp() * 1000)


def _rows(frame: pd.DataFrame) -> list[Row]:
    rows: list[Row] = []
    if frame.empty:
        return rows
    days = frame.assign(day=frame["at"].dt.normalize()).sort_values(["at", "addressed"])
    for _, pile in days.groupby(["day", "kind", "wrote"], sort=True):
        step = min(_STEP, _HALF / len(pile))
        rows.extend(_row(record, 0.08 + step * place) for place, record in enumerate(theme.records(pile)))
    return rows


def _row(record: Row, height: float) -> Row:
    middle = -KINDS.index(record["kind"])
    return {
        "day": _moment(record["day"]) + _NOON,
        "lane": middle + (height if record["wrote"] else -height),
        "addressed": bool(record["addressed"]),
        "wrote": bool(record["wrote"]),
        "words": record["said"],
    }


@lru_cache(maxsize=16)
def _drawing(shades: Palette, width: Width, height: int) -> alt.LayerChart:
    lanes = alt.Axis(
        values=[-place for place in range(len(_LANES))],
        grid=False,
        labelExpr=f"{_LANES}[-datum.value]",
        labelColor=shades.ink,
        labelFontSize=theme.BODY,
    )
    y = alt.Y("lane:Q", title=None, axis=lanes).scale(domain=[-3.55, 0.6], nice=False)
    x = alt.X("day:T", title="Course week", axis=alt.Axis(labels=False, grid=False, titlePadding=26)).scale(
        type="utc", nice=False
    )
    acts = (
        alt.Chart(alt.NamedData("acts"))
        .mark_point(filled=True, size=46, opacity=0.9, strokeWidth=1.2)
        .encode(
            x=x,
            y=y,
            shape=alt.when(alt.datum.addressed).then(alt.value("circle")).otherwise(alt.value("square")),
            color=alt.when(alt.datum.addressed).then(alt.value(shades.calm)).otherwise(alt.value(shades.rest)),
            description="words:N",
            tooltip=alt.Tooltip("words:N", title="Act"),
        )
    )
    layers = [*_ground(x, y, shades), acts]
    return theme.themed(layers, shades, width=width, height=height, description=DESCRIPTION)


def _ground(x: alt.X, y: alt.Y, shades: Palette) -> list[alt.Chart]:
    weeks = alt.Chart(alt.NamedData("weeks"))
    middles = alt.Chart(alt.InlineData([{"lane": -place} for place in range(len(_LANES))]))
    quiet: dict[str, Any] = {"color": shades.quiet, "fontSize": theme.SMALL, "aria": False}
    return [
        alt.Chart(alt.NamedData("ends")).mark_point(opacity=0, aria=False).encode(x=x),
        weeks.mark_rule(color=shades.grid, aria=False).encode(x=x),
        middles.mark_rule(color=shades.quiet, opacity=0.5, aria=False).encode(y=y),
        weeks.mark_text(**quiet, align="left", baseline="top", dx=3, dy=6).encode(
            x=x, y=alt.value(alt.expr("height")), text="words:N"
        ),
        *(_side(words, lane, y, quiet) for words, lane in (("wrote", 0.25), ("received", -0.25))),
    ]


def _side(words: str, lane: float, y: alt.Y, look: dict[str, Any]) -> alt.Chart:
    # Said once, in the first lane; the others follow.
    data = alt.Chart(alt.InlineData([{"lane": lane, "words": words}]))
    drawn: alt.Chart = data.mark_text(**look, fontStyle="italic", align="right", baseline="middle").encode(
        x=alt.value("width"), y=y, text="words:N"
    )
    return drawn
