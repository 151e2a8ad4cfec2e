"""The network against NetworkX: published values, and random graphs."""

from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.desk import Desk
from evenkeel.metrics import graph
from tests.metrics.small_class import AFTER, micros, opened, row
from tests.metrics.talk import address, roster, write_talk

NOW = micros(AFTER)
NAMES = [f"s{n}" for n in range(1, 7)]


def drawn(names: list[str]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Any set of ties between people."""
    return st.lists(st.sampled_from(list(permutations(names, 2))), unique=True, max_size=len(names) ** 2)


def of(ties: list[tuple[str, str]], names: list[str]) -> nx.DiGraph:
    directed = nx.DiGraph(ties)
    directed.add_nodes_from(names)
    return directed


def test_node_reciprocity_is_networkx_own(tmp_path: Path) -> None:
    """networkx.reciprocity of 1>2, 2>3, 3>2 by node: 1 has 0, 2 has 2/3, 3 has 1; of an isolate it is undefined."""
    ties = [("s1", "s2"), ("s2", "s3"), ("s3", "s2")]
    folder = write_talk(tmp_path, [(a, (b,), 1, "") for a, b in ties], roster(NAMES[:4]))
    with opened(folder) as desk:
        found = desk.nodes(LOCAL_INSTRUCTOR, NOW).set_index("person")["reciprocity"]
    assert found[address("s1")] == 0
    assert found[address("s2")] == pytest.approx(2 / 3)
    assert found[address("s3")] == pytest.approx(1)
    assert found.isna()[address("s4")]
    assert nx.reciprocity(of(ties, NAMES[:3]), ["s1", "s2"]) == {"s1": 0, "s2": pytest.approx(2 / 3)}


def test_betweenness_of_a_path_and_a_star_is_as_published() -> None:
    """Freeman 1977: the middle of a path of three lies on its one way of two; a star's centre on all between others."""
    assert graph.betweenness(["a", "b", "c"], [("a", "b", 1), ("b", "c", 1)]) == {"a": 0, "b": 0.5, "c": 0}
    star = [(x, "hub", 1.0) for x in "abcd"] + [("hub", x, 1.0) for x in "abcd"]
    assert graph.betweenness([*"abcd", "hub"], star)["hub"] == 1


@given(drawn([*"abcdefgh"]))
@settings(deadline=None, max_examples=50)
def test_betweenness_is_networkx_own(ties: list[tuple[str, str]]) -> None:
    names = [*"abcdefgh"]
    expected = nx.betweenness_centrality(of(ties, names), normalized=True)
    assert graph.betweenness(names, [(a, b, 2.5) for a, b in ties]) == pytest.approx(expected)


@pytest.mark.parametrize("many", [0, 1, 2])
def test_so_few_people_have_nobody_between_them(many: int) -> None:
    names = NAMES[:many]
    ties = [(a, b, 1.0) for a, b in permutations(names, 2)]
    assert graph.betweenness(names, ties) == dict.fromkeys(names, 0)


@given(drawn(NAMES))
@settings(deadline=None, max_examples=8)
def test_degrees_density_and_reciprocity_are_networkx_own(ties: list[tuple[str, str]]) -> None:
    expected = of(ties, NAMES)
    with TemporaryDirectory() as folder:
        write_talk(Path(folder) / "class", [(a, (b,), 1, "") for a, b in ties], roster(NAMES))
        with opened(Path(folder) / "class") as desk:
            found, nodes = desk.network(LOCAL_INSTRUCTOR, NOW), desk.nodes(LOCAL_INSTRUCTOR, NOW)
    people = nodes.set_index(nodes["person"].str.removesuffix("@example.org"))
    assert people["in_degree"].to_dict() == dict(expected.in_degree)
    assert people["out_degree"].to_dict() == dict(expected.out_degree)
    assert people["betweenness"].to_dict() == pytest.approx(nx.betweenness_centrality(expected))
    assert found["density"] == pytest.approx(nx.density(expected))
    assert found["reciprocity"] == (pytest.approx(nx.overall_reciprocity(expected)) if ties else None)
    assert set(people[people["in_degree"] + people["out_degree"] == 0].index) == set(nx.isolates(expected))
    for name, own in people["reciprocity"].items():
        assert own == pytest.approx(nx.reciprocity(expected, name)) if expected.degree(name) else own != own


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES[:4]),
            st.lists(st.sampled_from(NAMES[:4]), min_size=1, max_size=3, unique=True),
            st.integers(1, 6),
            st.just(""),
        ),
        max_size=30,
    )
)
@settings(deadline=None, max_examples=8)
def test_weighted_reciprocity_is_the_volume_weighted_mean_of_matched_shares(
    acts: list[tuple[str, list[str], int, str]],
) -> None:
    """Squartini et al. 2013, in every window: sum of M times V over sum of V, V a student's given and received.

    Everybody also writes to nobody in the first and last week, so that no week of anybody lacks data.
    """
    alone = [(name, (), week, "") for name in NAMES[:4] for week in (1, 6)]
    with TemporaryDirectory() as folder:
        write_talk(Path(folder) / "class", [*acts, *alone], roster(NAMES[:4]), settings={"min_acts": 1})
        with opened(Path(folder) / "class") as desk:
            for week in (0, 1, 5, 6):
                assert_mean_of_matched_shares(desk, week)


