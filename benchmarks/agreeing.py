"""Whether two frames of numbers say the same: the same rows, states and counts, values to 1e-9."""

import numpy as np
import pandas as pd

KEYS = ["student", "week", "metric"]
NEAR = 1e-9


def differences(ours: pd.DataFrame, theirs: pd.DataFrame) -> list[str]:
    """Say in which columns and how many rows two frames of numbers differ; empty: in none."""
    one, other = _keyed(ours), _keyed(theirs)
    if not one.index.equals(other.index):
        lacking = len(one.index.difference(other.index)), len(other.index.difference(one.index))
        return [f"rows: {lacking[0]} of ours and {lacking[1]} of theirs have no counterpart"]
    found = {column: _unlike(one[column], other[column]) for column in one.columns}
    return [_told(column, one[rows], other[rows]) for column, rows in found.items() if rows.any()]


def _keyed(frame: pd.DataFrame) -> pd.DataFrame:
    words = dict.fromkeys(("student", "metric", "state"), str)
    keyed = frame.astype(words).set_index(KEYS).sort_index()
    assert keyed.index.is_unique, "a number is told twice"
    return keyed


def _unlike(one: pd.Series, other: pd.Series) -> np.ndarray:
    if one.name == "state":
        return (one != other).to_numpy()
    numbers = one.to_numpy(float, na_value=np.nan), other.to_numpy(float, na_value=np.nan)
    return ~np.isclose(*numbers, rtol=NEAR, atol=NEAR, equal_nan=True)


def _told(column: str, one: pd.DataFrame, other: pd.DataFrame) -> str:
    found, expected = one[column].iat[0], other[column].iat[0]
    return f"{column}: {len(one)} rows, such as {one.index[0]}: {found!r} and {expected!r}"
