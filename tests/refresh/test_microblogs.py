"""Mastodon and Bluesky fetched by their public JSON, page by page, and what else a blog may publish."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.live.answers import Answer, Failure
from tests.class_folder import rows
from tests.metrics.small_class import ADA, BEN, micros
from tests.refresh.course import Sites, day, fetch, opened, roster, states

HOST = "https://social.example.org"
LOOKUP = f"{HOST}/api/v1/accounts/lookup?acct=ada"
STATUSES = f"{HOST}/api/v1/accounts/91/statuses?limit=40"
BLUESKY = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?actor=ada.example.org&limit=100"
DID = "did:plc:adaadaadaadaadaadaadaada"


def status(number: int, at: datetime, visibility: str = "public", boosted: str = "") -> dict[str, Any]:
    """Write one of Ada's posts as Mastodon's server gives it."""
    uri = f"{HOST}/users/ada/statuses/{number}"
    account = {"id": "91", "acct": "ada", "username": "ada", "url": f"{HOST}/@ada", "statuses_count": 999}
    shown = {"uri": uri, "url": f"{HOST}/@ada/{number}", "id": str(number), "account": account, "content": "<p>Hi</p>"}
    more = {
        "in_reply_to_id": None,
        "mentions": [],
        "tags": [],
        "spoiler_text": "",
        "reblog": None,
        "favourites_count": 3,
    }
    made: dict[str, Any] = {**shown, **more, "created_at": at.isoformat(), "visibility": visibility}
    if boosted:
        other = {**account, "id": "7", "acct": "owl@b.example.org", "url": "https://b.example.org/@owl"}
        made["reblog"] = {**made, "uri": boosted, "account": other}
    return made


def statuses(*numbers: int) -> bytes:
    """Write posts, newest first; post 1 is of Monday, week 1, and then there is one each day."""
    return json.dumps([status(n, day(1) + timedelta(days=n - 1)) for n in sorted(numbers, reverse=True)]).encode()


def paged(address: str, body: bytes, following: str) -> Answer:
    return Answer(address, address, body, link=f'<{following}>; rel="next", <{address}&min_id=1>; rel="prev"')


def tweets(desk: Any, student: str = ADA) -> dict[int, tuple[str, float | None]]:
    return states(desk.measures(LOCAL_INSTRUCTOR, micros(day(8))), student, "tweets")


def test_a_mastodon_account_is_read_page_by_page_to_the_terms_beginning(tmp_path: Path) -> None:
    older = f"{STATUSES}&max_id=11"
    first, second = statuses(*range(11, 16)), statuses(*range(1, 11))
    sites = Sites({LOOKUP: b'{"id": "91"}', STATUSES: paged(STATUSES, first, older), older: second})
    with opened(tmp_path, roster(ada_mastodon="@ada@social.example.org")) as desk:
        [report] = fetch(desk, sites, day(3, 2)).reports
        assert (report.format, report.new, report.unmatched) == ("mastodon-statuses", 15, [])
        assert [tweets(desk)[week] for week in (1, 2, 3)] == [("ok", 7), ("ok", 7), ("ok", 1)]
        # No page follows the last one: that is all there is.
        assert report.coverage["cut_short"] is False
        again = Sites({LOOKUP: b'{"id": "91"}', STATUSES: paged(STATUSES, statuses(*range(12, 18)), older)})
        [next_one] = fetch(desk, again, day(3, 4)).reports
        assert (next_one.new, next_one.known) == (2, 4)
        assert [address for address, _ in again.asked] == [STATUSES], "what is known is asked for at once"


def test_a_gap_in_a_busy_account_is_closed_by_older_pages_or_told(tmp_path: Path) -> None:
    pages = {number: f"{STATUSES}&max_id={number}" for number in range(2, 40)}
    people = roster(ada_mastodon="@ada@social.example.org")
    with opened(tmp_path, people) as desk:
        fetch(desk, Sites({LOOKUP: b'{"id": "91"}', STATUSES: statuses(1, 2, 3)}), day(1, 4))
        # Two posts a page and five pages at most: back to post 20, the Saturday of week 3.
        busy: dict[str, Any] = {STATUSES: paged(STATUSES, statuses(28, 29), pages[28])}
        busy |= {pages[n]: paged(pages[n], statuses(n - 2, n - 1), pages[n - 2]) for n in range(28, 3, -2)}
        sites = Sites(busy)
        [report] = fetch(desk, sites, day(5, 2)).reports
        assert (len(sites.asked), report.new, report.coverage["cut_short"]) == (5, 10, True)
        cut = desk.coverage(LOCAL_INSTRUCTOR, micros(day(8)))
        assert dict(cut.groupby("week")["cut_short"].any()) == {1: True, 2: True, 3: True, 4: False, 5: False}
        assert [tweets(desk)[week] for week in (1, 2, 3, 4, 5)] == [
            *(("ok", 3), ("no data", None), ("ok", 2), ("ok", 7), ("ok", 1))
        ]


def test_likes_that_are_counted_anew_are_no_news(tmp_path: Path) -> None:
    people = roster(ada_mastodon="@ada@social.example.org")
    with opened(tmp_path, people) as desk:
        body = statuses(1, 2)
        fetch(desk, Sites({LOOKUP: b'{"id": "91"}', STATUSES: body}), day(1, 3))
        liked = body.replace(b'"favourites_count": 3', b'"favourites_count": 4')
        told = fetch(desk, Sites({STATUSES: liked}), day(1, 5))
        assert (told.reports, told.unchanged) == ([], 1)
        assert rows(tmp_path, "SELECT count(*) FROM load WHERE format <> 'roster'") == [(1,)]


def test_what_is_not_for_everybody_is_left_out(tmp_path: Path) -> None:
    private = [status(3, day(1, 3), "private"), status(2, day(1, 2), "direct"), status(1, day(1), "unlisted")]
    sites = Sites({LOOKUP: b'{"id": "91"}', STATUSES: json.dumps(private).encode()})
    with opened(tmp_path, roster(ada_mastodon="@ada@social.example.org")) as desk:
        [report] = fetch(desk, sites, day(1, 4)).reports
    assert (report.new, sum(report.skipped.values())) == (1, 2)


RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Ada</title><link>{HOST}/@ada</link>
<generator>Mastodon v4.3.1</generator><item><guid isPermaLink="true">{HOST}/@ada/1</guid><link>{HOST}/@ada/1</link>
<pubDate>Mon, 01 Sep 2025 12:00:00 +0000</pubDate><description>&lt;p&gt;Hi&lt;/p&gt;</description></item>
</channel></rss>"""


