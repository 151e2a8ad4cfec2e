"""The archive of a Ning network: a whole class in one bundle, in JSON that Ning breaks in known ways."""

import io
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.intake import load
from evenkeel.model import Act, Covers, Kind, Note, Reject, RosterRow, Skip, Who
from evenkeel.sources import is_bundle, recognise
from evenkeel.sources.base import Export, in_memory
from evenkeel.sources.classroom.ning import SOURCE
from evenkeel.sources.classroom.ning_json import read
from evenkeel.sources.opening.files import exports
from evenkeel.store.record import open_record
from tests.sources.golden import CONTEXT, check, counts, export_of, only

WHEN = "2026-03-02T20:05:00.000Z"
Item = dict[str, Any]


def archive(modified: int | None = None, **files: str | list[Any]) -> Export:
    """Make an archive of files named `members_local`, `blogs`, …, given as text or as what they list."""
    members = []
    for name, held in files.items():
        content = (held if isinstance(held, str) else f"({json.dumps(held)})").encode()
        path = f"n.zip/ning-{name.replace('_', '-')}.json"
        opener = lambda content=content: io.BytesIO(content)  # noqa: E731
        members.append(Export(path, opener, len(content), modified=modified))
    return Export("n.zip", io.BytesIO, 0, tuple(members))


def found(**files: str | list[Any]) -> list[Any]:
    return list(SOURCE.extract(archive(**files), CONTEXT))


def member(key: str, name: str = "", **said: Any) -> Item:
    return {"contributorName": key, "fullName": name or key.upper(), "state": "active", "createdDate": WHEN} | said


def item(number: int = 1, key: str = "ann", **said: Any) -> Item:
    return {
        "id": f"9:BlogPost:{number}",
        "contributorName": key,
        "title": "T",
        "description": "x",
        "createdDate": WHEN,
    } | said


def comment(number: int = 1, key: str = "ben", **said: Any) -> Item:
    return {"id": f"9:Comment:{number}", "contributorName": key, "description": "y", "createdDate": WHEN} | said


def test_an_archive_is_read_as_its_golden_file_says() -> None:
    told = check(SOURCE, "ning.zip")
    assert counts(told) == {
        "post": 3,
        "comment": 8,
        "draft": 1,
        "in a private group": 1,
        "comment on something that not everybody could see": 1,
        "group": 2,
        "photo": 1,
        "member (left)": 1,
        "member (pending)": 1,
        "second copy of the same file": 2,
        "file beside an export": 1,
    }
    assert "mended in 4 places" in only(Note, told)[0].text


def test_of_a_member_name_and_key_are_kept_and_nothing_private() -> None:
    told = check(SOURCE, "ning.zip")
    assert {act.author for act in only(Act, told)} >= {Who("ning", "2bbbb", "Ben Locke", "ben@example.org")}
    assert not [secret for secret in ("Hull", "2004-02-03", "555 0100", "I like locks") if secret in str(told)]


def test_members_make_no_class_list() -> None:
    assert not only(RosterRow, check(SOURCE, "ning.zip"))


def test_members_who_wrote_nothing_are_covered_and_who_left_only_until_they_last_wrote() -> None:
    people = [member("ann"), member("sue"), member("bob", state="suspended"), member("pen", state="pending")]
    blogs = [item(1), item(2, "bob", createdDate="2026-03-01T00:00:00Z")]
    export = archive(1_774_000_000_000_000, members=people, blogs=blogs, discussions=[])
    covers = {cover.who.handle: cover for cover in only(Covers, SOURCE.extract(export, CONTEXT)) if cover.who}
    assert {who: cover.until for who, cover in covers.items()} == {
        "ann": 1_774_000_000_000_000,
        "sue": 1_774_000_000_000_000,
        "bob": 1_772_323_200_000_000,
    }
    assert all(cover.kinds == {Kind.POST, Kind.COMMENT} and cover.since is None for cover in covers.values())


