"""Which addresses are asked for an account, and what an answer is taken for."""

import time

import pytest

from evenkeel.live import addresses
from evenkeel.live.addresses import Part, Place

BLOG = "https://ada.example.org/"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://ada.example.org/", ("https://ada.example.org/",)),
        (" ada.example.org/blog ", ("https://ada.example.org/blog", "http://ada.example.org/blog")),
        ("//ada.example.org", ("https://ada.example.org", "http://ada.example.org")),
        ("http://ada.example.org", ("http://ada.example.org",)),
    ],
)
def test_a_blog_without_a_scheme_is_asked_with_https_first(written: str, asked: tuple[str, ...]) -> None:
    assert addresses.blog(written) == asked


@pytest.mark.parametrize(
    "written", ["ada@social.example.org", "@Ada@social.example.org", "https://social.example.org/@ada"]
)
def test_a_mastodon_account_is_looked_up_at_its_host(written: str) -> None:
    assert addresses.mastodon(written) == (
        "https://social.example.org/api/v1/accounts/lookup?acct=ada",
        "https://social.example.org/@ada.rss",
    )


@pytest.mark.parametrize(
    "written", ["ada", "ada@", "@ada@host/../x", "ada@social.example.org/x", "a b@example.org", ""]
)
def test_what_is_no_mastodon_account_is_not_asked(written: str) -> None:
    assert addresses.mastodon(written) is None


def test_the_statuses_of_an_account_that_was_looked_up_have_an_address() -> None:
    lookup = "https://social.example.org/api/v1/accounts/lookup?acct=ada"
    expected = "https://social.example.org/api/v1/accounts/1091/statuses?limit=40"
    assert addresses.statuses(lookup, b'{"id": "1091", "acct": "ada"}') == expected
    for odd in (b'{"error": "Record not found"}', b'{"id": "../../x"}', b'{"id": 7}', b"[]", b"<html>", b"{", b""):
        assert addresses.statuses(lookup, odd) == ""


@pytest.mark.parametrize(
    ("written", "actor"),
    [
        ("ada.bsky.social", "ada.bsky.social"),
        ("@Ada.Example.Org", "ada.example.org"),
        ("https://bsky.app/profile/ada.bsky.social", "ada.bsky.social"),
        ("did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did%3Aplc%3Aewvi7nxzyoun6zhxrhs64oiz"),
    ],
)
def test_a_bluesky_account_is_asked_at_the_public_server(written: str, actor: str) -> None:
    server = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed"
    assert addresses.bluesky(written) == f"{server}?actor={actor}&limit=100"


@pytest.mark.parametrize("written", ["ada", "", "ada&limit=1", "did:", "ada.bsky.social/../x?y"])
def test_what_is_no_bluesky_account_is_not_asked(written: str) -> None:
    assert addresses.bluesky(written) == ""


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><rss version="2.0">',
        b"\xef\xbb\xbf<rss>",
        b'<?xml version="1.0"?>\n<?xml-stylesheet href="x"?>\n<!-- made by -->\n<feed xmlns="http://www.w3.org/2005/Atom">',
        b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">',
        '<?xml version="1.0" encoding="utf-16"?><rss>'.encode("utf-16"),
        b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
        b'{ "version" : "https:\\/\\/jsonfeed.org\\/version\\/1" }',
    ],
)
def test_a_feed_is_known(content: bytes) -> None:
    assert addresses.is_feed(content)


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><html><body>rss</body></html>",
        b"<html><rss>",
        b'{"version": "1"}',
        b"[]",
        b"",
        b"plain",
        b"<rssx>",
    ],
)
def test_what_is_no_feed_is_known(content: bytes) -> None:
    assert not addresses.is_feed(content)


def test_a_head_full_of_comments_is_told_at_once() -> None:
    began = time.monotonic()
    for content in (b"<!---->" * 1_000, b"<?x?>" * 1_000, b" " * 4_000, b"<!---->\n" * 500 + b"<html>", b"{" * 4_000):
        assert not addresses.is_feed(content)
    assert time.monotonic() - began < 1


def test_a_page_names_its_feeds() -> None:
    page = b"""<html><head>
    <link rel="alternate" hreflang="de" href="/de/">
    <link rel="alternate" type="application/rss+xml" title="Ada &raquo; Feed" href="/feed/">
    <link rel="alternate" type="application/rss+xml; charset=utf-8" title="Comments" href="/comments/feed/">
    <link rel="alternate" type="application/rss+xml" href="https://ada.example.org/tag/pr/feed/">
    <link rel="alternate stylesheet" type="text/css" href="/x.css">
    <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
    <LINK REL=alternate TYPE=application/atom+xml HREF=feeds/posts/default>
    </head></html>"""
    assert list(addresses.advertised(page, BLOG)) == [
        Place(Part.POSTS, "https://ada.example.org/feed/"),
        Place(Part.COMMENTS, "https://ada.example.org/comments/feed/"),
        Place(Part.POSTS, "https://ada.example.org/feeds/posts/default?max-results=500"),
    ]


