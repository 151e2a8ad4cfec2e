"""Clockify: the detailed report as CSV, whose dates and clocks follow whoever exported it."""

from collections.abc import Iterator

from evenkeel.model import Found
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.trackers.stopwatches import fields, read
from evenkeel.sources.trackers.toggl import is_clockifys


def identify(export: Export) -> bool:
    """Recognise the report's columns, some of which only Clockify has."""
    return bool(fields(export)) and is_clockifys(export)


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield one time entry a row."""
    return read(export, context, "clockify")


SOURCE = Source("clockify", "Clockify report", identify, extract)
