"""What may be printed of groups: the floor, and that no subtraction reveals a hidden one."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenkeel.metrics.groups import printable

GROUPS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), max_size=6)


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ({"a": 5, "b": 9}, {"a": 5, "b": 9}),
        ({"a": 0, "b": 9}, {"a": 0, "b": 9}),
        ({"a": 4, "b": 9, "c": 20}, {"a": None, "b": None, "c": 20}),
        ({"a": 1, "b": 2, "c": 7, "d": 20}, {"a": None, "b": None, "c": None, "d": 20}),
        ({"a": 4, "b": 9, "c": 9, "d": 20}, {"a": None, "b": None, "c": None, "d": 20}),
        ({"a": 4, "b": 0, "c": 9}, {"a": None, "b": 0, "c": None}),
        ({"a": 4, "b": 4}, {"a": None, "b": None}),
        ({"a": 4, "b": 0}, {"a": None, "b": None}),
        ({}, {}),
    ],
)
def test_a_small_group_is_hidden_and_the_next_larger_with_it(
    groups: dict[str, int], shown: dict[str, int | None]
) -> None:
    assert printable(groups) == shown


def test_the_floor_can_be_another() -> None:
    assert printable({"a": 9, "b": 12, "c": 30}, floor=10) == {"a": None, "b": None, "c": 30}


@given(GROUPS, st.integers(1, 12))
@settings(deadline=None)
def test_nothing_under_the_floor_is_printed_and_what_is_printed_is_true(groups: dict[str, int], floor: int) -> None:
    shown = printable(groups, floor)
    assert shown.keys() == groups.keys()
    assert all(size is None or size == groups[key] for key, size in shown.items())
    assert not [size for size in shown.values() if size is not None and 0 < size < floor]


@given(GROUPS, st.integers(1, 12))
@settings(deadline=None)
def test_never_is_one_group_hidden_alone_unless_nothing_is_printed(groups: dict[str, int], floor: int) -> None:
    shown = printable(groups, floor)
    hidden = [key for key, size in shown.items() if size is None]
    assert len(hidden) != 1 or len(hidden) == len(groups)
    printed = any(size is not None for size in shown.values())
    assert not hidden or not printed or sum(groups[key] for key in hidden) > floor


@given(GROUPS, st.integers(1, 12))
@settings(deadline=None)
def test_every_hidden_size_could_have_been_another_for_all_that_is_printed(groups: dict[str, int], floor: int) -> None:
    """Whoever knows the rule, the printed groups and the total still cannot tell any hidden one."""
    shown = printable(groups, floor)
    hidden = [key for key, size in shown.items() if size is None]
    if len(hidden) == len(groups):
        return  # nothing is printed, the total neither
    for key in hidden:
        assert any(
            other[key] != groups[key] and printable(other, floor) == shown for other in exchanged(groups, hidden)
        ), key


def exchanged(groups: dict[str, int], hidden: list[str]) -> list[dict[str, int]]:
    """Return the same groups with two hidden ones' sizes exchanged, each way there is."""
    return [groups | {a: groups[b], b: groups[a]} for a, b in product(hidden, hidden)]
