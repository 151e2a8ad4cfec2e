"""YAML is read as the text it is, with its lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenkeel.course.yaml_lines import LARGEST, Problem, Value, read_yaml


def contents(text: str) -> dict[str, object]:
    value, problems = read_yaml(text, "f.yaml")
    assert value is not None and problems == [] and isinstance(value.content, dict)
    return {name: held.content for name, held in value.content.items()}


def only_problem(text: str | bytes) -> Problem:
    _, problems = read_yaml(text, "f.yaml")
    [problem] = problems
    return problem


@pytest.mark.parametrize(
    "text", ["12:30", "no", "on", "2026-03-09", "2026-03-09 10:00:00", "010", "1_000", "0x10", "1e3"]
)
def test_what_yaml_1_1_would_turn_into_something_else_stays_text(text: str):
    assert contents(f"key: {text}") == {"key": text}


def test_every_value_knows_its_key_and_line():
    value, _ = read_yaml("a: 1\nlist:\n  - {x: 1}\n  - {x: 2}\n", "f.yaml")
    assert value is not None and isinstance(value.content, dict)
    last = value.content["list"].content[1].content["x"]
    assert last == Value("list[2].x", 4, "2", plain=True)


def test_nothing_and_an_unquoted_null_are_blank_and_a_quoted_one_is_not():
    value, _ = read_yaml("a:\nb: null\nc: ~\nd: ''\ne: 'null'\n", "f.yaml")
    assert value is not None and isinstance(value.content, dict)
    assert [held.blank for held in value.content.values()] == [True, True, True, False, False]


def test_a_key_that_stands_twice_is_a_problem_that_names_both_lines():
    assert (
        only_problem("a: 1\nb: 2\na: 3").sentence() == "f.yaml, line 3, a: stands here a second time, first in line 1"
    )


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("title: Media: an introduction", 1, "quote a text that holds a colon"),
        ("a:\n\tb: 1", 2, "indent with blanks, not tabs"),
        ("a: [1, 2\nb: 3", 2, "not closed: expected , or ] (what it belongs to begins in line 1)"),
        ("a: {x: 1\nb: 2", 2, "not closed: expected , or }"),
        ("a: 'x\nb: y", 2, "a quoted text is not closed"),
        ("a: 1\n---\nb: 2", 2, "remove the line ---"),
        ("- a\nb: c", 2, "check how far the line is in"),
        ("a: @x", 1, "quote the text"),
        ("a: 1\nb: \x07", 2, "a character that no text file should hold"),
        ("[a]: 1", 1, "a key has to be a word"),
    ],
)
def test_broken_yaml_says_the_line_and_what_was_expected(text: str, line: int, says: str):
    problem = only_problem(text)
    assert problem.line == line
    assert says in problem.text


def test_references_are_refused_so_that_a_small_file_cannot_become_an_endless_one():
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert "reference" in only_problem(bomb).text
    assert only_problem(bomb).line == 2


def test_endless_nesting_and_huge_files_are_refused():
    assert "inside each other" in only_problem("[" * 5000).text
    assert "1 MB" in only_problem("a" * (LARGEST + 1)).text


def test_a_file_in_another_encoding_is_refused_and_a_byte_order_mark_is_read():
    assert "UTF-8" in only_problem("title: Übung".encode("latin-1")).text
    assert read_yaml(b"\xef\xbb\xbftitle: a", "f.yaml")[1] == []


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fail(text: str):
    value, problems = read_yaml(text, "f.yaml")
    assert value is not None or problems
