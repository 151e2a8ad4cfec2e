"""The sample class as files: the same every time, sound, invented, and small."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from evenkeel.sample import SampleRefused, sample_files, write_sample
from evenkeel.sample.nouns import Written
from tests.sample.recounting import members

SHIPPED = Path(__file__).parents[2] / "data" / "sample"
# Names of formats, not places: they stand in every real export of the kind.
EXERCISES = Path(__file__).resolve().parents[2] / "exercises"
FORMAT_HOSTS = {
    "wordpress.org",
    "purl.org",
    "wellformedweb.org",
    "www.w3.org",
    "www.blogger.com",
    "schemas.google.com",
    "wordpress.com",
    "www.instagram.com",
    "www.youtube.com",
    "x.com",
    "www.reddit.com",
    "www.tiktok.com",
    "t.co",
}


@pytest.fixture(scope="module")
def files() -> list[Written]:
    return sample_files()


def test_the_same_seed_gives_the_same_bytes(files: list[Written]) -> None:
    assert files == sample_files()


def test_another_seed_gives_another_class(files: list[Written]) -> None:
    assert {file.path: file.data for file in files} != {file.path: file.data for file in sample_files(seed=8)}


def test_the_shipped_sample_is_what_the_generator_writes(files: list[Written]) -> None:
    made = {file.path: file.data for file in files}
    shipped = {str(p.relative_to(SHIPPED)): p.read_bytes() for p in SHIPPED.rglob("*") if p.is_file()}
    # The record is made beside the exports when the sample is opened.
    shipped = {path: data for path, data in shipped.items() if not path.startswith("class.db")}
    assert sorted(made) == sorted(shipped)
    assert [path for path in made if made[path] != shipped[path]] == []


def test_all_of_it_is_under_four_megabytes(files: list[Written]) -> None:
    assert sum(len(file.data) for file in files) < 4_000_000


def test_every_format_is_there(files: list[Written]) -> None:
    names = " ".join(file.path for file in files)
    for mark in (
        ".wordpress.",
        "blog-04-",
        "/feed.atom",
        "/feed.xml",
        "/comments-feed.xml",
        "/comments.atom",
        "/takeout-",
        "Takeout/Blogger/Blogs/",
        "/twitter-",
        "/archive-",
        ".tar.gz",
        "/outbox.json",
        "/repo.car",
        "/aw-buckets-export.json",
        "/Toggl_time_entries.csv",
        "/watch-history.json",
        "inbox/grades-PR_310.csv",
        "inbox/moodle/discussion.csv",
        "inbox/acts.csv",
        "inbox/time.csv",
        "roster.csv",
    ):
        assert mark in names


def test_every_xml_file_is_well_formed_and_every_archive_opens(tmp_path: Path) -> None:
    write_sample(tmp_path)
    inside = list(members(tmp_path))
    documents = [data for name, data in inside if name.endswith((".xml", ".atom"))]
    assert len(documents) > 20
    for data in documents:
        ElementTree.fromstring(data)
    assert sum(name.endswith("/tweets.js") for name, _ in inside) >= 10
    assert sum(name.endswith("outbox.json") for name, _ in inside) >= 4
    assert sum(name.endswith("repo.car") for name, _ in inside) >= 3


def test_nobody_in_it_has_an_address_outside_example_org(tmp_path: Path) -> None:
    write_sample(tmp_path)
    for name, data in members(tmp_path):
        text = data.decode(errors="replace")
        hosts = {host.rstrip(".") for host in re.findall(r"https?://([\w.-]+)", text)} - FORMAT_HOSTS
        assert not {host for host in hosts if not host.endswith("example.org")}, name
        mail = set(re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", text)) - {"blogger.com"}
        assert not {host for host in mail if not host.endswith("example.org")}, name


def test_the_course_says_what_the_term_is(files: list[Written]) -> None:
    course = yaml.safe_load(next(file.data for file in files if file.path == "course.yaml"))
    assert (course["timezone"], course["weeks"], course["breaks"]) == ("America/New_York", 15, [9])
    assert [line["exercise"] for line in course["schedule"]][:2] == ["weekly-blog-post", "comments-on-classmates"]
    assert course["rules"] == [{"metric": "procrastination_minutes", "above": 300, "rule": "2 of 3"}]


def test_every_exercise_that_ships_is_due_once(files: list[Written]) -> None:
    course = yaml.safe_load(next(file.data for file in files if file.path == "course.yaml"))
    shipped = {path.stem for path in EXERCISES.glob("*.yaml")} - {"defaults"}
    assert sorted(line["exercise"] for line in course["schedule"]) == sorted(shipped)
    dated = [line for line in course["schedule"] if "every" not in line]
    assert all(line["release"][:10] < line["due"] for line in dated)


def test_a_short_term_has_no_break() -> None:
    course = next(file.data for file in sample_files(students=8, weeks=9) if file.path == "course.yaml")
    assert yaml.safe_load(course)["breaks"] == []


@pytest.mark.parametrize(
    ("students", "weeks", "says"),
    [
        (4, 15, "5 to 200 students, not 4"),
        (201, 15, "not 201"),
        (24, 3, "4 to 30 weeks, not 3"),
        (24, 31, "not 31"),
        (-1, 15, "not -1"),
    ],
)
def test_a_size_without_sense_is_refused_in_a_sentence(tmp_path: Path, students: int, weeks: int, says: str) -> None:
    with pytest.raises(SampleRefused, match=says) as refusal:
        write_sample(tmp_path / "class", students=students, weeks=weeks)
    assert isinstance(refusal.value, ValueError)
    assert not (tmp_path / "class").exists()
