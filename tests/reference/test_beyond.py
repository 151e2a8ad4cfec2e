"""The newer parts of the reference against published numbers, NetworkX, and classes counted by hand."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.beyond import beyond_class, late_now
from tests.reference.compare_figures import differences
from tests.reference.flags import Judged, against_past, among, flags_at, grace, raised
from tests.reference.formulas import mean, mid_ranks, moving_range, spearman, spread
from tests.reference.metrics import record_at
from tests.reference.nodes import betweenness, nodes, reciprocity
from tests.reference.oversaturation import oversaturation
from tests.reference.rules import Condition, rule_from
from tests.reference.stairway import named, stairway
from tests.reference.test_reference import ADA, AFTER, BEN, act, course

# qcc, data(viscosity), the trial run; Montgomery 1991, p. 242: viscosity of aircraft primer paint.
VISCOSITY = (
    *(34.05, 34.40, 33.59, 35.96, 34.70, 33.51, 33.79, 34.04, 34.52, 33.75),
    *(33.27, 33.71, 34.03, 34.58, 34.02, 33.97, 34.05, 34.04, 33.73, 34.05),
)

# Formulas


def test_an_individuals_chart_has_the_published_centre_and_limits() -> None:
    """R, package qcc: qcc(viscosity, type = "xbar.one"), with d2 = 1.128."""
    reach = 3 * moving_range(VISCOSITY) / 1.128
    centre = mean(VISCOSITY)
    assert (centre, centre - reach, centre + reach) == pytest.approx((34.088, 32.56504, 35.61096), abs=5e-6)


def test_the_spread_is_the_published_one_and_the_mean_deviation_where_that_is_nothing() -> None:
    """R: mad(1:9, constant = 1) = 2; mad(c(1, 1, 2, 2, 4, 6, 9)) = 1.4826; Iglewicz & Hoaglin 1993 for the other."""
    assert spread(range(1, 10)) == pytest.approx(1.4826 * 2)
    assert spread((1, 1, 2, 2, 4, 6, 9)) == pytest.approx(1.4826)
    assert spread((5, 5, 5, 5, 15)) == pytest.approx(1.2533 * 2)


def test_spearmans_rho_by_hand() -> None:
    """1 - 6 * sum of d squared / (n (n squared - 1)) without ties: d = 1, 1, 1, 1, 0; with ties, Pearson of ranks."""
    assert spearman((1, 2, 3, 4, 5), (2, 1, 4, 3, 5)) == pytest.approx(1 - 6 * 4 / 120)
    assert mid_ranks((10, 20, 20, 40)) == [1, 2.5, 2.5, 4]
    assert spearman((10, 20, 20, 40), (10, 20, 20, 40)) == pytest.approx(1)
    assert spearman((1, 2, 3), (4, 4, 4)) is None


# The network


def test_node_reciprocity_is_networkxs() -> None:
    """networkx.reciprocity of 1>2, 2>3, 3>2: node 1 has 0, node 2 has 2/3; an isolate has none."""
    ties = [("1", "2"), ("2", "3"), ("3", "2")]
    found = [reciprocity(node, ties) for node in "1234"]
    assert found == [0, pytest.approx(2 / 3), 1, None]


@pytest.mark.parametrize("seed", range(20))
def test_nodes_are_networkxs(seed: int) -> None:
    networkx = pytest.importorskip("networkx")
    rng = random.Random(seed)
    people = [str(n) for n in range(rng.randint(1, 9))]
    ties = {(a, b) for a in people for b in people if a != b and rng.random() < 0.3}
    graph = networkx.DiGraph()
    graph.add_nodes_from(people)
    graph.add_edges_from(ties)
    between = betweenness(people, ties)
    assert {one: float(x) for one, x in between.items()} == pytest.approx(networkx.betweenness_centrality(graph))
    tied = [one for one in people if reciprocity(one, ties) is not None]
    assert {one: reciprocity(one, ties) for one in tied} == pytest.approx(networkx.reciprocity(graph, tied) or {})
    assert set(people) - set(tied) == set(networkx.isolates(graph))


def test_the_nodes_of_a_class_counted_by_hand(tmp_path: Path) -> None:
    """Ada > Ben 1/2 and Ada > Tess 1/2 at once, Ben > Ada 1: nobody stands between two others."""
    acts = [
        act("t1", ADA, "tweet", "2025-09-02T10:00", "@ben_b @tess_w"),
        act("t2", BEN, "tweet", "2025-09-02T11:00", "@ada_a"),
    ]
    ada, ben, tess = nodes(course(tmp_path, acts), AFTER)
    assert (ada.in_degree, ada.out_degree, ada.given, ada.received, ada.reciprocity) == (1, 2, 1, 1, 2 / 3)
    assert (ben.in_degree, ben.out_degree, ben.given, ben.received, ben.reciprocity) == (1, 1, 1, 0.5, 1)
    assert (tess.in_degree, tess.out_degree, tess.reciprocity) == (1, 0, 0)
    # Ben reaches Tess through Ada: 1 of the 2 pairs of others there are.
    assert (ada.betweenness, ben.betweenness) == (0.5, 0)


# Stairs


@pytest.mark.parametrize(
    ("given", "taken", "span", "passed_on", "talked", "stair"),
    [
        (1, 3, 4, 2, True, "champion"),
        (6, 3, 4, 2, True, "champion"),  # beta is exactly -1/3
        (7, 3, 4, 2, True, "taker with good info"),
        (1, 3, 3, 2, True, "giver"),
        (0, 3, 4, 2, True, "champion"),  # before the few acts are looked at
        (1, 2, 3, 0, True, "casual friend"),
        (4, 4, 1, 0, True, "casual friend"),
        (4, 4, 2, 0, False, "casual friend"),
        (2, 4, 2, 0, True, "giver and taker"),  # beta is exactly 1/3
        (1, 4, 2, 0, True, "giver"),
        (4, 2, 2, 0, True, "giver and taker"),
        (4, 1, 2, 0, True, "taker with good info"),
    ],
)
def test_the_first_stair_that_matches(
    given: int, taken: int, span: int, passed_on: int, talked: bool, stair: str
) -> None:
    assert named(given, taken, span, passed_on, talked) == stair


def test_the_stairs_of_a_class_counted_by_hand(tmp_path: Path) -> None:
    """Ada gives Ben 2 and takes 2 of him in two weeks; Tess wrote nothing on record."""
    acts = [
        act("p1", ADA, "post", "2025-09-01T10:00"),
        act("t1", ADA, "tweet", "2025-09-02T10:00", "@ben_b see https://example.org/a"),
        act("t2", ADA, "tweet", "2025-09-03T10:00", "@ben_b and?"),
        act("t3", ADA, "tweet", "2025-09-03T11:00", "@tess_w hello"),
        act("r1", BEN, "repost", "2025-09-08T00:00", in_reply_to="p1"),
        act("t4", BEN, "tweet", "2025-09-09T10:00", "@ada_a yes"),
    ]
    folder = course(tmp_path, acts)
    found = {(one.student, one.partner): one for one in stairway(folder, AFTER)}
    assert set(found) == {(ADA, BEN), (BEN, ADA), (ADA, "tess@example.org")}
    pair = found[ADA, BEN]
    assert (pair.stair, pair.given, pair.taken, pair.span, pair.passed_on) == ("giver and taker", 2, 2, 2, 1)
    assert pair.substantive
    assert found[BEN, ADA].passed_on == 0
    assert found[ADA, "tess@example.org"].stair == "cannot tell"
    assert stairway(folder, AFTER, 1)[0].stair == "casual friend"


# Oversaturation


def test_more_posts_with_fewer_answers_go_with_each_other_against(tmp_path: Path) -> None:
    """Weeks of 1, 2, 1, 2 … posts; each post of the weeks of one is answered once, the others are not: rho = -1."""
    acts = []
    for week in range(8):
        for n in range(1 + week % 2):
            day = date(2025, 9, 1).toordinal() + 7 * week + n
            acts.append(act(f"p{week}{n}", ADA, "post", f"{date.fromordinal(day)}T10:00"))
            if not week % 2:
                acts.append(act("", BEN, "comment", f"{date.fromordinal(day + 7)}T10:00", in_reply_to=f"p{week}{n}"))
    folder = course(tmp_path, [*acts, act("z", BEN, "post", "2025-12-01T10:00")], weeks=8)
    ada, ben = oversaturation(folder, AFTER.replace(month=12, day=2))
    assert (ada.n, ada.rho, ada.state) == (8, pytest.approx(-1), "ok")
    assert (ben.n, ben.rho, ben.state) == (0, None, "no data")
    # On 20 October the latest act is of 13 October, 10:00: the first post of 6 October is just old enough.
    early = oversaturation(folder, AFTER)[0]
    assert (early.n, early.state) == (6, "too little to say")


# Rules


def test_rules_are_read_with_all_they_can_say() -> None:
    rule = rule_from(
        {
            "metric": "acts",
            "above": "class",
            "spreads": 3.5,
            "and": {"metric": "engagement_balance", "below": 0.25},
            "section": "A",
            "from": 5,
        }
    )
    assert (rule.line, rule.above, rule.against, rule.k, rule.m) == (3.5, True, "class", 2, 3)
    assert rule.also == Condition("engagement_balance", 0.25, above=False)
    assert (rule.section, rule.student, rule.since) == ("A", "", 5)
    own = rule_from({"metric": "words", "below": "own"})
    assert (own.line, own.above, own.against) == (3, False, "own")


def test_among_ten_classmates_a_value_is_told_in_spreads() -> None:
    """Of 1 .. 9 and 20: the middle is 5.5, deviations .5 .5 1.5 1.5 2.5 2.5 3.5 3.5 4.5 14.5, their middle 2.5."""
    values = [*range(1, 10), 20]
    assert among(20, values) == pytest.approx(14.5 / (1.4826 * 2.5))
    assert among(20, values[:9]) is None
    assert among(4, [4] * 10) is None


def test_against_the_own_past_a_value_is_told_in_spreads_of_its_steps() -> None:
    """1, 3, 1, 3, …: mean 2, mean step 2."""
    assert against_past(8, [1, 3] * 4) == pytest.approx(6 / (2 / 1.128))
    assert against_past(8, [1, 3] * 3 + [1]) is None
    assert against_past(8, [2] * 8) is None


@given(st.lists(st.integers(0, 40), min_size=10, max_size=14), st.integers(1, 9), st.integers(-99, 99))
def test_scores_know_no_unit_and_no_zero(values: list[int], times: int, more: int) -> None:
    changed = [times * value + more for value in values]
    for score in (among, against_past):
        one, other = score(values[-1], values), score(changed[-1], changed)
        assert one == (None if other is None else pytest.approx(other))


def test_spreads_are_over_and_calm_on_the_side_that_the_rule_looks_at() -> None:
    above, below = (Condition("acts", 3, side, "class") for side in (True, False))
    assert [above.over(z) for z in (3, 3.1, -3.1)] == [False, True, False]
    assert [below.over(z) for z in (-3, -3.1, 3.1)] == [False, True, False]
    assert [above.calm(z) for z in (2.4, 2.5, -5)] == [True, False, True]
    assert [below.calm(z) for z in (-2.4, -2.5, 5)] == [True, False, True]


def test_a_rule_of_two_conditions_is_over_where_both_are_and_calm_where_one_is(tmp_path: Path) -> None:
    """Weeks of 3, 3, 1, 1 acts and of 9, 1, 9, 9 words; the line is 2 acts and 5 words."""
    text = "one two three"
    weekly = ((3, text), (3, ""), (1, f"{text} {text} {text}"), (1, f"{text} {text} {text}"))
    acts = [
        act("", ADA, "post", f"2025-09-{1 + 7 * week + n:02}T10:00", words)
        for week, (count, words) in enumerate(weekly)
        for n in range(count)
    ]
    rule = {"metric": "acts", "above": 2, "rule": "any week", "and": {"metric": "words", "above": 5}}
    [flag] = flags_at(course(tmp_path, acts), AFTER, [rule])
    assert (flag.week, flag.values, flag.state) == (1, ((1, 3.0),), "off")


def test_weeks_before_since_are_not_looked_at_and_neither_are_others_than_the_one(tmp_path: Path) -> None:
    acts = [act("", who, "post", f"2025-09-{day}T10:00") for who in (ADA, BEN) for day in ("01", "15")]
    rule = {"metric": "acts", "above": 0, "rule": "any week", "from": 2, "student": "Ada Ash"}
    [flag] = flags_at(course(tmp_path, acts), AFTER, [rule])
    assert (flag.student, flag.week, flag.values) == (ADA, 3, ((3, 1.0),))


@pytest.mark.parametrize(("joined", "weeks", "left_out"), [("2025-09-24", 1, 4), ("2025-09-24", 0, 3), ("", 1, 0)])
def test_who_joins_in_week_4_is_not_looked_at_before_week_5(
    tmp_path: Path, joined: str, weeks: int, left_out: int
) -> None:
    folder = course(tmp_path, settings={"grace_weeks": weeks})
    (folder / "roster.csv").write_text(f"name,email,role,joined\nAda,{ADA},student,{joined}\n", "utf-8")
    assert grace(record_at(folder, AFTER), ADA) == set(range(1, left_out + 1))


def test_calm_weeks_are_as_many_as_set() -> None:
    weeks = [Judged(1, 9, True, False), Judged(2, 0, False, True), Judged(3, 0, False, True)]
    assert [raised(ADA, "acts", weeks, 1, 1, calm)[0].state for calm in (1, 2, 3)] == ["off", "off", "on"]


def test_comparing_figures_tells_every_difference_and_nothing_else(tmp_path: Path) -> None:
    folder = beyond_class(3, tmp_path)
    rows = [vars(one) for one in nodes(folder, late_now(3, folder))]
    assert differences(rows, rows, ("person",)) == []
    assert len(differences(rows, rows[1:], ("person",))) == 1
    assert len(differences(rows, [rows[0] | {"given": -1, "reciprocity": "none"}, *rows[1:]], ("person",))) == 2
    assert differences(rows, [*rows, rows[0]], ("person",)) == ["a row twice"]
