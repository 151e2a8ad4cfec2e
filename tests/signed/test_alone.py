"""For one person alone, with no class: `python3 run.py --self`."""

import subprocess
import sys
from pathlib import Path

import run
from evenkeel.course.reading import load_course
from evenkeel.metrics.registry import BOUNDS
from tests.signed.served import Client, serving


def test_a_folder_of_ones_own_is_made_and_opens_on_ones_own_pages(tmp_path: Path) -> None:
    course = tmp_path / "me"
    run.prepare_own(Path(sys.executable), course)
    assert load_course(course, BOUNDS)[0].schedule == ()
    written = (course / "course.yaml").read_bytes()
    run.prepare_own(Path(sys.executable), course)
    assert (course / "course.yaml").read_bytes() == written
    with serving(course, sign_in="", EVENKEEL_ALONE="1") as app:
        me = Client(app)
        front = me.run("")
        assert front.holds("My balance", "My time", "My data", "Thresholds", "People") == [
            "My balance", "My time", "My data",
        ]  # fmt: skip
        assert me.run("balance").holds("Engagement balance") == []


def test_a_class_is_not_opened_as_somebody_alone(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("title: Two\ntimezone: UTC\nstarts_on: 2026-01-12\nweeks: 15\n", "utf-8")
    roster = "name,email,role\nAda Example,ada@example.org,student\nBen Vale,ben@example.org,student\n"
    (tmp_path / "roster.csv").write_text(roster, "utf-8")
    with serving(tmp_path, sign_in="", EVENKEEL_ALONE="1") as app:
        run_ = Client(app).run("")
        assert run_.holds("no class of one student") and not run_.holds("Ada Example", "Ben Vale", "My balance")


def test_the_zone_of_a_folder_of_ones_own_is_this_computers() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "from evenkeel.cli.beginning import own_zone; print(own_zone())"],
        cwd=run.ROOT, env={"TZ": "Europe/Lisbon", "PATH": "/usr/bin"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "Europe/Lisbon"
