"""docs/formats.md holds every format that Evenkeel reads, under its own names, and no other."""

import re

import pytest

from evenkeel.sources import SOURCES, blogs, classroom, microblogs, plain, trackers
from evenkeel.sources.base import Source
from tests.test_architecture import ROOT

PAGE = ROOT / "docs" / "formats.md"
A_ROW = re.compile(r"^\| `([^`]+)` \|(.+)\|$", re.MULTILINE)
COLUMNS = ("format", "called", "where to get it", "read", "left out", "covers", "worth knowing")
PARTS: dict[str, tuple[Source, ...]] = {
    "Plain tables": plain.SOURCES,
    "Classroom": classroom.SOURCES,
    "Blogs": blogs.SOURCES,
    "Microblogs and social networks": microblogs.SOURCES,
    "Time": trackers.SOURCES,
}


def rows(text: str) -> dict[str, list[str]]:
    """Return the rows of the tables in a text: the format's name, and its other cells."""
    return {name: [cell.strip() for cell in rest.split(" | ")] for name, rest in A_ROW.findall(text)}


def part(heading: str) -> str:
    """Return the text under a heading."""
    return PAGE.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]


def test_every_format_stands_in_the_page_under_its_own_name_and_no_other() -> None:
    told = {name: cells[0] for name, cells in rows(PAGE.read_text("utf-8")).items()}
    assert told == {source.name: source.label for source in SOURCES}


@pytest.mark.parametrize("heading", PARTS)
def test_a_format_stands_with_its_kind(heading: str) -> None:
    assert set(rows(part(heading))) == {source.name for source in PARTS[heading]}


def test_a_format_stands_in_the_page_once() -> None:
    names = [name for name, _ in A_ROW.findall(PAGE.read_text("utf-8"))]
    assert len(names) == len(set(names))


def test_each_row_says_where_to_get_it_what_is_read_and_what_is_left_out() -> None:
    found = rows(PAGE.read_text("utf-8"))
    assert {name: len(cells) for name, cells in found.items()} == dict.fromkeys(found, len(COLUMNS) - 1)
    assert [name for name, cells in found.items() if not all(cells[:5])] == []


@pytest.mark.parametrize("heading", PARTS)
def test_every_table_has_the_same_columns(heading: str) -> None:
    assert f"| {' | '.join(COLUMNS)} |" in part(heading)
