"""The class as a network: people as marks, what they addressed to each other as arrows by weight."""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from evenkeel.charts import labels, theme
from evenkeel.charts.theme import Palette, Row, Width

DESCRIPTION = (
    "People as marks, arrows from who addressed to whom, thicker for more. Circles are students, squares who teaches. "
    "The tables below the chart hold the same."
)
NOBODY = "nobody is drawn yet"
# How somebody stands in the conversation: each with a fill or size of its own, never by colour alone.
TIED, UNANSWERED, ALONE = "addressed back", "addressed back by nobody", "without a tie"
_KINDS = [TIED, UNANSWERED, ALONE]
# Room for names at the sides and for marks above and below, in pixels.
_SIDE, _EDGE = 56, 22
_ASSUMED_WIDTH = 760
_NAME_LETTERS = 20


def chart(
    people: pd.DataFrame, ties: pd.DataFrame, shades: Palette, *, width: Width = "container", height: int = 560
) -> alt.LayerChart:
    """Draw people and ties.

    `people`: person, name, x, y (0 to 1, y upwards), kind (one of `TIED`, `UNANSWERED`, `ALONE`), staff (bool),
    received (decides the size), said (a sentence for the tooltip). `ties`: giver, taker (of `person`), weight, said.
    Where names are crowded only those of larger marks stand. Datasets: `people`, `ties`, `nobody`.
    """
    found = theme.records(people)
    rows = [_person(record, max([1.0, *people["received"]])) for record in found]
    _write_names(rows, width if isinstance(width, int) else _ASSUMED_WIDTH, height)
    at = {record["person"]: (float(record["x"]), float(record["y"])) for record in found}
    heaviest = float(ties["weight"].max()) if len(ties) else 1.0
    # The heaviest lie on top.
    arrows = [_tie(record, at, heaviest) for record in theme.records(ties.sort_values(["weight", "giver", "taker"]))]
    data = {"people": rows, "ties": arrows, "nobody": [] if rows else [{"words": NOBODY}]}
    return theme.filled(_drawing(shades, width, height), data)


def _person(record: Row, most: float) -> Row:
    alone = record["kind"] == ALONE
    return {
        "who": record["name"],
        "x": float(record["x"]),
        "y": float(record["y"]),
        "kind": record["kind"],
        "staff": bool(record["staff"]),
        "size": 60.0 if alone else 110 + 300 * (float(record["received"]) / most) ** 0.5,
        "words": f"{record['name']}: {record['said']}",
        "label": "",
        "dx": 0,
        "dy": 0,
        "align": "left",
    }


def _tie(record: Row, at: dict[str, tuple[float, float]], heaviest: float) -> Row:
    (x1, y1), (x2, y2) = at[record["giver"]], at[record["taker"]]
    strength = (float(record["weight"]) / heaviest) ** 0.5
    return {
        "x1": x1,
        "y1": y1,
        "x2": x2,
        "y2": y2,
        "thick": 0.7 + 3.3 * strength,
        "head": 22 + 60 * strength,
        "shade": 0.2 + 0.65 * strength,
        "words": record["said"],
    }


def _write_names(rows: list[Row], width: int, height: int) -> None:
    points = [
        (_SIDE + row["x"] * (width - 2 * _SIDE), height - _EDGE - row["y"] * (height - 2 * _EDGE)) for row in rows
    ]
    wanted = sorted(range(len(rows)), key=lambda place: (-rows[place]["size"], rows[place]["who"]))
    frame = labels.Box(-_SIDE, -4, width + _SIDE, height + 4)
    found = labels.places([(points[n], _short(rows[n]["who"])) for n in wanted], points, frame)
    for n, place in zip(wanted, found, strict=True):
        if place:
            rows[n].update(label=_short(rows[n]["who"]), dx=place.dx, dy=place.dy, align=place.align)


def _short(name: str) -> str:
    return name if len(name) <= _NAME_LETTERS else f"{name[: _NAME_LETTERS - 1]}…"


