"""The button that fetches: nothing is asked before it is pressed, and everything that came or failed is said."""

from pathlib import Path

import pytest

from evenkeel.live.answers import NO_MARKS, Answer, Failure, Marks
from tests.live.web import Web
from tests.refresh.course import Sites, day, page
from tests.web.opened import begin, html_of

ADA, BEN = "https://ada.example.org/feed.xml", "https://ben.example.org/feed.xml"
ROSTER = (
    f"name,email,role,blog,x\nAda Example,ada@example.org,student,{ADA},@ada\nBen Birk,ben@example.org,student,{BEN},\n"
)
FETCH, YES, NO = "feeds_fetch", "feeds_yes", "feeds_no"


@pytest.fixture
def sites(monkeypatch: pytest.MonkeyPatch) -> Sites:
    """The web: Ada's feed with two posts; Ben's is not there."""
    found = Sites({ADA: page("https://ada.example.org", [(2, day(20, 2)), (1, day(20))])})
    monkeypatch.setattr("evenkeel.refresh.Fetcher", lambda: found)
    return found


def keys(at) -> set[str]:
    return {button.key for button in at.button}


def test_opening_the_page_asks_nobody(open_page, tmp_path: Path, sites: Sites) -> None:
    at = open_page("load", begin(tmp_path / "c", roster=ROSTER))
    assert not at.exception
    said = html_of(at)
    assert "2 accounts of 2 people (blogs) can be asked at 2 sites for what they publish to everybody." in said
    assert "X gives nothing without a key: load an export for that." in said
    assert "Nothing has been fetched yet." in said
    assert sites.asked == []


def test_the_first_time_it_is_said_where_it_asks_before_it_asks(open_page, tmp_path: Path, sites: Sites) -> None:
    at = open_page("load", begin(tmp_path / "c", roster=ROSTER))
    at.button(key=FETCH).click().run()
    assert not at.exception
    [asked] = [m.value for m in at.markdown if "This sends requests to" in m.value]
    assert "ada.example.org and ben.example.org" in asked and "Nothing else of your class is sent" in asked
    assert sites.asked == []
    at.button(key=NO).click().run()
    assert YES not in keys(at) and FETCH in keys(at) and sites.asked == []


def test_what_came_and_what_failed_is_said_and_failures_stay(open_page, tmp_path: Path, sites: Sites) -> None:
    course = begin(tmp_path / "c", roster=ROSTER)
    at = open_page("load", course)
    at.button(key=FETCH).click().run()
    at.button(key=YES).click().run()
    assert not at.exception
    said = html_of(at)
    assert "2 accounts asked: 2 new rows. 1 address could not be fetched." in said
    assert "There is nothing at this address (404)." in said and ">Ben Birk</th>" in said
    assert 'href="https://ada.example.org/feed.xml"' in said
    again = open_page("load", course)
    assert "Last fetched on 27 April at 14:00; 1 address could not be fetched." in html_of(again)
    assert "There is nothing at this address (404)." in html_of(again)
    before = len(sites.asked)
    again.button(key=FETCH).click().run()
    assert len(sites.asked) > before, "the question is asked once"
    assert "2 accounts asked: no new rows. 1 address had nothing new." in html_of(again)


def test_hidden_names_hide_the_addresses_too(open_page, tmp_path: Path, sites: Sites) -> None:
    at = open_page("load", begin(tmp_path / "c", roster=ROSTER))
    at.button(key=FETCH).click().run()
    at.button(key=YES).click().run()
    at.toggle(key="names_shown").set_value(False).run()
    said = html_of(at)
    assert "ben.example.org" not in said and "Ben Birk" not in said and "hidden" in said


def test_a_class_without_such_accounts_is_told_so(open_page, tmp_path: Path, sites: Sites) -> None:
    at = open_page("load", begin(tmp_path / "c"))
    assert "The roster names no blog, no Mastodon and no Bluesky account" in html_of(at)
    assert FETCH not in keys(at)
    empty = open_page("load", begin(tmp_path / "d", roster=""))
    assert not empty.exception and FETCH not in keys(empty)


def test_a_mistake_of_ours_leaves_the_page_standing(
    open_page, tmp_path: Path, sites: Sites, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = open_page("load", begin(tmp_path / "c", roster=ROSTER))
    monkeypatch.setattr("evenkeel.refresh.Taking.take", lambda *_: 1 / 0)
    at.button(key=FETCH).click().run()
    at.button(key=YES).click().run()
    assert not at.exception
    assert "An error inside Evenkeel ended this." in at.error[0].value


def test_what_was_loaded_before_a_stop_stays_and_is_said(
    open_page, tmp_path: Path, sites: Sites, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A click ends the run of the script by an exception at the next thing it shows."""
    from streamlit.runtime.scriptrunner_utils.exceptions import StopException

    asked = sites.get

    def slow(address: str, marks: Marks = NO_MARKS) -> Answer | Failure:
        if address == BEN:
            return Failure(BEN, "it is slow", 0) if sites._stopped.wait(10) else Failure(BEN, "never", 0)
        return asked(address, marks)

    monkeypatch.setattr(sites, "get", slow)

    def interrupted(told: object) -> tuple[float, str]:
        if told.reports:
            raise StopException
        return 0.0, "asking"

    course = begin(tmp_path / "c", roster=ROSTER)
    at = open_page("load", course)
    at.button(key=FETCH).click().run()
    monkeypatch.setattr("evenkeel.web.refresh_words.progress", interrupted)
    at.button(key=YES).click().run()
    assert sites.stopped
    at.run()
    said = html_of(at)
    assert "of 2 accounts asked: 2 new rows." in said and "It was stopped; what was loaded until then stays." in said


def test_a_page_never_asks_an_address_that_leads_into_the_network_here(open_page, tmp_path: Path) -> None:
    from tests.live.web import running

    with running() as web:
        assert isinstance(web, Web)
        roster = f"name,email,role,blog\nAda Example,ada@example.org,student,http://127.0.0.1:{web.port}/feed\n"
        at = open_page("load", begin(tmp_path / "c", roster=roster))
        at.button(key=FETCH).click().run()
        at.button(key=YES).click().run()
        assert not at.exception
        assert "It names its host by a number; public sites have a name." in html_of(at)
        assert web.asked == []
