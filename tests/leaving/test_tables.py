"""Rows cut out of tables of text: theirs and no others, and every other byte as it was."""

import pytest

from evenkeel.leaving.tables import without
from evenkeel.people.traces import Traces

ADA = Traces("ada@example.org", frozenset({"Ada Løv"}), frozenset({"ada_l"}), frozenset({("x", "ada_l")}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_every_encoding_comes_back_as_it_was(encoding: str) -> None:
    text = 'author;text\r\nBen;"two\r\nlines; “ö”"\r\nAda Løv;mine\r\nBen;for @ada_l\r\n'
    if encoding == "latin-1":
        text = text.replace("“", "'").replace("”", "'")
    cut = without(text.encode(encoding), ADA)
    assert cut and (cut.rows, cut.named) == (1, 1)
    left = text.replace("Ada Løv;mine\r\n", "").replace("@ada_l", "@[a former student]")
    assert cut.left == left.encode(encoding)


def test_a_name_turned_round_is_theirs_and_a_longer_address_is_not() -> None:
    table = b'Student,Mark\n"L\xc3\xb8v, Ada",1\nnada@example.org,2\nada@example.org,3\n'
    cut = without(table, ADA)
    assert cut and cut.left == b"Student,Mark\nnada@example.org,2\n"


def test_whom_a_row_goes_to_is_not_whose_it_is() -> None:
    cut = without(b"author,to\nBen,ada@example.org\nada@example.org,Ben\n", ADA)
    assert cut and cut.left == b"author,to\nBen,[a former student]\n"


def test_a_table_that_breaks_off_in_a_cell_is_not_cut() -> None:
    assert without(b'author,text\nada@example.org,"never ends\n', ADA) is None


def test_a_table_without_them_is_not_touched() -> None:
    table = b'author,text\nBen,"a, b"\n'
    assert without(table, ADA) == (0, 0, table)
