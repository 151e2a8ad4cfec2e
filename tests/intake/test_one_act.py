"""One act of which two sources tell is one act, whatever their order and whichever of them goes; two acts stay two."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from evenkeel import intake
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.intake.likeness import beginning
from evenkeel.model import SECOND, Act, Kind, Who
from evenkeel.sources.base import Context, Source, in_memory
from tests.class_folder import load, rows, write_course
from tests.test_intake import comment, feed, item, post, wxr, x_archive

GOLDEN = Path(__file__).parents[1] / "sources" / "golden"
ROSTER = """name,email,role,blog,x
Anna Ash,anna@example.org,student,anna.example.org,anna
Ben Birk,ben@example.org,student,,ben
"""


def told(desk: Desk) -> dict[str, str | None]:
    """Return the acts that count, each with what it answers ("?": something unknown)."""
    refs = dict(desk.record.execute("SELECT id, ref FROM act"))
    found = desk.snapshots.cursor().execute("SELECT act, answers, parent FROM act").fetchall()
    return {refs[act]: refs.get(parent, "?") if answers else None for act, answers, parent in found}


def counted(folder: Path) -> dict[str, str | None]:
    with closing(Desk(folder)) as desk:
        return told(desk)


def put(folder: Path, name: str, content: str | bytes) -> dict[str, object]:
    """Put a file into the inbox and load it."""
    path = folder / "inbox" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    [report] = [one for one in load(folder, path) if one["path"] != "roster.csv"]
    assert report["refused"] == ""
    return report


def undo_each(folder: Path, left: dict[str, set[str]]) -> None:
    """Take each file back in a copy of its own, and see which acts remain."""
    for path, remaining in left.items():
        copy = folder.with_name(f"{folder.name}-{len(list(folder.parent.iterdir()))}")
        shutil.copytree(folder, copy)
        with closing(Desk(copy)) as desk:
            [number] = [one.number for one in desk.loads(LOCAL_INSTRUCTOR) if one.path == path]
            assert number is not None
            desk.undo(LOCAL_INSTRUCTOR, number)
            assert set(told(desk)) == remaining


MOVED = item(1, "One").replace("https://anna.example.org/?p=1", "https://old.example.org/?p=77")


@pytest.mark.parametrize("feed_first", [True, False])
def test_a_blogs_export_and_its_feed_with_another_guid_are_one_act(tmp_path: Path, feed_first: bool) -> None:
    folder = write_course(tmp_path / "class", roster=ROSTER)
    files = {"feed.xml": feed(MOVED), "blog.xml": wxr(post(1, "One, in full", comment(5, "Ben Birk", "Yes")))}
    reports = [put(folder, name, files[name]) for name in (files if feed_first else reversed(files))]
    own = "wordpress:anna.example.org:post:1"
    assert rows(folder, "SELECT count(*) FROM act WHERE kind = 'post'") == [(2,)], "the feed calls it by another name"
    assert counted(folder) == {own: None, "wordpress:anna.example.org:comment:5": own}
    assert (reports[1]["new"], reports[1]["known"], reports[1]["elsewhere"]) == (int(feed_first), 1, 1)
    left = {own, "wordpress:anna.example.org:comment:5"}
    by_feed = rows(folder, "SELECT ref FROM act WHERE source = 'feed'")[0][0]
    undo_each(folder, {"inbox/feed.xml": left, "inbox/blog.xml": {by_feed}})


@pytest.mark.parametrize("by_name_of", ["export", "feed"])
def test_a_reply_finds_the_post_by_whichever_name_it_uses(tmp_path: Path, by_name_of: str) -> None:
    folder = write_course(tmp_path / "class", {"inbox/blog.xml": wxr(post(1, "One")), "inbox/feed.xml": feed(MOVED)})
    load(folder)
    names = {"export": "wordpress:anna.example.org:post:1"}
    names["feed"] = rows(folder, "SELECT ref FROM act WHERE source = 'feed'")[0][0]
    reply = f"id,author,at,in_reply_to,kind\nr1,ben@example.org,2026-01-20T10:00,{names[by_name_of]},comment\n"
    put(folder, "replies.csv", reply)
    assert counted(folder)["r1"] == names["export"]


def test_a_comment_that_knows_only_an_address_finds_the_post_that_two_sources_tell_of(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", {"inbox/blog.xml": wxr(post(1, "One")), "inbox/feed.xml": feed(MOVED)})
    load(folder)
    reply = "id,author,at,in_reply_to,kind\nr1,ben@example.org,2026-01-20T10:00,url:anna.example.org/post-1,comment\n"
    put(folder, "replies.csv", reply)
    assert counted(folder)["r1"] == "wordpress:anna.example.org:post:1"


def test_an_address_that_means_two_posts_means_none(tmp_path: Path) -> None:
    two = wxr(post(1, "One"), post(2, "Two")).replace(
        "https://anna.example.org/post-2/", "https://anna.example.org/post-1/"
    )
    folder = write_course(tmp_path / "class", {"inbox/blog.xml": two, "inbox/feed.xml": feed(MOVED)})
    load(folder)
    reply = "id,author,at,in_reply_to,kind\nr1,ben@example.org,2026-01-20T10:00,url:anna.example.org/post-1,comment\n"
    put(folder, "replies.csv", reply)
    assert counted(folder)["r1"] == "?"
    # Second and title of the first are the feed's; that is one act, and the other post another.
    assert len(counted(folder)) == 3


@pytest.mark.parametrize(("export", "live", "both"), [("substack.zip", "substack_feed.xml", 4)])
@pytest.mark.parametrize("turned", [False, True])
def test_a_newsletters_export_and_its_feed_are_one(
    tmp_path: Path, export: str, live: str, both: int, turned: bool
) -> None:
    folder = write_course(tmp_path / "class")
    for name in (live, export) if turned else (export, live):
        put(folder, f"anna@example.org/{name}", (GOLDEN / name).read_bytes())
    assert len(counted(folder)) == both
    assert not any(ref.startswith("feed:") for ref in counted(folder)), "the export's word is kept"


@pytest.mark.parametrize(
    ("export", "live", "both"), [("ghost.json", "ghost_feed.xml", 5), ("medium.zip", "medium_feed.xml", 2)]
)
def test_exports_whose_feeds_use_the_same_names_need_no_likeness(
    tmp_path: Path, export: str, live: str, both: int
) -> None:
    folder = write_course(tmp_path / "class")
    for name in (export, live):
        put(folder, f"anna@example.org/{name}", (GOLDEN / name).read_bytes())
    assert len(counted(folder)) == both == len(rows(folder, "SELECT * FROM act"))


def test_an_archive_and_a_collection_of_the_same_tweets_are_one(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "class", roster=ROSTER)
    tweet = {"id": "901", "text": "Hello @anna", "created_at": "2026-01-14T10:00:00.000Z", "author_id": "11",
             "conversation_id": "901"}  # fmt: skip
    page = {"data": [tweet], "includes": {"users": [{"id": "11", "username": "ben", "name": "Ben"}]},
            "__twarc": {"url": "https://api.example.org", "version": "2.14.0"}}  # fmt: skip
    put(folder, "x.zip", x_archive("ben", ("901", "Wed Jan 14 10:00:00 +0000 2026", "Hello @anna")))
    report = put(folder, "tweets.jsonl", json.dumps(page))
    assert (report["new"], list(counted(folder))) == (0, ["x:901"])


def blogger(*entries: str) -> str:
    """Write a Blogger backup, or what its feeds hold, by one and the same Atom ids."""
    return f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"
 xmlns:thr="http://purl.org/syndication/thread/1.0"><id>tag:blogger.com,1999:blog-5</id><title>Anna asks</title>
<link rel="alternate" href="https://anna.example.org/"/>{"".join(entries)}</feed>"""


