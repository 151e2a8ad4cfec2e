"""The chart of the class: leisure while work was due across, engagement balance up."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

import altair as alt
import pandas as pd

from evenkeel import words
from evenkeel.charts import labels, theme
from evenkeel.charts.balance_marks import BOTTOM, TOP, drawing, left
from evenkeel.charts.theme import Palette, Row, Width

NOBODY = "nobody has both numbers yet"
# What names are laid out for where the page decides the width; wider only gives them more room.
_ASSUMED_WIDTH = 700
# How high the words of a vertical line stand, under the captions.
_WORDS_AT = 96.0


@dataclass(frozen=True, slots=True)
class Line:
    """The line worth drawing: its value (hours, or balance 0 to 1), its axis, its side and its words."""

    value: float
    along: Literal["hours", "balance"] = "hours"
    above: bool = True
    text: str = ""

    def words(self) -> str:
        """Say the line with its value, as given or as `the line: 5 h`."""
        value = words.hours(self.value * 60) if self.along == "hours" else words.score(self.value)
        return self.text or f"the line: {value}"


@dataclass(frozen=True, slots=True)
class Others:
    """The middle half of the class: low, middle and high of hours and of balance (0 to 1), and its words."""

    hours: tuple[float, float, float]
    balance: tuple[float, float, float]
    text: str = "the middle half of the class"


def chart(
    frame: pd.DataFrame,
    shades: Palette,
    *,
    line: Line | None = None,
    max_hours: float = 0.0,
    others: Others | None = None,
    names: bool = True,
    title: str = "",
    subtitle: Sequence[str] = (),
    week: str = "",
    width: Width = "container",
    height: int = 440,
) -> alt.LayerChart:
    """Draw every student with both numbers as one point; a click selects (parameter and field `student`).

    Columns: student (address), name, hours, balance (0 to 1), evidence, flagged (bool), named (bool: worth
    writing the name); optional n (acts behind the balance) and note (a sentence for the tooltip). Rows
    without hours or balance are not drawn: `missing` gives them for the page to name. `max_hours` keeps the
    axis still from week to week. `others` is drawn as a box under the points. The data have lasting names
    (`students`, `line`, …): when only they change, the page moves the marks and redraws nothing.
    """
    limit = axis_limit(frame, line, max(max_hours, others.hours[2] if others else 0.0))
    rows = _rows(frame, limit, line, names, width if isinstance(width, int) else _ASSUMED_WIDTH, height)
    drawn = drawing(shades, limit, title, tuple(subtitle), week, width, height)
    return theme.filled(
        drawn,
        {
            "students": rows,
            "line": _vertical(line, limit),
            "level": _level(line),
            "others": _box(others, limit),
            "nobody": [] if rows else [{"words": NOBODY}],
        },
    )


def missing(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the rows that the chart cannot place, those with no hours or no balance; columns as in `chart`."""
    return frame[frame["hours"].isna() | frame["balance"].isna()]


def axis_limit(frame: pd.DataFrame, line: Line | None = None, max_hours: float = 0.0) -> float:
    """Give where the hours' axis ends: even hours that hold all students, the line and the term's largest."""
    on_axis = line.value * 1.25 if line is not None and line.along == "hours" else 0.0
    largest = float(frame["hours"].max()) if frame["hours"].notna().any() else 0.0
    return max(4.0, 2.0 * ceil(max(largest * 1.04, on_axis, max_hours) / 2))


def _rows(frame: pd.DataFrame, limit: float, line: Line | None, names: bool, width: int, height: int) -> list[Row]:
    placed = frame.dropna(subset=["hours", "balance"])
    # What is drawn last lies on top: the flagged ones.
    placed = placed.sort_values(["flagged", "named", "student"])
    rows = [_row(record) for record in theme.records(placed)]
    if names:
        _write_names(rows, limit, line, width, height)
    return rows


def _row(record: Row) -> Row:
    hours, balance = float(record["hours"]), float(record["balance"])
    flagged = bool(record["flagged"])
    n = record.get("n")
    row: Row = {
        "student": record["student"],
        "who": record["name"],
        "hours": hours,
        "score": balance * 100,
        "evidence": record["evidence"],
        "flagged": flagged,
        "named": bool(record["named"]),
        "time": f"{words.hours(hours * 60)}, {record['evidence']}",
        "balance": f"{words.score(balance)} of 100" + (f", from {words.count(int(n), 'act')}" if n else ""),
        "note": record.get("note") or ("flagged" if flagged else "not flagged"),
        "label": "",
        "dx": 0,
        "dy": 0,
        "align": "left",
    }
    row["words"] = f"{row['who']}: {row['time']}; balance {row['balance']}; {row['note']}"
    return row


def _write_names(rows: list[Row], limit: float, line: Line | None, width: int, height: int) -> None:
    plot_width, plot_height = width - 70.0, height - 60.0
    start = left(limit)

    def pixel(hours: float, score: float) -> tuple[float, float]:
        return (hours - start) / (limit - start) * plot_width, (TOP - score) / (TOP - BOTTOM) * plot_height

    wanted = [row for row in reversed(rows) if row["flagged"] or row["named"]]
    wanted.sort(key=lambda row: not row["flagged"])
    points = [pixel(row["hours"], row["score"]) for row in rows]
    taken = [_line_words_box(line, pixel(line.value, _WORDS_AT), plot_width)] if line else []
    found = labels.places(
        [(pixel(row["hours"], row["score"]), row["who"]) for row in wanted],
        points,
        labels.Box(0, 22, plot_width, plot_height - 22),
        taken,
    )
    for row, place in zip(wanted, found, strict=True):
        if place:
            row.update(label=row["who"], dx=place.dx, dy=place.dy, align=place.align)


def _line_words_box(line: Line, at: tuple[float, float], plot_width: float) -> labels.Box:
    if line.along == "balance":
        return labels.Box(0, 0, 0, 0)
    length = len(line.words()) * labels.LETTER + labels.GAP
    left = at[0] if at[0] + length < plot_width else at[0] - length
    return labels.Box(left, at[1] - labels.LINE / 2, left + length, at[1] + labels.LINE / 2)


def _vertical(line: Line | None, limit: float) -> list[Row]:
    if line is None or line.along != "hours":
        return []
    room = line.value < limit * 0.8
    return [
        {
            "hours": line.value,
            "end": limit if line.above else left(limit),
            "score": _WORDS_AT,
            "words": line.words(),
            "dx": 8 if room else -8,
            "align": "left" if room else "right",
        }
    ]


def _box(others: Others | None, limit: float) -> list[Row]:
    """Give dataset `others`; where all hours are alike, the box is still wide enough to be seen."""
    if others is None:
        return []
    low, hours, high = others.hours
    bottom, score, top = (share * 100 for share in others.balance)
    least = limit / 200
    return [
        {
            "hours": low - least,
            "end": max(high, low) + least,
            "middle": hours,
            "bottom": bottom,
            "score": top,
            "half": score,
            "words": others.text,
        }
    ]


def _level(line: Line | None) -> list[Row]:
    if line is None or line.along != "balance":
        return []
    return [
        {
            "score": line.value * 100,
            "end": TOP if line.above else BOTTOM,
            "words": line.words(),
            "dy": -10 if line.value < 0.9 else 12,
        }
    ]
