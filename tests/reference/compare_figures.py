"""Readable differences between the product's pairs, nodes and responses and the reference's."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from .nodes import nodes
from .oversaturation import oversaturation
from .stairway import stairway

NEAR = 1e-9
Parsed = Mapping[str, object]


def compare_stairway(folder: Path, now: datetime, product: Sequence[Parsed], week: int | None = None) -> list[str]:
    """Where the product's stairway differs from the reference's."""
    return differences([asdict(one) for one in stairway(folder, now, week)], product, ("student", "partner"))


def compare_nodes(folder: Path, now: datetime, product: Sequence[Parsed], week: int | None = None) -> list[str]:
    """Where the product's nodes differ from the reference's."""
    return differences([asdict(one) for one in nodes(folder, now, week)], product, ("person",))


def compare_oversaturation(folder: Path, now: datetime, product: Sequence[Parsed]) -> list[str]:
    """Where the product's response by cadence differs from the reference's."""
    return differences([asdict(one) for one in oversaturation(folder, now)], product, ("student",))


def differences(ours: Iterable[Parsed], theirs: Sequence[Parsed], names: Sequence[str]) -> list[str]:
    """Missing, unexpected and unlike rows, each known by its names; columns of the product's own are its own."""
    expected, found = ({tuple(row[n] for n in names): row for row in rows} for rows in (ours, theirs))
    said = [] if len(found) == len(theirs) else ["a row twice"]
    for key in sorted(expected.keys() | found.keys()):
        if key not in found:
            said.append(f"{key}: row missing, expected {dict(expected[key])}")
        elif key not in expected:
            said.append(f"{key}: row not expected: {dict(found[key])}")
        else:
            said += [
                f"{key}: {name} {found[key].get(name, 'missing')!r}, expected {cell!r}"
                for name, cell in expected[key].items()
                if not same(cell, found[key].get(name, "missing"))
            ]
    return said


def same(ours: object, theirs: object) -> bool:
    """Equal words and truths; numbers to 1e-9; nothing is None, and what is no number."""
    if ours is None or isinstance(ours, str):
        return ours == theirs or (ours is None and isinstance(theirs, float) and math.isnan(theirs))
    if isinstance(ours, bool):
        return ours == bool(theirs)
    if isinstance(theirs, str) or theirs is None:
        return False
    return abs(float(ours) - float(theirs)) <= NEAR
