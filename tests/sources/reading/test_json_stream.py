"""A long list read element by element is what json.loads reads at once; what is broken is refused with its place."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.errors import ExportRefused
from evenkeel.sources.base import in_memory
from evenkeel.sources.reading import json_stream
from evenkeel.sources.reading.json_stream import elements

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read so little at a time that every element lies across several pieces."""
    monkeypatch.setattr(json_stream, "_PIECE", 3)


def read(content: str | bytes, key: str = "", after: str = "") -> list[Any]:
    held = content.encode() if isinstance(content, str) else content
    return list(elements(in_memory("long.json", held), key, after))


@settings(max_examples=150, deadline=None)
@given(st.lists(VALUES, max_size=6), st.sampled_from([None, 1]), st.booleans())
def test_the_elements_are_those_that_are_read_at_once(values: list[Any], indent: int | None, ascii_: bool) -> None:
    assert read(json.dumps(values, indent=indent, ensure_ascii=ascii_)) == values


@settings(max_examples=100, deadline=None)
@given(st.lists(VALUES, max_size=4), st.dictionaries(st.text(max_size=4), VALUES, max_size=3))
def test_a_list_under_a_key_is_found_whatever_stands_before_it(values: list[Any], others: dict[str, Any]) -> None:
    others.pop("wanted", None)
    assert read(json.dumps({**others, "wanted": values, "after": 1}), "wanted") == values


def test_what_stands_before_the_json_is_passed_over() -> None:
    assert read("window.YTD.tweets.part0 = [1, 2]", after="=") == [1, 2]


def test_a_number_that_goes_on_in_the_next_piece_is_one_number() -> None:
    assert read("[1234567, 89]") == [1234567, 89]


def test_a_byte_order_mark_and_utf_16_are_read() -> None:
    assert read(b"\xef\xbb\xbf[1]") == [1]
    assert read('["ä"]'.encode("utf-16")) == ["ä"]


def test_half_a_character_becomes_a_question_mark() -> None:
    assert read('["cut \\ud83d"]') == ["cut ?"]


@pytest.mark.parametrize(
    ("content", "key", "said"),
    [
        ("[1,\n 2", "", "long.json, line 2, column 3: is broken (it ends in the middle)"),
        ("[1,\n {x}]", "", "line 2, column 3: is broken (expecting property name"),
        ("[1 2]", "", "line 1, column 4: is broken (a comma or the list's end is missing)"),
        ('{"a" 1}', "b", "a colon is missing"),
        ('{"a": 1}', "b", "holds no list"),
        ('{"b": {}}', "b", "holds no list"),
        ("{}", "", "holds no list"),
        ("", "", "holds no list"),
        (b'["\xff"]', "", "is broken"),
        ("[" * 100_000, "", "is broken"),
    ],
)
def test_what_is_broken_is_refused_with_its_place(content: str | bytes, key: str, said: str) -> None:
    with pytest.raises(ExportRefused) as refusal:
        read(content, key)
    assert said in str(refusal.value)
