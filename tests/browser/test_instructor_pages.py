"""The instructor's pages as they are used: the line, the weeks, a student opened; and how they read aloud."""

import re

import pytest

PAGES = ("?week=6", "balance?week=6", "thresholds")
# Streamlit asks for these below a deep link first, and then at the root.
PROBES = re.compile(r"_stcore/(health|host-config)")


def title(page) -> str:
    return page.locator("h1").first.inner_text()


def until(page, words: str) -> None:
    page.locator("h1", has_text=words).first.wait_for(timeout=15_000)


@pytest.fixture
def balance(page, sample_app):
    page.goto(f"{sample_app.url}/balance?week=6")
    page.locator("path[aria-label]").first.wait_for()
    return page


def test_moving_the_line_changes_the_count(balance) -> None:
    until(balance, "2 of 24 are worth a look in week 6")
    balance.get_by_role("slider", name="The line").focus()
    for _ in range(16):
        balance.keyboard.press("ArrowRight")
    until(balance, "A line at 9 h would flag nobody of 24 in week 6")
    balance.get_by_role("button", name="Back to 5 h").click()
    until(balance, "2 of 24 are worth a look in week 6")


def test_the_line_in_the_chart_moves_too_and_the_chart_is_not_drawn_anew(balance) -> None:
    chart = balance.locator("svg.marks").element_handle()
    balance.get_by_role("slider", name="The line").focus()
    balance.keyboard.press("ArrowLeft")
    balance.get_by_text("the line: 4 h 45 min").wait_for()
    assert chart.evaluate("svg => svg.isConnected")


def test_a_click_on_a_flagged_point_opens_the_student(balance) -> None:
    balance.locator('path[aria-label^="Jae-won"]').first.click()
    balance.wait_for_url(re.compile(r"/student\?.*jaewon"))
    until(balance, "Jae-won Parkhurst")
    assert "week=6" in balance.url


def test_the_select_box_opens_a_student_who_has_no_point(balance) -> None:
    balance.get_by_label("Open a student").click()
    balance.keyboard.type("Oskar")
    balance.keyboard.press("Enter")
    balance.wait_for_url(re.compile(r"/student\?.*oskar"))


def test_the_weeks_play_by_themselves_and_stop_at_the_last(page, sample_app) -> None:
    page.goto(f"{sample_app.url}/balance?week=12")
    until(page, "in week 12")
    page.get_by_role("button", name="Play").click()
    until(page, "in week 14")
    until(page, "in week 15")
    page.get_by_role("button", name="Play").wait_for()


def test_a_line_is_taken_along_to_thresholds(balance) -> None:
    balance.get_by_role("slider", name="The line").focus()
    balance.keyboard.press("ArrowRight")
    until(balance, "A line at 5 h 15 min")
    balance.get_by_role("button", name="Set this line").click()
    until(balance, "One rule says who is worth a look")
    balance.get_by_text("It would read: Worth a look when leisure while work was due is above 5 h 15 min").wait_for()


def test_the_week_stays_from_page_to_page(balance) -> None:
    balance.get_by_role("link", name="This week").click()
    until(balance, "worth a look in week 6")
    balance.get_by_text("What came in").wait_for()


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_read_aloud_and_say_nothing_in_the_console(any_page, sample_app, path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    said: list[str] = []
    failed: list[str] = []
    any_page.on("pageerror", lambda error: said.append(str(error)))
    any_page.on("console", lambda m: said.append(m.text) if m.type == "error" and "404" not in m.text else None)
    any_page.on("response", lambda r: failed.append(r.url) if r.status >= 400 and not PROBES.search(r.url) else None)
    any_page.goto(f"{sample_app.url}/{path}")
    until(any_page, "worth a look")
    any_page.wait_for_timeout(1500)
    found = Axe().run(any_page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []
    assert (said, failed) == ([], [])
    # Nothing wider than the screen: a phone must not have to be pushed sideways.
    assert any_page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
