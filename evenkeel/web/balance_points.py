"""The points of the chart of the class, and who has none and why."""

from collections.abc import Hashable, Mapping

import pandas as pd

from evenkeel import words
from evenkeel.charts.balance_marks import SELECTION
from evenkeel.course.values import Rule
from evenkeel.flags.judging import is_over
from evenkeel.flags.standing import Standing
from evenkeel.model import Evidence, State

TIME, BALANCE = "procrastination_minutes", "engagement_balance"
# The frame's column for each kind of minutes, strongest first.
_KINDS = {
    "measured": Evidence.MEASURED,
    "self_reported": Evidence.SELF_REPORTED,
    "unplaced": Evidence.UNPLACED,
    "estimated": Evidence.ESTIMATED,
}
_COLUMNS = ("student", "hours", "balance", "evidence", "n", "estimated", "why")
_NAN = float("nan")

Row = Mapping[Hashable, object]


def points(
    students: pd.DataFrame, minutes: pd.DataFrame, others: pd.DataFrame, two_way: pd.DataFrame, week: int
) -> pd.DataFrame:
    """Give one row a student for a week: student, hours, balance, evidence, n, estimated (minutes), why.

    `minutes` and `two_way` are `reads.metric` of the two axes; `others` is other time, which tells how a week
    without such minutes is known. `why` says what keeps a student off the chart, else nothing.
    """
    across, beside, up = (_of_week(frame, week) for frame in (minutes, others, two_way))
    rows = [
        _point(student, across.get(student, {}), beside.get(student, {}), up.get(student, {}))
        for student in students["student"]
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def largest_hours(minutes: pd.DataFrame) -> float:
    """Return the most hours of anybody's week in the term, so that the axis stays still while weeks pass."""
    weekly = minutes.loc[minutes["week"] > 0, "value"]
    return float(weekly.max()) / 60 if weekly.notna().any() else 0.0


def _of_week(frame: pd.DataFrame, week: int) -> dict[str, Row]:
    return {str(row["student"]): row for row in frame[frame["week"] == week].to_dict("records")}


def _point(student: str, time: Row, other: Row, up: Row) -> tuple[str, float, float, str, int, float, str]:
    hours, balance = _number(time.get("value")) / 60, _number(up.get("value"))
    evidence = _strongest(time) or _strongest(other) or Evidence.ESTIMATED
    why = "; ".join(filter(None, (_no_time(time, hours), _no_balance(up, balance))))
    estimated = _number(time.get("estimated"))
    return student, hours, balance, str(evidence), int(_number(up.get("n", 0))), estimated, why


def _strongest(time: Row) -> Evidence | None:
    return next((kind for column, kind in _KINDS.items() if _number(time.get(column)) > 0), None)


def _no_time(time: Row, hours: float) -> str:
    if hours == hours:
        return ""
    # Acts or entries stand behind the week (n), but no deadline and no label: nothing was there to put off.
    return "no work was due" if _number(time.get("n", 0)) > 0 else "no time data"


def _no_balance(up: Row, balance: float) -> str:
    if balance == balance:
        return ""
    enough = up.get("state") != State.TOO_LITTLE
    return "no acts in these four weeks" if enough else "too few acts for a balance"


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else _NAN


# As the page shows them


def drawn(
    frame: pd.DataFrame, stands: Standing, names: Mapping[str, str], rule: Rule, running: bool = False
) -> pd.DataFrame:
    """Give the chart its frame: the points with name, flagged, named, and a note on the line."""
    flagged = frame["student"].isin(stands.students)
    since = {flag.student: flag.week for flag in stands.on}
    notes = [_note(row, rule, since.get(str(row["student"])), running) for row in frame.to_dict("records")]
    named = [names.get(student, student) for student in frame["student"]]
    past = [note.startswith("past the line") for note in notes]
    return frame.assign(
        name=named, flagged=flagged, named=flagged | pd.Series(past, index=frame.index, dtype=bool), note=notes
    )


def _note(point: Mapping[Hashable, object], rule: Rule, since: int | None, running: bool) -> str:
    if since is not None:
        return f"worth a look since week {since}"
    value = _number(point["hours"]) * 60 if rule.metric == TIME else _number(point["balance"])
    if value != value or not is_over(rule, value):
        return "not past the line"
    if running:
        return "past the line so far; the week is still running"
    # Rules leave estimated minutes out.
    if rule.metric == TIME and not is_over(rule, value - _number(point["estimated"])):
        return "past the line only with estimated minutes, which never flag"
    return "past the line this week, not often enough to be flagged"


def without_place(frame: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """Group the names that have no point by why, those of flagged students first and marked."""
    missing = frame[frame["why"] != ""].sort_values(["flagged", "name"], ascending=[False, True])
    groups: dict[str, list[str]] = {}
    for name, why, flagged in missing[["name", "why", "flagged"]].itertuples(index=False):
        groups.setdefault(why, []).append(f"{name} (worth a look ▲)" if flagged else name)
    return list(groups.items())


def table_rows(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """Give the table of the chart's numbers, in words: the flagged first, then by hours, then by name."""
    ordered = frame.sort_values(["flagged", "hours", "name"], ascending=[False, False, True])
    return [_table_row(row) for row in ordered.to_dict("records")]


def _table_row(row: Mapping[Hashable, object]) -> tuple[str, ...]:
    hours, share = _number(row["hours"]), _number(row["balance"])
    timed = hours == hours
    return (
        str(row["name"]),
        words.hours(hours * 60) if timed else "–",
        str(row["evidence"]) if timed else "–",
        words.score(share) if share == share else "–",
        str(row["n"]),
        "; ".join(filter(None, (str(row["why"]), f"▲ {row['note']}" if row["flagged"] else str(row["note"])))),
    )


def clicked(happened: object) -> str:
    """Return the student whose point was clicked, or nothing."""
    selection = getattr(happened, "selection", None) or {}
    rows = selection.get(SELECTION, []) if isinstance(selection, Mapping) else []
    return str(rows[0].get("student", "")) if rows else ""
