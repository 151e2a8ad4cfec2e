"""A rule as an instructor sets it: two numbers together, previewed, put in force, and found in the history."""

import pytest

from tests.browser.test_instructor_pages import until


@pytest.fixture
def own_app(app_server):
    """An app on a class of its own, for a test that changes the rules."""
    return app_server(EVENKEEL_NOW="2026-04-27T14:00:00Z")


def violations(page) -> list[tuple[str, str]]:
    """List what axe finds on the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]


def test_two_numbers_together_are_tried_set_and_in_the_history(page, own_app) -> None:
    page.goto(f"{own_app.url}/thresholds")
    until(page, "One rule says who is worth a look")
    page.get_by_text("Would have flagged 6 of 24").wait_for()
    page.get_by_text("More: against what, for whom, from when").click()
    page.get_by_text("And a second number in the same week").click()
    page.get_by_text("It would read: Worth a look when leisure while work was due is above 5 h and").wait_for()
    page.get_by_text("fewer: ").wait_for()
    assert violations(page) == []
    page.get_by_label("Why (a few words, kept in the history)").fill("Leisure alone says little")
    page.get_by_role("button", name="Put this change in force").click()
    page.get_by_text("In force from now on.").wait_for()
    page.get_by_text("History: 1 change").click()
    page.get_by_role("cell", name="Changed: Leisure while work was due above 5 h in 2 of the last 3 weeks").wait_for()
    page.get_by_role("rowheader", name="Version 1").wait_for()
    page.get_by_role("cell", name="Leisure alone says little").wait_for()
    page.reload()
    page.get_by_text("is above 5 h and engagement balance is below 25 of 100").first.wait_for()


def test_the_preview_is_a_chart_whose_marks_are_named(page, sample_app) -> None:
    page.goto(f"{sample_app.url}/thresholds")
    marks = page.locator("path[aria-label*=': goes on (']")
    marks.first.wait_for()
    # Six students are flagged, one of them twice.
    assert marks.count() == 7


@pytest.mark.parametrize("opened", ["As YAML", "How sure is a flag?", "The same as tables", "More: against what"])
def test_every_fold_of_the_page_reads_aloud_and_fits_a_phone(open_page, sample_app, opened) -> None:
    for scheme in ("light", "dark"):
        page = open_page(scheme, "phone")
        page.goto(f"{sample_app.url}/thresholds")
        until(page, "worth a look")
        page.get_by_text(opened).click()
        page.wait_for_timeout(1000)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
