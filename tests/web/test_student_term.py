"""A student's own usual range: from which weeks it is, and what is said of it."""

import pandas as pd

from evenkeel.model import State
from evenkeel.web import student_term
from evenkeel.web.student_term import Baseline, baseline, baseline_finding, good_weeks

COLUMNS = ["week", "metric", "state", "value", "firm"]


def frame(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def test_a_week_known_by_estimates_alone_and_a_running_one_are_not_in_the_range() -> None:
    found = frame(
        (0, "leisure_minutes", State.OK, 100.0, 90.0),
        (2, "leisure_minutes", State.OK, 60.0, 50.0),
        (1, "leisure_minutes", State.OK, 30.0, 30.0),
        (3, "leisure_minutes", State.OK, 20.0, None),
        (4, "leisure_minutes", State.PENDING, 20.0, 20.0),
        (1, "acts", State.OK, 5.0, 5.0),
    )
    assert good_weeks(found, {}, "leisure_minutes") == [(1, 30), (2, 50)]


def test_seven_weeks_have_no_range_and_eight_have() -> None:
    rows = [(week, "acts", State.OK, float(week % 2), float(week % 2)) for week in range(1, 9)]
    assert baseline(frame(*rows[:7]), {}, "acts").limits is None
    assert baseline(frame(*rows), {}, "acts").limits is not None


def test_the_finding_names_the_unusual_weeks_or_that_there_are_none() -> None:
    values = tuple((week, 2.0) for week in range(1, 9))
    usual = Baseline("acts", values, (2.0, 1.0, 3.0))
    assert baseline_finding(usual, "Rosa") == "Acts: within the usual range for Rosa in every week."
    odd = Baseline("acts", (*values, (12, 9.0)), (2.0, 1.0, 3.0))
    assert baseline_finding(odd, "Rosa") == "Week 12 is unusual for Rosa: acts."
    early = Baseline("leisure_minutes", values[:3], None)
    assert "3 completed weeks known by more than estimates" in baseline_finding(early, "Rosa")


def test_limits_are_drawn_within_what_the_number_can_be() -> None:
    assert Baseline("acts", (), (2.0, -4.0, 8.0)).drawn == (2, 0, 8)
    assert Baseline("engagement_balance", (), (0.5, -0.2, 1.2)).drawn == (0.5, 0, 1)
    assert student_term.BASELINE_WEEKS == 8