# Places are worked out in pixels where the chart is drawn: an arrow's angle depends on how wide the screen is.
_ACROSS = f"{_SIDE} + datum.{{0}} * (width - {2 * _SIDE})"
_DOWN = f"height - {_EDGE} - datum.{{0}} * (height - {2 * _EDGE})"
_ARROWS = {
    "ax": _ACROSS.format("x1"),
    "ay": _DOWN.format("y1"),
    "bx": _ACROSS.format("x2"),
    "by": _DOWN.format("y2"),
    "long": "max(1, sqrt(pow(datum.bx - datum.ax, 2) + pow(datum.by - datum.ay, 2)))",
    "ux": "(datum.bx - datum.ax) / datum.long",
    "uy": "(datum.by - datum.ay) / datum.long",
    # Each way has its own line, a little to the side, and both ends keep clear of the marks.
    "fx": "datum.ax + 10 * datum.ux - 2.6 * datum.uy",
    "fy": "datum.ay + 10 * datum.uy + 2.6 * datum.ux",
    "tx": "datum.bx - 13 * datum.ux - 2.6 * datum.uy",
    "ty": "datum.by - 13 * datum.uy + 2.6 * datum.ux",
    "turn": "atan2(datum.ux, -datum.uy) * 180 / PI",
}


@lru_cache(maxsize=16)
def _drawing(shades: Palette, width: Width, height: int) -> alt.LayerChart:
    layers = [*_ties(shades), _names(shades, halo=True), _people(shades), _names(shades), theme.nobody(shades)]
    return theme.themed(layers, shades, width=width, height=height, description=DESCRIPTION)


def _placed(data: str, formulas: dict[str, str]) -> alt.Chart:
    drawn = alt.Chart(alt.NamedData(data))
    for name, formula in formulas.items():
        drawn = drawn.transform_calculate(**{name: formula})
    return drawn


def _pixel(channel: Any, field: str) -> Any:
    return channel(f"{field}:Q", axis=None, scale=None)


def _ties(shades: Palette) -> list[alt.Chart]:
    ties = _placed("ties", _ARROWS)
    look: dict[str, Any] = {
        "opacity": alt.Opacity("shade:Q", scale=None),
        "tooltip": alt.Tooltip("words:N", title="Tie"),
    }
    lines = ties.mark_rule(color=shades.calm, strokeCap="round", aria=False).encode(
        x=_pixel(alt.X, "fx"),
        y=_pixel(alt.Y, "fy"),
        x2="tx:Q",
        y2="ty:Q",
        strokeWidth=alt.StrokeWidth("thick:Q", scale=None),
        **look,
    )
    heads = ties.mark_point(shape="triangle", filled=True, color=shades.calm, aria=False).encode(
        x=_pixel(alt.X, "tx"),
        y=_pixel(alt.Y, "ty"),
        angle=alt.Angle("turn:Q", scale=None),
        size=alt.Size("head:Q", scale=None),
        **look,
    )
    return [lines, heads]


def _people(shades: Palette) -> alt.Chart:
    drawn: alt.Chart = (
        _placed("people", {"px": _ACROSS.format("x"), "py": _DOWN.format("y")})
        .mark_point(filled=True, opacity=1, strokeWidth=2)
        .encode(
            x=_pixel(alt.X, "px"),
            y=_pixel(alt.Y, "py"),
            shape=alt.when(alt.datum.staff).then(alt.value("square")).otherwise(alt.value("circle")),
            size=alt.Size("size:Q", scale=None),
            fill=alt.Fill("kind:N", legend=None).scale(domain=_KINDS, range=[shades.calm, shades.ground, shades.rest]),
            stroke=alt.Stroke("kind:N", legend=None).scale(
                domain=_KINDS, range=[shades.ground, shades.calm, shades.rest]
            ),
            description="words:N",
            tooltip=alt.Tooltip("words:N", title="Person"),
        )
    )
    return drawn


def _names(shades: Palette, *, halo: bool = False) -> alt.Chart:
    # First the ground around each letter, so that an arrow below it does not make it hard to read.
    drawn: alt.Chart = (
        _placed("people", {"px": _ACROSS.format("x"), "py": _DOWN.format("y")})
        .mark_text(
            dx=alt.expr("datum.dx"),
            dy=alt.expr("datum.dy"),
            align=alt.expr("datum.align"),
            baseline="middle",
            color=shades.ground if halo else shades.ink,
            stroke=shades.ground,
            strokeWidth=4 if halo else 0,
            fontSize=theme.SMALL,
            aria=False,
        )
        .encode(x=_pixel(alt.X, "px"), y=_pixel(alt.Y, "py"), text="label:N")
    )
    return drawn
