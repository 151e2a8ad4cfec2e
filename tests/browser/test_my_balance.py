"""A student's own pages in a real browser, opened as the instructor's view of them: read aloud, in every look."""

from typing import Any

import pytest

from tests.browser.test_student_and_load import NOW, serious, settle, visit

GRACE = "grace.whitcombe@example.org"


@pytest.fixture(scope="module")
def class_app(app_server: Any) -> Any:
    """The app on the sample class at the end of its term."""
    return app_server(**NOW)


def see_as_grace(page: Any, url: str) -> list[str]:
    """Open the pages as Grace sees them, and collect what the console complains about."""
    said = visit(page, f"{url}/student?student={GRACE}")
    page.get_by_role("button", name="See as this student").click()
    page.get_by_role("heading", name="In your own hands").wait_for()
    settle(page)
    return said


def test_what_if_is_worked_out_when_it_is_asked_for(class_app: Any, page: Any) -> None:
    said = see_as_grace(page, class_app.url)
    assert page.get_by_text("As it would be").count() == 0
    page.get_by_text("What if?").click()
    page.get_by_text("As it would be").first.wait_for()
    page.get_by_text("With 2 more answers and 1 h less of leisure while work was due").wait_for()
    assert said == []


def test_my_balance_reads_well_in_every_look(class_app: Any, any_page: Any) -> None:
    said = see_as_grace(any_page, class_app.url)
    any_page.get_by_text("What if?").click()
    any_page.get_by_text("As it would be").first.wait_for()
    settle(any_page)
    assert serious(any_page) == []
    assert said == []
    main = any_page.locator('[data-testid="stMain"]')
    assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0, "the page scrolls sideways"


def test_the_class_is_a_box_and_the_only_point_is_ones_own(class_app: Any, page: Any) -> None:
    see_as_grace(page, class_app.url)
    page.get_by_text("The middle half of the others lies between").wait_for()
    points = page.locator('[data-testid="stVegaLiteChart"] [aria-label*="of leisure"], [aria-label^="You: "]')
    assert [each.get_attribute("aria-label").split(":")[0] for each in points.all()].count("You") == 1
    words = page.locator('[data-testid="stMain"]').text_content()
    assert "Valentina Orejuelos" not in words
