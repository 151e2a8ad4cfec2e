"""A whole Takeout: what is read is found in any language, and the rest is passed over in a line a product."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from evenkeel.errors import ExportRefused, UnknownFormat
from evenkeel.sources import is_bundle, recognise
from evenkeel.sources.base import Export
from evenkeel.sources.opening.files import PassedOver, exports, uploaded

GOLDEN = Path(__file__).parents[1] / "golden"
WATCHED = (GOLDEN / "watch-history.json").read_text("utf-8")
BROWSED = (GOLDEN / "chrome-history.json").read_text("utf-8")
FEED = (GOLDEN / "blogger_takeout.atom").read_text("utf-8")
SAID = (GOLDEN / "youtube_comments.csv").read_text("utf-8")
OTHERS = {
    "Takeout/archive_browser.html": "<html>",
    "Takeout/Mail/All mail.mbox": "From nobody",
    "Takeout/Google Photos/2026/one.json": '{"title": "one"}',
    "Takeout/Google Photos/2026/two.json": '{"title": "two"}',
    "Takeout/Drive/acts.csv": "author,at\nada,2026-03-02\n",
    "Takeout/Drive/old.zip": "PK\x03\x04 broken",
    "Takeout/Chrome/Bookmarks.html": "<html>",
    "Takeout/Chrome/Extensions.json": '{"Extensions": []}',
    "Takeout/My Activity/Search/MyActivity.html": "<html>",
    "Takeout/YouTube and YouTube Music/history/search-history.html": "<html>",
    "Takeout/YouTube and YouTube Music/subscriptions/subscriptions.csv": "Channel Id,Channel Url,Channel Title\n",
    "Takeout/Blogger/Blogs/Anna asks/settings.csv": "a,b\n1,2\n",
    "Takeout/Blogger/Albums/one.json": '{"title": "one"}',
}
READ = {
    "Takeout/YouTube and YouTube Music/history/watch-history.json": WATCHED,
    "Takeout/YouTube and YouTube Music/comments/comments.csv": SAID,
    "Takeout/My Activity/YouTube/MyActivity.json": WATCHED,
    "Takeout/Chrome/History.json": BROWSED,
    "Takeout/Blogger/Blogs/Anna asks/feed.atom": FEED,
}


def packed(**files: str) -> list[object]:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return list(uploaded("takeout-001.zip", held.getvalue(), is_bundle))


def formats(offered: list[object]) -> list[str]:
    return sorted(recognise(one).name for one in offered if isinstance(one, Export))


def passed_over(offered: list[object]) -> dict[str, int]:
    return {one.path.removeprefix("takeout-001.zip/"): one.files for one in offered if isinstance(one, PassedOver)}


def test_a_whole_takeout_gives_all_that_is_read_and_not_one_refusal() -> None:
    offered = packed(**OTHERS, **READ)
    assert not any(isinstance(one, ExportRefused) for one in offered)
    assert formats(offered) == [
        "blogger-takeout", "chrome-history", "youtube-comments", "youtube-history", "youtube-history",
    ]  # fmt: skip


def test_the_rest_is_counted_by_product() -> None:
    assert passed_over(packed(**OTHERS)) == {
        "Takeout/archive_browser.html": 1,
        "Takeout/Blogger": 1,
        "Takeout/Blogger/Blogs/Anna asks/settings.csv": 1,
        "Takeout/Chrome": 2,
        "Takeout/Drive": 2,
        "Takeout/Google Photos": 2,
        "Takeout/Mail": 1,
        "Takeout/My Activity": 1,
        "Takeout/YouTube and YouTube Music": 1,
        "Takeout/YouTube and YouTube Music/subscriptions/subscriptions.csv": 1,
    }


def test_other_languages_have_other_names_for_the_same(tmp_path: Path) -> None:
    german = {
        "Takeout/YouTube und YouTube Music/Verlauf/Wiedergabeverlauf.json": WATCHED,
        "Takeout/YouTube und YouTube Music/Abos/Abos.csv": "Kanal-ID,Kanal-URL,Kanaltitel\n",
        "Takeout/Meine Aktivitäten/YouTube/MeineAktivitäten.json": WATCHED,
        "Takeout/Meine Aktivitäten/Maps/MeineAktivitäten.json": WATCHED,
        "Takeout/Chrome/Verlauf.json": BROWSED,
        "Takeout/Google Fotos/eins.json": "{}",
    }
    for name, content in german.items():
        path = tmp_path / "ada@example.org" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    offered = list(exports(tmp_path, "inbox", is_bundle))
    assert formats(offered) == ["chrome-history", "youtube-history", "youtube-history"]
    assert {one.path.rpartition("/")[2]: one.files for one in offered if isinstance(one, PassedOver)} == {
        "Google Fotos": 1, "Meine Aktivitäten": 1, "YouTube und YouTube Music": 1,
    }  # fmt: skip


def test_a_history_in_the_wrong_format_is_told_of() -> None:
    offered = packed(**{"Takeout/YouTube and YouTube Music/history/watch-history.html": "<html><title>My Activity"})
    (history,) = (one for one in offered if isinstance(one, Export))
    with pytest.raises(UnknownFormat, match="JSON instead of HTML"):
        recognise(history)


def test_the_folder_of_youtube_alone_is_looked_into_alike() -> None:
    folder = "YouTube y YouTube Music"
    offered = packed(
        **{f"{folder}/historial/historial de reproducciones.json": WATCHED, f"{folder}/otro/x.csv": "a,b\n"}
    )
    assert formats(offered) == ["youtube-history"] and passed_over(offered) == {f"{folder}/otro": 1}


def test_a_file_of_that_kind_anywhere_else_is_not_passed_over() -> None:
    offered = packed(**{"mine/notes.json": json.dumps({"a": 1}), "mine/Takeout notes/x.csv": "a,b\n1,2\n"})
    assert len(offered) == 2 and all(isinstance(one, Export) for one in offered)
