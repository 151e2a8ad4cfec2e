"""Instagram archives: posts, reels and comments of their owner, in whatever language and shape they come."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Covers, Kind, Note, Reject, Skip, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import in_memory
from evenkeel.sources.microblogs.instagram import SOURCE
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

ANNA = Who("instagram", "anna.b", "Anna Bögl")
POSTS = "your_instagram_activity/media/posts_1.json"
COMMENTS = "your_instagram_activity/comments/post_comments_1.json"
REELS_COMMENTS = "your_instagram_activity/comments/reels_comments.json"
PROFILE_AT = "personal_information/personal_information/personal_information.json"
GIVEN = "instagram-anna.b-2026-05-03-AbC.zip"


def profile(**labels: str) -> dict[str, Any]:
    said = {"Email": "anna@private.example.org", "Phone Number": "+1 555 0100"} | {
        name.replace("_", " "): value for name, value in labels.items()
    }
    return {"profile_user": [{"string_map_data": {name: {"value": value} for name, value in said.items()}}]}


def single_picture(caption: str = "Grüße 🎉", second: int = SECOND) -> dict[str, Any]:
    return {"media": [{"uri": "media/posts/1.jpg", "creation_timestamp": second, "title": caption}]}


def carousel(caption: str, second: int = SECOND, inside: int = SECOND - 5) -> dict[str, Any]:
    pictures = [{"uri": f"{n}.jpg", "creation_timestamp": inside + n, "title": ""} for n in (1, 2)]
    return {"media": pictures, "title": caption, "creation_timestamp": second}


def comment(
    text: str, owner: str = "", second: int = SECOND, names: str = "Comment,Media Owner,Time"
) -> dict[str, Any]:
    said, whose, when = names.split(",")
    entries = {said: {"value": text}} | ({whose: {"value": owner}} if owner else {}) | {when: {"timestamp": second}}
    return {"media_list_data": [{"uri": ""}], "string_map_data": entries}


def labelled(*values: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"media": [], "timestamp": SECOND, "fbid": "17", "label_values": list(values)} | more


def commented(entry: dict[str, Any], name: str = COMMENTS) -> Act:
    (act,) = acts(archive(SOURCE, {name: [entry]}, AT_ANNAS))
    assert (act.kind, act.platform, act.parent) == (Kind.COMMENT, "instagram", "instagram:unknown")
    return act


def test_a_whole_archive_says_whose_it_is_and_is_read_with_its_letters_mended() -> None:
    found = archive(SOURCE, {POSTS: [single_picture()], PROFILE_AT: profile(Username="Anna.B", Name="Anna Bögl")})
    (act,) = acts(found)
    assert act._replace(ref="") == Act("", ANNA, Kind.POST, MOMENT, "instagram", "Grüße 🎉")
    assert found[-1] == Covers(frozenset({Kind.POST}), ANNA, MOMENT, int(1777626000e6))
    assert "private" not in repr(found) and "555" not in repr(found)


def test_where_the_profile_is_in_another_language_the_archives_own_name_says_whose_it_is() -> None:
    told = {"profile_user": [{"string_map_data": {"Nutzername": {"value": "anna.b"}, "Name": {"value": "Anna Bögl"}}}]}
    (act,) = acts(archive(SOURCE, {POSTS: [single_picture()], PROFILE_AT: told}, name=GIVEN))
    assert act.author == ANNA
    found = archive(
        SOURCE, {POSTS: [single_picture()]}, name="instagram-my-homework-2026-05-03-x.zip", context=AT_ANNAS
    )
    assert acts(found)[0].author == AT_ANNAS.owner  # no account has a hyphen


def test_a_list_that_names_nobody_needs_an_owner_from_outside() -> None:
    assert acts(single(SOURCE, [single_picture()]))[0].author == AT_ANNAS.owner
    with pytest.raises(ExportRefused, match=r"does not say whose posts.*--student"):
        single(SOURCE, [single_picture()], NOWHERE)


def test_the_caption_stands_on_one_picture_and_on_a_post_of_several() -> None:
    first, second = acts(single(SOURCE, [single_picture("One"), carousel("Several")]))
    assert (first.text, first.moment) == ("One", MOMENT)
    assert (second.text, second.moment) == ("Several", MOMENT)


def test_a_post_without_caption_or_pictures_is_a_post_still() -> None:
    entries = [single_picture(""), {"media": [], "title": "Words", "creation_timestamp": SECOND}]
    assert [act.text for act in acts(single(SOURCE, entries))] == ["", "Words"]


def test_mentions_in_captions_address_nobody_as_in_any_post() -> None:
    assert acts(single(SOURCE, [single_picture("With @ben.ode #prclass")]))[0].to == ()


@pytest.mark.parametrize(
    "name",
    [
        "content/posts_1.json",
        "content/posts.json",
        "your_instagram_activity/content/posts_2.json",
        "your_instagram_activity/media/posts_1.json",
        "instagram-anna-20260503/content/posts_1.json",
        "your_instagram_activity/media/reels.json",
        "media/igtv_videos.json",
    ],
)
def test_folders_change_their_names_over_the_years(name: str) -> None:
    found = archive(SOURCE, {name: [single_picture()]}, AT_ANNAS)
    assert [act.kind for act in acts(found)] == [Kind.POST]


def test_reels_are_posts_and_stories_are_counted_and_left_out() -> None:
    story = {"ig_stories": [{"uri": "s.jpg", "creation_timestamp": SECOND, "title": "gone tomorrow"}]}
    reels = {"ig_reels_media": [single_picture("Behind the scenes")]}
    files = {POSTS.replace("posts_1", "reels"): reels, POSTS.replace("posts_1", "stories"): story}
    found = archive(SOURCE, files, AT_ANNAS)
    assert [act.text for act in acts(found)] == ["Behind the scenes"]
    assert found.count(Skip("story")) == 1
    assert Skip("story") in single(SOURCE, story, name="anything.json")


def test_a_comment_addresses_the_owner_of_what_it_stands_under_and_whom_it_mentions() -> None:
    act = commented(comment("Schön! @Cleo_Ito.", "Ben.Ode"))
    assert (act.text, act.to) == ("Schön! @Cleo_Ito.", (Who("instagram", "ben.ode"), Who("instagram", "cleo_ito")))


def test_comments_come_bare_or_wrapped_and_in_numbered_lists() -> None:
    files = {
        COMMENTS: [comment("one", "ben")],
        COMMENTS.replace("_1.", "_2."): {"comments_media_comments": [comment("two", "ben")]},
        REELS_COMMENTS: {"comments_reels_comments": [comment("three", "ben")]},
    }
    assert {act.text for act in acts(archive(SOURCE, files, AT_ANNAS))} == {"one", "two", "three"}


@pytest.mark.parametrize("names", ["Kommentar,Medieninhaber,Zeit", "Opmerking,Media-eigenaar,Tijd", "تعليق,مالك,الوقت"])
def test_in_another_language_a_comment_is_told_by_its_place(names: str) -> None:
    act = commented(comment("wow", "ben.ode", names=names))
    assert (act.text, act.to) == ("wow", (Who("instagram", "ben.ode"),))
    assert commented(comment("wow", names=names)).to == ()


def test_where_the_place_does_not_tell_either_the_addressee_is_unknown() -> None:
    act = commented(comment("wow", "no handle at all", names="A,B,C"))
    assert (act.text, act.to) == ("wow", ())


def test_the_order_of_english_labels_does_not_matter() -> None:
    entry = comment("x")
    entry["string_map_data"] = {
        "Media Owner": {"value": "ben"},
        "Time": {"timestamp": SECOND},
        "Comment": {"value": "Yes"},
    }
    act = commented(entry)
    assert (act.text, act.to) == ("Yes", (Who("instagram", "ben"),))


@pytest.mark.parametrize("labels", [("Comment", "Media Owner", "Username"), ("Kommentar", "Inhaber", "Nutzername")])
def test_newer_comments_have_labelled_values_and_an_owner_inside(labels: tuple[str, str, str]) -> None:
    text, whose, username = labels
    inside = [
        {"label": "URL", "value": "https://example.org/ben", "href": "https://example.org/ben"},
        {"label": "Name", "value": "Ben"},
        {"label": username, "value": "ben.ode"},
    ]
    act = commented(
        labelled({"label": text, "value": "Well said"}, {"title": whose, "dict": [{"title": "", "dict": inside}]})
    )
    assert (act.text, act.moment, act.to) == ("Well said", MOMENT, (Who("instagram", "ben.ode"),))


def test_newer_comments_may_name_owner_and_time_side_by_side() -> None:
    values = ({"label": "Comment", "value": "Hi"}, {"label": "Media Owner", "value": "ben"})
    act = commented(labelled(*values, {"label": "Time", "timestamp_value": SECOND}, timestamp=None))
    assert (act.text, act.moment, act.to) == ("Hi", MOMENT, (Who("instagram", "ben"),))


def test_old_comments_have_the_owner_as_their_title() -> None:
    old = {
        "title": "ben",
        "media_list_data": [],
        "string_list_data": [{"href": "", "value": "Hey", "timestamp": SECOND}],
    }
    act = commented(old)
    assert (act.text, act.moment, act.to) == ("Hey", MOMENT, (Who("instagram", "ben"),))


def test_newer_posts_have_labelled_values() -> None:
    found = archive(SOURCE, {POSTS: [labelled({"label": "Caption", "value": "New ways"})]}, AT_ANNAS)
    assert [(act.kind, act.text) for act in acts(found)] == [(Kind.POST, "New ways")]


def test_comments_alone_are_recognised_by_what_they_are_made_of() -> None:
    for value in (
        [comment("Hi", "ben", names="A,B,C")],
        [labelled({"label": "Comment", "value": "Hi"}, {"label": "Media Owner"})],
    ):
        found = single(SOURCE, value, name="whatever.json")
        assert [act.kind for act in acts(found)] == [Kind.COMMENT]
        assert found[-1] == Covers(frozenset({Kind.COMMENT}), AT_ANNAS.owner, MOMENT, MOMENT)


@pytest.mark.parametrize(
    "value",
    [
        [
            {
                "title": "",
                "media_list_data": [],
                "string_list_data": [{"href": "x", "value": "ben", "timestamp": SECOND}],
            }
        ],
        {"relationships_following": [{"title": "ben", "string_list_data": []}]},
        [labelled({"label": "URL", "value": "https://example.org"}, {"label": "Caption", "value": "liked"})],
        {"ig_archived_post_media": [single_picture()]},
        {"likes_media_likes": []},
        [],
        [[]],
        {},
    ],
)
def test_followers_likes_saved_and_archived_things_are_nobodys_posts(value: Any) -> None:
    assert not SOURCE.identify(in_memory("posts_1.json", json.dumps(value).encode()))


def test_private_files_are_never_opened() -> None:
    private = {
        "your_instagram_activity/messages/inbox/ben_1/message_1.json": {},
        "your_instagram_activity/media/archived_posts.json": {"ig_archived_post_media": []},
        "your_instagram_activity/media/recently_deleted_content.json": {},
        "your_instagram_activity/likes/liked_posts.json": [],
        "your_instagram_activity/subscriptions/reels.json": {},
        "your_instagram_activity/threads/liked_threads.json": {},
        "connections/followers_and_following/followers_1.json": [],
        "personal_information/information_about_you/profile_based_in.json": {},
    }
    readable = {POSTS: [single_picture()], COMMENTS: [comment("Hi", "ben")], PROFILE_AT: profile(Username="anna.b")}
    export = guarded({**private, **readable}, readable.__contains__)
    assert recognise(export) is SOURCE
    found = list(SOURCE.extract(export, NOWHERE))
    assert len(acts(found)) == 2
    assert found[0] == Note("Not opened, being private or no posts: 8 other files of the archive.")


def test_a_private_accounts_posts_were_for_followers_and_stay_out_its_comments_do_not() -> None:
    files = {
        POSTS: [single_picture("for friends")],
        COMMENTS: [comment("Hi", "ben")],
        PROFILE_AT: profile(Username="anna.b", Private_Account="True"),
    }
    found = archive(SOURCE, files)
    assert [act.text for act in acts(found)] == ["Hi"] and "for friends" not in repr(found)
    assert found.count(Skip("followers-only")) == 1
    assert found[-1] == Covers(frozenset({Kind.COMMENT}), Who("instagram", "anna.b"), MOMENT, int(1777626000e6))
    public = archive(SOURCE, files | {PROFILE_AT: profile(Username="anna.b", Private_Account="False")})
    assert len(acts(public)) == 2


def test_what_has_no_id_is_called_the_same_in_a_newer_export() -> None:
    old = {
        POSTS: [single_picture("one")],
        COMMENTS: [comment("Ha", "ben"), comment("Ha", "cleo"), comment("Ha", "ben")],
    }
    new = {POSTS: [single_picture("new", SECOND + 9), single_picture("one")], COMMENTS: old[COMMENTS][::-1]}
    before, after = (acts(archive(SOURCE, files, AT_ANNAS)) for files in (old, new))
    assert len({act.ref for act in before}) == 4
    assert {act.ref for act in before} < {act.ref for act in after}


def test_an_archive_covers_from_its_first_entry_until_the_day_in_its_name() -> None:
    found = archive(SOURCE, {POSTS: [single_picture()], COMMENTS: []}, AT_ANNAS, GIVEN)
    assert found[-1] == Covers(
        frozenset({Kind.POST, Kind.COMMENT}), Who("instagram", "anna.b"), MOMENT, int(1777766400e6)
    )


def test_an_archive_of_web_pages_is_refused_once_with_what_to_choose() -> None:
    pages = {name.replace(".json", ".html"): b"<html>" for name in (POSTS, COMMENTS, PROFILE_AT)}
    assert "choose the format JSON" in refusal({**pages, "start_here.html": b"<html>"})


def test_somebody_elses_list_of_the_same_name_does_not_vanish_in_it() -> None:
    exports = opened({"posts_1.json": [single_picture()], "reels.json": {"items": [1]}})
    assert [export.name for export in exports] == ["posts_1.json", "reels.json"]


def test_lists_that_a_student_picked_out_are_read_with_the_profile_beside_them() -> None:
    files = {"posts_1.json": [single_picture()], "personal_information.json": profile(Username="anna.b")}
    assert acts(archive(SOURCE, files))[0].author == Who("instagram", "anna.b")


@pytest.mark.parametrize("entry", [5, None, {}, {"media": []}, {"media": [{"title": "x"}]}, {"media": 5, "title": []}])
def test_an_entry_that_is_no_post_is_rejected_and_the_others_are_kept(entry: Any) -> None:
    found = single(SOURCE, [single_picture(), entry])
    (reject,) = (one for one in found if isinstance(one, Reject))
    assert reject.where == "item 2" and len(acts(found)) == 1


def test_an_invented_archive_reads_as_its_golden_file_says() -> None:
    golden.check(SOURCE, "instagram.zip")


VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "ben", "ü", "Comment", "2"])
KEYS = "media creation_timestamp timestamp title uri string_map_data label_values label value dict Comment Time href"
JSON = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=6),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(JSON, max_size=3), JSON, JSON)
def test_any_json_is_read_rejected_or_refused(posts: list[Any], said: Any, about: Any) -> None:
    texts = {POSTS: posts, COMMENTS: said, PROFILE_AT: about, REELS_COMMENTS: {"comments_reels_comments": said}}
    files = {name: json.dumps(value).encode() for name, value in texts.items()}
    for one in opened(files):
        try:
            list(SOURCE.extract(one, AT_ANNAS))
        except ExportRefused as refused:
            assert str(refused).startswith("up.zip")
