"""Microblogs and social networks: what one person sent, as the network's own export tells it."""

from evenkeel.sources.base import Source
from evenkeel.sources.microblogs import mastodon_archive, x_archive

SOURCES: tuple[Source, ...] = (x_archive.SOURCE, mastodon_archive.SOURCE)
