"""Substack's own export, whole and as posts.csv alone."""

import io

import pytest

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Covers, Kind, Note, Reject, Who
from evenkeel.sources import is_bundle, recognise
from evenkeel.sources.base import Export
from evenkeel.sources.blogs import feed
from evenkeel.sources.blogs.substack import SOURCE
from evenkeel.sources.opening.files import exports, uploaded
from tests.sources.golden import CONTEXT, GOLDEN, SAMPLES, check, counts, export_of, found_in, only

ANN = Who(handle="ann@example.org")
OWNED = CONTEXT._replace(owner=ANN)
HEADER = "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url\n"
MENTION = '<p>Hello <span class="mention-wrap" data-attrs="{}"></span>.</p>'


def bundle(files: dict[str, str], opened: list[str] | None = None) -> Export:
    def opener(name: str, content: str) -> io.BytesIO:
        if opened is not None:
            opened.append(name)
        return io.BytesIO(content.encode())

    members = tuple(
        Export(f"s.zip/{name}", lambda name=name, content=content: opener(name, content), len(content))  # type: ignore[misc]
        for name, content in files.items()
    )
    return Export("s.zip", io.BytesIO, 0, members)


def row(number: int = 1, **said: str) -> str:
    usual = {"post_id": f"{number}.slug-{number}", "post_date": "2026-03-02T20:05:00.000Z", "is_published": "true"}
    usual |= {"type": "newsletter", "audience": "everyone", "title": "T"} | said
    return ",".join(usual.get(column, "") for column in HEADER.strip().split(",")) + "\n"


def written(html: str, *more: str) -> list[Act]:
    texts = {f"posts/{number}.slug-{number}.html": text for number, text in enumerate((html, *more), 1)}
    files = {"posts.csv": HEADER + "".join(map(row, range(1, len(texts) + 1)))} | texts
    return only(Act, SOURCE.extract(bundle(files), OWNED))


def test_the_zip_is_read_as_its_golden_file_says() -> None:
    found = check(SOURCE, "substack.zip", OWNED)
    assert counts(found) == {
        "post": 4,
        "draft": 1,
        "page": 1,
        "subscriber list, not opened": 3,
        "text of no row in posts.csv": 1,
    }


def test_export_and_feed_agree_on_address_second_title_and_text() -> None:
    exported = only(Act, check(SOURCE, "substack.zip", OWNED))[0]
    (fed,) = only(Act, check(feed.SOURCE, "substack_feed.xml", OWNED))
    assert (fed.url, fed.title, fed.text, fed.author, fed.platform, fed.kind) == (
        exported.url,
        exported.title,
        exported.text,
        exported.author,
        exported.platform,
        exported.kind,
    )
    assert fed.moment == exported.moment // 1_000_000 * 1_000_000


def test_lists_of_subscribers_are_never_opened() -> None:
    (zipped,) = uploaded("s.zip", (GOLDEN / "substack.zip").read_bytes(), is_bundle)
    assert isinstance(zipped, Export)
    opened: list[str] = []
    files = {member.path.partition("/")[2]: member.read().decode() for member in zipped.members}
    export = bundle(files, opened)
    assert is_bundle(export) and recognise(export) is SOURCE
    found = list(SOURCE.extract(export, OWNED))
    assert opened and not [name for name in opened if name.endswith(".csv") and name != "posts.csv"]
    assert "reader@example.org" not in str(found)


def test_without_a_folders_student_nobody_can_be_the_author() -> None:
    with pytest.raises(ExportRefused, match=r"does not say whose newsletter it is.*inbox/<e-mail address>/"):
        found_in(SOURCE, HEADER + row(), name="posts.csv")


def test_posts_csv_alone_gives_posts_without_text_and_says_so() -> None:
    export = export_of(HEADER + row(), "posts.csv")
    assert recognise(export) is SOURCE
    found = list(SOURCE.extract(export, OWNED))
    assert [(act.ref, act.text, act.url) for act in only(Act, found)] == [("substack:1", "", "")]
    assert "load the whole zip" in only(Note, found)[0].text


def test_a_row_without_its_page_is_a_post_without_text() -> None:
    (act,) = only(Act, SOURCE.extract(bundle({"posts.csv": HEADER + row()}), OWNED))
    assert (act.ref, act.title, act.text) == ("substack:1", "T", "")


