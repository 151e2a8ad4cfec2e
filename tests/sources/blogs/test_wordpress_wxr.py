"""WordPress's export: what is public becomes an act, all else is counted, or refused with its line."""

import pytest

from evenkeel.errors import ExportRefused
from evenkeel.model import Act, Covers, Kind, Note, Reject, Skip, Who
from evenkeel.sources.blogs.wordpress_wxr import SOURCE
from tests.sources.golden import CONTEXT, check, counts, export_of, found_in, only, sample

NEVER = "0000-00-00 00:00:00"
SPACE = "http://wordpress.org/export/1.2/"
AUTHOR = "<wp:author><wp:author_id>{0}</wp:author_id><wp:author_login>{1}</wp:author_login>{2}</wp:author>"
ANN = AUTHOR.format(7, "annr", "<wp:author_display_name>Ann</wp:author_display_name>")
BEN = AUTHOR.format(8, "benst", "<wp:author_email>ben@example.org</wp:author_email>")


def export(items: str, authors: str = ANN, space: str = SPACE, url: str = "https://ann.example.org") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" xmlns:wp="{space}"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"\n<channel><link>{url}</link><wp:base_blog_url>{url}</wp:base_blog_url>{authors}{items}</channel></rss>"
    )


def post(inside: str = "", **said: str) -> str:
    told = {"post_id": "11", "status": "publish", "post_type": "post", "post_date_gmt": "2026-03-02 20:05:00"}
    told |= {key: value for key, value in said.items() if key != "creator"}
    fields = "".join(f"<wp:{key}>{value}</wp:{key}>" for key, value in told.items())
    return f"<item><dc:creator>{said.get('creator', 'annr')}</dc:creator>{fields}{inside}</item>"


def comment(**said: str) -> str:
    told = {"id": "21", "author": "Ben", "date_gmt": "2026-03-03 10:00:00", "approved": "1", "content": "Yes"}
    told |= said
    fields = "".join(f"<wp:comment_{key}>{value}</wp:comment_{key}>" for key, value in told.items())
    return f"<wp:comment>{fields}</wp:comment>"


def acts(content: str | bytes) -> list[Act]:
    return only(Act, found_in(SOURCE, content))


def skips(content: str) -> list[str]:
    return [skip.reason for skip in only(Skip, found_in(SOURCE, content))]


def test_an_export_is_read_as_its_golden_file_says() -> None:
    check(SOURCE, "wordpress.xml")


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
def test_any_version_and_scheme_of_the_namespace_is_the_same_format(scheme: str, version: str) -> None:
    content = export(post(), space=f"{scheme}://wordpress.org/export/{version}/")
    assert SOURCE.identify(export_of(content))
    assert [act.ref for act in acts(content)] == ["wordpress:ann.example.org:post:11"]


def test_a_blog_of_one_author_is_known_by_its_address() -> None:
    (act,) = acts(export(post()))
    assert act.author == Who("blog", "ann.example.org", "Ann")


def test_on_a_blog_of_several_each_is_known_by_login_and_email() -> None:
    (act,) = acts(export(post(creator="benst"), ANN + BEN))
    assert act.author == Who("wordpress", "ann.example.org#benst", "benst", "ben@example.org")


def test_a_login_that_is_an_email_address_is_not_kept_as_a_handle() -> None:
    authors = ANN + AUTHOR.format(9, "dee@example.org", "")
    (act,) = acts(export(post(creator="dee@example.org"), authors))
    assert act.author == Who("wordpress", "ann.example.org#9", "", "dee@example.org")


def test_the_folders_owner_is_the_author_of_a_blog_with_one() -> None:
    owner = Who(email="ann@example.org")
    found = found_in(SOURCE, export(post(comment(user_id="7"))), CONTEXT._replace(owner=owner))
    assert {act.author for act in only(Act, found)} == {owner}


def test_the_folders_owner_is_not_believed_on_a_blog_of_several() -> None:
    found = found_in(SOURCE, export(post(), ANN + BEN), CONTEXT._replace(owner=Who(email="cleo@example.org")))
    assert only(Act, found)[0].author.handle == "ann.example.org#annr"


