"""Live feeds as a person fetches them: asked first, told how far, stopped by a click, and told what failed."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

import run
from tests.browser.conftest import answer, free_port
from tests.browser.test_student_and_load import COURSE, NOW, serious, settle, visit
from tests.live.web import Reply, Web, running
from tests.refresh.course import day, page

HERE = Path(__file__).parent


@pytest.fixture
def web() -> Iterator[Web]:
    """A web server on this computer: Ada's blog, which takes its time, and nothing else."""
    with running() as server:
        body = page(server.url("", "ada.example.org"), [(2, day(20, 2)), (1, day(20))])

        def slowly(handler: BaseHTTPRequestHandler) -> None:
            time.sleep(1.5)
            handler.wfile.write(body)

        server.put("/feed.xml", Reply(body=slowly, headers={"Content-Length": str(len(body))}))
        yield server


@pytest.fixture
def app(web: Web, tmp_path: Path) -> Iterator[str]:
    """The app on a class of two blogs at that server, of which nothing is loaded yet."""
    course = tmp_path / "course"
    (course / "inbox").mkdir(parents=True)
    (course / "course.yaml").write_text(COURSE, "utf-8")
    ada, ben = web.url("/feed.xml", "ada.example.org"), web.url("/gone.xml", "ben.example.org")
    people = (
        f"name,email,role,blog\nAda Example,ada@example.org,student,{ada}\nBen Birk,ben@example.org,student,{ben}\n"
    )
    (course / "roster.csv").write_text(people, "utf-8")
    port, log = free_port(), tmp_path / "app.log"
    command = [sys.executable, str(HERE / "app_with_feeds.py"), str(web.port), "run", "app.py"]
    environ = {**os.environ, **NOW, "EVENKEEL_COURSE": str(course)}
    with log.open("wb") as said:
        running_app = subprocess.Popen(
            [*command, *run.streamlit_options(port)], cwd=run.ROOT, env=environ, stdout=said, stderr=said
        )
    try:
        answer(running_app, port, log)
        yield f"http://localhost:{port}"
    finally:
        run.stop(running_app)


def test_new_posts_are_fetched_once_it_is_said_where_it_asks(app: str, web: Web, any_page: Any) -> None:
    said = visit(any_page, f"{app}/load")
    any_page.get_by_role("button", name="Fetch new posts now").click()
    any_page.get_by_text("This sends requests to ada.example.org and ben.example.org.").wait_for()
    assert web.asked == []
    any_page.get_by_role("button", name="Yes, fetch now").click()
    # The whole sentence: the bar before it says "2 of 2 accounts asked".
    any_page.get_by_text("2 accounts asked: 2 new rows.").wait_for(timeout=20_000)
    settle(any_page)
    text = any_page.locator('[data-testid="stMain"]').inner_text()
    assert "2 accounts asked: 2 new rows. 1 address could not be fetched." in text
    assert "There is nothing at this address (404)." in text
    assert serious(any_page) == [] and said == []
    main = any_page.locator('[data-testid="stMain"]')
    assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0, "the page scrolls sideways"


def test_a_refresh_is_stopped_by_a_click(app: str, web: Web, page: Any) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(600):
            handler.wfile.write(b"<!-- -->")
            time.sleep(0.05)

    web.put("/gone.xml", Reply(body=endless))
    visit(page, f"{app}/load")
    page.get_by_role("button", name="Fetch new posts now").click()
    page.get_by_role("button", name="Yes, fetch now").click()
    page.get_by_text("1 of 2 accounts asked, asking ben.example.org").wait_for(timeout=20_000)
    page.get_by_role("button", name="Stop fetching").click()
    page.get_by_text("It was stopped; what was loaded until then stays.").wait_for(timeout=10_000)
    assert "1 of 2 accounts asked: 2 new rows." in page.locator('[data-testid="stMain"]').inner_text()
