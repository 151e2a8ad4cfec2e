"""A long load is stopped and a file taken back, as a person does it: nothing half, nothing left behind."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_student_and_load import COURSE, NOW, ROSTER, serious, settle, visit
from tests.class_folder import dump, rows

ROWS = 400_000
ACTS = (
    "id,author,kind,at,text\n1,ada@example.org,post,2026-01-13T10:00,Hello\n2,Ada Exampel,comment,2026-01-14T10:00,Hi\n"
)


@pytest.fixture
def app(app_server: Any, tmp_path: Path) -> Any:
    """The app on a class of one student, with nothing in its inbox yet."""
    course = tmp_path / "small"
    (course / "inbox").mkdir(parents=True)
    (course / "course.yaml").write_text(COURSE, "utf-8")
    (course / "roster.csv").write_text(ROSTER, "utf-8")
    return app_server(course, **NOW)


def test_a_long_load_says_how_far_it_is_and_stops_without_a_trace(app: Any, page: Any) -> None:
    inbox = app.course / "inbox"
    (inbox / "1.csv").write_text(ACTS, "utf-8")
    with (inbox / "2.csv").open("w", encoding="utf-8") as big:
        big.write("id,author,kind,at\n")
        big.writelines(f"q{n},Nobody {n % 50},post,2026-01-13T10:00\n" for n in range(ROWS))
    said = visit(page, f"{app.url}/load")
    page.get_by_role("button", name="Load all of the folder inbox").click()
    page.get_by_text("5,000 rows").first.wait_for()
    assert "of 1" in page.get_by_test_id("stProgress").text_content(), "it says how much of the file has been read"
    held = dump(app.course)
    page.get_by_role("button", name="Stop loading").click()
    page.get_by_text("Loading was stopped: 1 file was not loaded, and nothing of it was stored.").wait_for()
    settle(page)
    assert page.get_by_text("1 file loaded: 2 new rows.").count() == 1
    assert dump(app.course) == held
    assert rows(app.course, "SELECT count(*) FROM act") == [(2,)]
    (inbox / "2.csv").unlink()
    page.get_by_role("button", name="Load all of the folder inbox").click()
    page.get_by_text("1 file loaded: no new rows, 2 known already.").wait_for()
    assert said == []


def test_a_file_is_taken_back_and_a_name_decided_and_forgotten(app: Any, any_page: Any) -> None:
    (app.course / "inbox" / "acts.csv").write_text(ACTS, "utf-8")
    said = visit(any_page, f"{app.url}/load")
    any_page.get_by_role("button", name="Load all of the folder inbox").click()
    any_page.get_by_text("1 file loaded: 2 new rows.").wait_for()
    settle(any_page)
    assert any_page.get_by_text("Is this Ada Example? The same name but for one letter.").count() == 1
    any_page.get_by_role("button", name="Yes, Ada Example").click()
    any_page.get_by_text("Remembered: 1 name").wait_for()
    any_page.get_by_text("Decided so far: 1 name").click()
    any_page.get_by_role("button", name="Forget").click()
    any_page.get_by_text("Forgotten: Ada Exampel").wait_for()
    any_page.get_by_text("Loaded before: 2 files").click()
    any_page.get_by_role("button", name="Take back").first.click()
    any_page.get_by_text("2 acts and 1 name of an outsider would leave the record.").wait_for()
    settle(any_page)
    assert serious(any_page) == []
    main = any_page.locator('[data-testid="stMain"]')
    assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0, "the page scrolls sideways"
    any_page.get_by_role("button", name="Take it back").click()
    any_page.get_by_text("is taken back: 2 acts").wait_for()
    settle(any_page)
    assert rows(app.course, "SELECT count(*) FROM act") == [(0,)]
    assert said == []
