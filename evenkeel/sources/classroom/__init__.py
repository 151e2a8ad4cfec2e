"""What a class's own platform gives: forums, networks and class lists, everybody in one file."""

from evenkeel.sources.base import Source

SOURCES: tuple[Source, ...] = ()
