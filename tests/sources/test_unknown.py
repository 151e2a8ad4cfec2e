"""A file that no importer recognises: what it seems to be, and what to do next."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import UnknownFormat
from evenkeel.sources import SOURCES, recognise
from evenkeel.sources.base import Export, in_memory
from evenkeel.sources.unknown import explain


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.json", b"", "the file is empty"),
        ("a.json", b" \n ", "only blanks"),
        ("watch-history.html", b"<html><head><title>My Activity", "takeout.google.com"),
        ("posts.html", b"<!DOCTYPE html><html><title>Facebook", "Download your information"),
        ("page.html", b"<!doctype html>\n<p>hello", "web page (HTML), where data is needed"),
        ("a.json", b'{"a": 1,\n "b": }', "is broken: expecting value at line 2, column 7"),
        ("a.json", b'{"a": 1,\n "b": [', "ends in the middle at line 2"),
        ("a.json", b'{"a": "\xff"}', "not UTF-8"),
        ("a.json", b'{"b": 1, "a": 2}', "it holds a, b"),
        ("a.jsonl", b'{"a": 1}\n{"a": 2}\n', "one object a line"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
        ("a.mp4", b"\0\0\0\x18ftypmp42", "a film"),
        ("a.xlsx", b"PK\x03\x04\x14\0", "an archive that is broken"),
        ("a.rar", b"Rar!\x1a\x07", "Unpack it"),
        ("a.db", b"SQLite format 3\0...", "a database"),
        ("a.eml", b"Received: from mail.example.org\nSubject: my archive\n", "an e-mail"),
        ("a.txt", "author,at\nanna,2026-03-02\n".encode("utf-16-le"), "UTF-16 that does not say so"),
        ("a.bin", bytes(range(256)), "not text"),
        ("a.xml", b'<?xml version="1.0"?>\n<opml><body/></opml>', "its first element is <opml>"),
        ("posts.xml", b'<?xml version="1.0"?><tumblr version="1.0"><posts/></tumblr>', "with /rss behind it"),
        ("1.html", b"<!DOCTYPE html><html><body><p>From my tumblr</p></body></html>", "with /rss behind it"),
        ("like.js", b"window.YTD.like.part0 = []", "one file of an X archive"),
        ("a.csv", b"when,who\nnow,anna\n", "columns are not known (when, who)"),
        ("a.txt", b"Dear diary", "text of no kind known here"),
    ],
)
def test_a_file_nobody_knows_is_named_for_what_it_is(name: str, content: bytes, sentence: str) -> None:
    export = in_memory(name, content)
    with pytest.raises(UnknownFormat) as refused:
        recognise(export)
    assert str(refused.value).startswith(f"{name}: ") and sentence in str(refused.value)


def test_a_folder_nobody_takes_whole_has_no_head_to_explain() -> None:
    assert "empty" in explain(Export("folder", lambda: in_memory("", b"").open(), 0))


def test_exactly_one_importer_may_recognise_a_file() -> None:
    assert recognise(in_memory("a.csv", b"author,at\n")).name == "acts"
    assert recognise(in_memory("a.csv", b"student,start\n")).name == "time"
    assert recognise(in_memory("a.csv", b"name,email\n")).name == "roster"
    with pytest.raises(UnknownFormat, match="acts and time both recognise it; say which with --format"):
        recognise(in_memory("a.csv", b"author,at,student,start\n"))


def test_a_forced_format_is_taken_at_its_word() -> None:
    assert recognise(in_memory("a.csv", b"author,at,student,start\n"), "time.csv").name == "time"
    with pytest.raises(UnknownFormat, match="There is no format “poem”; known are acts, time, roster"):
        recognise(in_memory("a.csv", b""), "poem")


def test_a_mapping_makes_a_table_fit() -> None:
    log = in_memory("log.csv", b"timestamp,actor,kind\n2026-03-02,anna,view\n")
    assert recognise(log, mapping={"author": "Actor", "at": "timestamp"}).name == "acts"
    assert recognise(in_memory("a.csv", b"student,start\n"), mapping={"author": "actor"}).name == "time"
    with pytest.raises(UnknownFormat, match="columns are not known"):
        recognise(log, mapping={"author": "user"})


def test_importers_have_names_of_their_own() -> None:
    assert len({source.name for source in SOURCES}) == len(SOURCES)
    assert all(source.label for source in SOURCES)


@settings(max_examples=200)
@given(st.binary(max_size=200), st.sampled_from([b"", b"{", b"<", b"\xff\xfe", b"window.YTD.x = "]))
def test_any_bytes_are_recognised_or_explained(content: bytes, start: bytes) -> None:
    try:
        recognise(in_memory("a.bin", start + content))
    except UnknownFormat as refused:
        assert len(str(refused)) > 20


def test_a_mapping_of_joined_columns_makes_a_table_fit() -> None:
    log = in_memory("log.csv", b"Who,Day,From\nanna,2026-03-02,10:00\n")
    assert recognise(log, mapping={"student": "Who", "start": "Day + From"}).name == "time"
    with pytest.raises(UnknownFormat):
        recognise(log, mapping={"student": "Who", "start": "Day + To"})
