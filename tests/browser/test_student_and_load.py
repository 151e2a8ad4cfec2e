"""One student and Load as a person uses them: drop, read the report, match a name, open a student."""

from pathlib import Path
from typing import Any

import pytest

NOW = {"EVENKEEL_NOW": "2026-04-27T14:00:00Z"}
ROSTER = "name,email,role,blog\nAda Example,ada@example.org,student,https://ada.example.org\n"
COURSE = "title: Small\ntimezone: UTC\nstarts_on: 2026-01-12\nweeks: 15\n"
# Found in Streamlit's own parts, whatever a page shows (STACK: measured before the first line).
NOT_OURS = {"page-has-heading-one", "landmark-one-main", "region"}
WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Ada</title><link>https://ada.example.org</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://ada.example.org</wp:base_site_url><wp:base_blog_url>https://ada.example.org</wp:base_blog_url>
<wp:author><wp:author_login>ada</wp:author_login>
<wp:author_display_name>Ada Example</wp:author_display_name></wp:author>
<item><title>First</title><link>https://ada.example.org/first/</link><dc:creator>ada</dc:creator>
<content:encoded>Hello there</content:encoded><wp:post_id>1</wp:post_id>
<wp:post_date>2026-01-13 10:00:00</wp:post_date><wp:post_date_gmt>2026-01-13 10:00:00</wp:post_date_gmt>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_author>Night Owl</wp:comment_author>
<wp:comment_date>2026-01-14 10:00:00</wp:comment_date><wp:comment_date_gmt>2026-01-14 10:00:00</wp:comment_date_gmt>
<wp:comment_content>Well said</wp:comment_content><wp:comment_approved>1</wp:comment_approved>
<wp:comment_parent>0</wp:comment_parent></wp:comment></item>
<item><title>Draft</title><link>https://ada.example.org/?p=2</link><dc:creator>ada</dc:creator>
<content:encoded>Not yet</content:encoded><wp:post_id>2</wp:post_id><wp:post_date>2026-01-15 10:00:00</wp:post_date>
<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:status>draft</wp:status>
<wp:post_type>post</wp:post_type></item></channel></rss>"""


@pytest.fixture(scope="module")
def small_app(app_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The app on a class of one student of which nothing is loaded yet."""
    course = tmp_path_factory.mktemp("small")
    (course / "inbox").mkdir()
    (course / "course.yaml").write_text(COURSE, "utf-8")
    (course / "roster.csv").write_text(ROSTER, "utf-8")
    return app_server(course, **NOW)


@pytest.fixture(scope="module")
def class_app(app_server: Any) -> Any:
    """The app on the sample class at the end of its term."""
    return app_server(**NOW)


def visit(page: Any, address: str) -> list[str]:
    """Open an address, wait until the page is whole, and collect what the console complains about."""
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" and "404" not in m.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    settle(page)
    return said


def settle(page: Any) -> None:
    """Wait until the script has run and everything is drawn."""
    page.get_by_test_id("stHeading").first.wait_for(timeout=30_000)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=30_000)
    page.wait_for_timeout(400)


def serious(page: Any) -> list[str]:
    """Name the serious findings of axe that are ours."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {node['html'][:160]}"
        for v in found
        if v["impact"] in ("serious", "critical") and v["id"] not in NOT_OURS
        for node in v["nodes"]
        # A layer of Vega without a mark is an empty group: there is nothing to name.
        if not (v["id"] == "svg-img-alt" and node["html"].endswith("></g>"))
    ]


def test_an_export_is_dropped_reported_and_a_name_matched(small_app: Any, page: Any, tmp_path: Path) -> None:
    said = visit(page, f"{small_app.url}/load")
    export = tmp_path / "ada.wordpress.xml"
    export.write_text(WXR, "utf-8")
    page.locator('input[type="file"]').set_input_files(export)
    page.get_by_role("button", name="Load 1 file").click()
    page.get_by_text("1 file loaded: 2 new rows").wait_for()
    settle(page)
    assert "draft" in page.locator('[data-testid="stMain"]').text_content()
    page.get_by_role("combobox", name="Night Owl").click()
    page.get_by_role("option", name="Ada Example").click()
    page.get_by_role("button", name="Remember these").click()
    page.get_by_text("Remembered: 1 name").wait_for()
    settle(page)
    assert page.get_by_role("combobox", name="Night Owl").count() == 0
    assert said == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.csv", b""), ("page.json", b"<!doctype html><html></html>"), ("broken.zip", b"PK\x03\x04 nothing")],
)
def test_a_bad_file_is_a_sentence(small_app: Any, page: Any, tmp_path: Path, name: str, content: bytes) -> None:
    visit(page, f"{small_app.url}/load")
    (tmp_path / name).write_bytes(content)
    page.locator('input[type="file"]').set_input_files(tmp_path / name)
    page.get_by_role("button", name="Load 1 file").click()
    page.get_by_text("could not be loaded; nothing of it was stored").wait_for()
    assert page.get_by_test_id("stException").count() == 0


def test_a_student_is_chosen_from_the_box_and_kept_in_the_address(class_app: Any, page: Any) -> None:
    said = visit(page, f"{class_app.url}/student")
    page.get_by_role("combobox", name="Student").click()
    page.get_by_role("option", name="Grace Whitcombe").click()
    page.get_by_role("heading", name="Grace Whitcombe").wait_for()
    settle(page)
    assert "student=grace.whitcombe" in page.url
    assert page.get_by_text("Worth a look since week 14").count() == 1
    assert page.get_by_test_id("stVegaLiteChart").count() == 4
    assert said == []


def test_a_link_to_a_post_opens_beside_the_page(class_app: Any, page: Any) -> None:
    visit(page, f"{class_app.url}/student?student=grace.whitcombe@example.org")
    link = page.get_by_role("link", name="open the post").first
    assert link.get_attribute("target") == "_blank"
    assert "noopener" in link.get_attribute("rel")


@pytest.mark.parametrize("address", ["student?student=grace.whitcombe@example.org", "student", "load"])
def test_the_pages_read_well_in_every_look(class_app: Any, any_page: Any, address: str) -> None:
    said = visit(any_page, f"{class_app.url}/{address}")
    assert serious(any_page) == []
    assert said == []
    main = any_page.locator('[data-testid="stMain"]')
    assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0, "the page scrolls sideways"
