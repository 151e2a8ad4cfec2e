"""What holds of every rule: a line further off sees less, and rules against a class or a past know no unit."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenkeel.access import LOCAL_INSTRUCTOR
from evenkeel.course.values import Against, Rule, Settings
from evenkeel.flags.decide import flags
from tests.flags.deciding import WHO, decided, weeks_over
from tests.metrics.small_class import AFTER, micros, opened, write_course
from tests.reference.drawing import as_many_as

STUDENTS, WEEKS = 11, 11
VALUES = st.lists(st.floats(-1000, 1000), max_size=15).map(lambda values: list(enumerate(values, start=1)))
LINES = st.floats(-1000, 1000)
RELATIVE = [
    {"metric": "words", side: against, "spreads": spreads, "rule": "any week"}
    for side in ("above", "below")
    for against in ("class", "own")
    for spreads in (1, 2.5)
]
Weekly = list[list[int]]


@given(VALUES, LINES, LINES)
def test_a_line_further_off_is_crossed_in_no_more_weeks(series: list[tuple[int, float]], a: float, b: float):
    low, high = sorted((a, b))
    assert weeks_over(Rule("acts", high), series) <= weeks_over(Rule("acts", low), series)
    assert weeks_over(Rule("acts", low, above=False), series) <= weeks_over(Rule("acts", high, above=False), series)


@given(VALUES, LINES, st.integers(1, 4), st.integers(1, 4))
def test_a_rule_that_asks_for_more_weeks_flags_nobody_new(
    series: list[tuple[int, float]], line: float, fewer: int, more: int
):
    """k of 4: who is flagged at more weeks is flagged at fewer."""
    easy, strict = (Rule("acts", line, k=k, m=4) for k in sorted((fewer, more)))
    assert bool(decided(easy, series)) >= bool(decided(strict, series))


@pytest.mark.parametrize(
    "change", [lambda n: 3 * n, lambda n: n + 7], ids=["three-times-the-words", "seven-words-more"]
)
def test_rules_against_the_class_or_the_past_know_no_unit_and_no_zero(change: Callable[[int], int]):
    numbers = st.lists(
        st.lists(st.integers(0, 30), min_size=WEEKS, max_size=WEEKS), min_size=STUDENTS, max_size=STUDENTS
    )

    @as_many_as(3)
    @given(numbers)
    def holds(weekly: Weekly) -> None:
        # The last student's last week is far off, so that there is something to flag.
        weekly = [*weekly[:-1], [*weekly[-1][:-1], 300]]
        found = flagged(weekly)
        assert found
        assert flagged([[change(n) for n in one] for one in weekly]) == found

    holds()


def flagged(weekly: Weekly) -> list[tuple[str, int, str]]:
    """Write so many words a student and week, and ask who is flagged, when, and whether still."""
    with tempfile.TemporaryDirectory() as place:
        roster = "\n".join(["name,email,role", *(f"s{n},s{n}@example.org,student" for n in range(STUDENTS)), ""])
        write_course(Path(place), roster, weeks=WEEKS, rules=RELATIVE)
        lines = [
            f"s{student},post,2025-{month:02}-{day:02}T10:00,{' '.join(['word'] * count)}"
            for student, counts in enumerate(weekly)
            for (month, day), count in zip(mondays(), counts, strict=True)
        ]
        (Path(place) / "inbox" / "acts.csv").write_text("\n".join(["author,kind,at,text", *lines, ""]), "utf-8")
        with opened(Path(place)) as desk:
            return [(flag.student, flag.week, str(flag.state)) for flag in desk.flags(LOCAL_INSTRUCTOR, micros(AFTER))]


def mondays() -> list[tuple[int, int]]:
    """Return month and day of the term's Mondays from 1 September 2025 on."""
    return [(9, 1 + 7 * n) if n < 5 else (10, 7 * n - 29) if n < 9 else (11, 7 * n - 60) for n in range(WEEKS)]


@pytest.mark.parametrize("against", [Against.OWN, Against.CLASS])
def test_what_differs_by_rounding_alone_does_not_differ(against: Against):
    """0.1 + 0.2 and 0.3 are the same share of a week; in sums of 1/k both turn up."""
    alike = [0.3, 0.1 + 0.2, *[0.3] * 8, 0.1 + 0.2]
    rule = Rule("matched_share", 3, k=1, m=1, against=against)
    if against is Against.OWN:
        values = {WHO: list(enumerate(alike, start=1))}
    else:
        values = {WHO if n == 1 else f"s{n}": [(1, x)] for n, x in enumerate(alike)}
    assert flags(rule, [WHO], {"matched_share": values}, {}, Settings()) == []
