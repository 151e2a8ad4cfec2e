"""Answers by how much is posted: what counts, counted by hand."""

from pathlib import Path

import pytest

from evenkeel.access import LOCAL_INSTRUCTOR, Role, Viewer
from evenkeel.desk import Desk
from evenkeel.errors import NotAllowed
from evenkeel.metrics.workings import term_figures
from evenkeel.model import State
from tests.metrics.small_class import ADA, AFTER, BEN, micros, opened, write_acts, write_course

NOW = micros(AFTER)


def found(desk: Desk, student: str = ADA) -> tuple[int, float | None, str]:
    frame = desk.oversaturation(LOCAL_INSTRUCTOR, NOW)
    [row] = frame[frame["student"] == student].itertuples(index=False)
    return row.n, None if row.rho != row.rho else row.rho, row.state


def weeks(folder: Path, posts: list[int], answers: list[int]) -> Path:
    """Post so many items on each Monday, the first drawing so many answers, each other one as many."""
    write_course(folder, weeks=len(posts))
    lines = []
    for week, (n, drew) in enumerate(zip(posts, answers, strict=True)):
        day = f"2025-{9 + (7 * week) // 30:02}-{(7 * week) % 30 + 1:02}"
        for item in range(n):
            lines.append(f"{ADA},post,{day}T10:{item:02},p{week}-{item}")
            lines += [f"{BEN},comment,{day}T11:{answer:02},,p{week}-{item}" for answer in range(drew)]
    write_acts(folder, [*lines, f"{BEN},post,2025-11-30T10:00,last"])
    return folder


def test_rho_is_minus_one_where_every_fuller_week_drew_fewer_answers(tmp_path: Path) -> None:
    with opened(weeks(tmp_path, [1, 2, 3, 4, 5, 6, 7, 8], [9, 8, 7, 6, 5, 4, 3, 2])) as desk:
        assert found(desk) == (8, pytest.approx(-1), State.OK)
        held = desk.cadence(LOCAL_INSTRUCTOR, NOW, ADA)
        assert held.values.tolist() == [[n, 1, n, 10 - n] for n in range(1, 9)]


def test_seven_weeks_are_too_little_and_none_is_no_data(tmp_path: Path) -> None:
    with opened(weeks(tmp_path, [1, 2, 3, 4, 5, 6, 7], [7, 6, 5, 4, 3, 2, 1])) as desk:
        assert found(desk) == (7, None, State.TOO_LITTLE)
        assert found(desk, BEN)[0] == 0
        assert found(desk, BEN)[2] == State.NO_DATA


def test_where_one_side_never_varies_there_is_no_rho(tmp_path: Path) -> None:
    with opened(weeks(tmp_path, [1] * 8, [1, 2, 1, 2, 1, 2, 1, 2])) as desk:
        assert found(desk) == (8, None, State.NO_DATA)


def test_what_counts_as_an_answer(tmp_path: Path) -> None:
    """Of Ada's items one drew a comment, an outsider's repost and one at exactly 7 days: 3. Her own is none."""
    write_course(tmp_path)
    write_acts(
        tmp_path,
        [
            f"{ADA},post,2025-09-01T10:00,a",
            f"{BEN},comment,2025-09-01T11:00,,a",
            "somebody,repost,2025-09-02T11:00,,a",
            f"{BEN},comment,2025-09-08T10:00,,a",
            f"{BEN},comment,2025-09-08T10:01,,a",
            f"{ADA},comment,2025-09-02T10:00,,a",
            f"{ADA},post,2025-09-03T10:00,b",
            f"{ADA},tweet,2025-09-03T11:00,c,,{BEN}",
            f"{ADA},post,2025-10-01T10:00,young",
            f"{BEN},post,2025-10-08T09:59,last",
        ],
    )
    with opened(tmp_path) as desk:
        # Two items in week 1: 3 answers and none. What is addressed, and what is too young, is no item.
        assert desk.cadence(LOCAL_INSTRUCTOR, NOW, ADA).values.tolist() == [[2, 1, 2, 1.5]]
        worked = desk.working(LOCAL_INSTRUCTOR, NOW, ADA, "oversaturation", 0)
        assert [line.amount for line in worked.lines] == [1.5]


def test_the_working_comes_to_the_figure(tmp_path: Path) -> None:
    with opened(weeks(tmp_path, [1, 2, 3, 1, 2, 3, 1, 2, 3], [2, 1, 0, 3, 1, 1, 0, 2, 1])) as desk:
        n, rho, state = found(desk)
        worked = desk.working(LOCAL_INSTRUCTOR, NOW, ADA, "oversaturation", 0)
    assert (worked.result.n, worked.result.state) == (n, state)
    assert worked.result.value == pytest.approx(rho)
    assert worked.steps[-1].startswith("ρ = ")


def test_a_student_sees_only_their_own(tmp_path: Path) -> None:
    ben = Viewer(Role.STUDENT, BEN)
    with opened(weeks(tmp_path, [1] * 8, [1] * 8)) as desk:
        assert list(desk.oversaturation(ben, NOW)["student"]) == [BEN]
        with pytest.raises(NotAllowed):
            desk.cadence(ben, NOW, ADA)
        with pytest.raises(NotAllowed):
            desk.working(ben, NOW, ADA, "acts", 0)
        assert desk.working(ben, NOW, BEN, "comments", 0).result.n == 8


def test_an_own_usual_range_is_worked_out_from_eight_weeks() -> None:
    """Middle 4, changes of 2 each: 3 / 1.128 x 2 = 5.319."""
    values = [(week, 3.0 if week % 2 else 5.0) for week in range(1, 9)]
    worked = term_figures.baseline("Acts", values, "acts")
    assert worked.result.value == 4
    assert worked.steps[-1] == "usual range: 4 − 5.319 = −1.319 to 4 + 5.319 = 9.319"
    assert term_figures.baseline("Acts", values[:7], "acts").why == ("7 completed weeks with a number, and it takes 8.")


def test_the_lateness_of_a_task_is_written_out() -> None:
    hour = 3_600_000_000
    tasks = [term_figures.Due("memo", 0, 10 * hour, 5 * hour, 1), term_figures.Due("open", 0, 10 * hour, None, None)]
    worked = term_figures.task_lateness(tasks)
    assert [(line.what, line.amount) for line in worked.lines] == [("memo", 0.5)]
    assert worked.lines[0].said == "5 h after its release ÷ 10 h until it was due = 0.5"
