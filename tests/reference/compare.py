"""Readable differences between the product's output and the reference's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from .flags import Flag, flags_at
from .metrics import Row, metric_rows
from .network import network

NEAR = 1e-9
Parsed = Mapping[str, object]


def close(one: object, other: object) -> bool:
    """Equal as numbers to 1e-9 (of the larger, beyond 1), or both empty."""
    one, other = number(one), number(other)
    if one is None or other is None:
        return one is other
    return abs(one - other) <= NEAR * max(1.0, abs(one), abs(other))


def number(value: object) -> float | None:
    """A number of parsed JSON or CSV; empty cells are None."""
    return None if value is None or value == "" else float(value)


def week_of(value: object) -> int | None:
    """A week of parsed JSON or CSV; empty is the term."""
    return None if value is None or value == "" else int(value)


def compare_metrics(folder: Path, now: datetime, product_rows: Sequence[Parsed]) -> list[str]:
    """Where the product's `metrics` rows differ from the reference's."""
    ours = {(r.student, r.week, r.metric): r for r in metric_rows(folder, now)}
    theirs: dict[tuple[str, int | None, str], Parsed] = {}
    found = []
    for row in product_rows:
        key = (str(row["student"]), week_of(row["week"]), str(row["metric"]))
        if key in theirs:
            found.append(f"{_where(key)}: printed twice")
        theirs[key] = row
    for key in sorted(ours.keys() | theirs.keys(), key=str):
        if key not in theirs:
            found.append(f"{_where(key)}: row missing, expected {_told(ours[key])}")
        elif key not in ours:
            found.append(f"{_where(key)}: row not expected: {dict(theirs[key])}")
        else:
            found += [f"{_where(key)}: {d}" for d in _unlike(ours[key], theirs[key])]
    return found


def _where(key: tuple[str, int | None, str]) -> str:
    """A row's name."""
    student, week, metric = key
    return f"{student} {'term' if week is None else f'week {week}'} {metric}"


def _told(row: Row) -> str:
    """A row's content in a few words."""
    return f"value {row.value}, n {row.n}, {row.state!r}, evidence {row.evidence}"


def _unlike(ours: Row, theirs: Parsed) -> list[str]:
    """The cells in which two rows of one name differ."""
    found = []
    if ours.state != theirs["state"]:
        found.append(f"state {theirs['state']!r}, expected {ours.state!r}")
    if week_of(theirs["n"]) != ours.n:
        found.append(f"n {theirs['n']}, expected {ours.n}")
    if not close(ours.value, theirs["value"]):
        found.append(f"value {theirs['value']}, expected {ours.value}")
    mine, other = ours.evidence or {}, evidence_of(theirs.get("evidence"))
    for kind in sorted(mine.keys() | other.keys()):
        if not close(mine.get(kind, 0.0), other.get(kind, 0.0)):
            found.append(f"{kind} minutes {other.get(kind, 0.0)}, expected {mine.get(kind, 0.0)}")
    return found


def evidence_of(cell: object) -> dict[str, float]:
    """The evidence object of JSON, or the a:1;b:2 cell of CSV."""
    if not cell:
        return {}
    if isinstance(cell, str):
        pairs = [part.rpartition(":") for part in cell.split(";") if part]
        return {kind: float(minutes) for kind, _, minutes in pairs}
    return {str(kind): float(minutes) for kind, minutes in dict(cell).items()}


def compare_flags(
    folder: Path,
    now: datetime,
    product_flags: Sequence[Parsed],
    rules: Sequence[Parsed] | None = None,
) -> list[str]:
    """Where `flags` (or `preview`, given its rule) differs from the reference's."""
    ours = flags_at(folder, now, rules)
    left = list(product_flags)
    found = []
    for flag in ours:
        same = next((one for one in left if _same_flag(flag, one)), None)
        if same is None:
            found.append(f"flag missing: {flag}")
        else:
            left.remove(same)
    return found + [f"flag not expected: {dict(one)}" for one in left]


def _same_flag(flag: Flag, theirs: Parsed) -> bool:
    """Whether a printed flag is that one: who, what, when, state and values."""
    head = (flag.student, flag.metric, flag.week, flag.state)
    other = (theirs["student"], theirs["metric"], week_of(theirs["week"]), theirs["state"])
    values = list(theirs["values"])
    return (
        head == other
        and len(values) == len(flag.values)
        and all(int(week) == w and close(x, value) for (w, value), (week, x) in zip(flag.values, values, strict=True))
    )


def compare_network(folder: Path, now: datetime, product: Parsed, week: int | None = None) -> list[str]:
    """Where the product's `network --json` differs from the reference's."""
    if isinstance(product, list):
        [product] = product
    found = []
    for name, ours in network(folder, now, week).items():
        theirs = product.get(name, "missing")
        if isinstance(theirs, list):
            theirs = len(theirs)
        if theirs == "missing" or not close(ours, theirs):
            found.append(f"{name} {theirs}, expected {ours}")
    return found
