"""The command for cron: what it prints, how it ends, and that what fails is a sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.class_folder import rows, run
from tests.live.web import Web
from tests.metrics.small_class import ADA, BEN, write_course
from tests.refresh.course import day, roster, rss

KEYS_OF_LOAD = {"path", "format", "new", "known", "changed", "skipped", "rejected", "unmatched", "coverage", "refused"}


@pytest.fixture
def course(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A class of two blogs at a server here: Ada's answers, Ben's is gone."""
    monkeypatch.setattr("evenkeel.refresh.Fetcher", web.fetcher)
    web.put("/ada.xml", rss(web.url("", "ada.example.org"), [(1, day(1)), (2, day(2))]))
    ada, ben = web.url("/ada.xml", "ada.example.org"), web.url("/ben.xml", "ben.example.org")
    return write_course(tmp_path / "class", roster(ada_blog=ada, ben_blog=ben))


def refresh(course: Path, *more: object) -> tuple[int, list[dict[str, Any]]]:
    ran = run("refresh", "--course", course, "--json", *more)
    return ran.code, json.loads(ran.out)


def test_it_prints_the_objects_of_load_and_how_each_address_answered(course: Path, web: Web) -> None:
    code, found = refresh(course)
    assert code == 1
    ada, ben = found
    assert set(ada) > KEYS_OF_LOAD and set(ada) == set(ben)
    assert (ada["path"], ada["format"], ada["new"]) == (web.url("/ada.xml", "ada.example.org"), "feed", 2)
    assert ada["fetch"] == {
        **{"students": [ADA], "platform": "blog", "part": "posts", "status": 200},
        **{"problem": "", "since": None, "moved": ""},
    }
    assert ben["refused"] == f"{web.url('/ben.xml', 'ben.example.org')}: There is nothing at this address (404)"
    assert ben["fetch"]["students"] == [BEN] and ben["fetch"]["status"] == 404
    assert (
        ben["fetch"]["since"].startswith("20") and ben["fetch"]["problem"] == "There is nothing at this address (404)"
    )


def test_it_ends_well_where_nothing_fails_and_says_what_was_not_new(course: Path) -> None:
    assert refresh(course, "--student", "Ada Ash")[0] == 0
    code, [again] = refresh(course, "--student", ADA)
    assert (code, again["format"], again["new"], again["refused"]) == (0, "", 0, "")


def test_it_says_it_in_words(course: Path, web: Web) -> None:
    ran = run("refresh", "--course", course)
    assert ran.code == 1
    ada, ben, total = ran.out.splitlines()
    assert ada.startswith(
        f"✓ {web.url('/ada.xml', 'ada.example.org')}: RSS or Atom feed, 2 new, 0 known, 0 changed, 2025-"
    )
    assert "There is nothing at this address (404), since 20" in ben
    assert total == "1 address loaded, 2 new rows; 1 could not be fetched."
    again = run("refresh", "--course", course, "--student", ADA)
    assert again.out.splitlines()[-1] == "No addresses loaded, no new rows; 1 had nothing new."


def test_a_class_without_accounts_has_nothing_to_ask(tmp_path: Path) -> None:
    course = write_course(tmp_path, roster(ada_x="@ada"))
    ran = run("refresh", "--course", course)
    assert (ran.code, ran.out) == (
        0,
        "There is nothing to ask: the roster names no blog, no Mastodon and no Bluesky account.\n",
    )


def test_somebody_unknown_is_wrong_use(course: Path, web: Web) -> None:
    ran = run("refresh", "--course", course, "--student", "Carla")
    assert (ran.code, ran.out, web.asked) == (2, "", [])
    assert "“Carla” fits nobody" in ran.err


def test_no_other_command_asks_anything(course: Path, web: Web) -> None:
    for command in (["load"], ["metrics"], ["network"], ["flags"], ["check"]):
        assert run(command[0], "--course", course).code in (0, 1)
    assert web.asked == []
    assert rows(course, "SELECT count(*) FROM fetched") == [(0,)]
