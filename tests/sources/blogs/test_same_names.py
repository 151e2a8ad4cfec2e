"""A post or comment in an export and in any feed of it: one act on record, whichever is loaded first."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from evenkeel.intake import load
from evenkeel.intake.likeness import likeness
from evenkeel.model import Act, Who
from evenkeel.sources import is_bundle, recognise
from evenkeel.sources.base import Export
from evenkeel.sources.opening.files import uploaded
from evenkeel.store.record import open_record
from tests.sources.golden import CONTEXT, GOLDEN, export_of, only

SUBSTACK = ("substack.zip", "substack_feed.xml")
OWNED = CONTEXT._replace(owner=Who(handle="ann@example.org"))
# One comment as Blogger's live feeds give it: what it is called and what it answers stand in its backup too.
COMMENT = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">
<id>tag:blogger.com,1999:blog-500.comments</id><entry><id>tag:blogger.com,1999:blog-500.post-3</id>
<published>2026-03-03T12:00:00Z</published><author><name>Ben</name></author><content>x</content>
<thr:in-reply-to ref="tag:blogger.com,1999:blog-500.post-1" href="https://cleo.example.org/x.html"
 source="https://www.blogger.com/feeds/500/posts/default/1"/></entry></feed>"""
POST = """<rss version="2.0"><channel><link>https://cleo.example.org/</link><generator>Blogger</generator>
<item><guid isPermaLink="false">tag:blogger.com,1999:blog-500.post-1</guid>
<pubDate>Mon, 02 Mar 2026 20:05:00 +0000</pubDate></item></channel></rss>"""


def opened(name: str) -> Export:
    (export,) = uploaded(name, (GOLDEN / name).read_bytes(), is_bundle)
    assert isinstance(export, Export)
    return export


def named(name: str) -> dict[str, str]:
    """Return what each post and comment of a file is called, with what it answers."""
    export = opened(name)
    return {act.ref: act.parent for act in only(Act, recognise(export).extract(export, OWNED))}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_record(tmp_path / "class.db")) as record:
        yield record


@pytest.mark.parametrize(
    ("export", "feed"),
    [
        ("wordpress.xml", "wordpress_feed.xml"),
        ("wordpress.xml", "wordpress_comments.xml"),
        ("wordpress.xml", "atom_comments.atom"),
        ("ghost.json", "ghost_feed.xml"),
        ("medium.zip", "medium_feed.xml"),
    ],
)
def test_what_a_feed_holds_is_named_as_in_the_export(export: str, feed: str) -> None:
    exported, fed = named(export), named(feed)
    assert fed and fed.items() <= exported.items()


def test_json_and_rss_of_one_blog_name_a_post_alike() -> None:
    assert named("wordpress_feed.xml").keys() < named("json_feed.json").keys()


@pytest.mark.parametrize("export", ["blogger_legacy.xml", "blogger_takeout.atom"])
@pytest.mark.parametrize("feed", [COMMENT, POST])
def test_bloggers_live_feeds_name_things_as_its_exports_do(export: str, feed: str) -> None:
    fed = export_of(feed)
    (act,) = only(Act, recognise(fed).extract(fed, OWNED))
    assert (act.ref, act.parent) in named(export).items()


def test_substacks_export_and_feed_share_no_id_and_are_one_by_who_when_and_title() -> None:
    exported, fed = (only(Act, recognise(one).extract(one, OWNED))[0] for one in map(opened, SUBSTACK))
    assert exported.ref != fed.ref
    assert (likeness(exported), exported.url, exported.author) == (likeness(fed), fed.url, fed.author)


@pytest.mark.parametrize(
    ("export", "feed", "news"),
    [
        ("ghost.json", "ghost_feed.xml", 0),
        ("medium.zip", "medium_feed.xml", 0),
        ("wordpress.xml", "json_feed.json", 2),
    ],
)
@pytest.mark.parametrize("feed_first", [False, True])
def test_export_and_feed_together_hold_each_post_once(
    record: sqlite3.Connection, export: str, feed: str, news: int, feed_first: bool
) -> None:
    for name in (feed, export) if feed_first else (export, feed):
        file = opened(name)
        assert not load(record, file, recognise(file), OWNED).refused
    (kept,) = record.execute("SELECT count(*) FROM act").fetchone()
    assert kept == len(named(export)) + news
    told = record.execute("SELECT count(*) FROM act WHERE source = ?", (recognise(opened(export)).name,)).fetchone()
    assert told == (len(named(export)),), "the export's word stands"