@pytest.mark.parametrize(
    ("files", "kinds"),
    [
        (("members", "blogs", "discussions"), {Kind.POST, Kind.COMMENT}),
        (("blogs", "discussions"), {Kind.POST}),
        (("members", "blogs"), None),
        (("discussions",), None),
    ],
)
def test_who_is_silent_is_known_only_of_what_the_archive_holds(files: tuple[str, ...], kinds: set[Kind] | None) -> None:
    held = {"members": [member("ann")], "blogs": [item()], "discussions": [item(2)]}
    told = found(**{name: held[name] for name in files})
    assert {frozenset(cover.kinds) for cover in only(Covers, told)} == ({frozenset(kinds)} if kinds else set())
    assert bool(only(Note, told)) is (len(files) < 3)


def test_a_comment_answers_the_post_it_stands_under() -> None:
    told = only(Act, found(blogs=[item(comments=[comment(1), comment(2, "ann")])]))
    assert [(act.kind, act.ref, act.parent) for act in told] == [
        (Kind.POST, "ning:9:BlogPost:1", ""),
        (Kind.COMMENT, "ning:9:Comment:1", "ning:9:BlogPost:1"),
        (Kind.COMMENT, "ning:9:Comment:2", "ning:9:BlogPost:1"),
    ]


def test_a_comment_on_a_wall_is_addressed_to_whose_wall_it_is() -> None:
    wall = [{key: value for key, value in comment().items() if key != "id"}] * 2
    first, second = only(Act, found(members=[member("ann", "Ann", comments=wall), member("ben", "Ben")]))
    assert (first.author.name, first.kind, first.to, first.parent) == (
        "Ben",
        Kind.COMMENT,
        (Who("ning", "ann", "Ann"),),
        "",
    )
    assert first.ref != second.ref


def test_a_newer_archive_names_the_same_comments_on_walls() -> None:
    def wall(*described: str) -> list[Item]:
        said = [{"contributorName": "ben", "description": one, "createdDate": WHEN} for one in described]
        return [member("ann", comments=said)]

    older = {act.ref for act in only(Act, found(members=wall("hi", "hi")))}
    newer = [act.ref for act in only(Act, found(members=wall("new", "hi", "hi")))]
    assert len(older) == 2 and set(newer) > older and len(set(newer)) == 3


def test_what_was_said_about_a_photo_is_addressed_to_whoever_showed_it() -> None:
    told = found(members=[member("ann"), member("ben")], photos=[item(comments=[comment()])], music=[item(2)])
    (act,) = only(Act, told)
    assert ([who.handle for who in act.to], act.parent) == (["ann"], "")
    assert counts(told) == {"comment": 1, "photo": 1, "song": 1}


def test_titles_are_escaped_and_posts_may_be_empty() -> None:
    full, empty = only(Act, found(discussions=[item(title="Q&amp;A &#39;26"), item(2, title=None, description=None)]))
    assert (full.title, empty.title, empty.text) == ("Q&A '26", "", "")


def test_category_and_tags_are_tags_whether_listed_or_alone() -> None:
    several = item(category="Week 1", tags=["rivers", "", 7])
    alone = item(2, category="Uncategorized", tags="rivers")
    assert [act.tags for act in only(Act, found(blogs=[several, alone]))] == [("Week 1", "rivers"), ("rivers",)]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"publishStatus": "draft"}, "draft"),
        ({"publishStatus": "queued"}, "draft"),
        ({"groupId": "9:Group:1"}, "in a private group"),
        ({"groupId": "9:Group:2"}, "in a private group"),
        ({"visibility": "friends"}, "private"),
    ],
)
def test_what_not_everybody_could_see_is_counted_and_not_read(said: Item, reason: str) -> None:
    groups = [item(id="9:Group:1", groupPrivacy="private"), item(id="9:Group:2", isPrivate=True), item(id="9:Group:3")]
    told = found(groups=groups, discussions=[item(comments=[comment()]) | said, item(2, groupId="9:Group:3")])
    assert [act.ref for act in only(Act, told)] == ["ning:9:BlogPost:2"]
    assert counts(told)[reason] == 1
    assert counts(told)["comment on something that not everybody could see"] == 1