def test_a_mastodon_feed_alone_says_nothing_of_weeks_without_posts(tmp_path: Path) -> None:
    locked = Failure(STATUSES, "it wants a password (401)", 401)
    sites = Sites({LOOKUP: b'{"id": "91"}', STATUSES: locked, f"{HOST}/@ada.rss": RSS.encode()})
    with opened(tmp_path, roster(ada_mastodon="@ada@social.example.org", ben_mastodon="ben@gone.example.org")) as desk:
        told = fetch(desk, sites, day(2))
        [report] = told.reports
        assert (report.format, report.new) == ("mastodon-feed", 1)
        assert any("leaves out answers and boosts" in note for note in report.notes)
        assert tweets(desk)[1] == ("no data", None)
        [problem] = told.problems
        assert (problem.address, problem.account.whose) == ("ben@gone.example.org", (BEN,))
        fetch(desk, sites, day(3))
    assert rows(tmp_path, "SELECT ref FROM act") == [(f"mastodon:{HOST}/users/ada/statuses/1",)]


def test_a_host_that_closes_its_posts_is_asked_for_the_feed_the_next_time(tmp_path: Path) -> None:
    closed = Failure(STATUSES, "it wants a password (401)", 401)
    with opened(tmp_path, roster(ada_mastodon="@ada@social.example.org")) as desk:
        fetch(desk, Sites({LOOKUP: b'{"id": "91"}', STATUSES: statuses(1)}), day(1, 2))
        sites = Sites({LOOKUP: b'{"id": "91"}', STATUSES: closed, f"{HOST}/@ada.rss": RSS.encode()})
        assert [p.status for p in fetch(desk, sites, day(1, 3)).problems] == [401]
        told = fetch(desk, sites, day(1, 4))
        assert ([r.format for r in told.reports], told.problems) == (["mastodon-feed"], [])


def test_what_is_no_list_of_short_posts_is_not_taken_for_a_blog(tmp_path: Path) -> None:
    other = RSS.replace("<generator>Mastodon v4.3.1</generator>", "").replace("/@ada/1", "/notes/1")
    with opened(tmp_path, roster(ada_mastodon="@ada@social.example.org")) as desk:
        told = fetch(desk, Sites({f"{HOST}/@ada.rss": other.encode()}), day(2))
    assert [p.problem for p in told.problems] == ["It answers in a form that is not read as short posts"]
    assert rows(tmp_path, "SELECT count(*) FROM act") == [(0,)]


def skeet(key: str, at: datetime, reposted: bool = False) -> dict[str, Any]:
    """Write one item of Ada's feed as Bluesky's server gives it."""
    author = {"did": DID, "handle": "ada.example.org", "displayName": "Ada"}
    record = {"$type": "app.bsky.feed.post", "text": "Hi", "createdAt": at.isoformat().replace("+00:00", "Z")}
    post = {
        "uri": f"at://{DID}/app.bsky.feed.post/{key}",
        "cid": "b",
        "author": author,
        "record": record,
        "likeCount": 2,
    }
    reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": author, "indexedAt": record["createdAt"]}
    return {"post": post, **({"reason": reason} if reposted else {})}


