"""Feeds of posts, and Atom feeds of comments."""

import pytest

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Covers, Kind, Note, Reject, Who
from evenkeel.sources.blogs import wordpress_comments, wordpress_wxr
from evenkeel.sources.blogs.feed import SOURCE
from tests.sources.golden import CONTEXT, GOLDEN, check, counts, export_of, found_in, only, sample


def rss(*items: str, head: str = "") -> str:
    return (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<link>https://ann.example.org/</link>{head}{''.join(items)}</channel></rss>"
    )


def item(number: int = 1, inside: str = "") -> str:
    return (
        f"<item><guid>https://ann.example.org/{number}</guid><link>https://ann.example.org/{number}</link>"
        f"<pubDate>Mon, 02 Mar 2026 20:05:00 +0000</pubDate>{inside}</item>"
    )


def acts(content: str) -> list[Act]:
    return only(Act, found_in(SOURCE, content))


@pytest.mark.parametrize("name", ["wordpress_feed.xml", "atom_comments.atom", "atom_posts.atom"])
def test_a_feed_is_read_as_its_golden_file_says(name: str) -> None:
    check(SOURCE, name)


def test_post_and_comments_have_one_name_in_export_and_all_feeds() -> None:
    def named(source: object, name: str) -> set[tuple[str, str]]:
        found = found_in(source, (GOLDEN / name).read_bytes())  # type: ignore[arg-type]
        return {(act.ref, act.parent) for act in only(Act, found)}

    export = named(wordpress_wxr.SOURCE, "wordpress.xml")
    assert named(SOURCE, "wordpress_feed.xml") < export
    assert named(SOURCE, "atom_comments.atom") < export
    assert named(wordpress_comments.SOURCE, "wordpress_comments.xml") < export


def test_post_and_author_are_the_same_in_export_and_feed() -> None:
    (fed,) = only(Act, check(SOURCE, "wordpress_feed.xml"))
    exported = only(Act, check(wordpress_wxr.SOURCE, "wordpress.xml"))[0]
    assert fed._replace(author=exported.author) == exported
    assert fed.author.handle == exported.author.handle


def test_of_several_answers_the_last_is_the_comment() -> None:
    content = (GOLDEN / "atom_comments.atom").read_text("utf-8")
    assert content.count("thr:in-reply-to ref") == 3
    reply, top = acts(content)
    assert reply.parent == "wordpress:ann.example.org:comment:21"
    assert top.parent == "wordpress:ann.example.org:post:11"


def test_a_generic_comment_answers_the_entry_of_the_feed_of_posts() -> None:
    content = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">'
        '<link href="https://dee.example.org/"/><entry><id>urn:c1</id><author><name>Ben</name></author>'
        '<updated>2026-03-04T18:30:02Z</updated><thr:in-reply-to ref="urn:p1"/></entry></feed>'
    )
    (act,) = acts(content)
    assert (act.kind, act.ref, act.parent) == (Kind.COMMENT, "feed:urn:c1", "feed:urn:p1")
    assert act.author == Who("feed", "", "Ben")


def test_a_feed_without_authors_is_its_sites() -> None:
    assert acts(rss(item()))[0].author == Who("blog", "ann.example.org")


def test_several_authors_are_known_by_name_each() -> None:
    items = [item(number, f"<dc:creator>{name}</dc:creator>") for number, name in enumerate(["Ann", "Ben"])]
    assert [act.author for act in acts(rss(*items))] == [Who("feed", "", "Ann"), Who("feed", "", "Ben")]
    wordpress = rss(*items, head="<generator>https://wordpress.org/?v=6.8</generator>")
    assert {act.author.platform for act in acts(wordpress)} == {"wordpress"}


def test_the_folders_owner_is_the_author_of_a_feed_with_one() -> None:
    found = found_in(SOURCE, rss(item()), CONTEXT._replace(owner=Who(email="ann@example.org")))
    assert only(Act, found)[0].author == Who(email="ann@example.org")


def test_an_authors_email_address_serves_matching_and_is_no_name() -> None:
    content = rss(item(1, "<author>ann@example.org</author>"))
    assert acts(content)[0].author == Who("blog", "ann.example.org", "", "ann@example.org")


def test_wordpress_coms_number_names_the_post_whatever_its_guid() -> None:
    inside = '<post-id xmlns="com-wordpress:feed-additions:1">77</post-id>'
    assert acts(rss(item(1, inside)))[0].ref == "wordpress:ann.example.org:post:77"


def test_a_guid_of_bloggers_names_the_post_as_its_backup_does() -> None:
    content = rss(item()).replace("<guid>https://ann.example.org/1", "<guid>tag:blogger.com,1999:blog-5.post-6")
    assert (acts(content)[0].ref, acts(content)[0].platform) == ("blogger:5:6", "blogger")


