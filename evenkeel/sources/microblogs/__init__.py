"""Microblogs and social networks: what one person sent, as the network's own export tells it."""

from evenkeel.sources.base import Source
from evenkeel.sources.microblogs import (
    bluesky,
    bluesky_car,
    facebook,
    instagram,
    linkedin,
    mastodon_archive,
    mastodon_feed,
    mastodon_statuses,
    reddit,
    threads,
    twarc,
    x_archive,
    youtube_comments,
)

SOURCES: tuple[Source, ...] = (
    x_archive.SOURCE,
    mastodon_archive.SOURCE,
    bluesky_car.SOURCE,
    bluesky.SOURCE,
    mastodon_statuses.SOURCE,
    mastodon_feed.SOURCE,
    twarc.SOURCE,
    reddit.SOURCE,
    youtube_comments.SOURCE,
    facebook.SOURCE,
    instagram.SOURCE,
    threads.SOURCE,
    linkedin.SOURCE,
)