def skeets(*days: int, cursor: str = "") -> bytes:
    found = [skeet(f"post{n}", day(1) + timedelta(days=n - 1)) for n in days]
    return json.dumps({"feed": found, **({"cursor": cursor} if cursor else {})}).encode()


def test_a_bluesky_account_is_read_page_by_page(tmp_path: Path) -> None:
    older = f"{BLUESKY}&cursor=c1"
    sites = Sites({BLUESKY: skeets(12, 11, 10, 9, 8, cursor="c1"), older: skeets(7, 6, 5, 4, 3)})
    with opened(tmp_path, roster(ada_bluesky="@ada.example.org")) as desk:
        [report] = fetch(desk, sites, day(2, 6)).reports
        assert (report.format, report.new, report.unmatched) == ("bluesky", 10, [])
        assert report.coverage["cut_short"] is False
        assert [tweets(desk)[week] for week in (1, 2)] == [("ok", 5), ("ok", 5)]
        assert [address for address, _ in sites.asked] == [BLUESKY, older]


def test_an_old_post_that_is_pinned_does_not_pass_for_everything_since(tmp_path: Path) -> None:
    """The pinned post of day 1 stands first; the page reaches back to day 8 only, and the next is not to be had."""
    page = json.loads(skeets(1, 12, 11, 10, 9, 8, cursor="c1"))
    page["feed"][0]["reason"] = {"$type": "app.bsky.feed.defs#reasonPin"}
    sites = Sites(
        {BLUESKY: json.dumps(page).encode(), f"{BLUESKY}&cursor=c1": Failure("", "it has trouble (500)", 500)}
    )
    with opened(tmp_path, roster(ada_bluesky="ada.example.org")) as desk:
        [report] = fetch(desk, sites, day(2, 6)).reports
        assert report.coverage["cut_short"] is True
        assert report.coverage["since"] == micros(day(1) + timedelta(days=7))


def test_a_json_feed_is_a_feed(tmp_path: Path) -> None:
    feed = "https://ada.example.org/feed.json"
    item = {
        "id": "a",
        "url": "https://ada.example.org/a",
        "content_text": "Hi",
        "date_published": "2025-09-01T12:00:00Z",
    }
    body = {"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://ada.example.org", "items": [item]}
    page = b'<link rel="alternate" type="application/feed+json" href="/feed.json">'
    sites = Sites({"https://ada.example.org": page, feed: json.dumps(body).encode()})
    with opened(tmp_path, roster(ada_blog="ada.example.org")) as desk:
        told = fetch(desk, sites, day(1, 2))
    assert [(r.path, r.format, r.new) for r in told.reports] == [(feed, "json-feed", 1)]


def atom(kind: str, entries: str, total: int) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:openSearch="http://a9.com/-/spec/opensearchrss/1.0/" xmlns:thr="http://purl.org/syndication/thread/1.0">'
        f"<id>tag:blogger.com,1999:blog-5{kind}</id><updated>2025-09-09T12:00:00Z</updated>"
        '<link rel="alternate" type="text/html" href="https://ada.blogspot.example/"/>'
        f"<openSearch:totalResults>{total}</openSearch:totalResults>{entries}</feed>"
    ).encode()


def test_a_blogger_blog_is_asked_for_all_it_gives_and_its_comments(tmp_path: Path) -> None:
    site = "https://ada.blogspot.example"
    post = (
        "<entry><id>tag:blogger.com,1999:blog-5.post-1</id><published>2025-09-01T12:00:00Z</published><title>One</title>"
        "<content>Words</content><author><name>Ada A.</name></author></entry>"
    )
    said = (
        "<entry><id>tag:blogger.com,1999:blog-5.post-2</id><published>2025-09-02T12:00:00Z</published><title>So</title>"
        "<content>So true</content><author><name>Ben Birk</name></author>"
        '<thr:in-reply-to ref="tag:blogger.com,1999:blog-5.post-1"/></entry>'
    )
    page = f'<link rel="alternate" type="application/atom+xml" href="{site}/feeds/posts/default">'
    posts, answers = f"{site}/feeds/posts/default?max-results=500", f"{site}/feeds/comments/default?max-results=500"
    sites = Sites({site: page.encode(), posts: atom("", post, 1), answers: atom(".comments", said, 1)})
    with opened(tmp_path, roster(ada_blog=site)) as desk:
        told = fetch(desk, sites, day(2))
    assert {(r.path, r.format, r.new) for r in told.reports} == {
        (posts, "blogger-legacy", 1),
        (answers, "blogger-legacy", 1),
    }
    whose = (
        "SELECT a.kind, p.email FROM act a JOIN account c ON c.id = a.account_id JOIN person p ON p.id = c.person_id"
    )
    assert sorted(rows(tmp_path, whose)) == [("comment", BEN), ("post", ADA)]