def remark(where: str) -> str:
    return f"""<entry><id>tag:blogger.com,1999:blog-5.post-9</id><published>2026-01-14T10:00:00.000-08:00</published>
{where}<title>Well</title><content type="html">Well said</content><author><name>Ben Birk</name></author>
<thr:in-reply-to ref="tag:blogger.com,1999:blog-5.post-7" href="https://anna.example.org/2026/01/one.html"/></entry>"""


ENTRY = """<entry><id>tag:blogger.com,1999:blog-5.post-7</id><published>2026-01-13T10:00:00.000-08:00</published>
<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/>
<title>One</title><content type="html">Words</content><author><name>Anna Ash</name></author>
<link rel="alternate" href="https://anna.example.org/2026/01/one.html"/></entry>"""
KIND = (
    '<category scheme="http://schemas.google.com/g/2005#kind" '
    'term="http://schemas.google.com/blogger/2008/kind#comment"/>'
)


@pytest.mark.parametrize("feed_first", [True, False])
def test_a_comment_in_the_blogs_backup_and_in_its_feed_is_one(tmp_path: Path, feed_first: bool) -> None:
    folder = write_course(tmp_path / "class")
    files = {"backup.xml": blogger(ENTRY, remark(KIND)), "comments.atom": blogger(remark(""))}
    for name in reversed(files) if feed_first else files:
        put(folder, name, files[name])
    assert counted(folder) == {"blogger:5:7": None, "blogger:5:9": "blogger:5:7"}


# Sources that are none of the real ones, so that each way of telling can be tried.


def tell(desk: Desk, source: str, *acts: Act, path: str = "") -> intake.LoadReport:
    """Load acts as some source tells them."""
    reads = Source(source, source, lambda export: True, lambda export, context: iter(acts))
    export = in_memory(path or f"{source}.x", repr(acts).encode())
    return intake.load(desk.record, export, reads, Context(desk.course.zone))


def act(ref: str, text: str, at: float = 100.0, **more: object) -> Act:
    told = {"author": Who(handle="anna@example.org"), "kind": Kind.TWEET, "platform": "x", **more}
    return Act(ref=ref, moment=int(at * SECOND), text=text, **told)  # type: ignore[arg-type]  # any field


@pytest.fixture
def desk(tmp_path: Path):  # type: ignore[no-untyped-def]  # a generator of one desk
    with closing(Desk(write_course(tmp_path / "class", roster=ROSTER))) as opened:
        yield opened


