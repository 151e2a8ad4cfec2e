"""Tables that people write by hand: acts, time, ties, the class list."""

from evenkeel.sources.base import Source
from evenkeel.sources.plain import acts, roster, ties, time

SOURCES: tuple[Source, ...] = (acts.SOURCE, time.SOURCE, roster.SOURCE, ties.SOURCE)
