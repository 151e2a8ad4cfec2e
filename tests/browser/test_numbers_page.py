"""The worked example as it is used: opened from a student, another number chosen, names hidden; read aloud."""

import re

import pytest

from tests.browser.test_instructor_pages import PROBES, until

GRACE = "grace.whitcombe@example.org"


def test_a_students_number_leads_to_how_it_was_made(page, sample_app) -> None:
    page.goto(f"{sample_app.url}/student?student={GRACE}&week=12")
    until(page, "Grace Whitcombe")
    page.get_by_role("link", name="Engagement balance").first.click()
    page.wait_for_url(re.compile(r"/numbers\?.*number=engagement_balance"))
    until(page, "What the numbers mean")
    page.get_by_text("Grace Whitcombe, week 12: engagement balance is 13 of 100, from 15 acts.").wait_for()
    page.get_by_text("2 × 1 ÷ (8 + 7) = 0.133").wait_for()


def test_another_number_and_the_term_are_in_the_address(page, sample_app) -> None:
    page.goto(f"{sample_app.url}/numbers?number=acts&student={GRACE}&week=12")
    page.get_by_text("Grace Whitcombe, week 12: acts is").wait_for()
    page.get_by_label("Week").click()
    page.get_by_role("option", name="term").click()
    page.get_by_text("Grace Whitcombe, the term: acts is 87, from 87 acts.").wait_for()
    assert "week=term" in page.url
    page.get_by_text("The other 75").click()
    page.get_by_role("row").nth(80).wait_for()


def test_hiding_names_hides_them_in_the_example_and_in_the_address(page, sample_app) -> None:
    page.goto(f"{sample_app.url}/numbers?number=received&student={GRACE}&week=12")
    page.get_by_text("Grace Whitcombe, week 12: received is").wait_for()
    page.get_by_text("Names shown").click()
    page.get_by_text("Names, texts and links are hidden while names are.").wait_for()
    page.wait_for_url(re.compile("student=Student"))
    assert page.get_by_text("Grace").count() == 0


@pytest.mark.parametrize("number", ["engagement_balance", "procrastination_minutes", "own_baseline"])
def test_the_page_reads_aloud_and_says_nothing_in_the_console(any_page, sample_app, number) -> None:
    from axe_playwright_python.sync_playwright import Axe

    said: list[str] = []
    failed: list[str] = []
    any_page.on("pageerror", lambda error: said.append(str(error)))
    any_page.on("console", lambda m: said.append(m.text) if m.type == "error" and "404" not in m.text else None)
    any_page.on("response", lambda r: failed.append(r.url) if r.status >= 400 and not PROBES.search(r.url) else None)
    any_page.goto(f"{sample_app.url}/numbers?number={number}&student={GRACE}&week=14")
    any_page.get_by_text("The arithmetic").wait_for()
    any_page.wait_for_timeout(800)
    found = Axe().run(any_page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []
    assert (said, failed) == ([], [])
    assert any_page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
