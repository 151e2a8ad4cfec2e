"""Mastodon's RSS: posts named as in the account's archive, and nothing said of what the feed leaves out."""

from datetime import UTC, datetime
from html import escape

import pytest

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Found, Kind, Note, Reject, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import in_memory
from evenkeel.sources.blogs import feed as blog_feed
from evenkeel.sources.microblogs.mastodon_feed import SOURCE
from tests.sources.golden import CONTEXT, check

HOST = "https://social.example.org"
MOMENT = int(datetime(2026, 3, 6, 13, 2, 5, tzinfo=UTC).timestamp()) * 1_000_000
GENERATOR = "<generator>Mastodon v4.3.7</generator>"


def item(
    html: str = "<p>Hello</p>", link: str = f"{HOST}/@anna/7", when: str = "Fri, 06 Mar 2026 13:02:05 +0000"
) -> str:
    return (
        f'<item><guid isPermaLink="true">{link}</guid><link>{link}</link><pubDate>{when}</pubDate>'
        f"<description>{escape(html)}</description><category>prclass</category><category>launch</category></item>"
    )


def rss(*items: str, generator: str = GENERATOR) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:webfeeds="http://webfeeds.org/rss/1.0" '
        f'xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Anna B</title><link>{HOST}/@anna</link>'
        f"{generator}{''.join(items)}</channel></rss>"
    )


def load(text: str) -> list[Found]:
    export = in_memory("anna.rss", text.encode())
    assert recognise(export) is SOURCE
    return list(SOURCE.extract(export, CONTEXT))


def test_a_post_is_named_as_in_the_accounts_archive_and_nothing_is_said_of_other_weeks() -> None:
    act, note = load(rss(item()))
    assert act == Act(
        f"mastodon:{HOST}/users/anna/statuses/7",
        Who("mastodon", "anna@social.example.org"),
        Kind.TWEET,
        MOMENT,
        "mastodon",
        "Hello",
        tags=("prclass", "launch"),
        url=f"{HOST}/@anna/7",
    )
    assert isinstance(note, Note) and "leaves out answers and boosts" in note.text


def test_mentions_are_people_by_the_address_behind_them_and_hashtags_are_none() -> None:
    html = (
        '<p><a href="https://other.example.org/@Cleo" class="u-url mention">@<span>cleo</span></a> and '
        f'<a href="{HOST}/tags/prclass" class="mention hashtag" rel="tag">#<span>prclass</span></a></p>'
    )
    act = load(rss(item(html)))[0]
    assert isinstance(act, Act)
    assert (act.text, act.to) == ("@cleo and #prclass", (Who("mastodon", "cleo@other.example.org"),))


def test_an_old_server_that_does_not_say_what_it_is_is_known_by_its_posts() -> None:
    assert [type(part) for part in load(rss(item(), generator=""))] == [Act, Note]


def test_a_hashtags_feed_has_the_authors_of_its_posts() -> None:
    found = load(rss(item(), item(link="https://other.example.org/@cleo/9")))
    assert [part.author.handle for part in found if isinstance(part, Act)] == [
        "anna@social.example.org",
        "cleo@other.example.org",
    ]


def test_an_item_without_a_date_or_an_address_is_rejected() -> None:
    found = load(rss(item(when="yesterday"), item(link=HOST), item()))
    assert [type(part) for part in found] == [Reject, Reject, Act, Note]
    assert isinstance(found[1], Reject) and found[1].where == "item 2"


def test_a_feed_that_breaks_off_is_refused() -> None:
    with pytest.raises(ExportRefused, match="the XML is broken"):
        load(rss(item())[:-20])


def test_a_blogs_feed_stays_the_blogs() -> None:
    export = in_memory("x.rss", rss(item(link="https://blog.example.org/post"), generator="").encode())
    assert not SOURCE.identify(export) and recognise(export) is blog_feed.SOURCE


def test_an_invented_feed_reads_as_it_did() -> None:
    check(SOURCE, "mastodon_feed.rss")
