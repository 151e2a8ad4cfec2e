"""Which weeks a source speaks for, kind by kind: unknown is not zero."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR
from tests.metrics.small_class import ADA, AFTER, micros, opened, row, write_course

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def status(number: int, day: str) -> dict[str, object]:
    """Write one public post of Ada's outbox."""
    ref = f"https://social.example.org/users/ada/statuses/{number}"
    note = {"id": ref, "type": "Note", "published": f"{day}T10:00:00Z", "content": "<p>Hello</p>", "to": [PUBLIC]}
    actor = "https://social.example.org/users/ada"
    return {"id": f"{ref}/activity", "type": "Create", "actor": actor, "to": [PUBLIC], "object": note}


def test_an_archive_of_short_posts_says_nothing_of_blog_posts(tmp_path: Path):
    course = write_course(tmp_path)
    items = [status(1, "2025-09-02"), status(2, "2025-09-17")]
    outbox = {"type": "OrderedCollection", "orderedItems": items}
    (course / "inbox" / ADA).mkdir()
    (course / "inbox" / ADA / "outbox.json").write_text(json.dumps(outbox), "utf-8")
    with opened(course) as desk:
        found = {metric: row(desk, ADA, metric, 1) for metric in ("tweets", "reposts", "posts", "comments")}
    assert {metric: (each["value"], each["state"]) for metric, each in found.items()} == {
        "tweets": (1, "ok"),
        "reposts": (0, "ok"),
        "posts": (None, "no data"),
        "comments": (None, "no data"),
    }


MONDAY = datetime(2025, 9, 1, 12, tzinfo=UTC)


def feed(days: range) -> str:
    """Write Ada's feed with a post at noon of these days of the term; a feed of ten may have left older ones out."""
    items = "".join(
        f"<item><title>Day {day}</title><link>https://ada.example.org/{day}</link>"
        f"<guid>https://ada.example.org/?p={day + 1}</guid>"
        f"<pubDate>{format_datetime(MONDAY + timedelta(days=day))}</pubDate><description>Words</description></item>"
        for day in reversed(days)
    )
    return f'<rss version="2.0"><channel><link>https://ada.example.org</link>{items}</channel></rss>'


@pytest.mark.parametrize(
    ("feeds", "short", "posts"),
    [
        # They meet on Friday of week 2: whole from the first one's beginning, Tuesday of week 1, on.
        ([range(1, 12), range(11, 21)], {1: True, 2: False, 3: False}, {1: 6, 2: 7, 3: 7}),
        # They do not meet: what lies between Thursday of week 2 and Sunday of week 2 is missing.
        ([range(1, 11), range(13, 23)], {1: True, 2: True, 3: False, 4: False}, {1: 6, 2: 5, 3: 7, 4: 2}),
        # The gap holds weeks 3 and 4 as a whole: there is no number for them, and not because nobody looked.
        (
            [range(1, 11), range(30, 40)],
            {1: True, 2: True, 3: True, 4: True, 5: True, 6: False},
            {1: 6, 2: 4, 3: None, 4: None, 5: 5, 6: 5},
        ),
        # A third one that reaches over the gap closes it, in whatever order they come.
        (
            [range(1, 11), range(15, 25), range(9, 19)],
            {1: True, 2: False, 3: False, 4: False},
            {1: 6, 2: 7, 3: 7, 4: 4},
        ),
        # A feed of fewer than ten holds all there is: only the gap after it is missing.
        ([range(1, 4), range(11, 21)], {1: True, 2: True, 3: False}, {1: 3, 2: 3, 3: 7}),
    ],
)
def test_what_lies_between_two_feeds_that_do_not_meet_is_cut_short(
    tmp_path: Path, feeds: list[range], short: dict[int, bool], posts: dict[int, int | None]
):
    course = write_course(tmp_path)
    (course / "inbox" / ADA).mkdir()
    for number, days in enumerate(feeds):
        (course / "inbox" / ADA / f"feed{number}.xml").write_text(feed(days), "utf-8")
    with opened(course) as desk:
        found = desk.coverage(LOCAL_INSTRUCTOR, micros(AFTER))
        assert dict(found.groupby("week")["cut_short"].any()) == short
        assert {week: row(desk, ADA, "posts", week)["value"] for week in short} == posts
        assert {row(desk, ADA, "posts", week)["state"] for week, n in posts.items() if n is None} <= {"no data"}


def test_a_week_in_a_gap_counts_for_no_rhythm(tmp_path: Path):
    course = write_course(tmp_path)
    (course / "inbox" / ADA).mkdir()
    for number, days in enumerate((range(1, 11), range(30, 40))):
        (course / "inbox" / ADA / f"feed{number}.xml").write_text(feed(days), "utf-8")
    with opened(course) as desk:
        assert row(desk, ADA, "steadiness")["n"] == 4


def test_a_forum_that_is_whole_says_nothing_of_the_weeks_that_a_blogs_feed_left_out(tmp_path: Path):
    """Ada's feed of ten begins on Friday of week 3; in the forum she opened a thread in week 1."""
    course = write_course(tmp_path)
    (course / "inbox" / ADA).mkdir()
    (course / "inbox" / ADA / "feed.xml").write_text(feed(range(18, 28)), "utf-8")
    header = "id,discussion,parent,userid,userfullname,created,subject,message,deleted,privatereplyto"
    threads = [
        f"{n},{n},0,7,Ada Ash,{int((MONDAY + timedelta(days=day)).timestamp())},Hi,Words,0,0"
        for n, day in ((1, 1), (2, 27))
    ]
    (course / "inbox" / "forum.csv").write_text("\n".join([header, *threads, ""]), "utf-8")
    with opened(course) as desk:
        posts = {week: row(desk, ADA, "posts", week) for week in range(1, 5)}
    assert [(posts[week]["value"], posts[week]["state"]) for week in posts] == [
        (None, "no data"),
        (None, "no data"),
        (3, "ok"),
        (8, "ok"),
    ]