def test_a_logged_in_commenter_is_the_author_and_user_0_is_a_visitor() -> None:
    content = export(post(comment(user_id="8") + comment(id="22", user_id="0", author="benst")), ANN + BEN)
    _, logged_in, visitor = acts(content)
    assert logged_in.author.handle == "ann.example.org#benst"
    assert visitor.author == Who("wordpress", "", "benst")


def test_a_visitor_keeps_the_blog_they_signed_with_and_never_an_ip_address() -> None:
    content = export(post(comment(author_url="https://www.ben.example.org/", author_IP="192.0.2.1")))
    assert acts(content)[1].author == Who("wordpress", "", "Ben", site="ben.example.org")
    assert "192.0.2.1" not in str(found_in(SOURCE, content))


def test_an_email_address_in_the_place_of_a_name_is_not_kept_as_a_name() -> None:
    content = export(post(comment(author="Dee (dee@example.org)")))
    assert acts(content)[1].author == Who("wordpress", "", "Dee", "dee@example.org")


def test_a_comment_without_parent_answers_the_post_and_a_reply_its_comment() -> None:
    content = export(post(comment(parent="0") + comment(id="22", parent="21")))
    assert [act.parent for act in acts(content)] == [
        "",
        "wordpress:ann.example.org:post:11",
        "wordpress:ann.example.org:comment:21",
    ]


def test_a_reply_to_a_trashed_comment_stays_a_reply_to_somebody_unknown() -> None:
    content = export(post(comment(id="22", parent="21") + comment(approved="trash")))
    assert acts(content)[1].parent == "wordpress:ann.example.org:comment:21"
    assert skips(content) == ["trashed comment"]


@pytest.mark.parametrize("kind", ["pingback", "trackback", "note"])
def test_what_no_person_wrote_is_left_out_and_counted(kind: str) -> None:
    assert skips(export(post(comment(type=kind)))) == [kind]


@pytest.mark.parametrize(
    ("approved", "reason"), [("0", "comment not approved"), ("spam", "spam"), ("trash", "trashed comment")]
)
def test_a_comment_that_is_not_shown_is_left_out_and_counted(approved: str, reason: str) -> None:
    assert skips(export(post(comment(approved=approved)))) == [reason]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"status": "draft"}, "draft"),
        ({"status": "private"}, "private post"),
        ({"status": "future"}, "scheduled post"),
        ({"status": "pending"}, "post not approved"),
        ({"status": "trash"}, "trashed post"),
        ({"post_type": "page"}, "page"),
        ({"post_type": "attachment", "status": "inherit"}, "attachment"),
        ({"post_type": "nav_menu_item"}, "nav menu item"),
    ],
)
def test_what_is_no_published_post_is_left_out_and_counted(said: dict[str, str], reason: str) -> None:
    assert skips(export(post(**said))) == [reason]


def test_comments_on_what_nobody_sees_are_left_out_and_those_on_a_page_are_not() -> None:
    assert skips(export(post(comment(), status="private"))) == [
        "private post",
        "comment on an unpublished item",
    ]
    (act,) = acts(export(post(comment(), post_type="page")))
    assert act.parent == "wordpress:ann.example.org:post:11"


def test_what_has_a_password_is_counted_without_what_it_says() -> None:
    content = export(
        post("<title>Mine</title><content:encoded>secret</content:encoded>" + comment(), post_password="x")
    )
    assert [(act.kind, act.title, act.text) for act in acts(content)] == [
        (Kind.POST, "Mine", ""),
        (Kind.COMMENT, "", ""),
    ]
    assert [note.text for note in only(Note, found_in(SOURCE, content))] == [
        "Counted without their text, which needs a password: 1 posts."
    ]


def test_values_padded_with_newlines_are_read() -> None:
    assert len(acts(export(post(post_type="\n post \n", status="\n publish \n")))) == 1


def test_a_post_without_gmt_date_is_dated_by_pub_date() -> None:
    content = export(post("<pubDate>Mon, 02 Mar 2026 20:05:00 +0000</pubDate>", post_date_gmt=NEVER))
    assert acts(content)[0].moment == acts(export(post()))[0].moment


def test_a_post_with_wordpresss_date_of_nothing_is_rejected_and_not_of_the_year_2000() -> None:
    content = export(post("<pubDate>Wed, 30 Nov -0001 00:00:00 +0000</pubDate>", post_date_gmt=NEVER))
    assert only(Reject, found_in(SOURCE, content)) == [
        Reject("item 1 (post 11)", "no readable date; expected one in wp:post_date_gmt or pubDate")
    ]


