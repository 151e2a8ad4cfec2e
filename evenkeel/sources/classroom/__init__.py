"""What a class's own platform gives: forums, networks and class lists, everybody in one file."""

from evenkeel.sources.base import Source
from evenkeel.sources.classroom import moodle_forum

SOURCES: tuple[Source, ...] = (moodle_forum.SOURCE,)
