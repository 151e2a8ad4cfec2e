"""Blogs: exports, backups and feeds, with their comments where they hold them."""

from evenkeel.sources.base import Source
from evenkeel.sources.blogs import (
    blogger_legacy,
    blogger_takeout,
    feed,
    ghost,
    json_feed,
    medium,
    substack,
    wordpress_comments,
    wordpress_wxr,
)

SOURCES: tuple[Source, ...] = (
    wordpress_wxr.SOURCE,
    wordpress_comments.SOURCE,
    blogger_legacy.SOURCE,
    blogger_takeout.SOURCE,
    ghost.SOURCE,
    medium.SOURCE,
    substack.SOURCE,
    feed.SOURCE,
    json_feed.SOURCE,
)
