"""Time: trackers, diaries, and histories that only show when somebody was somewhere."""

from evenkeel.sources.base import Source
from evenkeel.sources.trackers import (
    activitywatch,
    atimelogger,
    chrome_history,
    clockify,
    diary,
    rescuetime,
    screentime,
    stayfree,
    toggl,
    typed_totals,
    youtube_history,
)

SOURCES: tuple[Source, ...] = (
    activitywatch.SOURCE,
    rescuetime.SOURCE,
    stayfree.SOURCE,
    screentime.SOURCE,
    typed_totals.SOURCE,
    toggl.SOURCE,
    clockify.SOURCE,
    atimelogger.SOURCE,
    diary.SOURCE,
    youtube_history.SOURCE,
    chrome_history.SOURCE,
)