def test_an_item_that_does_not_say_what_it_is_is_rejected_with_its_place() -> None:
    found = found_in(SOURCE, export(post() + post(post_type="", post_id="12")))
    assert [reject.where for reject in only(Reject, found)] == ["item 2 (post 12)"]


def test_mentions_count_in_comments_and_not_in_posts() -> None:
    content = export(post("<content:encoded>@cleo</content:encoded>" + comment(content="@Cleo and @dee and @cleo")))
    assert [act.to for act in acts(content)] == [(), (Who(handle="cleo"), Who(handle="dee"))]


def test_all_authors_are_covered_for_all_and_visitors_for_comments() -> None:
    found = found_in(SOURCE, export(post(comment()), ANN + BEN))
    covered = {cover.who.name: cover.kinds for cover in only(Covers, found) if cover.who}
    both = {Kind.POST, Kind.COMMENT}
    assert covered == {"Ann": both, "benst": both, "Ben": {Kind.COMMENT}}


def test_coverage_ends_with_the_export_or_with_a_later_comment() -> None:
    dated = "<pubDate>Fri, 20 Mar 2026 09:00:00 +0000</pubDate>"
    (until,) = {cover.until for cover in only(Covers, found_in(SOURCE, export(post(), dated + ANN)))}
    (later,) = {cover.until for cover in only(Covers, found_in(SOURCE, export(post(), ANN)))}
    assert (until, later) == (1_773_997_200_000_000, acts(export(post()))[0].moment)


def test_before_2011_exports_name_no_authors_and_the_only_one_who_posted_has_the_blog() -> None:
    content = export(post() + post(creator="benst", status="draft", post_id="12"), authors="")
    assert acts(content)[0].author == Who("blog", "ann.example.org", "annr")


def test_a_raw_ampersand_is_mended_with_a_note() -> None:
    found = found_in(SOURCE, export(post("<link>https://ann.example.org/?a=1&b=2</link>")))
    assert only(Act, found)[0].url == "https://ann.example.org/?a=1&b=2"
    assert only(Note, found)[0].text.endswith("was mended: 1 raw & read as &amp;.")


def test_control_characters_are_left_out_with_a_note() -> None:
    found = found_in(SOURCE, export(post("<content:encoded><![CDATA[a\x08b & c]]></content:encoded>")))
    assert only(Act, found)[0].text == "ab & c"
    assert only(Note, found)[0].text.endswith("was mended: 1 control characters left out.")


def test_an_undeclared_prefix_is_read_as_usual_with_a_note() -> None:
    content = export(post("<media:x>1</media:x>")).replace(f' xmlns:wp="{SPACE}"', "")
    assert SOURCE.identify(export_of(content))
    found = found_in(SOURCE, content)
    assert len(only(Act, found)) == 1
    assert only(Note, found)[0].text.endswith("was mended: undeclared prefixes read as usual (media, wp).")


def test_blanks_before_the_beginning_are_left_out_with_a_note() -> None:
    content = "\n\n" + export(post())
    assert SOURCE.identify(export_of(content))
    assert len(acts(content)) == 1


def test_a_file_that_breaks_off_is_refused_with_its_line_and_nothing_is_taken() -> None:
    stream = SOURCE.extract(export_of(export(post()).removesuffix("</channel></rss>")), CONTEXT)
    with pytest.raises(ExportRefused, match=r"export.xml, line 3: the XML is broken: no element found; expected"):
        next(iter(stream))


def test_an_entity_bomb_is_refused_with_a_sentence() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(ExportRefused, match=r"line 1: it declares the entity “a”"):
        acts(export(post()).replace("?>\n", "?>" + bomb, 1))


def test_an_external_entity_is_refused_with_a_sentence() -> None:
    with pytest.raises(ExportRefused, match="it declares the entity “x”"):
        acts(export(post()).replace("?>\n", '?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1))


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ExportRefused, match="the file is empty; expected a blog export or feed"):
        acts("")


def test_bytes_in_another_encoding_than_declared_are_refused_with_their_line() -> None:
    with pytest.raises(ExportRefused, match="line 3: the XML is broken: not well-formed"):
        acts(export(post("<title>Caf\u00e9</title>")).encode("latin-1"))


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ExportRefused, match="unknown encoding"):
        acts(export(post()).replace("UTF-8", "KLINGON"))


