"""Threads, alone and inside Instagram's archive: posts, and replies that do not say to whom."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.intake import load
from evenkeel.model import Act, Covers, Kind, Note, Reject, Skip, Who
from evenkeel.sources import recognise
from evenkeel.sources.microblogs import instagram
from evenkeel.sources.microblogs.threads import SOURCE
from evenkeel.store.record import open_record
from tests.sources import golden
from tests.sources.microblogs.meta_exports import (
    AT_ANNAS,
    MOMENT,
    NOWHERE,
    SECOND,
    acts,
    archive,
    guarded,
    opened,
    refusal,
    single,
)

ANNA = Who("threads", "anna.b", "Anna Bögl")
POSTS = "your_instagram_activity/threads/threads_and_replies.json"
PROFILE_AT = "your_instagram_activity/threads/personal_information.json"
KEY = "text_post_app_text_posts"


def post(text: str = "Grüße – 🧵", reply: bool | None = False, second: int = SECOND, **about: Any) -> dict[str, Any]:
    told = {"reply_control": "everyone"} | ({} if reply is None else {"is_reply": reply}) | about
    return {"media": [{"uri": "", "creation_timestamp": second, "title": text, "text_app_post": told}]}


def profile(**labels: str) -> dict[str, Any]:
    said = {name.replace("_", " "): {"value": value} for name, value in labels.items()}
    return {"text_post_app_text_post_app_profile": [{"string_map_data": said}]}


def posted(*entries: dict[str, Any]) -> list[Act]:
    return acts(single(SOURCE, {KEY: list(entries)}, name="threads_and_replies.json"))


def test_an_archive_of_threads_alone_says_whose_it_is() -> None:
    files = {POSTS: {KEY: [post()]}, PROFILE_AT: profile(Username="Anna.B", Name="Anna Bögl", Email="anna@example.org")}
    found = archive(SOURCE, files)
    assert acts(found)[0]._replace(ref="") == Act("", ANNA, Kind.TWEET, MOMENT, "threads", "Grüße – 🧵")
    assert found[-1] == Covers(frozenset({Kind.TWEET}), ANNA, MOMENT, int(1777626000e6))
    assert "example.org" not in repr(found)


def test_a_reply_answers_something_unknown_so_that_it_is_no_broadcast() -> None:
    reply, own = posted(post("Yes", True), post("Mine"))
    assert (reply.parent, reply.to, own.parent) == ("threads:unknown", (), "")


@pytest.mark.parametrize("about", [{"text_app_post": {"reply_control": "everyone"}}, {}])
def test_where_the_export_does_not_say_which_are_replies_none_is_taken_for_a_broadcast(about: dict[str, Any]) -> None:
    entry = {"media": [{"uri": "", "creation_timestamp": SECOND, "title": "Same here", **about}]}
    found = single(SOURCE, {KEY: [entry]}, name="threads_and_replies.json")
    assert acts(found)[0].parent == "threads:unknown"
    assert any("does not say which of its entries are replies" in one.text for one in found if isinstance(one, Note))


def test_a_reply_is_on_record_as_an_answer(tmp_path: Any) -> None:
    record = open_record(tmp_path / "class.db")
    (export,) = opened({POSTS: {KEY: [post("Yes", True)]}}, "up.zip")
    load(record, export, SOURCE, AT_ANNAS)
    assert record.execute("SELECT kind, parent FROM act").fetchall() == [("tweet", "threads:unknown")]


def test_a_reply_that_names_whom_it_answers_addresses_them() -> None:
    (act,) = posted(post("Yes", True, in_reply_to_username="Ben.Ode"))
    assert (act.parent, act.to) == ("threads:unknown", (Who("threads", "ben.ode"),))


def test_mentions_are_addressed() -> None:
    assert posted(post("with @Ben.Ode and @cleo_."))[0].to == (Who("threads", "ben.ode"), Who("threads", "cleo_"))


def test_the_text_stands_on_the_post_or_on_its_picture() -> None:
    pictures = {"media": post("")["media"] * 2, "title": "On the post", "creation_timestamp": SECOND + 9}
    on_post, on_picture = posted(pictures, post("On the picture"))
    assert (on_post.text, on_post.moment) == ("On the post", MOMENT + 9_000_000)
    assert on_picture.text == "On the picture"


@pytest.mark.parametrize("name", ["threads/threads_and_replies.json", POSTS, POSTS.replace(".json", "_1.json")])
def test_the_folder_may_be_handed_in_alone(name: str) -> None:
    assert len(acts(archive(SOURCE, {name: {KEY: [post()]}}, AT_ANNAS))) == 1


def test_a_bare_list_is_told_from_instagrams_by_what_its_entries_say() -> None:
    assert len(acts(single(SOURCE, [post()], name="posts_1.json"))) == 1


def test_inside_instagrams_archive_both_are_read_and_each_covers_its_own() -> None:
    pictures = [{"media": [{"uri": "1.jpg", "creation_timestamp": SECOND, "title": "A picture"}]}]
    files = {
        POSTS: {KEY: [post("Words")]},
        "your_instagram_activity/media/posts_1.json": pictures,
        "personal_information/personal_information/personal_information.json": {
            "profile_user": [{"string_map_data": {"Username": {"value": "anna.b"}}}]
        },
    }
    found = archive(instagram.SOURCE, files)
    assert {(act.platform, act.kind, act.text) for act in acts(found)} == {
        ("instagram", Kind.POST, "A picture"),
        ("threads", Kind.TWEET, "Words"),
    }
    covered = [(one.who, one.kinds) for one in found if isinstance(one, Covers)]
    assert covered == [
        (Who(name, "anna.b"), {kind}) for name, kind in (("instagram", Kind.POST), ("threads", Kind.TWEET))
    ]


def test_it_is_the_same_act_alone_and_inside_instagrams_archive() -> None:
    files = {POSTS: {KEY: [post("Words")]}, PROFILE_AT: profile(Username="anna.b")}
    inside = {**files, "your_instagram_activity/media/stories.json": {"ig_stories": []}}
    (alone,), (together,) = acts(archive(SOURCE, files)), acts(archive(instagram.SOURCE, inside))
    assert alone == together


def test_a_private_profiles_posts_stay_out_and_nothing_is_claimed_of_them() -> None:
    files = {POSTS: {KEY: [post("secret")]}, PROFILE_AT: profile(Username="anna.b", Private_Account="True")}
    found = archive(SOURCE, files)
    assert not acts(found) and "secret" not in repr(found)
    assert found.count(Skip("followers-only")) == 1
    assert not any(isinstance(one, Covers) for one in found) and isinstance(found[-1], Note)


def test_likes_archived_and_seen_posts_are_never_opened() -> None:
    private = [
        f"your_instagram_activity/threads/{name}.json" for name in ("liked_threads", "archived_threads", "followers")
    ]
    files = {**{name: {} for name in private}, POSTS: {KEY: [post()]}}
    export = guarded(files, POSTS.__eq__)
    assert recognise(export) is SOURCE
    assert len(acts(list(SOURCE.extract(export, AT_ANNAS)))) == 1


def test_web_pages_are_refused_with_what_to_choose() -> None:
    assert "choose the format JSON" in refusal({POSTS.replace(".json", ".html"): b"<html>"})


def test_without_an_owner_it_is_refused() -> None:
    with pytest.raises(ExportRefused, match="does not say whose"):
        single(SOURCE, {KEY: [post()]}, NOWHERE)


@pytest.mark.parametrize("entry", [5, None, [], {}, {"media": 5}, {"media": [{"text_app_post": 5}], "title": 7}])
def test_an_entry_that_is_no_post_is_rejected_and_the_others_are_kept(entry: Any) -> None:
    found = single(SOURCE, {KEY: [post(), entry]})
    assert [one.where for one in found if isinstance(one, Reject)] == ["item 2"] and len(acts(found)) == 1


def test_an_invented_archive_reads_as_its_golden_file_says() -> None:
    golden.check(SOURCE, "threads.zip")


KEYS = ("media", "title", "creation_timestamp", "text_app_post", "is_reply", "in_reply_to_username")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "ben", "ü"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=20,
)


@settings(max_examples=100, deadline=None)
@given(JSON)
def test_any_json_is_read_rejected_or_refused(posts: Any) -> None:
    for one in opened({POSTS: json.dumps({KEY: posts}).encode()}):
        try:
            list(SOURCE.extract(one, AT_ANNAS))
        except ExportRefused as refused:
            assert str(refused).startswith("up.zip")
