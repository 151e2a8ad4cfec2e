"""A student's own pages and the door to them, in a browser: signed in by a link, light and dark, wide and phone."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import run
from evenkeel.access import Role
from evenkeel.web.navigation import PAGES
from tests.browser.conftest import answer, free_port
from tests.browser.test_student_and_load import serious, settle
from tests.signed.served import Served

OWN = [entry.name for entry in PAGES if Role.STUDENT in entry.roles]
ANNA = "anna.lindqvist@example.org"


@pytest.fixture(scope="module")
def signed(app_server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample class, opened by personal links, with an instructor to sign in as."""
    course = app_server().course
    with (course / "roster.csv").open("a", encoding="utf-8") as roster:
        roster.write("Lee Teach,lee@example.org,instructor,,,,,\n")
    served, log = Served(free_port(), course), tmp_path_factory.mktemp("signed") / "app.log"
    environ = {**os.environ, "EVENKEEL_SIGN_IN": "links", "EVENKEEL_URL": served.url}
    environ["EVENKEEL_NOW"] = "2026-04-27T14:00:00Z"
    with log.open("wb") as said:
        app = run.launch(sys.executable, course, served.port, stdout=said, stderr=subprocess.STDOUT, env=environ)
    try:
        answer(app, served.port, log)
        yield served
    finally:
        run.stop(app)


def sign_in(page: Any, served: Served, email: str) -> list[str]:
    """Open a personal link and press its button; collect what the console complains about and what is asked outside."""
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" and "404" not in m.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    own = ("http://localhost", "data:", "blob:")
    page.on("request", lambda asked: None if asked.url.startswith(own) else said.append(asked.url))
    page.goto(served.url + served.link_for(email))
    assert serious(page) == []
    page.get_by_role("button", name="Yes, sign me in").click()
    settle(page)
    return said


def test_every_page_of_a_students_own_is_whole_and_clean_in_every_look(signed: Served, any_page: Any) -> None:
    said = sign_in(any_page, signed, ANNA)
    any_page.get_by_text("Anna Lindqvist, student").wait_for()
    for name in OWN:
        any_page.goto(f"{signed.url}/{name}")
        settle(any_page)
        main = any_page.locator('[data-testid="stMain"]')
        assert serious(any_page) == [], name
        assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0, f"{name} scrolls sideways"
        assert any_page.get_by_test_id("stException").count() == 0, name
    assert said == []


def test_an_instructor_makes_links_once_and_takes_one_back(signed: Served, page: Any) -> None:
    said = sign_in(page, signed, "lee@example.org")
    page.goto(f"{signed.url}/people")
    settle(page)
    page.get_by_role("button", name=re.compile(r"Make \d+ links")).click()
    page.get_by_text("They are shown this once").wait_for(timeout=30_000)
    settle(page)
    shown = page.get_by_test_id("stMain").inner_text()
    assert shown.count("/in/") >= 24 and serious(page) == []
    page.reload()
    settle(page)
    assert "/in/" not in page.get_by_test_id("stMain").inner_text()
    assert page.get_by_role("button", name="Make links").is_disabled()
    assert said == []


def test_signing_in_by_code_and_out_again(signed: Served, page: Any) -> None:
    page.goto(f"{signed.url}/balance")
    page.wait_for_url("**/sign-in")
    page.get_by_label("Your e-mail address").fill(ANNA)
    page.get_by_label("Your code").fill("WRON-GONE")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").get_by_text("do not go together").wait_for()
    sign_in(page, signed, ANNA)
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out on this device").click()
    page.wait_for_url("**/sign-in")
    page.goto(f"{signed.url}/my_data")
    page.wait_for_url("**/sign-in")
