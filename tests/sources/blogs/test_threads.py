"""What feeds say is answered: by Atom threading (RFC 4685), by Blogger's and WordPress's addresses."""

import pytest

from evenkeel.model import Act, Kind
from evenkeel.sources.blogs import blogger_legacy, feed
from evenkeel.sources.blogs.threads import Answer, nearest
from tests.sources.golden import CONTEXT, found_in, only, sample

THREADS = 'xmlns:thr="http://purl.org/syndication/thread/1.0"'
POST = '<thr:in-reply-to ref="{0}?p=11" href="{0}locks/"/>'
COMMENT = '<thr:in-reply-to ref="{0}?p=11#comment-20" href="{0}locks/#comment-20"/>'


def atom(*entries: str, head: str = "") -> str:
    site = '<link href="https://ann.example.org/"/>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {THREADS}>{site}{head}{"".join(entries)}</feed>'


def entry(id_: str, inside: str = "") -> str:
    return f"<entry><id>{id_}</id><updated>2026-03-04T18:30:02Z</updated>{inside}</entry>"


def acts(content: str) -> list[Act]:
    return only(Act, found_in(feed.SOURCE, content))


def wordpress(inside: str) -> str:
    generator = '<generator uri="https://wordpress.org/" version="6.8">WordPress</generator>'
    return atom(entry("https://ann.example.org/?p=11#comment-21", inside), head=generator)


@pytest.mark.parametrize("answers", [POST + COMMENT, COMMENT + POST])
def test_of_post_and_comment_the_comment_is_answered_in_whatever_order(answers: str) -> None:
    (act,) = acts(wordpress(answers.format("https://ann.example.org/")))
    assert act.parent == "wordpress:ann.example.org:comment:20"


def test_where_only_the_post_is_named_the_post_is_answered() -> None:
    (act,) = acts(wordpress(POST.format("https://ann.example.org/")))
    assert act.parent == "wordpress:ann.example.org:post:11"


def test_an_entry_that_answers_something_itself_is_the_comment_of_two() -> None:
    both = '<thr:in-reply-to ref="urn:c1"/><thr:in-reply-to ref="urn:p1"/>'
    found = acts(atom(entry("urn:c1", '<thr:in-reply-to ref="urn:p1"/>'), entry("urn:c2", both)))
    assert [act.parent for act in found] == ["feed:urn:p1", "feed:urn:c1"]


def test_of_two_that_nobody_can_tell_apart_the_last_is_answered() -> None:
    (act,) = acts(atom(entry("urn:c2", '<thr:in-reply-to ref="urn:a"/><thr:in-reply-to ref="urn:b"/>')))
    assert act.parent == "feed:urn:b"


def test_without_an_id_the_page_tells_what_is_answered() -> None:
    (act,) = acts(atom(entry("urn:c1", '<thr:in-reply-to href="https://ann.example.org/locks/?x=1"/>')))
    assert (act.kind, act.parent) == (Kind.COMMENT, "url:ann.example.org/locks")


def test_with_nothing_but_the_feed_that_holds_it_a_comment_answers_something_unknown() -> None:
    (act,) = acts(atom(entry("urn:c1", '<thr:in-reply-to source="https://ann.example.org/feed/"/>')))
    assert (act.kind, act.parent) == (Kind.COMMENT, "")


def test_an_empty_answer_is_none() -> None:
    assert [act.kind for act in acts(atom(entry("urn:c1", "<thr:in-reply-to/>")))] == [Kind.POST]
    assert nearest([Answer()]) is None


def test_rss_may_say_what_is_answered_too() -> None:
    item = (
        '<item><guid isPermaLink="false">urn:c1</guid><pubDate>Mon, 02 Mar 2026 20:05:00 +0000</pubDate>'
        '<thr:in-reply-to ref="urn:p1"/><thr:in-reply-to ref="urn:c0" href="https://ann.example.org/x#comment-9"/></item>'
    )
    (act,) = acts(f'<rss version="2.0" {THREADS}><channel><link>https://ann.example.org/</link>{item}</channel></rss>')
    assert (act.kind, act.parent) == (Kind.COMMENT, "feed:urn:c0")


def test_a_comment_that_says_nothing_of_a_thread_answers_the_page_and_never_itself() -> None:
    link = '<link href="https://ann.example.org/locks/#comment-21"/>'
    (act,) = acts(wordpress(link))
    assert act.ref == "wordpress:ann.example.org:comment:21"
    assert act.parent == "url:ann.example.org/locks"


def test_bloggers_feed_of_comments_as_rss_answers_the_posts_page() -> None:
    link = "https://cleo.blogspot.com/2026/03/x.html?showComment=1772481900000#c22"
    item = (
        '<item><guid isPermaLink="false">tag:blogger.com,1999:blog-5.post-22</guid>'
        f"<pubDate>Mon, 02 Mar 2026 20:05:00 +0000</pubDate><link>{link}</link>"
        "<author>noreply@blogger.com (Ben)</author></item>"
    )
    rss = f"<channel><link>https://cleo.blogspot.com/</link>{item}</channel>"
    (act,) = acts(f'<rss version="2.0">{rss}</rss>')
    assert (act.kind, act.ref) == (Kind.COMMENT, "blogger:5:22")
    assert act.parent == "url:cleo.blogspot.com/2026/03/x.html"
    assert (act.author.platform, act.author.name, act.author.email) == ("blogger", "Ben", "")


BLOGGER = (
    f'<feed xmlns="http://www.w3.org/2005/Atom" {THREADS}><id>tag:blogger.com,1999:blog-5.comments</id><entry>'
    "<id>tag:blogger.com,1999:blog-5.post-22</id><published>2026-03-02T12:00:00Z</published>"
    "<author><name>Ben</name></author><content>x</content>{}</entry></feed>"
)
OF_THE_POST = '<thr:in-reply-to ref="tag:blogger.com,1999:blog-5.post-1" source="http://b/feeds/5/posts/default/1"/>'
OF_A_COMMENT = (
    '<thr:in-reply-to ref="tag:blogger.com,1999:blog-5.post-9" source="http://b/feeds/5/1/comments/default/9"/>'
)


@pytest.mark.parametrize(
    ("answers", "parent"),
    [
        (OF_A_COMMENT + OF_THE_POST, "blogger:5:9"),
        (OF_THE_POST + OF_A_COMMENT, "blogger:5:9"),
        (OF_THE_POST, "blogger:5:1"),
        ('<thr:in-reply-to source="http://www.blogger.com/feeds/5/posts/default/1"/>', "blogger:5:1"),
        (
            '<thr:in-reply-to href="http://b.blogspot.com/x.html" source="http://b/feeds/5/1/comments/default/9"/>',
            "blogger:5:9",
        ),
        ('<thr:in-reply-to ref="urn:x"/>', ""),
        ("", ""),
    ],
)
def test_bloggers_live_feed_names_the_comment_or_the_post_as_its_export_does(answers: str, parent: str) -> None:
    content = BLOGGER.format(answers)
    assert [act.parent for act in only(Act, found_in(blogger_legacy.SOURCE, content))] == [parent]


def test_the_real_feed_whose_head_answers_something_has_no_entries() -> None:
    assert not only(Act, feed.SOURCE.extract(sample("feedparser/atomthreading.xml"), CONTEXT))