def test_the_same_words_of_somebody_in_one_second_are_one_act_however_they_are_cut_and_written(desk: Desk) -> None:
    tell(desk, "export", act("a:1", "The river — our “oldest” neighbour – is rising again, and we are not", 100.9))
    report = tell(desk, "feed", act("b:1", "the river: our oldest  NEIGHBOUR, is rising […]", 100.0))
    assert list(told(desk)) == ["a:1"]
    assert (report.new, report.known, report.elsewhere) == (0, 1, 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (act("a:1", "Same words"), act("b:1", "Same words", 101)),
        (act("a:1", "Same words"), act("b:1", "Other words")),
        (act("a:1", "Same words"), act("b:1", "Same words", kind=Kind.POST)),
        (act("a:1", "Same words"), act("b:1", "Same words", author=Who(handle="ben@example.org"))),
        (act("a:1", "Same words"), act("b:1", "Same words", platform="mastodon")),
        (act("a:1", "…"), act("b:1", "…")),
        (act("a:1", ""), act("b:1", "")),
        (
            act("a:1", "Same", kind=Kind.POST, platform="blog", url="https://a.example.org/one"),
            act("b:1", "Same", kind=Kind.POST, platform="blog", url="https://b.example.org/one"),
        ),
        (
            act("a:1", "Same", kind=Kind.POST, platform="medium"),
            act("b:1", "Same", kind=Kind.POST, platform="wordpress"),
        ),
        (
            act("a:1", "One", kind=Kind.POST, url="https://a.example.org/?p=1"),
            act("b:1", "Two", kind=Kind.POST, url="https://a.example.org/?p=2"),
        ),
    ],
    ids=["second", "words", "kind", "author", "platform", "no letters", "no words", "two hosts", "two places", "site"],
)
def test_what_differs_stays_two(desk: Desk, first: Act, second: Act) -> None:
    assert tell(desk, "one", first).new == 1
    assert tell(desk, "other", second).new == 1
    assert set(told(desk)) == {"a:1", "b:1"}


def test_two_alike_of_one_source_stay_two_and_meet_the_two_of_another(desk: Desk) -> None:
    tell(desk, "one", act("a:1", "lol"), act("a:2", "lol"))
    assert set(told(desk)) == {"a:1", "a:2"}
    tell(desk, "other", act("b:1", "lol"))
    assert set(told(desk)) == {"a:1", "a:2"}
    tell(desk, "other", act("b:1", "lol"), act("b:2", "lol"), act("b:3", "lol"))
    assert len(told(desk)) == 3


def test_an_address_that_a_source_uses_twice_joins_nothing(desk: Desk) -> None:
    page = "https://a.example.org/index.php"
    one, two = (act(f"a:{n}", f"Text {n}", n, kind=Kind.POST, url=f"{page}?p={n}") for n in (1, 2))
    tell(desk, "one", one, two)
    tell(desk, "other", act("b:3", "Text 3", 3, kind=Kind.POST, url=f"{page}?p=3"))
    assert len(told(desk)) == 3


def test_what_would_join_two_acts_of_one_source_joins_none(desk: Desk) -> None:
    place = {"kind": Kind.POST, "platform": "blog"}
    tell(desk, "one", act("a:1", "Alpha", 1, url="https://a.example.org/one", **place), act("a:2", "Beta", 2, **place))
    tell(desk, "other", act("b:1", "Beta", 2, url="https://a.example.org/one", **place))
    assert len(told(desk)) == 3


def test_rows_of_plain_tables_are_acts_each(desk: Desk) -> None:
    tell(desk, "acts", act("1", "Same words"))
    tell(desk, "one", act("a:1", "Same words"))
    tell(desk, "ties", act("2", "Same words"))
    assert len(told(desk)) == 3


def test_a_decision_joins_what_is_on_record_and_forgetting_it_parts_it_again(desk: Desk) -> None:
    tell(desk, "one", act("a:1", "Same words"))
    tell(desk, "other", act("b:1", "Same words", author=Who("x", "night_owl")))
    assert len(told(desk)) == 2
    desk.match(LOCAL_INSTRUCTOR, "night_owl", "anna@example.org", 1)
    assert len(told(desk)) == 1
    desk.forget(LOCAL_INSTRUCTOR, "night_owl")
    assert len(told(desk)) == 2


def test_what_the_kept_word_lacks_of_an_answer_the_other_word_gives(desk: Desk) -> None:
    tell(desk, "one", act("a:1", "Correct, Dyson"), act("a:0", "A claim", 1))
    tell(desk, "feed", act("b:1", "Correct, Dyson", parent="a:0"))
    assert told(desk) == {"a:1": "a:0", "a:0": None}


def test_a_text_begins_with_its_first_letters_and_digits_alone() -> None:
    assert (
        beginning("  “Ça va?” — 3 Ünits, ﬁne… and so on and so forth and on")
        == "çava3ünitsfineandsoonandsoforthan"[:32]
    )
    assert beginning("🎉 …") == ""
