"""The main job from end to end: a real export is dropped, the line is moved, a flagged student is opened."""

import re
import shutil
from pathlib import Path
from typing import Any

from run import SAMPLE

STUDENT = "jaewon.parkhurst@example.org"


def until(page: Any, words: str) -> None:
    page.locator("h1", has_text=words).first.wait_for(timeout=30_000)


def test_a_dropped_tracker_export_becomes_a_flag_that_the_line_moves_and_a_click_explains(
    app_server: Any, page: Any, tmp_path: Path
) -> None:
    course, export = tmp_path / "course", tmp_path / "aw-buckets-export.json"
    shutil.copytree(SAMPLE, course, ignore=shutil.ignore_patterns("class.db*"))
    shutil.move(course / "inbox" / STUDENT / "aw-buckets-export.json", export)
    app = app_server(course)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda m: said.append(m.text) if m.type == "error" and "404" not in m.text else None)

    page.goto(f"{app.url}/balance?week=6")
    until(page, "1 of 24 is worth a look in week 6")

    page.goto(f"{app.url}/load")
    page.locator('input[type="file"]').set_input_files(export)
    page.get_by_role("combobox", name="Whose files are these?").click()
    page.get_by_role("option", name="Jae-won Parkhurst").click()
    page.get_by_role("button", name="Load 1 file").click()
    page.get_by_text("1 file loaded").first.wait_for(timeout=30_000)

    page.goto(f"{app.url}/balance?week=6")
    until(page, "2 of 24 are worth a look in week 6; 1 is new")
    page.get_by_role("slider", name="The line").focus()
    for _ in range(16):
        page.keyboard.press("ArrowRight")
    until(page, "A line at 9 h would flag nobody of 24 in week 6")
    page.get_by_role("button", name="Back to 5 h").click()
    until(page, "2 of 24 are worth a look in week 6")

    page.locator('path[aria-label^="Jae-won"]').first.click()
    page.wait_for_url(re.compile(r"/student\?.*jaewon"))
    until(page, "Jae-won Parkhurst")
    page.get_by_text("past the line of 5 h in 2 of the last 3 weeks").first.wait_for()
    assert said == []
    assert page.get_by_test_id("stException").count() == 0
