"""The app in a real browser: a server for a course of its own; pages light and dark, wide and phone-sized."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

import run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
# Nothing is fetched, kept or asked behind the test's back, and root needs no sandbox.
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = {"wide": (1280, 1600), "phone": (390, 1400)}  # tall: a full-page picture holds only the viewport
# Both shades and both sizes; EVENKEEL_LOOKS=all for every pair of them, twice as long.
LOOKS = [("light", "wide"), ("dark", "phone")]
if os.environ.get("EVENKEEL_LOOKS") == "all":
    LOOKS += [("dark", "wide"), ("light", "phone")]

Scheme = Literal["light", "dark"]
OpenPage = Callable[[Scheme, str], "Page"]


@dataclass(frozen=True, slots=True)
class AppServer:
    """A running app: its address, the course folder it may change, and the file that holds what it says."""

    url: str
    course: Path
    log: Path


StartApp = Callable[..., AppServer]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as a browser test, so that none can forget it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartApp]:
    """Start the app on a copy of a course folder: `app_server()`, `app_server(course, NAME="value")`."""
    running: list[subprocess.Popen[bytes]] = []

    def start(course: Path = run.SAMPLE, **environ: str) -> AppServer:
        home = tmp_path_factory.mktemp("app")
        server = AppServer(f"http://localhost:{(port := free_port())}", home / "course", home / "app.log")
        shutil.copytree(course, server.course, ignore=shutil.ignore_patterns("class.db*"))
        with server.log.open("wb") as log:
            said: dict[str, Any] = {"stdout": log, "stderr": log, "env": {**os.environ, **environ}}
            load(server.course, **said)
            running.append(run.launch(Path(sys.executable), server.course, port, **said))
        answer(running[-1], port, server.log)
        return server

    yield start
    for app in running:
        run.stop(app)


@pytest.fixture(scope="session")
def sample_app(app_server: StartApp) -> AppServer:
    """The app on a copy of the sample class, for tests that change nothing."""
    return app_server()


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator["Browser"]:
    """One Chromium for all tests of a run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: "Browser") -> Iterator[OpenPage]:
    """Open an empty page in a browser profile of its own: `open_page("dark", "phone")`."""
    opened = []

    def open_(scheme: Scheme, size: str) -> "Page":
        width, height = SIZES[size]
        opened.append(browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height}))
        return opened[-1].new_page()

    yield open_
    for context in opened:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> "Page":
    """An empty page, light and wide."""
    return open_page("light", "wide")


@pytest.fixture(params=LOOKS, ids=["-".join(look) for look in LOOKS])
def any_page(request: pytest.FixtureRequest, open_page: OpenPage) -> "Page":
    """An empty page in each of the four looks: the test runs once for each."""
    scheme, size = request.param
    return open_page(scheme, size)


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((run.HOST, 0))
        return int(probe.getsockname()[1])


def load(course: Path, **said: Any) -> None:
    """Load what lies in a course's inbox; rejected rows (exit code 1) are part of many a test."""
    command = [sys.executable, "-m", "evenkeel", "load", "--course", str(course)]
    assert subprocess.call(command, cwd=run.ROOT, **said) in (0, 1), f"The course was not loaded: {course}"


def answer(app: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the app answers, or fail with what it said."""
    try:
        run.wait_until_healthy(app, port)
    except run.Stop as stop:
        pytest.fail(f"{stop}\n{log.read_text(errors='replace')}", pytrace=False)