@pytest.mark.parametrize("yes", ["true", "TRUE", "True"])
def test_published_is_written_in_several_ways(yes: str) -> None:
    assert counts(found_in(SOURCE, HEADER + row(is_published=yes), OWNED, "posts.csv")) == {"post": 1}


def test_what_only_subscribers_may_read_is_counted_without_its_text() -> None:
    files = {"posts.csv": HEADER + row(audience="only_paid"), "posts/1.slug-1.html": "<p>Secret</p>"}
    opened: list[str] = []
    found = list(SOURCE.extract(bundle(files, opened), OWNED))
    assert [act.text for act in only(Act, found)] == [""]
    assert opened == ["posts.csv"] * len(opened)
    assert "only subscribers may read: 1 post." in only(Note, found)[0].text


@pytest.mark.parametrize(
    ("attributes", "text", "named"),
    [
        (
            "{&quot;name&quot;:&quot;Ben Locke&quot;,&quot;type&quot;:&quot;user&quot;}",
            "Hello Ben Locke.",
            ["Ben Locke"],
        ),
        ("{&quot;name&quot;:&quot;A Letter&quot;,&quot;type&quot;:&quot;pub&quot;}", "Hello A Letter.", []),
        ("{&quot;name&quot;:7}", "Hello .", []),
        ("broken", "Hello .", []),
        ("[]", "Hello .", []),
    ],
)
def test_the_name_of_somebody_mentioned_stands_in_an_attribute_only(
    attributes: str, text: str, named: list[str]
) -> None:
    (act,) = written(MENTION.replace("{}", attributes))
    assert (act.text, [who.name for who in act.to]) == (text, named)


def test_the_pages_furniture_is_not_what_somebody_wrote() -> None:
    button = '<div class="button-wrapper"><a class="button primary"><span>Share</span></a></div>'
    widget = '<div class="subscription-widget-wrap"><div class="subscription-widget"><p>Thanks!</p></div></div>'
    assert written(f"<p>One</p>{button}{widget}<svg><title>Expand</title></svg><p>two</p>")[0].text == "One\ntwo"


def test_the_address_is_known_where_all_subscribe_buttons_lead_to_one_site() -> None:
    def button(site: str) -> str:
        return f'<a class="button" href="https://{site}/subscribe?x=1">Subscribe</a>'

    one = written(button("ann.example.org"), button("ann.example.org"), "<p>x</p>")
    assert [act.url for act in one] == [f"https://ann.example.org/p/slug-{number}" for number in (1, 2, 3)]
    assert [act.url for act in written(button("ann.example.org"), button("ben.example.org"))] == ["", ""]


def test_the_owner_is_covered_for_posts_alone() -> None:
    (cover,) = only(Covers, check(SOURCE, "substack.zip", OWNED))
    assert (cover.who, set(cover.kinds), cover.cut_short) == (ANN, {Kind.POST}, False)


def test_rows_that_cannot_be_read_are_rejected_with_their_line() -> None:
    content = HEADER + row(post_date="soon") + row(2, post_id="") + "1,2\n" + row(4)
    found = found_in(SOURCE, content, OWNED, "posts.csv")
    assert [reject.where for reject in only(Reject, found)] == ["line 2", "line 3", "line 4"]
    assert counts(found) == {"post": 1}


def test_a_folder_of_many_things_is_not_substacks() -> None:
    assert not SOURCE.identify(bundle({"posts.csv": HEADER + row(), "outbox.json": "{}"}))
    assert not SOURCE.identify(bundle({"inner/posts.csv": HEADER + row()}))
    assert not SOURCE.identify(bundle({"posts.csv": "id,permalink,date\n"}))


def test_the_real_sample_has_what_was_counted() -> None:
    folder = SAMPLES / "substack" / "ghost-migrate"
    if not folder.exists():
        pytest.skip("the real sample substack/ghost-migrate is not beside this checkout")
    (export,) = exports(folder, "inbox/ann", is_bundle)
    assert isinstance(export, Export) and recognise(export) is SOURCE
    found = list(SOURCE.extract(export, OWNED))
    assert counts(found) == {"post": 3, "draft": 1, "page": 1} and not only(Reject, found)
    first = only(Act, found)[0]
    assert first.text.startswith("Lorem Ipsum\nLorem ipsum dolor") and "Sign up" not in first.text
    assert first.url == "https://example.substack.com/p/plain-text"
