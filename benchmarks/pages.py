"""How long a page of a class of 50 takes: its script when it is run again, and the first paint of Balance.

    python -m benchmarks.pages [--students N] [--starts N] [--reruns N]

The real app with a real Chromium; the server writes down how long each run of the script took (timed_app.py).
Once warm, each page is run again as it is (the key R) and with names hidden and shown again. Before that,
Balance is opened on a server that has just answered for the first time, in a browser that has never seen the
app: the time from the navigation to the first point of the chart.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import run
from benchmarks.measuring import Took, apart, machine, median, timed, told, verdict
from benchmarks.timed_app import TIMES
from tests.browser.conftest import FLAGS, SIZES, free_port
from tests.conftest import installed_browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOW = "2026-04-27T14:00:00Z"
RERUN_SECONDS, PAINT_SECONDS = 0.1, 2.0
PAGES = ("this_week", "balance", "student", "exercises", "thresholds", "load")
POINT = '[data-testid="stVegaLiteChart"] svg .mark-symbol path'
AT_REST = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@dataclass(frozen=True, slots=True)
class App:
    """A running app: its address, how long it took to answer, and the file of its script times."""

    url: str
    started: Took
    times: Path

    def runs(self) -> list[Took]:
        """Return how long each run of the script took so far."""
        lines = self.times.read_text().splitlines() if self.times.exists() else []
        return [Took(*map(float, line.split())) for line in lines]


def write(folder: Path, students: int) -> str:
    """Write and load a class of invented people, and return one student of it."""
    from evenkeel import inbox
    from evenkeel.access import LOCAL_INSTRUCTOR
    from evenkeel.desk import Desk
    from evenkeel.sample import write_sample

    write_sample(folder, students=students, weeks=15)
    desk = Desk(folder)
    desk.load(LOCAL_INSTRUCTOR, inbox.waiting(folder), inbox.Asked(now=0))
    student = next(person.email for person in desk.people(LOCAL_INSTRUCTOR) if person.role == "student")
    desk.close()
    return student


@contextmanager
def started(folder: Path, times: Path) -> Iterator[App]:
    """Start the timed app and wait until it answers."""
    port = free_port()
    environ = {**os.environ, "EVENKEEL_COURSE": str(folder), "EVENKEEL_NOW": NOW, TIMES: str(times)}
    command = [sys.executable, "-m", "benchmarks.timed_app", "run", "app.py", *run.streamlit_options(port)]
    with timed() as took:
        app = subprocess.Popen(command, cwd=run.ROOT, env=environ, stdin=subprocess.DEVNULL)
        run.wait_until_healthy(app, port)
    try:
        yield App(f"http://localhost:{port}", Took(took.wall), times)
    finally:
        run.stop(app)


def first_paint(page: "Page", app: App) -> Took:
    """Open Balance and wait for the first point of its chart."""
    with timed() as took:
        page.goto(f"{app.url}/balance", wait_until="commit")
        page.locator(POINT).first.wait_for(timeout=60_000)
    return Took(took.wall)


def reruns(page: "Page", app: App, name: str, student: str, times: int) -> dict[str, list[Took]]:
    """Open a page and run it again, as it is and with its switch moved; the first two do not count."""
    asked = f"?student={student}" if name == "student" else ""
    page.goto(f"{app.url}/{name}{asked}")
    at_rest(page)
    found = {"again": [_again(page, app) for _ in range(times + 2)][2:]}
    switch = page.get_by_text("Names shown", exact=True)
    if switch.count():
        found["names"] = [_again(page, app, switch.first.click) for _ in range(times + 2)][2:]
    return found


def _again(page: "Page", app: App, act: object = None) -> Took:
    """Do something that runs the script once more, and return how long that run took."""
    before = len(app.runs())
    (act or (lambda: page.keyboard.press("r")))()
    deadline = time.monotonic() + 30
    while len(app.runs()) == before:
        if time.monotonic() > deadline:
            raise SystemExit("The page did not run again.")
        page.wait_for_timeout(20)
    at_rest(page)
    return app.runs()[-1]


def at_rest(page: "Page") -> None:
    """Wait until the script has run and the page is drawn."""
    page.get_by_test_id("stHeading").first.wait_for(timeout=60_000)
    page.locator(AT_REST).wait_for(timeout=60_000)
    page.wait_for_timeout(250)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=50, metavar="N")
    parser.add_argument("--starts", type=int, default=5, metavar="N", help="how often the app is started cold")
    parser.add_argument("--reruns", type=int, default=10, metavar="N", help="how often each page runs again")
    chosen = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="evenkeel-benchmark-") as scratch:
        folder = Path(scratch) / "class"
        student = apart(write, folder, chosen.students)
        measure(folder, student, chosen.starts, chosen.reruns)
    print(machine())


def measure(folder: Path, student: str, starts: int, times: int) -> None:
    """Start the app cold some times, timing Balance; on the last one, time every page."""
    from playwright.sync_api import sync_playwright

    answered, paints, first_runs = [], [], []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed_browser(), args=FLAGS)
        for start in range(1, starts + 1):
            width, height = SIZES["wide"]
            page = chromium.new_page(viewport={"width": width, "height": height})
            with started(folder, folder / f"script.times.{start}") as app:
                paints.append(first_paint(page, app))
                at_rest(page)
                answered.append(app.started)
                first_runs.append(app.runs()[0])
                if start == starts:
                    found = {name: reruns(page, app, name, student, times) for name in PAGES}
            page.close()
        chromium.close()
    _say_cold(answered, paints, first_runs)
    _say_warm(found)
    verdict("first paint of Balance, cold", median(paints).wall, PAINT_SECONDS, "s")


def _say_cold(answered: list[Took], paints: list[Took], first_runs: list[Took]) -> None:
    told("server, until it answers", median(answered), f"median of {len(answered)}")
    told("Balance, first paint on that server", median(paints), f"worst {_ms(paints)}")
    told("Balance, its script's first run", median(first_runs), f"worst {_ms(first_runs)}")


def _say_warm(found: dict[str, dict[str, list[Took]]]) -> None:
    for name, kinds in found.items():
        for kind, runs in kinds.items():
            told(f"{name}, {kind}", median(runs), f"worst {_ms(runs)}")
    for name, kinds in found.items():
        slowest = max(median(runs).wall for runs in kinds.values())
        verdict(f"script of {name} once warm", slowest * 1000, RERUN_SECONDS * 1000, "ms")


def _ms(runs: list[Took]) -> str:
    return f"{max(each.wall for each in runs) * 1000:.0f} ms of {len(runs)}"


if __name__ == "__main__":
    main()
