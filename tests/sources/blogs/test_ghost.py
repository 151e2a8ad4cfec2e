"""Ghost's own export."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from evenkeel.errors import ExportRefused
from evenkeel.intake import load
from evenkeel.model import Act, Covers, Kind, Note, Reject, Skip, Who
from evenkeel.sources import recognise
from evenkeel.sources.blogs import feed
from evenkeel.sources.blogs.ghost import SOURCE
from evenkeel.store.record import open_record
from tests.sources.golden import CONTEXT, check, counts, export_of, found_in, only, sample

ID = "65f0a1b2c3d4e5f601234501"
OWNER = Who(handle="ann@example.org")


def ghost(*posts: dict[str, Any], wrapped: bool = True, **tables: list[dict[str, Any]]) -> str:
    held = {"meta": {"exported_on": 1774000000000, "version": "5"}, "data": {"posts": list(posts), **tables}}
    return json.dumps({"db": [held]} if wrapped else held)


def post(**said: Any) -> dict[str, Any]:
    usual = {"id": ID, "title": "T", "html": "<p>x</p>", "status": "published", "published_at": "2026-03-02T20:05:00Z"}
    return usual | {"type": "post", "visibility": "public"} | said


def acts(content: str) -> list[Act]:
    return only(Act, found_in(SOURCE, content, name="ghost.json"))


def test_an_export_is_read_as_its_golden_file_says() -> None:
    found = check(SOURCE, "ghost.json")
    assert counts(found) == {"post": 5, "draft": 1, "scheduled post": 1, "sent by e-mail only": 1, "page": 1}


def test_posts_have_one_name_in_the_export_and_in_ghosts_own_feed() -> None:
    exported = {act.ref: act for act in only(Act, check(SOURCE, "ghost.json"))}
    fed = only(Act, check(feed.SOURCE, "ghost_feed.xml"))
    assert len(fed) == 2
    for act in fed:
        assert (act.moment, act.title, act.platform) == (exported[act.ref].moment, exported[act.ref].title, "ghost")


def test_the_wrapper_may_be_missing() -> None:
    export = export_of(ghost(post(), wrapped=False), "ghost.json")
    assert recognise(export) is SOURCE
    assert [act.ref for act in only(Act, SOURCE.extract(export, CONTEXT))] == [f"ghost:{ID}"]


def test_very_old_exports_have_milliseconds_counted_ids_pages_by_a_number_and_one_author_in_the_post() -> None:
    uuid = "0b6f8e2a-3c4d-4e5f-8a9b-0c1d2e3f4a01"
    old = {"id": 1, "uuid": uuid, "published_at": 1388318400000, "author_id": 3, "page": 0, "type": None, "html": ""}
    content = ghost(
        post(**old, markdown="Some *words*"),
        post(**(old | {"id": 2, "page": 1})),
        users=[{"id": 3, "name": "", "slug": "ann"}, {"id": 4, "name": "Ben"}],
    )
    (act,) = acts(content)
    assert (act.ref, act.moment, act.text) == (f"ghost:{uuid}", 1_388_318_400_000_000, "Some *words*")
    assert act.author == Who("ghost", "", "ann", alias="ann")


def test_a_post_without_any_id_is_known_by_what_it_is() -> None:
    first, second = acts(ghost(post(id=1), post(id=None, title="U")))
    assert first.ref != second.ref and len(first.ref) > 30


def test_of_several_authors_the_first_in_their_order_wrote_it() -> None:
    joined = [{"post_id": ID, "author_id": n, "sort_order": order} for n, order in (("1", 2), ("2", 0), ("3", 1))]
    users = [{"id": str(n), "name": f"N{n}", "email": f"n{n}@example.org"} for n in (1, 2, 3)]
    (act,) = acts(ghost(post(), users=users, posts_authors=joined))
    assert act.author == Who("ghost", "", "N2", "n2@example.org")


def test_a_roster_may_name_an_author_by_the_slug_of_their_blog(tmp_path: Path) -> None:
    content = ghost(
        post(author_id="1"), users=[{"id": "1", "name": "A. R.", "slug": "ann-r", "email": "x@example.org"}]
    )
    with closing(open_record(tmp_path / "class.db")) as record:
        for name, held in (("roster.csv", "name,email,ghost\nAnn Rivers,ann@example.org,ann-r\n"), ("g.json", content)):
            export = export_of(held, name)
            report = load(record, export, recognise(export), CONTEXT)
        assert (report.new, report.unmatched) == (1, [])


def test_without_an_author_it_is_the_folders_student_the_only_user_or_the_blog() -> None:
    user, other = {"id": "1", "name": "Ann"}, {"id": "2", "name": "Ben"}
    owned = only(Act, found_in(SOURCE, ghost(post(), users=[user, other]), CONTEXT._replace(owner=OWNER)))
    assert owned[0].author == OWNER
    assert acts(ghost(post(), users=[user]))[0].author == Who("ghost", "", "Ann")
    titled = ghost(post(), users=[user, other], settings=[{"key": "title", "value": "The lock"}])
    assert acts(titled)[0].author == Who("ghost", "", "The lock")


def test_everybody_who_can_write_there_is_covered_for_posts_and_nothing_is_said_of_comments() -> None:
    users = [{"id": "1", "name": "Ann"}, {"id": "2", "name": "Silent"}]
    found = found_in(SOURCE, ghost(post(author_id="1"), users=users))
    covers = only(Covers, found)
    assert [(cover.who, set(cover.kinds), cover.until) for cover in covers] == [
        (Who("ghost", "", "Ann"), {Kind.POST}, 1_774_000_000_000_000),
        (Who("ghost", "", "Silent"), {Kind.POST}, 1_774_000_000_000_000),
    ]
    assert "no comments" in only(Note, found)[-1].text


def test_what_only_members_may_read_is_counted_without_its_text() -> None:
    found = found_in(SOURCE, ghost(post(visibility="paid")))
    assert [act.text for act in only(Act, found)] == [""]
    assert "only members may read: 1" in only(Note, found)[0].text


@pytest.mark.parametrize(
    ("lexical", "words"),
    [
        (
            '{"root":{"children":[{"type":"html","html":"<p>a <b>b</b></p>"},{"type":"markdown","markdown":"c"}]}}',
            "a b\nc",
        ),
        ('{"root":{"children":[{"type":"button","text":"Buy"},{"type":"codeblock","code":"x = 1"}]}}', "x = 1"),
        ('{"root":{"children":[{"type":"image","caption":"A <i>lock</i>"}]}}', "A lock"),
        ("{", ""),
        ("[]", ""),
        ('{"root":' + '{"children":[' * 900 + "]}" * 900 + "}", ""),
    ],
)
def test_the_new_editors_document_is_read_where_there_is_no_html(lexical: str, words: str) -> None:
    assert acts(ghost(post(html=None, lexical=lexical)))[0].text == words


@pytest.mark.parametrize(
    "content",
    [
        '{"db": [{"meta": {}, "data": {"posts": {}}}]}',
        '{"db": [{"data": {}}]}',
        '{"db": [{"meta": {}',
        "[]",
        '{"db": []}',
    ],
)
def test_what_holds_no_list_of_posts_is_refused(content: str) -> None:
    with pytest.raises(ExportRefused, match=r"^ghost\.json"):
        found_in(SOURCE, content, name="ghost.json")


def test_rows_of_wrong_types_are_rejected_one_by_one() -> None:
    posts: list[Any] = [
        post(),
        None,
        "x",
        post(status=None),
        post(published_at=True, created_at=[]),
        post(published_at=10**40),
    ]
    found = found_in(SOURCE, ghost(*posts, users=[7], posts_authors=[None], tags="no"))  # type: ignore[arg-type,list-item]
    assert counts(found) == {"post": 1}
    assert [reject.where for reject in only(Reject, found)] == ["post 2", "post 3", "post 4", "post 5", "post 6"]


@pytest.mark.parametrize(("name", "titles"), [("ghost.json", 3), ("ghost-flat.json", 1)])
def test_a_real_export_has_what_was_counted(name: str, titles: int) -> None:
    export = sample(f"ghost/{name}")
    assert recognise(export) is SOURCE
    found = list(SOURCE.extract(export, CONTEXT))
    assert counts(found) == {"post": titles} and not only(Skip, found) and not only(Reject, found)
