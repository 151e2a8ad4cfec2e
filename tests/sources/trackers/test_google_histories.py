"""Google's histories: moments on a platform, and nothing of what was watched, searched or read."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused, UnknownFormat
from evenkeel.model import Visit, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import in_memory
from evenkeel.sources.trackers import chrome_history, youtube_history
from tests.sources import golden
from tests.sources.trackers.reading import HERS, load, rejected, skipped, visits

WATCH = "https://www.youtube.com/watch?v=secret"


def record(title: str = "Watched a secret", url: str = WATCH, **more: Any) -> dict[str, Any]:
    held = {"header": "YouTube", "title": title, "titleUrl": url, "time": "2026-03-02T15:00:00.123Z"}
    return {**held, "products": ["YouTube"], **more}


def watched(*records: Any) -> str:
    return json.dumps([*records])


def page(url: str, how: str = "LINK", **more: Any) -> dict[str, Any]:
    return {"page_transition": how, "title": "A secret", "url": url, "time_usec": 1_772_463_600_000_000, **more}


def history(*pages: Any) -> str:
    return json.dumps({"Browser History": list(pages)})


def test_invented_histories_read_as_their_golden_files_say() -> None:
    golden.check(youtube_history.SOURCE, "watch-history.json", HERS)
    golden.check(chrome_history.SOURCE, "chrome-history.json", HERS)


def test_a_film_watched_is_a_visit_of_no_length() -> None:
    assert visits(load(youtube_history.SOURCE, watched(record()))) == [("03-02 09:00", "youtube")]


def test_records_are_told_by_their_shape_in_any_language() -> None:
    dutch = record("Het geheim bekeken", subtitles=[{"name": "Kanaal", "url": "https://example.org"}])
    music = record("Solar angehört", "https://music.youtube.com/watch?v=1", header="YouTube Music")
    found = load(youtube_history.SOURCE, watched(dutch, music), name="kijkgeschiedenis.json")
    assert [platform for _, platform in visits(found)] == ["youtube", "youtube"]


def test_a_film_that_was_removed_since_was_watched_all_the_same() -> None:
    removed = record("Watched a video that has been removed")
    del removed["titleUrl"]
    assert len(visits(load(youtube_history.SOURCE, watched(removed)))) == 1


@pytest.mark.parametrize("name", ["From Google Ads", "Von Google Anzeigen", "Google Ads より"])
def test_advertisements_and_searches_are_no_visits(name: str) -> None:
    advert = record(details=[{"name": name}])
    search = record("Searched for a secret", "https://www.youtube.com/results?search_query=secret")
    found = load(youtube_history.SOURCE, watched(advert, search, record(details=[{"name": "Seen at noon"}])))
    assert skipped(found) == {"advertisement": 1, "search": 1} and len(visits(found)) == 1


def test_my_activity_of_other_products_counts_where_it_leads_to_a_platform() -> None:
    found = load(
        youtube_history.SOURCE,
        watched(
            record(url="https://www.google.com/url?q=https://x.com/secret&usg=1", products=["Chrome"]),
            record(url="https://clinic.example.org/secret", products=["Chrome"]),
            record(url="https://play.google.com/store/apps/details?id=com.instagram.android", products=["Android"]),
            record(url="https://play.google.com/store/apps/details?id=com.instagram.android", products=["Play"]),
            record(url="https://www.google.com/search?q=secret", products=["Search"]),
        ),
        name="MyActivity.json",
    )
    assert [platform for _, platform in visits(found)] == ["x", "instagram"]
    assert skipped(found) == {"activity on no platform": 3}


def test_nothing_of_what_was_watched_or_read_is_kept() -> None:
    found = load(youtube_history.SOURCE, watched(record())) + load(
        chrome_history.SOURCE, history(page("https://x.com/secret"))
    )
    assert len(visits(found)) == 2 and "secret" not in repr(found)


def test_the_same_film_in_two_files_is_one_visit_and_another_students_is_another() -> None:
    first = load(youtube_history.SOURCE, watched(record()))
    again = load(youtube_history.SOURCE, watched(record(header="Y", activityControls=["Watch history"])))
    bens = load(youtube_history.SOURCE, watched(record()), HERS._replace(owner=Who(handle="ben@example.org")))
    refs = [[one.ref for one in found if isinstance(one, Visit)] for found in (first, again, bens)]
    assert refs[0] == refs[1] != refs[2]


def test_a_page_of_a_platform_is_a_visit_and_any_other_is_counted() -> None:
    found = load(
        chrome_history.SOURCE,
        history(
            page("https://www.instagram.com/secret/"),
            page("https://mobile.twitter.com/home", "TYPED", time_usec=1_772_463_660_000_000),
            page("https://clinic.example.org/"),
            page("chrome://newtab"),
        ),
    )
    assert visits(found) == [("03-02 09:00", "instagram"), ("03-02 09:01", "x")]
    assert skipped(found) == {"page of no platform": 2}


def test_what_a_browser_opens_by_itself_is_no_visit() -> None:
    how = ("RELOAD", "AUTO_SUBFRAME", "MANUAL_SUBFRAME", "AUTO_TOPLEVEL", "START_PAGE")
    found = load(chrome_history.SOURCE, history(*(page("https://x.com/home", one) for one in how)))
    assert not visits(found)
    assert skipped(found) == {"page loaded again": 1, "frame inside a page": 2, "page opened by the browser": 2}


def test_times_are_microseconds_since_1970() -> None:
    found = load(chrome_history.SOURCE, history(page("https://x.com", time_usec=13_416_937_200_000_000)))
    assert rejected(found) == [("page 1", "has no address or time that can be read")]  # since 1601


def test_other_lists_of_the_same_file_are_passed_by() -> None:
    content = json.dumps({"Typed Url": [{"url": "x"}], "Session": [], "Browser History": [page("https://x.com")]})
    assert len(visits(load(chrome_history.SOURCE, content))) == 1
    with pytest.raises(ExportRefused, match="holds no list “Browser History”"):
        load(chrome_history.SOURCE, json.dumps({"Typed Url": [], "Session": []}))


@pytest.mark.parametrize("broken", [5, {}, record(time="soon"), record(products=None), record(5), record(url=5)])
def test_a_record_that_is_none_is_rejected_and_the_others_are_kept(broken: Any) -> None:
    found = load(youtube_history.SOURCE, watched(record(), broken))
    assert [where for where, _ in rejected(found)] == ["record 2"] and len(visits(found)) == 1


@pytest.mark.parametrize("broken", [5, {}, page("https://x.com", time_usec="now"), page(5)])  # type: ignore[arg-type]
def test_a_page_that_is_none_is_rejected_and_the_others_are_kept(broken: Any) -> None:
    found = load(chrome_history.SOURCE, history(page("https://x.com"), broken))
    assert [where for where, _ in rejected(found)] == ["page 2"] and len(visits(found)) == 1


def test_histories_of_nobody_and_broken_ones_are_refused_with_what_to_do() -> None:
    for source, content in ((youtube_history.SOURCE, watched(record())), (chrome_history.SOURCE, history(page("x")))):
        with pytest.raises(ExportRefused, match="--student"):
            load(source, content, HERS._replace(owner=None))
        with pytest.raises(ExportRefused, match="it ends in the middle"):
            load(source, content[:-3])


def test_a_history_as_html_is_refused_with_the_option_to_choose() -> None:
    for name, content in (
        ("MyActivity.html", golden.sample("google-takeout/MyActivity/Chrome__MyActivity.html").read()),
        ("watch-history.html", b"<html><head><title>YouTube</title>"),
    ):
        with pytest.raises(UnknownFormat, match=r"“Multiple formats” and JSON instead of HTML"):
            recognise(in_memory(name, content))


KEYS = st.sampled_from(["header", "title", "titleUrl", "time", "products", "details", "name", "url", "time_usec"])
JSON = st.recursive(
    st.none() | st.integers() | st.sampled_from(["YouTube", WATCH, "http://[", "2026-03-02T10:00:00Z"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(JSON, max_size=4))
def test_any_json_is_read_rejected_or_refused(found: list[Any]) -> None:
    for source, content in (
        (youtube_history.SOURCE, watched(record(), *found)),
        (chrome_history.SOURCE, history(*found)),
    ):
        with suppress(ExportRefused):
            assert all(one for one in source.extract(in_memory("a.json", content.encode()), HERS))
