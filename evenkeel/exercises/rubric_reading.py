"""Reading how work is judged: criteria with their levels, from the file's order."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from evenkeel import accounts
from evenkeel.course.fields import Reading
from evenkeel.course.yaml_lines import Value
from evenkeel.exercises.values import Criterion, Level

CRITERION = ("criterion", "levels")
LEVEL = ("level", "points", "looks")
FEWEST_LEVELS = 2
_MOST_POINTS = 1000
T = TypeVar("T", Criterion, Level)


def read_rubric(reading: Reading, value: Value) -> tuple[Criterion, ...]:
    """Read `rubric:`, a list of criteria; names are told apart as people read them, whatever their case."""
    return tuple(_each_once(reading, _criteria(reading, value), "criterion"))


def _criteria(reading: Reading, value: Value) -> Iterator[tuple[Value, Criterion]]:
    for item in reading.items(value):
        entries = reading.entries(item, CRITERION, needed=CRITERION)
        name = reading.text(entries["criterion"]) if "criterion" in entries else None
        levels = _levels(reading, entries["levels"]) if "levels" in entries else ()
        if name:
            yield entries["criterion"], Criterion(name, levels)


def _levels(reading: Reading, value: Value) -> tuple[Level, ...]:
    items = reading.items(value)
    found = tuple(_each_once(reading, _named_levels(reading, items), "level"))
    if items and len(items) < FEWEST_LEVELS:
        reading.wrong(value, f"expected at least {FEWEST_LEVELS} levels to choose from, found {len(items)}")
    _points_alike(reading, value, found)
    return found


def _named_levels(reading: Reading, items: tuple[Value, ...]) -> Iterator[tuple[Value, Level]]:
    for item in items:
        entries = reading.entries(item, LEVEL, needed=("level",))
        name = reading.text(entries["level"]) if "level" in entries else None
        points = reading.number(entries["points"], 0, _MOST_POINTS) if "points" in entries else None
        looks = reading.text(entries["looks"]) if "looks" in entries else None
        if name:
            yield entries["level"], Level(name, points, looks or "")


def _points_alike(reading: Reading, value: Value, levels: tuple[Level, ...]) -> None:
    """Refuse a criterion some of whose levels are worth points and some are not: it has no sum."""
    without = [level.name for level in levels if level.points is None]
    # Where points were written but could not be read, that has been said already.
    if without and len(without) < len(levels) and not all(_has_points(item) for item in reading.items(value)):
        reading.wrong(value, f'expected points at every level or at none, found none at "{without[0]}"')


def _has_points(item: Value) -> bool:
    points = item.content.get("points") if isinstance(item.content, Mapping) else None
    return points is not None and not points.blank


def _each_once(reading: Reading, named: Iterator[tuple[Value, T]], what: str) -> Iterator[T]:
    seen: set[str] = set()
    for at, one in named:
        if accounts.folded(one.name) in seen:
            reading.wrong(at, f'the {what} "{one.name}" stands here a second time')
        seen.add(accounts.folded(one.name))
        yield one
