"""JSON Feed, versions 1.0 and 1.1."""

import json
from typing import Any

import pytest

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Covers, Note, Reject, Who
from evenkeel.sources import recognise
from evenkeel.sources.blogs import feed
from evenkeel.sources.blogs.json_feed import SOURCE
from tests.sources.golden import CONTEXT, check, counts, export_of, found_in, only, sample


def json_feed(*items: Any, **said: Any) -> str:
    usual = {"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://ann.example.org/"}
    return json.dumps(usual | said | {"items": list(items)})


def item(number: int = 1, **said: Any) -> dict[str, Any]:
    address = f"https://ann.example.org/{number}"
    return {"id": address, "url": address, "content_html": "x", "date_published": "2026-03-02T20:05:00Z"} | said


def acts(content: str) -> list[Act]:
    return only(Act, found_in(SOURCE, content))


def test_a_feed_is_read_as_its_golden_file_says() -> None:
    found = check(SOURCE, "json_feed.json")
    assert counts(found) == {"post": 3}
    assert sorted(reject.where for reject in only(Reject, found)) == ["item 4", "item 5", "item 6"]


def test_a_post_is_the_same_in_json_and_in_rss() -> None:
    (fed,) = only(Act, check(feed.SOURCE, "wordpress_feed.xml"))
    assert only(Act, check(SOURCE, "json_feed.json"))[0] == fed


def test_an_id_that_only_its_feed_knows_apart_is_told_by_the_blog_in_json_and_in_rss() -> None:
    (one,), (two,) = acts(json_feed(item(id=1))), acts(json_feed(item(id=1), home_page_url="https://ben.example.org"))
    assert (one.ref, two.ref) == ("feed:ann.example.org:1", "feed:ben.example.org:1")
    rss = (
        '<rss version="2.0"><channel><link>https://ann.example.org/</link><item><guid isPermaLink="false">1</guid>'
        "<pubDate>Mon, 02 Mar 2026 20:05:00 +0000</pubDate></item></channel></rss>"
    )
    assert only(Act, found_in(feed.SOURCE, rss))[0].ref == one.ref


def test_the_first_author_that_is_named_signs_and_mailto_serves_matching() -> None:
    authors: list[Any] = ["no object", {"name": []}, {"name": "Ann"}, {"name": "Ben"}]
    assert acts(json_feed(item(), authors=authors))[0].author == Who("blog", "ann.example.org", "Ann")
    old = json_feed(item(author={"name": "Ann", "url": "mailto:ann@example.org?x"}), item(2, author={"name": "Ben"}))
    assert [act.author for act in acts(old)] == [Who("feed", "", "Ann", "ann@example.org"), Who("feed", "", "Ben")]


def test_a_feed_that_names_no_page_is_its_posts_hosts() -> None:
    assert acts(json_feed(item(), home_page_url=None))[0].author == Who("blog", "ann.example.org")


def test_the_folders_owner_is_the_author_of_a_feed_with_one() -> None:
    owner = Who(handle="ann@example.org")
    assert only(Act, found_in(SOURCE, json_feed(item()), CONTEXT._replace(owner=owner)))[0].author == owner


def test_plain_text_is_not_taken_for_html_and_a_title_is_no_html_either() -> None:
    (act,) = acts(json_feed(item(content_html=None, content_text="a <b> c & d", title="1 <  2 &amp; 3")))
    assert (act.text, act.title) == ("a <b> c & d", "1 < 2 & 3")


def test_a_feed_serves_its_newest_items_where_it_has_ten_or_a_next_page() -> None:
    nine, ten = (found_in(SOURCE, json_feed(*map(item, range(count)))) for count in (9, 10))
    more = found_in(SOURCE, json_feed(item(), next_url="https://ann.example.org/feed?page=2"))
    assert [cover.cut_short for found in (nine, ten, more) for cover in only(Covers, found)] == [False, True, True]
    assert [cover.since for cover in only(Covers, more)] == [1_772_481_900_000_000]


def test_a_feed_is_known_up_to_its_last_change() -> None:
    (cover,) = only(Covers, found_in(SOURCE, json_feed(item(date_modified="2026-03-05T00:00:00Z"))))
    assert cover.until == 1_772_668_800_000_000


def test_an_empty_feed_covers_nobody() -> None:
    found = found_in(SOURCE, json_feed())
    assert len(only(Note, found)) == len(found) == 1


@pytest.mark.parametrize(
    "content", [json_feed().replace("[]", "{}"), "[]", '{"version": "https://jsonfeed.org/version/1']
)
def test_what_holds_no_list_of_items_is_refused(content: str) -> None:
    with pytest.raises(ExportRefused, match=r"^export\.xml"):
        found_in(SOURCE, content)


@pytest.mark.parametrize(
    ("path", "posts", "rejected"),
    [
        ("feedparser/example.json", 0, 2),
        ("feeds-misc/lemon24-reader/full.json", 2, 0),
        ("feeds-misc/lemon24-reader/invalid.json", 0, 8),
        ("feeds-misc/lemon24-reader/empty.json", 0, 1),
        ("feeds-misc/lemon24-reader/10.json", 0, 0),
    ],
)
def test_a_real_feed_has_what_is_dated_and_rejects_the_rest(path: str, posts: int, rejected: int) -> None:
    export = sample(path)
    assert recognise(export) is SOURCE
    found = list(SOURCE.extract(export, CONTEXT))
    assert (counts(found)["post"], len(only(Reject, found))) == (posts, rejected)


def test_other_json_is_left_alone() -> None:
    for content in ('{"version": "1.1"}', '["https://jsonfeed.org/version/1"]', ""):
        assert not SOURCE.identify(export_of(content))
