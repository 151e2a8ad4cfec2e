"""ActivityWatch's other files: the rules of categories, a bucket alone, tabs alone, and folders that hold several."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused, UnknownFormat
from evenkeel.model import Note, TimeEntry, TrackerSpan
from evenkeel.sources import is_bundle, recognise
from evenkeel.sources.base import Export, in_memory
from evenkeel.sources.trackers.activitywatch import SOURCE
from tests.sources.trackers.reading import HERS, notes, rejected, skipped, spent, visits

START = datetime(2026, 3, 2, 15, tzinfo=UTC)


def event(second: float, lasting: float, **data: Any) -> dict[str, Any]:
    return {"timestamp": (START + timedelta(seconds=second)).isoformat(), "duration": lasting, "data": data}


def window(second: float, lasting: float, app: str, title: str = "", **more: Any) -> dict[str, Any]:
    return event(second, lasting, app=app, title=title, **more)


def bucket(kind: str, *events: Any, host: str = "pc", client: str = "") -> dict[str, Any]:
    name = client or f"aw-watcher-{kind}"
    return {"id": f"{name}_{host}", "type": kind, "client": name, "hostname": host, "events": list(events)}


def exported(*buckets: Any) -> str:
    return json.dumps({"buckets": {str(number): one for number, one in enumerate(buckets)}})


def category(*path: str, regex: str = "", ignore_case: bool = False) -> dict[str, Any]:
    rule = {"type": "regex", "regex": regex, "ignore_case": ignore_case} if regex else {"type": "none"}
    return {"id": 1, "name": list(path), "rule": rule, "data": {"color": "#f00"}}


def categories(*found: Any) -> str:
    return json.dumps({"categories": list(found)})


def folder(path: str = "inbox/ada@example.org", **files: str) -> Export:
    members = [in_memory(f"{path}/{name.replace('_', '.')}", text.encode()) for name, text in files.items()]
    return Export(path, in_memory("", b"").opener, sum(one.size for one in members), tuple(members))


def load(export: Export) -> list[Any]:
    assert is_bundle(export) and recognise(export) is SOURCE
    return list(SOURCE.extract(export, HERS))


def read(content: str, name: str = "aw.json") -> list[Any]:
    export = in_memory(name, content.encode())
    assert recognise(export) is SOURCE
    return list(SOURCE.extract(export, HERS))


PRESENT = bucket("afkstatus", event(0, 3600, status="not-afk"))


def sorted_by(*rules: Any, windows: list[Any]) -> list[tuple[str, ...]]:
    found = load(folder(a_json=exported(bucket("currentwindow", *windows), PRESENT), b_json=categories(*rules)))
    return [(app, purpose) for _, app, _, purpose in spent(found)]


def test_categories_beside_the_buckets_say_the_purpose_by_their_own_names() -> None:
    found = sorted_by(
        category("Work", "School", regex="Essay|Moodle"),
        category("Leisure", regex="youtube", ignore_case=True),
        category("Media", "Social", regex="Twitter"),
        windows=[
            window(0, 60, "Word", "Essay.docx"),
            window(60, 60, "Firefox", "Cats - YouTube"),
            window(120, 60, "Firefox", "Twitter"),
            window(180, 60, "Word", "Letter.docx"),
        ],
    )
    assert found == [("Word", "coursework"), ("Firefox", "leisure"), ("Firefox", ""), ("Word", "")]


def test_the_deepest_category_that_matches_wins_and_of_its_names_the_last_that_says_anything() -> None:
    found = sorted_by(
        category("Leisure", regex="Word"),
        category("School", "Reading", "Articles", regex="Article"),
        category("School", "Leisure", regex="Game"),
        windows=[window(0, 60, "Word"), window(60, 60, "Word", "Article"), window(120, 60, "Word", "Game, Article")],
    )
    assert found == [("Word", "leisure"), ("Word", "coursework")]
    assert sorted_by(category("School", "Leisure", regex="Game"), windows=[window(0, 60, "Game")]) == [
        ("Game", "leisure")
    ]


def test_case_matters_unless_the_rule_says_otherwise() -> None:
    windows = [window(0, 60, "word")]
    assert sorted_by(category("School", regex="Word"), windows=windows) == [("word", "")]
    assert sorted_by(category("School", regex="Word", ignore_case=True), windows=windows) == [("word", "coursework")]


def test_a_title_is_looked_at_and_never_kept() -> None:
    windows = bucket("currentwindow", window(0, 60, "Word", "A private title"))
    found = load(folder(a_json=exported(windows, PRESENT), b_json=categories(category("School", regex="private"))))
    assert [purpose for *_, purpose in spent(found)] == ["coursework"] and "private" not in repr(found)
    assert "1 category “School”" in notes(found)


def test_categories_that_name_no_purpose_say_so() -> None:
    windows = bucket("currentwindow", window(0, 60, "Word"))
    found = load(folder(a_json=exported(windows, PRESENT), b_json=categories(category("Work", regex="Word"))))
    assert [purpose for *_, purpose in spent(found)] == [""] and "No category is named coursework" in notes(found)


@pytest.mark.parametrize("regex", ["(", "(a+)+$", "(a|a)*b", r"(.)\1*", ".*a.*b.*c", "a" * 5000])
def test_a_rule_that_is_broken_or_could_take_for_ever_is_rejected_by_its_name(regex: str) -> None:
    windows = bucket("currentwindow", window(0, 60, "Word", "a" * 300))
    began = time.monotonic()
    found = load(folder(a_json=exported(windows, PRESENT), b_json=categories(category("Study", regex=regex))))
    assert [where for where, _ in rejected(found)] == ["category Study"] and time.monotonic() - began < 2


def test_usual_rules_are_kept() -> None:
    usual = r"(google|github)\.com|vim?|Stack.?Overflow|\(Draft\)\s*|Zoom (Meeting)?|^code$|a+b*"
    windows = bucket("currentwindow", window(0, 60, "code"))
    found = load(folder(a_json=exported(windows, PRESENT), b_json=categories(category("Study", regex=usual))))
    assert not rejected(found) and [purpose for *_, purpose in spent(found)] == ["coursework"]


def test_categories_alone_are_refused_with_where_to_put_them() -> None:
    with pytest.raises(ExportRefused, match=r"rules of categories, and no time.*into one folder or zip"):
        read(categories(category("School", regex="Word")))


def test_other_json_with_categories_is_not_claimed() -> None:
    with pytest.raises(UnknownFormat):
        recognise(in_memory("a.json", b'{"categories": [{"name": "News", "id": 3}]}'))


def test_a_folder_with_anything_else_in_it_is_no_bundle_and_nor_is_one_file_or_a_folder_of_folders() -> None:
    windows = exported(bucket("currentwindow", window(0, 60, "Word")))
    assert not SOURCE.identify(folder(a_json=windows, acts_csv="author,at\n"))
    assert not SOURCE.identify(folder(a_json=windows))
    assert not SOURCE.identify(folder("inbox", **{"ada/a_json": windows, "ben/b_json": windows}))
    assert not SOURCE.identify(folder(a_json=categories(), b_json=categories(category("a", regex="b"))))


def test_two_exports_of_one_person_count_a_minute_once() -> None:
    first = exported(bucket("currentwindow", window(0, 60, "Word"), window(60, 60, "Mail")), PRESENT)
    second = exported(bucket("currentwindow", window(60, 60, "Mail"), window(120, 60, "Word")), PRESENT)
    found = load(folder(a_json=first, b_json=second))
    assert [when for when, *_ in spent(found)] == [
        "03-02 09:00 – 03-02 09:01", "03-02 09:01 – 03-02 09:02", "03-02 09:02 – 03-02 09:03",
    ]  # fmt: skip


WINDOWS = "timestamp,duration,app,title\n2026-03-02T15:00:00+00:00,600.5,Firefox,A private title\n"
STATES = "timestamp,duration,status\n2026-03-02T15:00:00+00:00,120,not-afk\n2026-03-02T15:02:00+00:00,900,afk\n"
TABS = (
    "timestamp,duration,url,title,audible,incognito,tabCount\n"
    "2026-03-02T15:00:00+00:00,60,https://x.com/secret,A private title,false,false,3\n"
    "2026-03-02T15:01:00+00:00,30,https://www.youtube.com/secret,A private title,false,true,3\n"
)


def test_buckets_as_csv_work_together_as_in_one_export() -> None:
    found = load(folder(**{"a_csv": WINDOWS, "b_csv": STATES, "aw-watcher-web-firefox_csv": TABS}))
    assert spent(found) == [
        ("03-02 09:00 – 03-02 09:01", "Firefox", "x", ""),
        ("03-02 09:01 – 03-02 09:01:30", "", "", ""),
        ("03-02 09:01:30 – 03-02 09:02", "Firefox", "", ""),
    ]
    assert "private title" not in repr(found) and "secret" not in repr(found)


def test_a_bucket_of_windows_alone_counts_them_and_says_what_is_not_known() -> None:
    found = read(WINDOWS, "aw-events-export.csv")
    assert [entry[:2] for entry in spent(found)] == [("03-02 09:00 – 03-02 09:10", "Firefox")]
    assert "no record of being away" in notes(found)


def test_states_alone_count_nothing_and_claim_no_silence() -> None:
    for content, name in ((STATES, "afk.csv"), (exported(PRESENT), "aw.json")):
        with pytest.raises(ExportRefused, match="no windows and no tabs"):
            read(content, name)


def test_tabs_alone_are_visits_and_private_ones_are_not() -> None:
    tabs = bucket(
        "web.tab.current",
        event(0, 60, url="https://x.com/secret", title="secret"),
        event(60, 60, url="https://www.youtube.com/secret", incognito=True),
        event(120, 60, url="https://clinic.example.org/secret"),
        event(1800, 60, url="https://www.reddit.com/secret"),
        client="aw-watcher-web-firefox",
        host="unknown",
    )
    found = read(exported(tabs))
    assert visits(found) == [("03-02 09:00", "x"), ("03-02 09:30", "reddit")]
    assert skipped(found) == {"private tab": 1, "page of no platform": 1}
    assert not any(isinstance(one, TimeEntry | TrackerSpan) for one in found) and "secret" not in repr(found)
    assert "they count as visits" in notes(found) and visits(read(TABS, "t.csv")) == [("03-02 09:00", "x")]


def test_tabs_left_open_while_away_are_no_visits() -> None:
    tabs = bucket("web.tab.current", event(0, 600, url="https://x.com/"), client="aw-watcher-web-firefox")
    away = bucket("afkstatus", event(0, 300, status="afk"), event(300, 300, status="not-afk"))
    found = read(exported(tabs, away))
    assert visits(found) == [("03-02 09:05", "x")] and skipped(found) == {"tab while away": 1}


def test_an_android_phone_names_apps_in_its_own_language_and_packages_in_none() -> None:
    phone = bucket(
        "currentwindow",
        event(0, 60, app="Instagram", package="com.instagram.android", classname="a"),
        event(60, 60, app="X（旧Twitter）", package="com.twitter.android", classname="a"),
        event(120, 60, app="Kamera", package="com.android.camera", classname="a"),
        bucket("os.lockscreen.unlocks"),
        host="phone",
    )
    found = read(exported(phone, bucket("os.lockscreen.unlocks", host="phone")))
    assert [entry[1:3] for entry in spent(found)] == [
        ("Instagram", "instagram"),
        ("X（旧Twitter）", "x"),
        ("Kamera", ""),
    ]
    assert skipped(found) == {"os.lockscreen.unlocks bucket": 1}


def test_a_stopwatch_and_an_editor_are_counted_and_not_read() -> None:
    found = read(
        exported(
            bucket("currentwindow", window(0, 60, "Word")),
            bucket("general.stopwatch", event(0, 600, label="private", running=False)),
            bucket("app.editor.activity", event(0, 600, file="private.txt")),
        )
    )
    assert skipped(found) == {"general.stopwatch bucket": 1, "app.editor.activity bucket": 1}
    assert "private" not in repr(found)


def pieces() -> Iterator[Any]:
    yield from ("School", "Word", "(a+)+", 5, None, {}, [], ["School"], "[", "\udc00")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["name", "rule", "id"]), st.sampled_from(list(pieces())) | st.dictionaries(
            st.sampled_from(["type", "regex", "ignore_case"]), st.sampled_from(["regex", *pieces()]), max_size=3
        ), max_size=3), max_size=4,
    )
)  # fmt: skip
def test_any_rules_are_read_rejected_or_refused(found: list[Any]) -> None:
    rules = json.dumps({"categories": [category("School", regex="Word"), *found]})
    with suppress(ExportRefused):
        export = folder(a_json=exported(bucket("currentwindow", window(0, 60, "Word"))), b_json=rules)
        assert any(isinstance(one, Note) for one in SOURCE.extract(export, HERS))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["2026-03-02T15:00Z", "60", "-1", "nan", "inf", "x", '"', ""]), max_size=5)))
def test_any_csv_is_read_rejected_or_refused(rows: list[list[str]]) -> None:
    for header in (WINDOWS, STATES, TABS):
        content = header.split("\n")[0] + "\n" + "".join(",".join(row) + "\n" for row in rows)
        with suppress(ExportRefused):
            list(SOURCE.extract(in_memory("a.csv", content.encode()), HERS))
