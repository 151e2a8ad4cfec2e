import pandas as pd
import pytest


@pytest.fixture
def three_students() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("ada@example.org", "Ada", 1.0, 0.85, "measured", False, False, 12),
            ("bo@example.org", "Bo", 2.5, 0.40, "estimated", False, False, 6),
            ("rosa@example.org", "Rosa", 6.5, 0.02, "self-reported", True, True, 9),
        ],
        columns=["student", "name", "hours", "balance", "evidence", "flagged", "named", "n"],
    )