def assert_mean_of_matched_shares(desk: Desk, week: int) -> None:
    nodes = desk.nodes(LOCAL_INSTRUCTOR, NOW, week).set_index("person")
    volumes = (nodes["given"] + nodes["received"]).to_dict()
    shares = {who: row(desk, who, "matched_share", week)["value"] for who, volume in volumes.items() if volume}
    whole = desk.network(LOCAL_INSTRUCTOR, NOW, week)["weighted_reciprocity"]
    if not shares:
        assert whole is None
        return
    mean = sum(float(str(shares[who])) * volumes[who] for who in shares) / sum(volumes[who] for who in shares)
    assert whole == pytest.approx(mean)


# Where people are drawn


@given(drawn(NAMES))
@settings(deadline=None, max_examples=50)
def test_the_layout_is_the_same_whenever_it_is_made_and_keeps_within_the_square(ties: list[tuple[str, str]]) -> None:
    weighted = [(a, b, 1.0 + n) for n, (a, b) in enumerate(ties)]
    found = graph.layout(NAMES, weighted)
    assert found == graph.layout(NAMES, weighted)
    assert set(found) == set(NAMES)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in found.values())
    assert len(set(found.values())) == len(NAMES)


def test_who_has_no_tie_stands_in_a_row_below_all_others() -> None:
    found = graph.layout(NAMES, [("s1", "s2", 1.0), ("s2", "s3", 1.0), ("s3", "s1", 2.0)])
    assert {found[name][1] for name in NAMES[3:]} == {0}
    assert min(found[name][1] for name in NAMES[:3]) > 0


def test_two_who_talk_much_stand_nearer_than_two_who_do_not() -> None:
    ties = [
        (a, b, 9.0) for a, b in [("s1", "s2"), ("s2", "s3"), ("s1", "s3"), ("s4", "s5"), ("s5", "s6"), ("s4", "s6")]
    ]
    found = graph.layout(NAMES, [*ties, ("s3", "s4", 0.1)])

    def between(a: str, b: str) -> float:
        return ((found[a][0] - found[b][0]) ** 2 + (found[a][1] - found[b][1]) ** 2) ** 0.5

    assert max(between("s1", "s2"), between("s5", "s6")) < min(between("s1", "s6"), between("s2", "s5"))


def test_a_class_keeps_its_places_from_week_to_week_and_when_opened_anew(tmp_path: Path) -> None:
    acts = [("s1", ("s2",), 1, ""), ("s2", ("s1", "s3"), 2, ""), ("s4", ("s1",), 5, "")]
    write_talk(tmp_path, acts, roster(NAMES))
    with opened(tmp_path) as desk:
        first = desk.places(LOCAL_INSTRUCTOR, NOW)
    with opened(tmp_path) as again:
        assert again.places(LOCAL_INSTRUCTOR, NOW).equals(first)
    assert list(first.columns) == ["person", "x", "y"]
