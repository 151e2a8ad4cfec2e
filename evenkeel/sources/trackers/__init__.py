"""Time: trackers, diaries, and histories that only show when somebody was somewhere."""

from evenkeel.sources.base import Source
from evenkeel.sources.trackers import activitywatch

SOURCES: tuple[Source, ...] = (activitywatch.SOURCE,)