def test_a_page_with_a_base_names_them_from_there() -> None:
    page = b'<base href="https://elsewhere.example.org/b/"><link rel=alternate type=application/atom+xml href=atom.xml>'
    assert [place.address for place in addresses.advertised(page, BLOG)] == ["https://elsewhere.example.org/b/atom.xml"]


def test_a_page_that_is_none_names_nothing() -> None:
    assert list(addresses.advertised(b"\x00\xff<<<link", BLOG)) == []


def test_the_usual_places_lie_below_the_address_never_above() -> None:
    assert addresses.usual("https://school.example.edu/~ada?x=1") == [
        "https://school.example.edu/~ada/feed/",
        "https://school.example.edu/~ada/feeds/posts/default?max-results=500",
        "https://school.example.edu/~ada/rss",
        "https://school.example.edu/~ada/rss.xml",
        "https://school.example.edu/~ada/atom.xml",
        "https://school.example.edu/~ada/feed.xml",
        "https://school.example.edu/~ada/index.xml",
    ]


@pytest.mark.parametrize(
    ("posts", "places"),
    [
        ("https://a.example.org/feed/", ["https://a.example.org/comments/feed/atom/", "https://a.example.org/comments/feed/"]),
        ("https://a.example.org/blog/feed", ["https://a.example.org/blog/comments/feed/atom/", "https://a.example.org/blog/comments/feed/"]),
        ("https://a.example.org/feed/atom/", ["https://a.example.org/comments/feed/atom/", "https://a.example.org/comments/feed/"]),
        ("https://a.example.org/?feed=rss2", ["https://a.example.org/?feed=comments-atom", "https://a.example.org/?feed=comments-rss2"]),
        ("https://a.example.org/feeds/posts/default?max-results=500", ["https://a.example.org/feeds/comments/default?max-results=500"]),
        ("https://medium.example.org/feed/@ada", []),
        ("https://a.example.org/atom.xml", []),
    ],
)  # fmt: skip
def test_comments_stand_beside_the_posts_and_as_atom_first(posts: str, places: list[str]) -> None:
    assert addresses.comments(posts) == places


def test_comments_that_a_page_names_come_first() -> None:
    found = addresses.comments("https://a.example.org/atom.xml", ["https://a.example.org/comments/feed/"])
    assert found == ["https://a.example.org/comments/feed/atom/", "https://a.example.org/comments/feed/"]


OLDER = "https://s.example.org/s?limit=40&max_id=9"
NEWER = '<https://s.example.org/s?min_id=99>; rel="prev"'
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="/feed?page=2&amp;x=1"/><entry/></feed>'


@pytest.mark.parametrize(
    ("address", "content", "link", "following"),
    [
        ("https://a.example.org/atom.xml", ATOM, "", "https://a.example.org/feed?page=2&x=1"),
        ("https://a.example.org/atom.xml", ATOM.replace(b"/feed?", b"https://b.example.org/?"), "", ""),
        ("https://a.example.org/feed/", ATOM.replace(b"/feed?", b"https://b.example.org/?"), "", ""),
        ("https://a.example.org/atom.xml", b'<feed><entry><link rel="next" href="/2"/></entry></feed>', "", ""),
        ("https://a.example.org/feed.json", b'{"next_url": "https://a.example.org/feed2.json"}', "", "https://a.example.org/feed2.json"),
        ("https://a.example.org/feed.json", b'{"next_url": 7}', "", ""),
        ("https://a.example.org/feed/", b"<rss/>", "", "https://a.example.org/feed/?paged=2"),
        ("https://a.example.org/comments/feed/atom/", b"<feed/>", "", ""),
        ("https://medium.example.org/feed/@ada", b"<rss/>", "", ""),
        ("https://s.example.org/s?limit=40", b"[]", f'<{OLDER}>; rel="next", {NEWER}', OLDER),
        ("https://s.example.org/s?limit=40", b"[]", NEWER, ""),
        ("https://s.example.org/s?limit=40", b"[]", '<https://evil.example.org/s>; rel="next"', ""),
        ("https://p.example.org/f?actor=a&limit=100", b'{"feed": [], "cursor": "2026-01-01T00:00Z"}', "", "https://p.example.org/f?actor=a&limit=100&cursor=2026-01-01T00%3A00Z"),
        ("https://p.example.org/f?actor=a", b'{"feed": []}', "", ""),
        ("https://p.example.org/f", b'{"cursor": ' + b"[" * 100_000, "", ""),
    ],
)  # fmt: skip
def test_the_page_after_a_page_is_found_where_there_is_one(
    address: str, content: bytes, link: str, following: str
) -> None:
    assert addresses.following(address, content, link, 1) == following


def test_wordpress_counts_its_pages_on() -> None:
    assert (
        addresses.following("https://a.example.org/feed/?paged=2", b"<rss/>", "", 2)
        == "https://a.example.org/feed/?paged=3"
    )