def test_only_a_feed_of_ghosts_names_its_posts_by_ghosts_ids() -> None:
    id_ = "65f0a1b2c3d4e5f601234501"
    content = rss(item()).replace("<guid>https://ann.example.org/1", f"<guid>{id_}")
    ghosts = content.replace("<item>", "<generator>Ghost 5.82</generator><item>")
    assert [(act.ref, act.platform) for act in acts(content) + acts(ghosts)] == [
        (f"feed:{id_}", "blog"),
        (f"ghost:{id_}", "ghost"),
    ]


def test_mediums_guid_names_the_post_as_its_export_does_whatever_site_shows_it() -> None:
    content = rss(item()).replace("<guid>https://ann.example.org/1", "<guid>https://medium.com/p/0a1b2c3d4e51")
    assert (acts(content)[0].ref, acts(content)[0].platform) == ("medium:0a1b2c3d4e51", "medium")


@pytest.mark.parametrize("generator", ["Substack", "Tumblr (3.0; @ann)"])
def test_a_generator_names_the_platform(generator: str) -> None:
    content = rss(item(), head=f"<generator>{generator}</generator>")
    assert acts(content)[0].platform == generator.partition(" ")[0].casefold()


def test_a_guid_that_only_its_feed_knows_apart_is_told_by_the_blog() -> None:
    content = rss(item()).replace("<guid>https://ann.example.org/1", '<guid isPermaLink="false">1')
    assert acts(content)[0].ref == "feed:ann.example.org:1"


def test_the_address_that_is_written_for_everybody_makes_nobody_of_them_one() -> None:
    names = ["Ann", "Ben"]
    items = [item(at, f"<author>noreply@blogger.com ({name})</author>") for at, name in enumerate(names)]
    assert [act.author for act in acts(rss(*items))] == [Who("feed", "", "Ann"), Who("feed", "", "Ben")]


def test_ten_posts_may_be_the_newest_of_many_and_nine_are_all_there_are() -> None:
    nine, ten = (found_in(SOURCE, rss(*map(item, range(count)))) for count in (9, 10))
    assert [(c.kinds, c.since, c.cut_short) for c in only(Covers, nine)] == [({Kind.POST}, None, False)]
    assert [(c.since, c.cut_short) for c in only(Covers, ten)] == [(1_772_481_900_000_000, True)]


def test_a_feed_covers_its_writers_up_to_its_last_change() -> None:
    found = found_in(SOURCE, rss(item(), head="<lastBuildDate>Tue, 03 Mar 2026 10:00:00 +0000</lastBuildDate>"))
    assert only(Covers, found)[0].until == 1_772_532_000_000_000


def test_a_post_behind_a_password_is_counted_without_what_it_says() -> None:
    form = "<description><![CDATA[<form class='x post-password-form'><p>Password</p></form>]]></description>"
    assert acts(rss(item(1, form)))[0].text == ""


def test_an_empty_feed_covers_nobody() -> None:
    found = found_in(SOURCE, rss())
    assert len(only(Note, found)) == len(found) == 1


def test_an_address_that_breaks_feedparser_is_refused_or_read_but_raises_nothing_else() -> None:
    try:
        found = acts(rss(item().replace("https://ann.example.org/1", "http://[")))
    except ExportRefused:
        return
    assert [act.url for act in found] == [""]


@pytest.mark.parametrize(
    "content",
    [
        (GOLDEN / "wordpress.xml").read_bytes(),
        (GOLDEN / "wordpress_comments.xml").read_bytes(),
        (GOLDEN / "blogger_legacy.xml").read_bytes(),
        (GOLDEN / "blogger_takeout.atom").read_bytes(),
        b"<html><body/></html>",
        b'{"version": "https://jsonfeed.org/version/1.1"}',
        b"author,kind,at\nann,post,2026-03-02\n",
        b"window.YTD.tweets.part0 = []",
        b"",
    ],
)
def test_what_is_another_format_is_left_to_it(content: bytes) -> None:
    assert not SOURCE.identify(export_of(content))


@pytest.mark.parametrize(
    ("path", "posts", "rejected"),
    [
        ("feeds-misc/lemon24-reader/full.atom", 2, 3),
        ("feeds-misc/lemon24-reader/full.rss", 2, 3),
        ("feeds-misc/lemon24-reader/empty.atom", 0, 1),
        ("feeds-misc/lemon24-reader/empty.rss", 0, 1),
        ("feedparser/item_comments.xml", 0, 1),
        ("feedparser/atomthreading.xml", 0, 0),
    ],
)
def test_a_real_feed_has_what_is_dated_and_rejects_the_rest(path: str, posts: int, rejected: int) -> None:
    feed = sample(path)
    assert SOURCE.identify(feed)
    found = list(SOURCE.extract(feed, CONTEXT))
    assert (counts(found)["post"], len(only(Reject, found))) == (posts, rejected)
