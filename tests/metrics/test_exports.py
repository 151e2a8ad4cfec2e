"""The network as files: read back by another program, and nothing in them that a spreadsheet would run."""

import csv
import io
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.metrics.exports import graphml, harmless, ties_csv
from tests.class_folder import run
from tests.metrics.small_class import AFTER, micros, opened
from tests.metrics.talk import address, roster, write_talk

ACTS = [
    ("ada", ("ben", "cy", "tess"), 1, ""),
    ("ben", ("ada",), 2, ""),
    ("tess", ("ada",), 2, ""),
    ("ada", ("ben",), 3, ""),
]
PEOPLE = roster(["ada", "ben", "cy", "dan"], {"tess": "instructor"})
NOW = micros(AFTER)


def frames(*people: tuple[str, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return nodes of these (address, name), and a tie between the first and the last."""
    nodes = pd.DataFrame([(who, name, "student") for who, name in people], columns=["person", "name", "role"])
    ties = pd.DataFrame([(people[0][0], people[-1][0], 1.5, 2)], columns=["giver", "taker", "weight", "acts"])
    return nodes, ties


def test_networkx_reads_the_same_network_back(tmp_path: Path) -> None:
    with opened(write_talk(tmp_path, ACTS, PEOPLE)) as desk:
        nodes, ties = desk.nodes(LOCAL_INSTRUCTOR, NOW), desk.ties(LOCAL_INSTRUCTOR, NOW)
        density = desk.network(LOCAL_INSTRUCTOR, NOW)["density"]
    found = nx.parse_graphml(graphml(nodes, ties))
    assert found.is_directed()
    assert set(found.nodes) == {address(name) for name in ("ada", "ben", "cy", "dan", "tess")}
    assert found.nodes[address("tess")] == {"name": "tess", "role": "instructor"}
    assert found.edges[address("ada"), address("ben")] == {"weight": pytest.approx(1 + 1 / 3), "acts": 2}
    assert dict(found.in_degree) == nodes.set_index("person")["in_degree"].to_dict()
    assert nx.density(found) == pytest.approx(density)


@given(st.lists(st.text(max_size=12), min_size=2, max_size=4))
@settings(deadline=None)
def test_any_name_comes_back_from_graphml_as_it_was_but_for_what_xml_cannot_hold(names: list[str]) -> None:
    people = [(f"s{n}@example.org", name) for n, name in enumerate(names)]
    found = nx.parse_graphml(graphml(*frames(*people)))
    for who, name in people:
        legal = "".join(letter for letter in name if letter in "\t\n\r" or letter >= " ")
        read = found.nodes[who].get("name") or ""
        assert read.split() == legal.replace("\ufffe", "").replace("\uffff", "").split()


def test_hidden_names_stand_in_both_files_and_no_address_does() -> None:
    nodes, ties = frames(("ada@example.org", "Ada"), ("ben@example.org", "Ben"))
    names = {"ada@example.org": "Student 2", "ben@example.org": "Student 1"}
    for text in (graphml(nodes, ties, names), ties_csv(ties, names)):
        assert "Student 1" in text and "Student 2" in text
        assert not any(told in text for told in ("example.org", "Ada", "Ben"))
    # Not in the order of addresses either.
    assert list(nx.parse_graphml(graphml(nodes, ties, names))) == ["Student 1", "Student 2"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", "\n@", " +"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(sign: str) -> None:
    _, ties = frames((f"{sign}cmd@example.org", ""), ("ben@example.org", ""))
    [_, row] = csv.reader(io.StringIO(ties_csv(ties)))
    assert row == [f"'{sign.strip()}cmd@example.org", "ben@example.org", "1.5", "2"]


@given(st.text())
@settings(deadline=None)
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    assert not harmless(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n", " "))
    assert harmless(cell).removeprefix("'").split() == cell.removeprefix("'").split()


def test_the_command_writes_either_file_beside_what_it_prints(tmp_path: Path) -> None:
    folder = write_talk(tmp_path / "class", ACTS, PEOPLE)
    with opened(folder):
        pass
    asked = ("network", "--course", folder, "--now", AFTER.isoformat())
    plain = run(*asked)
    for name in ("ties.csv", "TIES.GRAPHML"):
        assert run(*asked, "--ties", tmp_path / name) == plain
    assert (tmp_path / "ties.csv").read_text("utf-8").splitlines() == [
        "giver,taker,weight,acts",
        f"{address('ada')},{address('ben')},1.3333333333333333,2",
        f"{address('ada')},{address('cy')},0.3333333333333333,1",
        f"{address('ada')},{address('tess')},0.3333333333333333,1",
        f"{address('ben')},{address('ada')},1.0,1",
        f"{address('tess')},{address('ada')},1.0,1",
    ]
    assert len(nx.read_graphml(tmp_path / "TIES.GRAPHML")) == 5


def test_the_command_refuses_a_file_of_another_kind_and_writes_nothing(tmp_path: Path) -> None:
    folder = write_talk(tmp_path / "class", ACTS, PEOPLE)
    ran = run("network", "--course", folder, "--ties", tmp_path / "ties.xlsx")
    assert ran.code == 2
    assert "--ties takes a file that ends in .csv or .graphml, found 'ties.xlsx'." in ran.err
    assert not (tmp_path / "ties.xlsx").exists()


def test_the_command_says_where_a_file_cannot_be_written(tmp_path: Path) -> None:
    folder = write_talk(tmp_path / "class", ACTS, PEOPLE)
    ran = run("network", "--course", folder, "--ties", tmp_path / "nowhere" / "ties.csv")
    assert ran.code == 2 and "nowhere" in ran.err
