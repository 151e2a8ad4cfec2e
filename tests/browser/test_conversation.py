"""The page Conversation as it is used: the picture, its window, its files; and how it reads aloud."""

import csv
import re

import pytest

networkx = pytest.importorskip("networkx")
# Streamlit asks for these below a deep link first, and then at the root.
PROBES = re.compile(r"_stcore/(health|host-config)")
SERIOUS = ("serious", "critical")


def until(page, words: str) -> None:
    page.locator("h1", has_text=words).first.wait_for(timeout=20_000)


@pytest.fixture
def conversation(page, sample_app):
    page.goto(f"{sample_app.url}/conversation?week=14")
    page.locator('path[aria-label^="Sami Haddadine"], path[aria-label^="Sami:"]').first.wait_for(timeout=20_000)
    return page


def place(page, name: str) -> str:
    return page.locator(f'path[aria-label^="{name}"]').first.get_attribute("transform")


def test_the_week_and_the_term_are_one_click_apart_and_nobody_moves(conversation) -> None:
    until(conversation, "2 of 23 students are on the edge of the conversation")
    before = place(conversation, "Zoë")
    conversation.get_by_text("The whole term").click()
    until(conversation, "Everybody takes part")
    conversation.locator('path[aria-label^="Mei: addressed"]').first.wait_for()
    assert place(conversation, "Zoë") == before
    conversation.reload()
    conversation.locator('path[aria-label^="Zoë"]').first.wait_for(timeout=20_000)
    assert place(conversation, "Zoë") == before


def test_the_ties_of_one_person_are_chosen_by_keyboard(conversation) -> None:
    conversation.get_by_label("Show the ties of").click()
    conversation.keyboard.type("Mei")
    conversation.keyboard.press("Enter")
    # Counted from outside: a page that lets no text become code cannot watch for it by itself.
    for _ in range(100):
        if conversation.locator(".mark-rule line").count() < 60:
            break
        conversation.wait_for_timeout(100)
    assert conversation.locator(".mark-rule line").count() < 60


def test_hidden_names_leave_the_page_and_its_files(conversation, tmp_path) -> None:
    conversation.get_by_text("Names shown").click()
    conversation.locator('path[aria-label^="Student 1:"]').first.wait_for()
    # The page is redrawn from the top: its last line is the last to change.
    conversation.get_by_text("without names").wait_for()
    assert "Haddadine" not in conversation.content()
    for button, name in (("Ties as CSV", "ties.csv"), ("Network as GraphML", "network.graphml")):
        with conversation.expect_download() as download:
            conversation.get_by_role("button", name=button).click()
        download.value.save_as(tmp_path / name)
    with (tmp_path / "ties.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    graph = networkx.read_graphml(tmp_path / "network.graphml")
    assert len(rows) == graph.number_of_edges() == 182
    told = (tmp_path / "ties.csv").read_text("utf-8") + (tmp_path / "network.graphml").read_text("utf-8")
    assert "Student 1" in told and "example.org" not in told and "Haddadine" not in told


def test_the_page_reads_aloud_and_says_nothing_in_the_console(any_page, sample_app) -> None:
    from axe_playwright_python.sync_playwright import Axe

    said: list[str] = []
    failed: list[str] = []
    any_page.on("pageerror", lambda error: said.append(str(error)))
    any_page.on("console", lambda m: said.append(m.text) if m.type == "error" and "404" not in m.text else None)
    any_page.on("response", lambda r: failed.append(r.url) if r.status >= 400 and not PROBES.search(r.url) else None)
    any_page.goto(f"{sample_app.url}/conversation?week=14")
    until(any_page, "on the edge")
    any_page.get_by_text("For a spreadsheet").wait_for(timeout=20_000)
    any_page.wait_for_timeout(1500)
    found = Axe().run(any_page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in SERIOUS] == []
    assert (said, failed) == ([], [])
    assert any_page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
