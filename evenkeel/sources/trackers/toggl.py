"""Toggl Track: the detailed report as CSV."""

import re
from collections.abc import Iterator

from evenkeel.model import Found
from evenkeel.sources.base import Context, Export, Source
from evenkeel.sources.reading.tables import header
from evenkeel.sources.trackers.stopwatches import fields, read

# Clockify says what it counts durations in, and lists groups.
_CLOCKIFYS = re.compile(r"(?:duration|dauer|durée|duración) \(|group$|gruppe$|groupe$|grupo$")


def identify(export: Export) -> bool:
    """Recognise the report's columns, and none of Clockify's."""
    return bool(fields(export)) and not is_clockifys(export)


def is_clockifys(export: Export) -> bool:
    """Tell Clockify's report from Toggl's, which has most columns in common."""
    return any(_CLOCKIFYS.match(name) for name in header(export))


def extract(export: Export, context: Context) -> Iterator[Found]:
    """Yield one time entry a row."""
    return read(export, context, "toggl")


SOURCE = Source("toggl", "Toggl Track report", identify, extract)
