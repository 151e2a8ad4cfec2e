"""Facebook archives: posts and comments of their owner, whom they answer, and what stays out."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused, UnknownFormat
from evenkeel.model import Act, Covers, Kind, Note, Reject, Skip, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import in_memory
from evenkeel.sources.microblogs.facebook import SOURCE
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

ANNA = Who("facebook", "anna.b", "Anna Bögl")
NAMED = Who("facebook", name="Anna Bögl")
PROFILE = {
    "profile_v2": {
        "name": {"full_name": "Anna Bögl", "first_name": "Anna"},
        "emails": {"emails": ["anna@private.example.org"]},
        "username": "Anna.B",
    }
}
POSTS = "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json"
COMMENTS = "your_facebook_activity/comments_and_reactions/comments.json"
PROFILE_AT = "personal_information/profile_information/profile_information.json"


def post(text: str | None = "Grüße aus Köln 🎉", title: str | None = None, second: int = SECOND, **more: Any) -> Any:
    entry: dict[str, Any] = {"timestamp": second, "data": [{"post": text}] if text is not None else []}
    return entry | ({"title": title} if title else {}) | more


def comment(text: str, title: str = "", second: int = SECOND, **said: Any) -> Any:
    told = {"timestamp": second, "comment": text, "author": "Anna Bögl"} | said
    return {"timestamp": second, "data": [{"comment": told}], "title": title}


def comments(*entries: Any) -> dict[str, Any]:
    return {"comments_v2": list(entries)}


def answered(title: str) -> tuple[Who, ...]:
    (act,) = acts(single(SOURCE, comments(comment("Yes", title)), NOWHERE, "comments.json"))
    return act.to


def attached(**part: Any) -> dict[str, Any]:
    return {"attachments": [{"data": [part]}]}


def test_a_whole_archive_says_whose_it_is_and_is_read_with_its_letters_mended() -> None:
    found = archive(SOURCE, {POSTS: [post()], PROFILE_AT: PROFILE, "ads_information/ads.json": {}})
    (act,) = acts(found)
    assert act._replace(ref="") == Act("", ANNA, Kind.POST, MOMENT, "facebook", "Grüße aus Köln 🎉")
    archived = int(1777626000e6)  # the archive's own date, 2026-05-01T09:00Z
    assert found[-1] == Covers(frozenset({Kind.POST}), ANNA, MOMENT, archived)
    assert [one.text[:30] for one in found if isinstance(one, Note)] == [
        "Not opened, being private or n",
        "Facebook does not say who coul",
    ]


def test_of_the_profile_only_name_and_short_address_are_kept() -> None:
    assert "private" not in repr(archive(SOURCE, {POSTS: [post()], PROFILE_AT: PROFILE}))


@pytest.mark.parametrize(
    "profile", [{"profile": {"name": "Anna Bögl"}}, {"profile_v2": {"name": {"full_name": "Anna Bögl"}}}]
)
def test_a_profile_is_read_in_its_older_shapes(profile: Any) -> None:
    (act,) = acts(archive(SOURCE, {POSTS: [post()], PROFILE_AT: profile}))
    assert act.author == NAMED


@pytest.mark.parametrize(
    "name",
    [
        "posts/your_posts_1.json",
        "posts/your_posts.json",
        "your_activity_across_facebook/posts/your_posts_12.json",
        "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_2.json",
        "facebook-annab-2026-05-01-AbC/your_facebook_activity/posts/your_posts_1.json",
    ],
)
def test_folders_change_their_names_over_the_years_and_lists_are_numbered(name: str) -> None:
    assert len(acts(archive(SOURCE, {name: [post()]}, AT_ANNAS))) == 1


def test_numbered_lists_are_read_together() -> None:
    files = {POSTS: [post("one")], POSTS.replace("_1.", "_2."): [post("two")]}
    assert sorted(act.text for act in acts(archive(SOURCE, files, AT_ANNAS))) == ["one", "two"]


def test_private_files_are_never_opened() -> None:
    private = {
        "your_facebook_activity/messages/inbox/ben_1/message_1.json": {},
        "your_facebook_activity/messages/inbox/ben_1/files/homework.docx": b"",
        "your_facebook_activity/posts/trash.json": {"trash_v2": [post("deleted")]},
        "your_facebook_activity/posts/archive.json": {"archive_v2": [post("archived")]},
        "your_facebook_activity/groups/anonymous_posts_you've_written.json": {},
        "your_facebook_activity/comments_and_reactions/likes_and_reactions_1.json": [],
        "logged_information/search/your_search_history.json": {"searches_v2": []},
        "your_facebook_activity/messages/your_posts/photos/posts_1.json": [],
    }
    readable = {POSTS: [post()], COMMENTS: comments(comment("Hi")), PROFILE_AT: PROFILE}
    export = guarded({**private, **readable}, readable.__contains__)
    assert recognise(export) is SOURCE
    found = list(SOURCE.extract(export, NOWHERE))
    assert len(acts(found)) == 2
    assert found[0] == Note("Not opened, being private or no posts: 8 other files of the archive.")


def test_a_part_of_an_archive_that_holds_messages_alone_makes_no_noise() -> None:
    for files in (
        {"your_facebook_activity/messages/inbox/ben_1/message_1.json": {"messages": []}},
        {"messages/inbox/ben_1/message_1.json": {"messages": []}, "ads_information/x.json": {}},
    ):
        export = guarded(files, lambda _: False)
        assert recognise(export) is SOURCE
        (note,) = SOURCE.extract(export, NOWHERE)
        assert isinstance(note, Note) and "no posts or comments" in note.text


def test_parts_of_one_archive_add_up_and_each_keeps_what_its_acts_are_called() -> None:
    whole = archive(SOURCE, {POSTS: [post("one")], COMMENTS: comments(comment("two")), PROFILE_AT: PROFILE})
    parts = [
        *archive(SOURCE, {POSTS: [post("one")], PROFILE_AT: PROFILE}),
        *archive(SOURCE, {COMMENTS: comments(comment("two")), PROFILE_AT: PROFILE}),
    ]
    assert {act.ref for act in acts(parts)} == {act.ref for act in acts(whole)}


def test_somebody_elses_file_beside_an_unpacked_archive_does_not_vanish_in_it() -> None:
    exports = opened({"posts/your_posts_1.json": [post()], "acts.csv": b"author,at\nanna,2026-03-02\n"})
    assert [recognise(export).name for export in exports] == ["acts", "facebook"]


def test_facebook_and_instagram_in_one_folder_are_two_archives() -> None:
    exports = opened(
        {
            "meta-2026/facebook-anna-2026-05-01-x/your_facebook_activity/posts/your_posts_1.json": [post()],
            "meta-2026/instagram-anna.b-2026-05-01-x/your_instagram_activity/media/posts_1.json": [],
        }
    )
    assert [recognise(export).name for export in exports] == ["facebook", "instagram"]


def test_an_archive_of_web_pages_is_refused_once_with_what_to_choose() -> None:
    pages = {name.replace(".json", ".html"): b"<html>" for name in (POSTS, COMMENTS, PROFILE_AT)}
    assert "choose the format JSON" in refusal({**pages, "start_here.html": b"<html>"})
    assert "choose the format JSON" in refusal({"your_facebook_activity/messages/inbox/a/message_1.html": b"<html>"})
    sent = {"your_facebook_activity/messages/inbox/a/files/homework.json": {}}
    assert "choose the format JSON" in refusal(pages | sent)


@pytest.mark.parametrize("name", ["your_posts_1.html", "your_comments_in_groups.html", "facebook/comments.html"])
def test_a_page_on_its_own_is_explained(name: str) -> None:
    page = b"<html><head><title>Posts</title></head><body>Grand opening</body></html>"
    with pytest.raises(UnknownFormat, match=r"Facebook: .* choose the format JSON"):
        recognise(in_memory(name, page))


def test_letters_are_mended_in_keys_too_and_what_is_no_garbled_text_stays() -> None:
    entry = post("10 € für Ü", tags=[{"name": "Bén"}])
    assert acts(single(SOURCE, [entry]))[0].text == "10 € für Ü"
    plain = json.dumps([post("naïve Ü, größer als 255: €")]).encode()
    assert acts(single(SOURCE, plain))[0].text == "naïve Ü, größer als 255: €"
    once = json.dumps([post("Größe")]).encode()  # not garbled: é alone is no UTF-8
    assert acts(single(SOURCE, once))[0].text == "Größe"


def test_what_has_no_id_is_called_the_same_wherever_it_stands_in_a_newer_export() -> None:
    old = [post("one"), post("two", second=SECOND + 60)]
    new = [post("three", second=SECOND + 90), post("two", second=SECOND + 60), post("one")]
    before, after = acts(single(SOURCE, old)), acts(single(SOURCE, new))
    assert {act.ref: act.text for act in before}.items() <= {act.ref: act.text for act in after}.items()


def test_the_second_of_two_twins_is_another_act_and_another_owners_too() -> None:
    first, second = acts(single(SOURCE, [post("same"), post("same")]))
    ben = AT_ANNAS._replace(owner=Who(handle="ben@example.org"))
    (third,) = acts(single(SOURCE, [post("same")], ben))
    assert len({first.ref, second.ref, third.ref}) == 3


def test_a_comment_in_a_group_stands_in_two_lists_and_is_one() -> None:
    group = comment("Welcome!", "Anna Bögl commented on Ben's post in PR class.", group="PR class")
    files = {
        COMMENTS: comments(group, comment("Other")),
        "your_facebook_activity/groups/your_comments_in_groups.json": {"group_comments_v2": [group]},
    }
    found = archive(SOURCE, files)
    assert sorted(act.text for act in acts(found)) == ["Other", "Welcome!"]
    assert found.count(Skip("in two lists of the archive")) == 1


def test_a_group_post_is_a_post() -> None:
    title = "Anna Bögl posted in PR class."
    found = single(SOURCE, {"group_posts_v2": [post("Hello class", title)]}, name="group_posts_and_comments.json")
    assert [(act.kind, act.text, act.to) for act in acts(found)] == [(Kind.POST, "Hello class", ())]


def test_an_old_list_is_wrapped_twice() -> None:
    wrapped = {"group_posts": {"activity_log_data": [post("Old")]}}
    assert len(acts(archive(SOURCE, {"groups/your_posts_in_groups.json": wrapped, POSTS: []}, AT_ANNAS))) == 1


def test_comments_as_a_bare_list_are_comments_under_any_name() -> None:
    found = single(SOURCE, [comment("Hi", "Anna Bögl replied to Ben's comment.")], NOWHERE, "annas file.json")
    assert acts(found)[0].kind is Kind.COMMENT
    covered = [one for one in found if isinstance(one, Covers)]
    assert covered == [Covers(frozenset({Kind.COMMENT}), NAMED, MOMENT, MOMENT)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Anna Bögl replied to Ben Ode's comment.", "Ben Ode"),
        ("Anna Bögl commented on Ben Ode's post.", "Ben Ode"),
        ("Anna Bögl commented on Ben Ode’s photo", "Ben Ode"),
        ("Anna Bögl commented on Ben Ode's live video.", "Ben Ode"),
        ("Anna Bögl commented on Ben's Café's link.", "Ben's Café"),
        ("Anna Bögl commented on Ben Ode's post in Cleo's photo group.", "Ben Ode"),
        ("Anna Bögl replied to Ben Ode's comment in PR class.", "Ben Ode"),
    ],
)
def test_whom_a_comment_answers_stands_in_its_english_title(title: str, name: str) -> None:
    assert answered(title) == (Who("facebook", name=name),)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Anna Bögl commented on a post.",
        "Anna Bögl commented on this.",
        "Anna Bögl hat auf Bens Kommentar geantwortet.",
        "Anna Bögl a répondu au commentaire de Ben Ode.",
        "Anna Bögl replied to Ben Ode's whatever.",
        "Anna Bögl likes Ben Ode's post.",
    ],
)
def test_in_any_other_title_the_addressee_is_unknown_and_not_guessed(title: str) -> None:
    assert answered(title) == ()


def test_a_comment_on_ones_own_post_addresses_oneself_and_every_comment_answers_something() -> None:
    assert answered("Anna Bögl replied to her own comment.") == (NAMED,)
    (act,) = acts(single(SOURCE, comments(comment("Hi")), NOWHERE, "comments.json"))
    assert act.parent == "facebook:unknown"


def test_a_comment_names_whom_it_mentions() -> None:
    said = comment("@[100001:2048:Ben Ode] and @cleo", "Anna Bögl commented on Dora Po's post.")
    (act,) = acts(single(SOURCE, comments(said), NOWHERE, "comments.json"))
    assert act.text == "Ben Ode and @cleo"
    assert act.to == (Who("facebook", name="Dora Po"), Who("facebook", name="Ben Ode"), Who("facebook", "cleo"))


def test_a_comment_signed_by_a_page_is_the_pages() -> None:
    said = comments(comment("One"), comment("Two"), comment("Three", author="Annas Café"))
    authors = [act.author.name for act in acts(single(SOURCE, said, NOWHERE, "comments.json"))]
    assert authors == ["Anna Bögl", "Anna Bögl", "Annas Café"]


def test_a_name_that_the_owner_has_given_up_is_the_owners_still() -> None:
    files = {PROFILE_AT: {"profile_v2": {"name": {"full_name": "Anna Ode"}}}, COMMENTS: comments(comment("Hi"))}
    assert [act.author.name for act in acts(archive(SOURCE, files))] == ["Anna Ode"]


def test_a_comment_without_words_is_one_still() -> None:
    sticker = {"timestamp": SECOND, "title": "Anna Bögl replied to Ben's comment.", **attached(media={"uri": "s.png"})}
    found = single(SOURCE, comments(sticker, comment("Hi")), NOWHERE, "comments.json")
    assert [act.text for act in acts(found)] == ["", "Hi"]


def test_a_comment_among_the_posts_is_a_comment() -> None:
    (act,) = acts(single(SOURCE, [post("Nice", "Anna Bögl commented on Ben Ode's post.")]))
    assert (act.kind, act.to) == (Kind.COMMENT, (Who("facebook", name="Ben Ode"),))


@pytest.mark.parametrize(
    "shared",
    [
        attached(external_context={"url": "https://example.org/"}),
        attached(media={"uri": "posts/media/1.jpg"}),
        attached(place={"name": "Town hall"}),
        attached(event={"name": "Open day"}),
        attached(poll={"question": "Tea?"}),
        attached(external_context={"url": ""}),
        attached(text="A song"),
        {},
    ],
)
def test_what_shares_something_is_a_post_without_words_and_shows_its_title(shared: dict[str, Any]) -> None:
    (act,) = acts(single(SOURCE, [post(None, "Anna Bögl shared a link.", **shared)]))
    assert (act.kind, act.text, act.title) == (Kind.POST, "", "Anna Bögl shared a link.")
    assert act.url == ""  # a shared link is not the post's own address


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (post(None, "Anna Bögl updated her status."), "activity without words"),
        (
            post(None, "Anna Bögl saved a seller.", **attached(external_context={"name": "Shop"})),
            "activity without words",
        ),
        (post(None, attachments=[]), "activity without words"),
        (post(None, "Anna Bögl  recommends Town Hall."), "activity without words"),
        (post(None, data=[{"update_timestamp": SECOND}, {}, {}]), "activity without words"),
        (post("", "Anna Bögl was with Ben."), "activity without words"),
        (
            post(None, "Anna Bögl updated her profile picture.", **attached(media={"uri": "p.jpg"})),
            "change of the profile",
        ),
    ],
)
def test_what_only_a_title_tells_and_a_new_picture_are_counted_and_left_out(entry: Any, reason: str) -> None:
    assert Skip(reason) in single(SOURCE, [entry, post()])


def test_words_are_the_posts_own_else_its_notes_else_its_photos() -> None:
    photo = {"uri": "1.jpg", "title": "Mobile Uploads", "description": "What a day"}
    note = {"title": "On PR", "text": "Long text"}
    entries = [
        post("Own", **attached(media=photo)),
        post(None, **attached(media=photo)),
        post(None, **attached(note=note)),
    ]
    assert [act.text for act in acts(single(SOURCE, entries))] == ["Own", "What a day", "On PR\nLong text"]


def test_a_post_names_whom_it_tags_and_on_whose_timeline_it_stands() -> None:
    tagged = post("With you", tags=[{"name": "Ben Ode"}, "Cleo", 5, None])
    wrote = post("Happy birthday!", "Anna Bögl wrote on Dora  Po's timeline.")
    first, second = acts(single(SOURCE, [tagged, wrote]))
    assert [who.name for who in first.to] == ["Ben Ode", "Cleo"]
    assert second.to == (Who("facebook", name="Dora Po"),)


def test_a_post_on_another_page_answers_somebody_even_where_it_does_not_say_whom() -> None:
    said = [
        {"label": "Message", "value": "Happy birthday"},
        {"title": "Target", "dict": [{"label": "Name", "value": "Ben"}]},
    ]
    nameless = {"timestamp": SECOND, "label_values": said[:1], "fbid": "41"}
    found = acts(single(SOURCE, [{"timestamp": SECOND, "label_values": said, "fbid": "4"}, nameless]))
    assert [act.to for act in found] == [(Who("facebook", name="Ben"),), ()]
    assert {act.parent for act in found} == {"facebook:unknown"}


@pytest.mark.parametrize("second", [SECOND, float(SECOND), str(SECOND), SECOND * 1000])
def test_a_date_is_read_as_number_or_text_in_seconds_or_thousandths(second: Any) -> None:
    assert acts(single(SOURCE, [post("x"), post("y", second=second)]))[1].moment == MOMENT


@pytest.mark.parametrize(
    "second", [None, 0, -5, True, "soon", 10**12 * 99, 10**400, float("nan"), float("inf"), [], {}]
)
def test_an_entry_without_a_date_is_rejected_and_the_others_are_kept(second: Any) -> None:
    found = single(SOURCE, [post("x"), post("y", second=second)])
    (reject,) = (one for one in found if isinstance(one, Reject))
    assert reject.where == "item 2" and len(acts(found)) == 1


def test_an_archive_covers_from_its_first_entry_for_how_far_it_goes_back_is_not_told() -> None:
    files = {POSTS: [post(second=SECOND + 86_400)], COMMENTS: comments(comment("early"))}
    (covers,) = (
        one for one in archive(SOURCE, files, name="facebook-annab-2026-05-03-x.zip") if isinstance(one, Covers)
    )
    assert covers == Covers(frozenset({Kind.POST, Kind.COMMENT}), NAMED, MOMENT, int(1777766400e6))


@pytest.mark.parametrize("name", ["facebook-annab-2026-05-03-AbC.zip", "facebook-annab-03.05.2026-AbC (1).zip"])
def test_the_archives_name_says_until_when_it_goes_in_any_country(name: str) -> None:
    found = archive(SOURCE, {POSTS: [post()]}, AT_ANNAS, name)
    assert isinstance(found[-1], Covers) and found[-1].until == int(1777766400e6)


def test_a_kind_without_its_list_is_not_covered() -> None:
    found = archive(SOURCE, {POSTS: [], COMMENTS: comments(comment("x"))})
    assert isinstance(found[-1], Covers) and found[-1].kinds == {Kind.POST, Kind.COMMENT}
    assert not any(isinstance(one, Covers) for one in archive(SOURCE, {POSTS: []}, AT_ANNAS))


def test_a_list_that_names_nobody_is_another_than_in_its_archive_and_says_so() -> None:
    alone = single(SOURCE, [post()])
    assert any("would count twice" in one.text for one in alone if isinstance(one, Note))
    assert acts(alone)[0].ref != acts(archive(SOURCE, {POSTS: [post()], PROFILE_AT: PROFILE}))[0].ref


def test_a_list_that_names_nobody_needs_an_owner_from_outside() -> None:
    with pytest.raises(ExportRefused, match=r"does not say whose posts.*--student"):
        single(SOURCE, [post()], NOWHERE)


def test_a_broken_list_refuses_the_whole_archive_with_its_place() -> None:
    assert "comments.json, line 1" in refusal({POSTS: [post()], COMMENTS: b'{"comments_v2": ['})
    assert "holds no list" in refusal({POSTS: {"a": 1, "b": "c"}})


def test_entries_of_other_kinds_are_rejected_with_their_file() -> None:
    found = archive(SOURCE, {POSTS: [5, None, "x", [], post()]}, AT_ANNAS)
    places = [one.where for one in found if isinstance(one, Reject)]
    assert places == [f"{POSTS.rpartition('/')[2]}, item {number}" for number in (1, 2, 3, 4)]


def test_an_invented_archive_reads_as_its_golden_file_says() -> None:
    golden.check(SOURCE, "facebook.zip")


VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "Anna's post", "ü", "\udc80", "2"])
)
KEYS = "timestamp data title attachments comment post author tags name media external_context label_values label value"
JSON = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=6),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(JSON, max_size=3), JSON, JSON)
def test_any_json_is_read_rejected_or_refused(posts: list[Any], said: Any, profile: Any) -> None:
    texts = {POSTS: posts, COMMENTS: {"comments_v2": said}, PROFILE_AT: profile}
    files = {name: json.dumps(value).encode() for name, value in texts.items()}
    for one in opened(files):
        try:
            list(SOURCE.extract(one, AT_ANNAS))
        except ExportRefused as refused:
            assert str(refused).startswith("up.zip")


def test_what_is_nested_too_deep_is_refused() -> None:
    deep = b'[{"timestamp": 1772460300, "data": [' + b"[" * 900 + b"]" * 900 + b']}, "\\u00c3\\u00a9"]'
    try:
        list(SOURCE.extract(in_memory("your_posts_1.json", deep), AT_ANNAS))
    except ExportRefused as refused:
        assert "nested too deep" in str(refused) or "broken" in str(refused)
