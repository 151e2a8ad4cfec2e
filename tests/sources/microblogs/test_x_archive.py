"""X archives: the owner's public posts, all of them, and nothing else."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Covers, Found, Kind, Note, Reject, Skip, Who
from evenkeel.sources import is_bundle, recognise
from evenkeel.sources.base import Context, Export, in_memory
from evenkeel.sources.microblogs.x_archive import SOURCE
from evenkeel.sources.opening.files import exports, uploaded
from tests.sources.golden import check

ANNA = Who("x", "anna_b", "Anna B")
WHEN = "Fri Mar 06 13:02:05 +0000 2026"
MOMENT = int(datetime(2026, 3, 6, 13, 2, 5, tzinfo=UTC).timestamp()) * 1_000_000
GENERATED = int(datetime(2026, 5, 1, tzinfo=UTC).timestamp()) * 1_000_000
OUTSIDE = Context(ZoneInfo("America/New_York"))


def tweet(number: int = 7, text: str = "Hello", **more: Any) -> dict[str, Any]:
    return {"tweet": {"id_str": str(number), "created_at": WHEN, "full_text": text} | more}


def js(kind: str, value: Any, part: int = 0) -> bytes:
    return f"window.YTD.{kind}.part{part} = {json.dumps(value, indent=2)}".encode()


def manifest(*files: tuple[str, int], **info: Any) -> bytes:
    listed = [{"fileName": f"data/{name}", "globalName": "YTD", "count": str(count)} for name, count in files]
    config = {
        "userInfo": {"accountId": "1", "userName": "Anna_B", "displayName": "Anna B"},
        "archiveInfo": {"generationDate": "2026-05-01T00:00:00.000Z", "isPartialArchive": False} | info,
        "dataTypes": {"tweets": {"files": listed}, "directMessages": {"files": []}},
    }
    return f"window.__THAR_CONFIG = {json.dumps(config)}".encode()


def bundle(files: dict[str, bytes], opened: list[str] | None = None) -> Export:
    def opener(name: str, content: bytes) -> Callable[[], io.BytesIO]:
        def opens() -> io.BytesIO:
            if opened is not None:
                opened.append(name)
            return io.BytesIO(content)

        return opens

    members = tuple(Export(f"x.zip/{n}", opener(n, content), len(content)) for n, content in files.items())
    return Export("x.zip", io.BytesIO, 0, members)


def archive(*tweets: dict[str, Any], **files: bytes) -> Export:
    listed = {
        "data/manifest.js": manifest(("tweets.js", len(tweets))),
        "data/tweets.js": js("tweets", tweets),
    }
    return bundle(listed | {f"data/{name.replace('_', '-')}.js": content for name, content in files.items()})


def load(export: Export, context: Context = OUTSIDE) -> list[Found]:
    assert recognise(export) is SOURCE
    return list(SOURCE.extract(export, context))


def one(**more: Any) -> Act:
    (act, _) = load(archive(tweet(**more)))
    assert isinstance(act, Act)
    return act


def test_a_post_becomes_an_act_of_the_owner_and_the_archive_covers_her() -> None:
    assert load(archive(tweet(7, "Tom &amp; Jerry &lt;3 #prclass"))) == [
        Act(
            "x:7",
            ANNA,
            Kind.TWEET,
            MOMENT,
            "x",
            "Tom & Jerry <3 #prclass",
            url="https://x.com/anna_b/status/7",
        ),
        Covers(frozenset({Kind.TWEET, Kind.REPOST}), ANNA, None, GENERATED),
    ]


def test_a_reply_has_its_parent_and_names_its_author_once() -> None:
    act = one(text="@Ben yes", in_reply_to_status_id_str="5", in_reply_to_screen_name="Ben")
    assert (act.parent, act.to) == ("x:5", (Who("x", "ben"),))


def test_a_reply_to_somebody_who_is_gone_keeps_its_parent() -> None:
    act = one(text="yes", in_reply_to_status_id_str="5", in_reply_to_user_id_str="9")
    assert (act.parent, act.to) == ("x:5", ())


def test_mentions_are_people_of_x_and_those_with_a_host_of_the_fediverse() -> None:
    act = one(text="with @Ben, @cleo@social.example.org and mail@example.org")
    assert act.to == (Who("x", "ben"), Who("mastodon", "cleo@social.example.org"))


def test_a_repost_addresses_its_author_and_its_text_is_not_the_owners() -> None:
    act = one(text="RT @Ben: cut off te…")
    assert (act.kind, act.text, act.parent, act.to) == (Kind.REPOST, "", "", (Who("x", "ben"),))


def test_a_quote_addresses_its_author_and_short_links_are_expanded_after_entities() -> None:
    urls = [
        {"url": "https://t.co/a", "expanded_url": "https://twitter.com/Cleo/status/99?s=20"},
        {"url": "https://t.co/b", "expanded_url": "https://example.org/?a=1&copy=2"},
        {"url": "https://t.co/c", "expanded_url": "https://x.com/i/status/98"},
    ]
    act = one(text="see https://t.co/b https://t.co/c https://t.co/a", entities={"urls": urls})
    assert act.to == (Who("x", "cleo"),) and act.parent == ""
    assert act.text == (
        "see https://example.org/?a=1&copy=2 https://x.com/i/status/98 https://twitter.com/Cleo/status/99?s=20"
    )


def test_the_link_of_a_picture_is_no_text() -> None:
    assert one(text="look https://t.co/p", entities={"media": [{"url": "https://t.co/p"}]}).text == "look"


def test_a_long_post_is_joined_by_its_second_and_its_start() -> None:
    full = "A long story & more. " * 20
    cut = full[:200].replace("&", "&amp;") + "… https://t.co/self"
    notes = [
        {"noteTweet": {"noteTweetId": "70", "createdAt": "2026-03-06T13:02:05.000Z", "core": {"text": text}}}
        for text in ("Another text of that second", full + "https://t.co/x")
    ]
    notes[1]["noteTweet"]["core"]["urls"] = [{"shortUrl": "https://t.co/x", "expandedUrl": "https://example.org/"}]  # type: ignore[index]
    found = load(archive(tweet(7, "@ben " + cut), tweet(8, "Short"), note_tweet=js("note_tweet", notes)))
    texts = [act.text for act in found if isinstance(act, Act)]
    assert texts == ["@ben " + full + "https://example.org/", "Short"]
    assert found[2] == Skip("long text without its post")


def test_deleted_posts_likes_and_direct_messages_are_never_opened() -> None:
    opened: list[str] = []
    private = ["deleted-tweets.js", "direct-messages.js", "like.js", "tweet-headers.js", "tweetdeck.js"]
    files = {f"data/{name}": js("tweets", [tweet(1)]) for name in private}
    known = {"data/manifest.js": manifest(("tweets.js", 1)), "data/tweets.js": js("tweets", [tweet()])}
    found = load(bundle(files | known, opened))
    assert sum(isinstance(act, Act) for act in found) == 1
    assert set(opened) == {"data/manifest.js", "data/tweets.js"}


def test_all_parts_of_the_manifest_are_read() -> None:
    files = {
        "data/manifest.js": manifest(("tweets.js", 1), ("tweets-part1.js", 1)),
        "data/tweets.js": js("tweets", [tweet(1)]),
        "data/tweets-part1.js": js("tweets", [tweet(2)], 1),
    }
    assert [act.ref for act in load(bundle(files)) if isinstance(act, Act)] == ["x:1", "x:2"]


def test_a_missing_part_or_post_is_said_and_nothing_is_claimed_to_be_covered() -> None:
    posts = {"data/tweets.js": js("tweets", [tweet()])}
    missing = load(bundle({"data/manifest.js": manifest(("tweets.js", 1), ("tweets-part1.js", 40))} | posts))
    fewer = load(bundle({"data/manifest.js": manifest(("tweets.js", 3))} | posts))
    assert missing[0] == Note("data/tweets-part1.js is missing: the archive's own list says it holds 40 posts.")
    assert fewer[-1] == Note("tweets.js holds 1 posts; the archive's list says 3.")
    assert not any(isinstance(found, Covers) for found in missing + fewer)


def test_a_partial_archive_is_cut_short() -> None:
    files = {
        "data/manifest.js": manifest(("tweets.js", 1), isPartialArchive=True),
        "data/tweets.js": js("tweets", [tweet()]),
    }
    found = load(bundle(files))
    assert isinstance(found[1], Note)
    assert found[2] == Covers(frozenset({Kind.TWEET, Kind.REPOST}), ANNA, MOMENT, GENERATED, cut_short=True)


def test_an_old_archive_has_bare_records_an_account_and_no_manifest() -> None:
    account = {"account": {"email": "anna@example.org", "username": "Anna_B", "accountDisplayName": "Anna B"}}
    files = {"account.js": js("account", [account]), "tweet.js": js("tweet", [tweet()["tweet"]])}
    found = load(bundle(files))
    assert isinstance(found[0], Act) and found[0].author == ANNA
    assert found[1] == Covers(frozenset({Kind.TWEET, Kind.REPOST}), ANNA, None, MOMENT)


def test_a_bare_file_of_posts_needs_an_owner_from_outside() -> None:
    export = in_memory("tweets.js", js("tweets", [tweet()]))
    owner = Who(email="anna@example.org")
    found = load(export, OUTSIDE._replace(owner=owner))
    assert isinstance(found[0], Act)
    assert (found[0].author, found[0].url) == (owner, "https://x.com/i/status/7")
    with pytest.raises(ExportRefused, match=r"whole archive with account\.js"):
        load(export)
    assert not SOURCE.identify(in_memory("deleted-tweets.js", js("deleted_tweets", [tweet()])))


def test_a_zip_within_a_folder_of_a_zip_is_still_one_archive() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for member in archive(tweet()).members:
            zipped.writestr(f"twitter-2026/{member.path.removeprefix('x.zip/')}", member.read())
        zipped.writestr("twitter-2026/data/tweets_media/7.jpg", b"picture")
    (export,) = uploaded("up.zip", buffer.getvalue(), is_bundle)
    assert isinstance(export, Export) and export.path == "up.zip/twitter-2026"
    assert len(load(export)) == 2


def test_a_students_other_files_beside_the_archive_do_not_vanish_in_it(tmp_path: Path) -> None:
    for member in archive(tweet()).members:
        file = tmp_path / member.path.removeprefix("x.zip/")
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(member.read())
    (tmp_path / "acts.csv").write_bytes(b"author,at\nanna,2026-03-02\n")
    found = list(exports(tmp_path, "inbox", is_bundle))
    assert [one.path for one in found if isinstance(one, Export)] == ["inbox/acts.csv", "inbox/data"]
    assert isinstance(found[1], Export) and len(load(found[1])) == 2


def test_broken_json_is_refused_with_its_line() -> None:
    files = {
        "data/manifest.js": manifest(("tweets.js", 1)),
        "data/tweets.js": b"window.YTD.tweets.part0 = [\n{]",
    }
    with pytest.raises(ExportRefused, match=r"x\.zip/data/tweets\.js, line 2, column 2: is broken"):
        load(bundle(files))


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"tweet": 5},
        {"tweet": {"id_str": "1"}},
        tweet(created_at="yesterday"),
        tweet(text=5),
        tweet(entities=[1]),
    ],
)
def test_a_record_that_is_no_post_is_rejected_and_the_others_are_kept(record: dict[str, Any]) -> None:
    found = load(archive(record, tweet(8)))
    assert [type(part) for part in found] == [Reject, Act, Covers]
    assert isinstance(found[0], Reject) and found[0].where == "tweets.js, post 1"


KEYS = """tweet id_str created_at full_text entities urls media url expanded_url dataTypes tweets files
    fileName count userInfo userName archiveInfo noteTweet core text createdAt account"""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(re.findall(r"\w+", KEYS)), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(max_examples=200)
@given(JSON, JSON, JSON)
def test_any_json_is_read_rejected_or_refused(posts: Any, notes: Any, config: Any) -> None:
    files = {
        "data/manifest.js": f"window.__THAR_CONFIG = {json.dumps(config)}".encode(),
        "data/tweets.js": js("tweets", posts),
        "data/note-tweet.js": js("note_tweet", notes),
    }
    with suppress(ExportRefused):
        list(SOURCE.extract(bundle(files), OUTSIDE))


def test_an_invented_export_is_read_as_its_golden_file_says() -> None:
    check(SOURCE, "x.zip")
