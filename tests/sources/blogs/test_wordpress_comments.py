"""WordPress's RSS feeds of comments."""

import pytest

from evenkeel.model import Act, Covers, Note, Reject, Who
from evenkeel.sources.blogs.wordpress_comments import SOURCE
from tests.sources.golden import check, export_of, found_in, only

ITEM = (
    "<item><link>{link}</link><dc:creator>Ben</dc:creator><pubDate>Tue, 03 Mar 2026 10:00:00 +0000</pubDate>"
    "<guid>{guid}</guid><content:encoded><![CDATA[{html}]]></content:encoded></item>"
)
GUID = "https://ann.example.org/?p=11"
POST = "https://ann.example.org/2026/03/locks/"


def feed(*items: str, channel: str = "https://ann.example.org", own: str = "") -> str:
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
        f'<link>{channel}</link><atom:link href="{own}" rel="self"/>{"".join(items)}</channel></rss>'
    )


def item(number: int = 21, html: str = "<p>Yes</p>", post: str = POST, guid: str = GUID) -> str:
    return ITEM.format(link=f"{post}#comment-{number}", guid=f"{guid}#comment-{number}", html=html)


def acts(content: str) -> list[Act]:
    return only(Act, found_in(SOURCE, content))


def test_a_feed_of_comments_is_read_as_its_golden_file_says() -> None:
    check(SOURCE, "wordpress_comments.xml")


@pytest.mark.parametrize("words", ["In reply to {}.", "Als Antwort auf {}.", "{} さんへの返信。", "En réponse à {}."])
def test_the_first_paragraph_names_the_parent_in_any_language_and_is_not_text(words: str) -> None:
    link = f'<a href="{POST}#comment-170">Gareth</a>'
    (act,) = acts(feed(item(html=f"<p>{words.format(link)}</p>\n<p>Indeed.</p>")))
    assert (act.parent, act.text) == ("wordpress:ann.example.org:comment:170", "Indeed.")


def test_a_link_to_a_comment_elsewhere_is_text_and_no_parent() -> None:
    html = '<p>See <a href="https://ben.example.org/x/#comment-5">Ben</a>.</p>'
    (act,) = acts(feed(item(html=html)))
    assert (act.parent, act.text) == ("wordpress:ann.example.org:post:11", "See Ben.")


def test_a_comment_whose_guid_does_not_number_the_post_answers_the_posts_address() -> None:
    (act,) = acts(feed(item(guid=POST)))
    assert act.parent == "url:ann.example.org/2026/03/locks"


def test_the_page_of_a_long_discussion_is_not_part_of_the_posts_address() -> None:
    (act,) = acts(feed(item(post=POST + "comment-page-2/", guid=POST)))
    assert act.parent == "url:ann.example.org/2026/03/locks"


def test_the_guids_of_a_blog_that_moved_do_not_number_the_posts_of_today() -> None:
    (act,) = acts(feed(item(guid="https://old.example.org/?p=4")))
    assert act.ref == "wordpress:ann.example.org:comment:21"
    assert act.parent == "url:ann.example.org/2026/03/locks"


@pytest.mark.parametrize("guid", ["https://example.org/ann/?p=11", "https://example.org/ann/?page_id=11"])
def test_a_single_posts_feed_names_the_site_as_the_export_does(guid: str) -> None:
    post = "https://example.org/ann/2026/03/locks/"
    (act,) = acts(feed(item(post=post, guid=guid), channel=post))
    assert act.ref == "wordpress:example.org/ann:comment:21"
    assert act.parent == "wordpress:example.org/ann:post:11"


def test_a_comment_behind_a_password_is_counted_without_what_it_says() -> None:
    (act,) = acts(feed(item(html='<form class="post-password-form"><p>Password</p></form>')))
    assert act.text == ""


def test_ten_comments_may_be_the_newest_of_many_and_nine_are_all_there_are() -> None:
    nine, ten = (found_in(SOURCE, feed(*map(item, range(count)))) for count in (9, 10))
    assert [(cover.since, cover.cut_short) for cover in only(Covers, nine)] == [(None, False)]
    assert [(cover.since, cover.cut_short) for cover in only(Covers, ten)] == [(1_772_532_000_000_000, True)]


def test_commenters_are_known_by_name_alone() -> None:
    (act,) = acts(feed(item()))
    assert act.author == Who("wordpress", "", "Ben")


def test_an_undated_comment_is_rejected_with_its_place() -> None:
    content = feed(item(), item(22)).replace("Tue, 03 Mar 2026 10:00:00 +0000", "", 1)
    assert [reject.where for reject in only(Reject, found_in(SOURCE, content))] == ["item 1"]


def test_a_feed_without_comments_is_told_by_its_address_and_covers_nobody() -> None:
    content = feed(own="https://ann.example.org/comments/feed/")
    assert SOURCE.identify(export_of(content))
    found = found_in(SOURCE, content)
    assert len(only(Note, found)) == len(found) == 1
