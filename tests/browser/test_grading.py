"""Grading in a browser, by keyboard: a cell opened, levels and a comment given, on to the next; then the file."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import run
from tests.browser.conftest import HERE, answer, free_port, load

NOW = {"EVENKEEL_NOW": "2026-04-27T14:00:00Z"}
ANNA, BABAJIDE = "anna.lindqvist@example.org", "babajide.okafor@example.org"
BOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Local news (77)\r\n"
    "    Points Possible,,,,,3.5\r\n"
    f'"Lindqvist, Anna",1,00071,{ANNA},310-02,\r\n'
    f'"Okafor, Babajide",2,00072,{BABAJIDE},310-02,\r\n'
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample class, asked for one dated exercise and the weekly ones, with a rubric for each."""
    home = tmp_path_factory.mktemp("grading")
    course, port, log = home / "course", free_port(), home / "app.log"
    shutil.copytree(run.SAMPLE, course, ignore=shutil.ignore_patterns("class.db*"))
    asked = yaml.safe_load((course / "course.yaml").read_text("utf-8"))
    asked["schedule"] = [one for one in asked["schedule"] if one.get("every") or one["exercise"] == "local-news-item"]
    (course / "course.yaml").write_text(yaml.safe_dump(asked), "utf-8")
    environ = {**os.environ, **NOW, "EVENKEEL_COURSE": str(course)}
    with log.open("wb") as said:
        load(course, stdout=said, stderr=said, env=environ)
        command = [sys.executable, str(HERE / "app_with_rubric.py"), "run", "app.py", *run.streamlit_options(port)]
        running = subprocess.Popen(command, cwd=run.ROOT, env=environ, stdout=said, stderr=said)
    try:
        answer(running, port, log)
        yield f"http://localhost:{port}"
    finally:
        run.stop(running)


def title(page: Any, said: str) -> None:
    page.get_by_role("heading", name=said, exact=True).wait_for()


def again(attempt: Callable[[], object]) -> None:
    """Try until it works: a canvas hears clicks only once it is drawn, and a list that opens while the page still
    scrolls closes again."""
    from playwright.sync_api import TimeoutError as TooLate

    for _ in range(7):
        try:
            attempt()
            return
        except TooLate:
            continue
    attempt()


def open_first_cell(page: Any, said: str) -> None:
    """Click the first student's first exercise."""

    def click() -> None:
        page.get_by_test_id("stDataFrame").first.click(position={"x": 230, "y": 52}, timeout=4_000)
        page.get_by_role("heading", name=said, exact=True).wait_for(timeout=4_000)

    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(timeout=60_000)
    again(click)


def choose(page: Any, label: str, option: str) -> None:
    """Choose from a list."""

    def click() -> None:
        page.get_by_role("combobox", name=label).click(timeout=4_000)
        page.get_by_role("option", name=option).click(timeout=3_000)

    page.get_by_role("combobox", name=label).scroll_into_view_if_needed()
    again(click)


def test_work_is_judged_by_keyboard_and_the_gradebook_comes_back(app: str, page: Any, tmp_path: Path) -> None:
    page.goto(f"{app}/exercises")
    page.get_by_text("things that were due are there").wait_for(timeout=60_000)
    open_first_cell(page, "Anna Lindqvist: A local news item")

    page.get_by_role("radiogroup", name="Sources").get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.get_by_text("0 of 3.5 points. Still open: Voice.").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.get_by_text("2 of 3.5 points. Still open: Voice.").wait_for()
    page.get_by_role("radiogroup", name="Voice").get_by_role("radio").last.focus()
    page.keyboard.press("Space")
    page.get_by_text("3.5 of 3.5 points.").wait_for()
    page.get_by_label("A comment to the student").focus()
    # Letters that are shortcuts elsewhere are only letters in a comment.
    page.keyboard.type("Kind, plain news.")
    page.keyboard.press("Control+Enter")
    title(page, "Babajide Okafor: A local news item")

    page.get_by_role("heading", name="Babajide Okafor: A local news item").click()
    page.keyboard.press("k")
    title(page, "Chiara Bellandi: A local news item")
    page.keyboard.press("p")
    title(page, "Babajide Okafor: A local news item")
    page.get_by_text("Looked at,").wait_for()
    page.keyboard.press("p")
    title(page, "Anna Lindqvist: A local news item")
    assert page.get_by_label("A comment to the student").input_value() == "Kind, plain news."

    page.get_by_role("button", name="Back to the class").click()
    page.get_by_text("Put them into a gradebook").click()
    (tmp_path / "book.csv").write_bytes(BOOK.encode())
    page.locator('[data-testid="stFileUploader"] input[type=file]').set_input_files(tmp_path / "book.csv")
    choose(page, "Column of the Canvas file", "Local news (77)")
    page.get_by_text("1 cell changes. Nothing else does.").wait_for()
    with page.expect_download() as got:
        page.get_by_role("button", name="Download the filled file").click()
    assert got.value.suggested_filename == "book with grades.csv"
    assert Path(got.value.path()).read_bytes() == BOOK.replace(f"{ANNA},310-02,", f"{ANNA},310-02,3.5").encode()
