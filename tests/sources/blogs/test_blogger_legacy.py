"""Blogger's backup and its live Atom feeds."""

import pytest

from evenkeel.model import Act, Covers, Kind, Note, Who
from evenkeel.sources.blogs.blogger_legacy import SOURCE
from tests.sources.golden import CONTEXT, GOLDEN, check, counts, export_of, found_in, only, sample

ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"'
    ' xmlns:openSearch="http://a9.com/-/spec/opensearchrss/1.0/">'
    "<id>tag:blogger.com,1999:blog-500.posts</id><updated>2026-03-20T00:00:00Z</updated>"
)


def entry(number: int, inside: str = "", name: str = "Cleo") -> str:
    return (
        f"<entry><id>tag:blogger.com,1999:blog-500.post-{number}</id><published>2026-03-02T12:00:00Z</published>"
        f"<author><name>{name}</name></author><content>x</content>{inside}</entry>"
    )


def test_a_backup_is_read_as_its_golden_file_says_though_the_prefix_app_is_undeclared() -> None:
    found = check(SOURCE, "blogger_legacy.xml")
    assert [note.text for note in only(Note, found)] == [
        "Broken XML (line 11: unbound prefix) was mended: undeclared prefixes read as usual (app)."
    ]


def test_the_owners_comments_on_their_own_blog_are_the_owners() -> None:
    owner = Who(email="cleo@example.org")
    found = only(Act, check(SOURCE, "blogger_legacy.xml"))
    assert [act.author.platform for act in found] == ["blog", "blogger", "blog"]
    backup = (GOLDEN / "blogger_legacy.xml").read_bytes()
    named = only(Act, found_in(SOURCE, backup, CONTEXT._replace(owner=owner)))
    assert [act.author == owner for act in named] == [True, False, True]


def test_two_who_post_on_one_blog_are_known_by_name() -> None:
    found = only(Act, found_in(SOURCE, ATOM + entry(1) + entry(2, name="Ben") + "</feed>"))
    assert [act.author for act in found] == [Who("blogger", "", "Cleo"), Who("blogger", "", "Ben")]


def test_in_a_live_feed_what_answers_something_is_a_comment() -> None:
    answer = entry(2, '<thr:in-reply-to ref="tag:blogger.com,1999:blog-500.post-1"/>', "Ben")
    post, comment = only(Act, found_in(SOURCE, ATOM + entry(1) + answer + "</feed>"))
    assert (post.kind, comment.kind, comment.parent) == (Kind.POST, Kind.COMMENT, "blogger:500:1")


def test_a_live_feed_covers_posts_only_and_says_when_it_leaves_older_ones_out() -> None:
    (whole,) = only(Covers, found_in(SOURCE, ATOM + entry(1) + "</feed>"))
    more = "<openSearch:totalResults>30</openSearch:totalResults>"
    (cut,) = only(Covers, found_in(SOURCE, ATOM + more + entry(1) + "</feed>"))
    assert (whole.kinds, whole.since, whole.cut_short) == ({Kind.POST}, None, False)
    assert (cut.kinds, cut.since, cut.cut_short) == ({Kind.POST}, 1_772_452_800_000_000, True)


def test_anybody_elses_atom_is_not_bloggers() -> None:
    assert not SOURCE.identify(export_of('<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id></feed>'))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("blogger-sample.xml", {"post": 3, "comment": 2}),
        ("blogger-sample2.xml", {"post": 4, "comment": 3, "settings": 47, "template": 1}),
    ],
)
def test_a_real_backup_has_what_was_counted_independently(path: str, expected: dict[str, int]) -> None:
    backup = sample(f"blogger-legacy/google-blog-converters/{path}")
    assert SOURCE.identify(backup)
    assert counts(SOURCE.extract(backup, CONTEXT)) == expected


def test_the_real_backup_has_comments_of_two_people_one_of_them_its_owner() -> None:
    backup = sample("blogger-legacy/google-blog-converters/blogger-sample2.xml")
    comments = [act for act in only(Act, SOURCE.extract(backup, CONTEXT)) if act.kind is Kind.COMMENT]
    assert {act.author.platform for act in comments} == {"blog", "blogger"}
    assert {act.author.name for act in comments} == {"JJ", "journalseditor @ aol"}


def test_a_real_live_comment_feed_is_read() -> None:
    feed = sample("feedparser/atomthreadingwithentry.xml")
    assert SOURCE.identify(feed)
    (comment,) = only(Act, SOURCE.extract(feed, CONTEXT))
    assert comment.ref == "blogger:893591374313312737:4788628857625737701"
    assert comment.parent == "blogger:893591374313312737:3861663258538857954"
