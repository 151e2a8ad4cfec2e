"""Where the middle half of a class lies: so coarse, and of so many, that it tells of nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from statistics import quantiles

import pandas as pd

from evenkeel.metrics.registry import METRICS
from evenkeel.model import State

# So many others have to stand behind a quartile.
OTHERS = 10
# A quartile is told no finer than this, in the metric's own unit.
_STEPS = {"minutes": 15.0, "hours": 1.0, "share": 0.05, "signed": 0.05, "count": 1.0}


@dataclass(frozen=True, slots=True)
class Quartiles:
    """A quarter of the values lie below `low`, half below `middle`, three quarters below `high`."""

    low: float
    middle: float
    high: float


def of_values(values: Sequence[float], step: float = 0.0) -> Quartiles:
    """Return the quartiles of two values or more, by linear interpolation, rounded to a step (0: as they are)."""
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Quartiles(*(_rounded(x, step) for x in (low, middle, high)))


def _rounded(x: float, step: float) -> float:
    return round(floor(x / step + 0.5) * step, 9) if step else x


def of_others(measures: pd.DataFrame, without: str, week: int, metrics: Sequence[str]) -> dict[str, Quartiles] | None:
    """Return the quartiles of metrics in a week (0: the term) among those who have all of them; None: too few.

    `measures` as `metrics.measures.measure` gives them, `without` the one who asks. How many there are is not told:
    nobody can see a single number arrive.
    """
    rows = measures[(measures["week"] == week) & measures["metric"].isin(metrics) & (measures["state"] == State.OK)]
    held = rows[(rows["student"] != without) & rows["value"].notna()].astype({"student": str, "metric": str})
    table = held.pivot(index="student", columns="metric", values="value").reindex(columns=list(metrics)).dropna()
    if len(table) < OTHERS:
        return None
    return {name: of_values(table[name].tolist(), _STEPS[METRICS[name].unit]) for name in metrics}
