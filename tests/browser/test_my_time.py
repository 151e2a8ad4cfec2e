"""A student's own pages in a real browser: a week typed, a stretch marked, a file loaded, a flag answered."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import run
from tests.browser.conftest import answer, free_port
from tests.browser.test_student_and_load import NOW, serious, settle, visit
from tests.web.flagged import rosas_class

HERE = Path(__file__).parent
ROSA = "rosa@example.org"
TRACKED = f"student,start,end,purpose,evidence\n{ROSA},2026-04-22T10:00,2026-04-22T11:00,leisure,measured\n"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[str]:
    """The app as Rosa sees it: one flag is on, nothing was agreed to yet, nothing is known of week 15."""
    course, port, log = rosas_class(tmp_path / "course"), free_port(), tmp_path / "app.log"
    command = [sys.executable, str(HERE / "app_as_student.py"), ROSA, "run", "app.py", *run.streamlit_options(port)]
    environ = {**os.environ, **NOW, "EVENKEEL_COURSE": str(course)}
    with log.open("wb") as said:
        running = subprocess.Popen(command, cwd=run.ROOT, env=environ, stdout=said, stderr=said)
    try:
        answer(running, port, log)
        yield f"http://localhost:{port}"
    finally:
        run.stop(running)


def fits(page: Any) -> bool:
    """Tell whether the page scrolls up and down alone."""
    return bool(page.locator('[data-testid="stMain"]').evaluate("e => e.scrollWidth <= e.clientWidth"))


def test_a_week_is_agreed_to_typed_marked_and_loaded(app: str, any_page: Any) -> None:
    said = visit(any_page, f"{app}/my_time")
    main = any_page.locator('[data-testid="stMain"]')
    any_page.get_by_text("nothing is known of your time yet").wait_for()
    any_page.get_by_role("button", name="I agree").first.click()
    any_page.get_by_label("Tue, leisure").fill("1:30")
    any_page.get_by_label("Tue, meant").fill("0:20")
    any_page.get_by_role("button", name="Save this week").click()
    any_page.get_by_text("Kept: 1 h 50 min by day").wait_for(timeout=20_000)
    any_page.get_by_text("1 h 50 min of leisure, 20 min of that while work was due or meant").wait_for()
    any_page.get_by_role("button", name="I agree").click()
    any_page.locator('input[type="file"]').set_input_files(
        {"name": "tracker.csv", "mimeType": "text/csv", "buffer": TRACKED.encode()}
    )
    any_page.get_by_role("button", name="Load it").click()
    any_page.get_by_text("1 file loaded").wait_for(timeout=20_000)
    settle(any_page)
    assert "2 h 50 min of leisure" in main.inner_text()
    any_page.get_by_text("1 h 30 min, no time of day: leisure").click()
    any_page.get_by_role("button", name="Coursework", exact=True).click()
    any_page.get_by_text("1 h 30 min of coursework, 1 h 20 min of leisure").wait_for(timeout=20_000)
    settle(any_page)
    assert serious(any_page) == [] and said == []
    assert fits(any_page), "the page scrolls sideways"


def test_a_flag_is_answered_by_keyboard_and_something_behind_it_disputed(app: str, any_page: Any) -> None:
    said = visit(any_page, f"{app}/my_flags")
    words = any_page.get_by_label("Your words").first
    words.focus()
    any_page.keyboard.type("I was ill.")
    any_page.keyboard.press("Tab")
    any_page.keyboard.press("Enter")
    any_page.get_by_text("New; you have answered.").wait_for(timeout=20_000)
    any_page.get_by_text("Something here is not right").first.click()
    any_page.get_by_text("It is not mine").click()
    any_page.get_by_label("Why").fill("My sister's phone.")
    any_page.get_by_role("button", name="Dispute it").click()
    any_page.get_by_text("waits for a word. Until then nothing changes.").wait_for(timeout=20_000)
    settle(any_page)
    assert serious(any_page) == [] and said == []
    assert fits(any_page), "the page scrolls sideways"
