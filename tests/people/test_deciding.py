"""Deciding who is who: the queue with its suggestions, one account or a name everywhere, and forgetting again."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from evenkeel import intake
from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.model import Account, Act, Kind, Person, Visit, Who
from evenkeel.people import names
from evenkeel.people.suggesting import Suggesting
from evenkeel.sources.base import Context, Source, in_memory
from tests.class_folder import load, rows, run, write_course

ACTS = (
    "author,at,kind\nAna Ash,2026-01-13T10:00,post\nBusy Outsider,2026-01-13T10:00,post\n"
    "Busy Outsider,2026-01-13T11:00,post\nBusy Outsider,2026-01-13T12:00,post\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write_course(tmp_path / "class", {"inbox/acts.csv": ACTS})
    load(made)
    return made


def whose(folder: Path) -> dict[str, str | None]:
    query = "SELECT handle, p.email FROM account a LEFT JOIN person p ON p.id = a.person_id"
    return dict(rows(folder, query))


def test_the_queue_has_whom_something_speaks_for_before_busy_outsiders(folder: Path) -> None:
    found = json.loads(run("match", "--course", folder, "--json").out)
    assert [(one["handle"], one["acts"]) for one in found] == [(":ana ash", 1), (":busy outsider", 3)]
    assert found[0]["suggestions"] == [
        {"who": "anna@example.org", "name": "Anna Ash", "why": "the same name but for one letter"}
    ]
    printed = run("match", "--course", folder).out
    assert "    perhaps Anna Ash (anna@example.org): the same name but for one letter\n" in printed
    assert printed.endswith("2 accounts wait for a word.\n")


def test_a_suggestion_is_never_applied_by_itself(folder: Path) -> None:
    run("match", "--course", folder)
    assert whose(folder) == {"Ana Ash": None, "Busy Outsider": None}


def test_a_decision_holds_for_what_is_loaded_is_listed_and_forgotten(folder: Path) -> None:
    assert run("match", "--course", folder, ":ana ash", "anna@example.org").code == 0
    assert run("match", "--course", folder, "Busy Outsider", "nobody").code == 0
    assert whose(folder)["Ana Ash"] == "anna@example.org"
    assert run("match", "--course", folder).out == "No accounts wait for a word.\n"
    listed = json.loads(run("match", "--course", folder, "--decided", "--json").out)
    assert [(one["handle"], one["who"]) for one in listed] == [
        ("busy outsider", "nobody"),
        (":ana ash", "anna@example.org"),
    ]
    assert "Ana Ash: Anna Ash (anna@example.org), said instructor" in run("match", "--course", folder, "--decided").out
    assert run("match", "--course", folder, ":ana ash", "--forget").out == ":ana ash: what was decided is forgotten.\n"
    assert run("match", "--course", folder, ":ana ash", "--forget").out == ":ana ash: nothing was decided.\n"
    assert whose(folder)["Ana Ash"] is None


def test_two_of_one_name_on_two_platforms_are_decided_apart_and_a_later_file_follows(folder: Path) -> None:
    def acts(number: int) -> tuple[Act, ...]:
        return tuple(
            Act(f"{platform}:{number}", Who(platform, "owl"), Kind.TWEET, number, platform)
            for platform in ("x", "mastodon")
        )

    with closing(Desk(folder)) as desk:
        for number in (1, 2):
            reads = Source("two", "Two", lambda export: True, lambda export, context, n=number: iter(acts(n)))  # type: ignore[misc]  # n is this turn's
            intake.load(desk.record, in_memory("two", bytes([number])), reads, Context(desk.course.zone))
            if number == 1:
                desk.match(LOCAL_INSTRUCTOR, "x:owl", "anna@example.org", 1)
                desk.match(LOCAL_INSTRUCTOR, "mastodon:owl", "nobody", 1)
        found = desk.record.execute(
            "SELECT a.ref, p.email FROM act a JOIN account c ON c.id = a.account_id LEFT JOIN person p "
            "ON p.id = c.person_id WHERE c.handle = 'owl' ORDER BY a.ref"
        ).fetchall()
        shown = {(one.shown, one.platform, one.name) for one in desk.decided(LOCAL_INSTRUCTOR)}
    assert found == [
        ("mastodon:1", None),
        ("mastodon:2", None),
        ("x:1", "anna@example.org"),
        ("x:2", "anna@example.org"),
    ]
    assert shown == {("owl", "x", "Anna Ash"), ("owl", "mastodon", "")}


def test_somebody_who_only_watched_waits_for_a_word_too(folder: Path) -> None:
    visit = Visit("v1", Who("youtube", "UC1", "Ana Ash"), 5, "youtube")
    reads = Source("yt", "History", lambda export: True, lambda export, context: iter([visit]))
    with closing(Desk(folder)) as desk:
        intake.load(desk.record, in_memory("yt", b"1"), reads, Context(desk.course.zone))
        [one] = [one for one in desk.waiting(LOCAL_INSTRUCTOR, 12) if one.platform == "youtube"]
    assert (one.visits, one.acts, one.suggestions[0].person.name) == (1, 0, "Anna Ash")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ash, Anna", ("anna", "ash")),
        ("Dr. Anna Ash, PhD", ("anna", "ash")),
        ("✨ Anna  Ash ✨ (she/her)", ("anna", "ash")),
        ("Zoë Zhang | PR student", ("zoe", "zhang")),
        ("| | Anna", ("anna",)),
        ("Łukasz Wójcik", ("lukasz", "wojcik")),
        ("William O’Brien", ("william", "obrien")),
        ("🎉", ()),
    ],
)
def test_a_name_is_its_parts_however_it_is_decorated(name: str, parts: tuple[str, ...]) -> None:
    assert names.parts(name) == parts


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("anna", "anna", 0),
        ("anna", "ana", 1),
        ("anna", "nana", 1),
        ("grace", "garce", 1),
        ("anna", "otto", 3),
        ("", "ab", 2),
    ],
)
def test_letters_apart_are_counted_up_to_a_limit(one: str, other: str, found: int) -> None:
    assert names.apart(one, other, 2) == names.apart(other, one, 2) == found


@pytest.mark.parametrize(
    ("handle", "stem"),
    [
        ("@Ada_Ash99", "adaash99"),
        ("ada@social.example.org", "ada"),
        ("did:plc:aaaa", ""),
        ("ada.bsky.social", "ada"),
        ("https://ada.example.org/", "ada"),
        ("medium.com/@ada.ash", "adaash"),
        ("http://[", ""),
    ],
)
def test_a_handle_has_a_stem(handle: str, stem: str) -> None:
    assert names.stem(handle) == stem


def test_nothing_odd_in_a_name_is_a_reason_to_fail() -> None:
    suggesting = Suggesting(
        [Person(1, "a@example.org", "", "student", "", {}), Person(2, "b@example.org", ",", "", "", {})]
    )
    for odd in ("", " ", ",", "|", "\ud83d", "a" * 5_000, "http://[", "@", "'", "İ"):
        assert suggesting.of(Account(1, "x", odd, odd, odd, "", odd)) is not None
