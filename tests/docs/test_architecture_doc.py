"""docs/architecture.md names every room and every dependency, as they are, and nothing that does not exist."""

import re
from pathlib import Path

import pytest

from tests.test_architecture import KNOWN, PLAIN, ROOMS, ROOT, rooms

PAGE = ROOT / "docs" / "architecture.md"
REQUIREMENTS = ("requirements.in", "requirements-dev.in")
SHORT = {"plain": PLAIN, "known": KNOWN, "nothing": set()}
A_ROW = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)
# A path: it ends in a slash or a known ending, and begins with a letter or an underscore.
A_PATH = re.compile(r"`([A-Za-z_][\w./-]*(?:/|\.(?:py|sql|md|toml|csv)))`")


def part(heading: str) -> str:
    """Return the text under a heading."""
    return PAGE.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]


def rows(heading: str) -> dict[str, list[str]]:
    """Return the rows of the tables under a heading: first cell, and the others."""
    return {name: [cell.strip() for cell in rest.split(" | ")] for name, rest in A_ROW.findall(part(heading))}


def room(written: str) -> str:
    """Turn `sources/` or `model.py` into the room's name."""
    return written.rstrip("/").removesuffix(".py")


def may_import(cell: str) -> set[str]:
    """Read the third column: `plain, a.py, b/`."""
    found: set[str] = set()
    for each in cell.split(", "):
        found |= {room(each.strip("`"))} if each.startswith("`") else SHORT[each]
    return found


def required() -> set[str]:
    """Return the packages that the requirements name themselves."""
    lines = [line for name in REQUIREMENTS for line in (ROOT / name).read_text("utf-8").splitlines()]
    return {re.split(r"[=<>~!\[; ]", line)[0] for line in lines if line and line[0] not in "#-"}


def test_every_room_stands_in_the_table_and_no_other() -> None:
    assert {room(name) for name in rows("Rooms")} == {name for name, _ in rooms()}


@pytest.mark.parametrize("written", rows("Rooms"))
def test_a_room_may_import_what_the_table_says(written: str) -> None:
    assert may_import(rows("Rooms")[written][1]) == ROOMS[room(written)]


def test_every_dependency_has_its_line_and_no_other() -> None:
    assert set(rows("Dependencies")) == required()


def test_a_dependency_says_what_it_saves_and_costs_and_who_keeps_it() -> None:
    assert [name for name, cells in rows("Dependencies").items() if len(cells) != 3 or not all(cells)] == []


def test_every_path_that_the_page_names_exists() -> None:
    named = set(A_PATH.findall(PAGE.read_text("utf-8")))
    assert len(named) > 20
    assert {path for path in named if not any((place / path).exists() for place in places())} == set()


def places() -> tuple[Path, ...]:
    """Return where a path that the page names may stand."""
    return ROOT, ROOT / "evenkeel", ROOT / "evenkeel" / "metrics" / "relations"
