"""ActivityWatch: the same minute once, where it was spent, and nothing anybody read or wrote in it."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.model import MINUTE, SECOND, Evidence, Found, Note, Reject, Skip, TimeEntry, TrackerSpan, Who
from evenkeel.sources import recognise
from evenkeel.sources.base import Context, in_memory
from evenkeel.sources.reading.platforms import of_address, of_app
from evenkeel.sources.trackers.activitywatch import SOURCE
from evenkeel.sources.trackers.intervals import Piece, days_apart, flat, joined, overlaid
from tests.sources.golden import CONTEXT, check

ANNA = Who(email="anna@example.org")
OUTSIDE = Context(ZoneInfo("America/New_York"), owner=ANNA)
START = datetime(2026, 3, 2, 15, tzinfo=UTC)
ZERO = int(START.timestamp()) * 1_000_000


def event(second: float, lasting: float, **data: Any) -> dict[str, Any]:
    when = START + timedelta(seconds=second)
    return {"id": 1, "timestamp": when.isoformat(), "duration": lasting, "data": data}


def window(second: float, lasting: float, app: str) -> dict[str, Any]:
    return event(second, lasting, app=app, title="A private title")


def tab(second: float, lasting: float, url: str, incognito: bool = False) -> dict[str, Any]:
    return event(second, lasting, url=url, title="A private title", incognito=incognito)


def bucket(kind: str, *events: Any, host: str = "pc", name: str = "", **more: Any) -> dict[str, Any]:
    client = name or f"aw-watcher-{kind}"
    described = {"id": f"{client}_{host}", "type": kind, "client": client, "hostname": host}
    return described | {"events": list(events)} | more


def present(lasting: float, host: str = "pc") -> dict[str, Any]:
    return bucket("afkstatus", event(0, lasting, status="not-afk"), host=host)


def load(*buckets: Any, context: Context = OUTSIDE) -> list[Found]:
    named = {"buckets": {str(number): one for number, one in enumerate(buckets)}}
    export = in_memory("aw-buckets-export.json", json.dumps(named).encode())
    assert recognise(export) is SOURCE
    return list(SOURCE.extract(export, context))


def spent(found: list[Found]) -> list[tuple[str, str, int, int]]:
    """Say app, platform, and from which to which second."""
    entries = [one for one in found if isinstance(one, TimeEntry)]
    return [
        (one.activity, one.platform, ((one.start or 0) - ZERO) // SECOND, ((one.end or 0) - ZERO) // SECOND)
        for one in entries
    ]


def test_a_window_counts_while_nobody_is_away_and_the_tracker_watches_all_the_time() -> None:
    states = bucket("afkstatus", event(300, 600, status="afk"), event(0, 300, status="not-afk"))
    assert load(bucket("currentwindow", window(60, 600, "Word")), states) == [
        TimeEntry(
            f"activitywatch:96d568e96c47:{ZERO + MINUTE}:Word", ANNA, ZERO + MINUTE, ZERO + 5 * MINUTE, None, None,
            Evidence.MEASURED, "", "", "Word",
        ),
        TrackerSpan(ANNA, ZERO, ZERO + 15 * MINUTE),
    ]  # fmt: skip


def test_overlapping_buckets_count_a_minute_once() -> None:
    editor = bucket("app.editor.activity", event(0, 600, file="secret.txt"))
    twice = bucket("currentwindow", window(0, 300, "Word"), window(0, 300, "Word"), window(200, 300, "Mail"))
    found = load(twice, editor, present(600))
    assert spent(found) == [("Word", "", 0, 200), ("Mail", "", 200, 500)]
    assert Skip("app.editor.activity bucket") in found


def test_a_tab_says_where_in_its_browser_the_time_went_and_adds_none() -> None:
    tabs = bucket(
        "web.tab.current",
        tab(0, 100, "https://x.com/home"),
        tab(100, 100, "https://www.youtube.com/watch?v=1"),
        tab(200, 400, "https://library.example.org/"),
        name="aw-watcher-web-firefox",
    )
    windows = bucket(
        "currentwindow", window(50, 300, "Firefox"), window(350, 100, "Word"), window(450, 50, "chrome.exe")
    )
    assert spent(load(windows, tabs, present(600))) == [
        ("Firefox", "x", 50, 100),
        ("Firefox", "youtube", 100, 200),
        ("Firefox", "", 200, 350),
        ("Word", "", 350, 450),
        ("chrome.exe", "", 450, 500),
    ]


def test_a_private_tab_counts_as_time_and_says_nothing() -> None:
    tabs = bucket("web.tab.current", tab(0, 60, "https://x.com/", incognito=True), name="aw-watcher-web-chrome")
    found = load(bucket("currentwindow", window(0, 100, "Google Chrome")), tabs, present(600))
    assert spent(found) == [("", "", 0, 60), ("Google Chrome", "", 60, 100)]


def test_titles_and_addresses_are_never_kept() -> None:
    tabs = bucket("web.tab.current", tab(0, 60, "https://x.com/secret"), name="aw-watcher-web-firefox")
    found = load(bucket("currentwindow", window(0, 100, "Firefox")), tabs, present(600))
    assert "secret" not in repr(found) and "private title" not in repr(found)


def test_tabs_that_know_no_computer_belong_to_whichever_ran_that_browser() -> None:
    tabs = bucket("web.tab.current", tab(0, 60, "https://x.com/"), host="unknown", name="aw-watcher-web-chrome")
    assert spent(load(bucket("currentwindow", window(0, 60, "chromium")), tabs, present(60))) == [
        ("chromium", "x", 0, 60)
    ]


def test_an_app_of_a_platform_is_that_platform() -> None:
    windows = bucket("currentwindow", window(0, 60, "Instagram"), window(60, 60, "Twitter"), window(120, 60, "Maps"))
    platforms = [platform for _, platform, _, _ in spent(load(windows, present(600)))]
    assert platforms == ["instagram", "x", ""]


def test_neighbours_of_the_same_app_and_platform_become_one_entry() -> None:
    windows = bucket("currentwindow", *(window(10 * n, 9.5, "Word") for n in range(30)), window(400, 0, "Mail"))
    assert spent(load(windows, present(600))) == [("Word", "", 0, 299)]


def test_a_computer_without_a_record_of_being_away_counts_its_windows_and_says_so() -> None:
    found = load(bucket("currentwindow", window(0, 60, "Word")))
    assert isinstance(found[0], Note) and "no record of being away" in found[0].text
    assert spent(found) == [("Word", "", 0, 60)]
    assert found[-1] == TrackerSpan(ANNA, ZERO, ZERO + MINUTE)


def test_two_computers_are_looked_at_one_by_one() -> None:
    laptop = [bucket("currentwindow", window(0, 60, "Word"), host="laptop"), present(60, host="laptop")]
    away = bucket("afkstatus", event(0, 60, status="afk"), host="pc")
    assert spent(load(*laptop, bucket("currentwindow", window(0, 60, "Mail")), away)) == [("Word", "", 0, 60)]


def test_an_entry_of_more_than_a_day_is_cut_at_the_midnights_of_the_course() -> None:
    day = 86_400
    found = load(bucket("currentwindow", window(0, 2 * day, "Word")), present(2 * day))
    midnight = 14 * 3600  # 10:00 in New York, so that midnight is 14 hours away
    assert spent(found) == [
        ("Word", "", 0, midnight),
        ("Word", "", midnight, midnight + day),
        ("Word", "", midnight + day, 2 * day),
    ]


def test_the_same_export_and_a_longer_one_name_an_entry_alike() -> None:
    one = load(bucket("currentwindow", window(0, 60, "Word")), present(60))
    more = load(bucket("currentwindow", window(0, 90, "Word"), window(90, 9, "Mail")), present(99))
    assert isinstance(one[0], TimeEntry) and isinstance(more[0], TimeEntry)
    assert one[0].ref == more[0].ref and one == load(bucket("currentwindow", window(0, 60, "Word")), present(60))


def test_buckets_may_be_a_list() -> None:
    content = json.dumps({"buckets": [bucket("currentwindow", window(0, 60, "Word")), present(60)]})
    assert len(list(SOURCE.extract(in_memory("aw.json", content.encode()), OUTSIDE))) == 2


def test_an_export_without_an_owner_is_refused_with_what_to_do() -> None:
    with pytest.raises(ExportRefused, match=r"inbox/<e-mail address>/, or name the student with --student"):
        load(context=OUTSIDE._replace(owner=None))


def test_broken_json_is_refused_with_its_line() -> None:
    with pytest.raises(ExportRefused, match=r"line 2, column 1: is broken"):
        list(SOURCE.extract(in_memory("aw.json", b'{"buckets": {\n'), OUTSIDE))


@pytest.mark.parametrize(
    "broken",
    [
        5,
        {},
        event(0, -1, app="Word"),
        event(0, 1e300, app="Word"),
        event(0, 5, app="Word") | {"timestamp": "soon"},
        event(0, 5) | {"data": None},
    ],
)
def test_an_event_that_is_none_is_rejected_and_the_others_are_kept(broken: Any) -> None:
    found = load(bucket("currentwindow", broken, window(0, 60, "Word")), present(60))
    assert isinstance(found[0], Reject) and found[0].where == "aw-watcher-currentwindow_pc, event 1"
    assert spent(found) == [("Word", "", 0, 60)]


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://x.com/home", "x"),
        ("https://mobile.twitter.com/", "x"),
        ("https://music.youtube.com/", "youtube"),
        ("https://youtu.be/abc", "youtube"),
        ("https://anna.wordpress.com/wp-admin", "wordpress"),
        ("https://anna.blogspot.co.uk/", "blogger"),
        ("https://mastodon.social/@anna", "mastodon"),
        ("https://notx.com/", ""),
        ("https://example.org/x.com", ""),
        ("about:blank", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_a_web_address_is_on_the_platform_of_its_host(url: str, platform: str) -> None:
    assert of_address(url) == platform


def test_the_owners_own_server_is_mastodon_whatever_it_is_called() -> None:
    owner = Who("mastodon", "anna@social.example.org")
    tabs = bucket("web.tab.current", tab(0, 60, "https://social.example.org/home"), name="aw-watcher-web-edge")
    found = load(
        bucket("currentwindow", window(0, 60, "msedge.exe")),
        tabs,
        present(60),
        context=OUTSIDE._replace(owner=owner),
    )
    assert spent(found) == [("msedge.exe", "mastodon", 0, 60)]


def test_an_app_is_on_a_platform_only_by_its_whole_name() -> None:
    assert [of_app(name) for name in ("TikTok", "Twitter.exe", "X", "Xcode", "Facebook Lite")] == [
        "tiktok", "x", "x", "", "facebook",
    ]  # fmt: skip


PIECES = st.lists(
    st.builds(
        lambda start, lasting, what: Piece(start, start + lasting, what),
        st.integers(0, 50),
        st.integers(0, 30),
        st.sampled_from("abc"),
    ),
    max_size=12,
)


def instants(pieces: list[Piece[str]], keep: Callable[[str], bool] = lambda _: True) -> set[int]:
    return {at for piece in pieces if keep(piece.what) for at in range(piece.start, piece.end)}


@settings(max_examples=200)
@given(PIECES, PIECES)
def test_no_instant_is_lost_or_counted_twice(below: list[Piece[str]], above: list[Piece[str]]) -> None:
    low, high = flat(below), flat(above)
    assert instants(low) == instants(below)
    assert all(first.end <= second.start for first, second in pairwise(low))
    laid = list(overlaid(low, high))
    assert sum(end - start for start, end, _, _ in laid) == len(instants(below))
    both = {at for start, end, _, top in laid if top for at in range(start, end)}
    assert both == instants(below) & instants(above)
    assert instants(list(joined(low, 0))) == instants(below)


@settings(max_examples=200)
@given(st.integers(0, 10**15), st.integers(0, 10 * 86_400 * SECOND))
def test_cutting_at_midnights_keeps_every_microsecond(start: int, lasting: int) -> None:
    cut = list(days_apart(Piece(start, start + lasting, "a"), ZoneInfo("America/New_York")))
    assert cut[0].start == start and cut[-1].end == start + lasting
    assert all(first.end == second.start for first, second in pairwise(cut))
    assert len(cut) == 1 or max(piece.end - piece.start for piece in cut) <= 25 * 3600 * SECOND


KEYS = "buckets type id client hostname events timestamp duration data app status url incognito"
JSON = st.recursive(
    st.none()
    | st.integers()
    | st.floats()
    | st.sampled_from(["currentwindow", "afkstatus", "web.tab.current", "2026-03-02T10:00:00Z", "afk"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(re.findall(r"\w+", KEYS)), inner, max_size=6)
    ),
    max_leaves=20,
)


@settings(max_examples=200)
@given(st.lists(JSON, max_size=3), JSON)
def test_any_json_is_read_rejected_or_refused(buckets: list[Any], events: Any) -> None:
    with suppress(ExportRefused):
        load(*buckets, bucket("currentwindow", events), bucket("afkstatus") | {"events": events})


def test_an_invented_export_is_read_as_its_golden_file_says() -> None:
    check(SOURCE, "aw-buckets.json", CONTEXT._replace(owner=Who(handle="ada@example.org")))
