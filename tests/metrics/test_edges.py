"""What random classes found, each as the smallest class that shows it."""

from pathlib import Path

from tests.metrics.small_class import ADA, opened, row, write_course, write_time


def test_a_share_of_nothing_labelled_is_no_data_however_much_may_be_unknown(tmp_path: Path) -> None:
    """Rule 25, as rule 8 has it: coursework and leisure are 0, so there is nothing to take a share of."""
    write_course(tmp_path, settings={"unknown_share_limit": 1})
    write_time(tmp_path, [f"{ADA},2025-09-02T10:00,2025-09-02T10:30,unknown"])
    with opened(tmp_path) as desk:
        found = row(desk, ADA, "coursework_share", 1)
    assert (found["value"], found["state"]) == (None, "no data")
