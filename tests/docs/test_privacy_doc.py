"""What docs/privacy.md promises, on the sample class: nothing private of its exports is in the record's files."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from evenkeel.sample import write_sample
from tests.metrics.small_class import opened

PAGE = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"
EMAIL = re.compile(r"<wp:comment_author_email><!\[CDATA\[([^]]+@[^]]+)\]\]>")
IP = re.compile(r"<wp:comment_author_IP><!\[CDATA\[([^]]+)\]\]>")
TITLE = re.compile(r'"title": ?"([^"]{6,})"')


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample class, loaded."""
    folder = tmp_path_factory.mktemp("privacy") / "class"
    write_sample(folder)
    return folder


@pytest.fixture(scope="module")
def record(course: Path) -> str:
    """Every byte of the record's files, as text."""
    with opened(course, refusals=True):
        return "".join(path.read_bytes().decode("latin-1") for path in sorted(course.glob("class.db*")))


def exported(course: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of every file in the inbox, those in archives too."""
    for path in sorted((course / "inbox").rglob("*")):
        if is_zipfile(path):
            with ZipFile(path) as archive:
                yield from ((name, archive.read(name).decode("utf-8", "replace")) for name in archive.namelist())
        elif path.is_file():
            yield path.name, path.read_text("utf-8", errors="replace")


def found(course: Path, pattern: re.Pattern[str], name: str = "") -> set[str]:
    """Return what a pattern finds in the exports whose name holds a word."""
    return {hit for file, text in exported(course) if name in file for hit in pattern.findall(text)}


def test_no_address_of_a_commenter_is_in_the_record(course: Path, record: str) -> None:
    roster = (course / "roster.csv").read_text("utf-8").casefold()
    strangers = {email for email in found(course, EMAIL) if email.casefold() not in roster}
    assert strangers and {email for email in strangers if email in record} == set()
    numbers = found(course, IP)
    assert numbers and {number for number in numbers if number in record} == set()


def test_no_window_title_is_in_the_record(course: Path, record: str) -> None:
    titles = found(course, TITLE, "activitywatch") or found(course, TITLE, "aw-")
    assert titles and {title for title in titles if title in record} == set()


def test_no_message_for_some_people_only_is_in_the_record(course: Path, record: str) -> None:
    said = list(messages(course))
    assert len(said) >= 8
    assert {text for text in said if text in record} == set()


def messages(course: Path) -> Iterator[str]:
    """Yield the texts of direct messages and followers-only posts."""
    for name, text in exported(course):
        if "direct-messages" in name:
            yield from re.findall(r'"text" ?: ?"([^"]+)"', text)
        elif name.endswith("outbox.json"):
            for item in json.loads(text)["orderedItems"]:
                audience = [*item.get("to", ()), *item.get("cc", ())]
                if not any(each.endswith("#Public") for each in audience) and isinstance(item["object"], dict):
                    yield re.sub("<[^>]+>", "", item["object"]["content"])


def test_the_page_names_the_files_that_there_are(course: Path, record: str) -> None:
    page = PAGE.read_text("utf-8")
    assert record.startswith("SQLite format 3")
    assert {path.name for path in course.glob("class.db*")} <= set(re.findall(r"`(class\.db[\w-]*)`", page))