def test_a_declared_latin_1_and_utf_16_are_read() -> None:
    content = export(post("<title>Caf\u00e9</title>"))
    assert acts(content.replace("UTF-8", "ISO-8859-1").encode("latin-1"))[0].title == "Caf\u00e9"
    utf_16 = content.replace("UTF-8", "UTF-16").encode("utf-16")
    assert SOURCE.identify(export_of(utf_16))
    assert acts(utf_16)[0].title == "Caf\u00e9"


def test_an_export_of_no_blog_is_refused() -> None:
    with pytest.raises(ExportRefused, match="it names no blog"):
        acts(export(post(), url=""))


def test_a_head_of_many_comments_and_nothing_else_is_no_trap_for_identify() -> None:
    assert not SOURCE.identify(export_of("<!-- x -->" * 5000 + "!"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("wxr/themeunittestdata.wordpress.xml", {"post": 49, "comment": 25, "comment not approved": 3}),
        ("wxr/importer/theme-unit-test-data.xml", {"post": 56, "comment": 26, "comment not approved": 3}),
        ("wxr/importer/a11y-unit-test-data.xml", {"post": 45, "comment": 22, "comment not approved": 1}),
        ("wxr/ghost-migrate.sample.bad-ampersand.xml", {"post": 2, "draft": 1, "page": 1, "customcpt": 1}),
        ("wxr/importer/small-export.xml", {"post": 5, "comment": 1, "page": 5, "private post": 1}),
        ("wxr/importer/valid-wxr-1.0.xml", {"post": 3, "comment": 1, "page": 3}),
        ("wxr/importer/valid-wxr-1.1.xml", {"post": 1, "comment": 1, "page": 1}),
        ("wxr/importer/wxr-simple.xml", {"post": 1}),
        ("wxr/importer/wxr-utf-8-challenges.xml", {"post": 1}),
        ("wxr/importer/slashes.xml", {"post": 1, "comment": 1}),
        ("wxr/importer/crazy-cdata-escaped.xml", {"post": 1}),
        ("wxr/importer/e2e-wxr-comprehensive.xml", {"post": 1, "comment": 1, "page": 1}),
        ("wxr/importer/test-serialized-comment-meta.xml", {"draft": 1}),
        ("wxr/importer/missing-version-tag.xml", {}),
        ("wxr/importer/invalid-version-tag.xml", {}),
        ("blogger-legacy/google-blog-converters/wordpress-sample.wxr", {"post": 3, "comment": 2}),
        (
            "blogger-legacy/google-blog-converters/wordpress-sample2.wxr",
            {"post": 4, "comment": 3, "draft": 6},
        ),
    ],
)
def test_a_real_export_has_what_was_counted_independently(path: str, expected: dict[str, int]) -> None:
    export = sample(path)
    assert SOURCE.identify(export)
    found = counts(SOURCE.extract(export, CONTEXT))
    assert {key: found[key] for key in expected | {"post": 0, "comment": 0}} == {
        "post": 0,
        "comment": 0,
    } | expected


def test_the_theme_data_has_replies_nested_nine_deep() -> None:
    found = only(Act, SOURCE.extract(sample("wxr/themeunittestdata.wordpress.xml"), CONTEXT))
    parents = {act.ref: act.parent for act in found if act.kind is Kind.COMMENT}

    def depth(ref: str) -> int:
        return 1 + depth(parents[ref]) if ref in parents else 0

    # One of the ten replies waits for approval.
    assert sum(":comment:" in parent for parent in parents.values()) == 9
    assert max(map(depth, parents)) - 1 == 9


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("malformed.xml", "line 90: the XML is broken: mismatched tag"),
        ("crazy-cdata.xml", "line 18: the XML is broken"),
        ("namespace-edge-cases.xml", "it names no blog"),
        ("wxr-with-sub-data.xml", "it names no blog"),
    ],
)
def test_what_wordpresss_own_tests_break_is_refused_with_a_sentence(path: str, why: str) -> None:
    with pytest.raises(ExportRefused, match=why):
        list(SOURCE.extract(sample(f"wxr/importer/{path}"), CONTEXT))
