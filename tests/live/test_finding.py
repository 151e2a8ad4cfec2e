"""Finding what an account publishes, with as few questions as it takes."""

import json
from collections.abc import Mapping

from evenkeel.live import finding
from evenkeel.live.addresses import Part
from evenkeel.live.answers import Answer, Failure

RSS = b"<rss><channel/></rss>"
PAGE = b"<html><head>%s</head></html>"
LINK = b'<link rel="alternate" type="application/rss+xml" href="%s">'
BLOG = "https://ada.example.org"


class Sites:
    """The web as a test writes it; whatever it does not know is not there."""

    def __init__(self, pages: Mapping[str, bytes | Failure]) -> None:
        self.pages, self.asked = pages, list[str]()

    def get(self, address: str) -> Answer | Failure:
        self.asked.append(address)
        found = self.pages.get(address, Failure(address, "there is nothing at this address (404)", 404))
        return found if isinstance(found, Failure) else Answer(address, address, found)


def found(sites: Sites, platform: str, written: str) -> list[tuple[Part, str]]:
    """Search, and return what was found."""
    search = finding.search(platform, written, sites.get)
    assert search.failure is None, search.failure
    return [(each.place.part, each.place.address) for each in search.found]


def test_a_feed_in_the_roster_is_taken_as_it_is_and_its_comments_are_looked_for_beside_it() -> None:
    sites = Sites({f"{BLOG}/feed/": RSS, f"{BLOG}/comments/feed/": RSS})
    assert found(sites, "blog", f"{BLOG}/feed/") == [
        (Part.POSTS, f"{BLOG}/feed/"),
        (Part.COMMENTS, f"{BLOG}/comments/feed/"),
    ]
    assert sites.asked == [f"{BLOG}/feed/", f"{BLOG}/comments/feed/atom/", f"{BLOG}/comments/feed/"]


def test_a_blogs_page_says_where_its_feeds_are() -> None:
    page = PAGE % (LINK % b"/feed/" + LINK % b"/comments/feed/")
    sites = Sites({BLOG: page, f"{BLOG}/feed/": RSS, f"{BLOG}/comments/feed/atom/": RSS})
    assert found(sites, "blog", "ada.example.org") == [
        (Part.POSTS, f"{BLOG}/feed/"),
        (Part.COMMENTS, f"{BLOG}/comments/feed/atom/"),
    ]
    assert len(sites.asked) == 3


def test_a_page_that_names_none_is_asked_at_the_usual_places() -> None:
    sites = Sites({BLOG: PAGE % b"", f"{BLOG}/atom.xml": RSS})
    assert found(sites, "blog", BLOG) == [(Part.POSTS, f"{BLOG}/atom.xml")]
    assert sites.asked[-1] == f"{BLOG}/atom.xml" and len(sites.asked) == 6


def test_a_blog_without_any_feed_is_told() -> None:
    search = finding.search("blog", BLOG, Sites({BLOG: PAGE % b""}).get)
    assert search.failure and search.failure.sentence == "it names no feed, and where feeds usually are there is none"


def test_a_blog_that_is_not_there_is_asked_once() -> None:
    sites = Sites({BLOG: Failure(BLOG, "it has trouble of its own (500)", 500)})
    search = finding.search("blog", BLOG, sites.get)
    assert search.failure and search.failure.status == 500
    assert sites.asked == [BLOG]


def test_http_is_tried_where_https_is_not_there_and_the_roster_does_not_say() -> None:
    plain = "http://ada.example.org"
    sites = Sites({BLOG: Failure(BLOG, "it cannot be reached", reached=False), plain: RSS})
    assert found(sites, "blog", "ada.example.org") == [(Part.POSTS, plain)]
    only = finding.search("blog", BLOG, Sites({BLOG: sites.pages[BLOG], plain: RSS}).get)
    assert only.failure and only.failure.sentence == "it cannot be reached"


def test_comments_that_are_nowhere_are_no_failure_but_a_place_not_to_look_again_soon() -> None:
    search = finding.search("blog", f"{BLOG}/feed/", Sites({f"{BLOG}/feed/": RSS}).get)
    assert search.failure is None
    assert [each.address for each in search.empty] == [f"{BLOG}/comments/feed/atom/"]


LOOKUP = "https://social.example.org/api/v1/accounts/lookup?acct=ada"
STATUSES = "https://social.example.org/api/v1/accounts/91/statuses?limit=40"
FEED = "https://social.example.org/@ada.rss"


def test_a_mastodon_account_is_looked_up_and_its_posts_are_asked_for() -> None:
    sites = Sites({LOOKUP: json.dumps({"id": "91"}).encode(), STATUSES: b"[]"})
    assert found(sites, "mastodon", "@ada@social.example.org") == [(Part.STATUSES, STATUSES)]
    assert sites.asked == [LOOKUP, STATUSES]


def test_a_mastodon_host_that_shows_posts_to_members_alone_is_asked_for_the_feed() -> None:
    sites = Sites({LOOKUP: b'{"id": "91"}', STATUSES: Failure(STATUSES, "it wants a password (401)", 401), FEED: RSS})
    assert found(sites, "mastodon", "ada@social.example.org") == [(Part.STATUSES, FEED)]


def test_a_mastodon_account_that_is_not_there_is_told() -> None:
    search = finding.search("mastodon", "ada@social.example.org", Sites({}).get)
    assert search.failure and search.failure.status == 404
    nobody = finding.search("mastodon", "ada", Sites({}).get)
    assert nobody.failure and nobody.failure.sentence == "it is no Mastodon account; expected user@host"


def test_a_mastodon_host_that_wants_a_pause_is_not_asked_for_the_feed() -> None:
    sites = Sites({LOOKUP: Failure(LOOKUP, "it asks for fewer requests (429)", 429, 300, True), FEED: RSS})
    search = finding.search("mastodon", "ada@social.example.org", sites.get)
    assert search.failure and search.failure.wait == 300
    assert sites.asked == [LOOKUP]


def test_a_bluesky_account_is_asked_at_the_public_server() -> None:
    address = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?actor=ada.bsky.social&limit=100"
    assert found(Sites({address: b'{"feed": []}'}), "bluesky", "@ada.bsky.social") == [(Part.STATUSES, address)]
    gone = finding.search(
        "bluesky", "ada.bsky.social", Sites({address: Failure(address, "it answers oddly (400)", 400)}).get
    )
    assert gone.failure and gone.failure.sentence == "there is no such account"
    nobody = finding.search("bluesky", "ada", Sites({}).get)
    assert nobody.failure and "expected a handle such as" in nobody.failure.sentence
