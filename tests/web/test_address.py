import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenkeel.web import address, start

ROOT = Path(__file__).resolve().parents[2]
HERE = ("127.0.0.1", 50000)

PAGE = """
from evenkeel.web import guard

viewer = guard.require(guard.Role.{role}, title="A page")

import streamlit as st

st.write("names of students")
"""


@pytest.mark.parametrize("own", ["127.0.0.1", "127.8.8.8", "localhost", "::1"])
def test_a_loopback_address_is_this_computer(own):
    assert address.is_this_computer(own)


@pytest.mark.parametrize("other", [None, "", "0.0.0.0", "::", "192.168.1.5", "example.org", "localhost.example.org"])
def test_any_other_address_is_not(other):
    assert not address.is_this_computer(other)


def answer(scope) -> list[dict]:
    sent: list[dict] = []

    async def reached(_scope, _receive, send):
        await send({"type": "reached"})

    async def receive():
        return {}

    async def send(message):
        sent.append(message)

    asked = address.ThisComputerOnly(reached)({"headers": [], **scope}, receive, send)
    # In a thread of its own: a browser test before this one leaves Playwright's loop running in the main one.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, asked).result()
    return sent


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_what_comes_from_here_is_passed_on(kind):
    assert answer({"type": kind, "client": HERE}) == [{"type": "reached"}]


@pytest.mark.parametrize("client", [("192.168.1.5", 50000), None])
def test_a_request_from_elsewhere_is_refused_whatever_the_server_is_bound_to(client):
    assert answer({"type": "http", "client": client})[0]["status"] == 403
    assert answer({"type": "websocket", "client": client})[0]["type"] == "websocket.close"


@pytest.mark.parametrize("header", [b"x-forwarded-for", b"forwarded", b"x-real-ip"])
def test_a_proxy_on_this_computer_does_not_open_the_door(header):
    assert answer({"type": "http", "client": HERE, "headers": [(header, b"10.0.0.1")]})[0]["status"] == 403


@pytest.mark.parametrize("found", ["0.0.0.0", ""])
def test_the_start_is_refused_with_a_sentence_for_any_other_address(found):
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port=0",
        f"--server.address={found}",
    ]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert address.ELSEWHERE in ended.stderr


def test_a_page_opens_to_the_instructor_at_this_computer():
    page = AppTest.from_string(PAGE.format(role="INSTRUCTOR"), default_timeout=30).run()
    assert [shown.value for shown in page.markdown] == ["names of students"]


def test_a_page_shows_nothing_when_it_is_served_to_others(monkeypatch):
    monkeypatch.setattr(address, "refusal", lambda: "Not here.")
    page = AppTest.from_string(PAGE.format(role="INSTRUCTOR"), default_timeout=30).run()
    assert [error.value for error in page.error] == ["Not here."]
    assert not page.markdown


def test_a_page_of_another_role_stays_shut():
    page = AppTest.from_string(PAGE.format(role="STUDENT"), default_timeout=30).run()
    assert "not open to you" in page.error[0].value
    assert not page.markdown


def test_no_pages_folder_stands_beside_the_file_streamlit_runs():
    # Streamlit would run its files for a deep link without the menu around them.
    assert start.SHELL.is_file() and not (start.SHELL.parent / "pages").exists()
