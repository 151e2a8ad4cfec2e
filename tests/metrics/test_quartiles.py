"""Quartiles of a class: counted by hand, coarse, and silent below ten others."""

import pandas as pd
import pytest

from evenkeel.metrics.quartiles import Quartiles, of_others, of_values

TIME, BALANCE = "procrastination_minutes", "engagement_balance"


def rows(minutes: dict[str, float | None], week: int = 2, state: str = "ok") -> pd.DataFrame:
    """Everybody's minutes, and a balance of 0.5 each."""
    found = [(who, week, TIME, value, state) for who, value in minutes.items()]
    found += [(who, week, BALANCE, 0.5, state) for who in minutes]
    return pd.DataFrame(found, columns=["student", "week", "metric", "value", "state"])


CLASS = {f"s{n}": 60.0 * n for n in range(11)}


def test_quartiles_lie_between_the_values() -> None:
    assert of_values([1, 2, 3, 4, 5]) == Quartiles(2, 3, 4)
    assert of_values([0, 10]) == Quartiles(2.5, 5, 7.5)


def test_they_are_told_in_sensible_steps_only() -> None:
    found = of_others(rows({who: minutes + 4 for who, minutes in CLASS.items()}), "s0", 2, [TIME, BALANCE])
    # Of 64, 124, …, 604: 199, 334 and 469 minutes, to the quarter of an hour.
    assert found == {TIME: Quartiles(195, 330, 465), BALANCE: Quartiles(0.5, 0.5, 0.5)}


def test_the_one_who_asks_is_not_among_the_others() -> None:
    far_out = {**CLASS, "s10": 100_000.0}
    assert of_others(rows(CLASS), "s10", 2, [TIME]) == of_others(rows(far_out), "s10", 2, [TIME])


@pytest.mark.parametrize("missing", ["no value", "another state", "the other number"])
def test_with_fewer_than_ten_others_nothing_is_told(missing: str) -> None:
    frame = rows(CLASS)
    assert of_others(frame, "s0", 2, [TIME, BALANCE]) is not None
    of_s5 = (frame["student"] == "s5") & (frame["metric"] == (BALANCE if missing == "the other number" else TIME))
    frame.loc[of_s5, "value" if missing != "another state" else "state"] = (
        None if missing != "another state" else "pending"
    )
    assert of_others(frame, "s0", 2, [TIME, BALANCE]) is None
