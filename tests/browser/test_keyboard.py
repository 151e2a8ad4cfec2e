"""Keyboard alone: every page of a student's is reached from the front, and every control of it by Tab."""

from typing import Any

import pytest

from evenkeel.access import Role
from evenkeel.web.navigation import FRONTS, PAGES
from tests.browser.test_student_and_load import settle

OWN = [entry for entry in PAGES if entry.roles == {Role.STUDENT}]
STUDENT = "anna.lindqvist@example.org"
# What a keyboard must reach: what can be pressed, chosen or typed into, and is shown.
CONTROLS = """() => [...document.querySelectorAll(
    '[data-testid="stMain"] :is(a[href], button, input, textarea, select, summary)')]
  .filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0 && e.type !== 'file'
    && !e.closest('[aria-hidden="true"]'))
  .map(e => { e.dataset.reach = e.dataset.reach || String(Math.random()); return e.dataset.reach; })"""
FOCUSED = "() => document.activeElement?.dataset?.reach"


@pytest.fixture(scope="module")
def own(sample_app: Any) -> str:
    return str(sample_app.url)


@pytest.mark.parametrize("entry", OWN, ids=lambda entry: entry.name)
def test_tab_reaches_every_control_of_a_students_page(own: str, page: Any, entry: Any) -> None:
    page.goto(f"{own}/student?student={STUDENT}")
    page.get_by_role("button", name="See as this student").wait_for(timeout=30_000)
    settle(page)
    page.get_by_role("button", name="See as this student").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Nothing is written").wait_for(timeout=30_000)
    settle(page)
    if entry.name not in FRONTS:
        page.get_by_test_id("stTopNavLink").filter(has_text=entry.title).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{entry.name}**")
        settle(page)
    wanted = set(page.evaluate(CONTROLS))
    assert wanted, "a page without a single control would prove nothing"
    page.evaluate("document.activeElement.blur()")
    reached: set[str] = set()
    for _ in range(3 * len(wanted) + 40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUSED) or "")
        if wanted <= reached:
            break
    missed = [
        page.locator(f'[data-reach="{one}"]').evaluate("e => e.outerHTML.slice(0, 160)") for one in wanted - reached
    ]
    assert missed == []
