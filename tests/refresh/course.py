"""A small class whose blogs a test writes, fetched week after week from a server on this computer."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pandas as pd

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.live.answers import NO_MARKS, Answer, Failure, Marks
from evenkeel.refresh import Refreshed
from tests.metrics.small_class import ADA, BEN, micros, write_course

MONDAY = datetime(2025, 9, 1, tzinfo=UTC)


def day(week: int, day_of_week: int = 1, hour: int = 12) -> datetime:
    """Return a moment of the term: `day(2)` is Monday noon of week 2."""
    return MONDAY + timedelta(weeks=week - 1, days=day_of_week - 1, hours=hour)


def rss(site: str, posts: Iterable[tuple[int, datetime]], author: str = "Ada Ash") -> bytes:
    """Write a blog's feed, newest first, as WordPress does: its newest ten posts."""
    newest = sorted(posts, key=lambda post: post[1], reverse=True)[:10]
    return page(site, newest, author)


def page(site: str, posts: Iterable[tuple[int, datetime]], author: str = "Ada Ash") -> bytes:
    """Write one page of a feed."""
    items = "".join(
        f"<item><title>Post {n}</title><link>{site}/{n}/</link><dc:creator>{author}</dc:creator>"
        f"<pubDate>{format_datetime(at)}</pubDate><guid isPermaLink='false'>{site}/?p={n}</guid>"
        f"<description>Words of post {n}</description></item>"
        for n, at in posts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Blog</title><link>{site}</link><generator>https://wordpress.org/?v=6.8</generator>{items}"
        "</channel></rss>"
    ).encode()


def comments(site: str, said: Iterable[tuple[int, str, datetime]]) -> bytes:
    """Write a blog's feed of comments on post 1, newest first."""
    items = "".join(
        f"<item><title>Comment by {who}</title><link>{site}/1/#comment-{n}</link><dc:creator>{who}</dc:creator>"
        f"<pubDate>{format_datetime(at)}</pubDate><guid isPermaLink='false'>{site}/?p=1#comment-{n}</guid>"
        f"<description>Said {n}</description></item>"
        for n, who, at in sorted(said, key=lambda each: each[2], reverse=True)[:10]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Comments</title><link>{site}</link>{items}</channel></rss>"
    ).encode()


def roster(**accounts: str) -> str:
    """Write a roster of Ada and Ben; `ada_blog="https://…"` gives Ada an account in the column blog."""
    columns = sorted({name.partition("_")[2] for name in accounts})
    lines = [",".join(["name,email,role,section", *columns])]
    for who, name, email in (("ada", "Ada Ash", ADA), ("ben", "Ben Birk", BEN)):
        cells = [accounts.get(f"{who}_{column}", "") for column in columns]
        lines.append(",".join([f"{name},{email},student,A", *cells]))
    return "\n".join([*lines, ""])


@contextmanager
def opened(folder: Path, people: str, **more: object) -> Iterator[Desk]:
    """Open a class of six weeks from Monday 2025-09-01, UTC."""
    write_course(folder, people, **more)
    with closing(Desk(folder)) as desk:
        yield desk


def fetch(desk: Desk, fetcher: Any, now: datetime, student: str = "") -> Refreshed:
    """Refresh a class at a moment."""
    return desk.refresh(LOCAL_INSTRUCTOR, micros(now), student=student, fetcher=fetcher)


class Sites:
    """The web as a test writes it, without a server: bytes, a failure, or a whole answer for each address."""

    def __init__(self, pages: dict[str, bytes | Failure | Answer]) -> None:
        self.pages, self.asked = pages, list[tuple[str, Marks]]()
        self._stopped = threading.Event()

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        self._stopped.set()

    def get(self, address: str, marks: Marks = NO_MARKS) -> Answer | Failure:
        self.asked.append((address, marks))
        found = self.pages.get(address, Failure(address, "there is nothing at this address (404)", 404))
        return Answer(address, address, found) if isinstance(found, bytes) else found


def states(measures: pd.DataFrame, student: str, metric: str) -> dict[int, tuple[str, float | None]]:
    """Return state and value of a metric by week."""
    rows = measures[(measures["student"] == student) & (measures["metric"] == metric) & (measures["week"] > 0)]
    return {
        int(week): (state, None if pd.isna(value) else float(value))
        for week, state, value in rows[["week", "state", "value"]].itertuples(index=False)
    }
