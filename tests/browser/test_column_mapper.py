"""A table nobody knows, from the drop to the second file that just loads, as a person does it."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_student_and_load import serious, settle, visit

NOW = {"EVENKEEL_NOW": "2026-04-27T14:00:00Z"}
COURSE = "title: Small\ntimezone: UTC\nstarts_on: 2026-01-12\nweeks: 15\n"
ROSTER = "name,email,role\nAda Example,ada@example.org,student\nBen Vale,ben@example.org,student\n"
FORUM = (
    "Nr;Verfasst von;Gesendet;Antwort auf;Nachricht\n"
    "1;Ada Example;3/4/2026 10:00;0;Was haltet ihr von der Kampagne aus der Stunde?\n"
    "2;Ben Vale;5/4/2026 11:00;1;Der zweite Teil ist der beste davon\n"
    "3;Night Owl;irgendwann;1;Keine Ahnung\n"
)
LATER = "gesendet;nachricht;antwort auf;NR;verfasst von\n6/4/2026 9:00;Noch etwas dazu;2;4;Ada Example\n"


@pytest.fixture(scope="module")
def empty_app(app_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The app on a class of two students of which nothing is loaded yet."""
    course = tmp_path_factory.mktemp("mapper")
    (course / "inbox").mkdir()
    (course / "course.yaml").write_text(COURSE, "utf-8")
    (course / "roster.csv").write_text(ROSTER, "utf-8")
    return app_server(course, **NOW)


def drop(page: Any, folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, "utf-8")
    page.locator('input[type="file"]').set_input_files(folder / name)
    page.get_by_role("button", name="Load 1 file").wait_for(timeout=30_000)
    settle(page)


def test_a_table_is_asked_about_once_and_the_next_one_just_loads(empty_app: Any, page: Any, tmp_path: Path) -> None:
    said = visit(page, f"{empty_app.url}/load")
    drop(page, tmp_path, "forum.csv", FORUM)
    form = page.locator('[class*="st-key-mapper_"]').first
    assert "called “Verfasst von”, 2 of 3 are names of your roster" in form.text_content()
    assert page.get_by_role("button", name="Load 1 file").is_disabled()
    page.get_by_text("forum.csv still needs: which part of its dates is the day.").wait_for()
    page.get_by_text("the day first (3/4 is 3 April)").click()
    page.get_by_text("Of its 3 rows, 2 can be read; 1 cannot.").wait_for(timeout=30_000)
    settle(page)
    assert "Fri 3 April 2026, 10:00" in form.text_content()
    assert "comment answering 1" in form.text_content()
    assert "“irgendwann” is not a date" in form.text_content()
    page.get_by_role("button", name="Load 1 file").click()
    page.get_by_text("1 file loaded: 2 new rows and 1 row could not be read.").wait_for(timeout=30_000)
    settle(page)

    drop(page, tmp_path, "later.csv", LATER)
    assert page.get_by_text("What is this?").count() == 0
    page.get_by_role("button", name="Load 1 file").click()
    page.get_by_text("1 file loaded: 1 new row.").wait_for(timeout=30_000)
    settle(page)
    page.get_by_text("Details of 1 file").click()
    page.get_by_text("Read as somebody said before of tables with these columns").wait_for()
    settle(page)  # a click is lost on what is drawn anew under it

    page.get_by_text("Remembered tables: 1").click()
    page.get_by_role("button", name="Forget").wait_for(timeout=30_000)
    settle(page)
    page.get_by_role("button", name="Forget").click()
    page.get_by_text("Remembered tables: 1").wait_for(state="detached", timeout=30_000)
    settle(page)
    drop(page, tmp_path, "later.csv", LATER)
    page.get_by_text("What is this?").wait_for()
    assert said == []


def test_the_form_reads_well_in_every_look(empty_app: Any, any_page: Any, tmp_path: Path) -> None:
    visit(any_page, f"{empty_app.url}/load")
    wide = "Reference number of the entry,Posted by,Posted on,Body text,Likes,Shares,Views,Device,Language\n"
    drop(any_page, tmp_path, "wide.csv", wide + "17,Ada Example,2026-04-03 10:00,Hello all of you,1,2,3,Phone,en\n")
    any_page.get_by_text("How it would be read").wait_for()
    assert serious(any_page) == []
    main = any_page.locator('[data-testid="stMain"]')
    assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0, "the page scrolls sideways"
