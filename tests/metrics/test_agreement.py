"""Agreement beyond chance, against the numbers that were published with the formulas."""

import pytest

from evenkeel.metrics.agreement import cohen_kappa, krippendorff_alpha, pairs_within


def columns(*raters: str) -> list[list[str]]:
    """Turn rows of raters ("." is nothing said) into what was said of each thing."""
    split = [said.split() for said in raters]
    return [[kind for kind in unit if kind != "."] for unit in zip(*split, strict=True)]


def test_alpha_of_two_raters_who_say_yes_or_no():
    """Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, A: 0.095."""
    assert krippendorff_alpha(columns("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_two_raters_with_five_kinds():
    """The same, B: 0.692."""
    units = columns("a a b b d c c c e d d a", "b a b b b c c c e d d d")
    assert krippendorff_alpha(units) == pytest.approx(0.692, abs=5e-4)


def test_alpha_of_four_raters_who_left_some_out():
    """The same, C: 0.743, the thing that one rater alone rated left out."""
    units = columns(
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=5e-4)


def test_kappa_of_two_raters():
    """20 both yes, 15 both no, 5 and 10 apart: observed 0.70, by chance 0.50."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)


def test_full_agreement_is_1_and_chance_is_0():
    assert cohen_kappa([("a", "a"), ("b", "b")]) == krippendorff_alpha([["a", "a"], ["b", "b"]]) == 1
    assert cohen_kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0


def test_where_chance_explains_everything_nothing_is_said():
    assert cohen_kappa([]) is None and cohen_kappa([("a", "a")] * 9) is None
    assert krippendorff_alpha([["a"], []]) is None and krippendorff_alpha([["a", "a"]] * 9) is None


def test_two_raters_of_one_thing_are_a_pair_both_ways():
    assert pairs_within([["a", "b"], ["a"]]) == {("a", "b"): 1, ("b", "a"): 1}