def test_a_post_that_waited_counts_from_when_it_appeared() -> None:
    (act,) = only(Act, found(blogs=[item(publishStatus="publish", publishTime="2026-03-03T00:00:00Z")]))
    assert act.moment == 1_772_496_000_000_000


def test_of_two_copies_of_a_file_one_is_taken_the_local() -> None:
    told = found(blogs=[item(1)], blogs_local=[item(2)])
    assert [act.ref for act in only(Act, told)] == ["ning:9:BlogPost:2"]
    assert counts(told)["second copy of the same file"] == 1
    remote = found(blogs=[item(1)], discussions_local=[item(2)])
    assert {act.ref for act in only(Act, remote)} == {"ning:9:BlogPost:1", "ning:9:BlogPost:2"}


def test_ids_that_are_mere_numbers_are_told_apart_by_where_they_stand() -> None:
    told = only(
        Act, found(blogs=[item(id=1, comments=[comment(id=1)])], discussions=[item(id=1, comments=[comment(id=1)])])
    )
    assert len({act.ref for act in told}) == 4
    assert [act.parent for act in told if act.kind is Kind.COMMENT] == ["ning:blogs:1", "ning:discussions:1"]


ONE, TWO, THREE = '{"a":"1 } { ]{ }[{ ]]"}', '{"a":2}', '{"a":3}'


@pytest.mark.parametrize(
    ("written", "places"),
    [
        (f"[{ONE},{TWO},{THREE}]", 0),
        (f"([{ONE},{TWO},{THREE}])", 0),
        (f"  (\n[{ONE},{TWO},{THREE}]\n)\n", 0),
        (f"\ufeff([{ONE},{TWO},{THREE}])", 0),
        (f"([{ONE}{TWO},{THREE}])", 1),
        (f"([{ONE} \n {TWO}{THREE}])", 2),
        (f"([{ONE}]{TWO},{THREE}])", 1),
        (f"([{ONE}] {TWO},{THREE}])", 1),
        (f"([{ONE}[{TWO},{THREE}])", 1),
        (f"([{ONE},{TWO},{THREE}]])", 1),
        (f"([{ONE},{TWO},{THREE}]\n])\n", 1),
        (f"([{ONE}{TWO}]{THREE}]])", 3),
    ],
)
def test_json_is_mended_where_it_is_broken_as_ning_breaks_it_and_texts_are_left_alone(
    written: str, places: int
) -> None:
    value, mended = read(in_memory("ning-blogs.json", written.encode()))
    assert (value, mended) == ([json.loads(one) for one in (ONE, TWO, THREE)], places)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("([" + ONE, "line 1, column"),
        ('([{"a":1}\n{"a":2}{"a":}])', "line 2, column 13"),
        ('[{"a":1},,{"a":2}]', "line 1, column 10"),
        ('[{"a":1}]]]', "line 1, column"),
        ('[{"a":"x\ny"}]', "line 1, column 9"),
        ('[{"a":1}{"a":2}]x', "line 1, column 17"),
        ('{"a":[[]{"b":1}}', "line 1, column"),
        ("[" * 100_000, ""),
        ("", "line 1, column 1"),
    ],
)
def test_what_is_broken_otherwise_is_refused_with_its_place_in_the_file_as_it_is(written: str, place: str) -> None:
    with pytest.raises(ExportRefused, match=rf"^ning-blogs\.json.*{place}"):
        read(in_memory("ning-blogs.json", written.encode()))


def test_what_is_not_utf_8_is_refused_with_its_place() -> None:
    with pytest.raises(ExportRefused, match=r"^ning-blogs\.json, byte 8: is not UTF-8"):
        read(in_memory("ning-blogs.json", b'[{"a":"\xe9"}]'))


