"""An exercise as an instructor writes it in the browser: copied, changed, saved, asked about, replaced."""

import pytest

from tests.browser.test_instructor_pages import until
from tests.browser.test_setting_a_rule import violations


@pytest.fixture
def own_app(app_server):
    """An app on a class of its own, for a test that writes into its folder."""
    return app_server(EVENKEEL_NOW="2026-04-27T14:00:00Z")


def test_an_exercise_is_copied_changed_and_replaced_without_yaml(page, own_app) -> None:
    page.goto(f"{own_app.url}/exercise?exercise=local-news-item")
    until(page, "Write an exercise")
    page.get_by_role("button", name="Copy it").click()
    page.get_by_text("A copy, not saved yet").wait_for()
    page.get_by_label("Title").fill("A campus news item")
    tags = page.get_by_role("textbox", name="Tags or categories, divided by commas")
    tags.fill("campus-news")
    tags.press("Enter")
    page.get_by_role("heading", name="A campus news item").wait_for()
    page.get_by_text("A post with the tag “campus-news”").wait_for()
    page.get_by_role("button", name="Take this criterion out").last.click()
    page.get_by_role("button", name="Save this exercise").click()
    page.get_by_text("Saved as exercises/local-news-item-2.yaml").wait_for()
    path = own_app.course / "exercises" / "local-news-item-2.yaml"
    written = path.read_text("utf-8")
    assert "title: A campus news item\nkind: post\ntags: [campus-news]\n" in written
    assert written.count("criterion:") == 3
    page.get_by_label("Title").fill("News from campus")
    page.get_by_label("Title").press("Enter")
    page.get_by_role("heading", name="News from campus").wait_for()
    page.get_by_role("button", name="Save this exercise").click()
    page.get_by_role("button", name="Replace it").click()
    page.get_by_text("Saved as exercises/local-news-item-2.yaml").wait_for()
    assert "title: News from campus" in path.read_text("utf-8")


def test_the_page_reads_aloud_and_fits_a_phone(open_page, sample_app) -> None:
    for scheme in ("light", "dark"):
        page = open_page(scheme, "phone")
        page.goto(f"{sample_app.url}/exercise?exercise=video")
        until(page, "Write an exercise")
        page.get_by_text("As YAML").click()
        page.wait_for_timeout(1000)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
