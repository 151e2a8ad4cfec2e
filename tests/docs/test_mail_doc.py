"""docs/mail.md names every variable, option and placeholder that there is, and none that there is not."""

import re
from collections.abc import Iterator
from pathlib import Path

from evenkeel.cli import main
from evenkeel.flags.drafting import PLACEHOLDERS
from evenkeel.mail.settings import _PORTS, Security

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "mail.md").read_text("utf-8")
# Those of the app and its tests, which other pages explain.
ELSEWHERE = {"EVENKEEL_COURSE", "EVENKEEL_NOW", "EVENKEEL_ALONE", "EVENKEEL_SIGN_IN"}


def in_code() -> Iterator[str]:
    for path in (ROOT / "evenkeel").rglob("*.py"):
        yield from re.findall(r"\bEVENKEEL_[A-Z_]*[A-Z]\b", path.read_text("utf-8"))


def first_cells(heading: str) -> list[str]:
    """Return the first cells of the table under a heading."""
    part = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE)


def test_every_variable_of_the_page_exists_and_the_other_way_round() -> None:
    assert sorted(first_cells("Variables")) == sorted(set(in_code()) - ELSEWHERE)
    assert set(re.findall(r"EVENKEEL_[A-Z_]*[A-Z]", PAGE)) == set(first_cells("Variables"))


def test_every_way_and_its_usual_port_is_named() -> None:
    for way in Security:
        assert f"{_PORTS[way]} for `{way}`" in PAGE


def test_every_option_of_the_command_is_explained() -> None:
    options = {option.opts[0] for option in main.commands["digest"].params} - {"--course"}
    assert {cell.split()[0] for cell in first_cells("The week's letter")} == options


def test_every_placeholder_is_explained_as_the_page_of_the_app_says_it() -> None:
    part = PAGE.split("\n## A letter to a student\n")[1]
    assert dict(re.findall(r"^\| `\{(\w+)\}` \| (.+) \|$", part, re.MULTILINE)) == dict(PLACEHOLDERS)