def test_items_that_cannot_be_read_are_rejected_with_file_and_place() -> None:
    bad = [7, item(createdDate="soon"), item(contributorName=None), item(3, comments=[None, comment(createdDate=5)])]
    told = found(members=[{"fullName": "Nameless"}], blogs=bad)
    assert [reject.where for reject in only(Reject, told)] == [
        "ning-members.json, item 1",
        "ning-blogs.json, item 1",
        "ning-blogs.json, item 2",
        "ning-blogs.json, item 3",
        "ning-blogs.json, item 4, comment 1",
        "ning-blogs.json, item 4, comment 2",
    ]


def test_a_file_that_is_no_list_is_refused() -> None:
    with pytest.raises(ExportRefused, match=r"^n\.zip/ning-blogs\.json: holds no list"):
        found(members=[member("ann")], blogs='({"a": 1})')


def test_one_file_alone_is_told_by_its_content_and_read() -> None:
    export = export_of(f"([{json.dumps(item(comments=[comment()]))}])", "posts of our class.json")
    assert recognise(export) is SOURCE
    assert counts(SOURCE.extract(export, CONTEXT)) == {"post": 1, "comment": 1}
    members = export_of(json.dumps([member("ann", comments=[comment()])]), "people.json")
    assert counts(SOURCE.extract(members, CONTEXT)) == {"comment": 1}


def test_other_files_are_not_nings() -> None:
    assert not SOURCE.identify(export_of('[{"contributors": [{"contributorName": "A"}]}]', "datacite.json"))
    assert not SOURCE.identify(export_of('{"contributorName": 1, "createdDate": 2}', "x.json"))
    assert not SOURCE.identify(archive(blogs="[]"))
    mixed = archive(blogs=[item()])
    other = Export("n.zip/outbox.json", io.BytesIO, 0)
    assert SOURCE.identify(mixed)
    assert not SOURCE.identify(Export("n.zip", io.BytesIO, 0, (*mixed.members, other)))


def test_a_folder_is_taken_whole_with_its_attachments(tmp_path: Path) -> None:
    (tmp_path / "blogs").mkdir()
    (tmp_path / "blogs" / "1.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "ning-blogs-local.json").write_text(f"([{json.dumps(item())}])", "utf-8")
    (export,) = exports(tmp_path, "inbox/network", is_bundle)
    assert isinstance(export, Export) and recognise(export) is SOURCE
    assert counts(SOURCE.extract(export, CONTEXT)) == {"post": 1, "file beside an export": 1}


def test_a_class_is_matched_by_e_mail_address_or_name_and_the_address_is_not_kept(tmp_path: Path) -> None:
    with closing(open_record(tmp_path / "class.db")) as record:
        roster = in_memory("roster.csv", b"name,email\nAnn Rivers,ann@example.org\nBen Locke,ben@example.org\n")
        assert not load(record, roster, recognise(roster), CONTEXT).refused
        people = [member("k1", "A. R.", email="Ann@example.org"), member("k2", "Ben Locke")]
        people.append(member("k3", "Out Sider", email="outsider@example.org"))
        report = load(record, archive(members=people, blogs=[item(key="k1")], discussions=[]), SOURCE, CONTEXT)
        assert (report.new, report.unmatched, report.coverage["people"]) == (1, [], 3)
    assert not [file for file in tmp_path.iterdir() if b"outsider@example.org" in file.read_bytes()]


PIECES = st.sampled_from(
    ["{", "}", "[", "]", "(", ")", ",", '"', "\\", " ", "\n", "1", '"a":', "null", "]]", "}{", "]{"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_any_json_is_read_or_refused(written: str) -> None:
    try:
        told = list(SOURCE.extract(in_memory("ning-blogs.json", written.encode()), CONTEXT))
    except ExportRefused as refusal:
        assert str(refusal).startswith("ning-blogs.json")
    else:
        assert all(isinstance(one, Note | Reject | Skip | Act | Covers) for one in told)


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=4)
    )
)
def test_sound_json_is_never_mended(value: Any) -> None:
    held = [{"a": value}, {"b": value}]
    assert read(in_memory("x.json", f"({json.dumps(held)})".encode())) == (held, 0)
