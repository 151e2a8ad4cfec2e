"""Medium's own export, as a zip and as single pages."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from evenkeel.model import Act, Covers, Kind, Note, Reject, Who
from evenkeel.sources import is_bundle, recognise
from evenkeel.sources.base import Export
from evenkeel.sources.blogs import feed
from evenkeel.sources.blogs.medium import SOURCE
from evenkeel.sources.opening.files import Offered, exports, uploaded
from tests.sources.golden import CONTEXT, GOLDEN, SAMPLES, check, counts, export_of, found_in, only

ANN = Who("medium", "annrivers", "Ann Rivers", "", "medium.com/@annrivers")
BY = '<a href="https://medium.com/@AnnRivers" class="p-author h-card">Ann Rivers</a>'
CANONICAL = '<a href="https://medium.com/@annrivers/x-0a1b2c3d4e51" class="p-canonical">Canonical link</a>'
TIME = '<time class="dt-published" datetime="2026-03-02T20:05:00Z">x</time>'
WHEN = f'<a href="https://medium.com/p/0a1b2c3d4e51">{TIME}</a>'


def page(title: str = "A title", body: str = "<p>Something else.</p>", footer: str = BY + WHEN + CANONICAL) -> str:
    return (
        f'<html><body><article class="h-entry"><header><h1 class="p-name">{title}</h1></header>'
        f'<section data-field="body" class="e-content">{body}</section><footer>{footer}</footer></article></html>'
    )


def act(content: str, name: str = "post.html") -> Act:
    (found,) = only(Act, found_in(SOURCE, content, name=name))
    return found


def test_the_zip_is_read_as_its_golden_file_says() -> None:
    found = check(SOURCE, "medium.zip")
    expected = {"post": 1, "comment": 1, "draft": 1, "private page, not opened": 3, "file beside an export": 1}
    assert counts(found) == expected
    assert [reject.where for reject in only(Reject, found)] == ["posts/2026-03-04_Undated-0a1b2c3d4e54.html"]


def test_export_and_feed_name_the_same_posts_by_the_same_person() -> None:
    def said(found: list[Act]) -> set[tuple[str, Kind, str, str, Who]]:
        return {(one.ref, one.kind, one.text, one.title, one.author) for one in found}

    exported = said(only(Act, check(SOURCE, "medium.zip")))
    assert said(only(Act, check(feed.SOURCE, "medium_feed.xml"))) == exported
    assert {ref for ref, *_ in exported} == {"medium:0a1b2c3d4e51", "medium:0a1b2c3d4e52"}


def test_only_pages_of_posts_are_ever_opened() -> None:
    with ZipFile(GOLDEN / "medium.zip") as archive:
        held = {info.filename: archive.read(info) for info in archive.infolist()}
    opened: list[str] = []

    def member(name: str) -> Export:
        def open_it() -> io.BytesIO:
            opened.append(name)
            return io.BytesIO(held[name])

        return Export(f"m.zip/{name}", open_it, len(held[name]))

    bundle = Export("m.zip", io.BytesIO, 0, tuple(map(member, held)))
    assert is_bundle(bundle) and recognise(bundle) is SOURCE
    assert list(SOURCE.extract(bundle, CONTEXT))
    assert {name.partition("/")[0] for name in opened} == {"posts"}


@pytest.mark.parametrize(
    ("footer", "name", "ref"),
    [
        (BY + WHEN + CANONICAL.replace("4e51", "ffff"), "x.html", "medium:0a1b2c3d4e51"),
        (BY + WHEN.replace("/p/0a1b2c3d4e51", "/p/abcd") + CANONICAL, "x.html", "medium:0a1b2c3d4e51"),
        (BY + WHEN.replace("/p/0a1b2c3d4e51", "/p/abcd"), "2026-03-02_X-0a1b2c3d4e5.html", "medium:0a1b2c3d4e5"),
    ],
)
def test_a_post_is_named_by_its_short_address_else_by_the_end_of_its_address_or_file(
    footer: str, name: str, ref: str
) -> None:
    assert act(page(footer=footer), name).ref == ref


def test_a_post_that_says_no_id_is_known_by_what_it_is() -> None:
    footer = BY + WHEN.replace("/p/0a1b2c3d4e51", "/p/abcd")
    assert act(page("One", footer=footer)).ref != act(page("Two", footer=footer)).ref


@pytest.mark.parametrize(
    ("title", "body", "response"),
    [
        ("Correct Dyson", "<p>Correct Dyson</p>", True),
        ("Correct…", "<p>Correct Dyson, and <b>more</b></p><p>so</p>", True),
        ("Correct Dyson", "<h3>Correct Dyson</h3><p>He was.</p>", False),
        ("Correct Dyson", "<figure><img></figure><p>Correct Dyson</p>", False),
        ("Another title", "<p>Correct Dyson</p>", False),
        ("Word", f"<p>{'Word ' * 151}</p>", False),
        ("", "<p>Untitled</p>", False),
        ("…", "<p>… and so on</p>", False),
        ("Empty", "", False),
    ],
)
def test_a_response_is_short_and_its_title_is_how_its_first_paragraph_begins(
    title: str, body: str, response: bool
) -> None:
    found = act(page(title, body))
    assert (found.kind is Kind.COMMENT) is response
    assert (found.title, found.parent) == ("" if response else title, "")


def test_responses_are_noted_because_nothing_says_what_they_answer() -> None:
    found = found_in(SOURCE, page("Yes", "<p>Yes</p>"), name="x.html")
    assert "taken for responses: 1" in only(Note, found)[0].text


def test_the_title_that_opens_the_text_is_not_counted_twice() -> None:
    heading = '<h3 class="graf graf--title">A title</h3>'
    assert act(page(body=f"{heading}<p>And text.</p>")).text == "And text."


def test_a_draft_has_neither_date_nor_address_or_its_file_says_so() -> None:
    view = '<p><a href="https://medium.com/p/0a1b2c3d4e53">View original.</a></p>'
    assert counts(found_in(SOURCE, page(footer=view), name="x.html")) == {"draft": 1}
    assert counts(found_in(SOURCE, page(), name="draft_x.html")) == {"draft": 1}


def test_a_page_without_an_author_is_the_folders_students_or_rejected() -> None:
    content = page(footer=WHEN + CANONICAL)
    assert only(Reject, found_in(SOURCE, content, name="x.html"))
    owner = Who(handle="ann@example.org")
    (found,) = only(Act, found_in(SOURCE, content, CONTEXT._replace(owner=owner), "x.html"))
    assert found.author == owner


def test_a_single_page_says_nothing_of_what_else_was_written() -> None:
    export = export_of(page(), "x.html")
    assert recognise(export) is SOURCE
    assert not only(Covers, SOURCE.extract(export, CONTEXT))


def test_whom_the_text_mentions_is_addressed() -> None:
    link = '<a href="https://medium.com/@benlocke" class="markup--user markup--p-user">@Ben Locke</a>'
    assert act(page(body=f"<p>As {link} said.</p>")).to == (Who("medium", "benlocke", "Ben Locke"),)


def test_a_folder_of_many_things_is_not_mediums() -> None:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("posts/1.html", page())
        archive.writestr("acts.csv", "author,at\n")
    offered: list[Offered] = list(uploaded("up.zip", buffer.getvalue(), is_bundle))
    assert sorted(one.path for one in offered if isinstance(one, Export)) == ["up.zip/acts.csv", "up.zip/posts/1.html"]


def test_pages_of_other_kinds_are_not_mediums() -> None:
    for content in ("<html><article class='h-entry'><p>x</p></article></html>", "<h1 class='p-name'>x</h1>", ""):
        assert not SOURCE.identify(export_of(content, "x.html"))


def test_the_real_sample_has_what_was_counted() -> None:
    folder = SAMPLES / "medium" / "ghost-migrate"
    if not folder.exists():
        pytest.skip("the real sample medium/ghost-migrate is not beside this checkout")
    (export,) = exports(Path(folder), "inbox/ann", is_bundle)
    assert isinstance(export, Export) and recognise(export) is SOURCE
    found = list(SOURCE.extract(export, CONTEXT))
    assert counts(found) == {"post": 6, "comment": 1, "draft": 1, "private page, not opened": 1}
    assert [reject.where for reject in only(Reject, found)] == ["posts/no-date-post.html"]
    acts = only(Act, found)
    assert len({one.ref for one in acts}) == 7
    assert [one.ref for one in acts if one.kind is Kind.COMMENT] == ["medium:a1b2c3d4e5f6"]
    assert [(cover.who, set(cover.kinds)) for cover in only(Covers, found)] == [
        (Who("medium", "joebloggs", "Joe Bloggs", "", "medium.com/@joebloggs"), {Kind.POST, Kind.COMMENT})
    ]
